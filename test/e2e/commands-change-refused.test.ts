/** Commands that change files, where nothing is to be changed or nothing may be: what they say, and that nothing is sent. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { AT, beginWithDevices } from './device-company.ts';
import type { Company } from './small-company.ts';

let company: Company;

beforeAll(async () => {
  company = await beginWithDevices();
});

describe('nothing to do is said, and is no failure', () => {
  it.each([
    [['release', 'LT-0005']],
    [['transfer', 'LT-0004', '--to', 'e-0004']],
    [['extend', 'e-0002', '--last-day', '2027-01-08']],
    [['cancel', 'e-0003']],
  ])('%j', async (words) => {
    const before = company.remoteGit('for-each-ref');

    const told = await lastday(company.shell(AT), ...words);
    const data = await lastdayJson(company.shell(AT), ...words);

    expect(told).toMatchObject({ exit: 0, err: '' });
    expect(told.out).toMatch(/Nothing differs from the files: nothing to send\.\n$/u);
    expect(data).toMatchObject({ exit: 0, json: { key: null, address: null, files: [] } });
    expect(company.remoteGit('for-each-ref')).toBe(before);
  });
});

describe('what cannot be is refused before anything is sent, with the next step', () => {
  it.each([
    [['offboard'], 64, 'who leaves?\n  lastday offboard e-1042 --last-day 2027-03-31'],
    [['release'], 64, 'which device?\n  lastday release LT-0042'],
    [['release', 'LT-0022'], 64, 'there is no device LT-0022.\n  Did you mean `LT-0002`?'],
    [['release', 'LT-0006'], 64, 'LT-0006 is sold; nothing becomes of it any more.'],
    [['transfer', 'LT-0004'], 64, '--to is missing.\n  lastday transfer LT-0004 --to e-1019'],
    [['transfer', 'LT-0004', '--to', 'e-0044'], 64, 'there is no employee "e-0044".\n  Did you mean `e-0004`?'],
    [
      ['buyout', 'LT-0004', '--price', '1', '--answer-by', '2027-01-07'],
      64,
      'LT-0004 is held by nobody who leaves; only a leaver buys a device.',
    ],
    [['buyout', 'LT-0002'], 64, 'an offer needs a price and a day to answer.'],
    [['buyout', 'LT-0002', '--price', '1.8', '--answer-by', '2027-01-07'], 64, '--price: "1.8" is no amount.'],
    [['buyout', 'LT-0002', '--market-value', '2300'], 64, '--market-value and --market-source go together.'],
    [['buyout', 'LT-0002', '--answer', 'maybe'], 64, '--answer is "maybe".\n  It can be yes, no.'],
    [['receive'], 64, 'which device?'],
    [['receive', 'LT-0002', '--condition', 'good'], 64, 'It can be ok, worn, damaged.'],
    [['receive', 'LT-0002', '--certificate', 'W-1'], 64, '--certificate goes with --wiped.'],
    [['receive', 'LT-0002', '--on', '5/1'], 64, 'A day is written YYYY-MM-DD'],
    [['receive', 'LT-0002', '--wiped', 'purge', '--certificate', 'not a reference'], 8, 'state/devices/LT-0002.yaml:'],
    [['extend', 'e-0002'], 64, '--last-day is missing.'],
    [['extend', 'e-0003', '--last-day', '2027-03-31'], 64, 'lastday offboard e-0003 --last-day 2027-03-31 sets one.'],
    [['extend', 'e-0002', '--last-day', '2027-01-06'], 64, 'lastday offboard e-0002 --last-day 2027-01-06 makes it earlier.'],
    [
      ['extend', 'e-0002', '--last-day', '2027-02-28', '--last-working-day', '2027-03-01'],
      8,
      'The last working day is after the last day.',
    ],
    [['cancel', 'e-0022'], 64, 'Did you mean `e-0002`?'],
    [['offboard', 'e-0003', '--last-day', '2027-03-31', '--device', 'LT-0003=transfer'], 64, 'LT-0003=transfer:e-1019'],
    [['offboard', 'e-0003', '--last-day', '2027-03-31', '--device', 'LT-0003=hold:2027-06-30'], 64, 'LT-0003=hold:2027-03-31:M-7'],
    [
      ['offboard', 'e-0003', '--last-day', '2027-03-31', '--device', 'LT-0003=keep'],
      8,
      '`keep` is not possible: LT-0003 is leased. Allowed for this device:',
    ],
  ])('%j', async (words, exit, said) => {
    const before = company.remoteGit('for-each-ref');

    const called = await lastday(company.shell(AT), ...words);

    expect(called.err).toContain(said);
    expect([called.exit, called.out]).toEqual([exit, '']);
    expect(company.remoteGit('for-each-ref')).toBe(before);
  });

  it('a file that was wrong before is no hindrance, unless it is the one', async () => {
    const fork = company.fork();
    fork.commit({ 'state/employees/e-0004.yaml': 'id: e-0004\nperson: withheld\nkind: emplyee\n' });

    const other = await lastday(fork.shell(AT), 'extend', 'e-0002', '--last-day', '2027-02-28');
    const itself = await lastday(fork.shell(AT), 'offboard', 'e-0004', '--last-day', '2027-02-28');

    expect([other.exit, other.err]).toEqual([0, '']);
    expect([itself.exit, itself.err]).toEqual([8, expect.stringContaining('state/employees/e-0004.yaml is not valid')]);
  });

  it('a second pull request about the same leaving waits for the first', async () => {
    const fork = company.fork();
    await lastday(fork.shell(AT), 'extend', 'e-0002', '--last-day', '2027-02-28');

    const second = await lastday(fork.shell(AT), 'extend', 'e-0002', '--last-day', '2027-03-31');
    const third = await lastday(fork.shell(AT), 'buyout', 'LT-0002', '--price', '1800', '--answer-by', '2027-01-07');
    await lastday(fork.shell(AT), 'pulls', 'close', 'extend/e-0002-2027-02-28', '--reason', 'another day');
    const fourth = await lastday(fork.shell(AT), 'extend', 'e-0002', '--last-day', '2027-03-31');

    const said = 'extend/e-0002-2027-02-28 is open, and is about the same leaving; nothing was sent.\n  Merge it, or close it';
    for (const refused of [second, third]) expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining(said)]);
    expect([fourth.exit, fourth.err]).toEqual([0, '']);
  });

  it('another wish under the same name is refused, and the first stays', async () => {
    const fork = company.fork();
    await lastday(fork.shell(AT), 'receive', 'PH-0007', '--condition', 'ok');
    const branch = fork.remoteGit('rev-parse', 'lastday/receive/PH-0007-asked');

    const other = await lastday(fork.shell(AT), 'receive', 'PH-0007', '--condition', 'damaged');

    expect([other.exit, other.err]).toEqual([1, expect.stringContaining('is already there and says something else; nothing was sent.')]);
    expect(fork.remoteGit('rev-parse', 'lastday/receive/PH-0007-asked')).toBe(branch);
  });
});

describe('in the language of the reader', () => {
  it.each([
    ['sv', 'e-0003: sista dag ons 31 mars 2027', '100,00 SEK i månaden'],
    ['da', 'e-0003: sidste dag ons 31. mar 2027', '100,00 SEK om måneden'],
    ['en', 'e-0003: last day Wed 31 Mar 2027', '100.00 SEK a month'],
  ])('%s', async (locale, day, sum) => {
    const shell = { ...company.shell(AT), environment: { LASTDAY_LANG: locale } };

    const { out, exit } = await lastday(shell, 'offboard', 'e-0003', '--last-day', '2027-03-31', '--dry-run');

    expect(exit).toBe(0);
    for (const said of [day, sum]) expect(out).toContain(said);
  });
});
