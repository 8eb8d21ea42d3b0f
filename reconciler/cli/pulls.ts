/** `lastday pulls`: the pull requests of a plain git remote, listed, shown, merged and closed from the command line. */
import { escapeTerminal } from '../escape/terminal.ts';
import type { LocalForge } from '../forges/registry.ts';
import type { JournalRecord } from '../model/journal.ts';
import { Fault, type PullRequest } from '../ports.ts';
import { type Ground, openGround } from '../run/ground.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { textOption } from './options.ts';

/** What `pulls` needs once the repository is open. */
interface Desk {
  readonly context: CliContext;
  readonly ground: Ground;
  readonly forge: LocalForge;
}

async function openDesk(context: CliContext, ground: Ground): Promise<Desk> {
  if (ground.remote === null) throw new Stop(4, 'this clone has no remote.', 'git remote add origin ADDRESS');
  const { openLocalForge } = await import('../forges/registry.ts');
  const { remote, objects, branch } = ground;
  return { context, ground, forge: await openLocalForge({ remote, objects, branch, clock: ground.context.world.clock }) };
}

/** `refused` is closed by a person. */
function stateOf(pull: PullRequest): string {
  if (pull.state !== 'closed') return pull.state;
  return pull.closedBy === 'us' ? 'withdrawn' : 'refused';
}

async function list({ context, forge }: Desk): Promise<number> {
  const pulls = await forge.list();
  if (context.shared.json) {
    context.world.out(`${JSON.stringify(pulls.map(({ body: _body, ...pull }) => pull))}\n`);
    return 0;
  }
  for (const pull of pulls) {
    context.world.out(`${stateOf(pull).padEnd(10)}${escapeTerminal(pull.key)}  ${escapeTerminal(pull.title)}\n`);
  }
  if (pulls.length === 0) context.world.out('There are no pull requests.\n');
  return 0;
}

function find(pulls: readonly PullRequest[], key: string): PullRequest {
  const pull = pulls.find((one) => one.key === key || one.branch === key);
  if (pull !== undefined) return pull;
  const near = pulls.filter((one) => one.key.includes(key)).map((one) => one.key);
  throw new UsageError(
    `there is no pull request ${key}.`,
    near.length === 0 ? 'lastday pulls list shows all.' : `Did you mean ${near[0]}?`,
  );
}

async function show({ context, forge }: Desk, key: string): Promise<number> {
  const pull = find(await forge.list(), key);
  if (context.shared.json) context.world.out(`${JSON.stringify(pull)}\n`);
  else {
    const body = pull.body.split('\n').map(escapeTerminal).join('\n');
    context.world.out(`${escapeTerminal(pull.title)}\n${stateOf(pull)}  ${pull.branch}\n\n${body}`);
  }
  return 0;
}

/** The person who merges or closes: history says who decided, so nobody decides as nobody. */
async function authorOf({ context, ground }: Desk): Promise<{ readonly name: string; readonly email: string }> {
  const { whoIs } = await import('../git/repository.ts');
  const found = await whoIs(ground.gitDir, { environment: context.world.environment });
  if (found === null)
    throw new Stop(1, 'git does not know who you are.', 'git config --global user.name "Your Name", and user.email likewise; then again.');
  return found;
}

/** Does one thing under the lock and closes the run; what was done by a person is recorded. */
async function underLock(desk: Desk, message: string, act: () => Promise<readonly JournalRecord[]>): Promise<void> {
  const { lockForPerson } = await import('../run/taking-lock.ts');
  const log = await lockForPerson(desk.ground, 'pulls', null);
  const { clock } = desk.ground.context.world;
  let exit = 4;
  try {
    const records = (await act()).map((record) => ({ ...record, run: log.run }));
    if (records.length > 0) await log.append(records, message);
    exit = 0;
  } finally {
    const counts = { pulls: exit === 0 ? 1 : 0 };
    await log.close({ type: 'close', run: log.run, at: clock.now(), exit, exits: [exit], unread: [], counts, only: null, plan: null });
  }
}

async function merge(desk: Desk, pull: PullRequest): Promise<number> {
  const author = await authorOf(desk);
  let commit = '';
  await underLock(desk, 'Merge a pull request', async () => {
    commit = await desk.forge.accept(pull.key, author);
    return [];
  });
  if (desk.context.shared.json) desk.context.world.out(`${JSON.stringify({ merged: pull.key, commit })}\n`);
  else desk.context.world.out(`Merged ${pull.key} as ${commit.slice(0, 12)}. Get it with: git pull\n`);
  return 0;
}

async function close(desk: Desk, pull: PullRequest, reason: string): Promise<number> {
  const { clock } = desk.ground.context.world;
  const author = await authorOf(desk);
  await underLock(desk, 'Close a pull request', async () => {
    await desk.forge.refuse(pull.key, author, reason);
    const { fingerprint, key } = pull;
    const about = { kind: null, person: null, system: null, account: null, outcome: 'refused', detail: 'closed-by-person' } as const;
    return [{ type: 'outcome', run: '', at: clock.now(), change: `pull/${key}`, ...about, fingerprint }];
  });
  if (desk.context.shared.json) desk.context.world.out(`${JSON.stringify({ closed: pull.key })}\n`);
  else desk.context.world.out(`Closed ${pull.key}. It stays closed until what it proposes changes; it goes on counting as open work.\n`);
  return 0;
}

async function dispatch(desk: Desk, { words, options }: Invocation): Promise<number> {
  const [what, key] = words;
  if (what === 'list') return list(desk);
  if (key === undefined) throw new UsageError('which pull request?', 'For example: lastday pulls show release/e-1042-2026-12-31');
  if (what === 'show') return show(desk, key);
  const pull = find(await desk.forge.list(), key);
  if (pull.state !== 'open') throw new Stop(1, `${pull.key} is ${stateOf(pull)}, not open.`, 'lastday pulls list shows what is open.');
  if (what === 'merge') return merge(desk, pull);
  const reason = textOption(options, 'reason');
  if (reason === null || reason.trim() === '')
    throw new UsageError('--reason is missing.', 'Say in a few words that name nobody why it is refused.');
  return close(desk, pull, reason);
}

/** Lists, shows, merges or closes. Merging and closing take the lock. */
export async function run(context: CliContext, invocation: Invocation): Promise<number> {
  const what = invocation.words[0] ?? '';
  if (!['list', 'show', 'merge', 'close'].includes(what)) throw new UsageError(`pulls ${what}?`, 'It can be list, show, merge or close.');
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    return await dispatch(await openDesk(context, ground), invocation);
  } catch (error) {
    if (error instanceof Fault) throw new Stop(4, `${error.message.replace(/\.+$/u, '')}.`, 'lastday pulls list shows how it stands now.');
    throw error;
  } finally {
    await ground.close();
  }
}
