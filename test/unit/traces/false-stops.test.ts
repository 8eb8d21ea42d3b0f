/** Stops that would be false: ordinary life in a company that limits must let pass, or people learn to override them. */
import { describe, expect, it } from 'vitest';
import { plan } from '../../../reconciler/plan/plan.ts';
import { foldMemory } from '../../../reconciler/record/fold.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import { claim, close, forecast } from '../../fakes/journal.ts';
import { DAY, leavers, publishedSince, SINCE_8_DAYS, SINCE_13_HOURS, staff } from '../plan/guardrails/crowd.ts';
import {
  account,
  at,
  done,
  idOf,
  line,
  makeInput,
  NIGHT,
  person,
  published,
  removals,
  seat,
  system,
  verified,
  type World,
} from '../plan/world.ts';
import { nightAfter } from './lived.ts';

const made = (world: World) => plan(makeInput(world));

/** How many people a plan touches by a step, and its stops. */
function went(world: World, kind = 'disable') {
  const { changes, stops } = made(world);
  return { went: new Set(changes.filter((one) => one.kind === kind).map((one) => one.person)).size, stops: stops.map((one) => one.class) };
}

describe('F1 four hundred stale licences in the first run', () => {
  const people = Array.from({ length: 400 }, (_, n) => person(`s-${String(n).padStart(3, '0')}`));
  const accounts = { ad: people.map((one) => account(idOf('ad', one.id), { licences: [seat('VISIO')], lastUse: '2026-01-01' })) };
  const list = {
    id: 'stale',
    system: 'ad',
    accounts: people.map((one) => idOf('ad', one.id)),
    what: 'licences' as const,
    reason: 'checked',
  };

  it('F1 without a list they are findings, and no run stops for them', () => {
    expect(went({ people, accounts }, 'licences')).toEqual({ went: 0, stops: [] });
  });

  it.each<[string, readonly ('licences' | 'grants')[]]>([
    ['', []],
    [', also where the files alone decide', ['licences']],
  ])('F1 by a list of exact accounts all go in one night, at no limit%s', (_, authoritative) => {
    const systems = [system('ad', { authoritative })];

    expect(went({ people, accounts, systems, cleanups: [list] }, 'licences')).toEqual({ went: 400, stops: [] });
    expect(made({ people, accounts, systems, cleanups: [list] }).limits.filter((one) => one.name.startsWith('cleanup'))).toEqual([]);
  });

  it('F1 each line is looked at as it is now: who no longer has it, or whose file says it, is left alone', () => {
    const used = accounts.ad.map((one, n) => (n < 10 ? { ...one, licences: [] } : one));
    const declared = people.map((one, n) =>
      n < 20 ? { ...one, accounts: [line('ad', idOf('ad', one.id), { licences: ['VISIO'] })] } : one,
    );

    expect(went({ people: declared, accounts: { ad: used }, cleanups: [list] }, 'licences').went).toBe(380);
  });
});

describe('F2 the end of a month, of a season, of a school year', () => {
  it.each([
    ['a month: a tenth', 40, 400, 40],
    ['a season: just half', 200, 400, 200],
    ['a school year: two thirds, of which half go that night', 267, 400, 200],
  ])('F2 %s', (_, due, base, expected) => {
    const gone = leavers(due);
    const world = { people: [...gone, ...staff(base - due)], memory: { published: publishedSince(gone, SINCE_8_DAYS) } };

    expect(went(world)).toEqual({ went: expected, stops: expected < due ? ['known'] : [] });
  });
});

describe('F3 rungs', () => {
  const ended = (count: number, day: string) => {
    const cause = `spell:${day}`;
    const people = Array.from({ length: count }, (_, n) => person(`e-${n}`, { lastDay: day }));
    const off = people.flatMap((one) => [
      done('disable', { person: one.id, cause, at: at(day, '23:00') }),
      done('sessions', { person: one.id, cause, at: at(day, '23:00') }),
    ]);
    const accounts = people.map((one) => account(idOf('ad', one.id), { enabled: false, groups: ['sales'], licences: [seat('E3')] }));
    return { people, accounts, verified: verified(...off) };
  };

  it.each([
    ['groups', 'P7D', '2026-12-28'],
    ['licences', 'P14D', '2026-12-21'],
  ] as const)('F3 %s of forty people, %s after our own end of their sign-ins: no removals, and on their day', (kind, _, day) => {
    const { people, accounts, verified: memory } = ended(40, day);
    const others = staff(10);
    const all = { ad: [...accounts, ...others.map((one) => account(idOf('ad', one.id)))] };

    const { changes, stops } = made({ people: [...people, ...others], accounts: all, memory: { verified: memory } });

    const rungs = changes.filter((one) => one.kind === kind);
    expect([rungs.length, stops]).toEqual([40, []]);
    expect(new Set(rungs.map((one) => `${one.class} ${one.late}`))).toEqual(new Set(['rung 0']));
  });

  it('F3 and they leave the limits of that night to others', () => {
    const { people, accounts, verified: memory } = ended(40, '2026-12-21');
    const others = [...leavers(3, {}, 'x'), ...staff(10)];
    const all = { ad: [...accounts, ...others.map((one) => account(idOf('ad', one.id)))] };

    expect(went({ people: [...people, ...others], accounts: all, memory: { verified: memory } })).toEqual({ went: 3, stops: [] });
  });
});

