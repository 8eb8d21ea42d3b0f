/** Commands at a terminal: what is asked, what Enter means, and that breaking off anywhere sends nothing. The person's answers are scripted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Called, lastday, type Shell } from '../fakes/command-line.ts';
import { temporaryFolder } from '../fakes/repository.ts';
import { AT, beginWithDevices } from './device-company.ts';
import { type Company, tooWide } from './small-company.ts';

let company: Company;

beforeAll(async () => {
  company = await beginWithDevices();
});

/** Somebody at a terminal who types these lines. */
function typing(of: Company, ...answers: readonly (string | null)[]): Shell {
  return { ...of.shell(AT), answers };
}

/** Everything that stands at the remote. */
const standing = (of: Company) => of.remoteGit('for-each-ref');

/** Who, last day, who ended it, last day at work, successor, LT-0003, whether to ask, and send. */
const ANSWERS = ['2027-03-31', '1', '', 'e-0001', '1', 'yes', 'yes'];

describe('offboard on a terminal', () => {
  it('shows everything on one screen with its costs, asks, shows what follows, and sends one pull request', async () => {
    const fork = company.fork();

    const called = await lastday(typing(fork, '2027-01-31', '1', '', 'e-0001', 'return-to-lessor', '', 'yes'), 'offboard', 'e-0003');

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(tooWide(called)).toEqual([]);
    const { out } = called;
    expect(out).toContain('account in ad, licences OFFICE, 100.00 SEK a month');
    expect(out).toContain('phone, awaited');
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(
      '4 return-to-lessor it goes back to the lessor: 273.75 SEK, VAT 54.75 SEK included, rent 219.00 SEK for 1 month; decide by Fri 29 Jan 2027',
    );
    expect(out).toContain('LT-0003 (laptop, leased), from Sun 31 Jan: goes back to the lessor (lease hy-1)');
    expect(out.indexOf('e-0003 holds:')).toBeLessThan(out.indexOf('What becomes of LT-0003'));
    expect(out.indexOf('Successor: e-0001')).toBeLessThan(out.indexOf('Send this as one pull request?'));
    const branch = 'lastday/offboard/e-0003-2027-01-31';
    expect(out).toContain(`Sent: ${branch}`);
    expect(
      fork.remoteGit('show', `${branch}:state/offboardings/e-0003.yaml`),
    ).toBe(`# yaml-language-server: $schema=../../schemas/json/offboarding.schema.json
employee: e-0003
kind: planned
endedBy: person
spell: 2027-01-31
successor: e-0001
devices:
  LT-0003: {disposition: return-to-lessor}`);
  });

  it('asks again until an answer makes sense', async () => {
    const fork = company.fork();
    const answers = ['påhittad', 'nobody at all', 'e-0003', 'tomorrow', '2027-02-30', '2027-01-31', '', '', 'e-0033', 'e-0001'];
    const buyout = ['9', 'gift', 'buyout', 'much', '1800,00', ''];

    const called = await lastday(typing(fork, ...answers, ...buyout, 'n', '2', 'perhaps', 'no'), 'offboard');

    expect([called.exit, called.err]).toEqual([0, '']);
    for (const said of [
      'Several: e-0001, e-0002, e-0003, e-0004. Which id?',
      'Nobody is called that.',
      'A day is written YYYY-MM-DD',
      'There is no employee e-0033. Did you mean e-0003?',
      'Choose a number or a word of the list.',
      'A price is written 1800.00.',
      'Answer by (YYYY-MM-DD) (2027-01-17):',
      'LT-0003: offered for 1 800.00 SEK (incl. VAT), answer by Sun 17 Jan 2027',
      'The person is not asked whether to buy anything: it is asked elsewhere.',
      'Please answer yes or no.',
    ]) {
      expect(called.out).toContain(said);
    }
    expect(called.out).toMatch(/\nNothing was sent\.\n$/u);
    expect(standing(fork)).toBe(standing(company));
  });

  it.each(ANSWERS.map((_, index) => [index]))('Ctrl-C at question %i sends nothing', async (index) => {
    const fork = company.fork();

    const called = await lastday(typing(fork, ...ANSWERS.slice(0, index), null), 'offboard', 'e-0003');

    expect([called.exit, called.err]).toEqual([130, 'lastday: interrupted; nothing was sent.\n']);
    expect(standing(fork)).toBe(standing(company));
  });

  it('Enter keeps what an open plan says', async () => {
    const fork = company.fork();
    await lastday(
      fork.shell(AT),
      'offboard',
      'e-0003',
      '--last-day',
      '2027-03-31',
      '--device',
      'LT-0003=transfer:e-0001',
      '--successor',
      'e-0001',
    );
    await lastday(fork.shell(AT), 'pulls', 'merge', 'offboard/e-0003-2027-03-31');

    const called = await lastday(typing(fork, '', '', '', '', '', ''), 'offboard', 'e-0003');

    expect(called.out).toContain('What becomes of LT-0003');
    expect(called.out).toContain('(transfer):');
    expect(called.out).toMatch(/Nothing differs from the files: nothing to send\.\n$/u);
    expect([called.exit, called.err]).toEqual([0, '']);
  });

  it('with a flag asks for nothing but whether to send; --yes not even that', async () => {
    const fork = company.fork();
    const words = ['offboard', 'e-0003', '--last-day', '2027-03-31'];

    const declined = await lastday(typing(fork, 'n'), ...words);
    const before = standing(fork);
    const sent = await lastday(typing(fork), ...words, '--yes');

    expect([declined.exit, declined.out]).toEqual([
      0,
      expect.stringMatching(/Send this as one pull request\? \(yes\/no\) n\nNothing was sent\.\n$/u),
    ]);
    expect(before).toBe(standing(company));
    expect(sent.out).toContain('Sent: lastday/offboard/e-0003-2027-03-31');
    expect(sent.out).not.toContain('(yes/no)');
  });

  it.each<[string, (shell: Shell) => Shell, readonly string[]]>([
    ['without a terminal', (shell) => ({ folder: shell.folder, at: shell.at }), []],
    ['in CI', (shell) => ({ ...shell, isCi: true }), []],
    ['with LASTDAY_NO_INPUT', (shell) => ({ ...shell, environment: { LASTDAY_NO_INPUT: '1' } }), []],
    ['with --json', (shell) => shell, ['--json']],
  ])('%s nothing is asked', async (_name, change, more) => {
    const shell = change(typing(company, 'e-0003'));

    const offboard = await lastday(shell, 'offboard', 'e-0003', ...more);
    const bare = await lastday(shell, ...more);

    expect([offboard.exit, offboard.out, offboard.err]).toEqual([64, '', expect.stringContaining('--last-day is missing.')]);
    expect([bare.exit, bare.out]).toEqual([0, expect.not.stringContaining('What is it about?')]);
  });
});

