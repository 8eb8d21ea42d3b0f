/** Apply: what is written, in which order, what is announced before and reported after, and when it stops. */
import { describe, expect, it } from 'vitest';
import type { IntentRecord } from '../../../reconciler/model/journal.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { applyWorld, endAccount, endEverybody, planOf, testSealer } from './world.ts';

function kinds(outcomes: readonly { change: string; outcome: string; detail: string | null }[]): string[] {
  return outcomes.map(
    (one) => `${one.change.split('/').slice(0, 2).join(' ')} ${one.outcome}${one.detail === null ? '' : ` (${one.detail})`}`,
  );
}

describe('apply', () => {
  it('ends sign-in and sessions, and says verified only after reading again', async () => {
    const world = applyWorld(1);

    const result = await world.run(endEverybody(1));

    expect(kinds(result.outcomes)).toEqual(['disable e-1 verified', 'sessions e-1 verified']);
    expect(world.ad.accounts.get('a-1')).toMatchObject({ enabled: false, sessions: 0 });
    expect(world.log.records.map((record) => record.type)).toEqual(['intent', 'intent', 'outcome', 'outcome']);
  });

  it('does nothing the second time', async () => {
    const world = applyWorld(2);
    await world.run(endEverybody(2));
    const before = world.ad.written.length;

    const again = await world.run(endEverybody(2));

    expect(world.ad.written).toHaveLength(before);
    expect(again.outcomes.every((one) => one.outcome === 'already-so')).toBe(true);
  });

  it('begins with one person, the pilot, and announces at most twenty accounts at once', async () => {
    const world = applyWorld(45);
    const batches: number[] = [];
    world.log.before = (records) => {
      if (records[0]?.type === 'intent') batches.push(new Set(records.map((record) => (record as IntentRecord).account)).size);
    };

    const result = await world.run(endEverybody(45));

    expect(batches).toEqual([1, 20, 20, 4]);
    expect(result.outcomes.filter((one) => one.outcome === 'verified')).toHaveLength(90);
  });

  it('captures declared groups in the open, seals the others, and says when it could not', async () => {
    const world = applyWorld(1);
    const unsealed = applyWorld(1);
    unsealed.sealer = testSealer(false);

    await world.run(endEverybody(1));
    await unsealed.run(endEverybody(1));

    const [intent] = world.log.records as IntentRecord[];
    expect(intent?.capture.open).toEqual({ enabled: true, groups: ['sales'], licences: [] });
    expect(intent?.capture.sealed?.key).toBe('capture-2027-01');
    expect(JSON.stringify(world.log.records)).not.toContain('choir');
    const [bare] = unsealed.log.records as IntentRecord[];
    expect(bare?.capture).toEqual({ open: { enabled: true, groups: ['sales'], licences: [] }, sealed: null, complete: false });
    expect(JSON.stringify(unsealed.log.records)).not.toContain('choir');
  });

  it('writes no sign-in name into the journal', async () => {
    const world = applyWorld(3);

    await world.run(endEverybody(3));

    expect(JSON.stringify(world.log.records)).not.toContain('user');
  });

  it('goes on with others when one account fails, and holds back what depends on it', async () => {
    const world = applyWorld(3);
    world.ad.fail({ operation: 'write', target: 'a-2', how: 'refused' });

    const result = await world.run(endEverybody(3));

    expect(kinds(result.outcomes)).toEqual([
      'disable e-1 verified',
      'sessions e-1 verified',
      'disable e-2 failed (refused)',
      'sessions e-2 skipped (dependency)',
      'disable e-3 verified',
      'sessions e-3 verified',
    ]);
  });

  it('stops a system whose pilot write shows no effect', async () => {
    const world = applyWorld(3);
    world.ad.fail({ operation: 'write', how: 'silent', times: 99 });

    const result = await world.run(endEverybody(3));

    expect(kinds(result.outcomes)).toEqual([
      'disable e-1 failed (mismatch)',
      'sessions e-1 skipped (dependency)',
      'disable e-2 skipped (pilot-stopped)',
      'sessions e-2 skipped (dependency)',
      'disable e-3 skipped (pilot-stopped)',
      'sessions e-3 skipped (dependency)',
    ]);
  });

  it('stops a system after three failures among its first ten writes', async () => {
    const world = applyWorld(6);
    world.ad.fail({ operation: 'write', how: 'refused', times: 99 });

    const result = await world.run(endEverybody(6));

    expect(result.outcomes.filter((one) => one.detail === 'refused')).toHaveLength(3);
    expect(result.outcomes.filter((one) => one.detail === 'pilot-stopped')).toHaveLength(3);
  });

  it('goes on ending sign-ins where the right to do something else is missing', async () => {
    const world = applyWorld(6);
    world.ad.fail({ operation: 'write', kind: 'sessions', how: 'no-right', times: 99 });

    const result = await world.run(endEverybody(6));

    expect(kinds(result.outcomes)).toEqual(
      [1, 2, 3, 4, 5, 6].flatMap((n) => [`disable e-${n} verified`, `sessions e-${n} failed (no-right)`]),
    );
  });

  it('tries last what failed the night before, so that three refused for good keep nobody else waiting', async () => {
    const world = applyWorld(6);
    for (const target of ['a-1', 'a-2', 'a-3']) world.ad.fail({ operation: 'write', target, how: 'refused', times: 99 });
    const first = await world.run(endEverybody(6));
    world.failed = new Set(first.outcomes.flatMap((one) => (one.outcome === 'failed' ? [one.change] : [])));

    const second = await world.run(endEverybody(6));

    const ends = (outcomes: typeof first.outcomes) => kinds(outcomes).filter((text) => text.startsWith('disable'));
    const stopped = ['disable e-4 skipped (pilot-stopped)', 'disable e-5 skipped (pilot-stopped)', 'disable e-6 skipped (pilot-stopped)'];
    const refused = ['disable e-1 failed (refused)', 'disable e-2 failed (refused)', 'disable e-3 failed (refused)'];
    expect(ends(first.outcomes)).toEqual([...refused, ...stopped]);
    expect(ends(second.outcomes)).toEqual(['disable e-4 verified', 'disable e-5 verified', 'disable e-6 verified', ...refused]);
  });

  it('counts a lost answer as verified when the effect is seen, and as unverifiable when it is not', async () => {
    const done = applyWorld(1);
    done.ad.fail({ operation: 'write', kind: 'disable', how: 'lost-answer' });
    const undone = applyWorld(1);
    undone.ad.fail({ operation: 'write', kind: 'disable', how: 'lost-request' });

    const first = await done.run(endEverybody(1));
    const second = await undone.run(endEverybody(1));

    expect(kinds(first.outcomes)[0]).toBe('disable e-1 verified (answer-lost)');
    expect(kinds(second.outcomes)[0]).toBe('disable e-1 unverifiable (answer-lost)');
    expect(undone.ad.calls.filter((call) => call.operation === 'write')).toHaveLength(1);
  });

  it('tells that a system took others along, also where what was asked is done', async () => {
    const world = applyWorld(1);
    world.ad.fail({ operation: 'write', kind: 'disable', how: 'others' });

    const result = await world.run(endEverybody(1));

    expect(kinds(result.outcomes)[0]).toBe('disable e-1 verified (others-put-back)');
  });

  it('waits for a system that shows its writes late', async () => {
    const world = applyWorld(1);
    world.ad.before = (call) => {
      if (call.operation === 'write' && call.write?.kind === 'disable') world.ad.staleReads = 2;
    };

    const result = await world.run(endEverybody(1));

    expect(kinds(result.outcomes)[0]).toBe('disable e-1 verified');
    expect(world.clock.sleeps).toEqual([1000, 2000]);
  });

  it('asks again where the system is busy', async () => {
    const world = applyWorld(1);
    world.ad.fail({ operation: 'write', kind: 'disable', how: 'busy', times: 2 });

    const result = await world.run(endEverybody(1));

    expect(kinds(result.outcomes)[0]).toBe('disable e-1 verified');
    expect(world.clock.sleeps.slice(0, 2)).toEqual([1000, 1000]);
  });

  it('asks before it tries again, for somebody may have merged something while the system was busy', async () => {
    const world = applyWorld(1);
    world.ad.fail({ operation: 'write', kind: 'disable', how: 'busy', times: 1 });
    world.clock.onSleep(() => {
      world.head += 1;
      world.replan = async () => planOf([]);
    });

    const result = await world.run(endEverybody(1));

    expect(kinds(result.outcomes)).toEqual(['disable e-1 superseded (not-planned-again)', 'sessions e-1 superseded (not-planned-again)']);
    expect(world.ad.written).toEqual([]);
  });

  it('stops between two calls of one change when the lock is lost, and says that it is not known to be done', async () => {
    const world = applyWorld(1);
    const [disable] = endAccount('e-1', 'a-1');
    const before = { groups: ['choir', 'sales'], licences: [] as string[] };
    const after = { groups: ['board', 'choir', 'sales'], licences: ['SEAT'] };
    const back = { ...disable, id: 'restore/e-1/undo:run/ad/a-1', kind: 'restore', before, after } as unknown as typeof disable;
    world.replan = async () => planOf([back!]);
    world.ad.before = (call) => {
      if (call.operation === 'write') world.log.mode = 'fenced';
    };

    const result = await world.run(planOf([back!]));

    expect(kinds(result.outcomes)).toEqual(['restore e-1 unverifiable (fenced)']);
    expect(world.ad.written.map((write) => write.kind)).toEqual(['groups']);
  });

  it('hands over what it cannot write', async () => {
    const world = applyWorld(1);
    const [disable] = endAccount('e-1', 'a-1');
    const handed = { ...disable!, by: { desk: 'supplier' } } as typeof disable;
    world.replan = async () => planOf([handed!]);

    const result = await world.run(planOf([handed!]));

    expect(kinds(result.outcomes)).toEqual(['disable e-1 handed-over']);
    expect(world.ad.written).toEqual([]);
  });

  it('leaves an account alone that has vanished', async () => {
    const world = applyWorld(1);
    world.ad.accounts.delete('a-1');

    const result = await world.run(endEverybody(1));

    expect(kinds(result.outcomes)).toEqual(['disable e-1 skipped (absent)', 'sessions e-1 skipped (dependency)']);
  });

  it('holds one person when planning them again fails by a bug, and goes on with the others', async () => {
    const world = applyWorld(3);
    const { replan } = world;
    world.replan = async (person, fresh) => {
      if (person === 'e-2') throw new TypeError('a bug with this person only');
      return replan(person, fresh);
    };

    const result = await world.run(endEverybody(3));

    expect(result.bugs.map((bug) => bug.person)).toEqual(['e-2']);
    expect(kinds(result.outcomes).filter((line) => line.includes('bug'))).toEqual([
      'disable e-2 skipped (bug)',
      'sessions e-2 skipped (bug)',
    ]);
    expect(world.ad.accounts.get('a-3')?.enabled).toBe(false);
  });

  it('writes nothing more when the default branch cannot be asked', async () => {
    const world = applyWorld(2);
    world.replan = async () => {
      throw new Fault('no answer', { where: 'git', operation: 'ask' });
    };

    const result = await world.run(endEverybody(2));

    expect(result.end).toBe('remote');
    expect(world.ad.written).toEqual([]);
  });

  it('finishes the person it is at when it is told to stop', async () => {
    const world = applyWorld(3);
    world.ad.before = (call) => {
      if (call.operation === 'write') world.stop = true;
    };

    const result = await world.run(endEverybody(3));

    expect(result.end).toBe('signal');
    expect(kinds(result.outcomes)).toEqual(['disable e-1 verified', 'sessions e-1 verified']);
    expect(world.log.records.filter((record) => record.type === 'outcome')).toHaveLength(2);
  });

  it('writes nothing when the intents cannot be pushed', async () => {
    const world = applyWorld(2);
    world.log.mode = 'failed';

    const result = await world.run(endEverybody(2));

    expect(result.end).toBe('journal');
    expect(world.ad.written).toEqual([]);
  });

  it('begins no request that could outlast the lease', async () => {
    const world = applyWorld(1);
    world.log.left = 60_000;

    const result = await world.run(endEverybody(1));

    expect(result.end).toBe('lease');
    expect(world.ad.written).toEqual([]);
  });
});
