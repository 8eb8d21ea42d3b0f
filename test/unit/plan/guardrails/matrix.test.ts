/** Every limit one below, at and one above, for systems of one account, of a few and of thousands, and on the very second at which somebody drops out. */
import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../../schemas/employee.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, done, idOf, line, makeInput, NIGHT, person, removals, seat, system, verified, type World } from '../world.ts';
import { CAUSE, leavers, publishedSince, SINCE_8_DAYS, SINCE_13_HOURS, staff } from './crowd.ts';

type Name = 'known' | 'fresh' | 'surprise' | 'immediate' | 'cleanup' | 'cleanup of a unit' | 'enable';

/** The table of limits, in numbers of its own: people per run. */
const PER_RUN: Readonly<Record<Name, (base: number) => number>> = {
  known: (base) => Math.max(1, Math.floor(base / 2)),
  fresh: (base) => Math.max(10, Math.floor(base / 20)),
  surprise: (base) => Math.max(3, Math.floor(base / 100)),
  immediate: () => 1,
  cleanup: (base) => Math.max(5, Math.floor(base / 50)),
  'cleanup of a unit': (base) => Math.max(3, Math.floor(base / 5)),
  enable: (base) => Math.max(10, Math.floor(base / 20)),
};

const SPELL = '2027-02-28';

/** Holders of a group that no file declares, in a system where the files decide; `alone`: all in one unit, or each of a unit of five. */
function holders(due: number, base: number, unit: (index: number) => string): World {
  const people = Array.from({ length: base }, (_, n) => person(`h-${String(n).padStart(4, '0')}`, { unit: unit(n) }));
  const accounts = people.map((one, n) => account(idOf('ad', one.id), n < due ? { groups: ['extra'] } : {}));
  return { people, accounts: { ad: accounts }, systems: [system('ad', { authoritative: ['grants'] })] };
}

/** People who come back today, and whose sign-in our own end of it took; the limit is of those enabled now. */
function returning(due: number, base: number): World {
  const back = Array.from({ length: due }, (_, n) => person(`r-${String(n).padStart(4, '0')}`, { firstDay: '2027-01-04' }));
  const ends = back.map((one) => done('disable', { person: one.id, cause: 'spell:2026-09-30', at: '2026-10-01T00:00:00Z' as Instant }));
  const others = staff(base);
  const accounts = [
    ...back.map((one) => account(idOf('ad', one.id), { enabled: false })),
    ...others.map((one) => account(idOf('ad', one.id))),
  ];
  return { people: [...back, ...others], accounts: { ad: accounts }, memory: { verified: verified(...ends) } };
}

/** A world in which so many are due, of so many accounts that are enabled. */
function worldOf(name: Name, due: number, base: number): World {
  const gone = leavers(due, name === 'immediate' ? { lastDay: SPELL } : {});
  const people: Employee[] = [...gone, ...staff(Math.max(0, base - due))];
  switch (name) {
    case 'known':
      return { people, memory: { published: publishedSince(gone, SINCE_8_DAYS) } };
    case 'fresh':
      return { people, memory: { published: publishedSince(gone, SINCE_13_HOURS) } };
    case 'surprise':
      return { people };
    case 'immediate':
      return { people, offboardings: gone.map((one) => ({ employee: one.id, kind: 'immediate' as const, spell: SPELL })) };
    case 'cleanup':
      return holders(due, base, (index) => `u-${index % Math.max(1, Math.ceil(due / 2))}`);
    case 'cleanup of a unit':
      return holders(due, base, () => 'syd');
    case 'enable':
      return returning(due, base);
  }
}

/** People whose access ends, whose group goes, or who are let in again. */
function wentIn(world: World): { readonly went: number; readonly stops: readonly string[] } {
  const made = plan(makeInput(world));
  const steps = new Set(['disable', 'groups', 'enable']);
  const went = new Set(made.changes.filter((one) => steps.has(one.kind)).map((one) => one.person));
  return { went: went.size, stops: made.stops.map((one) => `${one.class} ${one.window} ${one.limit}`) };
}

