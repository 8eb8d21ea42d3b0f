import { describe, expect, it } from 'vitest';
import { Fault, type Remote } from '../../../reconciler/ports.ts';
import { JOURNAL_REF } from '../../../reconciler/record/journal-places.ts';
import { type LockRequest, STILL, takeLock } from '../../../reconciler/record/lock.ts';
import { recall } from '../../../reconciler/record/recall.ts';
import { verifyJournal } from '../../../reconciler/record/verify.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { claimDraft, close, intent, type JournalLab, journalHead, journalLab, mustLock, nonceOf, rivalOf } from '../../fakes/journal.ts';

async function wish(lab: JournalLab, digit: string, more: Partial<LockRequest> = {}) {
  return takeLock({ ...lab, nonce: nonceOf(digit), claim: claimDraft, on: await journalHead(lab.remote), ...more });
}

const silent = new Fault('no answer', { where: 'remote', operation: 'push', retryable: true });

describe('the lock', () => {
  it('is the claim at the head of the journal', async () => {
    const lab = await journalLab();

    const result = await wish(lab, '1');

    expect(result.state).toBe('held');
    if (result.state !== 'held') return;
    expect(result.run.run).toBe('20270104T010000Z-11111111');
    expect(result.run.head()).toBe(await journalHead(lab.remote));
    expect(lab.repository.remoteGit('log', '-1', '--format=%an <%ae> %ad%n%B', '--date=iso-strict-local', 'lastday/journal')).toBe(
      `lastday <lastday@noreply.invalid> 2027-01-04T01:00:00+00:00\nClaim 2027-01-04 01:00 UTC, reconcile from aaaaaaa\n\nRun: 20270104T010000Z-11111111\nDigest: ${result.run.lastDigest()}`,
    );
    expect(lab.repository.remoteGit('ls-tree', '-r', '--name-only', 'lastday/journal')).toBe(
      'runs/2027/01/20270104T010000Z-11111111.ndjson',
    );
  });

  it('T9: is held by one of twelve who race with the same text in the same second', async () => {
    const lab = await journalLab();
    const labs = await Promise.all(Array.from({ length: 12 }, (_, n) => rivalOf(lab, `racer-${n}`)));

    const results = await Promise.all(
      labs.map((one, n) => takeLock({ ...one, nonce: nonceOf(n.toString(16)), claim: claimDraft, on: null, wait: false })),
    );

    const held = results.filter((result) => result.state === 'held');
    expect(held).toHaveLength(1);
    const [winner] = held;
    expect(winner?.state === 'held' && winner.run.head()).toBe(await journalHead(lab.remote));
    for (const result of results) {
      if (result.state === 'held') continue;
      expect(result).toMatchObject({ state: 'locked', holder: winner?.state === 'held' ? winner.run.run : '' });
    }
    expect(lab.repository.remoteGit('rev-list', '--count', 'lastday/journal')).toBe('1');
  });

  it('X1: without nonces of their own both would have made the same commit', async () => {
    const lab = await journalLab();
    const rival = await rivalOf(lab, 'rival');

    const one = await lab.remote.commit({
      parent: null,
      files: new Map([['f', 'lock']]),
      message: 'lock',
      author: { name: 'a', email: 'b' },
      at: lab.clock.now(),
    });
    const two = await rival.remote.commit({
      parent: null,
      files: new Map([['f', 'lock']]),
      message: 'lock',
      author: { name: 'a', email: 'b' },
      at: lab.clock.now(),
    });

    expect(two).toBe(one);
    expect([await lab.remote.push(one, 'x'), await rival.remote.push(two, 'x')]).toEqual([{ state: 'pushed' }, { state: 'pushed' }]);
  });

  it('is refused at once to those who do not wait, who are told who holds it', async () => {
    const lab = await journalLab();
    await mustLock(lab);

    const result = await wish(lab, '2', { wait: false });

    expect(result).toEqual({ state: 'locked', holder: '20270104T010000Z-11111111', since: '2027-01-04T01:00:00Z' });
    expect(lab.clock.elapsed()).toBe(0);
  });

  it('names a live holder even to those whose memory is behind', async () => {
    const lab = await journalLab();
    const first = await mustLock(lab);
    await first.close(close(first.run));
    const behind = await journalHead(lab.remote);
    await mustLock(lab, nonceOf('2'));

    expect(await wish(lab, '3', { on: behind, wait: false })).toMatchObject({ state: 'locked', holder: '20270104T010000Z-22222222' });
  });

  it('is free after the close record, and goes on from its digest', async () => {
    const lab = await journalLab();
    const first = await mustLock(lab);
    await first.close(close(first.run));

    const second = await mustLock(lab, nonceOf('2'));

    expect(second.run).toBe('20270104T010000Z-22222222');
    expect(await verifyJournal({ ...lab, head: second.head(), genesis: null, anchors: [] })).toEqual({ ok: true, runs: 2, records: 3 });
  });

  it('is not taken on top of what memory has not seen', async () => {
    const lab = await journalLab();
    const first = await mustLock(lab);
    await first.close(close(first.run));

    for (const on of [null, 'e'.repeat(40) as CommitId]) {
      expect(await wish(lab, '2', { on })).toMatchObject({ state: 'failed', fault: { operation: 'moved', retryable: true } });
    }
  });

  it('is not taken when the journal that memory came from is gone', async () => {
    const lab = await journalLab();

    expect(await wish(lab, '2', { on: 'e'.repeat(40) as CommitId })).toMatchObject({ state: 'failed', fault: { operation: 'moved' } });
  });

  it('asks for a nonce of 128 bits', async () => {
    const lab = await journalLab();

    await expect(wish(lab, '1', { nonce: 'abc' })).rejects.toThrow(/32 hex/u);
  });
});