describe('an answer that says too little', () => {
  it.each([
    ['nobody to give it to', ['transfer', '', 'transfer', 'e-0001'], 'LT-0003: {disposition: transfer, to: e-0001}'],
    [
      'no matter to keep it for',
      ['hold', '2027-12-31', '', 'hold', '2027-12-31', 'M-7'],
      'LT-0003: {disposition: hold, until: 2027-12-31, matter: M-7}',
    ],
    ['and then none at all', ['transfer', '', ''], null],
  ])('%s: the device is asked about again', async (_name, answers, written) => {
    const fork = company.fork();

    const called = await lastday(typing(fork, '2027-03-31', '', '', '', ...answers, '', 'yes'), 'offboard', 'e-0003');

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(called.out).toContain('Nothing was noted for LT-0003: that needs an answer.');
    const plan = fork.remoteGit('show', 'lastday/offboard/e-0003-2027-03-31:state/offboardings/e-0003.yaml');
    if (written === null) expect(plan).not.toContain('LT-0003');
    else expect(plan).toContain(written);
  });

  it('a device that came back is not taken for sound because of a word that is none', async () => {
    const fork = company.fork();

    const called = await lastday(typing(fork, '3', 'PH-0007', 'broken', 'damaged', 'cleared', 'clear', '', 'yes'));

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(called.out.match(/Choose a number or a word of the list\./gu)).toHaveLength(2);
    const device = fork.remoteGit('show', 'lastday/receive/PH-0007-asked:state/devices/PH-0007.yaml');
    expect(device).toContain('returned: {on: 2027-01-05, condition: damaged}');
    expect(device).toContain('wiped: {on: 2027-01-05, method: clear}');
  });
});

