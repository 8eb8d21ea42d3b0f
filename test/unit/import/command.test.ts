/** `lastday import csv`: writes a valid repository, says what it did not use, and writes nothing that would not be valid. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Stop, UsageError } from '../../../reconciler/cli/context.ts';
import { run } from '../../../reconciler/cli/import.ts';
import { testContext } from '../../fakes/process-world.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lastday-import-'));
  writeFileSync(
    join(folder, 'users.csv'),
    'First Name,Last Name,Username,Manager,Shoe Size\nTest,Person,testper,Test Person,42\nAda,Exempel,testada,,\n',
  );
  writeFileSync(
    join(folder, 'assets.csv'),
    'Asset Tag,Model,Checked Out To: Username\nLT-1,Exempelbok,testper\nLT-2,Exempelbok,stranger\n',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function imported(options: Record<string, string | boolean>, more: { json?: boolean; words?: string[] } = {}) {
  const context = testContext({ folder, exports: folder, ...(more.json === undefined ? {} : { json: more.json }) });
  const outcome = await run(context, { words: more.words ?? ['csv'], options }).then(
    (exit) => ({ exit, error: null }),
    (error: unknown) => ({ exit: null, error }),
  );
  return { ...outcome, printed: context.printed() };
}

const people = { layout: 'snipe-it', people: 'users.csv' };

describe('lastday import csv', () => {
  it('writes files that say which schema they follow, and reports by line', async () => {
    const { exit, printed } = await imported({ ...people, assets: 'assets.csv' });

    expect(exit).toBe(0);
    expect(readFileSync(join(folder, 'state/employees/e-0001.yaml'), 'utf8')).toMatch(/^# yaml-language-server: .*\nid: e-0001\n/u);
    expect(printed).toContain('4 rows: 3 used, 1 not used\n2 people, 1 devices, 0 licences\n');
    expect(printed).toContain('  people: 1 used, their own manager; left out (Manager): line 2\n');
    expect(printed.replaceAll('\n    ', ' ')).toContain(
      '  assets: 1 NOT USED, held by somebody who is not among the people; with --create-holders they are made (Checked Out To: Username): line 3\n',
    );
    expect(printed).toContain('  people: columns that no field takes: Shoe Size (1)\n');
    expect(printed).toContain('Next: lastday validate');
    expect(printed).not.toMatch(/testper|Ada|stranger/u);
  });

  it('writes nothing with --dry-run', async () => {
    const { exit, printed } = await imported({ ...people, dryRun: true });

    expect(exit).toBe(0);
    expect(printed).toContain('files would be written');
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  it('prints its report as JSON', async () => {
    const { printed } = await imported({ ...people, assets: 'assets.csv', createHolders: true }, { json: true });

    expect(JSON.parse(printed)).toMatchObject({
      dryRun: false,
      problems: [],
      report: { counts: { employees: 2, holders: 1, devices: 2 } },
    });
  });

  it('run again writes nothing more', async () => {
    await imported(people);

    const { exit, printed } = await imported(people);

    expect(exit).toBe(0);
    expect(printed).toContain('2 used, already in the repository; their file was kept');
    expect(printed).toContain('0 files written');
  });

  it('adds to files that are there by edits that keep every other byte', async () => {
    await imported(people);
    const path = join(folder, 'state/employees/e-0002.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/accounts:\n.*\n/u, '# no accounts yet\n'));
    writeFileSync(join(folder, 'users.csv'), 'First Name,Last Name,Email,Username\nAda,Exempel,ada@exempel.example,testada\n');
    writeFileSync(path, readFileSync(path, 'utf8').replace('{name: Ada Exempel}', '{name: Ada Exempel, email: ada@exempel.example}'));

    const { exit } = await imported(people);

    expect(exit).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('# no accounts yet');
    expect(readFileSync(path, 'utf8')).toMatch(/accounts:\n\s+- \{?system: snipe-users/u);
  });

  it('follows a mapping, in YAML or JSON', async () => {
    writeFileSync(
      join(folder, 'map.yaml'),
      'name: hr\ndates: ymd\npeople: {login: Username, firstName: First Name, lastName: Last Name}\n',
    );

    const { exit } = await imported({ mapping: 'map.yaml', people: 'users.csv', currency: 'SEK', name: 'Exempelgruppen' });

    expect(exit).toBe(0);
    expect(existsSync(join(folder, 'policies/systems/hr-users.yaml'))).toBe(true);
    expect(readFileSync(join(folder, 'state/organisation.yaml'), 'utf8')).toContain('name: Exempelgruppen');
  });

  it('ends 1 when a table is broken, and uses the others', async () => {
    writeFileSync(join(folder, 'users.csv'), '<html>Sign in</html>');

    const { exit, printed } = await imported({ ...people, assets: 'assets.csv', createHolders: true });

    expect(exit).toBe(1);
    expect(printed).toContain('people: NOTHING USED, the file is a web page');
    expect(printed).toContain('2 devices');
  });

  const wrong: readonly (readonly [string, Record<string, string | boolean>, string[], number | null, string])[] = [
    ['another kind', people, ['xml'], 8, 'the files of this repository are not there or not valid, so that nothing can be added to them.'],
    ['nothing to import', { layout: 'snipe-it' }, ['csv'], null, 'nothing to import.'],
    ['an unknown layout', { ...people, layout: 'glpi' }, ['csv'], null, '--layout is "glpi".'],
    ['a mapped layout without a mapping', { ...people, layout: 'mapped' }, ['csv'], null, '--layout mapped needs --mapping FILE.'],
    ['a mapping that is not there', { ...people, layout: 'mapped', mapping: 'none.yaml' }, ['csv'], 1, 'there is no file none.yaml.'],
    [
      'a mapping that is no mapping',
      { ...people, layout: 'mapped', mapping: 'odd.yaml' },
      ['csv'],
      1,
      'odd.yaml: `odd` is not known here; there are: name, dates, per, people, assets, licences.',
    ],
    [
      'a mapping that is not YAML',
      { ...people, layout: 'mapped', mapping: 'users.csv' },
      ['csv'],
      1,
      'users.csv: the mapping must be a map.',
    ],
    [
      'a mapping that is broken',
      { ...people, layout: 'mapped', mapping: 'broken.yaml' },
      ['csv'],
      1,
      'broken.yaml is neither YAML nor JSON.',
    ],
    ['a file that is not there', { people: 'none.csv' }, ['csv'], 1, 'there is no file none.csv.'],
    ['a file that is no text', { people: 'bytes.csv' }, ['csv'], 1, 'bytes.csv: the file holds zero bytes; it is not a text table.'],
    ['an odd currency', { ...people, currency: 'kr' }, ['csv'], null, '--currency is "kr".'],
  ];

  it.each(wrong)('refuses %s', async (_, options, words, exit, message) => {
    writeFileSync(join(folder, 'odd.yaml'), 'odd: 1\n');
    writeFileSync(join(folder, 'broken.yaml'), 'a: [1\n');
    writeFileSync(join(folder, 'bytes.csv'), Uint8Array.from([65, 0, 0, 0, 65, 66]));

    const { error } = await imported(options, { words });

    expect(error).toBeInstanceOf(exit === null ? UsageError : Stop);
    expect(error).toMatchObject({ message });
  });

  it('writes nothing when the repository is not valid, or would not be', async () => {
    mkdirSync(join(folder, 'state/devices'), { recursive: true });
    writeFileSync(join(folder, 'state/organisation.yaml'), 'name: X\n');
    const before = await imported(people);
    writeFileSync(
      join(folder, 'state/organisation.yaml'),
      'name: X\ntimeZone: Europe/Stockholm\nlocale: sv\ncompanies: [{id: se, name: X, country: SE, currency: SEK}]\nunits: []\n',
    );
    writeFileSync(join(folder, 'state/devices/LT-9.yaml'), 'id: LT-9\ntype: laptop\nstatus: in-use\nholder: e-7777\nownership: owned\n');
    const after = await imported(people);

    expect(before.error).toMatchObject({
      exit: 8,
      message: 'the files of this repository are not valid, so that nothing can be added to them.',
    });
    expect(after.error).toMatchObject({ exit: 8 });
    expect(after.printed).toContain('files would be written');
    expect(existsSync(join(folder, 'state/employees'))).toBe(false);
  });
});
