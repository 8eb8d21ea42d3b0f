/** What every forge must do, whichever it is: one suite for the fake, the local forge and GitHub. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Forge, PullDraft } from '../../../reconciler/ports.ts';
import type { CommitId } from '../../../schemas/primitives.ts';

/** A forge with the means to do what its people and its git would do. */
export interface Harness {
  readonly forge: Forge;
  /** Puts one commit on the branch of a draft, as a run does before it opens or updates. */
  push(draft: PullDraft): Promise<void>;
  /** A person merges or closes the open pull request of a key. */
  end(key: string, how: 'merged' | 'closed'): Promise<void>;
  /** A person changes the text of the open pull request of a key, and puts a label on; null where there are no boxes and labels. */
  readonly touch: ((key: string, change: { body: (text: string) => string; label: string }) => Promise<void>) | null;
  /** A person says something about the open pull request of a key; null where nothing can be said. */
  readonly say: ((key: string, text: string) => Promise<void>) | null;
  /** A pull request that is none of ours: somebody's own branch. */
  pushForeign(): Promise<void>;
  /** Texts of the comments; null where the forge has none. */
  comments(key: string): Promise<readonly string[] | null>;
  /** Bodies of all boards; null where the forge has none. */
  boards(): Promise<readonly string[] | null>;
}

/** A draft of a release. */
export function draftOf(key: string, more: Partial<PullDraft> = {}): PullDraft {
  return {
    key,
    branch: `lastday/${key}`,
    title: `Release devices: ${key}`,
    body: 'One device leaves.\n\n| What | Where |\n| --- | --- |\n| å | ö |\n',
    fingerprint: 'a'.repeat(64),
    labels: ['lastday', 'lastday:release'],
    reviewers: [],
    teams: [],
    ...more,
  };
}