describe('F4 nights that did not run', () => {
  const gone = leavers(9);
  const [run, broken] = ['20261226T010000Z-00000000', '20270102T010000Z-00000001'];
  const entries = gone.map((one) => ({ person: one.id, cause: `spell:${DAY}`, cutOff: at(DAY), systems: ['ad' as never] }));
  const fold = (...records: Parameters<typeof foldMemory>[0]) =>
    foldMemory(records, {
      head: 'c'.repeat(40) as CommitId,
      genesis: 'd'.repeat(40) as CommitId,
      asOf: NIGHT,
      zone: 'Europe/Stockholm' as never,
    });
  const night = [
    claim(run, { at: '2026-12-26T01:00:00Z' as Instant }),
    forecast(run, { entries }),
    close(run, { at: '2026-12-26T01:30:00Z' as Instant }),
  ];

  it('F4 what the last completed run published nine nights ago counts tonight: known', () => {
    const { published: lines } = fold(...night);

    expect(went({ people: [...gone, ...staff(40)], memory: { published: lines } })).toEqual({ went: 9, stops: [] });
  });

  it.each<[string, Parameters<typeof close>[1], object]>([
    ['was interrupted', { exit: 130 }, {}],
    ['looked at one person', { only: 'e-000' as never }, { only: 'e-000' as never }],
  ])('F4 a run since that %s, and so published nothing, changes nothing about that', (_, end, begin) => {
    const later = { at: '2027-01-02T01:00:00Z' as Instant };

    const { published: lines } = fold(
      ...night,
      claim(broken, { ...later, ...begin }),
      forecast(broken, { entries: [] }),
      close(broken, { ...later, ...end }),
    );

    expect(went({ people: [...gone, ...staff(40)], memory: { published: lines } })).toEqual({ went: 9, stops: [] });
  });
});

/** Nights one after another: who is held is published by that night, and who went is gone. */
function nightsOf(count: number, all: readonly Employee[], days: number): number[] {
  let open = [...all];
  let since = new Map<string, Instant>();
  let gone: ReturnType<typeof removals> = [];
  const each: number[] = [];
  for (let night = 0; night < days; night += 1) {
    const asOf = nightAfter(night);
    const lines = published(
      ...open.flatMap((one) =>
        since.has(one.id) ? [{ person: one.id, cause: `spell:${DAY}`, cutOff: at(DAY), since: since.get(one.id)! }] : [],
      ),
    );
    const { changes, forecast: told } = made({ people: [...open, ...staff(count)], asOf, memory: { published: lines, removals: gone } });
    const ended = changes.filter((one) => one.kind === 'disable').map((one) => one.person as string);
    since = new Map(told.map((one) => [one.person, since.get(one.person) ?? asOf]));
    gone = [...gone, ...removals(ended, { at: asOf })];
    open = open.filter((one) => !ended.includes(one.id));
    each.push(ended.length);
  }
  return each;
}

describe('F5 a stop that never ends', () => {
  it('F5 what it held is fresh the next night: of forty that nobody saw coming all are off in five nights, without an override', () => {
    expect(nightsOf(100, leavers(40), 6)).toEqual([3, 10, 10, 10, 7, 0]);
  });
});

describe('F6 a unit of five with two stale seats', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
  ])('F6 %i of five: %i go, as a share of a unit is never less than three people; seats are not counted', (stale, expected) => {
    const people = Array.from({ length: 5 }, (_, n) => person(`s-${n}`));
    const accounts = {
      ad: people.map((one, n) => account(idOf('ad', one.id), n < stale ? { licences: [seat('E3'), seat('VISIO'), seat('P1')] } : {})),
    };
    const systems = [system('ad', { authoritative: ['licences'] })];

    expect(went({ people, accounts, systems }, 'licences')).toEqual({ went: expected, stops: expected < stale ? ['cleanup'] : [] });
  });
});

