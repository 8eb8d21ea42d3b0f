import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../../schemas/employee.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, brief, idOf, line, makeInput, NIGHT, person, published, removals, system, type World } from '../world.ts';
import { leavers, publishedSince, SINCE_8_DAYS, SINCE_13_HOURS, staff } from './crowd.ts';

describe('limits set by policy', () => {
  it.each(['known', 'fresh', 'surprise', 'immediate'] as const)('a limit of 0 lets nobody through: %s', (name) => {
    const since = { known: SINCE_8_DAYS, fresh: SINCE_13_HOURS, surprise: NIGHT, immediate: NIGHT }[name];
    const people = leavers(1, name === 'immediate' ? { lastDay: '2027-02-28' } : {});
    const limits = {
      known: { known: { percent: 0 } },
      fresh: { fresh: { count: 0, percent: 0 } },
      surprise: { surprise: { count: 0, percent: 0 } },
      immediate: { immediate: { count: 0 } },
    }[name];
    const world: World = {
      people: [...people, ...staff(20)],
      policies: { guardrails: { limits } },
      memory: { published: name === 'immediate' ? new Map() : publishedSince(people, since) },
      ...(name === 'immediate' ? { offboardings: [{ employee: 'e-000', kind: 'immediate' as const, spell: '2027-02-28' }] } : {}),
    };

    const made = plan(makeInput(world));

    expect(brief(made.changes)).toEqual([]);
    expect(made.stops.map((one) => `${one.class} ${one.limit}`)).toEqual([`${name} 0`]);
  });

  it('the stricter of now and of a completed run half a day ago counts', () => {
    const now = makeInput({ policies: { guardrails: { limits: { surprise: { count: 50, percent: 100 } } } } }).desired;
    const then = makeInput({}).desired;
    const input = makeInput({ people: [...leavers(6), ...staff(20)] });

    const made = plan({
      ...input,
      desired: { ...input.desired, policy: now.policy },
      earlier: { ...then, systems: input.desired.systems },
    });

    expect(made.stops.map((one) => one.limit)).toEqual([3]);
  });

  it('an unknown base stops everything of that class', () => {
    const people = [...leavers(1), ...staff(1)];
    const off = people.map((one) => account(idOf('ad', one.id), { enabled: one.id === 'e-000' }));

    const made = plan(makeInput({ people, accounts: { ad: off }, snapshots: { ad: { complete: ['existence', 'status'] } } }));

    expect(brief(made.changes)).toEqual(['disable e-000 ad', 'sessions e-000 ad']);
    expect(made.limits.find((one) => one.name === 'surprise')).toEqual({ name: 'surprise', value: 1, limit: 3, verdict: 'within' });
  });

  it('nothing is read: the base is unknown and the limit 0', () => {
    const made = plan(makeInput({ people: leavers(1), unread: ['ad'] }));

    expect(made.limits.find((one) => one.name === 'surprise')).toEqual({ name: 'surprise', value: 0, limit: 0, verdict: 'within' });
  });
});

