/** People, units and duties. */
import { describe, expect, it } from 'vitest';
import { person, type World } from '../world.ts';
import { device, findingsOf, one, only, plan } from './look.ts';

const desks = { it: { name: 'IT' }, hr: { name: 'HR' } };

describe('people', () => {
  const required = (extra: object, rest: World = {}): World => ({
    people: [person('e-1', extra)],
    policies: { 'device-rules': { planRequired: ['employee'] } },
    organisation: { desks },
    ...rest,
  });

  it.each([
    ['leaves today', required({ lastDay: '2027-01-04' }), '0'],
    ['leaves in thirty days', required({ lastDay: '2027-02-03' }), '30'],
    ['has left with a device', required({ lastDay: '2026-12-31' }, { devices: [device('LT-1', 'e-1')] }), '-4'],
  ])('somebody without a plan who %s', (_what, world, days) => {
    expect(one('leaver-without-plan', world)).toMatchObject({ who: 'e-boss', values: { days } });
  });

  it.each([
    ['leaves in 31 days', required({ lastDay: '2027-02-04' })],
    ['has left with nothing', required({ lastDay: '2026-12-31' })],
    ['stays', required({})],
    ['needs none', required({ lastDay: '2027-01-10', kind: 'consultant' })],
    ['has one', required({ lastDay: '2027-01-10' }, { offboardings: [plan('e-1', '2027-01-10')] })],
    [
      'has a closed one',
      required(
        { lastDay: '2026-12-31' },
        { offboardings: [plan('e-1', '2026-12-31', { closed: '2027-01-02' })], devices: [device('LT-1', 'e-1')] },
      ),
    ],
    [
      'has a second, closed one',
      required(
        { lastDay: '2026-12-31' },
        {
          offboardings: [plan('e-1', '2020-12-31', { closed: '2021-01-02' }), plan('e-1', '2026-12-31', { closed: '2027-01-02' })],
          devices: [device('LT-1', 'e-1')],
        },
      ),
    ],
  ])('nothing of somebody who %s', (_what, world) => {
    expect(only('leaver-without-plan', world)).toEqual([]);
  });

  it.each([
    ['2027-01-04', 1],
    ['2027-02-03', 1],
    ['2027-02-04', 0],
    ['2027-01-03', 0],
  ])('an external whose last day is %s', (lastDay, count) => {
    expect(only('external-near-end', { people: [person('x-1', { kind: 'temp', lastDay })] })).toHaveLength(count);
  });

  it.each([
    ['2027-01-03', 'review-passed'],
    ['2027-01-04', 'review-due'],
    ['2027-02-03', 'review-due'],
    ['2027-02-04', null],
  ] as const)('a review by %s: %s', (reviewBy, code) => {
    const found = findingsOf({ people: [person('a-1', { kind: 'affiliate', reviewBy })] }).filter(({ code: each }) =>
      each.startsWith('review'),
    );

    expect(found.map((finding) => finding.code)).toEqual(code === null ? [] : [code]);
  });

  it('a last day makes a review needless', () => {
    expect(only('review-due', { people: [person('a-1', { kind: 'affiliate', reviewBy: '2027-01-15', lastDay: '2027-06-30' })] })).toEqual(
      [],
    );
  });

  it.each([
    ['2027-02-18', 1],
    ['2027-02-19', 0],
    ['2027-01-04', 0],
  ])('a joiner on %s', (firstDay, count) => {
    expect(only('joiner-soon', { people: [person('e-19', { firstDay })] })).toHaveLength(count);
  });

  it('a joiner has a manager, or HR looks after them; what is ready is counted', () => {
    const { accounts: _none, ...bare } = person('e-19', { firstDay: '2027-02-15', unit: 'nowhere' });

    expect(one('joiner-soon', { people: [bare as never], organisation: { desks }, devices: [device('LT-1', 'e-19')] })).toMatchObject({
      who: 'desk:hr',
      values: { accounts: '0', devices: '1', days: '42' },
    });
  });

  it('of a silent plan HR is told, not the manager', () => {
    const world: World = {
      people: [person('x-1', { kind: 'temp', lastDay: '2027-01-10' })],
      offboardings: [plan('x-1', '2027-01-10', { silent: true })],
      organisation: { desks },
    };

    expect(one('external-near-end', world).who).toBe('desk:hr');
  });
});

