/** A change that a person asked for on the command line -> one branch, one commit, one pull request; asked for again, the same one. */
import type { CommitId, Instant } from '../../schemas/primitives.ts';
import type { Purpose } from '../../schemas/vocabulary.ts';
import type { Hash } from '../canonical.ts';
import { Fault, type Forge, type ObjectReader, type PullRequest, type Remote } from '../ports.ts';
import { contentOf } from './fingerprint.ts';
import { readPaths } from './propose/edited-files.ts';
import { ownCommit } from './propose/own-commit.ts';
import { putBranch } from './propose/put-branch.ts';
import { AUTHOR, branchOf, refOf } from './propose/request.ts';

/** What is sent. Texts are whole files, already checked. */
export interface Sending {
  readonly key: string;
  readonly purpose: Purpose;
  readonly base: CommitId;
  readonly files: ReadonlyMap<string, string>;
  readonly title: string;
  readonly body: string;
  readonly trailers: Readonly<Record<string, string>>;
  /** Who asked for it; the committer is always lastday. */
  readonly author: { readonly name: string; readonly email: string };
  readonly at: Instant;
  readonly reviewers: readonly string[];
  readonly teams: readonly string[];
}

/** Where it is sent. */
export interface SendingWorld {
  readonly remote: Remote;
  readonly reader: ObjectReader;
  readonly forge: Forge;
  readonly hash: Hash;
}

/** Sent now; found as it was sent before; or not sent: because the branch is there and holds something else, or because its pull request has ended and somebody wrote on it (`kept`). */
export type Sent =
  | { readonly state: 'new' | 'found' | 'kept'; readonly pull: PullRequest }
  | { readonly state: 'other'; readonly pull: PullRequest | null };

/** True when every file of the branch reads as it would be sent now. */
async function holdsTheSame(reader: ObjectReader, head: CommitId, files: Sending['files']): Promise<boolean> {
  const entries = await reader.find(head, [...files.keys()]);
  const ids = new Map(entries.map((entry) => [entry.path, entry.id]));
  const texts = new Map<string, string>();
  await reader.blobs([...new Set(ids.values())], (id, bytes) => void texts.set(id, new TextDecoder().decode(bytes)));
  return [...files].every(([path, text]) => texts.get(ids.get(path) ?? '') === text);
}

/** The head that the branch is expected to have; null for none. `isMerged`: the base holds it already. */
interface Expected {
  readonly expected: CommitId | null;
  readonly isMerged: boolean;
}

/** What stands at the key before anything is pushed: what is expected, or what is there instead. */
async function look(sending: Sending, { remote, reader, forge, hash }: SendingWorld): Promise<Sent | Expected> {
  const ref = refOf(sending.key);
  const there = await remote.ask(ref);
  if (there.state === 'unknown') throw there.fault;
  if (there.state === 'absent') return { expected: null, isMerged: false };
  await remote.fetch([ref]);
  const pull = (await forge.list()).find((one) => one.key === sending.key) ?? null;
  const isMerged = await reader.isAncestor(there.commit, sending.base);
  if (isMerged) return { expected: there.commit, isMerged };
  if (pull !== null && pull.state !== 'open') {
    const own = await ownCommit({ reader, hash }, { key: sending.key, head: there.commit, base: sending.base });
    return own === null ? { state: 'kept', pull } : { expected: there.commit, isMerged };
  }
  if (!(await holdsTheSame(reader, there.commit, sending.files))) return { state: 'other', pull };
  // A branch without a pull request was left by a call that ended between the two.
  return { state: 'found', pull: pull ?? (await forge.open(draftOf(sending, hash))) };
}

function draftOf(sending: Sending, hash: Hash) {
  return {
    key: sending.key,
    branch: branchOf(sending.key),
    title: sending.title,
    body: sending.body,
    fingerprint: hash([...sending.files].map(([path, text]) => `${path}\n${text}`).join('\n')),
    labels: ['lastday', `lastday:${sending.purpose}`],
    reviewers: sending.reviewers,
    teams: sending.teams,
  };
}

/** The message, with what tells our commit from one of somebody else on the same branch. */
async function messageOf({ key, base, files, title, body, trailers }: Sending, { reader, hash }: SendingWorld): Promise<string> {
  const lines = Object.entries({ ...trailers, Pull: key }).map(([name, value]) => `${name}: ${value}`);
  const message = `${title}\n\n${body}\n\n${lines.join('\n')}\n`;
  const old = await readPaths(reader, base, [...files.keys()]);
  const changed = new Map([...files].filter(([path, text]) => old.get(path) !== text));
  return `${message}Content: ${contentOf(message, changed, hash)}\n`;
}

/** Pushes the branch and opens the pull request. The same change asked for again finds the one that is open; a branch that holds something else, or something of somebody else, is left alone. Throws Fault. */
export async function send(sending: Sending, world: SendingWorld): Promise<Sent> {
  const place = await look(sending, world);
  if ('state' in place) return place;
  const message = await messageOf(sending, world);
  const { key, base, files, author, at } = sending;
  const pushed = await putBranch(world, { key, base, files, message, author, committer: AUTHOR, at, ...place });
  if (pushed.state === 'rejected')
    throw new Fault(`the remote refused the branch: ${pushed.text}`, { where: 'git', operation: 'push', refused: true });
  if (pushed.state === 'unknown') throw pushed.fault;
  return { state: 'new', pull: await world.forge.open(draftOf(sending, world.hash)) };
}
