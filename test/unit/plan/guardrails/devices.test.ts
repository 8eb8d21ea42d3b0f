/** How many inventory records without a recent change of their files may be written: one less, the limit, one more. */
import { describe, expect, it } from 'vitest';
import type { Removal } from '../../../../reconciler/model/memory.ts';
import { digestSet } from '../../../../reconciler/plan/guardrails/overrides.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { DeviceStatus } from '../../../../schemas/device.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, csvSystem, makeInput, person, removals, sha256, system, type World } from '../world.ts';

const STATUSES = Object.fromEntries(DeviceStatus.options.map((status) => [status, status]));
const OLD = '2026-06-01';
const tagOf = (index: number) => `LT-${String(index).padStart(4, '0')}`;

interface Stock {
  /** Devices whose inventory record says another status. */
  readonly old: number;
  readonly recent?: number;
  /** All of them, with those that agree. */
  readonly all?: number;
}

/** An inventory whose records of some devices are behind the files. */
function stock({ old, recent = 0, all = old + recent }: Stock, world: World = {}): World {
  const devices = Array.from({ length: all }, (_, index) => ({
    id: tagOf(index),
    type: 'laptop' as const,
    status: 'available' as const,
    holder: null,
    ownership: 'owned' as const,
    inventory: { system: 'inventory', id: index },
    returned: { on: index < old ? OLD : '2027-01-02', condition: 'ok' as const },
  }));
  const assets = devices.map((one, index) => ({
    id: String(index),
    tag: one.id as never,
    serial: null,
    holder: '',
    status: index < old + recent ? 'received' : 'available',
  }));
  const systems = world.systems ?? [system('ad'), system('inventory', { holds: ['assets'] })];
  return { accounts: { inventory: [] }, devices, snapshots: { inventory: { assets, statuses: STATUSES } }, ...world, systems };
}

const planned = (...args: Parameters<typeof stock>) => plan(makeInput(stock(...args)));
const tags = (made: ReturnType<typeof plan>) => made.changes.flatMap((one) => ('tag' in one ? [one.tag] : []));
const before = (count: number, at: string, more: Partial<Removal> = {}): Removal[] =>
  removals(
    Array.from({ length: count }, (_, index) => tagOf(9000 + index)),
    { at: at as Instant, class: 'cleanup', system: 'inventory' },
  ).map((one) => ({ ...one, person: null, change: `status/${one.person}/device:undated:1/inventory/1` as never, ...more }));

