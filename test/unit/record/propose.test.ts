/** The life of a pull request: opened once, left alone, updated in place, refused, withdrawn. */
import { describe, expect, test } from 'vitest';
import { propose } from '../../../reconciler/record/propose.ts';
import { makeWorld, release } from './propose.world.ts';

describe('a proposal becomes a pull request', () => {
  test('with one commit on a branch of its own', async () => {
    const world = makeWorld();

    const outcomes = await propose(world.request([release()]));

    expect(outcomes).toEqual([
      { key: 'release/e-0001-2026-12-31', outcome: 'opened', address: 'https://forge.example/pulls/1', detail: null },
    ]);
    const head = world.head('release/e-0001-2026-12-31');
    const [commit] = await world.git.reader.history({ from: head!, since: null, limit: 1 });
    expect(commit?.parent).toBe(world.main());
    expect(commit?.trailers).toMatchObject({ Person: 'e-0001', Rule: 'device-day', Journal: 'a'.repeat(40) });
    expect(world.git.read(head!, 'state/devices/LT-0001.yaml')).toContain('status: awaited\nholder: null\n');
    console.log(await world.git.reader.message(head!), world.forge.pulls[0]?.body);
  });

  test('the second run touches nothing', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    const before = { pulls: structuredClone(world.forge.pulls), head: world.head('release/e-0001-2026-12-31') };

    const outcomes = await propose(world.request([release()]));

    expect(outcomes.map((one) => one.outcome)).toEqual(['untouched']);
    expect({ pulls: world.forge.pulls, head: world.head('release/e-0001-2026-12-31') }).toEqual(before);
  });
});