const BASES: Readonly<Record<Name, readonly number[]>> = {
  known: [1, 2, 3, 40, 1999],
  fresh: [11, 40, 219, 220, 2000],
  surprise: [4, 40, 399, 400, 3600],
  immediate: [2, 40, 2000],
  cleanup: [6, 40, 299, 300, 2000],
  'cleanup of a unit': [4, 19, 20, 24],
  enable: [1, 40, 219, 220, 2000],
};

const CELLS = (Object.keys(BASES) as Name[]).flatMap((name) => BASES[name].map((base) => ({ name, base, limit: PER_RUN[name](base) })));

describe('a run', () => {
  it.each(CELLS)('$name of $base: $limit go, and the one above is held', ({ name, base, limit }) => {
    for (const due of [limit - 1, limit, limit + 1]) {
      if (name !== 'enable' && due > base) continue;
      const { went, stops } = wentIn(worldOf(name, due, base));

      expect({ due, went, isStopped: stops.length > 0 }).toEqual({ due, went: Math.min(due, limit), isStopped: due > limit });
    }
  });

  it.each(Object.keys(BASES) as Name[])('of a system with nobody in it stops nobody and nothing: %s', (name) => {
    expect(wentIn(worldOf(name, 0, 0))).toEqual({ went: 0, stops: [] });
  });
});

function before(minutes: number, seconds = 0): Instant {
  return new Date(Date.parse(NIGHT) - minutes * 60_000 + seconds * 1000).toISOString().replace('.000Z', 'Z') as Instant;
}

const DAY = 24 * 60;
const named = (count: number) => Array.from({ length: count }, (_, n) => `x-${String(n).padStart(3, '0')}`);

/** Removals on different days, three a day at most, so that no run's own limit is used. */
function spread(count: number, from: number, name: 'surprise' | 'immediate' | 'enable' | 'cleanup') {
  return named(count).flatMap((one, index) => removals([one], { at: before(from * DAY + 60 * index), class: name }));
}

describe('a window over several days', () => {
  it.each([
    ['surprise', 'week', 9, 2],
    ['surprise', 'month', 18, 9],
    ['immediate', 'week', 5, 2],
    ['cleanup', 'week', 15, 2],
    ['cleanup', 'month', 30, 9],
    ['enable', 'week', 30, 2],
  ] as const)('%s in a %s: %i', (name, window, most, daysAgo) => {
    for (const used of [most - 1, most, most + 1]) {
      const world = worldOf(name, 1, 40);
      const gone = spread(used, daysAgo, name);
      const { went, stops } = wentIn({ ...world, memory: { ...world.memory, removals: gone } });

      expect({ used, went, stops }).toEqual({ used, went: used < most ? 1 : 0, stops: used < most ? [] : [`${name} ${window} ${most}`] });
    }
  });

  it.each([
    ['a run', 3, 12 * 60],
    ['seven days', 9, 7 * DAY],
    ['thirty days', 18, 30 * DAY],
  ])('%s: who went one second later counts still, and on the very second no more', (_, most, minutes) => {
    const others = removals(named(most).slice(1), { at: before(minutes, 600) });
    const world = (seconds: number): World => ({
      people: [...leavers(1), ...staff(40)],
      memory: { removals: [...others, ...removals(['x-000'], { at: before(minutes, seconds) })] },
    });

    expect([wentIn(world(1)).went, wentIn(world(0)).went, wentIn(world(-1)).went]).toEqual([0, 1, 1]);
  });

  it('counts a night of every week: drop by drop no more than the month holds', () => {
    let gone: ReturnType<typeof removals> = [];
    const went: number[] = [];
    for (let night = 0; night < 60; night += 1) {
      const asOf = new Date(Date.parse(NIGHT) + night * DAY * 60_000).toISOString().replace('.000Z', 'Z') as Instant;
      const people = [...leavers(3, {}, `n-${night}`), ...staff(40)];
      const made = plan(makeInput({ people, asOf, memory: { removals: gone } }));
      const tonight = made.changes.filter((one) => one.kind === 'disable').map((one) => one.person as string);
      went.push(tonight.length);
      gone = [...gone, ...removals(tonight, { at: asOf })];
    }
    const inMonth = (end: number) => went.slice(Math.max(0, end - 29), end + 1).reduce((sum, one) => sum + one, 0);
    const inWeek = (end: number) => went.slice(Math.max(0, end - 6), end + 1).reduce((sum, one) => sum + one, 0);

    expect(Math.max(...went.map((_, night) => inMonth(night)))).toBe(18);
    expect(Math.max(...went.map((_, night) => inWeek(night)))).toBe(9);
  });
});

