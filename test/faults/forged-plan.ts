/** A plan file changed in one place and signed anew, as somebody would who can write the file: every place, in every way that fits it. */
import type { Plan } from '../../reconciler/model/plan.ts';
import { parsePlan } from '../../reconciler/report/json.ts';
import { applyPlan } from '../../reconciler/run/applying.ts';
import { digestOf, planOn, viewOf } from '../../reconciler/run/plan-run.ts';
import { chanceFor } from '../simulator/chance.ts';
import { checkProcess } from '../simulator/invariants/all.ts';
import { type Ended, liveOn } from '../simulator/night.ts';
import { startProcess } from '../simulator/ports.ts';
import type { ProcessSeen, WriteSeen } from '../simulator/seen.ts';
import { type Sightings, watchedDoors } from '../simulator/watched.ts';
import { headOf, type World } from '../simulator/worlds/world.ts';
import { busyEve } from './merge-sweep.ts';
import { hash } from './traces-world.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A forgery: where, how, and the whole file as it then is. */
export interface Forgery {
  readonly name: string;
  readonly text: string;
}

/** What became of one. */
export interface Judged {
  readonly exit: number | null;
  readonly writes: readonly string[];
  readonly troubles: readonly string[];
}

/** Words that stand for one another in a plan. */
const FAMILIES: readonly (readonly string[])[] = [
  ['disable', 'sessions', 'groups', 'licences', 'enable', 'restore'],
  ['ad', 'mail'],
  ['known', 'fresh', 'surprise', 'immediate', 'cleanup', 'list', 'rung', 'enable'],
  ['reconciler', 'it'],
];

function otherText(text: string): readonly string[] {
  const alike = FAMILIES.flatMap((family) => (family.includes(text) ? family.filter((one) => one !== text) : []));
  const moved = [
    text.replaceAll(/\b(e|ad|mail)-[1-4]\b/gu, '$1-9'),
    text.replaceAll(/\b(disable|sessions|groups)\//gu, 'licences/'),
    text.replaceAll(/\b(disable|groups)\//gu, 'enable/'),
    text.replaceAll('/ad/', '/mail/'),
    text.replaceAll(/\b20(\d\d)-/gu, (_all, year: string) => `20${Number(year) + 1}-`),
    text.replaceAll(/\b20(\d\d)-/gu, (_all, year: string) => `20${Number(year) - 1}-`),
  ].filter((one) => one !== text);
  return [...new Set([...alike, ...moved, `${text}x`, ''])];
}

/** What a value may be replaced by. */
function others(value: Json): readonly Json[] {
  if (value === null) return ['e-9', true, 1, []];
  if (typeof value === 'string') return [...otherText(value), null, 0];
  if (typeof value === 'number') return [value + 1, value - 1, 0, -1, 1_000_000_000, 0.5, String(value), null];
  if (typeof value === 'boolean') return [!value, null];
  if (Array.isArray(value)) return [[], [...value, ...value], value.slice(1), value.toReversed(), null];
  return [{}, null];
}

/** Every change of one place below a value, with the place. */
function* changesOf(value: Json, path: string): Generator<readonly [path: string, value: Json]> {
  for (const other of others(value)) yield [`${path} = ${JSON.stringify(other)?.slice(0, 60)}`, other];
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries())
      for (const [where, other] of changesOf(one as Json, `${path}/${index}`)) yield [where, value.with(index, other)];
    return;
  }
  const fields = value as { readonly [key: string]: Json };
  for (const [key, one] of Object.entries(fields)) {
    const { [key]: _, ...rest } = fields;
    yield [`${path}/${key} removed`, rest];
    for (const [where, other] of changesOf(one, `${path}/${key}`)) yield [where, { ...fields, [key]: other }];
  }
  yield [`${path}/added`, { ...fields, added: true }];
}

