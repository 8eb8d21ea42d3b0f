/** Releases that merge themselves: when, and what leaves them to a person. */
import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { Fault, type Forge, type MergeStop } from '../../../reconciler/ports.ts';
import { type ProposeRequest, propose } from '../../../reconciler/record/propose.ts';
import type { Digest, Instant } from '../../../schemas/primitives.ts';
import { deviceFile, hash, KEY, makeWorld, outcomesOf, release, type World, writeOn } from './propose.world.ts';

const FIRST = { branch: 'refs/heads/main' } as const;
/** Twelve hours after the first run of the world. */
const LATER = '2027-01-04T13:00:00Z' as Instant;

function approved(person = 'e-0001', tag = 'LT-0001', more: Partial<Proposal> = {}): Proposal {
  return release(person, tag, { approved: hash(`${person} ${tag}`), ...more });
}

function run(world: World, proposals: readonly Proposal[], more: Partial<ProposeRequest> = {}): Promise<string[]> {
  return outcomesOf(world.request(proposals, { ...FIRST, ...more }));
}

/** A world in which it was opened half a day ago. */
async function opened(...proposals: readonly Proposal[]): Promise<World> {
  const world = makeWorld();
  await propose(world.request(proposals, FIRST));
  world.now = LATER;
  return world;
}

function statusOf(world: World, tag: string): string | null {
  return world.git.read(world.main(), `state/devices/${tag}.yaml`);
}

describe('a release that the plan approves', () => {
  test('merges itself half a day after it was opened; then nothing is left to do', async () => {
    const world = await opened(approved());
    const merged = await run(world, [approved()]);

    expect(merged).toEqual([`${KEY} merged`]);
    expect(world.forge.pulls.map((pull) => pull.state)).toEqual(['merged']);
    expect(statusOf(world, 'LT-0001')).toContain('status: awaited');
    expect(await run(world, [])).toEqual([]);
  });

  test.each([
    ['one minute too early', '2027-01-04T12:59:00Z', 'untouched (waits-new)'],
    ['on the minute', '2027-01-04T13:00:00Z', 'merged'],
  ])('%s', async (_name, now, wanted) => {
    const world = await opened(approved());
    world.now = now as Instant;

    expect(await run(world, [approved()])).toEqual([`${KEY} ${wanted}`]);
  });

  test('says so in its text and in its commit', async () => {
    const world = await opened(approved());

    expect(world.forge.pulls[0]?.body).toContain('it merges itself');
    expect(world.git.messageAt(world.head(KEY)!)).toContain(`Approved: ${hash('e-0001 LT-0001')}\n`);
  });

  test('several in one night, each on top of the other', async () => {
    const [one, two] = [approved(), approved('e-0002', 'LT-0002')];
    const world = await opened(one, two);

    expect(await run(world, [one, two])).toEqual([`${KEY} merged`, 'release/e-0002-2026-12-31 merged']);
    expect([statusOf(world, 'LT-0001'), statusOf(world, 'LT-0002')].every((text) => text?.includes('awaited'))).toBe(true);
  });
});

describe('is left to a person', () => {
  test('where the plan approves nothing, however old it is', async () => {
    const world = await opened(release());

    expect(await run(world, [release()])).toEqual([`${KEY} untouched`]);
    expect(world.forge.pulls[0]?.body).not.toContain('merges itself');
  });

  test('where its purpose is another, whatever it says of itself', async () => {
    const sale = approved('e-0001', 'LT-0001', { key: 'sale/e-0001-2026-12-31', purpose: 'sale' });
    const world = await opened(sale);

    expect(await run(world, [sale])).toEqual(['sale/e-0001-2026-12-31 untouched']);
  });

  test('where something else is approved by now: it is made anew first, and stands half a day', async () => {
    const world = await opened(approved());
    const anew = approved('e-0001', 'LT-0001', { approved: 'c'.repeat(64) as Digest });

    expect(await run(world, [anew])).toEqual([`${KEY} updated`]);
    expect(await run(world, [anew])).toEqual([`${KEY} untouched (waits-new)`]);
    world.now = '2027-01-05T02:00:00Z' as Instant;
    expect(await run(world, [anew])).toEqual([`${KEY} merged`]);
  });

  test('where policy wants a review again: its text no longer says that it merges itself', async () => {
    const world = await opened(approved());

    expect(await run(world, [release()])).toEqual([`${KEY} updated`]);
    expect(world.forge.pulls[0]?.body).not.toContain('merges itself');
    expect(await run(world, [release()])).toEqual([`${KEY} untouched`]);
  });

  test('where a person wrote on its branch', async () => {
    const world = await opened(approved());
    writeOn(world);

    expect(await run(world, [approved()])).toEqual([`${KEY} untouched (commits-of-others)`]);
    expect(world.forge.pulls[0]?.state).toBe('open');
  });

  test('where a person closed it: neither opened again nor merged', async () => {
    const world = await opened(approved());
    world.forge.end(KEY, 'closed');

    expect(await run(world, [approved()])).toEqual([`${KEY} refused (closed-by-person)`]);
  });

  test('where a person wrote on the branch after it was looked at', async () => {
    const world = await opened(approved());
    world.git.tap = (operation, when) => {
      if (operation === 'fetch' && when === 'after') writeOn(world);
    };

    expect(await run(world, [approved()])).toEqual([`${KEY} untouched (waits-moved)`]);
    expect(world.forge.pulls[0]?.state).toBe('open');
  });

  test.each<MergeStop>(['draft', 'label', 'comment', 'review', 'conflict', 'checks', 'protected', 'rights', 'unknown'])(
    'where the forge says: %s',
    async (why) => {
      const world = await opened(approved());
      world.forge.refuseMerge = () => why;

      expect(await run(world, [approved()])).toEqual([`${KEY} untouched (waits-${why})`]);
      expect(statusOf(world, 'LT-0001')).toContain('status: in-use');
    },
  );

  test('where the forge cannot merge', async () => {
    const world = await opened(approved());
    const forge: Forge = { ...world.forge };
    delete forge.merge;

    expect(await run(world, [approved()], { forge })).toEqual([`${KEY} untouched (waits-unknown)`]);
  });
});