const ASSIGNMENT = { id: 'a1', client: 'kund-ett', from: '2026-02-01', to: '2027-01-03', grants: { ad: ['kund1-vpn'] } };

/** People of one assignment that ended yesterday. */
function assigned(count: number, extra: object = {}): Employee[] {
  return Array.from({ length: count }, (_, n) =>
    person(`k-${String(n).padStart(3, '0')}`, { assignments: [ASSIGNMENT] as never, ...extra }),
  );
}

describe('F7 a re-organisation', () => {
  const people = assigned(500);
  const accounts = { ad: people.map((one) => account(idOf('ad', one.id), { groups: ['kund1-vpn'] })) };
  const entry = (one: Employee) => ({
    person: one.id,
    cause: 'assignment:a1:2027-01-03',
    cutOff: '2027-01-03T23:00:00Z' as Instant,
    since: SINCE_8_DAYS,
  });

  it('F7 five hundred groups of assignments that end on one day are no clean-up: they go by how long that day stood there', () => {
    const others = staff(500);
    const all = { ad: [...accounts.ad, ...others.map((one) => account(idOf('ad', one.id)))] };

    expect(
      went({ people: [...people, ...others], accounts: all, memory: { published: published(...people.map(entry)) } }, 'groups'),
    ).toEqual({ went: 500, stops: [] });
  });

  it('F7 groups that were struck from the lines of the files are a clean-up all the same, as SAFETY has it: ten of five hundred, or all by a list of exact accounts', () => {
    const struck = people.map((one) => person(one.id, { unit: `u-${one.id}` }));
    const list = {
      id: 'reorg',
      system: 'ad',
      accounts: people.map((one) => idOf('ad', one.id)),
      what: 'groups' as const,
      reason: 'new units',
    };
    const systems = [system('ad', { authoritative: ['grants'] })];

    expect(went({ people: struck, accounts, systems }, 'groups')).toEqual({ went: 10, stops: ['cleanup'] });
    expect(went({ people: struck, accounts, systems, cleanups: [list] }, 'groups')).toEqual({ went: 500, stops: [] });
    expect(went({ people: struck, accounts }, 'groups')).toEqual({ went: 0, stops: [] });
  });
});

describe('F8 people without a plan of their own', () => {
  it('F8 forty consultants whose contracts end are known by their last day: a file about the leaving changes nothing', () => {
    const gone = leavers(40, { kind: 'consultant' });
    const world = { people: [...gone, ...staff(60)], memory: { published: publishedSince(gone, SINCE_8_DAYS) } };
    const offboardings = gone.map((one) => ({ employee: one.id, kind: 'planned' as const, spell: DAY }));

    expect(went(world)).toEqual({ went: 40, stops: [] });
    expect(went({ ...world, offboardings })).toEqual({ went: 40, stops: [] });
  });
});

describe('F9 last days that are written down late', () => {
  it('F9 eight of them, for days long past: three go the first night, the others the next', () => {
    expect(nightsOf(60, leavers(8), 3)).toEqual([3, 5, 0]);
  });
});

describe('F10 two approvers asleep', () => {
  const used = removals(['x-1', 'x-2', 'x-3'], { at: '2027-01-03T20:00:00Z' as Instant });

  it('F10 what is urgent is `immediate`: one goes at once, by another limit than the one that is used up', () => {
    const people = [...leavers(3), person('e-now', { lastDay: '2027-02-28' }), ...staff(40)];
    const offboardings = [{ employee: 'e-now', kind: 'immediate' as const, spell: '2027-02-28' }];

    const { changes, stops } = made({ people, offboardings, memory: { removals: used } });

    expect(changes.map((one) => `${one.kind} ${one.person}`)).toEqual(['disable e-now', 'sessions e-now']);
    expect(stops.map((one) => one.class)).toEqual(['surprise']);
  });

  it('F10 what is not needs nobody: it goes in the next night by itself', () => {
    const gone = leavers(3);

    expect(went({ people: [...gone, ...staff(40)], memory: { removals: used } })).toEqual({ went: 0, stops: ['surprise'] });
    expect(went({ people: [...gone, ...staff(40)], memory: { removals: used, published: publishedSince(gone, SINCE_13_HOURS) } })).toEqual({
      went: 3,
      stops: [],
    });
  });
});