describe('records without a recent change', () => {
  it.each([
    [4, 4, 0],
    [5, 5, 0],
    [6, 5, 1],
  ])('of %i, %i are written', (old, went, held) => {
    const made = planned({ old });

    expect([tags(made).length, made.stops.flatMap((one) => one.held).length]).toEqual([went, held]);
    expect(made.held.map((one) => one.by)).toEqual(Array.from({ length: held }, () => 'guardrail:cleanup'));
  });

  it.each([
    [299, 5],
    [300, 6],
    [349, 6],
    [350, 7],
  ])('of %i that the inventory shows, two per cent are %i', (all, limit) => {
    for (const [due, went] of [
      [limit - 1, limit - 1],
      [limit, limit],
      [limit + 1, limit],
    ] as const)
      expect(tags(planned({ old: due, all }))).toHaveLength(went);
  });

  it('that wait are named, with the digest that an override takes', () => {
    const held = [tagOf(5), tagOf(6)] as never;
    const digest = digestSet(sha256, { class: 'cleanup', system: 'inventory' as never, held });
    const from = '2027-01-04';
    const override = { id: 'o-1', class: 'cleanup', system: 'inventory', set: digest, reason: 'r', from, until: from } as const;

    const stopped = planned({ old: 7 });
    const overridden = planned({ old: 7 }, { overrides: [override] });

    const numbers = { class: 'cleanup', system: 'inventory', window: 'run', due: 7, limit: 5, went: 5 };
    expect(stopped.stops).toEqual([{ ...numbers, held, digest }]);
    expect(stopped.limits).toContainEqual({ name: 'cleanup/inventory/devices', value: 7, limit: 5, verdict: 'stopped' });
    expect([overridden.stops, tags(overridden).length]).toEqual([[], 7]);
  });

  it('that an override let go before the run died are part of its set', () => {
    const went = before(5, '2027-01-03T23:20:00Z');
    const gone = before(1, '2027-01-03T23:30:00Z', { change: `status/${tagOf(6)}/device:undated:1/inventory/6` as never });
    const held = [tagOf(0), tagOf(6)] as never;
    const set = digestSet(sha256, { class: 'cleanup', system: 'inventory' as never, held });
    const override = {
      id: 'o-1',
      class: 'cleanup',
      system: 'inventory',
      set,
      reason: 'r',
      from: '2027-01-04',
      until: '2027-01-04',
    } as const;
    const memory = { removals: [...went, ...gone] };

    expect(planned({ old: 1 }, { memory }).stops).toHaveLength(1);
    expect(planned({ old: 1 }, { overrides: [override], memory }).stops).toEqual([]);
  });

  it('leave those alone that follow a recent change', () => {
    const made = planned({ old: 6, recent: 40 });

    expect(tags(made)).toHaveLength(45);
    expect(made.stops).toMatchObject([{ held: [tagOf(5)] }]);
  });

  it.each<[string, Removal[], number]>([
    ['the same night', before(3, '2027-01-03T20:00:00Z'), 2],
    ['the night before', before(3, '2027-01-03T01:00:00Z'), 5],
    ['the week, one less', before(14, '2027-01-01T01:00:00Z'), 1],
    ['the week', before(15, '2027-01-01T01:00:00Z'), 0],
    ['the month, one less', before(29, '2026-12-20T01:00:00Z'), 1],
    ['the month', before(30, '2026-12-20T01:00:00Z'), 0],
    ['more than a month ago', before(30, '2026-12-04T01:00:00Z'), 5],
    ['another inventory', before(5, '2027-01-03T20:00:00Z', { system: 'other' as never }), 5],
    ['what follows changes', before(5, '2027-01-03T20:00:00Z', { class: 'inventory' }), 5],
    [
      'people of that system',
      removals(['x-1', 'x-2', 'x-3', 'x-4', 'x-5'], { at: '2027-01-03T20:00:00Z' as Instant, class: 'cleanup', system: 'inventory' }),
      5,
    ],
    ['accounts of nobody', before(5, '2027-01-03T20:00:00Z', { change: 'groups/-/cleanup:c/inventory/1' as never }), 5],
  ])('count %s', (_what, gone, went) => {
    expect(tags(planned({ old: 6 }, { memory: { removals: gone } }))).toHaveLength(went);
  });

  it('do not count where people are cleaned up in one system', () => {
    const gone = before(5, '2027-01-03T20:00:00Z');
    const both = system('inventory', { holds: ['accounts', 'assets'], authoritative: ['grants'] });
    const who = person('e-1', { accounts: [{ system: 'inventory', id: 'inventory-e-1' }] });
    const accounts = { inventory: [account('inventory-e-1', { groups: ['extra'] })] };

    const made = plan(makeInput({ ...stock({ old: 0 }, { memory: { removals: gone } }), systems: [both], people: [who], accounts }));

    expect(made.changes.map((one) => one.kind)).toEqual(['groups']);
  });

  it('are not limited where a desk is asked, and not written while clean-ups are frozen', () => {
    const desk = csvSystem('inventory', { holds: ['assets'], supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } });

    expect(tags(planned({ old: 9 }, { systems: [system('ad'), desk] }))).toHaveLength(9);
    expect(tags(planned({ old: 2, recent: 1 }, { policies: { guardrails: { freeze: 'cleanups' } } }))).toEqual([tagOf(2)]);
  });

  it('are not written by a limit of none', () => {
    const policies = { guardrails: { limits: { cleanup: { count: 0, percent: 0 } } } };

    expect(tags(planned({ old: 1, recent: 1 }, { policies }))).toEqual([tagOf(1)]);
  });
});
