/** Commands that change files, on a small company and a plain git remote: what each writes, byte for byte, and that the same words twice are one pull request. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { beginCompany, type Company } from './small-company.ts';

const AT = '2027-01-05T12:00:00Z';
let company: Company;

const LEASE = `id: hy-1
lessor: Hyrbert Påhitt
company: se
from: 2024-03-01
to: 2027-02-28
notice: P30D
breakFee: 250.00 SEK
lines:
  LT-0003: {rent: 219.00 SEK}
`;

function device(id: string, lines: string): string {
  return `id: ${id}\ntype: laptop   # as delivered\n${lines}company: se\n`;
}

beforeAll(async () => {
  company = await beginCompany();
  company.commit({
    'state/devices/LT-0003.yaml': device('LT-0003', 'status: in-use\nholder: e-0003\nownership: leased\nlease: hy-1\n'),
    'state/devices/LT-0004.yaml': device('LT-0004', 'status: in-use\nholder: e-0004\nownership: owned\n'),
    'state/devices/LT-0005.yaml': device('LT-0005', 'status: available\nholder: null\nownership: owned\n'),
    'state/devices/LT-0006.yaml': device('LT-0006', 'status: sold\nholder: null\nownership: owned\n'),
    'state/devices/PH-0007.yaml':
      'id: PH-0007\ntype: phone\nstatus: awaited\nholder: null\nownership: owned\ncompany: se\nawaitedFrom: e-0003\nawaitedSince: 2027-01-04\nlocks: {activation: present}\n',
    'state/leases/hy-1.yaml': LEASE,
  });
});

/** What a branch changes in a file, as git shows it, without the heading. */
function changes(of: Company, branch: string, path: string): readonly string[] {
  const diff = of.remoteGit('diff', '--unified=0', `main...${branch}`, '--', path);
  return diff.split('\n').filter((line) => /^[-+](?![-+])/u.test(line));
}

const LEAVER = ['state/employees/e-0002.yaml', 'state/devices/LT-0002.yaml'] as const;

describe('each command writes what it says, and no other byte', () => {
  it.each<[readonly string[], string, string, readonly string[]]>([
    [
      ['release', 'LT-0004'],
      'release/LT-0004-asked',
      'state/devices/LT-0004.yaml',
      ['-status: in-use', '-holder: e-0004', '+status: awaited', '+holder: null', '+awaitedFrom: e-0004', '+awaitedSince: 2027-01-05'],
    ],
    [
      ['release', 'lt-0002'],
      'offboard/e-0002-LT-0002',
      'state/offboardings/e-0002.yaml',
      [
        '+# yaml-language-server: $schema=../../schemas/json/offboarding.schema.json',
        '+employee: e-0002',
        '+kind: planned',
        '+spell: 2027-01-08',
        '+devices:',
        '+  LT-0002: {disposition: release}',
      ],
    ],
    [
      ['transfer', 'LT-0004', '--to', 'e-0003'],
      'release/LT-0004-asked',
      'state/devices/LT-0004.yaml',
      ['-holder: e-0004', '+holder: e-0003'],
    ],
    [
      ['transfer', 'LT-0005', '--to', 'e-0003'],
      'release/LT-0005-asked',
      'state/devices/LT-0005.yaml',
      ['-status: available', '-holder: null', '+status: in-use', '+holder: e-0003'],
    ],
    [
      ['receive', 'PH-0007', '--condition', 'worn', '--by', 'e-0001'],
      'receive/PH-0007-asked',
      'state/devices/PH-0007.yaml',
      ['-status: awaited', '+status: received', '+returned: {on: 2027-01-05, condition: worn, by: e-0001}'],
    ],
    [
      ['receive', 'PH-0007', '--wiped', 'purge', '--certificate', 'W-7', '--activation', 'removed', '--sim', 'known'],
      'receive/PH-0007-asked',
      'state/devices/PH-0007.yaml',
      [
        '-status: awaited',
        '+status: available',
        '-awaitedFrom: e-0003',
        '-awaitedSince: 2027-01-04',
        '-locks: {activation: present}',
        '+returned: {on: 2027-01-05, condition: ok}',
        '+locks: {activation: removed, simPin: known}',
        '+wiped: {on: 2027-01-05, method: purge, certificate: W-7}',
      ],
    ],
    [
      ['extend', 'e-0002', '--last-day', '2027-02-28'],
      'extend/e-0002-2027-02-28',
      LEAVER[0],
      ['-lastDay: 2027-01-08', '+lastDay: 2027-02-28'],
    ],
    [['cancel', 'e-0002'], 'cancel/e-0002-2027-01-08', LEAVER[0], ['-lastDay: 2027-01-08']],
  ])('%j', async (words, key, path, expected) => {
    const fork = company.fork();

    const rehearsal = await lastdayJson(fork.shell(AT), ...words, '--dry-run');
    const sent = await lastdayJson(fork.shell(AT), ...words);
    const again = await lastdayJson(fork.shell(AT), ...words);

    expect(rehearsal).toMatchObject({ exit: 0, err: '', json: { key: null, address: null, files: [path] } });
    expect(sent).toMatchObject({ exit: 0, err: '', json: { key, address: `lastday/${key}`, isNew: true, files: [path] } });
    expect(again).toMatchObject({ exit: 0, err: '', json: { key, address: `lastday/${key}`, isNew: false } });
    expect([...changes(fork, `lastday/${key}`, path)].toSorted()).toEqual([...expected].toSorted());
    expect(fork.remoteGit('diff', '--name-only', `main...lastday/${key}`)).toBe(path);
    expect((rehearsal.json as { texts: Record<string, string> }).texts[path]?.trimEnd()).toBe(
      fork.remoteGit('show', `lastday/${key}:${path}`),
    );
    expect(fork.remoteGit('log', '-1', '--format=%an %ae|%cn', `lastday/${key}`)).toBe('Petra Påhittad petra@exempel.example|lastday');
  });

  it('several devices are one pull request', async () => {
    const fork = company.fork();

    const { json, exit } = await lastdayJson(fork.shell(AT), 'transfer', 'LT-0004', 'LT-0005', 'LT-0005', '--to', 'e-0003');

    expect(exit).toBe(0);
    expect(json).toMatchObject({ files: ['state/devices/LT-0004.yaml', 'state/devices/LT-0005.yaml'] });
    expect((json as { key: string }).key).toMatch(/^release\/LT-0004-and-1-[0-9a-f]{8}-asked$/u);
  });

  it('where git does not know the person, lastday is the author', async () => {
    const fork = company.fork();
    const nameless = { ...fork.shell(AT), environment: { GIT_AUTHOR_NAME: '', GIT_AUTHOR_EMAIL: '' } };

    await lastday(nameless, 'cancel', 'e-0002');

    expect(fork.remoteGit('log', '-1', '--format=%an|%cn', 'lastday/cancel/e-0002-2027-01-08')).toBe('lastday|lastday');
  });
});

