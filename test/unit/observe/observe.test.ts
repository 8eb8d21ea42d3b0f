/** Observing reads every system that is not off, a few at a time, and no system's failure is another's. */
import { describe, expect, it } from 'vitest';
import { readingRecord } from '../../../reconciler/observe/figures.ts';
import { observe } from '../../../reconciler/observe/observe.ts';
import { Fault, type SystemReader } from '../../../reconciler/ports.ts';
import type { System } from '../../../schemas/system.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import { type FakeSystem, fakeSystem } from '../../fakes/system.ts';
import { desiredOf, directory, NIGHT, person } from './ground.ts';

function system(id: string, more: Record<string, unknown> = {}): System {
  return directory({ id, tenant: `${id}-tenant`, ...more });
}

function fakes(ids: readonly string[]): Map<string, FakeSystem> {
  return new Map(ids.map((id) => [id, fakeSystem({ system: id, accounts: [{ id: '1' }] })]));
}

function opener(worlds: Map<string, FakeSystem>): (one: System) => Promise<SystemReader> {
  return async (one) => {
    const fake = worlds.get(one.id);
    if (fake === undefined) throw new Fault('there is no such system', { where: one.id, operation: 'open' });
    return fake;
  };
}

describe('observe', () => {
  it('reads all systems that are not off, in the order of the files', async () => {
    const desired = desiredOf({ systems: [system('b'), system('off', { mode: 'off' }), system('a', { mode: 'observe' })] });
    const lines: string[] = [];

    const observed = await observe({
      desired,
      memory: recalledMemory(),
      asOf: NIGHT,
      open: opener(fakes(['a', 'b', 'off'])),
      report: (line) => lines.push(line),
    });

    expect([...observed.keys()]).toEqual(['b', 'a']);
    expect(lines.toSorted()).toEqual(['a 1 of 1 (1 pages) complete', 'b 1 of 1 (1 pages) complete']);
  });

  it('keeps a fault, a bug and a refusal to open within their own system', async () => {
    const worlds = fakes(['good', 'refused', 'broken']);
    worlds.get('refused')?.fail({ operation: 'read', how: 'refused' });
    worlds.get('broken')?.fail({ operation: 'read', how: 'bug' });
    const desired = desiredOf({ systems: ['good', 'refused', 'broken', 'absent', 'odd'].map((id) => system(id)) });
    const open = opener(worlds);
    const lines: string[] = [];

    const observed = await observe({
      desired,
      memory: recalledMemory(),
      asOf: NIGHT,
      report: (line) => lines.push(line),
      open: (one) => (one.id === 'odd' ? Promise.reject('a text') : open(one)),
    });

    const verdicts = [...observed].map(
      ([id, one]) => `${id} ${one.complete.size > 0} ${one.doubts[0]?.code ?? ''} ${one.doubts[0]?.message ?? ''}`,
    );
    expect(lines).toContain('refused 0 (0 pages) not complete: the system refused');
    expect(verdicts).toEqual([
      'good true  ',
      'refused false fault the system refused',
      'broken false fault the reader failed in a way it must not (TypeError)',
      'absent false fault there is no such system',
      'odd false fault the reader failed in a way it must not (string)',
    ]);
  });

  it('reads at most four at the same time', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `s${index}`);
    const worlds = fakes(ids);
    let now = 0;
    let most = 0;
    for (const fake of worlds.values()) {
      fake.before = async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 1));
        now -= 1;
      };
    }

    const observed = await observe({
      desired: desiredOf({ systems: ids.map((id) => system(id)) }),
      memory: recalledMemory(),
      asOf: NIGHT,
      open: opener(worlds),
    });

    expect(observed.size).toBe(9);
    expect(most).toBe(4);
  });

  it('says of an export without a total and of nothing known what there is to say', async () => {
    const worlds = fakes(['a', 'b']);
    const first = worlds.get('a');
    const second = worlds.get('b');
    if (first !== undefined) first.spoil = { total: null };
    if (second !== undefined) second.provides = [];
    const lines: string[] = [];

    await observe({
      desired: desiredOf({ systems: [system('a'), system('b')] }),
      memory: recalledMemory(),
      asOf: NIGHT,
      open: opener(worlds),
      report: (line) => lines.push(line),
    });

    expect(lines.toSorted()).toEqual(['a 1 (1 pages) complete', 'b 1 of 1 (1 pages) not complete: nothing is known']);
  });
});

describe('the record of a reading', () => {
  const people = [
    person('e-1', {
      accounts: [
        { system: 'ad', id: '1' },
        { system: 'crm', id: '9' },
      ],
    }),
    person('e-2', { accounts: [{ system: 'ad', login: 'SECOND' }] }),
    person('e-3', { accounts: [{ system: 'ad' }] }),
    person('e-4'),
  ];
  const accounts = [{ id: '1' }, { id: '2', login: 'second' }, { id: '3', login: null }, { id: '4', enabled: false }];

  it('counts, and says which ids came and went', async () => {
    const desired = desiredOf({ people });
    const fake = fakeSystem({ accounts, provides: ['existence', 'status'] });
    const observed = await observe({ desired, memory: recalledMemory(), asOf: NIGHT, open: async () => fake });
    const snapshot = observed.get('ad' as never);
    if (snapshot === undefined) throw new Error('there must be a snapshot');

    const record = readingRecord(snapshot, { system: directory(), desired, earlier: ['4', '8'] as never });

    expect(record).toMatchObject({
      system: 'ad',
      tenant: 'ad-tenant',
      count: 4,
      enabled: 3,
      declaredEnabled: 2,
      complete: ['existence', 'status'],
      isNew: true,
    });
    expect(record.known).toEqual({ existence: 4, status: 4 });
    expect([record.came, record.went]).toEqual([['1', '2', '3'], ['8']]);
  });

  it('says nothing of ids when the reading was not whole', async () => {
    const desired = desiredOf({ people });
    const fake = fakeSystem({ accounts });
    fake.spoil = { truncateAt: 2 };
    const observed = await observe({ desired, memory: recalledMemory(), asOf: NIGHT, open: async () => fake });
    const snapshot = observed.get('ad' as never);
    if (snapshot === undefined) throw new Error('there must be a snapshot');

    const record = readingRecord(snapshot, { system: directory(), desired, earlier: ['8'] as never });

    expect([record.came, record.went, record.complete]).toEqual([[], [], []]);
  });
});