describe('unit-without-manager', () => {
  const CODE = 'unit-without-manager';
  const acting = (from: string, to: string) => ({ who: 'e-1020', from, to });
  const units = (given: World) => only(CODE, given).filter((finding) => finding.values['unit'] === 'syd');
  const world = (lastDay: string | undefined, unit: object = {}, rest: World = {}): World => ({
    people: [person('e-1012', { unit: 'ledning', ...(lastDay === undefined ? {} : { lastDay }) }), person('e-1')],
    organisation: {
      desks,
      units: [
        { id: 'syd', name: 'Syd', company: 'se', manager: 'e-1012', ...unit },
        { id: 'ledning', name: 'L', company: 'se' },
      ] as never,
    },
    ...rest,
  });

  it('from the day after the last day of its manager; the plan says who is proposed', () => {
    const given = world('2027-01-15', {}, { offboardings: [plan('e-1012', '2027-01-15', { successor: 'e-1020' })] });

    expect(units(given)[0]).toMatchObject({
      who: 'desk:hr',
      day: '2027-01-15',
      values: { variant: 'ahead', unit: 'syd', manager: 'e-1012', from: '2027-01-16', proposed: 'e-1020' },
    });
  });

  it.each([
    [
      'the hand-over',
      world('2027-01-15', {}, { offboardings: [plan('e-1012', '2027-01-15', { handover: [{ what: 'x', to: 'e-7' }] })] }),
      'e-7',
    ],
    ['an acting manager of other days', world('2027-01-15', { acting: acting('2027-02-01', '2027-03-31') }), 'e-1020'],
    [
      'the manager above',
      world(
        '2027-01-15',
        { parent: 'top' },
        {
          organisation: {
            desks,
            units: [
              { id: 'syd', name: 'Syd', company: 'se', manager: 'e-1012', parent: 'top' },
              { id: 'top', name: 'T', company: 'se', manager: 'e-boss' },
            ] as never,
          },
        },
      ),
      'e-boss',
    ],
    ['nobody', world('2027-01-15', { parent: 'gone' }), ''],
  ])('proposes by %s', (_what, given, proposed) => {
    expect(units(given)[0]?.values['proposed']).toBe(proposed);
  });

  it.each([
    ['now', world('2027-01-03'), 'now', '2027-01-04'],
    ['since long', world('2026-11-30'), 'now', '2026-12-01'],
    ['a manager who has no file', { ...world('2027-01-15'), people: [person('e-1')] }, 'now', '2027-01-04'],
    ['covered by an acting manager', world('2027-01-15', { acting: acting('2027-01-16', '2027-03-31') }), 'acting', '2027-01-16'],
    ['covered already', world('2026-11-30', { acting: acting('2026-12-01', '2027-03-31') }), 'acting', '2026-12-01'],
    ['acting is over', world('2026-11-30', { acting: acting('2026-12-01', '2027-01-03') }), 'now', '2026-12-01'],
  ])('%s', (_what, given, variant, from) => {
    expect(units(given)[0]?.values).toMatchObject({ variant, from });
  });

  it.each([
    ['its manager stays', world(undefined)],
    ['its manager leaves later', world('2027-02-03')],
  ])('not when %s', (_what, given) => {
    expect(units(given)).toEqual([]);
  });

  it('a unit that never had a manager counts when somebody at work there has none', () => {
    const bare = (unit: object, people: World['people']): World => ({
      people: people ?? [],
      organisation: { desks, units: [{ id: 'syd', name: 'Syd', company: 'se', ...unit }] as never },
    });

    expect(units(bare({}, [person('e-1')]))[0]).toMatchObject({ day: null, values: { variant: 'none', manager: '', from: '2027-01-04' } });
    expect(units(bare({}, [person('e-1', { manager: 'e-9' })]))).toEqual([]);
    expect(units(bare({}, [person('e-1', { lastDay: '2026-12-31' })]))).toEqual([]);
    expect(units(bare({ acting: acting('2027-01-01', '2027-03-31') }, [person('e-1')]))).toEqual([]);
    expect(units(bare({}, [{ ...person('e-1'), unit: undefined } as never]))).toEqual([]);
  });
});