describe('never on files that were not planned from', () => {
  test('somebody merged something since: first a plan of it', async () => {
    const world = await opened(approved());
    const base = world.main();
    world.git.commit({ 'state/devices/LT-0009.yaml': deviceFile('LT-0009', 'model: X\n') });

    expect(await run(world, [approved()], { base })).toEqual([`${KEY} untouched (waits-moved)`]);
    expect(await run(world, [approved()])).toEqual([`${KEY} merged`]);
  });

  test('nobody is asked where the default branch is', async () => {
    const world = await opened(approved());

    expect(await outcomesOf(world.request([approved()]))).toEqual([`${KEY} untouched (waits-moved)`]);
  });

  test.each([
    [
      'somebody merged in between',
      (world: World) => void world.git.commit({ 'state/devices/LT-0009.yaml': deviceFile('LT-0009', 'model: X\n') }),
    ],
    ['the merge changed more than it should', (world: World) => void world.git.commit({ 'policies/devices.yaml': 'x: 1\n' })],
    ['the default branch is gone', (world: World) => void world.git.refs.delete('refs/heads/main')],
    [
      'the default branch was put elsewhere',
      (world: World) => void world.git.commit({ 'x.yaml': 'x\n' }, { onto: world.git.commit({}, { branch: 'other' }) }),
    ],
  ])('after a merge: %s, and the others wait', async (_name, meanwhile) => {
    const [one, two] = [approved(), approved('e-0002', 'LT-0002')];
    const world = await opened(one, two);
    const { onMerge } = { ...world.forge };
    world.forge.onMerge = (pull) => {
      onMerge(pull);
      meanwhile(world);
    };

    expect(await run(world, [one, two])).toEqual([`${KEY} merged`, 'release/e-0002-2026-12-31 untouched (waits-moved)']);
  });

  test('two about one device: the second waits for a plan of what the first made of it', async () => {
    const [one, two] = [approved(), approved('e-0002', 'LT-0001')];
    const world = await opened(one, two);

    expect(await run(world, [one, two])).toEqual([`${KEY} merged`, 'release/e-0002-2026-12-31 untouched (waits-moved)']);
  });
});

describe('faults', () => {
  test('a forge that does not answer fails that one, and the next night merges it', async () => {
    const world = await opened(approved());
    world.forge.tap = (operation, when) => {
      if (operation === 'merge' && when === 'before') throw new Fault('no answer', { where: 'test', operation });
    };

    expect(await run(world, [approved()])).toEqual([`${KEY} failed (fault: test: merge: no answer)`]);
    world.forge.tap = () => undefined;
    expect(await run(world, [approved()])).toEqual([`${KEY} merged`]);
  });

  test('a merge whose answer was lost is found by the next night', async () => {
    const world = await opened(approved());
    world.forge.tap = (operation, when) => {
      if (operation === 'merge' && when === 'after') throw new Fault('no answer', { where: 'test', operation });
    };

    expect(await run(world, [approved()])).toEqual([`${KEY} failed (fault: test: merge: no answer)`]);
    expect(await run(world, [approved()])).toEqual([`${KEY} untouched (merged)`]);
  });

  test('that the remote cannot be asked after the merge is no fault of the merge', async () => {
    const [one, two] = [approved(), approved('e-0002', 'LT-0002')];
    const world = await opened(one, two);
    const { onMerge } = { ...world.forge };
    world.forge.onMerge = (pull) => {
      onMerge(pull);
      world.git.tap = (operation) => {
        if (operation === 'fetch') throw new Fault('no answer', { where: 'test', operation });
      };
    };

    expect(await run(world, [one, two])).toEqual([`${KEY} merged`, 'release/e-0002-2026-12-31 untouched (waits-moved)']);
  });

  test('a run that must end merges nothing more', async () => {
    const [one, two] = [approved(), approved('e-0002', 'LT-0002')];
    const world = await opened(one, two);
    let left = 3;

    expect(await run(world, [one, two], { mayGoOn: () => Promise.resolve(left-- > 0) })).toEqual([
      `${KEY} merged`,
      'release/e-0002-2026-12-31 untouched',
    ]);
  });
});
