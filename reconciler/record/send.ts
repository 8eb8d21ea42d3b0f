/** A change that a person asked for on the command line -> one branch, one commit, one pull request. */
import type { CommitId, Instant } from '../../schemas/primitives.ts';
import type { Purpose } from '../../schemas/vocabulary.ts';
import type { Hash } from '../canonical.ts';
import { Fault, type Forge, type ObjectReader, type PullRequest, type Remote } from '../ports.ts';
import { readPaths } from './propose/edited-files.ts';
import { putBranch } from './propose/put-branch.ts';
import { branchOf, refOf } from './propose/request.ts';

/** What is sent. Texts are whole files, already checked. */
export interface Sending {
  readonly key: string;
  readonly purpose: Purpose;
  readonly base: CommitId;
  readonly files: ReadonlyMap<string, string>;
  readonly title: string;
  readonly body: string;
  readonly trailers: Readonly<Record<string, string>>;
  readonly author: { readonly name: string; readonly email: string };
  readonly at: Instant;
  readonly reviewers: readonly string[];
  readonly teams: readonly string[];
}

/** Where it is sent. */
export interface SendingWorld {
  readonly remote: Remote;
  readonly forge: Forge;
  readonly hash: Hash;
  readonly reader: ObjectReader;
}

/** True when the branch holds exactly this change: an earlier try ended before its pull request was open. */
async function isThisVery(sending: Sending, head: CommitId, { remote, reader }: SendingWorld): Promise<boolean> {
  await remote.fetch([refOf(sending.key)]);
  const [tip] = await reader.history({ from: head, since: null, limit: 1 });
  const { files, title } = sending;
  if (tip === undefined || tip.subject !== title) return false;
  const there = await readPaths(reader, head, [...files.keys()]);
  return tip.paths.every((path) => files.has(path)) && [...files].every(([path, text]) => there.get(path) === text);
}

async function pushBranch(sending: Sending, world: SendingWorld): Promise<void> {
  const trailers = Object.entries(sending.trailers).map(([name, value]) => `${name}: ${value}`);
  const message = `${sending.title}\n\n${sending.body}\n\n${trailers.join('\n')}\n`;
  const { key, base, files, author, at } = sending;
  const pushed = await putBranch(world, { key, base, files, message, author, at, expected: null, isMerged: false });
  if (pushed.state === 'rejected')
    throw new Fault(`the remote refused the branch: ${pushed.text}`, { where: 'git', operation: 'push', refused: true });
  if (pushed.state === 'unknown') throw pushed.fault;
}

/** Pushes the branch and opens the pull request; goes on where an earlier try with the same change ended. Another branch of that name is refused: it is somebody's. Throws Fault. */
export async function send(sending: Sending, world: SendingWorld): Promise<PullRequest> {
  const { remote, forge, hash } = world;
  const there = await remote.ask(refOf(sending.key));
  if (there.state === 'unknown') throw there.fault;
  if (there.state === 'absent') await pushBranch(sending, world);
  else if (!(await isThisVery(sending, there.commit, world))) {
    throw new Fault(`the branch ${branchOf(sending.key)} is already there; merge or close its pull request first`, {
      where: 'git',
      operation: 'push',
      refused: true,
    });
  }
  const { files } = sending;
  return forge.open({
    key: sending.key,
    branch: branchOf(sending.key),
    title: sending.title,
    body: sending.body,
    fingerprint: hash([...files].map(([path, text]) => `${path}\n${text}`).join('\n')),
    labels: ['lastday', `lastday:${sending.purpose}`],
    reviewers: sending.reviewers,
    teams: sending.teams,
  });
}
