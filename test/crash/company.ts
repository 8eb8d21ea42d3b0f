/** The practice company on the eve of its night, copies of it, and what somebody sees of it from outside. */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPractice, nightOf, type Practice } from '../practice/build.ts';
import { git } from '../practice/git.ts';
import { runPracticeNight } from '../practice/nights.ts';

const JOURNAL = 'refs/heads/lastday/journal';

/** The company below a folder. */
export function practiceIn(folder: string): Practice {
  return { root: join(folder, 'people'), exports: join(folder, 'exports'), remote: join(folder, 'people.git') };
}

/** Builds the company as it is on the evening of 3 January, with its nights behind it; what lies in the folder already is taken as it is. */
export async function buildEve(folder: string): Promise<Practice> {
  if (!existsSync(folder)) {
    const until = new Date(Date.parse(nightOf('2027-01-04')) - 3_600_000).toISOString().replace('.000Z', 'Z') as ReturnType<typeof nightOf>;
    const { root, remote } = await buildPractice({ folder, until, nightly: runPracticeNight });
    // Copied hundreds of times: one file instead of thousands.
    for (const repository of [root, remote]) git(repository, ['gc', '--quiet', '--prune=now']);
  }
  return practiceIn(folder);
}

/** A copy that can be run on its own. */
export function copyPractice(original: Practice, folder: string): Practice {
  cpSync(join(original.root, '..'), folder, { recursive: true, preserveTimestamps: true });
  const copy = practiceIn(folder);
  git(copy.root, ['remote', 'set-url', 'origin', copy.remote]);
  return copy;
}

/** Ids of commits, runs and plans, and instants, are others in every run. */
function steady(text: string): string {
  return text
    .replaceAll(/\b\d{8}T\d{6}Z-[0-9a-f]{8}\b/gu, '<run>')
    .replaceAll(/\b(?:[0-9a-f]{12}|[0-9a-f]{40,64})\b/gu, '<id>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?\b/gu, '<instant>');
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
}

/** The mail that was sent, by file name. */
export function mailsOf(practice: Practice): ReadonlyMap<string, string> {
  const folder = join(practice.exports, 'mail');
  const names = filesBelow(folder).filter((name) => name.endsWith('.eml'));
  return new Map(names.map((name) => [name, steady(readFileSync(join(folder, name), 'utf8'))]));
}

/** Everything outside the journal and the mail: what the systems hold, and the branches with the files and messages of their commits. A temporary file of a killed write is none of it. */
export function worldOf(practice: Practice): ReadonlyMap<string, string> {
  const world = new Map<string, string>();
  for (const name of filesBelow(practice.exports))
    if (/^[a-z/]+\.(json|csv|stamp)$/u.test(name)) world.set(name, readFileSync(join(practice.exports, name), 'latin1'));
  const refs = git(practice.remote, ['for-each-ref', '--format=%(refname) %(tree)%00%(contents)%00%00']).split('\0\0\n');
  for (const ref of refs.filter((one) => one !== '')) {
    const [name = ''] = ref.split(' ');
    const [tree = '', message = ''] = ref.slice(name.length + 1).split('\0');
    if (name !== JOURNAL) world.set(name, `${tree} ${steady(message)}`);
  }
  return world;
}

/** Names of what differs between two worlds. */
export function differing(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).toSorted();
}