describe('immediate', () => {
  const planned = (id: string) => ({ employee: id, kind: 'immediate' as const, spell: '2027-02-28' });

  it('lets one go; another needs two approvers, or a night', () => {
    const people = [...leavers(2, { lastDay: '2027-02-28' }), ...staff(20)];

    const made = plan(makeInput({ people, offboardings: [planned('e-000'), planned('e-001')] }));

    expect(brief(made.changes)).toEqual(['disable e-000 ad', 'sessions e-000 ad']);
    expect(made.held.find((one) => one.change.kind === 'disable')).toMatchObject({
      by: 'guardrail:immediate',
      releasedBy: 'two-approvers',
    });
    expect(made.stops.map((one) => `${one.class} ${one.due} ${one.limit}`)).toEqual(['immediate 2 1']);
  });

  it('is fresh once it has stood published for half a day', () => {
    const people = [...leavers(2, { lastDay: '2027-02-28' }), ...staff(20)];
    const first = '2027-01-03T01:00:00Z' as Instant;
    const lines = published(
      ...['e-000', 'e-001'].map((id) => ({
        person: id,
        cause: 'spell:2027-02-28',
        cutOff: first,
        since: '2027-01-03T01:10:00Z' as Instant,
      })),
    );

    const made = plan(makeInput({ people, offboardings: [planned('e-000'), planned('e-001')], memory: { published: lines } }));

    expect(made.changes.filter((one) => one.kind === 'disable').map((one) => `${one.person} ${one.class}`)).toEqual([
      'e-000 fresh',
      'e-001 fresh',
    ]);
    expect(made.forecast.map((one) => one.cutOff)).toEqual([first, first]);
  });

  it('stops at five in seven days', () => {
    const people = [...leavers(1, { lastDay: '2027-02-28' }), ...staff(20)];
    const gone = removals(['x-1', 'x-2', 'x-3', 'x-4', 'x-5'], { at: '2027-01-01T20:00:00Z' as Instant, class: 'immediate' });

    const made = plan(makeInput({ people, offboardings: [planned('e-000')], memory: { removals: gone } }));

    expect(made.stops.map((one) => `${one.class} ${one.window} ${one.limit}`)).toEqual(['immediate week 5']);
  });
});

describe('clean-up by the files alone', () => {
  const holders = (count: number, unit = 'syd') =>
    Array.from({ length: count }, (_, n) => person(`${unit}-${n}`, { unit, accounts: [line('ad', idOf('ad', `${unit}-${n}`))] }));
  const withGroup = (people: readonly Employee[]) => people.map((one) => account(idOf('ad', one.id), { groups: ['extra'] }));
  const systems = [system('ad', { authoritative: ['grants'] })];

  it('stops at 20 per cent of a unit, never under 3', () => {
    const people = [...holders(10, 'syd'), ...holders(20, 'norr')];
    const touched = [...people.slice(0, 5), ...people.slice(10, 14)];
    const accounts = people
      .map((one) => withGroup([one])[0])
      .map((one, n) => (touched.includes(people[n] as Employee) ? one : { ...one, groups: [] }));

    const made = plan(makeInput({ people, systems, accounts: { ad: accounts as never } }));

    const stops = made.stops.map((one) => `${one.class} ${one.system} ${one.due} ${one.limit} ${one.went}`);
    // syd: 3 of 5; norr: 4 of 4 fit its 20 per cent; the system's five then hold two more.
    expect(stops).toEqual(['cleanup all 5 3 3', 'cleanup ad 7 5 5']);
    expect(made.limits).toContainEqual({ name: 'cleanup/unit:norr', value: 4, limit: 4, verdict: 'within' });
  });

  it('counts in its unit what went the same night already, and people without a unit together', () => {
    const people = holders(5);
    const nowhere = people.map((one) => person(one.id, { unit: undefined as never, accounts: one.accounts ?? [] }));
    const gone = removals(['syd-0', 'syd-1', 'other'], { at: '2027-01-03T20:00:00Z' as Instant, class: 'cleanup' });

    const made = plan(
      makeInput({ people: [...nowhere, ...staff(30)], systems, accounts: { ad: withGroup(people) }, memory: { removals: gone } }),
    );

    expect(made.stops.map((one) => `${one.system} ${one.window} ${one.went}`)).toContain('all run 3');
    // Two of the five went already, and so cost nothing more; the other is of another unit.
    expect(made.limits).toContainEqual({ name: 'cleanup/unit:-', value: 5, limit: 3, verdict: 'stopped' });
  });

  it('counts those of the unit alone who went already, and says stopped where the rest no longer fits', () => {
    const people = [...holders(10, 'syd'), ...holders(10, 'norr')];
    const gone = removals(['syd-0', 'syd-1', 'norr-0'], { at: '2027-01-03T20:00:00Z' as Instant, class: 'cleanup' });
    const touched = new Set(['syd-8', 'syd-9', 'norr-9']);
    const accounts = people.map((one) => (touched.has(one.id) ? withGroup([one])[0] : account(idOf('ad', one.id))));

    const made = plan(makeInput({ people, systems, accounts: { ad: accounts as never }, memory: { removals: gone } }));

    expect(made.limits.filter((one) => one.name.startsWith('cleanup/unit'))).toEqual([
      { name: 'cleanup/unit:norr', value: 2, limit: 3, verdict: 'within' },
      { name: 'cleanup/unit:syd', value: 4, limit: 3, verdict: 'stopped' },
    ]);
    expect(made.stops.map((one) => [one.due, one.went, one.held])).toContainEqual([2, 1, ['syd-9']]);
  });

  it('takes the active for members, and who is gone or to come for none', () => {
    const here = holders(19, 'syd');
    const elsewhere = [
      person('syd-gone', { unit: 'syd', lastDay: '2026-06-30' }),
      person('syd-soon', { unit: 'syd', firstDay: '2027-03-01' }),
    ];

    const limitWith = (more: readonly Employee[]) =>
      plan(makeInput({ people: [...here, ...more], systems, accounts: { ad: withGroup(here.slice(0, 1)) } })).limits.find(
        (one) => one.name === 'cleanup/unit:syd',
      )?.limit;

    expect(limitWith(elsewhere)).toBe(3);
    expect(limitWith([person('syd-x', { unit: 'syd' })])).toBe(4);
    expect(limitWith([person('syd-y', { unit: 'syd', lastDay: '2027-01-15' })])).toBe(4);
  });
});

