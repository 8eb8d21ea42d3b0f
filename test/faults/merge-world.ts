/** A company in memory on the evening before its busy night, and how it is put back there. */
import { chanceFor } from '../simulator/chance.ts';
import { live } from '../simulator/live.ts';
import type { ProcessSeen } from '../simulator/seen.ts';
import { dayAfter, personPath, readDoc, writeDocs } from '../simulator/worlds/files.ts';
import { type Doc, giveAccount, headOf, makeWorld, type World } from '../simulator/worlds/world.ts';

/** A company of nine in UTC: `canlogin…` with `ad-…` and `mail-…` each. The busy night is the sixth, at half past six in the evening. */
const SEED = 11;
const PEOPLE = 9;
export const NIGHTS = 6;
const MINUTE = 18 * 60 + 30;

function employee(number: number, lastDay: string | null): Doc {
  const login = `canlogin${number}`;
  return {
    id: `e-${number}`,
    person: 'withheld',
    kind: 'employee',
    unit: 'office',
    firstDay: '2024-01-01',
    ...(lastDay === null ? {} : { lastDay }),
    accounts: [
      { system: 'ad', id: `ad-${number}`, login, grants: ['staff'] },
      { system: 'mail', id: `mail-${number}`, login, licences: ['SEAT'] },
    ],
  };
}

/** A system's file. */
export const systemDoc = (id: string, mode = 'enforce'): Doc => ({
  id,
  kind: 'practice',
  mode,
  tenant: `sim-${id}`,
  holds: ['accounts'],
  desk: 'it',
  world: `${id}.json`,
  ...(id === 'ad' ? { identityProvider: true } : {}),
});

/** Guardrails with so many surprises a night. */
export function rulesOf(surprise: number, more: Doc = {}): Doc {
  return { limits: { surprise: { count: surprise, percent: 0, week: 20, month: 20 }, fresh: { count: 10, percent: 5 } }, ...more };
}

/** The company on its first evening. */
export function begin(surprise: number): World {
  const world = makeWorld(SEED);
  for (const system of world.systems.values())
    for (const id of system.accounts.keys()) if (!id.endsWith('-9001')) system.accounts.delete(id);
  const gone = dayAfter(world.begun, 3);
  const docs: Record<string, Doc | null> = {};
  for (const path of world.git.list(headOf(world)))
    if (/^(?:state\/(?:employees|devices)|policies\/systems)\//u.test(path)) docs[path] = null;
  for (let number = 1; number <= PEOPLE; number += 1) {
    const doc = employee(number, number === 3 ? gone : null);
    docs[personPath(doc['id'])] = doc;
    for (const line of doc['accounts'] as Doc[]) giveAccount(world, line);
  }
  const organisation = readDoc(world, 'state/organisation.yaml');
  writeDocs(world, {
    ...docs,
    'state/organisation.yaml': { ...organisation, timeZone: 'UTC' },
    'policies/systems/ad.yaml': systemDoc('ad'),
    'policies/systems/mail.yaml': systemDoc('mail'),
    'policies/guardrails.yaml': rulesOf(surprise),
    'policies/access.yaml': { cutOff: '18:00', ladder: { groups: 'P2D', licences: 'P14D', deletionDue: 'P90D' } },
  });
  return world;
}

/** One run of the nightly. */
export async function night(world: World, day: number, before: (name: string, call: number) => void = () => {}): Promise<ProcessSeen> {
  world.now = Math.max(world.now + 60_000, Date.parse(`${world.begun}T00:00:00Z`) + (day * 24 * 60 + MINUTE) * 60_000);
  const at = `${new Date(world.now).toISOString().slice(0, 19)}Z`;
  const wish = { at, chance: chanceFor(SEED, `night ${day}`), exports: '/simulated/exports', undo: null, isAlone: false };
  const seen = await live(world.watch, world.doors, { ...wish, around: { trouble: () => null, before } });
  for (const system of world.systems.values()) system.calls.length = 0;
  world.now = Math.max(world.now, Date.parse(seen.process.clock.now()));
  return seen;
}

/** Notes how a world stands; what comes back puts it there again, as often as it is called. */
export function keep(world: World): () => void {
  const { watch, git, systems, now, next } = world;
  const accounts = [...systems.values()].map((system) => [system, [...system.accounts]] as const);
  const maps: readonly Map<unknown, unknown>[] = [git.refs, watch.byHand, watch.late, watch.waiting, watch.holders];
  const entries = maps.map((map) => [map, [...map]] as const);
  const lists: readonly unknown[][] = [watch.writes, watch.processes, watch.troubles, watch.chain.wrong];
  const lengths = lists.map((list) => [list, list.length] as const);
  const { head, last } = watch.chain;
  const runs = watch.chain.runs.map((run) => ({ ...run, records: [...run.records] }));
  return () => {
    for (const [system, all] of accounts) {
      system.accounts.clear();
      for (const [id, account] of all) system.accounts.set(id, account);
      system.calls.length = 0;
    }
    for (const [map, all] of entries) {
      map.clear();
      for (const [key, value] of all) map.set(key, value);
    }
    for (const [list, length] of lengths) list.length = length;
    watch.chain.runs.splice(0, Infinity, ...runs.map((run) => ({ ...run, records: [...run.records] })));
    Object.assign(watch.chain, { head, last });
    Object.assign(world, { now, next });
  };
}
