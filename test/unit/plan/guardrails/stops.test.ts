import { describe, expect, it } from 'vitest';
import { digestSet } from '../../../../reconciler/plan/guardrails/overrides.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../../schemas/employee.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { brief, briefHeld, goodReading, idOf, line, makeInput, NIGHT, person, removals, sha256, system, type World } from '../world.ts';
import { DAY, leavers, publishedSince, SINCE_8_DAYS, SINCE_13_HOURS, staff } from './crowd.ts';

function went(world: World): string[] {
  return plan(makeInput(world))
    .changes.filter((one) => one.kind === 'disable')
    .map((one) => one.person ?? '-');
}

function twoSystems(people: readonly Employee[]): Employee[] {
  return people.map((one) => ({ ...one, accounts: [line('ad', idOf('ad', one.id)), line('m365', idOf('m365', one.id))] }));
}

const TWO = [system('ad', { identityProvider: true }), system('m365')];

describe('surprise', () => {
  it('lets three go and holds the part above, by plan of their own, then cut-off, then id', () => {
    const people = [...leavers(6), person('e-late', { lastDay: '2026-12-01' }), person('e-planned', { lastDay: DAY }), ...staff(40)];
    const world: World = { people, offboardings: [{ employee: 'e-planned', kind: 'planned', spell: DAY }] };

    const made = plan(makeInput(world));

    expect(made.changes.filter((one) => one.kind === 'disable').map((one) => one.person)).toEqual(['e-000', 'e-late', 'e-planned']);
    const held = ['e-001', 'e-002', 'e-003', 'e-004', 'e-005'];
    const digest = digestSet(sha256, { class: 'surprise', system: 'all', held: held as never });
    expect(made.stops).toEqual([{ class: 'surprise', system: 'all', window: 'run', due: 8, limit: 3, went: 3, held, digest }]);
    expect(briefHeld(made.held).filter((one) => one.startsWith('guardrail'))).toEqual(
      held.map((id) => `guardrail:surprise disable ${id} ad`),
    );
    expect(made.held.filter((one) => one.change.kind === 'sessions').every((one) => one.by.startsWith('after:disable/'))).toBe(true);
  });

  it('counts people once over all systems, and holds them in all', () => {
    const made = plan(makeInput({ people: twoSystems([...leavers(5), ...staff(30)]), systems: TWO }));

    expect(brief(made.changes).filter((one) => one.startsWith('disable'))).toEqual([
      'disable e-000 ad',
      'disable e-000 m365',
      'disable e-001 ad',
      'disable e-001 m365',
      'disable e-002 ad',
      'disable e-002 m365',
    ]);
    expect(made.stops.map((one) => `${one.class} ${one.system} ${one.due} ${one.went}`)).toEqual(['surprise all 5 3']);
  });

  it('has a limit per system besides, from that system’s own base', () => {
    const small = [...leavers(7), ...staff(10)].map((one, n) => (n < 7 ? twoSystems([one])[0] : one)).filter((one) => one !== undefined);
    const people = [...small, ...staff(690, 'big')];

    const made = plan(makeInput({ people, systems: TWO }));

    // 1 % of 707 people is 7 over all and in ad; m365 has 7 accounts, so 3 there.
    expect(made.stops.map((one) => `${one.system} ${one.due} ${one.limit} ${one.went} ${one.held.length}`)).toEqual(['m365 7 3 3 4']);
    expect(brief(made.changes).filter((one) => one === 'disable e-006 ad' || one === 'disable e-006 m365')).toEqual(['disable e-006 ad']);
  });

  it.each([
    [399, 3],
    [400, 4],
    [799, 7],
  ])('floors one per cent of %i to %i', (base, limit) => {
    const people = [...leavers(20), ...staff(base - 20)];

    expect(went({ people })).toHaveLength(limit);
  });

  it('goes by the smallest base of today, 7 and 30 days ago', () => {
    const readings = [
      goodReading('2026-12-04T01:00:00Z' as Instant, 500),
      goodReading('2026-12-27T01:00:00Z' as Instant, 900),
      goodReading('2027-01-03T01:00:00Z' as Instant, 100),
    ];
    const people = [...leavers(20), ...staff(980)];

    const made = plan(makeInput({ people, memory: { goodReadings: new Map([['ad' as never, readings]]) } }));

    expect(made.stops[0]?.limit).toBe(5);
  });

  it('ignores readings of another tenant and those without status', () => {
    const readings = [
      goodReading('2026-12-01T01:00:00Z' as Instant, 100, { tenant: 'other' }),
      goodReading('2026-12-02T01:00:00Z' as Instant, 100, { complete: ['existence'] }),
    ];
    const people = [...leavers(20), ...staff(980)];

    const made = plan(makeInput({ people, memory: { goodReadings: new Map([['ad' as never, readings]]) } }));

    expect(made.stops[0]?.limit).toBe(10);
  });
});