describe('sign-ins given back', () => {
  it('have their own limit', () => {
    const people = Array.from({ length: 14 }, (_, n) => person(`r-${String(n).padStart(2, '0')}`, { firstDay: '2027-01-04' }));
    const ends = people.map((one) => ({
      change: `disable/${one.id}/spell:2026-09-30/ad/${idOf('ad', one.id)}` as never,
      person: one.id,
      system: 'ad' as never,
      account: idOf('ad', one.id),
      kind: 'disable' as const,
      cause: 'spell:2026-09-30',
      at: '2026-10-01T00:00:00Z' as Instant,
      run: 'run-1',
      before: { enabled: true },
      sealed: null,
    }));
    const accounts = people.map((one) => account(idOf('ad', one.id), { enabled: false }));
    const others = staff(20);

    const made = plan(
      makeInput({
        people: [...people, ...others],
        accounts: { ad: [...accounts, ...others.map((one) => account(idOf('ad', one.id)))] },
        memory: { verified: new Map(ends.map((one) => [one.change, one])) },
      }),
    );

    expect(made.stops.map((one) => `${one.class} ${one.due} ${one.limit} ${one.went}`)).toEqual(['enable 14 10 10']);
  });
});

describe('figures', () => {
  it('names every class over all systems, known per system, and others where they are used', () => {
    const made = plan(makeInput({ people: [...leavers(1), ...staff(99)] }));

    expect(made.limits).toEqual([
      { name: 'immediate', value: 0, limit: 1, verdict: 'within' },
      { name: 'known/ad', value: 0, limit: 50, verdict: 'within' },
      { name: 'fresh', value: 0, limit: 10, verdict: 'within' },
      { name: 'surprise', value: 1, limit: 3, verdict: 'within' },
      { name: 'surprise/week', value: 1, limit: 9, verdict: 'within' },
      { name: 'surprise/month', value: 1, limit: 18, verdict: 'within' },
      { name: 'surprise/ad', value: 1, limit: 3, verdict: 'within' },
      { name: 'surprise/ad/week', value: 1, limit: 9, verdict: 'within' },
      { name: 'surprise/ad/month', value: 1, limit: 18, verdict: 'within' },
      { name: 'enable', value: 0, limit: 10, verdict: 'within' },
    ]);
  });

  it('somebody of an earlier run above a limit that was lowered since stops nobody', () => {
    const gone = removals(['e-000', 'x-1', 'x-2', 'x-3'], { at: '2027-01-03T20:00:00Z' as Instant });

    const made = plan(makeInput({ people: [...leavers(1), ...staff(20)], memory: { removals: gone } }));

    expect(made.limits.find((one) => one.name === 'surprise')).toEqual({ name: 'surprise', value: 4, limit: 3, verdict: 'within' });
    expect(made.stops).toEqual([]);
  });
});
