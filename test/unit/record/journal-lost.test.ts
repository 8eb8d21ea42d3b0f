import { describe, expect, it } from 'vitest';
import { Fault, type PushResult, type Remote } from '../../../reconciler/ports.ts';
import { appendLate } from '../../../reconciler/record/late.ts';
import { releaseLock, takeLock } from '../../../reconciler/record/lock.ts';
import { readRecords } from '../../../reconciler/record/recall.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { claimDraft, close, intent, journalLab, late, mustLock, nonceOf, outcome, rivalOf, verdictOn } from '../../fakes/journal.ts';

const silent = new Fault('no answer', { where: 'remote', operation: 'push', retryable: true });

describe('an append whose answer is lost', () => {
  /** A remote that carries out pushes and asks as told, in turn. */
  function scripted(remote: Remote, script: { pushes: ('lost' | 'never' | 'fine')[]; asks?: ('silent' | 'fine')[] }): Remote {
    return {
      ...remote,
      async push(commit, ref, lease): Promise<PushResult> {
        const how = script.pushes.shift() ?? 'fine';
        const result: PushResult = how === 'never' ? { state: 'unknown', fault: silent } : await remote.push(commit, ref, lease);
        return how === 'lost' ? { state: 'unknown', fault: silent } : result;
      },
      ask: (ref) => (script.asks?.shift() === 'silent' ? Promise.resolve({ state: 'unknown', fault: silent }) : remote.ask(ref)),
    };
  }

  it.each([
    ['but it arrived', ['lost'], [], 'ok'],
    ['and asking fails once', ['lost', 'fine'], ['silent'], 'ok'],
    ['because it never arrived', ['never', 'never', 'fine'], [], 'ok'],
    ['for good', ['never', 'never', 'never', 'never'], [], 'failed'],
    ['and nobody answers any more', ['lost', 'lost', 'lost', 'lost'], ['silent', 'silent', 'silent', 'silent'], 'failed'],
  ] as const)('%s', async (_name, pushes, asks, expected) => {
    const lab = await journalLab();
    const script: Parameters<typeof scripted>[1] = { pushes: [] };
    const world = { ...lab, remote: scripted(lab.remote, script) };
    const taken = await takeLock({ ...world, nonce: nonceOf('1'), claim: claimDraft, on: null });
    if (taken.state !== 'held') throw new Error(taken.state);
    script.pushes = [...pushes];
    script.asks = [...asks];

    const first = await taken.run.append([intent(taken.run.run, 'e-1001')]);
    script.pushes = [];
    script.asks = [];
    const again = await taken.run.append([outcome(taken.run.run, 'e-1001')]);

    expect([first, again]).toEqual([expected, 'ok']);
    expect(await verdictOn(lab)).toMatchObject({ ok: true });
    expect(await taken.run.stillOurs()).toBe(true);
  });

  it('and is tried again by the caller does not come twice', async () => {
    const lab = await journalLab();
    const script: Parameters<typeof scripted>[1] = { pushes: [] };
    const run = await mustLock({ ...lab, remote: scripted(lab.remote, script) });
    script.pushes = ['lost', 'lost', 'lost', 'lost'];
    script.asks = ['silent', 'silent', 'silent', 'silent'];
    const told = [outcome(run.run, 'e-1001'), outcome(run.run, 'e-1002')];

    expect(await run.append(told)).toBe('failed');
    expect(await run.append([...told, outcome(run.run, 'e-1003')])).toBe('ok');
    expect(await run.append(told)).toBe('ok');

    const records = await readRecords(lab.reader, run.head(), lab.hash);
    expect(Array.isArray(records) && records.map((record) => 'person' in record && record.person)).toEqual([
      false,
      'e-1001',
      'e-1002',
      'e-1003',
      'e-1001',
      'e-1002',
    ]);
  });

  it('while a fenced run tells on top of it: nothing is lost, nothing comes twice', async () => {
    const lab = await journalLab();
    const dead = await mustLock(lab);
    await releaseLock({ ...lab, reason: 'test', run: null });
    const other = await rivalOf(lab, 'other');
    let armed = false;
    const remote: Remote = {
      ...lab.remote,
      async push(commit: CommitId, ref: string) {
        const result = await lab.remote.push(commit, ref);
        if (!armed) return result;
        armed = false;
        await appendLate(other, [late(dead.run, 'e-1009')]);
        return { state: 'unknown', fault: silent };
      },
    };
    const run = await mustLock({ ...lab, remote }, nonceOf('2'));

    armed = true;
    expect(await run.append([intent(run.run, 'e-1001')])).toBe('ok');
    expect(await run.close(close(run.run))).toBe('ok');

    const records = await readRecords(lab.reader, run.head(), lab.hash);
    expect(Array.isArray(records) && records.map((record) => record.type)).toEqual(['claim', 'close', 'claim', 'intent', 'late', 'close']);
    expect(await verdictOn(lab)).toMatchObject({ ok: true });
  });

  it('with a refusal keeps the fault for the report', async () => {
    const lab = await journalLab();
    let refuse = false;
    const remote: Remote = {
      ...lab.remote,
      push: (commit, ref) => (refuse ? Promise.resolve({ state: 'rejected', text: 'frozen' }) : lab.remote.push(commit, ref)),
    };
    const run = await mustLock({ ...lab, remote });
    refuse = true;

    expect(await run.append([intent(run.run, 'e-1')])).toBe('failed');

    expect(run.lastFault()?.message).toContain('frozen');
    refuse = false;
    expect(await run.append([intent(run.run, 'e-1')])).toBe('ok');
  });
});
