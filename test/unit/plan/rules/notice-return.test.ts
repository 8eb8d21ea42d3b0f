/** The return note: to whom, when, once per device day. */
import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../schemas/device.ts';
import { device, plan } from '../findings/look.ts';
import { drafts, due, ids, mailWorld, reachable, sent } from '../notices-look.ts';
import { type Plain, person } from '../world.ts';

const NOTE = 'return-note/e-1/spell:2027-01-08/2027-01-08';

describe('the return note', () => {
  it('goes to the person two weeks before the device day', () => {
    expect(drafts(mailWorld())).toMatchObject([
      {
        kind: 'return-note',
        to: 'person:e-1',
        dueDay: '2026-12-25',
        values: { employee: 'e-1', via: '', deviceDay: '2027-01-08' },
        because: { rule: 'device-day', file: 'state/employees/e-1.yaml', pointer: '/lastDay' },
      },
    ]);
  });

  it.each([
    ['the first day of the two weeks', '2027-01-18', [`return-note/e-1/spell:2027-01-18/2027-01-18`]],
    ['the day before', '2027-01-19', []],
  ])('on %s', (_when, lastDay, expected) => {
    expect(ids(mailWorld({}, { lastDay }))).toEqual(expected);
  });

  it('is earlier where policy says so', () => {
    const policies = { notices: { mode: 'observe', returnNote: { before: 'P30D' } } } as const;

    expect(ids(mailWorld({ policies }, { lastDay: '2027-02-02' }))).toHaveLength(1);
  });

  it('counts from a phone that goes back earlier, and names both days', () => {
    const offboardings = [plan('e-1', '2027-01-25', { ends: { phone: '2027-01-15' } })];

    expect(ids(mailWorld({ offboardings }, { lastDay: '2027-01-25' }))).toEqual(['return-note/e-1/spell:2027-01-25/2027-01-25+2027-01-15']);
  });

  it('is another one when the device day moves, and not again when it does not', () => {
    const offboardings = [plan('e-1', '2027-01-08', { ends: { devices: '2027-01-11' } })];
    const memory = sent({ of: NOTE });

    expect(due(mailWorld({ memory }))).toEqual([]);
    expect(due(mailWorld({ memory, offboardings })).map((one) => one.id)).toEqual(['return-note/e-1/spell:2027-01-08/2027-01-11']);
  });

  it('says nothing else when the buyout question is silenced, but is sent all the same', () => {
    const offboardings = [plan('e-1', '2027-01-08', { notify: { buyoutQuestion: false } })];

    expect(ids(mailWorld({ offboardings }))).toEqual([NOTE]);
    expect(due(mailWorld({ offboardings }))[0]?.content).not.toBe(due(mailWorld())[0]?.content);
  });

  it('has another content when the person holds something else, or in another state', () => {
    const contents = [
      mailWorld(),
      mailWorld({ devices: [device('LT-1', 'e-1'), device('LT-2', 'e-1')] }),
      mailWorld({
        devices: [device('LT-1', 'e-1', { status: 'repair', repair: { since: '2027-01-02', loaner: 'LT-9' } }), device('LT-9', 'e-1')],
      }),
    ].map((world) => due(world)[0]?.content);

    expect(new Set(contents).size).toBe(3);
  });
});

describe('where it goes', () => {
  it.each([
    ['a protected identity', [person('e-1', { lastDay: '2027-01-08' })], 'withheld'],
    ['nobody with an address', [person('e-1', { lastDay: '2027-01-08', person: { name: 'Påhitt' } })], 'none'],
    ['somebody whose access has ended', [reachable('e-1', { lastDay: '2027-01-03' })], 'ended'],
  ])('%s: through HR', (_who, people, via) => {
    expect(drafts(mailWorld({ people }))).toMatchObject([{ to: 'desk:hr', values: { via } }]);
  });

  it('to the desk that policy names', () => {
    const policies = { notices: { mode: 'observe', desks: { hr: 'personal' } } } as const;

    expect(drafts(mailWorld({ policies, people: [person('e-1', { lastDay: '2027-01-08' })] }))).toMatchObject([{ to: 'desk:personal' }]);
  });
});

describe('no return note', () => {
  it.each<[string, readonly Plain<Device>[]]>([
    ['nothing', []],
    ['what is their own', [device('PH-1', 'e-1', { ownership: 'personal' })]],
    ['what is sold', [device('PH-1', 'e-1', { status: 'sold' })]],
    ['what came back', [device('LT-1', null, { status: 'received', awaitedFrom: 'e-1', returned: { on: '2027-01-02', condition: 'ok' } })]],
  ])('where they have %s', (_what, devices) => {
    expect(ids(mailWorld({ devices }))).toEqual([]);
  });

  it('of a silent plan', () => {
    expect(ids(mailWorld({ offboardings: [plan('e-1', '2027-01-08', { silent: true })] }))).toEqual([]);
  });

  it('without a last day, and where policy switches it off', () => {
    expect(ids(mailWorld({ people: [reachable('e-1')] }))).toEqual([]);
    expect(ids(mailWorld({ policies: { notices: { mode: 'enforce', returnNote: { on: false } } } }))).toEqual([]);
  });

  it('but where only a number goes with them there is one', () => {
    const offboardings = [plan('e-1', '2027-01-08', { numbers: { 'PH-1': { disposition: 'move' } } })];
    const kept = [plan('e-1', '2027-01-08', { numbers: { 'PH-1': { disposition: 'keep' } } })];

    expect(ids(mailWorld({ devices: [], offboardings }))).toEqual([NOTE]);
    expect(ids(mailWorld({ devices: [], offboardings: kept }))).toEqual([]);
  });

  it('where a device is awaited there is one', () => {
    const devices = [device('LT-1', null, { status: 'awaited', awaitedFrom: 'e-1', awaitedSince: '2027-01-08' })];

    expect(ids(mailWorld({ devices }))).toEqual([NOTE]);
  });
});
