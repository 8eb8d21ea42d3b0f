import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Situation } from '../../../reconciler/model/correlation.ts';
import type { Attribute } from '../../../reconciler/model/observed.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { carryOut } from './carry-out.ts';
import { ALL, account, at, csvSystem, idOf, line, makeInput, person, published, removals, seat, system, type World } from './world.ts';

/** More worlds on request: PROPERTY_RUNS=5000. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 60);

const SYSTEMS = ['ad', 'm365', 'vpn'] as const;
const DAYS = [undefined, '2026-11-01', '2026-12-31', '2027-01-03', '2027-01-04', '2027-03-01'] as const;

const someone = fc.record({
  lastDay: fc.constantFrom(...DAYS),
  systems: fc.subarray([...SYSTEMS]),
  enabled: fc.constantFrom(true, true, true, false, null),
  groups: fc.subarray(['sales', 'vpn', 'extra', 'Domain Admins']),
  seats: fc.subarray(['E3', 'VISIO']),
  roles: fc.subarray(['Domain Admins']),
  leave: fc.constantFrom(undefined, { from: '2027-01-01', access: 'suspend' as const }, { from: '2026-12-01', licences: 'park' as const }),
  assignment: fc.boolean(),
  situation: fc.constantFrom<Situation | undefined>(undefined, undefined, undefined, 'disputed', 'fresh-id', 'login-only'),
  guard: fc.constantFrom(undefined, undefined, undefined, 'protected', 'shared', 'service'),
  since: fc.constantFrom(undefined, '2026-12-01T00:00:00Z', '2027-01-03T02:00:00Z', '2027-01-03T20:00:00Z'),
  planned: fc.constantFrom(undefined, undefined, 'planned' as const, 'immediate' as const),
  gone: fc.boolean(),
});

const world = fc.record({
  people: fc.array(someone, { minLength: 1, maxLength: 25 }),
  complete: fc.record({ ad: fc.subarray([...ALL]), m365: fc.constant([...ALL]), vpn: fc.constant([...ALL]) }),
  isAuthoritative: fc.boolean(),
  mode: fc.constantFrom<'enforce' | 'observe'>('enforce', 'enforce', 'observe'),
  freeze: fc.constantFrom(undefined, undefined, 'cleanups' as const, 'everything' as const),
  hold: fc.boolean(),
});

type Drawn = typeof world extends fc.Arbitrary<infer T> ? T : never;

function employeeOf(one: Drawn['people'][number], n: number): Employee {
  const id = `e-${n}`;
  return person(id, {
    ...(one.lastDay === undefined ? {} : { lastDay: one.lastDay }),
    ...(one.leave === undefined ? {} : { leaves: [one.leave] }),
    ...(one.assignment ? { assignments: [{ id: 'a1', from: '2026-01-01', to: '2027-01-02', grants: { ad: ['vpn'] } }] } : {}),
    accounts: one.systems.map((where) => line(where, idOf(where, id), { grants: ['sales'], licences: ['E3'] })),
  });
}

function worldOf(drawn: Drawn): World {
  const people = drawn.people.map(employeeOf);
  const accounts = Object.fromEntries(
    SYSTEMS.map((where) => [
      where,
      drawn.people.flatMap((one, n) =>
        one.systems.includes(where)
          ? [
              account(idOf(where, `e-${n}`), {
                enabled: one.enabled,
                groups: one.groups,
                roles: one.roles,
                licences: one.seats.map((name) => seat(name)),
              }),
            ]
          : [],
      ),
    ]),
  );
  const guarded = (guard: string) =>
    drawn.people.flatMap((one, n) =>
      one.guard === guard ? SYSTEMS.map((where) => ({ system: where, id: idOf(where, `e-${n}`), owner: 'e-0' })) : [],
    );
  const authoritative = drawn.isAuthoritative ? { authoritative: ['grants' as const, 'licences' as const] } : {};
  return {
    people,
    accounts,
    systems: [system('ad', { identityProvider: true, ...authoritative }), system('m365', { mode: drawn.mode }), csvSystem('vpn')],
    snapshots: { ad: { complete: drawn.complete.ad } },
    situations: Object.fromEntries(
      drawn.people.flatMap((one, n) =>
        one.situation === undefined ? [] : SYSTEMS.map((where) => [`e-${n}/${where}`, one.situation as Situation]),
      ),
    ),
    offboardings: drawn.people.flatMap((one, n) =>
      one.planned === undefined || one.lastDay === undefined ? [] : [{ employee: `e-${n}`, kind: one.planned, spell: one.lastDay }],
    ),
    holds: drawn.hold ? [{ id: 'm-7', subject: { employee: 'e-0' }, matter: 'M-7', from: '2026-12-01' }] : [],
    policies: {
      access: { cutOff: '16:00' },
      guardrails: {
        ...(drawn.freeze === undefined ? {} : { freeze: drawn.freeze }),
        protected: guarded('protected').map(({ system: where, id }) => ({ system: where, id })),
        shared: guarded('shared'),
        service: guarded('service'),
        administrators: [{ system: 'ad', role: 'Domain Admins' }],
      },
    },
    memory: {
      published: published(
        ...drawn.people.flatMap((one, n) =>
          one.since === undefined || one.lastDay === undefined
            ? []
            : [{ person: `e-${n}`, cause: `spell:${one.lastDay}`, cutOff: at(one.lastDay), since: one.since as Instant }],
        ),
      ),
      removals: removals(
        drawn.people.flatMap((one, n) => (one.gone ? [`e-${n}`] : [])),
        { at: '2027-01-03T23:00:00Z' as Instant },
      ).slice(0, 4),
    },
  };
}

const LIMITS = { immediate: 1, fresh: 10, surprise: 3, enable: 10 } as const;

describe('whatever the world', () => {
  it('no more people go than the limits let, counting those of the last half day', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const input = makeInput(worldOf(drawn));
        const made = plan(input);

        for (const [name, limit] of Object.entries(LIMITS)) {
          const before = new Set(input.memory.removals.filter((one) => one.class === name).map((one) => one.person));
          const now = new Set(made.changes.filter((one) => one.class === name && one.by === 'reconciler').map((one) => one.person));
          const added = [...now].filter((one) => one !== null && !before.has(one));
          expect(added.length).toBeLessThanOrEqual(Math.max(0, limit - before.size));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('nothing is changed on what is undeclared, protected, shared, disputed or frozen', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const made = plan(makeInput(worldOf(drawn)));

        for (const change of made.changes) {
          const one = drawn.people[Number(change.person?.slice(2))];
          expect(one?.guard).toBeUndefined();
          expect(['disputed', 'fresh-id']).not.toContain(one?.situation);
          if (one?.situation === 'login-only') expect(['disable', 'sessions']).toContain(change.kind);
          expect(drawn.freeze).not.toBe('everything');
          expect(change.id.split('/')[4]).toBe(idOf(change.system, change.person ?? ''));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('nothing is concluded from what is not complete, and nobody is touched before the cut-off', () => {
    const needs: Record<string, Attribute[]> = {
      disable: ['existence', 'status'],
      sessions: ['existence', 'status'],
      groups: ['existence', 'groups'],
      licences: ['existence', 'licences'],
    };
    fc.assert(
      fc.property(world, (drawn) => {
        const input = makeInput(worldOf(drawn));

        for (const change of plan(input).changes) {
          const snapshot = input.observed.get(change.system);
          expect(needs[change.kind]?.every((attribute) => snapshot?.complete.has(attribute))).toBe(true);
          const one = drawn.people[Number(change.person?.slice(2))];
          const isOver = one?.lastDay !== undefined && one.lastDay <= '2027-01-03';
          const isAtOnce = one?.planned === 'immediate' && one.lastDay !== undefined;
          if (change.cause.startsWith('spell:')) expect(isOver || isAtOnce).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('planning again right after it was carried out finds nothing to do', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const input = makeInput(worldOf(drawn));

        expect(plan(carryOut(input, plan(input))).changes).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('everybody past the cut-off is handled, held by name with what releases it, or off', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const input = makeInput(worldOf(drawn));
        const made = plan(input);
        const named = new Set([...made.changes, ...made.held.map((one) => one.change)].map((one) => `${one.person}/${one.system}`));

        for (const link of input.correlation.links) {
          const lastDay = link.employee.lastDay;
          if (lastDay === undefined || lastDay > '2027-01-03' || link.account?.enabled === false) continue;
          expect(named.has(`${link.person}/${link.system}`)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('the same world in another order is the same plan', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const made = worldOf(drawn);
        const other = { ...made, people: made.people?.toReversed() ?? [], systems: made.systems?.toReversed() ?? [] };

        expect(plan(makeInput(other)).id).toBe(plan(makeInput(made)).id);
      }),
      { numRuns: RUNS },
    );
  });
});
