/** Something is merged between two port calls of a busy night, at every one of them: what is merged, and what may still be written then. */
import { digestSet } from '../../reconciler/plan/guardrails/overrides.ts';
import type { WriteSeen } from '../simulator/seen.ts';
import { dayAfter, personPath, readDoc, writeDocs } from '../simulator/worlds/files.ts';
import { commit, type Doc, headOf, type World } from '../simulator/worlds/world.ts';
import { begin, keep, NIGHTS, night, rulesOf, systemDoc } from './merge-world.ts';
import { hash } from './traces-world.ts';

const FREEZE = 'refs/heads/lastday/freeze';
const TAKEN_BACK = 'an override taken back';

/** Who is due on the busy night: sign-in and sessions of e-1, e-2 and e-4, groups of e-3. */
const SUBJECT = 'e-2';
const OF_RUNG = 'e-3';

/** What is merged. */
export interface Merge {
  readonly name: string;
  readonly act: (world: World) => void;
  /** Systems and people of whom nothing may be written any more; null for everybody. */
  readonly stops: { readonly people: readonly string[] | null; readonly systems?: readonly string[] };
  /** True where whoever is under way is finished first. */
  readonly isOfThePerson?: true;
  /** True for what takes a number of people away, not certain ones: an override. */
  readonly isOfNumber?: true;
}

const edit = (world: World, path: string, more: Doc) => writeDocs(world, { [path]: { ...readDoc(world, path), ...more } });
const editPerson = (more: (world: World) => Doc) => (world: World) => edit(world, personPath(SUBJECT), more(world));
const today = (world: World) => dayAfter(world.begun, NIGHTS - 1);

/** Everything that lets the machine do less. */
export const MERGES: readonly Merge[] = [
  { name: 'an extension', act: editPerson((world) => ({ lastDay: dayAfter(today(world), 30) })), stops: { people: [SUBJECT] } },
  {
    name: 'a leaving taken back',
    act: (world) => {
      const { lastDay: _, ...rest } = readDoc(world, personPath(SUBJECT)) ?? {};
      writeDocs(world, { [personPath(SUBJECT)]: rest });
    },
    stops: { people: [SUBJECT] },
  },
  {
    name: 'a rehire',
    act: (world) => {
      const { lastDay: _, ...rest } = readDoc(world, personPath(SUBJECT)) ?? {};
      const periods = [{ from: '2024-01-01', to: dayAfter(today(world), -1) }];
      writeDocs(world, { [personPath(SUBJECT)]: { ...rest, firstDay: today(world), periods } });
    },
    stops: { people: [SUBJECT] },
  },
  { name: 'a later zone of the person', act: editPerson(() => ({ timeZone: 'Pacific/Honolulu' })), stops: { people: [SUBJECT] } },
  {
    name: 'a later cut-off',
    act: (world) => edit(world, 'policies/access.yaml', { cutOff: '24:00' }),
    stops: { people: ['e-1', 'e-2', 'e-4'] },
  },
  {
    name: 'a later zone of the organisation',
    act: (world) => edit(world, 'state/organisation.yaml', { timeZone: 'America/Los_Angeles' }),
    stops: { people: ['e-1', 'e-2', 'e-4'] },
  },
  {
    name: 'a hold',
    act: (world) =>
      writeDocs(world, { 'state/holds/m-1.yaml': { id: 'm-1', subject: { employee: OF_RUNG }, matter: 'M-1', from: today(world) } }),
    stops: { people: [OF_RUNG] },
  },
  {
    name: 'an exception',
    act: (world) => {
      const rest = { change: 'groups', reason: 'handover', owner: 'e-9', from: today(world), until: dayAfter(today(world), 9) };
      writeDocs(world, { 'state/exceptions/ex-1.yaml': { id: 'ex-1', subject: { employee: OF_RUNG }, ...rest } });
    },
    stops: { people: [OF_RUNG] },
  },
  {
    name: 'a protection by id',
    act: (world) => edit(world, 'policies/guardrails.yaml', { protected: [{ id: 'ad-2' }, { id: 'mail-2' }] }),
    stops: { people: [SUBJECT] },
  },
  {
    name: 'a protection by sign-in name',
    act: (world) => edit(world, 'policies/guardrails.yaml', { protected: [{ login: 'canlogin2' }] }),
    stops: { people: [SUBJECT] },
  },
  { name: 'a file FREEZE', act: (world) => commit(world, { FREEZE: '' }), stops: { people: null } },
  {
    name: 'freeze in the policy',
    act: (world) => edit(world, 'policies/guardrails.yaml', { freeze: 'everything' }),
    stops: { people: null },
  },
  {
    name: 'the branch lastday/freeze',
    act: (world) => void world.git.refs.set(FREEZE, headOf(world)),
    stops: { people: null },
    isOfThePerson: true,
  },
  {
    name: 'mode off',
    act: (world) => writeDocs(world, { 'policies/systems/mail.yaml': systemDoc('mail', 'off') }),
    stops: { people: null, systems: ['mail'] },
  },
  {
    name: 'mode observe',
    act: (world) => writeDocs(world, { 'policies/systems/ad.yaml': systemDoc('ad', 'observe') }),
    stops: { people: null, systems: ['ad'] },
  },
  {
    name: 'a limit of nobody',
    act: (world) => edit(world, 'policies/guardrails.yaml', rulesOf(0)),
    stops: { people: ['e-1', 'e-2', 'e-4'] },
    isOfNumber: true,
  },
  {
    name: 'a lower limit',
    act: (world) => edit(world, 'policies/guardrails.yaml', rulesOf(1)),
    stops: { people: ['e-2', 'e-4'] },
    isOfNumber: true,
  },
  { name: 'a file that cannot be read', act: (world) => commit(world, { [personPath(SUBJECT)]: 'id: [\n' }), stops: { people: [SUBJECT] } },
  {
    name: TAKEN_BACK,
    act: (world) => commit(world, { 'policies/overrides/or-1.yaml': null }),
    stops: { people: ['e-2', 'e-4'] },
    isOfNumber: true,
  },
];

