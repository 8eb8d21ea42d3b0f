/** Stories in which the world moves while a plan is carried out; each broke a simpler set of rules. */
import { describe, expect, it } from 'vitest';
import type { IntentRecord } from '../../../reconciler/model/journal.ts';
import { applyWorld, endAccount, endEverybody, planOf } from './world.ts';

describe('apply, while the world moves', () => {
  it.each(Array.from({ length: 24 }, (_, call) => call))(
    'T1 an extension merged before port call %i ends nobody whose cut-off then lies ahead',
    async (moment) => {
      const world = applyWorld(3);
      let calls = 0;
      const writes: string[] = [];
      const { replan } = world;
      world.replan = async (person, fresh) => (world.head > 1 && person === 'e-2' ? planOf([]) : replan(person, fresh));
      world.ad.before = (call) => {
        if (call.operation === 'write' && call.target === 'a-2' && world.head > 1) writes.push(call.target);
        if (calls === moment) world.head += 1;
        calls += 1;
      };

      await world.run(endEverybody(3));

      expect(writes).toEqual([]);
    },
  );

  it('T1 an extension merged after the plan leaves the account alone', async () => {
    const world = applyWorld(2);
    const { replan } = world;
    world.replan = async (person, fresh) => (person === 'e-2' ? planOf([]) : replan(person, fresh));

    const result = await world.run(endEverybody(2));

    expect(world.ad.accounts.get('a-2')).toMatchObject({ enabled: true, sessions: 2 });
    expect(result.outcomes.filter((one) => one.person === 'e-2').map((one) => one.outcome)).toEqual(['superseded', 'superseded']);
  });

  it('T2 a hold that appears while earlier people are written stops what it forbids', async () => {
    const world = applyWorld(2);
    const groups = {
      ...endAccount('e-2', 'a-2')[0]!,
      id: 'groups/e-2/spell:2026-12-31/ad/a-2',
      kind: 'groups',
      before: { groups: ['sales'] },
      after: { groups: [] },
    } as never;
    let isHeld = false;
    world.replan = async (person) => planOf(person === 'e-2' ? (isHeld ? [] : [groups]) : endAccount('e-1', 'a-1'));
    world.ad.before = (call) => {
      if (call.operation === 'write') isHeld = true;
    };

    await world.run(planOf([...endAccount('e-1', 'a-1'), groups]));

    expect(world.ad.accounts.get('a-2')?.groups).toEqual(['sales', 'choir']);
  });

  it('T5 a line that planning again does not make is never written, whatever its digest', async () => {
    const world = applyWorld(2);
    const forged = endAccount('e-9', 'a-2');
    world.replan = async () => planOf([]);

    const result = await world.run(planOf(forged));

    expect(world.ad.written).toEqual([]);
    expect(result.outcomes.map((one) => one.outcome)).toEqual(['superseded', 'superseded']);
  });

  it('T7 a crash right after the first write leaves the capture in the journal', async () => {
    const world = applyWorld(1);
    world.ad.before = (call) => {
      if (call.operation === 'readAccount' && world.ad.written.length > 0) throw new Error('killed');
    };

    await world.run(endEverybody(1));

    expect(world.ad.accounts.get('a-1')?.enabled).toBe(false);
    const [intent] = world.log.records as IntentRecord[];
    expect(intent).toMatchObject({ type: 'intent', change: 'disable/e-1/spell:2026-12-31/ad/a-1', capture: { open: { enabled: true } } });
  });

  it('T7 a target that changed after its capture is left alone', async () => {
    const world = applyWorld(3);
    world.log.before = (records) => {
      if (records[0]?.type === 'intent' && records[0].person === 'e-2') world.ad.edit('a-3', { groups: [] });
    };

    const result = await world.run(endEverybody(3));

    expect(result.outcomes.filter((one) => one.person === 'e-3').map((one) => [one.outcome, one.detail])).toEqual([
      ['superseded', 'precondition'],
      ['superseded', 'precondition'],
    ]);
    expect(world.ad.accounts.get('a-3')?.enabled).toBe(true);
  });

  it('T8 a run whose lock was stolen while it slept writes nothing more', async () => {
    const world = applyWorld(12);
    let writes = 0;
    world.ad.before = (call) => {
      if (call.operation === 'write') writes += 1;
      if (call.operation === 'readAccount' && writes === 2) world.log.mode = 'fenced';
    };

    const result = await world.run(endEverybody(12));

    expect(result.end).toBe('fenced');
    expect(world.ad.written).toHaveLength(2);
    expect(result.unrecorded.filter((one) => one.outcome === 'verified')).toHaveLength(2);
  });

  it('T8 a lease that ran out by the wall clock alone is over', async () => {
    const world = applyWorld(2);
    world.ad.before = (call) => {
      if (call.operation === 'write') world.log.left = 0;
    };

    const result = await world.run(endEverybody(2));

    expect(world.ad.written).toHaveLength(1);
    expect(result.end).toBe('lease');
  });
});
