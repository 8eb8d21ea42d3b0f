/** One crash point: the night is disturbed there, then lived through again twice; what is wrong afterwards. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { quietGit } from '../fakes/quiet-git.ts';
import { doneIn, recordsOf, unsettledIn, verifies } from '../faults/journal-of.ts';
import type { Practice } from '../practice/build.ts';
import { git } from '../practice/git.ts';
import { copyPractice, differing, mailsOf, worldOf } from './company.ts';
import type { Disturbance, Way } from './counted.ts';
import { countedNight, type Lived } from './night.ts';

export const NIGHT = '2027-01-04T02:00';
const LATER = '2027-01-04T03:00';
const LAST = '2027-01-04T04:00';
const CHILD = join(import.meta.dirname, 'child.ts');

/** What an undisturbed night comes to, with the one after it. */
export interface Whole {
  readonly calls: readonly string[];
  readonly world: ReadonlyMap<string, string>;
  readonly mails: ReadonlyMap<string, string>;
  readonly exit: number;
}

/** What is wrong after a point; nothing, when all is well. */
export interface Judged {
  readonly disturbance: Disturbance;
  readonly call: string;
  readonly wrong: readonly string[];
  /** Exit code of the disturbed night; null where it was killed. */
  readonly exit: number | null;
}

/** Lives through the night as it should be, in a copy. */
export async function liveWhole(eve: Practice, folder: string): Promise<Whole> {
  const practice = copyPractice(eve, folder);
  const { calls, exit } = await countedNight(practice, NIGHT);
  await countedNight(practice, LATER);
  const whole = { calls, world: worldOf(practice), mails: mailsOf(practice), exit };
  rmSync(folder, { recursive: true });
  return whole;
}

/** True for a call that git makes in a process of its own, which outlives ours. */
export function outlives(call: string): boolean {
  return /^(?:push|remove|commit|fetch)/u.test(call);
}

/** True for a call that changes something outside of the process. */
export function isEffect(call: string): boolean {
  return /^(?:push|remove|write|mail|commit)/u.test(call);
}

/** The ways in which a call can be disturbed. */
export function waysAt(call: string): readonly Way[] {
  return ['killed', ...(outlives(call) ? (['killed-within'] as const) : []), 'failing', 'unanswered', 'failing-on'];
}

function killed(practice: Practice, { at, way }: Disturbance): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [CHILD, join(practice.root, '..'), NIGHT, String(at), way], {
    env: { ...process.env, ...quietGit, NODE_COMPILE_CACHE: join(practice.root, '../../compiled') },
    stdio: 'ignore',
  });
  return new Promise((done) => child.on('close', (_code, signal) => done(signal)));
}

/** Lives through the disturbed night: in a process of its own where it is killed. */
async function disturb(
  practice: Practice,
  disturbance: Disturbance,
): Promise<{ readonly exit: number | null; readonly wrong: readonly string[] }> {
  if (disturbance.way.startsWith('killed')) {
    const signal = await killed(practice, disturbance);
    return { exit: null, wrong: signal === 'SIGKILL' ? [] : ['the process was not killed'] };
  }
  const { exit, said } = await countedNight(practice, NIGHT, disturbance);
  // A port that fails is no bug of ours.
  return { exit, wrong: exit === 70 ? [`ended with 70: ${said}`] : [] };
}

function wrongMail(practice: Practice, whole: Whole, last: Lived): readonly string[] {
  const sent = mailsOf(practice);
  const unknown = (last.view?.plan.findings ?? []).filter(
    (one) => one.code === 'notice-open' && one.values['variant'] === 'unknown',
  ).length;
  const missing = [...whole.mails.keys()].filter((name) => !sent.has(name)).length;
  return [
    ...[...sent].filter(([name, text]) => whole.mails.get(name) !== text).map(([name]) => `mail that should not be: ${name}`),
    ...(missing > unknown ? [`${missing} mails missing, ${unknown} said to be unknown`] : []),
  ];
}

function wrongNight(name: string, lived: Lived, wanted: number): readonly string[] {
  const { view, exit, said } = lived;
  if (view === null) return [`the ${name} night ended with ${exit}: ${said}`];
  return exit === wanted ? [] : [`the ${name} night ended with ${exit}, not ${wanted}`];
}

function notSilent({ view }: Lived): readonly string[] {
  const pulls = view?.pulls.filter((pull) => pull.outcome !== 'untouched') ?? [];
  const done = [...(view?.outcomes ?? []).map((one) => `${one.outcome} ${one.change}`), ...pulls.map((one) => `${one.outcome} ${one.key}`)];
  return [...done, ...(view?.notices ?? []).map((one) => `${one.outcome} ${one.notice}`)].map((one) => `the last night still did ${one}`);
}

function twice(list: readonly string[]): readonly string[] {
  return [...new Set(list.filter((one, index) => list.indexOf(one) !== index))];
}

/** What is wrong with the company after its healthy nights. */
async function judge(practice: Practice, whole: Whole, nights: readonly [later: Lived, last: Lived]): Promise<readonly string[]> {
  const [later, last] = nights;
  return [
    ...wrongNight('healthy', later, whole.exit),
    ...wrongNight('last', last, whole.exit),
    ...differing(worldOf(practice), whole.world).map((name) => `differs: ${name}`),
    ...wrongMail(practice, whole, last),
    ...notSilent(last),
    ...twice(doneIn(practice)).map((change) => `done twice: ${change}`),
    ...unsettledIn(practice).map((change) => `nobody says what became of ${change}`),
    ...((await verifies(practice)) ? [] : ['the journal does not verify']),
  ];
}

/** What a disturbed night left behind, but for times and chance: two that left the same go on in the same way. */
function leftBehind(practice: Practice): string {
  const journal = recordsOf(practice).map((record) => [
    record.type,
    'change' in record ? record.change : '',
    'outcome' in record ? record.outcome : '',
  ]);
  const here = git(practice.root, ['for-each-ref', '--format=%(refname)', 'refs/remotes']);
  return JSON.stringify([journal, here, [...worldOf(practice)], [...mailsOf(practice)]]);
}

/** What became of states that nights left behind; each is run to its end once. */
export type Ends = Map<string, Promise<readonly string[]>>;

async function runToTheEnd(practice: Practice, whole: Whole): Promise<readonly string[]> {
  const later = await countedNight(practice, LATER);
  const last = await countedNight(practice, LAST);
  return judge(practice, whole, [later, last]);
}

/** What is needed to try a point. */
export interface Trial {
  readonly eve: Practice;
  readonly whole: Whole;
  readonly ends: Ends;
  /** Where the copy is made; it stays there when something is wrong. */
  readonly folder: string;
}

/** Disturbs a copy of the company, lets it run to the end, and looks. */
export async function tryPoint({ eve, whole, ends, folder }: Trial, disturbance: Disturbance): Promise<Judged> {
  const practice = copyPractice(eve, folder);
  const begun = await disturb(practice, disturbance);
  // A push that outlives its process may still be on its way.
  if (disturbance.way === 'killed-within') await new Promise((wake) => setTimeout(wake, 500));
  const left = leftBehind(practice);
  const end = ends.get(left) ?? runToTheEnd(practice, whole);
  ends.set(left, end);
  const wrong = [...begun.wrong, ...(await end)];
  if (wrong.length === 0) rmSync(folder, { recursive: true });
  return { disturbance, call: whole.calls[disturbance.at - 1] ?? '', wrong, exit: begun.exit };
}
