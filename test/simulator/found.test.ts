/** What the simulator has found, each as the shortest story that shows it. */
import { describe, expect, it } from 'vitest';
import type { Chained } from '../../reconciler/model/journal.ts';
import { chanceFor } from './chance.ts';
import { readDoc, writeDocs } from './worlds/files.ts';
import { liveSeed, runStep, type SeedResult } from './worlds/seed.ts';
import type { RunKind, RunStep, Step } from './worlds/steps.ts';
import type { FaultPlan } from './worlds/troubles.ts';
import { headOf, makeWorld, type World } from './worlds/world.ts';

/** A company of a few people in which number 2 left before the first night; limits of the rules. */
function companyWithLeaver(): World {
  const world = makeWorld(4);
  const path = 'state/employees/e-2.yaml';
  const doc = readDoc(world, path) ?? {};
  const rules = readDoc(world, 'policies/guardrails.yaml');
  writeDocs(world, { [path]: { ...doc, lastDay: '2030-01-01' }, 'policies/guardrails.yaml': { ...rules, limits: {} } });
  return world;
}

const night = (day: number, faults: readonly FaultPlan[] = [], kind: RunKind = 'night'): RunStep => ({
  id: `${day}.${kind}`,
  day,
  kind,
  minute: 90,
  faults,
  spoils: [],
  merge: null,
  stale: 0,
  behind: 0,
});

/** Three nights of looking; then number 2 has left, as the files say since the evening before. */
async function untilGone(world: World): Promise<void> {
  await liveSeed(4, [night(0), night(1), night(2)], world);
  const path = 'state/employees/e-2.yaml';
  writeDocs(world, { [path]: { ...readDoc(world, path), lastDay: new Date(world.now - 86_400_000).toISOString().slice(0, 10) } });
}

async function live(world: World, last: readonly Step[]): Promise<SeedResult> {
  await untilGone(world);
  return liveSeed(4, last, world);
}

const enabled = (world: World) => world.watch.truth('ad', 'ad-2')?.enabled;

describe('a night', () => {
  it('ends what is over when nothing goes wrong', async () => {
    const world = companyWithLeaver();

    const result = await live(world, [night(4)]);

    expect(result.troubles).toEqual([]);
    expect(enabled(world)).toBe(false);
  });

  it('writes nothing while the remote does not say whether somebody has put a freeze there', async () => {
    const world = companyWithLeaver();
    world.git.refs.set('refs/heads/lastday/freeze', headOf(world));

    await live(world, [night(4, [{ call: 'ask refs/heads/lastday/freeze', nth: 1, times: 1000, how: 'lost-request' }])]);

    expect(enabled(world)).toBe(true);
    expect(world.watch.writes.filter(({ system, write }) => system === 'ad' && write.kind === 'disable')).toEqual([]);
  });

  it('says at its end what it could not say when it was done, for the remote was away', async () => {
    const world = companyWithLeaver();

    const result = await live(world, [night(4, [{ call: 'push refs/heads/lastday/journal', nth: 3, times: 3, how: 'refused' }])]);

    expect(result.troubles).toEqual([]);
    expect(enabled(world)).toBe(false);
  });

  it('that got no look at what it wrote is undone all the same: the next reading shows whose end it was', async () => {
    const world = companyWithLeaver();
    await untilGone(world);
    world.now += 26 * 3_600_000;
    const blind = night(4, [{ call: 'readAccount ad', nth: 3, times: 1000, how: 'lost-answer' }]);
    await runStep(world, blind, chanceFor(4, 'blind'));
    const isBlind = (one: Chained) => one.type === 'outcome' && one.change.endsWith('/ad/ad-2') && one.outcome === 'unverifiable';
    const run = world.watch.chain.runs.find(({ records }) => records.some(isBlind))?.run ?? 'none';
    expect(enabled(world)).toBe(false);
    const path = 'state/employees/e-2.yaml';
    writeDocs(world, { [path]: { ...readDoc(world, path), lastDay: '2031-12-31' } });
    world.regretted = { of: run, person: 'e-2' };
    const result = await liveSeed(4, [night(8, [], 'undo'), night(9)], world);

    expect(result.troubles).toEqual([]);
    expect(enabled(world)).toBe(true);
  });
});
