/** What goes wrong in a year: outages, systems that are busy, answers that are lost, readings that are cut short, machines that die. And how long anybody waits for it. */
import type { Reading } from '../../reconciler/model/observed.ts';
import type { SystemReader } from '../../reconciler/ports.ts';
import type { Around } from '../simulator/ports.ts';
import type { Watch } from '../simulator/seen.ts';
import { factsAt, isOver } from '../simulator/truth.ts';
import type { Systems } from '../simulator/watched.ts';
import { type FaultPlan, troubleOf } from '../simulator/worlds/troubles.ts';
import { DIRECTORIES } from './directories.ts';
import type { Chance } from './random.ts';

/** What goes wrong in one night. */
export interface BadNight {
  readonly around: Around;
  /** The directory whose reading breaks off, or comes from another tenant. */
  readonly spoilt: { readonly system: string; readonly how: 'truncated' | 'tenant' | 'total' } | null;
}

const OUTAGES: readonly FaultPlan[] = [
  { call: 'read ad', nth: 1, times: 1000, how: 'lost-request' },
  { call: 'read m365', nth: 1, times: 1000, how: 'refused' },
  { call: 'write', nth: 1, times: 1000, how: 'lost-request' },
  { call: 'fetch', nth: 1, times: 1000, how: 'lost-request' },
  { call: 'push refs/heads/lastday/journal', nth: 3, times: 4, how: 'refused' },
];

function plansOf(chance: Chance): FaultPlan[] {
  const kind = chance.between(1, 5);
  const nth = chance.between(1, 8);
  if (kind === 1) return [chance.pick(OUTAGES)].filter((one) => one !== undefined);
  if (kind === 2) return [{ call: '', nth: chance.between(1, 90), times: 1, how: chance.is(0.5) ? 'crash-before' : 'crash-after' }];
  if (kind === 3)
    return [{ call: chance.pick(['write', 'read', 'readAccount']) ?? 'write', nth, times: chance.between(1, 4), how: 'busy' }];
  if (kind === 4) return [{ call: chance.pick(['write', 'push', 'ask']) ?? 'write', nth, times: chance.between(1, 2), how: 'lost-answer' }];
  return [];
}

/** The troubles of a night; null in most nights. */
export function badNight(chance: Chance): BadNight | null {
  if (!chance.is(0.3)) return null;
  const plans = plansOf(chance);
  const how = chance.pick(['truncated', 'tenant', 'total'] as const) ?? 'truncated';
  const spoilt = plans.length > 0 ? null : { system: chance.pick(DIRECTORIES) ?? 'ad', how };
  return { around: { trouble: troubleOf(plans), before: () => {} }, spoilt };
}

function spoil(reading: Reading, how: 'truncated' | 'tenant' | 'total'): Reading {
  if (how === 'tenant') return { ...reading, tenant: 'somebody-elses' };
  if (how === 'total') return { ...reading, total: reading.accounts.length + 7 };
  return { ...reading, accounts: reading.accounts.slice(0, Math.floor(reading.accounts.length / 2)), ended: false };
}

/** The systems, of which one may answer wrongly tonight. */
export function spoilable(inner: Systems): Systems & { bad: BadNight['spoilt'] } {
  const systems: Systems & { bad: BadNight['spoilt'] } = {
    ...inner,
    bad: null,
    isSpoilt: (system) => systems.bad?.system === system,
    async reader(system): Promise<SystemReader> {
      const reader = await inner.reader(system);
      const how = systems.bad?.system === system.id ? systems.bad.how : null;
      if (how === null) return reader;
      return {
        system: reader.system,
        read: async (at) => spoil(await reader.read(at), how),
        readAccount: (id) => reader.readAccount(id),
        readAsset: (id) => reader.readAsset(id),
      };
    },
  };
  return systems;
}

/** How many nights it takes to end the sign-ins that are due: of each, the first night in which it was. */
export interface Delays {
  readonly since: Map<string, number>;
  worst: number;
  ended: number;
}

function openSignIns(watch: Watch, at: number): string[] {
  const head = watch.git.refs.get('refs/heads/main');
  if (head === undefined) return [];
  const facts = factsAt(watch.git, head);
  return [...facts.employees.values()]
    .filter((person) => isOver(facts, person, at))
    .flatMap((person) =>
      (person.accounts ?? []).flatMap(({ system, id }) =>
        id !== undefined && watch.truth(system, id)?.enabled === true ? [`${system}/${id}/${person.id}/${person.lastDay}`] : [],
      ),
    );
}

/** Before a night: what is due. */
export function noteDue(delays: Delays, watch: Watch, about: { readonly night: number; readonly at: number }): void {
  for (const key of openSignIns(watch, about.at)) if (!delays.since.has(key)) delays.since.set(key, about.night);
}

/** After a night: what has been ended, and after how many nights. What nobody wants ended any more is forgotten. */
export function noteEnded(delays: Delays, watch: Watch, about: { readonly night: number; readonly at: number }): void {
  const open = new Set(openSignIns(watch, about.at));
  for (const [key, first] of delays.since) {
    if (open.has(key)) continue;
    delays.since.delete(key);
    delays.ended += 1;
    delays.worst = Math.max(delays.worst, about.night - first + 1);
  }
}
