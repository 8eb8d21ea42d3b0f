/** What commands say where something around them is missing: repository, commit, remote, export folder. The right exit code and the next step; nothing ends in a trace. */
import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday } from '../fakes/command-line.ts';
import { git, temporaryFolder } from '../fakes/repository.ts';
import { beginCompany, type Company } from './small-company.ts';

const AT = '2027-01-05T12:00:00Z';
const CHANGES = [
  ['offboard', 'e-1', '--last-day', '2027-01-01'],
  ['release', 'LT-1'],
  ['transfer', 'LT-1', '--to', 'e-1'],
  ['buyout', 'LT-1'],
  ['receive', 'LT-1'],
  ['extend', 'e-1', '--last-day', '2027-01-01'],
  ['cancel', 'e-1'],
];
let company: Company;

beforeAll(async () => {
  company = await beginCompany();
});

describe('where something is missing', () => {
  const OUTSIDE = [['plan'], ['status'], ['reconcile'], ['explain', 'e-1'], ['drift'], ['doctor'], ['audit', 'verify'], ['pulls', 'list']];
  const MORE = [
    ['undo', '20270104T010000Z-1a2b3c4d'],
    ['accept-reading', 'ad', '--reason', 'x'],
    ['unlock', 'x', '--reason', 'x'],
  ];
  const all = [...OUTSIDE, ...MORE, ...CHANGES, ['plan', '--offline', '--base', 'main']];

  it.each(all.map((words) => [words]))('no git repository: %j', async (words) => {
    const { exit, out, err } = await lastday({ folder: temporaryFolder(), at: AT }, ...words);

    expect(err).toMatch(/^lastday: \S+ is not in a git repository\.\n {2}Use -C FOLDER/u);
    expect([exit, out]).toEqual([64, '']);
  });

  it('no git repository, for validate: the organisation is missing', async () => {
    const { exit, out } = await lastday({ folder: temporaryFolder(), at: AT }, 'validate');

    expect(exit).toBe(8);
    expect(out).toContain('begin with `lastday init`');
  });

  it.each([[['plan']], [['status']], [['drift']]])('no commit: %j', async (words) => {
    const folder = temporaryFolder();
    git(folder, ['init', '--quiet']);

    const { exit, err } = await lastday({ folder, at: AT }, ...words);

    expect([exit, err]).toEqual([64, 'lastday: this repository has no commit yet.\n  Commit the files first.\n']);
  });

  describe('no remote', () => {
    let alone: Company;
    beforeAll(() => {
      alone = company.fork();
      alone.git('remote', 'remove', 'origin');
    });

    it.each([[['plan']], [['status']], [['drift']], [['explain', 'e-0002']], [['validate']]])('%j works on what is here', async (words) => {
      expect(await lastday(alone.shell(AT), ...words)).toMatchObject({ exit: 0 });
    });

    it.each([
      [['reconcile']],
      [['reconcile', '--on', '2027-01-09']],
      [['pulls', 'list']],
      [['audit', 'verify']],
      [['undo', '20270104T010000Z-1a2b3c4d']],
      [['unlock', 'x', '--reason', 'x']],
      [['accept-reading', 'ad', '--reason', 'x']],
      ...CHANGES.map((words): [string[]] => [words]),
    ])('%j cannot', async (words) => {
      const { exit, out, err } = await lastday(alone.shell(AT), ...words);

      expect(err).toContain('remote');
      expect(err).toContain('git remote add origin ADDRESS');
      expect([exit, out]).toEqual([4, '']);
    });

    it('doctor says so, and looks at everything else', async () => {
      const { exit, out } = await lastday(alone.shell(AT), 'doctor');

      expect(exit).toBe(1);
      expect(out).toMatch(/^mend +remote +this clone has no remote;[^.]*git remote add origin ADDRESS$/mu);
      expect(out).toMatch(/^note +system ad +enforce, 4 records/mu);
    });
  });

  describe('a remote that does not answer', () => {
    let lonely: Company;
    beforeAll(() => {
      lonely = company.fork();
      rmSync(lonely.remote, { recursive: true });
    });

    it('is no hindrance to planning', async () => {
      expect(await lastday(lonely.shell(AT), 'plan')).toMatchObject({ exit: 0 });
    });

    it.each([[['reconcile']], [['pulls', 'list']], [['audit', 'verify']]])('%j ends in 4', async (words) => {
      const { exit, out, err } = await lastday(lonely.shell(AT), ...words);

      expect(err).toContain('the remote did not answer');
      expect(err.split('\n')).toHaveLength(3);
      expect([exit, out]).toEqual([4, '']);
    });

    it('doctor says so', async () => {
      expect(await lastday(lonely.shell(AT), 'doctor')).toMatchObject({
        exit: 1,
        out: expect.stringMatching(/^mend +remote /mu) as string,
      });
    });
  });

  describe('no export folder', () => {
    let bare: Company;
    beforeAll(() => {
      bare = company.fork();
      rmSync(bare.exports, { recursive: true });
    });

    it.each([[['plan']], [['status']], [['reconcile']], [['drift']]])('%j says how to name one', async (words) => {
      const { exit, out, err } = await lastday(bare.shell(AT), ...words);

      expect(err).toContain('Set LASTDAY_EXPORTS, or make a folder `exports` beside the clone.');
      expect([exit, out]).toEqual([64, '']);
    });

    it('an export that is not there is a system that was not read', async () => {
      const night = await lastday({ ...bare.shell(AT), exports: temporaryFolder() }, 'reconcile');

      expect(night).toMatchObject({ exit: 9, err: '' });
      expect(night.out).toContain('ad is not complete');
    });
  });
});
