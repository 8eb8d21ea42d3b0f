import { describe, expect, it } from 'vitest';
import { digestSet } from '../../../../reconciler/plan/guardrails/overrides.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../../schemas/employee.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { done, makeInput, person, removals, sha256, verified, type World } from '../world.ts';

const DAY = '2027-01-03';
const TONIGHT = '2027-01-03T23:30:00Z' as Instant;

function leavers(count: number): Employee[] {
  return Array.from({ length: count }, (_, n) => person(`e-${String(n).padStart(2, '0')}`, { lastDay: DAY }));
}

const others = Array.from({ length: 20 }, (_, n) => person(`s-${n}`));

function override(set: string, extra: object = {}) {
  return {
    id: 'or-1',
    class: 'surprise' as const,
    system: 'all',
    set,
    reason: 'season ended early',
    from: '2027-01-04',
    until: '2027-01-05',
    ...extra,
  };
}

function planned(world: World) {
  const made = plan(makeInput(world));
  return { made, went: made.changes.filter((one) => one.kind === 'disable').map((one) => one.person as string) };
}

const heldSet = planned({ people: [...leavers(10), ...others] }).made.stops[0];

describe('an override', () => {
  it('lets exactly the held set go', () => {
    const { made, went } = planned({ people: [...leavers(10), ...others], overrides: [override(heldSet?.digest ?? '')] });

    expect(went).toHaveLength(10);
    expect(made.stops).toEqual([]);
    expect(made.limits).toContainEqual({ name: 'override:or-1', value: 7, limit: 7, verdict: 'within' });
  });

  it('does not count for the same number of other people', () => {
    const swapped = leavers(10).map((one) => (one.id === 'e-09' ? person('e-99', { lastDay: DAY }) : one));

    expect(planned({ people: [...swapped, ...others], overrides: [override(heldSet?.digest ?? '')] }).went).toHaveLength(3);
  });

  it.each([
    ['not yet', { from: '2027-01-05', until: '2027-01-06' }],
    ['no longer', { from: '2027-01-02', until: '2027-01-03' }],
    ['another class', { class: 'fresh' }],
    ['another system', { system: 'ad' }],
  ])('counts for nothing: %s', (_, extra) => {
    expect(planned({ people: [...leavers(10), ...others], overrides: [override(heldSet?.digest ?? '', extra)] }).went).toHaveLength(3);
  });

  it('still fits when the limit of another run would let some of the set go by themselves', () => {
    const rest = leavers(10).slice(3);

    expect(planned({ people: [...rest, ...others], overrides: [override(heldSet?.digest ?? '')] }).went).toHaveLength(7);
  });

  it.each([1, 3, 6])('is continued after a run that died when %i of the set were done', (count) => {
    const set = leavers(10).slice(3);
    const finished = set.slice(0, count);
    const within = removals(['e-00', 'e-01', 'e-02'], { at: '2027-01-03T23:05:00Z' as Instant });
    const gone = removals(
      finished.map((one) => one.id),
      { at: TONIGHT },
    );
    const ends = finished.map((one) => done('disable', { person: one.id, cause: `spell:${DAY}`, at: TONIGHT }));
    const sessions = finished.map((one) => done('sessions', { person: one.id, cause: `spell:${DAY}`, at: TONIGHT }));

    const { went } = planned({
      people: [...set, ...others],
      overrides: [override(heldSet?.digest ?? '')],
      memory: { removals: [...within, ...gone], verified: verified(...ends, ...sessions) },
    });

    expect(went).toEqual(set.slice(count).map((one) => one.id));
  });

  it('is spent once its set went: the same people, due for another cause the next evening, are held again', () => {
    const set = leavers(10).slice(3);
    const gone = removals(
      set.map((one) => one.id),
      { at: TONIGHT },
    );
    const evening: World = { people: [...set, ...others], asOf: '2027-01-04T20:00:00Z' as Instant };
    const overrides = [override(heldSet?.digest ?? '')];
    const begun = gone.map((one) => ({ ...one, change: `disable/${one.person}/spell:${DAY}/m365/m365-${one.person}` as never }));

    expect(planned({ ...evening, overrides, memory: { removals: gone } }).went).toHaveLength(3);
    // What a run began for the same cause, and did not finish in every system, is continued.
    expect(planned({ ...evening, overrides, memory: { removals: begun } }).went).toHaveLength(7);
  });

  it.each([
    ['of another class', { at: TONIGHT, class: 'known' as const }],
    ['of the day before it began', { at: '2027-01-03T22:59:59Z' as Instant }],
  ])('is not spent by removals %s', (_, extra) => {
    const set = leavers(10).slice(3);
    const gone = removals(
      set.map((one) => one.id),
      extra,
    );
    const world: World = { people: [...set, ...others], memory: { removals: gone }, overrides: [override(heldSet?.digest ?? '')] };

    expect(planned({ ...world, asOf: '2027-01-04T20:00:00Z' as Instant }).went).toHaveLength(7);
  });

  it('is spent by a removal in the second in which its first day begins', () => {
    const set = leavers(10).slice(3);
    const gone = removals(['e-09'], { at: '2027-01-03T23:00:00Z' as Instant });
    const world: World = { people: [...set, ...others], memory: { removals: gone }, overrides: [override(heldSet?.digest ?? '')] };

    expect(planned({ ...world, asOf: '2027-01-04T20:00:00Z' as Instant }).went.length).toBeLessThan(7);
  });

  it('of one system is not spent in another, and those who went there are no part of its set', () => {
    const lines = new Map(
      leavers(4).map((one) => [
        `${one.id}/spell:${DAY}`,
        { person: one.id, cause: `spell:${DAY}`, cutOff: '2027-01-03T15:00:00Z' as Instant, since: '2026-12-01T00:00:00Z' as Instant },
      ]),
    );
    const elsewhere = removals(['e-02', 'e-03'], { at: TONIGHT, class: 'known', system: 'm365' });
    const set = (held: readonly string[]) => {
      const digest = digestSet(sha256, { class: 'known', system: 'ad' as never, held: held as never });
      return [override(digest, { class: 'known', system: 'ad' })];
    };
    const world: World = { people: leavers(4), memory: { published: lines, removals: elsewhere } };

    expect(planned({ ...world, overrides: set(['e-02', 'e-03']) }).went).toHaveLength(4);
    const people = leavers(4).slice(0, 2);
    const more = {
      ...world,
      people,
      memory: { ...world.memory, removals: [...elsewhere, ...removals(['x-1'], { at: TONIGHT, class: 'known' })] },
    };
    expect(planned({ ...more, overrides: set(['e-00', 'e-01', 'e-02']) }).went.length).toBeLessThan(2);
  });

  it('of one system looks at that system only', () => {
    const digest = digestSet(sha256, { class: 'known', system: 'ad' as never, held: ['e-02', 'e-03'] as never });
    const lines = new Map(
      leavers(4).map((one) => [
        `${one.id}/spell:${DAY}`,
        { person: one.id, cause: `spell:${DAY}`, cutOff: '2027-01-03T15:00:00Z' as Instant, since: '2026-12-01T00:00:00Z' as Instant },
      ]),
    );
    const gone = removals(['x-1'], { at: TONIGHT, class: 'known', system: 'm365' });
    const world: World = { people: leavers(4), memory: { published: lines, removals: gone } };

    const later = [...gone, ...removals(['x-2', 'e-03'], { at: TONIGHT, class: 'known' })];
    const other = [override('f'.repeat(64), { class: 'known', system: 'ad' })];

    expect(planned(world).went).toEqual(['e-00', 'e-01']);
    expect(planned({ ...world, memory: { ...world.memory, removals: later }, overrides: other }).went).toHaveLength(1);
    expect(planned({ ...world, overrides: [override(digest, { class: 'known', system: 'ad' })] }).went).toHaveLength(4);
  });
});
