/** By whose account the schedule lives is found in the history. */
import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { loadCommit } from '../../../reconciler/load/load.ts';
import { findScheduleKeepers } from '../../../reconciler/run/schedule-keepers.ts';
import { NIGHTLY } from '../../../reconciler/scaffold/workflows.ts';
import { lastday } from '../../fakes/command-line.ts';
import { makeRepository } from '../../fakes/repository.ts';
import { START } from './scaffolded.ts';

const FILE = '.github/workflows/nightly.yml';
const MAJA = { name: 'Maja Exempel', email: 'Maja@exempel.example' };
const OLLE = { name: 'Olle Påhitt', email: 'olle@exempel.example' };
const moved = NIGHTLY.replace("cron: '17 1", "cron: '23 1");

type Repository = ReturnType<typeof makeRepository>;

async function keepersOf(repository: Repository): Promise<readonly string[]> {
  const head = repository.git('rev-parse', 'HEAD') as never;
  const objects = openObjects(repository.gitDir);
  const { desired } = await loadCommit(objects, head, {});
  if (desired === null) throw new Error('the files are not valid');
  const found = await findScheduleKeepers({ objects }, { head, desired });
  await objects.close();
  return found.map(({ file, person }) => `${file} ${person}`);
}

describe('the keeper of the schedule', () => {
  it('is nobody where there is no workflow', async () => {
    expect(await keepersOf(makeRepository(START))).toEqual([]);
  });

  it('is whoever changed the workflow last, whatever was changed elsewhere since', async () => {
    const repository = makeRepository(START);
    repository.commit({ [FILE]: NIGHTLY }, { author: OLLE });
    repository.commit({ [FILE]: moved }, { author: MAJA });
    repository.commit({ 'README.md': 'more\n' }, { author: OLLE });

    expect(await keepersOf(repository)).toEqual([`${FILE} e-0001`]);
  });

  it('is nobody of whom no file tells', async () => {
    const repository = makeRepository(START);
    repository.commit({ [FILE]: NIGHTLY }, { author: { name: 'Nils Ingen', email: 'nils@annan.example' } });

    expect(await keepersOf(repository)).toEqual([]);
  });

  it('is whoever merged it, and whoever wrote the branch: either may be the one', async () => {
    const repository = makeRepository({ ...START, [FILE]: NIGHTLY });
    repository.git('checkout', '--quiet', '-b', 'asked');
    repository.commit({ [FILE]: moved }, { author: MAJA });
    repository.git('checkout', '--quiet', '-');
    repository.git('-c', 'user.name=Olle', '-c', `user.email=${OLLE.email}`, 'merge', '--quiet', '--no-ff', '-m', 'Merge', 'asked');

    expect((await keepersOf(repository)).toSorted()).toEqual([`${FILE} e-0001`, `${FILE} e-0002`]);
  });

  it('is nobody in a clone without its history, and that ends no run', async () => {
    const repository = makeRepository({ ...START, [FILE]: NIGHTLY });
    const folder = `${repository.root}-shallow`;
    repository.git('clone', '--quiet', '--depth', '1', `file://${repository.gitDir}`, folder);

    const shallow = { ...repository, gitDir: `${folder}/.git` };

    expect(await keepersOf(shallow)).toEqual([]);
  });

  it.each([
    ['a workflow without a schedule', 'check.yml', 'on: push\njobs: {a: {steps: [{run: lastday check}]}}\n'],
    ['a schedule of something else', 'other.yml', "on:\n  schedule:\n    - cron: '1 1 * * *'\njobs: {}\n"],
    ['another kind of file', 'notes.md', NIGHTLY],
  ])('is of no interest for %s', async (_, name, text) => {
    const repository = makeRepository(START);
    repository.commit({ [`.github/workflows/${name}`]: text }, { author: MAJA });

    expect(await keepersOf(repository)).toEqual([]);
  });

  it('names who wrote the schedule last, in the plan of the night', async () => {
    const own = 'state/employees/e-0001.yaml';
    const repository = makeRepository({ ...START, [own]: `${START[own]}lastDay: 2029-06-30\n` });
    repository.commit({ [FILE]: NIGHTLY }, { author: MAJA });

    const { out } = await lastday({ folder: repository.root, at: '2027-01-04T01:00:00Z' }, 'plan', '--json');

    const { plan } = JSON.parse(out) as { plan: { findings: { key: string; subject: object; because: object }[] } };
    expect(plan.findings.filter((one) => one.key.includes('schedule'))).toMatchObject([
      { key: `responsibility-without-owner/schedule/${FILE}`, subject: { employee: 'e-0001' }, because: { file: FILE } },
    ]);
  });
});