describe('stealing', () => {
  it("happens only after the head stood still for 16 minutes of our own time, and leaves the dead run's intents open", async () => {
    const lab = await journalLab();
    const dead = await mustLock(lab);
    await dead.append([intent(dead.run, 'e-1001')]);
    const thief = await rivalOf(lab, 'thief');

    const result = await wish(thief, '2');

    expect(result.state).toBe('held');
    expect(thief.clock.elapsed()).toBe(STILL);
    const head = await journalHead(lab.remote);
    const memory = await recall({ ...thief, head, genesis: null, anchors: [], asOf: thief.clock.now() });
    expect(memory).toMatchObject({
      openIntents: [{ run: dead.run, person: 'e-1001' }],
      runs: [{ completed: false }, { completed: false }],
    });
    expect(await dead.append([intent(dead.run, 'e-1002')])).toBe('fenced');
  });

  it.each([
    ['an hour ahead', 3_600_000],
    ['an hour behind', -3_600_000],
  ])('J12: is not hastened or delayed by a clock that is %s', async (_name, skew) => {
    const lab = await journalLab();
    await mustLock(lab);
    const clock = fakeClock('2027-01-04T01:00:00Z');
    clock.jumpWall(skew);
    const thief = await rivalOf(lab, 'thief', clock);

    const result = await wish(thief, '2');

    expect(result.state).toBe('held');
    expect(clock.elapsed()).toBe(STILL);
  });

  it('is given up as soon as the holder shows life', async () => {
    const lab = await journalLab();
    const holder = await mustLock(lab);
    const thief = await rivalOf(lab, 'thief');
    thief.clock.onSleep(async () => {
      lab.clock.advance(30_000);
      await holder.heartbeat();
    });

    const result = await wish(thief, '2');

    expect(result).toMatchObject({ state: 'locked', holder: holder.run, since: '2027-01-04T01:05:00Z' });
    expect(thief.clock.elapsed()).toBe(5 * 60_000);
    expect(await holder.stillOurs()).toBe(true);
  });

  it('is not needed when the holder closes meanwhile, but memory must be read again', async () => {
    const lab = await journalLab();
    const holder = await mustLock(lab);
    const thief = await rivalOf(lab, 'thief');
    thief.clock.onSleep(async () => {
      await holder.close(close(holder.run));
    });

    expect(await wish(thief, '2')).toMatchObject({ state: 'failed', fault: { operation: 'moved' } });
    expect((await wish(thief, '3')).state).toBe('held');
  });

  it('is not done from a remote that stops answering', async () => {
    const lab = await journalLab();
    await mustLock(lab);
    let asked = 0;
    const remote: Remote = {
      ...lab.remote,
      ask: (ref) => {
        asked += 1;
        return asked < 4 ? lab.remote.ask(ref) : Promise.resolve({ state: 'unknown', fault: silent });
      },
    };

    const result = await takeLock({ ...lab, remote, nonce: nonceOf('2'), claim: claimDraft, on: await journalHead(lab.remote) });

    expect(result).toEqual({ state: 'failed', fault: silent });
    expect(lab.clock.elapsed()).toBeLessThan(STILL);
  });
});

it('a journal that does not hold together is not built upon', async () => {
  const lab = await journalLab();
  const path = 'runs/2027/01/20270104T010000Z-11111111.ndjson';
  const author = { name: 'x', email: 'x' };
  const forged = await lab.remote.commit({ parent: null, files: new Map([[path, '{}\n']]), message: 'x', author, at: lab.clock.now() });
  await lab.remote.push(forged, JOURNAL_REF);

  expect(await wish(lab, '1')).toMatchObject({ state: 'failed', fault: { operation: 'read', refused: true } });
});
