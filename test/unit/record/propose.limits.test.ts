/** How many pull requests at one time, who is asked, and what happens to those that nothing proposes any more. */
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../reconciler/ports.ts';
import { askedKey, branchOf } from '../../../reconciler/record/propose/request.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import { Purpose } from '../../../schemas/vocabulary.ts';
import { desiredWith, KEY, larger, makeWorld, outcomesOf, release, writeOn } from './propose.world.ts';

describe('limits', () => {
  const many = (count: number, more = {}) =>
    Array.from({ length: count }, (_, index) => release(`e-${1000 + index}`, `LT-${String(index + 1).padStart(4, '0')}`, more));

  test('five new ones a run, ten open; urgent ones first and never limited', async () => {
    const world = makeWorld();
    const proposals = [...many(13), release('e-2001', 'LT-0018', { urgent: true }), release('e-2002', 'LT-0019', { urgent: true })];
    const count = async () => {
      const outcomes = await propose(world.request(proposals));
      return {
        opened: outcomes.filter((one) => one.outcome === 'opened').map((one) => one.key.slice(8, 14)),
        limits: [...new Set(outcomes.map((one) => one.detail))],
      };
    };

    expect(await count()).toEqual({ opened: ['e-2001', 'e-2002', 'e-1000', 'e-1001', 'e-1002'], limits: [null, 'limit-run'] });
    expect((await count()).opened).toHaveLength(5);
    expect(await count()).toEqual({ opened: [], limits: [null, 'limit-open'] });
  });

  test('any number of urgent ones', async () => {
    const world = makeWorld();

    const outcomes = await propose(world.request(many(14, { urgent: true })));

    expect(outcomes.every((one) => one.outcome === 'opened')).toBe(true);
  });

  test('the policy sets both; an open one may always be updated', async () => {
    const world = makeWorld();
    const desired = desiredWith({ 'device-rules': { pullRequests: { open: 1, perRun: 1 } } });
    await propose(world.request([release()], { desired }));

    expect(await outcomesOf(world.request([larger(), release('e-0003', 'LT-0003')], { desired }))).toEqual([
      `${KEY} updated`,
      'release/e-0003-2026-12-31 limited (limit-open)',
    ]);
  });
});

