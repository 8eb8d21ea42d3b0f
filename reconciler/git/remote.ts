/** The canonical remote: asked, fetched from and pushed to with the user's own credentials, proxy and transport. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { PushResult, Remote, RemoteRef } from '../ports.ts';
import { Fault } from '../ports.ts';
import { findAddress } from './address.ts';
import { asUser, remoteArguments } from './environment.ts';
import { makeCommit } from './make-commit.ts';
import { fullRef, objectId } from './names.ts';
import { readPush } from './push-answer.ts';
import { isShallow, workFolder } from './repository.ts';
import type { Environment, GitAnswer } from './spawn.ts';
import { runGit, shorten } from './spawn.ts';

/** Which remote to open. */
export interface RemoteOptions {
  readonly gitDir: string;
  /** Name of the remote; `origin` unless told. Its tracking branches are what `fetch` updates. */
  readonly name?: string;
  /** The canonical address, when the organisation's file gives one. */
  readonly address?: string;
  /** Of the process: credentials, agent, proxy and certificates come from it. */
  readonly environment?: Environment;
  /** Milliseconds after which a call over the network is given up; two minutes unless told. */
  readonly timeout?: number;
}

/** A remote that also says what its default branch is. */
export type GitRemote = Remote & {
  /** Full name of the branch that the remote's HEAD names; null when it has none. Throws Fault when it cannot be asked. */
  defaultBranch(): Promise<string | null>;
};

interface Opened {
  readonly gitDir: string;
  readonly folder: string;
  readonly name: string;
  readonly address: string;
  readonly environment: Environment;
  readonly timeout: number;
}

/** Opens the remote. Throws Fault when it has not exactly one address, or when a rule of git's configuration rewrites that. */
export async function openRemote(options: RemoteOptions): Promise<GitRemote> {
  const base = {
    gitDir: options.gitDir,
    folder: workFolder(options.gitDir),
    name: options.name ?? 'origin',
    environment: asUser(options.environment),
  };
  const address = await findAddress({ ...base, address: options.address });
  const remote: Opened = { ...base, address, timeout: options.timeout ?? 120_000 };
  return {
    address,
    ask: (ref) => ask(remote, ref),
    list: (prefix) => list(remote, prefix),
    fetch: (refs) => fetchRefs(remote, refs),
    commit: (commit) => makeCommit(remote.gitDir, commit, remote.environment),
    push: (commit, ref, lease) => push(remote, `${objectId(commit)}:${fullRef(ref)}`, leaseOf(ref, lease)),
    remove: (ref, expected) => push(remote, `:${fullRef(ref)}`, leaseOf(ref, { expected })),
    defaultBranch: () => defaultBranchOf(remote),
  };
}

function call(remote: Opened, args: readonly string[]): Promise<GitAnswer> {
  const { environment, folder, timeout } = remote;
  return runGit({ args: [...remoteArguments(remote.gitDir), ...args], environment, folder, timeout });
}

function unreachable(answer: GitAnswer, operation: string): Fault {
  const why = answer.code === null ? 'no answer came in time' : shorten(answer.stderr);
  return new Fault(`the remote did not answer (${operation}): ${why}`, { where: 'remote', operation, retryable: true });
}

/** Only `--exit-code` tells "not there" (2) from "could not ask" (128). */
async function ask(remote: Opened, ref: string): Promise<RemoteRef> {
  const wanted = fullRef(ref);
  const answer = await call(remote, ['ls-remote', '--exit-code', '--refs', '--', remote.address, wanted]);
  if (answer.code === 2) return { state: 'absent' };
  if (answer.code !== 0) return { state: 'unknown', fault: unreachable(answer, 'ask') };
  const commit = parseRefs(answer).get(wanted);
  return commit === undefined ? { state: 'absent' } : { state: 'present', commit };
}

async function list(remote: Opened, prefix: string): Promise<ReadonlyMap<string, CommitId>> {
  const prefixes = prefix.startsWith('refs/') ? [prefix] : [`refs/heads/${prefix}`, `refs/tags/${prefix}`];
  const answer = await call(remote, ['ls-remote', '--', remote.address, ...prefixes.map((one) => `${one}*`)]);
  if (answer.code !== 0) throw unreachable(answer, 'list');
  return new Map([...parseRefs(answer)].filter(([name]) => prefixes.some((one) => name.startsWith(one))));
}

/** Names to commits; an annotated tag stands for the commit it peels to, which comes right after it. */
function parseRefs(answer: GitAnswer): Map<string, CommitId> {
  const refs = new Map<string, CommitId>();
  for (const line of answer.stdout.toString('utf8').split('\n')) {
    const [id, name] = line.split('\t');
    if (id === undefined || name === undefined || id.startsWith('ref:')) continue;
    refs.set(name.replace(/\^\{\}$/u, ''), objectId(id));
  }
  return refs;
}

async function fetchRefs(remote: Opened, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return;
  const deepen = (await isShallow(remote.gitDir)) ? ['--unshallow'] : [];
  const specs = refs.map((ref) => refspec(remote.name, ref));
  // Branches that are gone there are gone here too: a freeze that was lifted must not go on in this clone.
  const options = ['--quiet', '--prune', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--refmap='];
  const answer = await call(remote, ['fetch', ...options, ...deepen, '--', remote.address, ...specs]);
  if (answer.code !== 0) throw unreachable(answer, 'fetch');
}

/** A branch goes to its tracking branch, a tag to the same tag here. A last part `*` stands for everything below. */
function refspec(name: string, ref: string): string {
  const [, stem = ref, star = ''] = /^(.*\/)(\*)$/u.exec(ref) ?? [];
  const full = star === '' ? fullRef(ref) : `${fullRef(`${stem}all`).slice(0, -'all'.length)}${star}`;
  const here = full.startsWith('refs/heads/') ? `refs/remotes/${name}/${full.slice('refs/heads/'.length)}` : full;
  return `+${full}:${here}`;
}

type Lease = { readonly expected: CommitId | null } | undefined;

/** Always with the commit expected there: without it, a fetch in the background would make any push welcome. */
function leaseOf(ref: string, lease: Lease): string[] {
  return lease === undefined ? [] : [`--force-with-lease=${fullRef(ref)}:${lease.expected === null ? '' : objectId(lease.expected)}`];
}

async function push(remote: Opened, spec: string, lease: readonly string[]): Promise<PushResult> {
  const answer = await call(remote, ['push', '--porcelain', '--no-verify', ...lease, '--', remote.address, spec]);
  const result = readPush(answer);
  if (result.state === 'pushed') await track(remote, spec);
  return result;
}

/** Moves the tracking branch along, as git does for remotes it knows by name; a failure does no harm, the next fetch mends it. */
async function track(remote: Opened, spec: string): Promise<void> {
  const [commit = '', branch] = spec.split(':refs/heads/');
  if (branch === undefined) return;
  const ref = `refs/remotes/${remote.name}/${branch}`;
  await call(remote, commit === '' ? ['update-ref', '-d', ref] : ['update-ref', ref, commit]);
}

async function defaultBranchOf(remote: Opened): Promise<string | null> {
  const answer = await call(remote, ['ls-remote', '--symref', '--', remote.address, 'HEAD']);
  if (answer.code !== 0) throw unreachable(answer, 'ask for the default branch');
  const found = /^ref: (?<ref>refs\/heads\/\S+)\tHEAD$/mu.exec(answer.stdout.toString('utf8'))?.groups;
  return found?.['ref'] ?? null;
}