/** The account of somebody who stays, in place of that of somebody who leaves, throughout the file. */
function* wholeForgeries(plan: Plan): Generator<readonly [name: string, plan: unknown]> {
  const swapped = (from: string, to: string) => JSON.parse(JSON.stringify(plan).replaceAll(from, to)) as unknown;
  yield ['e-1 is e-9 throughout', swapped('e-1', 'e-9')];
  yield ['ad-1 is ad-9 throughout', swapped('ad-1', 'ad-9')];
  yield ['both', JSON.parse(JSON.stringify(plan).replaceAll(/\b(e|ad|mail)-1\b/gu, '$1-9'))];
  yield ['ad is mail throughout', swapped('"ad"', '"mail"')];
  yield ['what is held is to be done', { ...plan, changes: [...plan.changes, ...plan.held.map((held) => held.change)], held: [] }];
}

/** The text of a plan file with the digest that its content then has. */
export function signed(plan: unknown): string {
  try {
    return JSON.stringify({ ...(plan as Plan), id: digestOf(plan as Plan, hash) });
  } catch {
    // What cannot be signed is left with the digest of before.
    return JSON.stringify(plan);
  }
}

/** Every forgery of a plan. */
export function* forgeriesOf(plan: Plan): Generator<Forgery> {
  for (const [name, other] of changesOf(plan as unknown as Json, '')) yield { name, text: signed(other) };
  for (const [name, other] of wholeForgeries(plan)) yield { name, text: signed(other) };
}

async function live(
  world: World,
  act: Parameters<typeof liveOn>[2],
  minutes: number,
): Promise<{ readonly seen: ProcessSeen; readonly ended: Ended }> {
  world.now += minutes * 60_000;
  const at = `${new Date(world.now).toISOString().slice(0, 19)}Z`;
  const { watch } = world;
  const own = startProcess(at, { trouble: () => null, before: () => {} });
  const sightings: Sightings = { writes: [], readings: [] };
  const doors = watchedDoors(watch, world.doors, { process: own, sightings });
  const { git, cache, checked, located } = watch;
  const home = { git, cache, checked, located, exports: '/simulated/exports', chance: chanceFor(1, 'forged'), doors: () => doors };
  const from = headOf(world);
  const ended = await liveOn(own, home, act);
  const seen: ProcessSeen = {
    process: own,
    kind: 'night',
    startedAt: Date.parse(at),
    endedAt: Date.parse(own.clock.now()),
    ended,
    ...sightings,
    isClean: false,
    from,
    to: headOf(world),
    undo: null,
    before: () => null,
  };
  return { seen, ended };
}

/** Minutes after the eve at which the plan is made: everybody who leaves today is due. */
const DUE = 24 * 60;

/** The plan of the busy night. */
export async function honestPlan(): Promise<Plan> {
  const world = await busyEve();
  const { ended } = await live(
    world,
    async (ground) => viewOf(await planOn(ground, { only: null, fetch: true, simulated: false }), { names: false }),
    DUE,
  );
  if (ended.view === null) throw new Error(ended.printed, { cause: ended.error });
  return ended.view.plan;
}

const told = ({ system, write }: WriteSeen) => JSON.stringify([system, write]);

/** Applies the text of a plan file a few minutes after the honest plan was made. What is no plan is refused as the command does. */
export async function applyText(text: string): Promise<Judged> {
  const parsed = parsePlan(text, hash);
  if ('error' in parsed) return { exit: 6, writes: [], troubles: [] };
  const world = await busyEve();
  const { seen, ended } = await live(
    world,
    async (ground) => {
      const { made, bound, night } = await applyPlan(ground, parsed, parsed.id);
      const { outcomes, pulls, exits, exit, run } = night;
      return viewOf({ ...made, plan: bound }, { names: false, outcomes, pulls, exits, exit, run });
    },
    DUE + 3,
  );
  checkProcess(world.watch, seen);
  return { exit: ended.exit, writes: seen.writes.map(told), troubles: [...world.watch.troubles] };
}
