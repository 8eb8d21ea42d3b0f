import { describe, expect, it } from 'vitest';
import { type Remote } from '../../../reconciler/ports.ts';
import { HEARTBEAT, LEASE } from '../../../reconciler/record/journal.ts';
import { JOURNAL_REF } from '../../../reconciler/record/journal-places.ts';
import { appendLate } from '../../../reconciler/record/late.ts';
import { releaseLock, takeLock } from '../../../reconciler/record/lock.ts';
import { readRecords } from '../../../reconciler/record/recall.ts';
import {
  claimDraft,
  close,
  intent,
  type JournalLab,
  journalHead,
  journalLab,
  late,
  mustLock,
  nonceOf,
  outcome,
  rivalOf,
  verdictOn,
} from '../../fakes/journal.ts';

describe('a run that holds the lock', () => {
  it('appends records as fast-forward commits that extend its own file', async () => {
    const lab = await journalLab();
    const run = await mustLock(lab);

    expect(await run.append([intent(run.run, 'e-1001'), intent(run.run, 'e-1002')])).toBe('ok');
    expect(
      await run.append([outcome(run.run, 'e-1001'), outcome(run.run, 'e-1002', { outcome: 'failed', detail: 'fault' })], 'Two outcomes'),
    ).toBe('ok');
    expect(await run.append([])).toBe('ok');
    expect(await run.close(close(run.run))).toBe('ok');

    expect(lab.repository.remoteGit('log', '--format=%s', 'lastday/journal').split('\n')).toEqual([
      'Close 2027-01-04 01:05 UTC, exit 0',
      'Two outcomes',
      'Intend: disable 2',
      'Claim 2027-01-04 01:00 UTC, reconcile from aaaaaaa',
    ]);
    expect(run.head()).toBe(await journalHead(lab.remote));
    expect(await verdictOn(lab)).toEqual({ ok: true, runs: 1, records: 6 });
  });

  it('is the same bytes whoever writes it: only content, date and nonce make the commits', async () => {
    const heads = [];
    for (let n = 0; n < 2; n += 1) {
      const lab = await journalLab();
      const run = await mustLock(lab);
      await run.append([intent(run.run, 'e-1001')]);
      heads.push(run.head());
    }

    expect(heads[0]).toBe(heads[1]);
  });

  it('says that it is alive only when its last push is five minutes old', async () => {
    const lab = await journalLab();
    const run = await mustLock(lab);
    const before = run.head();

    lab.clock.advance(HEARTBEAT - 1);
    expect(await run.heartbeat()).toBe('ok');
    expect(run.head()).toBe(before);
    lab.clock.advance(1);
    expect(await run.heartbeat()).toBe('ok');

    expect(run.head()).not.toBe(before);
    expect(run.remaining()).toBe(LEASE);
    expect(lab.repository.remoteGit('log', '-1', '--format=%s', 'lastday/journal')).toBe('Still at work 2027-01-04 01:05 UTC');
  });

  it.each([
    ['time passes', (lab: JournalLab) => lab.clock.advance(60_000)],
    ['only the wall clock moves (the machine slept)', (lab: JournalLab) => lab.clock.jumpWall(60_000)],
    ['only elapsed time moves (the wall clock was set back)', (lab: JournalLab) => lab.clock.jumpElapsed(60_000)],
    ['the wall clock is set back while time passes', (lab: JournalLab) => (lab.clock.advance(60_000), lab.clock.jumpWall(-3_600_000))],
  ])('T8: has a minute less of its lease when %s', async (_name, move) => {
    const lab = await journalLab();
    const run = await mustLock(lab);

    move(lab);

    expect(run.remaining()).toBe(LEASE - 60_000);
  });

  it('has nothing left after the lease, and a full one after a push', async () => {
    const lab = await journalLab();
    const run = await mustLock(lab);
    lab.clock.advance(LEASE * 3);
    expect(run.remaining()).toBe(0);

    expect(await run.append([intent(run.run, 'e-1')])).toBe('ok');

    expect(run.remaining()).toBe(LEASE);
  });

  it('counts the lease from before the push, not from its answer', async () => {
    const lab = await journalLab();
    const slow: Remote = {
      ...lab.remote,
      async push(commit, ref) {
        lab.clock.advance(40_000);
        return lab.remote.push(commit, ref);
      },
    };

    const run = await mustLock({ ...lab, remote: slow });

    expect(run.remaining()).toBe(LEASE - 40_000);
  });
});