describe('windows', () => {
  it('lets nothing more through when run again the same night', () => {
    const gone = removals(['x-1', 'x-2', 'x-3'], { at: '2027-01-03T20:00:00Z' as Instant });

    expect(went({ people: [...leavers(2), ...staff(20)], memory: { removals: gone } })).toEqual([]);
  });

  it('counts somebody whose run died only once', () => {
    const gone = removals(['x-1', 'x-2', 'e-001'], { at: '2027-01-03T20:00:00Z' as Instant });

    expect(went({ people: [...leavers(3), ...staff(20)], memory: { removals: gone } })).toEqual(['e-001']);
  });

  it('lets somebody whom a dead run left as before go again where there is room, and not under a limit that was lowered since', () => {
    const begun = removals(['e-000', 'e-001', 'e-002'], { at: '2027-01-03T20:00:00Z' as Instant });
    const dead = begun.map((one) => ({ ...one, undone: true as const }));
    const people = [...leavers(4), ...staff(20)];
    const with2 = { guardrails: { limits: { surprise: { count: 2 } } } };

    expect(went({ people, memory: { removals: dead } })).toEqual(['e-000', 'e-001', 'e-002']);
    expect(went({ people, memory: { removals: dead }, policies: with2 })).toEqual([]);
    const made = plan(makeInput({ people, memory: { removals: dead }, policies: with2 }));
    expect(made.limits).toContainEqual({ name: 'surprise', value: 4, limit: 2, verdict: 'stopped' });
    expect(went({ people, memory: { removals: begun }, policies: with2 })).toEqual(['e-000', 'e-001', 'e-002']);
  });

  it.each([
    ['week', 5, 9],
    ['month', 20, 18],
  ] as const)('stops by the %s when its multiple is used up', (window, daysAgo, used) => {
    const when = new Date(Date.parse(NIGHT) - daysAgo * 86_400_000).toISOString().replace('.000Z', 'Z') as Instant;
    const gone = removals(
      Array.from({ length: used }, (_, n) => `x-${n}`),
      { at: when },
    );

    const made = plan(makeInput({ people: [...leavers(2), ...staff(20)], memory: { removals: gone } }));

    expect(made.stops.map((one) => `${one.window} ${one.limit} ${one.went}`)).toEqual([`${window} ${used} 0`]);
    expect(made.limits).toContainEqual({ name: `surprise/${window}`, value: used + 2, limit: used, verdict: 'stopped' });
  });

  it('counts other classes and longer ago not at all', () => {
    const gone = [
      ...removals(['x-1', 'x-2', 'x-3'], { at: '2027-01-03T20:00:00Z' as Instant, class: 'known' }),
      ...removals(['x-4', 'x-5', 'x-6', 'x-7'], { at: '2026-12-01T20:00:00Z' as Instant }),
    ];

    expect(went({ people: [...leavers(2), ...staff(20)], memory: { removals: gone } })).toEqual(['e-000', 'e-001']);
  });
});

describe('known and fresh', () => {
  it('holds what is above half of a system, and nothing over all', () => {
    const people = [...leavers(8), ...staff(2)];

    const made = plan(makeInput({ people, memory: { published: publishedSince(people, SINCE_8_DAYS) } }));

    expect(made.stops.map((one) => `${one.class} ${one.system} ${one.due} ${one.limit} ${one.went}`)).toEqual(['known ad 8 5 5']);
    expect(made.limits).toContainEqual({ name: 'known/ad', value: 8, limit: 5, verdict: 'stopped' });
  });

  it('never holds the only account of a small system for ever', () => {
    const people = leavers(1);

    expect(went({ people, memory: { published: publishedSince(people, SINCE_8_DAYS) } })).toEqual(['e-000']);
  });

  it('lets ten fresh ones go, without a weekly limit', () => {
    const people = [...leavers(12), ...staff(20)];
    const gone = removals(
      Array.from({ length: 90 }, (_, n) => `x-${n}`),
      { at: '2027-01-01T20:00:00Z' as Instant, class: 'fresh' },
    );

    const made = plan(makeInput({ people, memory: { published: publishedSince(people, SINCE_13_HOURS), removals: gone } }));

    expect(made.stops.map((one) => `${one.class} ${one.system} ${one.due} ${one.limit} ${one.went}`)).toEqual(['fresh all 12 10 10']);
  });
});