describe('the other commands at a terminal', () => {
  it.each([
    ['release', 'LT-0004'],
    ['transfer', 'LT-0004', '--to', 'e-0003'],
    ['buyout', 'LT-0002', '--price', '1800', '--answer-by', '2027-01-07'],
    ['receive', 'PH-0007'],
    ['extend', 'e-0002', '--last-day', '2027-02-28'],
    ['cancel', 'e-0002'],
  ])('%s asks before it sends', async (...words) => {
    const fork = company.fork();

    const broken = await lastday(typing(fork, null), ...words);
    const declined = await lastday(typing(fork, 'no'), ...words);
    const before = standing(fork);
    const sent = await lastday(typing(fork, 'yes'), ...words);

    expect([broken.exit, declined.exit, sent.exit]).toEqual([130, 0, 0]);
    expect(before).toBe(standing(company));
    expect(sent.out).toContain('\nSent: lastday/');
    expect(tooWide(sent)).toEqual([]);
  });
});

describe('lastday alone on a terminal', () => {
  const alone = (of: Company, ...answers: readonly (string | null)[]): Promise<Called> => lastday(typing(of, ...answers));

  it('leads to a leaving', async () => {
    const fork = company.fork();

    const called = await alone(fork, '1', 'e-0003', ...ANSWERS);

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(called.out).toContain('1  Somebody is leaving');
    expect(called.out).toContain('Sent: lastday/offboard/e-0003-2027-03-31');
  });

  it('takes a device back', async () => {
    const fork = company.fork();

    const called = await alone(fork, '7', '3', 'ph-0007', '', 'purge', 'W-1', 'ja');

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(fork.remoteGit('show', 'lastday/receive/PH-0007-asked:state/devices/PH-0007.yaml')).toContain(
      'wiped: {on: 2027-01-05, method: purge, certificate: W-1}',
    );
  });

  it.each([
    ['2', 'lastday extend ID --last-day DAY'],
    ['4', 'state/employees/<id>.yaml'],
    ['5', 'e-0002'],
    ['', 'Number (Enter: leave):'],
  ])('answers %j', async (answer, said) => {
    const called = await alone(company, answer);

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(called.out).toContain(said);
  });

  it('in another folder too', async () => {
    const called = await lastday({ ...typing(company, ''), folder: company.folder }, '-C', 'clone');

    expect([called.exit, called.out]).toEqual([0, expect.stringContaining('What is it about?')]);
  });
});

describe('init on a terminal', () => {
  it('asks for what was not said, and takes defaults for Enter', async () => {
    const folder = temporaryFolder();

    const called = await lastday({ folder, at: AT, answers: ['DK', '', 'Europe/Copenhagen'] }, 'init', 'people', '--name', 'Påhit ApS');

    expect(called.exit).toBe(0);
    const organisation = readFileSync(join(folder, 'people/state/organisation.yaml'), 'utf8');
    for (const said of ['Påhit ApS', 'country: DK', 'currency: SEK', 'Europe/Copenhagen']) expect(organisation).toContain(said);
  });

  it('asks for nothing with --yes, and writes nothing after Ctrl-C', async () => {
    const folder = temporaryFolder();

    const broken = await lastday({ folder, at: AT, answers: ['Påhit ApS', null] }, 'init', 'people');
    const taken = await lastday({ folder, at: AT, answers: [] }, 'init', 'people', '--yes');

    expect([broken.exit, taken.exit]).toEqual([130, 0]);
  });
});