describe('a buyout', () => {
  const SALE = ['buyout', 'LT-0002'];
  const merge = (of: Company) => lastday(of.shell(AT), 'pulls', 'merge', 'offboard/e-0002-LT-0002');

  it('is offered, answered, agreed to and paid, a pull request each, and each touches its own lines only', async () => {
    const fork = company.fork();
    const path = 'state/offboardings/e-0002.yaml';
    const steps: readonly (readonly string[])[] = [
      ['--price', '1800', '--answer-by', '2027-01-07', '--basis', 'reseller quote'],
      ['--answer', 'yes'],
      ['--settle', 'final-pay'],
      ['--consent', 'HR-88'],
    ];

    const said: string[] = [];
    for (const step of steps) {
      const sent = await lastday(fork.shell(AT), ...SALE, ...step);
      const merged = await merge(fork);
      expect([step, sent.exit, sent.err, merged.exit]).toEqual([step, 0, '', 0]);
      said.push(sent.out);
    }

    expect(said[0]).toContain('LT-0002: offered for 1 800.00 SEK (incl. VAT), answer by Thu 7 Jan 2027; without');
    expect(said[1]).toContain('LT-0002: the answer is yes, Tue 5 Jan 2027');
    expect(said[2]).toContain('LT-0002: nothing is deducted from pay without consent (--consent REF)');
    expect(said[3]).toContain('LT-0002: consent HR-88, Tue 5 Jan 2027');
    expect(fork.remoteGit('show', `main:${path}`)).toContain(`devices:
  LT-0002:
    disposition: buyout
    offer:
      price: 1800.00 SEK
      vat: included
      basis: reseller quote
      sent: 2027-01-05
      answerBy: 2027-01-07
      answer: yes
      answered: 2027-01-05
      else: release
    settle: final-pay
    consent: {on: 2027-01-05, ref: HR-88}`);
  });

  it('said again after the merge changes nothing, and says so', async () => {
    const fork = company.fork();
    const words = [...SALE, '--price', '1800.00 SEK', '--answer-by', '2027-01-07'];
    await lastday(fork.shell(AT), ...words);
    await merge(fork);

    const again = await lastday(fork.shell(AT), ...words);

    expect(again.exit).toBe(0);
    expect(again.out).toMatch(/\nNothing differs from the files: nothing to send\.\n$/u);
  });

  it('that policy does not allow is shown as refused before it is sent', async () => {
    const fork = company.fork();
    fork.commit({ 'policies/devices.yaml': 'buyout: {types: [phone]}\n' });

    const { exit, out } = await lastday(fork.shell(AT), ...SALE, '--price', '1800', '--answer-by', '2027-01-07', '--dry-run');

    expect(exit).toBe(0);
    expect(out).toContain('LT-0002 (laptop, owned), from Fri 8 Jan: no longer has a holder');
    expect(out).toContain('the plan says bought by the person, which is not possible here: not offered');
  });
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
