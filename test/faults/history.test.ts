/** History that somebody else rewrote, cut, or took away: the run says so, ends with 8, and writes nothing. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { explainError } from '../../reconciler/cli/explain-error.ts';
import type { Memory } from '../../reconciler/model/memory.ts';
import { openGround } from '../../reconciler/run/ground.ts';
import { refuseRewritten } from '../../reconciler/run/history.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import { git } from '../fakes/repository.ts';
import { recordsOf, verifies } from './journal-of.ts';
import { commitFiles, copyMini } from './mini.ts';
import { contextAt, type Mini, runMini } from './mini-night.ts';
import { both, callAt, makeCompanies, NIGHT, NOW, off, PATIENCE, planFile } from './traces-world.ts';

const MAIN = 'refs/heads/main';
const JOURNAL = 'refs/heads/lastday/journal';

/** The eve of the busy night, its journal pinned and anchored on the default branch, as after the first merged pull requests. */
let eve: Mini;
beforeAll(async () => {
  ({ eve } = await makeCompanies());
  const [genesis = ''] = git(eve.remote, ['rev-list', '--max-parents=0', JOURNAL]).split('\n');
  const text = git(eve.remote, ['show', `${MAIN}:state/organisation.yaml`]);
  commitFiles(eve, { 'state/organisation.yaml': `${text}\njournal: {genesis: ${genesis}}\n` }, { at: '2026-12-30T12:00:00Z' });
  const anchor = git(eve.remote, ['rev-parse', JOURNAL]);
  rewrite(eve, MAIN, { tree: `${MAIN}^{tree}`, parents: [MAIN], message: `Merge a release\n\nJournal: ${anchor}` });
  await runMini(eve, '2026-12-31T02:00');
}, PATIENCE);

/** A night, and the code that it ends with, also where it ends with an error. */
async function night(mini: Mini): Promise<{ readonly exit: number; readonly said: string }> {
  const context = contextAt(mini);
  try {
    const { exit } = await runMini(mini, NIGHT, { context });
    return { exit, said: context.complained() };
  } catch (error) {
    const exit = explainError(error, context.world);
    return { exit, said: context.complained() };
  }
}

/** Makes a commit in the remote itself, as who may push by force would, and puts a branch there. */
function rewrite(
  mini: Mini,
  ref: string,
  about: { readonly tree: string; readonly parents?: readonly string[]; readonly message: string },
): void {
  const parents = (about.parents ?? []).flatMap((one) => ['-p', one]);
  const author = {
    GIT_AUTHOR_NAME: 'Somebody',
    GIT_AUTHOR_EMAIL: 's@exempel.example',
    GIT_COMMITTER_NAME: 'S',
    GIT_COMMITTER_EMAIL: 's@exempel.example',
  };
  const commit = git(mini.remote, ['commit-tree', about.tree, ...parents, '-m', about.message], author);
  git(mini.remote, ['update-ref', ref, commit]);
}

/** What somebody does to the remote's history. */
const ATTACKS: readonly (readonly [string, RegExp, (mini: Mini) => void])[] = [
  [
    'the journal is cut by its last commit',
    /journal cannot be trusted/u,
    (mini) => git(mini.remote, ['update-ref', JOURNAL, `${JOURNAL}~3`]),
  ],
  ['the journal is gone', /journal cannot be trusted/u, (mini) => git(mini.remote, ['update-ref', '-d', JOURNAL])],
  [
    'the journal begins anew with the same files',
    /journal cannot be trusted/u,
    (mini) => {
      const message = git(mini.remote, ['log', '-1', '--format=%B', JOURNAL]);
      rewrite(mini, JOURNAL, { tree: `${JOURNAL}^{tree}`, message });
    },
  ],
  [
    'a line of the journal was changed',
    /journal cannot be trusted/u,
    (mini) => {
      const [path = ''] = git(mini.remote, ['ls-tree', '-r', '--name-only', JOURNAL]).split('\n');
      const root = join(mini.folder, 'forger');
      git(mini.folder, ['clone', '--quiet', '--branch', 'lastday/journal', mini.remote, root]);
      const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
      writeFileSync(join(root, path), readFileSync(join(root, path), 'utf8').replace('"exit":0', '"exit":9'));
      git(root, ['-c', 'user.name=S', '-c', 'user.email=s@exempel.example', 'commit', '--quiet', '--all', '-m', 'Mend']);
      git(root, ['push', '--quiet', 'origin', 'HEAD:lastday/journal']);
    },
  ],
  [
    'the default branch begins anew with the same files',
    /history was rewritten/u,
    (mini) => rewrite(mini, MAIN, { tree: `${MAIN}^{tree}`, message: 'All of it' }),
  ],
  [
    'the default branch is put back to before what the last run went by',
    /history was rewritten/u,
    (mini) => git(mini.remote, ['update-ref', MAIN, `${MAIN}~1`]),
  ],
  [
    'the commit that the last run went by was amended',
    /history was rewritten/u,
    (mini) => {
      const parents = git(mini.remote, ['rev-list', '--parents', '-n', '1', MAIN]).split(' ').slice(1);
      rewrite(mini, MAIN, { tree: `${MAIN}^{tree}`, parents, message: 'Amended' });
    },
  ],
];

