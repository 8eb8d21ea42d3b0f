/** Word of a decision that is due: once at the deadline, once when it is over. */
import { describe, expect, it } from 'vitest';
import { device, plan } from '../findings/look.ts';
import { drafts, due, ids, MAIL, mailWorld, reachable, sent } from '../notices-look.ts';
import { person, type World } from '../world.ts';

function world(lastDay: string, more: World = {}, notices: object = {}): World {
  const policies = { 'device-rules': { decideTypes: ['laptop'] }, notices: { ...MAIL, returnNote: { on: false }, ...notices } } as never;
  return mailWorld({ policies, ...more }, { lastDay });
}

describe('a decision that is due', () => {
  it.each([
    ['before the deadline', '2027-01-19', []],
    ['on the deadline', '2027-01-18', ['decision-due/e-1/spell:2027-01-18/2027-01-04/deadline']],
    ['the day after it', '2027-01-17', ['decision-due/e-1/spell:2027-01-17/2027-01-03/overdue']],
    ['on the device day', '2027-01-04', ['decision-due/e-1/spell:2027-01-04/2026-12-21/overdue']],
    ['after the device day', '2027-01-03', []],
  ])('%s', (_when, lastDay, expected) => {
    expect(ids(world(lastDay))).toEqual(expected);
  });

  it('is told to the manager, with what happens otherwise', () => {
    expect(drafts(world('2027-01-18'))).toMatchObject([
      {
        to: 'person:e-boss',
        values: { variant: 'deadline', employee: 'e-1', n: '1', dueDay: '2027-01-04', deviceDay: '2027-01-18', lastDay: '2027-01-18' },
        rows: [{ device: 'LT-1', type: 'laptop', usual: 'release' }],
        because: { rule: 'decision-deadline', file: 'policies/devices.yaml' },
      },
    ]);
  });

  it('is told once for all devices of a leaver with the same deadline', () => {
    const devices = [device('LT-1', 'e-1'), device('LT-2', 'e-1'), device('PH-1', 'e-1', { type: 'phone' })];

    expect(drafts(world('2027-01-18', { devices }))).toMatchObject([
      { values: { n: '2' }, rows: [{ device: 'LT-1' }, { device: 'LT-2' }] },
    ]);
  });

  it('is not told every night', () => {
    const memory = sent({ of: 'decision-due/e-1/spell:2027-01-17/2027-01-03/overdue', person: 'e-1' as never });

    expect(due(world('2027-01-17', { memory }))).toEqual([]);
  });

  it('is told earlier where policy says so', () => {
    expect(ids(world('2027-01-21', {}, { decisionDue: { before: 'P3D' } }))).toHaveLength(1);
  });

  it.each([
    ['nobody manages', [reachable('e-1', { lastDay: '2027-01-18', unit: 'nord' })]],
    ['the manager is not in the files', [reachable('e-1', { lastDay: '2027-01-18', manager: 'e-404' })]],
    ['the manager has left', [reachable('e-1', { lastDay: '2027-01-18' }), reachable('e-boss', { lastDay: '2026-12-31' })]],
    ['the manager is protected', [reachable('e-1', { lastDay: '2027-01-18' }), person('e-boss')]],
    ['the leaver is protected', [person('e-1', { lastDay: '2027-01-18' }), reachable('e-boss')]],
  ])('goes to HR where %s', (_why, people) => {
    expect(drafts(world('2027-01-18', { people }))).toMatchObject([{ to: 'desk:hr' }]);
  });

  it('of a silent plan goes to HR alone', () => {
    const offboardings = [plan('e-1', '2027-01-18', { silent: true })];

    expect(ids(world('2027-01-18', { offboardings }))).toEqual([]);
    expect(drafts(world('2026-12-19', { offboardings: [plan('e-1', '2026-12-19', { silent: true })] }))).toMatchObject([{ to: 'desk:hr' }]);
  });

  it.each([
    ['is decided', { offboardings: [plan('e-1', '2027-01-18', { devices: { 'LT-1': { disposition: 'release' } } })] }],
    ['is none to decide about', { devices: [device('PH-1', 'e-1', { type: 'phone' })] }],
    ['belongs to somebody else', { devices: [device('LT-1', 'e-1', { ownership: 'third-party' })] }],
    ['is lost', { devices: [device('LT-1', 'e-1', { status: 'lost' })] }],
  ])('nothing of a device that %s', (_what, more) => {
    expect(ids(world('2027-01-18', more))).toEqual([]);
  });
});
