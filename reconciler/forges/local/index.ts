/** The local forge: pull requests on any plain git remote. Convention, not control: no numbers, reviewers, comments, labels or board. */
import type { CommitId } from '../../../schemas/primitives.ts';
import type { Clock, Forge, PullDraft, PullRequest } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { closePull, type Ending, mergeOurs, mergePull } from './ending.ts';
import { HEADS, type LocalOptions, listPulls } from './pulls.ts';

/** A forge that a person can also merge and close on, from the command line. */
export interface LocalForge extends Forge {
  readonly kind: 'local';
  /** Merges an open pull request into the default branch as a person. Throws Fault when it conflicts or is not open. */
  accept(key: string, by: Ending['author']): Promise<CommitId>;
  /** Closes an open pull request as a person; it stays refused until what it proposes changes. */
  refuse(key: string, by: Ending['author'], reason: string): Promise<void>;
}

const US = { name: 'lastday', email: 'lastday@noreply.invalid' };

async function openOf(options: LocalOptions, key: string, operation: string): Promise<PullRequest> {
  const pull = (await listPulls(options)).find((one) => one.key === key && one.state === 'open');
  if (pull !== undefined) return pull;
  throw new Fault(`there is no open pull request ${key}; lastday pulls list shows all`, { where: 'local forge', operation, refused: true });
}

/** The pull request whose branch was pushed before: the branch is the pull request. */
async function found(options: LocalOptions, draft: PullDraft, operation: string): Promise<PullRequest> {
  const there = await options.remote.ask(HEADS + draft.key);
  if (there.state === 'unknown') throw there.fault;
  return openOf(options, draft.key, operation);
}

/** Opens the local forge. Nothing is asked of the remote yet. */
export function openLocal(options: LocalOptions & { readonly clock: Clock }): LocalForge {
  const { clock } = options;
  return {
    kind: 'local',
    list: () => listPulls(options),
    read: async (pull) => (await listPulls(options)).find((one) => one.key === pull.key) ?? pull,
    open: (draft) => found(options, draft, 'open'),
    update: (_pull, draft) => found(options, draft, 'update'),
    close: (pull, comment) => closePull(options, pull, { by: 'us', author: US, at: clock.now(), reason: comment }),
    comment: () => Promise.resolve(),
    mark: () => Promise.resolve(),
    board: () => Promise.resolve(null),
    merge: (pull, head) => mergeOurs(options, pull, { head, author: US, at: clock.now() }),
    async accept(key, author) {
      return mergePull(options, await openOf(options, key, 'merge'), { author, at: clock.now() });
    },
    async refuse(key, author, reason) {
      await closePull(options, await openOf(options, key, 'close'), { by: 'person', author, at: clock.now(), reason });
    },
  };
}