describe('history that is not as it was', () => {
  it.concurrent.each(ATTACKS)(
    '%s',
    async (_, words, attack) => {
      const mini = copyMini(eve);
      attack(mini);

      const { exit, said } = await night(mini);

      expect([exit, off(mini)]).toEqual([8, []]);
      expect(said).toMatch(words);
    },
    PATIENCE,
  );

  it(
    'is refused by apply and undo likewise, and plans can still be looked at',
    async () => {
      const mini = copyMini(eve);
      rewrite(mini, MAIN, { tree: `${MAIN}^{tree}`, message: 'All of it' });
      git(mini.root, ['fetch', '--quiet', '--force', 'origin', 'main']);
      git(mini.root, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
      const { path, plan } = await planFile(mini, NOW);
      const [run = ''] = recordsOf(mini).flatMap((record) => (record.type === 'claim' ? [record.run] : []));

      const applied = await callAt(mini, NOW, 'apply', path, '--digest', plan.id);
      const undone = await callAt(mini, NOW, 'undo', run, 'e-1');

      expect([applied.exit, undone.exit, off(mini)]).toEqual([8, 8, []]);
    },
    PATIENCE,
  );

  it(
    'that was rewritten on purpose is taken again once the old one is merged into it',
    async () => {
      const mini = copyMini(eve);
      const before = git(mini.remote, ['rev-parse', MAIN]);
      rewrite(mini, MAIN, { tree: `${MAIN}^{tree}`, message: 'All of it' });
      const anew = git(mini.remote, ['rev-parse', MAIN]);
      rewrite(mini, MAIN, { tree: `${MAIN}^{tree}`, parents: [anew, before], message: 'Merge the history of before' });

      expect([(await night(mini)).exit, off(mini)]).toEqual([0, both(1, 2, 3)]);
    },
    PATIENCE,
  );

  it(
    'of a shallow clone is fetched whole, and then tells the same',
    async () => {
      const mini = copyMini(eve);
      const shallow = join(mini.folder, 'shallow');
      git(mini.folder, ['clone', '--quiet', '--depth', '1', '--single-branch', `file://${mini.remote}`, shallow]);
      const forged = copyMini(eve);
      const other = join(forged.folder, 'shallow');
      rewrite(forged, MAIN, { tree: `${MAIN}^{tree}`, message: 'All of it' });
      git(forged.folder, ['clone', '--quiet', '--depth', '1', '--single-branch', `file://${forged.remote}`, other]);

      const whole = await night({ ...mini, root: shallow });
      const refused = await night({ ...forged, root: other });

      expect([whole.exit, off(mini), await verifies(mini)]).toEqual([0, both(1, 2, 3), true]);
      expect([refused.exit, off(forged)]).toEqual([8, []]);
    },
    PATIENCE,
  );

  it(
    'is looked at again where another run went by a newer commit meanwhile',
    async () => {
      const mini = copyMini(eve);
      const context = contextAt(mini);
      const ground = await openGround(context, { fetch: true, cache: false, on: NIGHT });
      const commit = commitFiles(mini, { 'NOTES.md': 'nothing\n' }, { at: '2026-12-31T12:00:00Z' }) as CommitId;
      const runs = [...ground.memory.runs, { ...ground.memory.runs.at(-1), commit } as Memory['runs'][number]];

      const late = refuseRewritten({ ...ground, memory: { ...ground.memory, runs } });

      await expect(late).rejects.toMatchObject({ name: 'Fault', operation: 'moved' });
      await ground.close();
    },
    PATIENCE,
  );

  it(
    'that only went on is no concern',
    async () => {
      const mini = copyMini(eve);
      commitFiles(mini, { 'NOTES.md': 'nothing\n' }, { at: '2026-12-31T12:00:00Z' });

      expect([(await night(mini)).exit, off(mini)]).toEqual([0, both(1, 2, 3)]);
    },
    PATIENCE,
  );
});
