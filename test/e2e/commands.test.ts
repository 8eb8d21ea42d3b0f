/** Every command as somebody calls it for the first time: its help, and wrong words. What comes back names the trouble and what to do about it, and never a trace. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../reconciler/cli/commands.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { temporaryFolder, writeUnder } from '../fakes/repository.ts';
import { beginCompany, type Company } from './small-company.ts';

const AT = '2027-01-05T12:00:00Z';
let company: Company;

beforeAll(async () => {
  company = await beginCompany();
});

/** Calls in the company's clone and looks that no line is a trace. */
async function call(...words: readonly string[]) {
  const called = await lastday(company.shell(AT), ...words);
  expect(called.err).not.toMatch(/^\s+at |bug in lastday/mu);
  return called;
}

describe('help', () => {
  it('lists every command, in 80 columns', async () => {
    const bare = await call();
    const asked = await call('--help');

    expect([bare.exit, asked.exit]).toEqual([0, 0]);
    for (const { name } of COMMANDS) expect(asked.out).toMatch(new RegExp(`^ {2}${name} `, 'mu'));
    expect(bare.out).toContain(asked.out);
    expect(bare.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(COMMANDS.map((spec) => spec.name))('of %s says what it takes and gives an example, the same both ways', async (name) => {
    const option = await call(name, '--help');
    const topic = await call('help', name);

    expect([option.exit, topic.exit, option.err, topic.err]).toEqual([0, 0, '', '']);
    expect(option.out).toMatch(new RegExp(`^Usage: lastday ${name}\\b`, 'u'));
    expect(option.out).toContain('\nExamples:\n  lastday ');
    expect(topic.out).toBe(option.out);
    const [text = ''] = option.out.split('\nExamples:\n');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(['exit-codes', 'environment', 'safety'])('has the topic %s', async (topic) => {
    const { exit, out } = await call('help', topic);

    expect(exit).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('says the version', async () => {
    expect(await call('--version')).toMatchObject({ exit: 0, out: '0.1.0\n' });
  });
});

describe('wrong words end in exit 64 and lead on', () => {
  it.each([
    [['paln'], "error: unknown command 'paln'\n(Did you mean plan?)"],
    [['plan', '--fll'], "error: unknown option '--fll'\n(Did you mean --full?)"],
    [['plan', '--fll'], 'lastday plan --help shows what there is.'],
    [['explain'], 'lastday explain --help shows what there is.'],
    [['plan', '--on', 'yesterday'], 'A day, 2027-01-31, or a time, 2027-01-31T02:00.'],
    [['plan', '--on', '2027-02-30'], 'there is no such day'],
    [['plan', '--only', 'e-0020'], 'there is no employee "e-0020".\n  Did you mean `e-0002`?'],
    [['plan', '--base', 'main'], '--base goes with --offline.'],
    [['plan', '--offline'], 'lastday plan --offline --base origin/main'],
    [['plan', '--offline', '--base', 'nowhere'], 'git fetch origin'],
    [['apply', 'plan.json'], 'there is no file plan.json.\n  lastday plan --out plan.json makes one.'],
    [['status', 'e-0020'], 'Did you mean `e-0002`?'],
    [['status', '--as', 'hrr'], 'It can be hr, manager:ID, supplier:DESK, cfo, auditor or leaver.'],
    [['status', '--as', 'manager:e-0011'], 'Did you mean `e-0001`?'],
    [['status', '--as', 'supplier:nobody'], 'There are: it, hr.'],
    [['explain', 'nothing/like/this'], 'lastday plan --full` shows ids.'],
    [['drift', '--code', 'stale-licens'], 'Did you mean `stale-licence`?'],
    [['drift', '--unit', 'ofice'], 'Did you mean `office`?'],
    [['drift', '--propose', 'orphan-account'], 'It can be stale-licence.'],
    [['undo', 'yesterday'], '`lastday audit log` shows them.'],
    [['undo', '20270104T010000Z-1a2b3c4d'], 'the journal has no run 20270104T010000Z-1a2b3c4d.'],
    [['schema', 'employe'], 'Did you mean `employee`?'],
    [['completion', 'tcsh'], 'It can be bash, zsh or fish.'],
    [['help', 'nothing'], 'Topics: exit-codes'],
    [['audit', 'everything'], 'lastday audit log, or lastday audit verify'],
    [['pulls', 'everything'], 'It can be list, show, merge or close.'],
    [['pulls', 'merge'], 'For example: lastday pulls show release/e-1042-2026-12-31'],
    [['pulls', 'show', 'nothing'], 'lastday pulls list shows all.'],
    [['accept-reading', 'ad'], '--reason is missing.'],
    [['accept-reading', 'm365', '--reason', 'sold'], 'There are: ad.'],
    [['unlock', '20270104T010000Z-1a2b3c4d'], '--reason is missing.'],
    [['import', 'xml'], 'Write policies/systems/xml.yaml first'],
    [['import', 'csv'], 'Name at least one of --people, --assets and --licences.'],
    [['import', 'csv', '--layout', 'other'], 'It is snipe-it, or mapped together with --mapping FILE.'],
    [['init', 'x', '--country', 'Sweden'], 'Two capital letters, for example SE.'],
    [['offboard', 'e-0003'], 'lastday offboard e-1042 --last-day 2027-03-31'],
    [['offboard', 'e-0003', '--last-day', '31/3/2027'], 'A day is written YYYY-MM-DD, for example 2027-01-31.'],
    [['offboard', 'e-0033', '--last-day', '2027-03-31'], 'Did you mean `e-0003`?'],
    [['offboard', 'e-0003', '--last-day', '2027-03-31', '--because', 'agreed'], '--because goes with --no-email.'],
    [['offboard', 'e-0003', '--last-day', '2027-03-31', '--device', 'LT-0002'], 'TAG=DISPOSITION, for example LT-0042=release'],
    [['offboard', 'e-0003', '--last-day', '2027-03-31', '--device', 'LT-0002=release'], 'LT-0002 is not held by e-0003.'],
    [['offboard', 'e-0003', '--last-day', '2027-03-31', '--device', 'LT-9999=release'], 'there is no device LT-9999.'],
    [['validate', '--format', 'xml'], 'It can be text, json, sarif, github.'],
    [['validate', 'state/employees/e-9999.yaml'], 'there is no state/employees/e-9999.yaml in '],
    [['validate', '--base', 'nowhere'], 'there is no commit "nowhere" here.'],
  ])('%j', async (words, said) => {
    const { exit, out, err } = await call(...words);

    expect(err).toContain(said);
    expect([exit, out]).toEqual([64, '']);
  });

  it('a language that there is not', async () => {
    const called = await lastday({ ...company.shell(AT), environment: { LASTDAY_LANG: 'klingon' } }, 'status');

    expect(called).toEqual({ exit: 64, out: '', err: 'lastday: LASTDAY_LANG is "klingon"; it can be sv, da or en.\n' });
  });
});

describe('validate', () => {
  const wrong = 'state/employees/e-0003.yaml';
  let broken: Company;
  const inBroken = (...words: readonly string[]) => lastday(broken.shell(AT), 'validate', ...words);
  beforeAll(() => {
    broken = company.fork();
    const text = readFileSync(join(broken.root, wrong), 'utf8');
    writeUnder(broken.root, wrong, text.replace('kind: employee', 'kind: emplyee'));
  });

  it('says that everything is valid', async () => {
    expect(await call('validate')).toEqual({ exit: 0, out: 'Everything is valid.\n', err: '' });
    expect(await call('validate', 'state/employees', '--base', 'HEAD')).toMatchObject({ exit: 0 });
  });

  it('shows file, line and column, the place, and what was meant', async () => {
    expect(await inBroken()).toEqual({
      exit: 8,
      err: '',
      out: `${wrong}:3:7  error unknown-word
  \`emplyee\` is none of the words that can stand here.
    3 | kind: emplyee
      |       ^^^^^^^
  Did you mean \`employee\`?

1 error in 1 file.
`,
    });
  });

  it('only what concerns the files that are named; the commit is as it was', async () => {
    expect(await inBroken('state/employees/e-0001.yaml')).toMatchObject({ exit: 0 });
    expect(await inBroken('state/employees/')).toMatchObject({ exit: 8 });
    expect(await inBroken('--commit', 'HEAD')).toMatchObject({ exit: 0 });
  });

  it('counts a path from this folder or from that of -C', async () => {
    const inside = { ...broken.shell(AT), folder: join(broken.root, 'state') };

    expect(await lastday(inside, 'validate', 'employees/e-0003.yaml')).toMatchObject({ exit: 8 });
    expect(await lastday({ ...inside, folder: broken.folder }, '-C', 'clone', 'validate', wrong)).toMatchObject({ exit: 8 });
    expect(await lastday({ ...inside, folder: broken.folder }, '-C', 'clone', 'validate', '.')).toMatchObject({ exit: 8 });
  });

  it('as JSON', async () => {
    const { exit, json } = await lastdayJson(broken.shell(AT), 'validate');

    expect(exit).toBe(8);
    expect(json).toMatchObject({ valid: false, errors: 1, diagnostics: [{ file: wrong, line: 3, column: 7, code: 'unknown-word' }] });
  });

  it('as SARIF 2.1.0', async () => {
    const { exit, out } = await inBroken('--format', 'sarif');
    const region = { physicalLocation: { artifactLocation: { uri: wrong }, region: { startLine: 3, startColumn: 7 } } };

    expect(exit).toBe(8);
    expect(JSON.parse(out)).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'unknown-word', locations: [region] }] }] });
  });

  it('as annotations of GitHub', async () => {
    expect(await inBroken('--format', 'github')).toMatchObject({
      exit: 8,
      out: `::error file=${wrong},line=3,col=7,title=unknown-word::\`emplyee\` is none of the words that can stand here. Did you mean \`employee\`?\n`,
    });
  });

  it('and the night goes on without the file that is broken, ending in 8', async () => {
    const committed = company.fork();
    committed.commit({ [wrong]: readFileSync(join(broken.root, wrong), 'utf8') });

    const night = await lastdayJson(committed.shell('2027-01-06T01:00:00Z'), 'reconcile');

    expect(night).toMatchObject({ exit: 8, json: { exits: [8] } });
  });
});

describe('schema and completion', () => {
  it('print a schema, and the kinds with their places', async () => {
    const kinds = await call('schema', '--list');
    const employee = await call('schema', 'employee');

    expect([kinds.exit, employee.exit]).toEqual([0, 0]);
    expect(kinds.out).toMatch(/^employee +state\/employees\/<id>\.yaml$/mu);
    expect(JSON.parse(employee.out)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
    expect(await lastdayJson(company.shell(AT), 'schema', '--list')).toMatchObject({ exit: 0 });
  });

  it('print scripts that name every command; bash reads its own', async () => {
    const scripts = await Promise.all(['bash', 'zsh', 'fish'].map((shell) => call('completion', shell)));

    for (const { exit, out } of scripts) {
      expect(exit).toBe(0);
      for (const { name } of COMMANDS) expect(out).toContain(name);
    }
    const checked = spawnSync('bash', ['-n'], { input: scripts[0]?.out ?? '', encoding: 'utf8' });
    expect([checked.status, checked.stderr]).toEqual([0, '']);
    const asked = `${scripts[0]?.out}\nCOMP_WORDS=(lastday plan --of); COMP_CWORD=2; _lastday; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync('bash', ['-c', asked], { encoding: 'utf8' }).stdout).toBe('--offline\n');
  });
});

describe('init', () => {
  it('begins a repository that is valid, and says what comes next', async () => {
    const folder = temporaryFolder();

    const begun = await lastday({ folder, at: AT }, 'init', 'people', '--yes', '--name', 'Exempel "Två" AB', '--zone', 'Europe/Copenhagen');
    const checked = await lastday({ folder, at: AT }, '-C', 'people', 'validate');

    expect(begun).toMatchObject({ exit: 0, err: '' });
    expect(begun.out).toContain('git add -A && git commit');
    expect(checked).toEqual({ exit: 0, out: 'Everything is valid.\n', err: '' });
  });

  it('never writes over anything', async () => {
    const again = await call('init', '--yes');

    expect(again).toMatchObject({ exit: 1, out: '' });
    expect(again.err).toContain('is already there; nothing was written.');
  });
});
