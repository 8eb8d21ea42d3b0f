/** Builds the practice company below a folder: a clone, its bare remote and the exports, with the nights before as they fall. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { instantAt, millisecondsOf, timeOf } from '../../reconciler/calendar.ts';
import type { Day, Instant, TimeOfDay, Zone } from '../../schemas/primitives.ts';
import {
  changesOfBranch,
  filesAtMain,
  git,
  type ImportedCommit,
  importCommits,
  importStream,
  type Signature,
  unmergedBranches,
} from './git.ts';
import type { Author } from './history/steps.ts';
import { BEGINNING, type Files, filesOfRoot, NIGHTS_BEFORE, THE_NIGHT, THE_NIGHT_AFTER, type Told, tellStory } from './history.ts';
import { changeByHand, createWorlds, eveningBefore, provision, stockholm, writeVpn } from './world.ts';
import { BY_HAND, VPN_EXPORTS } from './world-facts.ts';

/** One night of the reconciler. */
export interface Night {
  /** The clone. */
  readonly root: string;
  /** The folder with world files and exports. */
  readonly exports: string;
  readonly at: Instant;
  /** Nobody is watching: the nights before. */
  readonly quiet: boolean;
}

/** What to build, and who runs the nights. */
export interface BuildOptions {
  /** The folder that is emptied and filled; `.practice` in the demonstration. */
  readonly folder: string;
  /** Nights up to this instant are run. Default: the evening of 3 January 2027, so that the next one is the night that is shown. */
  readonly until?: Instant;
  readonly nightly: (night: Night) => Promise<unknown>;
  readonly report?: (line: string) => void;
}

/** Where the practice company lies; absolute paths. */
export interface Practice {
  readonly root: string;
  readonly exports: string;
  readonly remote: string;
}

const STOCKHOLM = 'Europe/Stockholm' as Zone;
const EVENING = stockholm('2027-01-03 22:00');

const AUTHORS: Readonly<Record<Author, { readonly name: string; readonly email: string }>> = {
  hr: { name: 'Harriet Hypotes', email: 'harriet.hypotes@latsas.example' },
  it: { name: 'Ingvar Inbillning', email: 'ingvar.inbillning@latsas.example' },
  finance: { name: 'Penny Sagobok', email: 'penny.sagobok@latsas.example' },
  board: { name: 'Vera Verklig', email: 'vera.verklig@latsas.example' },
  south: { name: 'Lina Ledsam', email: 'lina.ledsam@latsas.example' },
};

/** The instant of a night: 02:00 in Stockholm. */
export function nightOf(day: string): Instant {
  return instantAt(day as Day, '02:00' as TimeOfDay, STOCKHOLM);
}

/** A name, and the moment as git writes it. */
function sign(author: Author, at: Instant): Signature {
  const milliseconds = millisecondsOf(at);
  const local = timeOf(at, STOCKHOLM);
  const isSummer = (Number(local.slice(0, 2)) - Number(at.slice(11, 13)) + 24) % 24 === 2;
  return { ...AUTHORS[author], seconds: milliseconds / 1000, zone: isSummer ? '+0200' : '+0100' };
}

function messageOf({ step }: Told): string {
  if (step.people.length === 0) return `${step.subject}\n`;
  return `${step.subject}\n\n${step.people.map((id) => `Person: ${id}\n`).join('')}`;
}

/** Everything that lies between two nights is done with this. */
interface Site extends Practice {
  readonly report: (line: string) => void;
  files: Map<string, string>;
  /** Commits that are not made yet: one stream for as many as can wait. */
  stream: string[];
  merged: string[];
}

/** Makes the commits that wait, and removes the branches that they merged. */
function flush(site: Site): void {
  importCommits(site.remote, site.stream.join(''));
  if (site.merged.length > 0) git(site.remote, ['update-ref', '--stdin'], { input: site.merged.map((ref) => `delete ${ref}\n`).join('') });
  site.stream = [];
  site.merged = [];
}

/** JSON Schemas beside the files, so that editors find what the modelines name. */
function schemaFiles(): Map<string, string> {
  const folder = new URL('../../schemas/json/', import.meta.url);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
    : [];
  return new Map(names.map((name) => [`schemas/json/${name}`, readFileSync(new URL(name, folder), 'utf8')]));
}

/** Empties a folder that an earlier build filled. Anything else is left alone. */
function empty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  if (!existsSync(join(folder, 'people.git'))) {
    throw new Error(`${folder} holds something else than a practice company; name another folder, or empty it yourself.`);
  }
  rmSync(folder, { recursive: true });
}

function begin(folder: string, first: Files): Practice {
  empty(folder);
  const remote = join(folder, 'people.git');
  const root = join(folder, 'people');
  mkdirSync(remote, { recursive: true });
  git(remote, ['init', '--quiet', '--bare', '--initial-branch=main', '.']);
  const by = sign('it', stockholm(BEGINNING));
  const files = new Map([...schemaFiles(), ...first]);
  const message = 'Låtsas Gruppen in files: people, devices, leases, rules\n';
  importCommits(remote, importStream({ ref: 'refs/heads/main', from: null, by, message, files }), false);
  git(folder, ['clone', '--quiet', remote, root]);
  return { root, exports: join(folder, 'exports'), remote };
}