/** What one moment of one merge came to. */
export interface Moment {
  readonly calls: number;
  /** True when the night was still on when its moment came. */
  readonly isMerged: boolean;
  /** Writes begun after the merge that it forbids. */
  readonly late: readonly string[];
  /** What the checker of the simulator found. */
  readonly troubles: readonly string[];
  readonly exit: number | null;
  /** Everything that was written, before the merge and after it. */
  readonly written: readonly string[];
}

function personOf(write: WriteSeen): string {
  return `e-${/-(\d+)$/u.exec(write.account?.id ?? '')?.[1] ?? ''}`;
}

const told = (one: WriteSeen) => `${one.system} ${one.write.kind} ${personOf(one)}`;

/** What is written after a merge that it forbids. Whoever was planned already is finished where it stops people, not writes. */
function forbidden(merge: Merge, writes: readonly WriteSeen[], before: number): readonly WriteSeen[] {
  const { people, systems } = merge.stops;
  const isMeant = (one: WriteSeen) =>
    (people === null || people.includes(personOf(one))) && (systems === undefined || systems.includes(one.system));
  const begun = new Set(writes.slice(0, before).map(personOf));
  const late = writes.slice(before).filter(isMeant);
  if (merge.isOfNumber === true) return late.filter((one) => !begun.has(personOf(one)));
  const [first] = late;
  return merge.isOfThePerson === true && first !== undefined ? late.filter((one) => personOf(one) !== personOf(first)) : late;
}

/** The company on its busy evening: three leave today at six, two of them by an override where there is one. */
async function makeEve(isOverride: boolean): Promise<World> {
  const world = begin(isOverride ? 1 : 20);
  for (let day = 0; day < NIGHTS - 1; day += 1) await night(world, day);
  for (const number of [1, 2, 4]) edit(world, personPath(`e-${number}`), { lastDay: today(world) });
  if (isOverride) {
    const set = digestSet(hash, { class: 'surprise', system: 'all', held: ['e-2', 'e-4'] as never });
    const days = { from: today(world), until: today(world) };
    writeDocs(world, { 'policies/overrides/or-1.yaml': { id: 'or-1', class: 'surprise', system: 'all', set, reason: 'season', ...days } });
  }
  return world;
}

interface Eve {
  readonly world: World;
  readonly restore: () => void;
}

const eves = new Map<boolean, Promise<Eve>>();

/** The company on its busy evening, as if nobody had lived through it yet. */
export async function busyEve(isOverride = false): Promise<World> {
  const made = eves.get(isOverride) ?? makeEve(isOverride).then((world) => ({ world, restore: keep(world) }));
  eves.set(isOverride, made);
  const { world, restore } = await made;
  restore();
  return world;
}

/** The busy night with the merge before call `at`, counted from 0; -1 for a night in which nothing is merged. */
export async function liveMoment(merge: Merge, at: number): Promise<Moment> {
  const world = await busyEve(merge.name === TAKEN_BACK);
  const written = world.watch.writes.length;
  let before = -1;
  let isAsked = false;
  const seen = await night(world, NIGHTS - 1, (name, call) => {
    if (call !== at) return;
    merge.act(world);
    before = world.watch.writes.length - written;
    isAsked = name.startsWith('write ');
  });
  const writes = world.watch.writes.slice(written);
  const late = before < 0 ? [] : forbidden(merge, writes, before);
  // What was merged at the very write: that one was on its way.
  const begun = isAsked ? late.slice(1) : late;
  return {
    calls: seen.process.calls,
    isMerged: before >= 0,
    late: begun.map(told),
    // The checker knows no overrides: it takes what one lets go for too many.
    troubles: world.watch.troubles.filter((text) => merge.name !== TAKEN_BACK || !text.startsWith('I4 ')),
    exit: seen.ended.exit,
    written: writes.map(told),
  };
}
