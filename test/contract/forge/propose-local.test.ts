/** Proposals through the local forge on a real bare repository: the whole life of a pull request, and what a person merges or refuses. */
import { expect, test } from 'vitest';
import { openLocal } from '../../../reconciler/forges/local/index.ts';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { openRemote } from '../../../reconciler/git/remote.ts';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { makeRepository, quietGit } from '../../fakes/repository.ts';
import { deviceFile, makeWorld, release } from '../../unit/record/propose.world.ts';

const KEY = 'release/e-0001-2026-12-31';
const PERSON = { name: 'Practice Person', email: 'person@latsas.example' };
const FILE = 'state/devices/LT-0001.yaml';

async function makeRun() {
  const repository = makeRepository({ [FILE]: deviceFile('LT-0001'), 'state/devices/LT-0002.yaml': deviceFile('LT-0002') });
  const clock = fakeClock();
  const objects = openObjects(repository.gitDir);
  const remote = await openRemote({ gitDir: repository.gitDir, environment: quietGit });
  const forge = openLocal({ remote, objects, branch: 'refs/heads/main', clock });
  async function night(proposals: readonly Proposal[], base?: CommitId): Promise<string[]> {
    clock.advance(60_000);
    const main = await remote.ask('refs/heads/main');
    const head = main.state === 'present' ? main.commit : null;
    const request = makeWorld().request(proposals, { reader: objects, remote, forge, base: base ?? head!, now: clock.now() });
    return (await propose(request)).map((one) => `${one.outcome}${one.detail === null ? '' : ` ${one.detail}`}`);
  }
  return { repository, forge, night };
}

test('opened, left alone, updated, merged; then there is nothing left to do', async () => {
  const { repository, forge, night } = await makeRun();
  const base = repository.remoteGit('rev-parse', 'main') as CommitId;
  const two = release('e-0001', 'LT-0001', { files: [...release().files, ...release('e-0001', 'LT-0002').files] });

  const nights = [await night([release()]), await night([release()]), await night([two]), await night([two])];
  const pull = (await forge.list())[0];
  await forge.accept(KEY, PERSON);
  const after = [await night([two], base), await night([two]), await night([])];

  expect(nights).toEqual([['opened'], ['untouched'], ['updated'], ['untouched']]);
  expect(pull).toMatchObject({ key: KEY, state: 'open', title: 'Release devices: e-0001, Thu 31 Dec 2026' });
  expect(pull?.body).toContain('## If you do nothing');
  expect(after).toEqual([['untouched merged'], ['untouched merged'], []]);
  expect(repository.remoteGit('show', `main:${FILE}`)).toContain('status: awaited');
  expect(repository.remoteGit('log', '--first-parent', '--format=%s', 'main', '--', FILE)).toBe(
    'Merge: Release devices: e-0001, Thu 31 Dec 2026\nChange files',
  );
  expect(repository.remoteGit('log', '-1', '--format=%(trailers:key=Journal,valueonly)', 'main')).toBe('a'.repeat(40));
});

test('refused by a person: it stays closed until it changes', async () => {
  const { repository, forge, night } = await makeRun();
  await night([release()]);
  await forge.refuse(KEY, PERSON, 'needed until Friday');

  const refused = [await night([release()]), await night([release()])];
  const changed = await night([release('e-0001', 'LT-0001', { lines: [] })]);

  expect(refused).toEqual([['refused closed-by-person'], ['refused closed-by-person']]);
  expect(changed).toEqual(['opened']);
  expect(repository.remoteGit('tag', '--list')).toBe(`lastday/closed/${KEY}`);
});

test('withdrawn by the run, and opened again when it is due again', async () => {
  const { repository, night } = await makeRun();
  await night([release()]);

  const withdrawn = [await night([]), await night([])];
  const again = await night([release()]);

  expect(withdrawn).toEqual([['withdrawn'], []]);
  expect(again).toEqual(['opened']);
  expect(repository.remoteGit('branch', '--list', '--format=%(refname:short)')).toBe(`lastday/${KEY}\nmain`);
});

test("a person's commit on the branch is left alone", async () => {
  const { repository, night } = await makeRun();
  await night([release()]);
  repository.git('fetch', '--quiet', 'origin', `lastday/${KEY}`);
  repository.git('checkout', '--quiet', '-B', `lastday/${KEY}`, 'FETCH_HEAD');
  const head = repository.commit({ [FILE]: deviceFile('LT-0001', 'model: Mine\n') });

  const nights = [await night([release()]), await night([release('e-0001', 'LT-0001', { lines: [] })]), await night([])];

  expect(nights).toEqual([['untouched commits-of-others'], ['left-alone commits-of-others'], ['left-alone commits-of-others']]);
  expect(repository.remoteGit('rev-parse', `lastday/${KEY}`)).toBe(head);
});
