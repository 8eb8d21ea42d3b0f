/** Devices without a holder, lost ones, and those whose day comes or has gone by. */
import { describe, expect, it } from 'vitest';
import { at, done, person, published, verified, type World } from '../world.ts';
import { buyout, desks, device, one, only, plan } from './look.ts';

const LAST = '2026-12-31';
const left = (extra = {}) => person('e-1', { lastDay: LAST, manager: 'e-boss', ...extra });

describe('device-awaited', () => {
  const CODE = 'device-awaited';
  const world = (own: object = {}, rest: World = {}): World => ({
    people: [left()],
    devices: [device('LT-1', null, { status: 'awaited', awaitedFrom: 'e-1', awaitedSince: LAST, ...own })],
    organisation: { desks },
    ...rest,
  });

  it.each([
    ['2026-12-31', null],
    ['2027-01-01', 'within-grace'],
    ['2027-01-06', 'within-grace'],
    ['2027-01-07', 'reminder'],
    ['2027-01-14', 'reminder'],
    ['2027-01-15', 'ask-lost'],
  ])('on %s: %s', (day, variant) => {
    const found = only(CODE, world({}, { asOf: at(day, '02:00') }));

    expect(found.map((finding) => finding.values['variant'])).toEqual(variant === null ? [] : [variant]);
  });

  it('is not said of a device that is back by its file', () => {
    expect(only(CODE, world({ returned: { on: '2027-01-03', condition: 'ok' } }))).toEqual([]);
  });

  it.each([
    ['2027-01-02', 'within-grace', ''],
    ['2027-01-03', 'reminder', '1'],
    ['2027-01-07', 'reminder', '1'],
    ['2027-01-08', 'reminder', '2'],
    ['2027-01-15', 'ask-lost', '2'],
  ])('on %s of reminders after 3 and 8 days: %s %s', (day, variant, reminder) => {
    const policies = { 'device-rules': { remindAfter: ['P3D', 'P8D'] } };

    expect(one(CODE, world({}, { asOf: at(day, '02:00'), policies })).values).toMatchObject({ variant, reminder });
  });

  it('goes to the manager; of a silent plan, or of nobody known, to HR', () => {
    const silent = { offboardings: [plan('e-1', LAST, { silent: true })] };

    expect(one(CODE, world())).toMatchObject({ who: 'e-boss', values: { days: '4', askFrom: '2027-01-15' } });
    expect(one(CODE, world({}, silent))).toMatchObject({ who: 'desk:hr', values: { variant: 'silent' } });
    expect(one(CODE, { devices: [device('LT-1', null, { status: 'awaited' })], organisation: { desks } })).toMatchObject({
      who: 'desk:hr',
      day: null,
      values: { employee: '', since: '', days: '', askFrom: '' },
    });
  });

  it('of somebody without any manager goes to HR', () => {
    const { manager: _manager, ...alone } = left({ unit: 'nowhere' });

    expect(one(CODE, world({}, { people: [alone as never] })).who).toBe('desk:hr');
  });
});

describe('device-to-wipe and device-ready', () => {
  const received = (own: object = {}, rest: World = {}): World => ({
    people: [left()],
    devices: [device('LT-1', null, { status: 'received', awaitedFrom: 'e-1', ...own })],
    ...rest,
  });

  it('says what is left and by which method', () => {
    const clean = {
      returned: { on: '2027-01-02', condition: 'ok' },
      wiped: { on: '2027-01-03', method: 'clear' },
      locks: { activation: 'present' },
    };

    expect(one('device-to-wipe', received()).values).toEqual({
      variant: 'back',
      device: 'LT-1',
      employee: 'e-1',
      method: 'clear',
      days: '',
      wiped: '',
      unlocked: 'true',
    });
    expect(one('device-to-wipe', received(clean))).toMatchObject({ day: '2027-01-02', values: { wiped: '2027-01-03', unlocked: '' } });
  });

  it('asks for a purge of what leaves the house', () => {
    const wishes = { 'LT-1': { disposition: 'return-to-lessor' } } as const;
    const world = received({ ownership: 'leased' }, { offboardings: [plan('e-1', LAST, { devices: wishes })] });

    expect(one('device-to-wipe', world).values['method']).toBe('purge');
  });

  it.each([
    ['of a client', received({ ownership: 'third-party' })],
    ['under a hold', received({}, { holds: [{ id: 'm-7', subject: { device: 'LT-1' }, matter: 'M-7', from: '2026-12-28' }] })],
  ])('never asks to wipe what is %s', (_what, world) => {
    expect(only('device-to-wipe', world)).toEqual([]);
  });

  it('nothing is known of who had it', () => {
    expect(
      one('device-to-wipe', { devices: [device('LT-1', null, { status: 'received', awaitedFrom: 'e-gone' })] }).values['employee'],
    ).toBe('e-gone');
  });

  it('a shared device is not waiting for somebody', () => {
    const pool = device('LT-2', { pool: 'syd' as never }, { status: 'available' });

    expect(only('device-ready', { devices: [device('LT-1', null, { status: 'available' }), pool] }).map((finding) => finding.key)).toEqual([
      'device-ready/LT-1',
    ]);
  });
});

