/** Devices that did not come back: reminders are findings, `lost` is proposed, a claim never is; and what comes back late is said. */
import { describe, expect, it } from 'vitest';
import { device, plan, proposalsOf } from './findings/look.ts';
import { expectTexts, LAST, left, remarks, the, ticks } from './proposals-look.ts';
import { at, type World } from './world.ts';

const KEY = `lost/e-1-${LAST}`;
const away = { status: 'awaited', awaitedFrom: 'e-1', awaitedSince: LAST } as const;

function world(day: string, own: object = {}, rest: World = {}): World {
  return { people: [left()], devices: [device('LT-1', null, { ...away, ...own })], asOf: at(day, '02:00'), ...rest };
}

describe('lost', () => {
  it.each([
    ['2027-01-14', []],
    ['2027-01-15', [KEY]],
    ['2027-03-01', [KEY]],
  ])('on %s, awaited since 31 December with 14 days of grace: %o', (day, keys) => {
    expect(proposalsOf(world(day)).map(({ key }) => key)).toEqual(keys);
  });

  it('is proposed with the day it became known, the steps of a loss, and no claim; who has it stays in the file', () => {
    const proposal = the(world('2027-02-01'), KEY);

    expectTexts(proposal);
    expect(proposal).toMatchObject({ purpose: 'lost', person: 'e-1', day: '2027-01-15', urgent: false, silent: false });
    expect(proposal.files).toEqual([
      {
        file: 'state/devices/LT-1.yaml',
        edits: [
          { op: 'setScalar', path: ['status'], value: 'lost' },
          { op: 'setKey', path: [], key: 'lost', value: { on: '2027-01-15' } },
        ],
      },
    ]);
    expect(remarks(proposal)).toEqual(['no-claim']);
    expect(ticks(proposal, 'LT-1')).toEqual({ lock: false, assess: false, police: false });
  });

  it('says the same from night to night', () => {
    expect(the(world('2027-01-15'), KEY)).toEqual(the(world('2027-02-15'), KEY));
  });

  it('gathers the devices of one person and day, in order; policy says how long the grace is', () => {
    const devices = ['PH-1', 'LT-1'].map((id) => device(id, null, away));
    const other = device('LT-2', null, { ...away, awaitedSince: '2026-11-30' });
    const policies = { 'device-rules': { graceUntilLost: 'P3D' } };

    const found = proposalsOf({ ...world('2027-01-04'), devices: [...devices, other], policies });

    expect(found.map(({ key, lines }) => [key, lines.map(({ tag }) => tag)])).toEqual([
      ['lost/e-1-2026-11-30', ['LT-2']],
      [KEY, ['LT-1', 'PH-1']],
    ]);
  });

  it('of a silent plan is silent', () => {
    const offboardings = [plan('e-1', LAST, { silent: true })];

    expect(the(world('2027-02-15', {}, { offboardings }), KEY).silent).toBe(true);
  });

  it('of somebody who is not in the files is proposed too', () => {
    expect(the(world('2027-02-15', {}, { people: [] }), KEY).silent).toBe(false);
  });

  const exception = (extra: object) =>
    ({ exceptions: [{ id: 'ex-1', reason: 'r', owner: 'e-2', from: LAST, until: '2027-03-31', ...extra }] }) as unknown as World;
  it.each([
    ['back', world('2027-02-15', { returned: { on: '2027-01-02', condition: 'ok' } })],
    [
      'awaited since a day not told',
      { ...world('2027-02-15'), devices: [device('LT-1', null, { status: 'awaited', awaitedFrom: 'e-1' })] },
    ],
    ['awaited from nobody', { ...world('2027-02-15'), devices: [device('LT-1', null, { status: 'awaited', awaitedSince: LAST })] }],
    ['lost already', world('2027-02-15', { status: 'lost' })],
    ['under an exception from the finding', world('2027-02-15', {}, exception({ subject: { device: 'LT-1' }, finding: 'device-awaited' }))],
    ['of a person whose release is postponed', world('2027-02-15', {}, exception({ subject: { employee: 'e-1' }, change: 'release' }))],
  ])('nothing for a device that is %s', (_what, given) => {
    expect(proposalsOf(given).filter(({ purpose }) => purpose === 'lost')).toEqual([]);
  });

  it('an exception from something else does not count', () => {
    const other = exception({ subject: { device: 'LT-1' }, finding: 'device-ready' });

    expect(proposalsOf(world('2027-02-15', {}, other)).map(({ key }) => key)).toEqual([KEY]);
  });
});

describe('returned', () => {
  const back = (on: string) => world('2027-02-15', { returned: { on, condition: 'ok' } });

  it.each([
    ['2027-01-14', []],
    ['2027-01-15', ['returned-late']],
  ])('on %s, after 14 days of grace: %o', (on, expected) => {
    const proposal = the(back(on), `receive/e-1-${LAST}`);

    expectTexts(proposal);
    expect(remarks(proposal)).toEqual(expected);
  });

  const lost = { ...away, status: 'lost', lost: { on: '2027-01-15' } };
  it.each([
    ['found on the day it was called lost', { ...lost, returned: { on: '2027-01-15', condition: 'ok' } }, ['received']],
    [
      'found later, wiped and unlocked',
      { ...lost, returned: { on: '2027-02-01', condition: 'ok' }, wiped: { on: '2027-02-02', method: 'clear' } },
      ['available'],
    ],
    ['back before it was called lost', { ...lost, returned: { on: '2027-01-14', condition: 'ok' } }, []],
    ['still lost', lost, []],
    ['lost since a day not told', { ...lost, lost: undefined, returned: { on: '2027-02-01', condition: 'ok' } }, []],
  ])('a device %s', (_what, own, texts) => {
    const bare = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as object;

    const found = proposalsOf({ ...world('2027-02-15'), devices: [device('LT-1', null, bare)] });

    expect(found.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(texts);
  });

  it('says since when and how many days', () => {
    const [line] = the(back('2027-01-20'), `receive/e-1-${LAST}`).lines;

    expect(line?.remarks).toEqual([{ text: 'returned-late', values: { since: LAST, days: '20' } }]);
  });
});