/** The commits that one step is made of. */
function commitsOf(told: Told): ImportedCommit[] {
  const { step, files } = told;
  const by = sign(step.author, stockholm(step.at));
  const message = messageOf(told);
  const main = 'refs/heads/main';
  const ref = `refs/heads/${step.branch ?? ''}`;
  if (step.how === 'commit' || step.how === 'pull') return [{ ref: main, from: null, by, message, files }];
  const branched: ImportedCommit = { ref, from: main, by, message, files };
  if (step.how === 'open') return [branched];
  const merger = sign(step.author === 'it' ? 'hr' : 'it', stockholm(step.at));
  const merge = { ref: main, from: null, merge: ref, by: { ...merger, seconds: merger.seconds + 240 }, files };
  return [branched, { ...merge, message: `Merge ${step.branch ?? ''}\n\n${message}` }];
}

/** Commits a step, and gives accounts to whom it brings in. */
function carryOut(site: Site, told: Told): void {
  site.stream.push(...commitsOf(told).map(importStream));
  if (told.step.how === 'open') return;
  if (told.step.how === 'merge') site.merged.push(`refs/heads/${told.step.branch ?? ''}`);
  const created = new Map([...told.files].filter(([path]) => !site.files.has(path)));
  for (const [path, text] of told.files) site.files.set(path, text);
  provision(site.exports, created, told.step.at.slice(0, 10) as Day);
}

/** Merges one branch of the reconciler into the default branch. */
function mergePull(site: Site, branch: { readonly ref: string; readonly commit: string; readonly by: Signature }): void {
  const files = changesOfBranch(site.remote, branch.commit);
  const { by } = branch;
  const name = branch.ref.replace('refs/heads/', '');
  const message = `Merge ${name}\n`;
  importCommits(site.remote, importStream({ ref: 'refs/heads/main', from: null, merge: branch.commit, by, message, files }));
}

/** Merges, in the morning, all that the night has opened. Returns the steps whose pull request was not there. */
function mergePulls(site: Site, day: string, expected: readonly Told[]): Told[] {
  const open = unmergedBranches(site.remote, 'refs/heads/lastday/');
  open.delete('refs/heads/lastday/journal');
  const missing: Told[] = [];
  const merges: { readonly ref: string; readonly commit: string; readonly by: Signature }[] = [];
  for (const told of expected) {
    const found = [...open].find(([ref]) => ref.startsWith(`refs/heads/lastday/${told.step.branch ?? ''}`));
    if (found === undefined) missing.push(told);
    else merges.push({ ref: found[0], commit: found[1], by: sign(told.step.author, stockholm(told.step.at)) });
  }
  for (const [ref, commit] of [...open].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (merges.some((merge) => merge.ref === ref)) continue;
    if (!ref.startsWith('refs/heads/lastday/pin/'))
      site.report(`${day}: merged ${ref.replace('refs/heads/', '')}, which the story does not know`);
    merges.unshift({ ref, commit, by: sign('it', stockholm(`${day} 08:20`)) });
  }
  for (const merge of merges) mergePull(site, merge);
  if (merges.length > 0) site.files = filesAtMain(site.remote);
  return missing;
}

/** What happens in the company from one instant (exclusive) to another. */
function liveThrough(site: Site, story: readonly Told[], span: { from: Instant; to: Instant }): void {
  const isInside = (at: Instant) => span.from < at && at <= span.to;
  const events: { readonly at: Instant; readonly happen: () => void }[] = [];
  for (const told of story) events.push({ at: stockholm(told.step.at), happen: () => carryOut(site, told) });
  for (const change of BY_HAND) events.push({ at: stockholm(change.at), happen: () => changeByHand(site.exports, change) });
  for (const day of VPN_EXPORTS) {
    const at = stockholm(`${day} 15:00`);
    events.push({ at, happen: () => writeVpn(site.exports, site.files, at) });
  }
  const due = events.filter((event) => isInside(event.at)).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const event of due) event.happen();
  flush(site);
}

function refreshClone(site: Practice): void {
  git(site.root, ['fetch', '--quiet', 'origin']);
  git(site.root, ['reset', '--quiet', '--hard', 'origin/main']);
}

/** Builds the practice company. The same every time, but for what the nightly itself makes. */
export async function buildPractice(options: BuildOptions): Promise<Practice> {
  const until = options.until ?? EVENING;
  const story = tellStory(filesOfRoot());
  const practice = begin(resolve(options.folder), story.first);
  const site: Site = { ...practice, report: options.report ?? (() => {}), files: new Map(story.first), stream: [], merged: [] };
  const begun = stockholm(BEGINNING);
  createWorlds(site.exports, site.files, BEGINNING.slice(0, 10) as Day);
  const firstExport = stockholm(`${VPN_EXPORTS[0]} 15:00`);
  writeVpn(site.exports, site.files, firstExport);
  let from = begun;
  let waiting = story.steps;
  for (const day of [...NIGHTS_BEFORE, THE_NIGHT, THE_NIGHT_AFTER]) {
    const at = nightOf(day);
    liveThrough(site, waiting, { from, to: at < EVENING ? at : EVENING });
    waiting = waiting.filter((told) => stockholm(told.step.at) > at);
    eveningBefore(site.exports, site.files, at);
    refreshClone(practice);
    if (at > until) return practice;
    await options.nightly({ root: site.root, exports: site.exports, at, quiet: day < THE_NIGHT });
    if (day < THE_NIGHT) waiting = afterNight(site, day, waiting);
    from = at;
  }
  return practice;
}

/** Merges what the night opened; what it should have opened and did not is done by hand when its time comes. */
function afterNight(site: Site, day: string, waiting: readonly Told[]): Told[] {
  const expected = waiting.filter(({ step }) => step.how === 'pull' && step.at.startsWith(day));
  const missing = mergePulls(site, day, expected);
  for (const { step } of missing) site.report(`${day}: no pull request ${step.branch ?? ''}; its edits are committed by hand`);
  return waiting.filter((told) => !expected.includes(told) || missing.includes(told));
}
