import { describe, expect, it } from 'vitest';
import { Fault, type PushResult, type Remote } from '../../../reconciler/ports.ts';
import { JOURNAL_REF } from '../../../reconciler/record/journal-places.ts';
import { type LockRequest, releaseLock, takeLock } from '../../../reconciler/record/lock.ts';
import { recall } from '../../../reconciler/record/recall.ts';
import { verifyJournal } from '../../../reconciler/record/verify.ts';
import { claimDraft, close, intent, type JournalLab, journalHead, journalLab, mustLock, nonceOf, rivalOf } from '../../fakes/journal.ts';

async function wish(lab: JournalLab, digit: string, more: Partial<LockRequest> = {}) {
  return takeLock({ ...lab, nonce: nonceOf(digit), claim: claimDraft, on: await journalHead(lab.remote), ...more });
}

const silent = new Fault('no answer', { where: 'remote', operation: 'push', retryable: true });

describe('a claim whose answer is lost', () => {
  /** Pushes that are carried out or not, and answered or not, in turn; asking always works. */
  function flaky(remote: Remote, pushes: readonly ('lost' | 'never' | 'fine')[]): Remote {
    let n = 0;
    return {
      ...remote,
      async push(commit, ref, lease): Promise<PushResult> {
        const how = pushes[n] ?? 'fine';
        n += 1;
        if (how !== 'never') await remote.push(commit, ref, lease);
        return how === 'fine' ? { state: 'pushed' } : { state: 'unknown', fault: silent };
      },
    };
  }

  it.each([
    ['arrived all the same', ['lost'], 'held', '1'],
    ['never arrived and is repeated', ['never', 'fine'], 'held', '1'],
    ['never arrived, then arrived silently', ['never', 'lost'], 'held', '1'],
    ['never arrives', ['never', 'never', 'never', 'never'], 'failed', '0'],
  ] as const)('%s', async (_name, pushes, state, commits) => {
    const lab = await journalLab();

    const result = await takeLock({ ...lab, remote: flaky(lab.remote, pushes), nonce: nonceOf('1'), claim: claimDraft, on: null });

    expect(result.state).toBe(state);
    expect(lab.repository.remoteGit('for-each-ref', '--format=x', JOURNAL_REF).length.toString()).toBe(commits);
  });

  it('is not believed when the remote says "pushed" and shows another commit', async () => {
    const lab = await journalLab();
    const rival = await rivalOf(lab, 'rival');
    const remote: Remote = {
      ...lab.remote,
      async push() {
        await mustLock(rival, nonceOf('9'));
        return { state: 'pushed' };
      },
    };

    const result = await takeLock({ ...lab, remote, nonce: nonceOf('1'), claim: claimDraft, on: null });

    expect(result).toMatchObject({ state: 'locked', holder: '20270104T010000Z-99999999' });
  });

  it('fails when the remote says "pushed" and never shows it', async () => {
    const lab = await journalLab();
    const remote: Remote = { ...lab.remote, push: () => Promise.resolve({ state: 'pushed' }) };

    const result = await takeLock({ ...lab, remote, nonce: nonceOf('1'), claim: claimDraft, on: null });

    expect(result).toMatchObject({ state: 'failed', fault: { refused: true } });
  });

  it('J6: fails with the rule that the remote names when it is refused', async () => {
    const lab = await journalLab();
    const remote: Remote = { ...lab.remote, push: () => Promise.resolve({ state: 'rejected', text: 'commits must be signed' }) };

    const result = await takeLock({ ...lab, remote, nonce: nonceOf('1'), claim: claimDraft, on: null });

    expect(result).toMatchObject({ state: 'failed', fault: { refused: true, message: expect.stringContaining('commits must be signed') } });
  });
});

describe('unlocking by a person', () => {
  it('closes the dead run as interrupted, says why, and fences it', async () => {
    const lab = await journalLab();
    const dead = await mustLock(lab);
    await dead.append([intent(dead.run, 'e-1001')]);
    const other = await rivalOf(lab, 'other');

    const result = await releaseLock({ ...other, reason: 'the runner\nwas switched off', run: dead.run });

    expect(result).toEqual({ state: 'released', run: dead.run });
    expect(lab.repository.remoteGit('log', '-1', '--format=%B', 'lastday/journal')).toContain('Reason: the runner was switched off\n');
    expect(await dead.stillOurs()).toBe(false);
    expect(await dead.append([intent(dead.run, 'e-1002')])).toBe('fenced');
    const head = await journalHead(lab.remote);
    const memory = await recall({ ...other, head, genesis: null, anchors: [], asOf: lab.clock.now() });
    expect(memory).toMatchObject({ openIntents: [{ person: 'e-1001' }], runs: [{ completed: false }] });
    expect(await verifyJournal({ ...other, head, genesis: null, anchors: [] })).toMatchObject({ ok: true });
    expect((await wish(other, '2', { wait: false })).state).toBe('held');
  });

  it('does nothing when nobody holds it, or another run than the one meant', async () => {
    const lab = await journalLab();
    expect(await releaseLock({ ...lab, reason: 'x', run: null })).toEqual({ state: 'free' });
    const run = await mustLock(lab);
    expect(await releaseLock({ ...lab, reason: 'x', run: '20200101T000000Z-00000000' })).toMatchObject({ state: 'other', holder: run.run });
    await run.close(close(run.run));
    expect(await releaseLock({ ...lab, reason: 'x', run: null })).toEqual({ state: 'free' });
  });
});