describe('no longer proposed', () => {
  test('withdrawn with a word, and its branch goes', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));

    expect(await outcomesOf(world.request([]))).toEqual([`${KEY} withdrawn`]);
    expect(world.forge.pulls[0]).toMatchObject({ state: 'closed', closedBy: 'us' });
    expect(world.forge.comments.get(1)).toHaveLength(1);
    expect(world.head(KEY)).toBeNull();
  });

  test('and proposed again: opened again', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    await propose(world.request([]));

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} opened`]);
  });

  test.each(['merged', 'closed'] as const)('a person who %s it meanwhile was first: nothing is said or marked as ours', async (how) => {
    const world = makeWorld();
    await propose(world.request([release()]));
    const inner = { ...world.forge };
    world.forge.list = async () => {
      const pulls = await inner.list();
      world.forge.end(KEY, how);
      return pulls;
    };

    expect(await outcomesOf(world.request([]))).toEqual([]);
    expect(world.forge.pulls[0]).toMatchObject({ state: how, closedBy: how === 'closed' ? 'person' : null });
    expect(world.forge.comments.size).toBe(0);
    expect(world.head(KEY)).not.toBeNull();
  });

  test.each([
    ['nothing may be withdrawn', new Set<string>(), []],
    ['another purpose may', new Set(['sale']), []],
    ['this purpose may', new Set(['release']), [`${KEY} withdrawn`]],
    ['this key may', new Set([KEY]), [`${KEY} withdrawn`]],
  ])('where %s', async (_name, withdrawable, wanted) => {
    const world = makeWorld();
    await propose(world.request([release()]));

    expect(await outcomesOf(world.request([], { withdrawable }))).toEqual(wanted);
  });

  test('what a person asked for by command is never withdrawn', async () => {
    const world = makeWorld();
    await propose(world.request([release('e-0001', 'LT-0001', { key: 'offboard/e-0001-2026-12-31', purpose: 'offboard' })]));

    expect(await outcomesOf(world.request([]))).toEqual([]);
    expect(world.forge.pulls[0]?.state).toBe('open');
  });

  test("with a person's commits on it, it is left open with a comment", async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    writeOn(world);

    expect(await outcomesOf(world.request([]))).toEqual([`${KEY} left-alone (commits-of-others)`]);
    expect(world.forge.pulls[0]?.state).toBe('open');
    expect(world.head(KEY)).not.toBeNull();
  });

  test('a branch of somebody without a pull request is no matter of ours', async () => {
    const world = makeWorld();
    writeOn(world);

    expect(await outcomesOf(world.request([]))).toEqual([]);
    expect(world.head(KEY)).not.toBeNull();
  });
});

describe('a forge that refuses', () => {
  test('is told in our words: what it said itself may name somebody', async () => {
    const world = makeWorld();
    const text = 'GitHub refused what was sent: Validation Failed: practice-person cannot be asked';
    world.forge.open = () => Promise.reject(new Fault(text, { where: 'github', operation: 'POST /pulls', refused: true }));

    expect(await outcomesOf(world.request([release()]))).toEqual([
      `${KEY} failed (fault: github: POST /pulls: GitHub refused what was sent)`,
    ]);
  });

  test('leaves a branch behind that the next run takes up', async () => {
    const world = makeWorld();
    const forge = { ...world.forge };
    world.forge.open = () =>
      Promise.reject(new Fault('the token may not do this', { where: 'github', operation: 'POST /pulls', refused: true }));
    await propose(world.request([release()]));
    const head = world.head(KEY);

    expect(await outcomesOf(world.request([release()], { forge }))).toEqual([`${KEY} opened`]);
    expect(world.head(KEY)).toBe(head);
  });
});

describe('whose turn it is', () => {
  test('teams come from the approval rule that fits, and nobody is asked about a silent one', async () => {
    const world = makeWorld();
    const asked: (readonly string[])[] = [];
    const inner = { ...world.forge };
    world.forge.open = (draft) => {
      asked.push(draft.teams);
      return inner.open(draft);
    };
    const desired = desiredWith({
      approvals: {
        rules: [
          { for: 'sale', desks: ['hr'] },
          { for: 'release', units: ['syd'], desks: ['hr'] },
          { for: 'release', desks: ['it', 'nobody'] },
        ],
      },
    } as unknown as Parameters<typeof desiredWith>[0]);

    await propose(
      world.request(
        [
          release(),
          release('e-0002', 'LT-0002', { silent: true }),
          release('e-0003', 'LT-0003', { purpose: 'ids', key: 'ids/ad-2027-01-04', person: null }),
        ],
        { desired },
      ),
    );

    expect(asked).toEqual([[], ['exempel/it'], []]);
  });

  test('the work ends when it may not go on', async () => {
    const world = makeWorld();
    let left = 1;

    const outcomes = await propose(
      world.request([release(), release('e-0002', 'LT-0002')], { mayGoOn: () => Promise.resolve(left-- > 0) }),
    );

    expect(outcomes.map((one) => one.outcome)).toEqual(['opened']);
  });

  test('a label that is missing is put on', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    world.forge.change(KEY, { labels: [] });
    const head = world.head(KEY);

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} updated`]);
    expect(world.head(KEY)).toBe(head);
  });
});

describe('checks that wait for a person', () => {
  const body = async (checksWait: (() => Promise<boolean>) | undefined, locale: 'en' | 'sv' | 'da' = 'en') => {
    const world = makeWorld();
    const forge = checksWait === undefined ? world.forge : { ...world.forge, checksWait };
    const desired = desiredWith();
    const organisation = { ...desired.organisation, locale };
    const outcomes = await outcomesOf(world.request([release()], { forge, desired: { ...desired, organisation } }));
    return { outcomes, text: world.forge.pulls[0]?.body ?? '' };
  };

  test.each(['en', 'sv', 'da'] as const)('are said where the forge has a workflow’s token: %s', async (locale) => {
    const { outcomes, text } = await body(() => Promise.resolve(true), locale);

    expect([outcomes, text.split('Approve workflows to run').length]).toEqual([[`${KEY} opened`], 2]);
  });

  test.each<[string, (() => Promise<boolean>) | undefined]>([
    ['they run by themselves', () => Promise.resolve(false)],
    ['the forge does not know such a thing', undefined],
    ['it cannot be asked', () => Promise.reject(new Fault('no answer', { where: 'forge', operation: 'who' }))],
  ])('are not spoken of where %s', async (_why, checksWait) => {
    const { outcomes, text } = await body(checksWait);

    expect([outcomes, text.includes('## Checks')]).toEqual([[`${KEY} opened`], false]);
  });

  test('a bug is no answer', async () => {
    await expect(body(() => Promise.reject(new TypeError('of ours')))).rejects.toThrow(TypeError);
  });
});

test('no branch has a name of more than a hundred characters, whatever it is about', () => {
  const id = 'a'.repeat(63);
  const keys = Purpose.options.flatMap((purpose) => [`${purpose}/${id}-2026-12-31`, `${purpose}/${id}`]);

  expect(Math.max(...[...keys, askedKey('release', id), askedKey('receive', id)].map((key) => branchOf(key).length))).toBeLessThanOrEqual(
    100,
  );
});
