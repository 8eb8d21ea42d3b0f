/** Commands that change files, on a small company and a plain git remote: what each writes, byte for byte, and that the same words twice are one pull request. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { AT, beginWithDevices } from './device-company.ts';
import type { Company } from './small-company.ts';

let company: Company;

beforeAll(async () => {
  company = await beginWithDevices();
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
      ['-holder: e-0004', '+holder: e-0003', '+received: 2027-01-05'],
    ],
    [
      ['transfer', 'LT-0005', '--to', 'e-0003'],
      'release/LT-0005-asked',
      'state/devices/LT-0005.yaml',
      ['-status: available', '-holder: null', '+status: in-use', '+holder: e-0003', '+received: 2027-01-05'],
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

  it('in CI a rehearsal shows no file: they name people, and logs must not', async () => {
    const shell = { ...company.shell(AT), isCi: true };
    const words = ['extend', 'e-0002', '--last-day', '2027-02-28', '--dry-run'];

    const told = await lastday(shell, ...words);
    const data = await lastdayJson(shell, ...words);

    expect(told.out).toContain('\n  state/employees/e-0002.yaml\n');
    expect(told.out + data.out).not.toMatch(/Påhittad|login2/u);
    expect(data.json).toEqual({ key: null, address: null, isNew: false, files: ['state/employees/e-0002.yaml'] });
  });

  it('several devices are one pull request', async () => {
    const fork = company.fork();

    const { json, exit } = await lastdayJson(fork.shell(AT), 'transfer', 'LT-0004', 'LT-0005', 'LT-0005', '--to', 'e-0003');

    expect(exit).toBe(0);
    expect(json).toMatchObject({ files: ['state/devices/LT-0004.yaml', 'state/devices/LT-0005.yaml'] });
    expect((json as { key: string }).key).toMatch(/^release\/LT-0004-and-1-[0-9a-f]{8}-asked$/u);
  });

  it.each([
    ['before the last day of whoever had it', AT, 'employee: e-0002\nkind: planned\nspell: 2027-01-08\nsuccessor: e-0001'],
    [
      'after it',
      '2027-01-11T12:00:00Z',
      'employee: e-0002\nkind: planned\nspell: 2027-01-08\nsuccessor: e-0001\ndevices: {LT-0002: {disposition: release}}',
    ],
  ])('what came back goes on to somebody else %s, and the old plan agrees', async (_name, at, plan) => {
    const fork = company.fork();
    const after = (words: readonly string[]) => lastday(fork.shell(at), ...words);
    fork.commit({
      'state/offboardings/e-0002.yaml':
        'employee: e-0002\nkind: planned\nspell: 2027-01-08\nsuccessor: e-0001\ndevices: {LT-0002: {disposition: release}}\n',
    });
    const back = await after(['receive', 'LT-0002', '--wiped', 'purge']);
    const merged = await after(['pulls', 'merge', 'receive/LT-0002-asked']);

    const given = await after(['transfer', 'LT-0002', '--to', 'e-0003']);

    expect([back, merged, given].map(({ exit, err }) => [exit, err])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    const branch = 'lastday/release/LT-0002-asked';
    expect(fork.remoteGit('show', `${branch}:state/devices/LT-0002.yaml`)).toContain(`holder: e-0003`);
    expect(fork.remoteGit('show', `${branch}:state/offboardings/e-0002.yaml`)).toBe(plan);
  });

  it('where git does not know the person, lastday is the author', async () => {
    const fork = company.fork();
    const nameless = { ...fork.shell(AT), environment: { GIT_AUTHOR_NAME: '', GIT_AUTHOR_EMAIL: '' } };

    await lastday(nameless, 'cancel', 'e-0002');

    expect(fork.remoteGit('log', '-1', '--format=%an|%cn', 'lastday/cancel/e-0002-2027-01-08')).toBe('lastday|lastday');
  });
});

describe('"send no e-mail"', () => {
  it('said again without its reason keeps the reason', async () => {
    const fork = company.fork();
    const words = ['offboard', 'e-0002', '--last-day', '2027-01-08', '--offline', '--no-email'];
    await lastday(fork.shell(AT), ...words, '--because', 'agreed');
    await lastday(fork.shell(AT), 'pulls', 'merge', 'offboard/e-0002-2027-01-08');

    const again = await lastday(fork.shell(AT), ...words);

    expect(again.out).toMatch(/\nNothing differs from the files: nothing to send\.\n$/u);
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

  const agreed = async () => {
    const fork = company.fork();
    await lastday(fork.shell(AT), ...SALE, '--price', '1800', '--answer-by', '2027-01-07', '--answer', 'yes', '--consent', 'HR-88');
    await merge(fork);
    return fork;
  };
  const planAt = (of: Company, ref: string) => of.remoteGit('show', `${ref}:state/offboardings/e-0002.yaml`);

  it.each([
    ['another price', ['--price', '2500']],
    ['the same price without tax', ['--vat', 'excluded']],
  ])('answered yes: %s is another offer, which neither the answer nor the consent is for', async (_name, words) => {
    const fork = await agreed();

    const bare = await lastday(fork.shell(AT), ...SALE, ...words);
    const answered = await lastday(fork.shell(AT), ...SALE, ...words, '--answer', 'yes');
    const whole = await lastday(fork.shell(AT), ...SALE, ...words, '--answer', 'yes', '--consent', 'HR-99');

    const said = 'lastday: LT-0002: 1800.00 SEK was answered yes; other terms are another offer.';
    expect([bare.exit, bare.err.split('\n')[0]]).toEqual([64, said]);
    expect([answered.exit, answered.err.split('\n')[0]]).toEqual([64, 'lastday: LT-0002: the consent HR-88 was for other terms.']);
    expect([whole.exit, whole.err]).toEqual([0, '']);
    expect(planAt(fork, 'lastday/offboard/e-0002-LT-0002')).toContain('consent: {on: 2027-01-05, ref: HR-99}');
  });

  it('that is registered again by offboard keeps its answer and its consent while the price is the same', async () => {
    const fork = await agreed();
    const words = (price: string, day: string) => [
      'offboard',
      'e-0002',
      '--last-day',
      '2027-01-08',
      '--device',
      `LT-0002=buyout:${price}:${day}`,
    ];

    const same = await lastday(fork.shell(AT), ...words('1800.00', '2027-01-07'), '--offline');
    const later = await lastdayJson(fork.shell(AT), ...words('1800', '2027-01-08'), '--offline', '--dry-run');
    const other = await lastdayJson(fork.shell(AT), ...words('2500', '2027-01-07'), '--offline', '--dry-run');

    const texts = (called: { json: unknown }) => Object.values((called.json as { texts: Record<string, string> }).texts).join('');
    expect(same.out).toMatch(/\nNothing differs from the files: nothing to send\.\n$/u);
    expect(texts(later)).toMatch(/answerBy: 2027-01-08[\s\S]*answer: yes[\s\S]*HR-88/u);
    expect(texts(other)).toContain('2500.00 SEK');
    expect(texts(other)).not.toMatch(/answer: yes|HR-88/u);
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
