/** The life of a pull request: opened once, left alone, updated in place, refused, withdrawn. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../reconciler/model/diagnostic.ts';
import { contentOf, fingerprintOf } from '../../../reconciler/record/fingerprint.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import { amend, deviceFile, hash, KEY, larger, makeWorld, OURS, outcomesOf, release, type World, writeOn } from './propose.world.ts';

describe('a proposal becomes a pull request', () => {
  test('with one commit on a branch of its own', async () => {
    const world = makeWorld();

    const outcomes = await propose(world.request([release()]));

    expect(outcomes).toEqual([
      { key: KEY, outcome: 'opened', address: 'https://forge.example/pulls/1', detail: null, fingerprint: fingerprintOf(release(), hash) },
    ]);
    const [commit] = await world.git.reader.history({ from: world.head(KEY)!, since: null, limit: 1 });
    expect(commit).toMatchObject({
      parent: world.main(),
      author: OURS,
      subject: 'Release devices: e-0001, Thu 31 Dec 2026',
      paths: ['state/devices/LT-0001.yaml'],
    });
    expect(Object.keys(commit?.trailers ?? {})).toEqual(['Person', 'Run', 'Rule', 'Journal', 'Pull', 'Fingerprint', 'Content']);
    expect(world.git.read(world.head(KEY)!, 'state/devices/LT-0001.yaml')).toContain(
      'status: awaited\nholder: null\nownership: owned\nawaitedFrom: e-0001\n',
    );
  });

  test('the second run touches nothing', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    const before = { pulls: structuredClone(world.forge.pulls), head: world.head(KEY) };

    const outcomes = await outcomesOf(world.request([release()]));

    expect(outcomes).toEqual([`${KEY} untouched`]);
    expect({ pulls: world.forge.pulls, head: world.head(KEY) }).toEqual(before);
  });

  test('a changed one is updated in place', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));

    const outcomes = await outcomesOf(world.request([larger()]));

    expect(outcomes).toEqual([`${KEY} updated`]);
    expect(world.forge.pulls).toHaveLength(1);
    expect(world.forge.pulls[0]?.body).toContain('LT-0002');
    expect(world.git.read(world.head(KEY)!, 'state/devices/LT-0002.yaml')).toContain('status: awaited');
  });

  test('run, plan and line numbers are no change', () => {
    const moved = release('e-0001', 'LT-0001');
    const lines = moved.lines.map((line) => ({ ...line, because: { ...line.because, line: 99 } }));

    expect(fingerprintOf({ ...moved, lines, urgent: true, because: { ...moved.because, line: 99 } }, hash)).toBe(
      fingerprintOf(moved, hash),
    );
    expect(fingerprintOf(larger(), hash)).not.toBe(fingerprintOf(moved, hash));
  });

  test('nothing is proposed where the files say so already', async () => {
    const world = makeWorld();
    const done = deviceFile('LT-0001', 'awaitedFrom: e-0001\n').replace('in-use', 'awaited').replace('holder: e-0001', 'holder: null');
    world.git.commit({ 'state/devices/LT-0001.yaml': done });

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} untouched (already-so)`]);
  });
});

describe('the default branch moves', () => {
  test('elsewhere in the same file: it still merges, and is left alone', async () => {
    const world = makeWorld();
    world.git.commit({ 'state/devices/LT-0001.yaml': deviceFile('LT-0001', '# x\n# y\n') });
    await propose(world.request([release()]));
    const head = world.head(KEY);
    world.git.commit({ 'state/devices/LT-0001.yaml': deviceFile('LT-0001', '# x\n# y\nserial: S1\n') });

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} untouched`]);
    expect(world.head(KEY)).toBe(head);
  });

  test.each([
    ['on the same line', deviceFile('LT-0001').replace('in-use', 'received')],
    ['on the line beside it', deviceFile('LT-0001').replace('type: laptop', 'type: phone')],
  ])('%s: it is made anew', async (_name, text) => {
    const world = makeWorld();
    await propose(world.request([release()]));
    world.git.commit({ 'state/devices/LT-0001.yaml': text });

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} updated`]);
    const [commit] = await world.git.reader.history({ from: world.head(KEY)!, since: null, limit: 1 });
    expect(commit?.parent).toBe(world.main());
  });

  test('the file is gone: failed, by name', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    world.git.commit({ 'state/devices/LT-0001.yaml': null });

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} failed (file-missing: state/devices/LT-0001.yaml)`]);
  });
});

describe('what cannot be written is failed, and others go on', () => {
  test('an edit that is refused', async () => {
    const world = makeWorld();
    world.git.commit({ 'state/devices/LT-0001.yaml': deviceFile('LT-0001').replace('status: in-use', 'status: |\n  in-use') });

    expect(await outcomesOf(world.request([release(), release('e-0002', 'LT-0002')]))).toEqual([
      `${KEY} failed (edit-refused: state/devices/LT-0001.yaml: the old value is a text over several lines)`,
      'release/e-0002-2026-12-31 opened',
    ]);
  });

  test('a file that would not be valid', async () => {
    const world = makeWorld();
    const check = (path: string): Diagnostic[] =>
      path.includes('LT-0001')
        ? [{ severity: 'error', code: 'pattern', message: '', file: path, line: 1, column: 1 }]
        : [{ severity: 'warning', code: 'odd', message: '', file: path, line: 1, column: 1 }];

    expect(await outcomesOf(world.request([release(), release('e-0002', 'LT-0002')], { check }))).toEqual([
      `${KEY} failed (check-failed: state/devices/LT-0001.yaml: pattern)`,
      'release/e-0002-2026-12-31 opened',
    ]);
    expect(world.head(KEY)).toBeNull();
  });

  test('a file that is none of ours', async () => {
    const world = makeWorld();
    world.git.commit({ 'README.md': '# x\n' });
    const proposal = release('e-0001', 'LT-0001', { files: [{ file: 'README.md', edits: [] }] });

    expect(await outcomesOf(world.request([proposal]))).toEqual([`${KEY} failed (file-missing: README.md)`]);
  });
});

describe('a person has the last word', () => {
  test('closed by a person: refused until it changes, and said once', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    world.forge.end(KEY, 'closed');

    const refused = [await outcomesOf(world.request([release()])), await outcomesOf(world.request([release()]))];
    const changed = await outcomesOf(world.request([larger()]));

    expect(refused).toEqual([[`${KEY} refused (closed-by-person)`], [`${KEY} refused (closed-by-person)`]]);
    expect(world.forge.comments.get(1)).toHaveLength(1);
    expect(world.forge.comments.get(1)?.[0]).toContain('state/exceptions/postpone-e-0001-2026-12-31.yaml');
    expect(changed).toEqual([`${KEY} opened`]);
    expect(world.forge.pulls).toHaveLength(2);
  });

  test('remembered by the journal when the forge has forgotten', async () => {
    const world = makeWorld();
    const memory = { refused: new Map([[KEY, { fingerprint: fingerprintOf(release(), hash), at: world.now }]]) };

    expect(await outcomesOf(world.request([release()], { memory }))).toEqual([`${KEY} refused (closed-by-person)`]);
    expect(await outcomesOf(world.request([larger()], { memory }))).toEqual([`${KEY} opened`]);
  });

  test('a closed one whose fingerprint was taken out of its text stays closed', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    world.forge.end(KEY, 'closed');
    world.forge.change(KEY, { fingerprint: null });

    expect(await outcomesOf(world.request([larger()]))).toEqual([`${KEY} refused (closed-by-person)`]);
  });

  test('merged: nothing, until something else is due under the same key', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    const base = world.main();
    world.forge.end(KEY, 'merged');
    world.git.refs.set('refs/heads/main', world.head(KEY)!);

    expect(await outcomesOf(world.request([release()], { base }))).toEqual([`${KEY} untouched (merged)`]);
    expect(await outcomesOf(world.request([larger()]))).toEqual([`${KEY} opened`]);
  });

  test.each([
    ['a commit on top', (world: World) => writeOn(world)],
    ['a commit on top under our name', (world: World) => writeOn(world, OURS)],
    [
      'our commit amended, its message kept',
      (world: World) => amend(world, { 'state/devices/LT-0001.yaml': deviceFile('LT-0001', 'model: mine\n') }, (text) => text),
    ],
    ['our commit reworded', (world: World) => amend(world, {}, (text) => text.replace('\n\n', ' (looked at)\n\n'))],
  ])('%s is never overwritten: a comment, once', async (_name, touch) => {
    const world = makeWorld();
    await propose(world.request([release()]));
    touch(world);
    const head = world.head(KEY);

    const same = await outcomesOf(world.request([release()]));
    const changed = [await outcomesOf(world.request([larger()])), await outcomesOf(world.request([larger()]))];

    expect(same).toEqual([`${KEY} untouched (commits-of-others)`]);
    expect(changed).toEqual([[`${KEY} left-alone (commits-of-others)`], [`${KEY} left-alone (commits-of-others)`]]);
    expect(world.forge.comments.get(1)).toHaveLength(1);
    expect(world.head(KEY)).toBe(head);
  });

  test('our message over other files: not what is proposed, and made anew', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    const message = world.git.messageAt(world.head(KEY)!);
    const files = { 'state/devices/LT-0001.yaml': deviceFile('LT-0001', 'model: mine\n') };
    const content = contentOf(message, new Map(Object.entries(files)), hash);
    world.git.commit(files, {
      branch: `lastday/${KEY}`,
      author: OURS,
      message: message.replace(/^Content: .*$/mu, `Content: ${content}`),
      onto: world.main(),
    });

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} updated`]);
    expect(world.git.read(world.head(KEY)!, 'state/devices/LT-0001.yaml')).toContain('status: awaited');
  });

  test('the same commit by another author, as a forge makes it, is ours', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    const head = world.head(KEY)!;
    const file = 'state/devices/LT-0001.yaml';
    world.git.commit(
      { [file]: world.git.read(head, file) },
      {
        branch: `lastday/${KEY}`,
        author: 'app[bot] <1+app[bot]@users.noreply.github.com>',
        message: world.git.messageAt(head),
        onto: world.main(),
      },
    );

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} untouched`]);
    expect(await outcomesOf(world.request([larger()]))).toEqual([`${KEY} updated`]);
  });

  test('a branch of that name that is not ours is never adopted', async () => {
    const world = makeWorld();
    writeOn(world, 'Somebody <somebody@latsas.example>');
    const head = world.head(KEY);

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} left-alone (branch-not-ours)`]);
    expect(world.head(KEY)).toBe(head);
    expect(world.forge.pulls).toEqual([]);
  });

  test('a push that comes between looking and writing wins', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    let times = 1;
    world.git.tap = (operation, when) => {
      if (operation === 'push' && when === 'before' && times-- > 0) writeOn(world);
    };

    expect(await outcomesOf(world.request([larger()]))).toEqual([`${KEY} failed (push-rejected)`]);
    expect(await outcomesOf(world.request([larger()]))).toEqual([`${KEY} left-alone (commits-of-others)`]);
  });
});
