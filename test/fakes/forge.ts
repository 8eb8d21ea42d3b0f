/** A forge in memory with failure injection: what GitHub does, without a network. */
import type { Forge, MergeStop, PullDraft, PullRequest } from '../../reconciler/ports.ts';
import { Fault } from '../../reconciler/ports.ts';
import type { CommitId, Instant } from '../../schemas/primitives.ts';

/** A forge with handles for tests. */
export interface FakeForge extends Forge {
  readonly pulls: readonly PullRequest[];
  /** Comments by the pull request's number. */
  readonly comments: ReadonlyMap<number, readonly string[]>;
  readonly issues: { title: string; body: string }[];
  /** Called before and after every call; may throw. `after` stands for an answer that is lost. */
  tap: (operation: string, when: 'before' | 'after') => void;
  /** Ends an open pull request as a person or a merge would. */
  end(key: string, how: 'merged' | 'closed'): void;
  /** What the forge does when it is asked to merge: null merges. Set by tests. */
  refuseMerge: (pull: PullRequest) => MergeStop | null;
  /** Brings the branch into the default branch; set by tests. */
  onMerge: (pull: PullRequest) => void;
  /** Changes the newest pull request of a key. */
  change(key: string, change: Partial<PullRequest>): void;
}

/** A fault that the forge might answer with. */
export function forgeFault(operation: string): Fault {
  return new Fault('the forge did not answer', { where: 'fake forge', operation, retryable: true });
}

/** An empty forge. `branches` are those of the remote: a pull request needs one. */
export function fakeForge(branches: ReadonlyMap<string, CommitId>, now: () => Instant): FakeForge {
  const pulls: PullRequest[] = [];
  const comments = new Map<number, string[]>();
  const issues: { title: string; body: string }[] = [];

  async function tapped<T>(operation: string, act: () => T): Promise<T> {
    await Promise.resolve();
    forge.tap(operation, 'before');
    const result = act();
    forge.tap(operation, 'after');
    return result;
  }

  function headOf(pull: Pick<PullRequest, 'branch'>): CommitId {
    const head = branches.get(`refs/heads/${pull.branch}`);
    if (head === undefined) throw new Fault('the branch is not there', { where: 'fake forge', operation: 'open', refused: true });
    return head;
  }

  function shown(pull: PullRequest): PullRequest {
    return pull.state === 'open' ? { ...pull, head: branches.get(`refs/heads/${pull.branch}`) ?? null } : pull;
  }

  function replace(pull: PullRequest, change: Partial<PullRequest>): PullRequest {
    const index = pulls.findIndex((one) => one.number === pull.number);
    const next = { ...(pulls[index] as PullRequest), ...change };
    pulls[index] = next;
    return shown(next);
  }

  function make(draft: PullDraft): PullRequest {
    const { key, branch, title, body, fingerprint, labels } = draft;
    const number = pulls.length + 1;
    const address = `https://forge.example/pulls/${number}`;
    const pull: PullRequest = {
      key,
      branch,
      title,
      body,
      fingerprint,
      labels,
      number,
      address,
      head: headOf(draft),
      state: 'open',
      openedAt: now(),
      mergedAt: null,
      closedBy: null,
    };
    pulls.push(pull);
    return pull;
  }

  const newest = (key: string, state?: string) =>
    pulls.findLast((pull) => pull.key === key && (state === undefined || pull.state === state));
  const forge: FakeForge = {
    kind: 'github',
    pulls,
    comments,
    issues,
    tap: () => undefined,
    list: () => tapped('list', () => pulls.map(shown).reverse()),
    read: (pull) => tapped('read', () => shown(pulls.find((one) => one.number === pull.number) ?? pull)),
    open: (draft) => tapped('open', () => newest(draft.key, 'open') ?? make(draft)),
    update: (pull, { title, body, fingerprint, labels }) =>
      tapped('update', () => {
        const others = (pulls.find((one) => one.number === pull.number)?.labels ?? []).filter((label) => !/^lastday(?::|$)/u.test(label));
        return replace(pull, { title, body, fingerprint, labels: [...labels, ...others] });
      }),
    close: (pull, comment) =>
      tapped('close', () => {
        comments.set(pull.number ?? 0, [...(comments.get(pull.number ?? 0) ?? []), comment]);
        replace(pull, { state: 'closed', closedBy: 'us' });
      }),
    comment: (pull, text) =>
      tapped('comment', () => {
        const known = comments.get(pull.number ?? 0) ?? [];
        if (!known.includes(text)) comments.set(pull.number ?? 0, [...known, text]);
      }),
    mark: (pull, label) =>
      tapped('mark', () => {
        const labels = new Set([...(pulls.find((one) => one.number === pull.number)?.labels ?? []), label]);
        replace(pull, { labels: [...labels] });
      }),
    refuseMerge: () => null,
    onMerge: () => undefined,
    merge: (pull, head) =>
      tapped('merge', () => {
        const there = shown(pulls.find((one) => one.number === pull.number) ?? pull);
        if (there.state === 'merged') return { state: 'merged' as const };
        const ended = there.state === 'closed' ? 'ended' : there.head === head ? null : 'moved';
        const label = there.labels.every((one) => /^lastday(?::|$)/u.test(one)) ? null : 'label';
        const why = ended ?? label ?? forge.refuseMerge(there);
        if (why !== null) return { state: 'left' as const, why };
        replace(there, { state: 'merged', mergedAt: now() });
        forge.onMerge(there);
        return { state: 'merged' as const };
      }),
    board: (title, body) =>
      tapped('board', () => {
        const known = issues.find((issue) => issue.title === title);
        if (known === undefined) issues.push({ title, body });
        else known.body = body;
        return 'https://forge.example/issues/board';
      }),
    end(key, how) {
      replace(
        newest(key, 'open') as PullRequest,
        how === 'merged' ? { state: 'merged', mergedAt: now() } : { state: 'closed', closedBy: 'person' },
      );
    },
    change(key, change) {
      replace(newest(key) as PullRequest, change);
    },
  };
  return forge;
}
