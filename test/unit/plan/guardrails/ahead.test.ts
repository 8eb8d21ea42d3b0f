import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../../schemas/employee.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, at, done, idOf, makeInput, person, published, system, verified, type World } from '../world.ts';
import { SINCE_8_DAYS, SINCE_13_HOURS, staff } from './crowd.ts';

const DAY = '2027-01-29';
const LATER = '2027-02-26';
const abilities = { writes: ['disable', 'end-day'], disabled: 'disabled', leaversPlace: null } as const;

function leaving(length: number, lastDay = DAY, prefix = 'e'): Employee[] {
  return Array.from({ length }, (_, n) => person(`${prefix}-${String(n).padStart(3, '0')}`, { lastDay }));
}

function world(people: readonly Employee[], since: Instant, endDays: Readonly<Record<string, string>> = {}): World {
  const entries = people.flatMap(({ id, lastDay }) =>
    lastDay === undefined ? [] : [{ person: id, cause: `spell:${lastDay}`, cutOff: at(lastDay), since }],
  );
  return {
    people,
    systems: [system('ad', { endDay: 'keep' })],
    accounts: { ad: people.map((one) => account(idOf('ad', one.id), { endDay: endDays[one.id] ?? null })) },
    snapshots: { ad: { abilities } },
    memory: { published: published(...entries) },
  };
}

function count(of: World) {
  const made = plan(makeInput(of));
  const held = made.held.map((one) => `${one.by} ${one.releasedBy}`);
  return { set: made.changes.length, held: [...new Set(held)], waiting: held.length, stops: made.stops.length };
}

describe('ends of access set ahead', () => {
  it('are on no day more than a run would let end', () => {
    expect(count(world([...leaving(14), ...staff(40)], SINCE_13_HOURS))).toEqual({
      set: 10,
      held: ['guardrail:fresh on-its-day'],
      waiting: 4,
      stops: 0,
    });
  });

  it('are half of a system when they have been known for a week', () => {
    expect(count(world([...leaving(14), ...staff(6)], SINCE_8_DAYS))).toMatchObject({
      set: 10,
      waiting: 4,
      held: ['guardrail:known on-its-day'],
    });
  });

  it('count with those that are set already', () => {
    const people = [...leaving(12), ...staff(40)];
    const endDays = Object.fromEntries(people.slice(0, 8).map((one) => [one.id, DAY]));

    expect(count(world(people, SINCE_13_HOURS, endDays))).toMatchObject({ set: 2, waiting: 2 });
  });

  it('count by day', () => {
    expect(count(world([...leaving(10), ...leaving(10, LATER, 'f'), ...staff(40)], SINCE_13_HOURS))).toMatchObject({ set: 20, waiting: 0 });
  });

  it('are not counted where they give time', () => {
    const people = [...leaving(14, LATER), ...staff(40)];
    const endDays = Object.fromEntries(people.slice(0, 14).map((one) => [one.id, DAY]));

    expect(count(world(people, SINCE_13_HOURS, endDays))).toMatchObject({ set: 14, waiting: 0 });
  });

  it('are not counted where they are taken off', () => {
    const people = staff(12);
    const changes = people.map((one) =>
      done('end-day', { person: one.id, cause: `last-day:${DAY}:1`, at: '2027-01-02T01:00:00Z' as Instant, before: { endDay: null } }),
    );
    const base = world(people, SINCE_13_HOURS, Object.fromEntries(people.map((one) => [one.id, DAY])));

    expect(count({ ...base, memory: { ...base.memory, verified: verified(...changes) } })).toMatchObject({ set: 12, waiting: 0 });
  });

  it('that have come already are given back within the limit of what is given back', () => {
    const people = staff(12);
    const changes = people.map((one) =>
      done('end-day', { person: one.id, cause: 'last-day:2027-01-02:1', at: '2026-12-02T01:00:00Z' as Instant, before: { endDay: null } }),
    );
    const base = world(people, SINCE_13_HOURS, Object.fromEntries(people.map((one) => [one.id, '2027-01-02'])));

    expect(count({ ...base, memory: { ...base.memory, verified: verified(...changes) } })).toEqual({
      set: 10,
      held: ['guardrail:enable override'],
      waiting: 2,
      stops: 1,
    });
  });
});