describe('the forecast', () => {
  it.each([
    ['twelve hours ago', 12 * 60, 0, 'fresh'],
    ['11:59 hours ago', 12 * 60 - 1, 0, 'surprise'],
    ['twelve hours ago less a second', 12 * 60, 1, 'surprise'],
    ['seven days ago', 7 * DAY, 0, 'known'],
    ['seven days ago less a second', 7 * DAY, 1, 'fresh'],
  ] as const)('published %s: a crowd is %s and goes as far as that lets it', (_, minutes, seconds, expected) => {
    const people = leavers(12);
    const memory = { published: publishedSince(people, before(minutes, seconds)) };

    const made = plan(makeInput({ people: [...people, ...staff(40)], memory }));

    const disables = made.changes.filter((one) => one.kind === 'disable');
    expect(new Set(disables.map((one) => one.class))).toEqual(new Set([expected]));
    expect(disables).toHaveLength({ surprise: 3, fresh: 10, known: 12 }[expected]);
  });

  it('another instant than the one that was published is a surprise, however long it stood', () => {
    const people = leavers(4);
    const moved = new Map([...publishedSince(people, SINCE_8_DAYS)].map(([key, one]) => [key, { ...one, cutOff: before(601) }]));

    expect(wentIn({ people: [...people, ...staff(40)], memory: { published: moved } })).toMatchObject({ went: 3 });
  });
});

const LEAVER = person('e-1', { lastDay: '2027-01-03', accounts: [line('ad', idOf('ad', 'e-1'), { login: 'keeper' })] });
const HELD = account(idOf('ad', 'e-1'), { login: 'Keeper', roles: ['Domain Admins'], groups: ['a'], licences: [seat('E3')] });
const OFF = [
  done('disable', { person: 'e-1', cause: CAUSE, at: '2026-12-01T00:00:00Z' as Instant }),
  done('sessions', { person: 'e-1', cause: CAUSE, at: '2026-12-01T00:00:00Z' as Instant }),
];

describe('an account that is never touched', () => {
  it.each<[string, NonNullable<NonNullable<World['policies']>['guardrails']>]>([
    ['protected by id, as whose account keeps the schedule alive', { protected: [{ system: 'ad', id: idOf('ad', 'e-1') }] }],
    ['protected by id, in any system', { protected: [{ id: idOf('ad', 'e-1') }] }],
    ['protected by a sign-in name in other letters', { protected: [{ login: 'KEEPER' }] }],
    ['protected by its live role', { protected: [{ role: 'Domain Admins' }] }],
    ['protected by its live role in that system', { protected: [{ system: 'ad', role: 'Domain Admins' }] }],
    ['shared', { shared: [{ system: 'ad', id: idOf('ad', 'e-1'), owner: 'e-boss' }] }],
    ['of a service, as our own identity', { service: [{ system: 'ad', login: 'keeper', owner: 'e-boss' }] }],
  ])('%s: whatever the class and the step', (_, guardrails) => {
    const worlds: readonly World[] = [
      { memory: {} },
      { memory: { published: publishedSince([LEAVER], SINCE_8_DAYS) } },
      { memory: { verified: verified(...OFF) }, accounts: { ad: [{ ...HELD, enabled: false }] } },
      { offboardings: [{ employee: 'e-1', kind: 'immediate', spell: '2027-01-03' }] },
      { people: [], strangers: [{ system: 'ad', account: HELD }], accounts: { ad: [] } },
      { systems: [system('ad', { authoritative: ['grants', 'licences'] })], people: [{ ...LEAVER, lastDay: undefined } as never] },
    ];
    const cleanups = (['disable', 'groups', 'licences'] as const).map((what) => ({
      id: `list-${what}`,
      system: 'ad',
      accounts: [idOf('ad', 'e-1')],
      what,
      reason: 'checked',
    }));
    for (const world of worlds) {
      const made = plan(makeInput({ people: [LEAVER], accounts: { ad: [HELD] }, cleanups, policies: { guardrails }, ...world }));

      expect(made.changes).toEqual([]);
      expect(made.held.length).toBeGreaterThan(0);
    }
  });
});