/** Runs the suite. Each test uses keys of its own, so that the counterpart may live through all of them. */
export function describeForge(name: string, make: () => Promise<Harness>): void {
  let counter = 0;
  let harness: Harness;
  let key: string;

  beforeEach(async () => {
    counter += 1;
    key = `release/e-${counter}-2026-12-31`;
    harness = await make();
  });

  async function opened(more: Partial<PullDraft> = {}) {
    const draft = draftOf(key, more);
    await harness.push(draft);
    return { draft, pull: await harness.forge.open(draft) };
  }

  async function shown() {
    return (await harness.forge.list()).filter((pull) => pull.key === key);
  }

  describe(name, () => {
    test('opens a pull request and shows it with what was said', async () => {
      const { draft, pull } = await opened();

      expect(pull).toMatchObject({
        key,
        branch: draft.branch,
        state: 'open',
        title: draft.title,
        fingerprint: draft.fingerprint,
        closedBy: null,
      });
      expect(pull.body).toBe(draft.body);
      expect(await shown()).toEqual([{ ...pull, labels: expect.anything() as unknown }]);
    });

    test('opening it again finds it', async () => {
      const { draft, pull } = await opened();

      const again = await harness.forge.open(draft);

      expect(again.address).toBe(pull.address);
      expect(await shown()).toHaveLength(1);
    });

    test('updates it in place', async () => {
      const { pull } = await opened();
      const draft = draftOf(key, { title: 'Release one device more', body: 'Two devices leave.\n', fingerprint: 'b'.repeat(64) });
      await harness.push(draft);

      const updated = await harness.forge.update(pull, draft);

      expect(updated).toMatchObject({ state: 'open', title: draft.title, fingerprint: draft.fingerprint, address: pull.address });
      expect(await shown()).toMatchObject([{ title: draft.title, body: draft.body, fingerprint: draft.fingerprint }]);
    });

    test('closes it as ours, and closing it again changes nothing', async () => {
      const { pull } = await opened();

      await harness.forge.close(pull, 'No longer due.');
      await harness.forge.close(pull, 'No longer due.');

      expect(await shown()).toMatchObject([{ state: 'closed', closedBy: 'us' }]);
    });

    test('tells that a person closed it', async () => {
      const { draft } = await opened();

      await harness.end(key, 'closed');

      expect(await shown()).toMatchObject([{ state: 'closed', closedBy: 'person', fingerprint: draft.fingerprint }]);
    });

    test('tells that it is merged', async () => {
      const { draft } = await opened();

      await harness.end(key, 'merged');

      expect(await shown()).toMatchObject([{ state: 'merged', closedBy: null, fingerprint: draft.fingerprint }]);
    });

    test('opens a new one after the old one was closed; the open one comes first', async () => {
      await opened();
      await harness.end(key, 'closed');

      const { draft } = await opened({ fingerprint: 'c'.repeat(64), title: 'Release it after all' });

      expect((await shown())[0]).toMatchObject({ state: 'open', title: draft.title, fingerprint: draft.fingerprint });
      expect((await shown())[1]).toMatchObject({ state: 'closed', closedBy: 'person' });
    });

    test('does not show what is none of ours', async () => {
      await opened();
      await harness.pushForeign();

      const pulls = await harness.forge.list();

      expect(pulls.every((pull) => pull.branch.startsWith('lastday/'))).toBe(true);
    });

    test('reads one as it is right now: a box that somebody ticked is ticked', async () => {
      const { draft, pull } = await opened({ body: 'One device leaves.\n\n- [ ] handed back\n' });

      await harness.touch?.(key, { body: (text) => text.replace('- [ ]', '- [x]'), label: 'seen by us' });
      const now = await harness.forge.read(pull);

      expect(now).toMatchObject({ state: 'open', fingerprint: draft.fingerprint, address: pull.address });
      expect(now.body).toBe(harness.touch === null ? draft.body : 'One device leaves.\n\n- [x] handed back\n');
    });

    test('a state is a label: put on once, taken off when it is over; labels of people stay', async () => {
      const { draft, pull } = await opened({ labels: ['lastday', 'lastday:release', 'lastday:urgent'] });
      await harness.touch?.(key, { body: (text) => text, label: 'seen by us' });

      await harness.forge.mark(pull, 'lastday:changed-by-person');
      const marked = await harness.forge.read(pull);
      await harness.forge.mark(marked, 'lastday:changed-by-person');
      const updated = await harness.forge.update(marked, { ...draft, labels: ['lastday', 'lastday:release'] });

      if (harness.touch === null) return;
      const wanted = ['lastday', 'lastday:release', 'seen by us'];
      expect([...marked.labels].sort()).toEqual([...wanted, 'lastday:changed-by-person', 'lastday:urgent'].sort());
      expect([...updated.labels].sort()).toEqual(wanted);
      expect([...((await shown())[0]?.labels ?? [])].sort()).toEqual(wanted);
    });

    test('says something once', async () => {
      const { pull } = await opened();

      await harness.forge.comment(pull, 'There are commits here that lastday did not make.');
      await harness.forge.comment(pull, 'There are commits here that lastday did not make.');

      const comments = await harness.comments(key);
      expect(comments ?? ['nowhere to say it']).toHaveLength(1);
    });

    test('keeps one board, edited in place', async () => {
      const first = await harness.forge.board('What is due', 'Nothing.');
      const second = await harness.forge.board('What is due', 'Much.');

      expect(second).toBe(first);
      const boards = await harness.boards();
      expect(boards?.map((body) => body.includes('Much.')) ?? [first === null]).toEqual([true]);
    });

    async function merge(more: { key?: string; head?: CommitId } = {}) {
      const pull = (await harness.forge.list()).find((one) => one.key === (more.key ?? key))!;
      return harness.forge.merge?.(pull, more.head ?? pull.head!);
    }

    test('merges what nobody has anything against; merged already is merged', async () => {
      const { draft, pull } = await opened();
      const { head } = (await shown())[0]!;

      const first = await merge();
      const again = await harness.forge.merge?.(pull, head!);

      expect(first).toEqual({ state: 'merged' });
      expect(again).toEqual(harness.touch === null ? { state: 'left', why: 'ended' } : { state: 'merged' });
      expect(await shown()).toMatchObject([{ state: 'merged', fingerprint: draft.fingerprint }]);
    });

    test('merges no other head than the one it is told', async () => {
      await opened();

      expect(await merge({ head: 'f'.repeat(40) as CommitId })).toEqual({ state: 'left', why: 'moved' });
      expect(await shown()).toMatchObject([{ state: 'open' }]);
    });

    test('does not merge what a person closed', async () => {
      const { pull } = await opened();
      const { head } = (await shown())[0]!;
      await harness.end(key, 'closed');

      expect(await harness.forge.merge?.(pull, head!)).toEqual({ state: 'left', why: 'ended' });
      expect(await shown()).toMatchObject([{ state: 'closed' }]);
    });

    test('does not merge where a person put a label on', async () => {
      await opened();
      await harness.touch?.(key, { body: (text) => text, label: 'wait' });

      expect(await merge()).toEqual(harness.touch === null ? { state: 'merged' } : { state: 'left', why: 'label' });
    });

    test('does not merge where a person said something; what we said ourselves is no objection', async () => {
      const { pull } = await opened();
      await harness.forge.comment(pull, 'There are commits here that lastday did not make.');
      await harness.say?.(key, 'One moment, please.');

      expect(await merge()).toEqual(harness.say === null ? { state: 'merged' } : { state: 'left', why: 'comment' });
    });

    test('refuses to open what has no branch', async () => {
      const draft = draftOf(`${key}-missing`);

      const opening = harness.forge.open(draft);

      await expect(opening).rejects.toMatchObject({ name: 'Fault' });
    });
  });
}
