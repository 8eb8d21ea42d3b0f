/** What the files of a commit say, worked out without any of the product's code but the YAML parser: when access ends, whose an account is, what is held. */
import type { Document, Kind } from '../../schemas/documents.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import type { MemoryGit } from '../fakes/memory-git.ts';
import { parseDocument } from '../year/documents.ts';

/** Files at a commit that parse, by what they are. */
export interface Facts {
  readonly commit: CommitId;
  readonly zone: string;
  readonly cutOff: string;
  readonly employees: ReadonlyMap<string, Document<'employee'>>;
  readonly offboardings: readonly Document<'offboarding'>[];
  readonly holds: readonly Document<'hold'>[];
  readonly cleanups: readonly Document<'cleanup'>[];
  readonly devices: ReadonlyMap<string, Document<'device'>>;
  readonly systems: ReadonlyMap<string, Document<'system'>>;
  readonly guardrails: Document<'guardrails'> | null;
  readonly ladder: { readonly groups: number; readonly licences: number };
  readonly isFrozen: boolean;
  /** Paths with a file. */
  readonly paths: ReadonlySet<string>;
  /** Files that are no documents. */
  readonly broken: ReadonlySet<string>;
}

const FOLDERS: readonly (readonly [folder: string, kind: Kind])[] = [
  ['state/employees/', 'employee'],
  ['state/offboardings/', 'offboarding'],
  ['state/holds/', 'hold'],
  ['state/cleanups/', 'cleanup'],
  ['state/devices/', 'device'],
  ['policies/systems/', 'system'],
];

function days(duration: unknown, otherwise: number): number {
  const found = /^P(\d+)D$/u.exec(String(duration))?.[1];
  return found === undefined ? otherwise : Number(found);
}

function tryParse<K extends Kind>(text: string): Document<K> | null {
  try {
    const value = parseDocument<K>(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

const known = new WeakMap<MemoryGit, Map<CommitId, Facts>>();

/** The facts of a commit; worked out once. */
export function factsAt(git: MemoryGit, commit: CommitId): Facts {
  const of = known.get(git) ?? new Map<CommitId, Facts>();
  known.set(git, of);
  const found = of.get(commit) ?? readFacts(git, commit);
  of.set(commit, found);
  return found;
}

function readFacts(git: MemoryGit, commit: CommitId): Facts {
  const files = git.list(commit);
  const found = new Map(FOLDERS.map(([, kind]) => [kind, new Map<string, never>()] as const));
  const broken = new Set<string>();
  for (const path of files) {
    const kind = FOLDERS.find(([folder]) => path.startsWith(folder))?.[1];
    if (kind === undefined) continue;
    const doc = tryParse(git.read(commit, path) ?? '');
    if (doc === null) broken.add(path);
    else found.get(kind)?.set(path.replace(/^.*\/|\.yaml$/gu, ''), doc as never);
  }
  const organisation = tryParse<'organisation'>(git.read(commit, 'state/organisation.yaml') ?? '');
  const access = tryParse<'access'>(git.read(commit, 'policies/access.yaml') ?? '');
  const all = (kind: Kind) => found.get(kind) ?? new Map<string, never>();
  return {
    commit,
    zone: organisation?.timeZone ?? 'UTC',
    cutOff: access?.cutOff ?? '24:00',
    employees: all('employee'),
    offboardings: [...all('offboarding').values()],
    holds: [...all('hold').values()],
    cleanups: [...all('cleanup').values()],
    devices: all('device'),
    systems: all('system'),
    guardrails: tryParse<'guardrails'>(git.read(commit, 'policies/guardrails.yaml') ?? ''),
    ladder: { groups: days(access?.ladder?.groups, 7), licences: days(access?.ladder?.licences, 14) },
    isFrozen: files.includes('FREEZE'),
    paths: new Set(files),
    broken,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that a zone is ahead of UTC at an instant. */
function offsetAt(zone: string, at: number): number {
  const options = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  };
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en', options as Intl.DateTimeFormatOptions);
  formats.set(zone, format);
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 1, day = 1] = [part.get('year'), part.get('month'), part.get('day')];
  const local = Date.UTC(year, month - 1, day, part.get('hour'), part.get('minute'));
  return Math.round((local - Math.floor(at / 60_000) * 60_000) / 60_000);
}

/** Milliseconds of a day's time in a zone; `24:00` is the end of the day. */
export function momentOf(day: string, time: string, zone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const local = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * 60_000;
  const guess = local - offsetAt(zone, local) * 60_000;
  return local - offsetAt(zone, guess) * 60_000;
}

/** The day that it is in a zone. */
export function dayIn(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at) * 60_000).toISOString().slice(0, 10);
}

/** The zone of somebody. */
export function zoneOf(facts: Facts, person: Document<'employee'>): string {
  return person.timeZone ?? facts.zone;
}

/** The open plan of somebody's present leaving. */
export function planOf(facts: Facts, person: Document<'employee'>): Document<'offboarding'> | undefined {
  return facts.offboardings.find((plan) => plan.employee === person.id && plan.spell === person.lastDay && plan.closed === undefined);
}

/** When somebody's access ends, in milliseconds; null when nothing says that it does, minus infinity when it ends at once. */
export function cutOffOf(facts: Facts, person: Document<'employee'>): number | null {
  if (person.lastDay === undefined) return null;
  const plan = planOf(facts, person);
  if (plan?.kind === 'immediate') return Number.NEGATIVE_INFINITY;
  const access = [plan?.ends?.access, person.lastWorkingDay, person.lastDay].filter(
    (day): day is NonNullable<typeof day> => day !== undefined,
  );
  return momentOf(access.toSorted()[0] ?? person.lastDay, facts.cutOff, zoneOf(facts, person));
}

/** Clocks differ: nothing is ended sooner than ten minutes after its instant. */
export const MARGIN = 10 * 60_000;

/** True when somebody's access is over. */
export function isOver(facts: Facts, person: Document<'employee'>, at: number): boolean {
  const cutOff = cutOffOf(facts, person);
  return cutOff !== null && cutOff + MARGIN <= at;
}

/** True while a leave with `suspend` (or `park`) runs. */
export function isAway(facts: Facts, person: Document<'employee'>, about: { at: number; what: 'suspend' | 'park' }): boolean {
  const zone = zoneOf(facts, person);
  return (person.leaves ?? []).some((leave) => {
    if ((about.what === 'suspend' ? leave.access : leave.licences) !== about.what) return false;
    return momentOf(leave.from, '00:00', zone) + MARGIN <= about.at && (leave.to === undefined || leave.to >= dayIn(zone, about.at));
  });
}

/** People who declare an account: by its id, and by its sign-in name where their line has no id. */
export function ownersOf(
  facts: Facts,
  account: { readonly system: string; readonly id: string; readonly login: string | null },
): Document<'employee'>[] {
  return [...facts.employees.values()].filter((person) =>
    (person.accounts ?? []).some(
      (line) =>
        line.system === account.system &&
        (line.id === undefined ? line.login !== undefined && line.login === account.login : line.id === account.id),
    ),
  );
}

/** True when a hold is in force on what somebody has, or on this very account. */
export function isHeld(
  facts: Facts,
  about: { readonly person: string; readonly system: string; readonly account: string; readonly at: number },
): boolean {
  const today = dayIn(facts.zone, about.at);
  return facts.holds.some(({ subject, from, until }) => {
    if (from > today || (until !== undefined && until < today)) return false;
    return subject.employee === about.person || (subject.account?.system === about.system && subject.account.id === about.account);
  });
}
