/** A change sent again on a real git remote: what people committed on the branch of a pull request that has ended is never overwritten. */
import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { openRemote } from '../../../reconciler/git/remote.ts';
import { type Sent, send } from '../../../reconciler/record/send.ts';
import type { CommitId, EmployeeId, Instant } from '../../../schemas/primitives.ts';
import { type FakeForge, fakeForge } from '../../fakes/forge.ts';
import { makeRepository, quietGit, type TestRepository } from '../../fakes/repository.ts';
import { hash } from '../../unit/record/propose.world.ts';

const PERSON = { name: 'Petra Påhittad', email: 'petra@exempel.example' };
const OTHER = { name: 'Otto Otroligsson', email: 'otto@exempel.example' };
const NOW = '2027-01-04T01:00:00Z' as Instant;
const KEY = 'extend/e-0001-2027-01-31';
const BRANCH = `lastday/${KEY}`;
const PATH = 'state/employees/e-0001.yaml';
const employee = (lastDay: string) => `id: ${'e-0001' as EmployeeId}\nperson: withheld\nkind: employee\nlastDay: ${lastDay}\n`;

interface Company {
  readonly repository: TestRepository;
  readonly forge: FakeForge;
  /** Sends the same change, of this last day. */
  ask(day?: string): Promise<Sent>;
  /** A commit of somebody on the branch. */
  writeOn(how: 'on top' | 'in its place' | 'below'): CommitId;
  head(): string;
}

async function company(): Promise<Company> {
  const repository = makeRepository({ [PATH]: employee('2026-12-31') });
  const branches = { get: (ref: string) => repository.remoteGit('rev-parse', ref) as CommitId };
  const forge = fakeForge(branches as unknown as ReadonlyMap<string, CommitId>, () => NOW);
  const remote = await openRemote({ gitDir: repository.gitDir, environment: quietGit });
  const head = () => repository.remoteGit('rev-parse', BRANCH);
  return {
    repository,
    forge,
    head,
    ask(day = '2027-01-31') {
      const base = repository.remoteGit('rev-parse', 'main') as CommitId;
      const about = { key: KEY, purpose: 'extend', trailers: { Rule: 'extend' }, title: 'Another last day', body: '- e-0001' } as const;
      const sending = { ...about, base, files: new Map([[PATH, employee(day)]]), author: PERSON, at: NOW, reviewers: [], teams: [] };
      return send(sending, { remote, reader: openObjects(repository.gitDir), forge, hash });
    },
    writeOn(how) {
      const { git } = repository;
      git('fetch', '--quiet', 'origin');
      git('checkout', '--quiet', '--force', '-B', BRANCH, how === 'below' ? 'origin/main' : `origin/${BRANCH}`);
      const mine = { [PATH]: employee('2027-02-14') };
      if (how === 'in its place') {
        repository.commit(mine, { author: OTHER, push: false });
        const message = git('log', '-1', '--format=%B', `origin/${BRANCH}`);
        const commit = git('commit-tree', 'HEAD^{tree}', '-p', 'origin/main', '-m', message);
        git('reset', '--quiet', '--hard', commit);
      } else repository.commit(how === 'below' ? { 'notes.md': 'asked Otto\n' } : mine, { author: OTHER, push: false });
      if (how === 'below') git('cherry-pick', '--allow-empty', `origin/${BRANCH}`);
      git('push', '--quiet', '--force', 'origin', `HEAD:${BRANCH}`);
      git('checkout', '--quiet', '--force', 'main');
      return head() as CommitId;
    },
  };
}

/** How a forge ends a pull request and leaves its branch behind. */
function end({ repository, forge }: Company, how: 'closed' | 'merged' | 'squashed'): void {
  const { git } = repository;
  if (how === 'merged') git('fetch', '--quiet', 'origin');
  if (how === 'merged') git('merge', '--quiet', '--no-ff', '-m', 'Merge', `origin/${BRANCH}`);
  if (how === 'merged') git('push', '--quiet', 'origin', 'main');
  if (how === 'squashed') repository.commit({ [PATH]: employee('2027-01-31') }, { message: 'Squashed' });
  forge.end(KEY, how === 'closed' ? 'closed' : 'merged');
}

describe('the branch of a pull request that has ended', () => {
  it.each(['on top', 'in its place', 'below'] as const)('keeps what somebody wrote %s of our commit', async (where) => {
    const done: unknown[] = [];
    for (const how of ['closed', 'squashed'] as const) {
      const at = await company();
      await at.ask();
      const written = at.writeOn(where);
      end(at, how);

      const again = await at.ask('2027-02-28');

      done.push([again.state, at.head() === written, at.forge.pulls.length]);
    }
    expect(done).toEqual([
      ['kept', true, 1],
      ['kept', true, 1],
    ]);
  });

  it.each(['closed', 'merged', 'squashed'] as const)('is ours to use again when only we wrote on it: %s', async (how) => {
    const at = await company();
    await at.ask();
    end(at, how);

    const again = await at.ask('2027-02-28');

    expect([again.state, at.repository.remoteGit('show', `${BRANCH}:${PATH}`)]).toEqual(['new', employee('2027-02-28').trim()]);
  });

  it('is used again when what somebody wrote on it was merged', async () => {
    const at = await company();
    await at.ask();
    const written = at.writeOn('on top');
    end(at, 'merged');

    const again = await at.ask('2027-02-28');

    expect([again.state, at.repository.remoteGit('merge-base', '--is-ancestor', written, 'main')]).toEqual(['new', '']);
  });

  it('is not pushed over when somebody writes on it at that very moment', async () => {
    const at = await company();
    await at.ask();
    end(at, 'closed');
    let written = '';
    at.forge.tap = (operation, when) => {
      if (operation === 'list' && when === 'after') written = at.writeOn('on top');
    };

    await expect(at.ask('2027-02-28')).rejects.toThrow('the remote refused the branch');

    expect(at.head()).toBe(written);
  });

  it('is asked for with files that say so already, and is still ours', async () => {
    const at = await company();
    await at.ask('2026-12-31');
    end(at, 'closed');

    expect((await at.ask('2027-02-28')).state).toBe('new');
  });
});