describe('device-past-end, device-undecided, pull-request-unmerged', () => {
  const world = (own: object = {}, rest: World = {}): World => ({
    people: [left()],
    devices: [device('LT-1', 'e-1', own)],
    policies: { 'device-rules': { decideTypes: ['laptop'] } },
    ...rest,
  });
  const known = (since: string) => ({
    published: published({ person: 'e-1', cause: `spell:${LAST}`, cutOff: at(LAST), since: at(since, '02:00') }),
  });

  it('past its end from the day after', () => {
    expect(one('device-past-end', world())).toMatchObject({ who: 'e-boss', day: LAST, values: { variant: 'named', days: '4' } });
    expect(one('device-past-end', world({ status: 'repair', repair: { since: '2026-12-20' } })).values['variant']).toBe('in-repair');
    expect(only('device-past-end', world({}, { asOf: at(LAST, '23:00') }))).toEqual([]);
  });

  it('past its end while the offer can still be answered is said with the day for the answer', () => {
    const wish = buyout({ answer: undefined as never, answerBy: '2027-01-31' });
    const given = world({}, { offboardings: [plan('e-1', LAST, { devices: { 'LT-1': wish } })], memory: known('2026-12-01') });

    expect(one('device-past-end', given).values).toMatchObject({ variant: 'offered', answerBy: '2027-01-31' });
    expect(only('pull-request-unmerged', given)).toEqual([]);
  });

  const fine: readonly [string, World][] = [
    ['of the person', world({ ownership: 'personal' })],
    ['awaited', world({ status: 'awaited', holder: null, awaitedFrom: 'e-1', awaitedSince: LAST })],
    ['on hold', world({ status: 'hold' })],
    [
      'postponed',
      world(
        {},
        {
          exceptions: [
            { id: 'ex-1', subject: { employee: 'e-1' }, change: 'release', reason: 'r', owner: 'e-2', from: LAST, until: '2027-01-31' },
          ],
        },
      ),
    ],
    [
      'whose sale is postponed',
      world(
        {},
        {
          offboardings: [plan('e-1', LAST, { devices: { 'LT-1': buyout() } })],
          exceptions: [
            { id: 'ex-1', subject: { employee: 'e-1' }, change: 'sale', reason: 'r', owner: 'e-2', from: LAST, until: '2027-01-31' },
          ],
        },
      ),
    ],
    ['of somebody who stays', world({}, { people: [person('e-1')] })],
  ];
  it.each(fine)('nothing is past its end that is %s', (_what, given) => {
    expect(only('device-past-end', given)).toEqual([]);
  });

  const leaving = (lastDay: string, own: object = {}, rest: World = {}) => world(own, { people: [left({ lastDay })], ...rest });

  it.each([
    ['2027-01-26', null],
    ['2027-01-25', 'due-soon'],
    ['2027-01-24', 'due-soon'],
    ['2027-01-18', 'due-soon'],
    ['2027-01-17', 'overdue'],
    ['2027-01-04', 'overdue'],
  ])('undecided with a last day %s: %s', (lastDay, variant) => {
    expect(only('device-undecided', leaving(lastDay)).map((finding) => finding.values['variant'])).toEqual(
      variant === null ? [] : [variant],
    );
  });

  it.each([
    [
      'decided',
      leaving('2027-01-05', {}, { offboardings: [plan('e-1', '2027-01-05', { devices: { 'LT-1': { disposition: 'release' } } })] }),
    ],
    ['of a client', leaving('2027-01-05', { ownership: 'third-party' })],
    ['of a type that nobody decides', leaving('2027-01-05', { type: 'monitor' })],
  ])('nothing is undecided that is %s', (_what, given) => {
    expect(only('device-undecided', given)).toEqual([]);
  });

  it.each([
    ['known since before the device day', known('2026-12-01'), '2026-12-31', '4'],
    ['known only after it', known('2027-01-01'), '2027-01-01', '3'],
  ])('a pull request is unmerged when it was %s', (_what, memory, dueDay, days) => {
    const given = world({}, { memory, asOf: at('2027-01-05', '02:00') });

    const found = only('pull-request-unmerged', given);

    expect(found.map((finding) => finding.values)).toEqual(
      dueDay === LAST
        ? [{ variant: 'open', employee: 'e-1', pull: `release/e-1-${LAST}`, dueDay, days: '5', tags: 'LT-1' }]
        : [{ variant: 'open', employee: 'e-1', pull: `release/e-1-${LAST}`, dueDay, days: String(Number(days) + 1), tags: 'LT-1' }],
    );
  });

  it('is not unmerged within the time policy gives, nor when nobody knew', () => {
    expect(only('pull-request-unmerged', world({}, { memory: known('2027-01-02') }))).toEqual([]);
    expect(only('pull-request-unmerged', world())).toEqual([]);
  });

  it('is not known from what we cleaned up for nobody', () => {
    const cleaned = { ...done('disable', { person: 'x', cause: 'cleanup:c-1', at: at('2026-12-01') }), person: null };

    expect(only('pull-request-unmerged', world({}, { memory: { verified: verified(cleaned) } }))).toEqual([]);
  });

  it('could not be opened before an exception had ended', () => {
    const exception = (id: string, until: string, change: 'release' | 'groups' = 'release', subject: object = { employee: 'e-1' }) => ({
      id,
      subject,
      change,
      reason: 'r',
      owner: 'e-2',
      from: '2026-12-01',
      until,
    });
    const given = (...exceptions: readonly ReturnType<typeof exception>[]) =>
      only('pull-request-unmerged', world({}, { memory: known('2026-12-01'), exceptions }));

    expect(given(exception('ex-1', '2027-01-03'))).toEqual([]);
    expect(given(exception('ex-1', '2026-12-30', 'release', { device: 'LT-1' }), exception('ex-2', '2027-01-03', 'groups'))).toHaveLength(
      1,
    );
    expect(given(exception('ex-1', '2027-01-03'), exception('ex-2', '2026-12-20'))).toEqual([]);
  });

  it('is known from the end of the sign-in, too', () => {
    const memory = { verified: verified(done('disable', { person: 'e-1', cause: `spell:${LAST}`, at: at('2026-12-31', '16:30') })) };

    expect(one('pull-request-unmerged', world({}, { memory, asOf: at('2027-01-04', '02:00') })).values['dueDay']).toBe(LAST);
  });

  it('is refused when a person closed it, at once; sales and releases are told apart', () => {
    const memory = { ...known('2026-12-01'), refused: new Map([[`sale/e-1-${LAST}`, { fingerprint: 'f', at: at(LAST) }]]) };
    const given = world(
      {},
      {
        memory,
        asOf: at('2027-01-01', '02:00'),
        devices: [device('LT-1', 'e-1'), device('PH-1', 'e-1', { type: 'phone' }), device('LT-2', 'e-1', { status: 'repair' })],
        offboardings: [plan('e-1', LAST, { devices: { 'PH-1': buyout() } })],
      },
    );

    expect(
      only('pull-request-unmerged', given).map((finding) => [finding.values['variant'], finding.values['pull'], finding.values['tags']]),
    ).toEqual([['refused', `sale/e-1-${LAST}`, 'PH-1']]);
  });

  it('counts from the first of several device days', () => {
    const given = world(
      {},
      {
        memory: known('2026-12-01'),
        devices: [device('PH-1', 'e-1', { type: 'phone' }), device('LT-1', 'e-1')],
        offboardings: [plan('e-1', LAST, { ends: { devices: '2026-12-28', phone: '2027-01-02' } })],
      },
    );

    expect(one('pull-request-unmerged', given).values).toMatchObject({ dueDay: '2026-12-28', tags: 'PH-1, LT-1' });
  });
});