describe('a fenced run', () => {
  it('X2, X9: is rejected after a steal, for good, and knows that the head is not its own', async () => {
    const lab = await journalLab();
    const paused = await mustLock(lab);
    await paused.append([intent(paused.run, 'e-1001')]);
    const thief = await rivalOf(lab, 'thief');
    const stolen = await takeLock({ ...thief, nonce: nonceOf('2'), claim: claimDraft, on: await journalHead(lab.remote) });
    expect(stolen.state).toBe('held');
    const head = await journalHead(lab.remote);

    expect(await paused.stillOurs()).toBe(false);
    expect(await paused.append([outcome(paused.run, 'e-1001')])).toBe('fenced');
    expect(await paused.heartbeat()).toBe('fenced');
    expect(await paused.close(close(paused.run))).toBe('fenced');

    expect(await journalHead(lab.remote)).toBe(head);
    expect(stolen.state === 'held' && (await stolen.run.stillOurs())).toBe(true);
  });

  it('is fenced too when the branch was deleted or replaced under it', async () => {
    const lab = await journalLab();
    const run = await mustLock(lab);
    lab.repository.remoteGit('update-ref', '-d', JOURNAL_REF);
    expect(await run.stillOurs()).toBe(false);
    expect(await run.append([intent(run.run, 'e-1')])).toBe('fenced');

    const other = await journalLab();
    const replaced = await mustLock(other);
    other.repository.remoteGit('update-ref', JOURNAL_REF, other.repository.commit({ a: '1' }));
    expect(await replaced.append([intent(replaced.run, 'e-1')])).toBe('fenced');
  });

  it('J10: tells late, without the lock, what it did; the live holder goes on from there', async () => {
    const lab = await journalLab();
    const paused = await mustLock(lab);
    await paused.append([intent(paused.run, 'e-1001')]);
    const other = await rivalOf(lab, 'other');
    await releaseLock({ ...other, reason: 'test', run: null });
    const holder = await mustLock(other, nonceOf('2'));
    await holder.append([intent(holder.run, 'e-1002')]);

    expect(await appendLate(lab, [late(paused.run, 'e-1001')])).toBe('ok');
    expect(await holder.stillOurs()).toBe(true);
    expect(await appendLate(lab, [late(paused.run, 'e-1003')])).toBe('ok');
    expect(await holder.append([outcome(holder.run, 'e-1002')])).toBe('ok');
    expect(await holder.close(close(holder.run))).toBe('ok');
    expect(await appendLate(lab, [late(paused.run, 'e-1004')])).toBe('ok');

    expect(await verdictOn(lab)).toMatchObject({ ok: true, runs: 2 });
    const head = await journalHead(lab.remote);
    const records = await readRecords(lab.reader, head!, other.hash);
    expect(Array.isArray(records) && records.filter((record) => record.type === 'late')).toMatchObject([
      { run: holder.run, of: paused.run },
      { run: holder.run, of: paused.run },
      { run: holder.run, of: paused.run },
    ]);
  });

  it('is not made the holder again by its own late records', async () => {
    const lab = await journalLab();
    const paused = await mustLock(lab);
    await releaseLock({ ...lab, reason: 'test', run: null });

    await appendLate(lab, [late(paused.run, 'e-1001')]);

    expect(await paused.stillOurs()).toBe(false);
    expect((await mustLock(lab, nonceOf('2'))).run).toBe('20270104T010000Z-22222222');
  });

  it('cannot tell anything where there is no journal', async () => {
    const lab = await journalLab();

    expect(await appendLate(lab, [late('20270104T010000Z-11111111', 'e-1')])).toMatchObject({ fault: { refused: true } });
    expect(await appendLate(lab, [])).toBe('ok');
  });

  it('is what a holder becomes when anything but late records came on top of its own', async () => {
    const lab = await journalLab();
    const run = await mustLock(lab);
    const other = await rivalOf(lab, 'other');
    const head = (await journalHead(lab.remote))!;
    await other.remote.fetch([JOURNAL_REF]);
    const author = { name: 'x', email: 'x' };
    const forged = await other.remote.commit({ parent: head, files: new Map([['x', 'y']]), message: 'x', author, at: lab.clock.now() });
    await other.remote.push(forged, JOURNAL_REF);

    expect(await run.stillOurs()).toBe(false);
    expect(run.lastFault()).toMatchObject({ operation: 'read' });
    expect(await run.append([intent(run.run, 'e-1')])).not.toBe('ok');
  });
});
