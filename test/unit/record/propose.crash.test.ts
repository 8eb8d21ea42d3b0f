/** A run that ends anywhere: the next one comes to the same end, nothing twice, nothing lost. */
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../reconciler/ports.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import { makeWorld, release, type World } from './propose.world.ts';

/** The process is gone. */
class Crash extends Error {}

/** Counts every step that reaches the outside, before and after it. */
function tapAll(world: World, act: (step: number, operation: string, when: 'before' | 'after') => void): void {
  let step = 0;
  const tap = (operation: string, when: 'before' | 'after') => {
    step += 1;
    act(step, operation, when);
  };
  world.git.tap = tap;
  world.forge.tap = tap;
}

const KEYS = ['release/e-0001-2026-12-31', 'release/e-0002-2026-12-31', 'release/e-0003-2026-12-31'];

/** Before: one pull request as it should be, one out of date, one not proposed any more. Then: one new, two to change. */
async function begin(): Promise<World> {
  const world = makeWorld();
  await propose(world.request([release(), release('e-0002', 'LT-0002'), release('e-0009', 'LT-0009')]));
  return world;
}

function wanted() {
  return [release(), release('e-0002', 'LT-0012'), release('e-0003', 'LT-0003')];
}

function shown(world: World) {
  const open = world.forge.pulls.filter((pull) => pull.state === 'open');
  const closed = world.forge.pulls.filter((pull) => pull.state === 'closed');
  return {
    open: open.map((pull) => [pull.key, pull.fingerprint, ...[...pull.labels].sort()].join(' ')).sort(),
    closed: closed.map((pull) => [pull.key, pull.closedBy]),
    comments: [...world.forge.comments.values()].flat().length,
    branches: [...world.git.refs.keys()].sort(),
    texts: KEYS.map((key) =>
      world.git.read(world.head(key)!, `state/devices/LT-00${key === KEYS[1] ? '12' : `0${key.slice(13, 14)}`}.yaml`)?.includes('awaited'),
    ),
  };
}

async function countSteps(): Promise<number> {
  const world = await begin();
  let steps = 0;
  tapAll(world, (step) => (steps = step));
  await propose(world.request(wanted()));
  return steps;
}

const steps = await countSteps();
const straight = await begin();
await propose(straight.request(wanted()));
const end = shown(straight);

test('the straight run: one left alone, one updated, one opened, one withdrawn', () => {
  expect(steps).toBeGreaterThan(20);
  expect(end.open.map((line) => line.split(' ')[0])).toEqual(KEYS);
  expect(end.closed).toEqual([['release/e-0009-2026-12-31', 'us']]);
  expect(end.branches).toEqual(['refs/heads/main', ...KEYS.map((key) => `refs/heads/lastday/${key}`)].sort());
});

describe.each(Array.from({ length: steps }, (_, index) => index + 1))('ended at step %i', (at) => {
  test('by a crash', async () => {
    const world = await begin();
    tapAll(world, (step) => {
      if (step === at) throw new Crash();
    });
    await expect(propose(world.request(wanted()))).rejects.toBeInstanceOf(Crash);
    tapAll(world, () => undefined);

    await propose(world.request(wanted()));
    const after = shown(world);
    const again = await propose(world.request(wanted()));

    expect(after).toEqual(end);
    expect(again.map((one) => one.outcome)).toEqual(['untouched', 'untouched', 'untouched']);
  });

  test('by a fault of that one call: said, and mended by the next run', async () => {
    const world = await begin();
    tapAll(world, (step) => {
      if (step === at) throw new Fault('no answer', { where: 'test', operation: 'any' });
    });

    const first = await propose(world.request(wanted()));
    tapAll(world, () => undefined);
    await propose(world.request(wanted()));

    expect(first.some((one) => one.outcome === 'failed' && one.detail?.startsWith('fault: test') === true)).toBe(true);
    expect(shown(world)).toEqual(end);
  });
});

test('a push whose answer is lost is asked for', async () => {
  const world = makeWorld();
  const inner = world.git.remote;
  const remote = {
    ...world.git.remote,
    push: async (...args: Parameters<typeof inner.push>) => {
      await inner.push(...args);
      return { state: 'unknown' as const, fault: new Fault('lost', { where: 'remote', operation: 'push' }) };
    },
  };

  const outcomes = await propose(world.request([release()], { remote }));

  expect(outcomes.map((one) => one.outcome)).toEqual(['opened']);
});

test('a push that never came and was never answered is unknown', async () => {
  const world = makeWorld();
  const fault = new Fault('lost', { where: 'remote', operation: 'push' });
  const remote = { ...world.git.remote, push: () => Promise.resolve({ state: 'unknown' as const, fault }) };

  const outcomes = await propose(world.request([release()], { remote }));

  expect(outcomes).toMatchObject([{ outcome: 'failed', detail: 'push-unknown' }]);
});
