/** Changes by which their author lets the machine do less to themselves are found in the history. */
import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { loadCommit } from '../../../reconciler/load/load.ts';
import type { Ground } from '../../../reconciler/run/ground.ts';
import { findLoosenings } from '../../../reconciler/run/loosenings.ts';
import { makeRepository } from '../../fakes/repository.ts';
import { START } from './scaffolded.ts';

const OWN = 'state/employees/e-0001.yaml';
const leaving = (day: string) => `${START[OWN]}lastDay: ${day}\n`;
const MAJA = { name: 'Maja Exempel', email: 'Maja@exempel.example' };
const OLLE = { name: 'Olle Påhitt', email: 'olle@exempel.example' };

async function loosened(files: Record<string, string | null>, author: { name: string; email: string }) {
  const repository = makeRepository({ ...START, [OWN]: leaving('2027-01-31') });
  const since = repository.git('rev-parse', 'HEAD') as never;
  const head = repository.commit(files, { author });
  const objects = openObjects(repository.gitDir);
  const { desired } = await loadCommit(objects, head, {});
  const ground = { objects, cache: null } as unknown as Ground;
  const found = await findLoosenings(ground, { head, desired: desired!, since });
  await objects.close();
  return found.map(({ person, what, file }) => [person, what, file]);
}

describe('loosenings', () => {
  it('finds a later last day by its own subject, whatever the case of the address', async () => {
    expect(await loosened({ [OWN]: leaving('2027-06-30') }, MAJA)).toEqual([['e-0001', 'last-day', OWN]]);
  });

  it('finds a last day that its subject took out', async () => {
    expect(await loosened({ [OWN]: START[OWN] ?? '' }, MAJA)).toEqual([['e-0001', 'last-day', OWN]]);
  });

  it('finds a hold on oneself', async () => {
    const file = 'state/holds/m-1.yaml';
    expect(await loosened({ [file]: 'id: m-1\nsubject: {employee: e-0001}\nmatter: M-1\nfrom: 2027-01-01\n' }, MAJA)).toEqual([
      ['e-0001', 'hold', file],
    ]);
  });

  it('finds it on a branch that somebody else merged', async () => {
    const repository = makeRepository({ ...START, [OWN]: leaving('2027-01-31') });
    const since = repository.git('rev-parse', 'HEAD') as never;
    repository.git('checkout', '--quiet', '-b', 'asked');
    repository.commit({ [OWN]: leaving('2027-06-30') }, { author: MAJA });
    repository.git('checkout', '--quiet', '-');
    repository.git('-c', 'user.name=Olle', '-c', `user.email=${OLLE.email}`, 'merge', '--quiet', '--no-ff', '-m', 'Merge', 'asked');
    const head = repository.git('rev-parse', 'HEAD') as never;
    const objects = openObjects(repository.gitDir);
    const { desired } = await loadCommit(objects, head, {});

    const found = await findLoosenings({ objects, cache: null } as unknown as Ground, { head, desired: desired!, since });

    await objects.close();
    expect(found.map(({ person, what, commit }) => [person, what, commit])).toEqual([['e-0001', 'last-day', head]]);
  });

  it('says nothing of the same change by somebody else, nor of an earlier last day', async () => {
    expect(await loosened({ [OWN]: leaving('2027-06-30') }, OLLE)).toEqual([]);
    expect(await loosened({ [OWN]: leaving('2027-01-15') }, MAJA)).toEqual([]);
  });
});
