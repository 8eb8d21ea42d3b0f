/** `offboard` beside the systems: what an inventory shows of a leaver that no file knows, what differs, and that one which cannot be read stops nothing. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { AT, beginWithDevices } from './device-company.ts';
import { type Company, tooWide } from './small-company.ts';

const STORE = `kind: practice
id: store
mode: enforce
tenant: exempel-store
holds: [assets]
desk: it
world: store.json
`;

const CSV = `kind: csv
id: vault
mode: enforce
tenant: exempel-vault
holds: [assets]
desk: it
maxAge: P90D
tables:
  - holds: assets
    file: vault.csv
    columns: {id: Nr, tag: Tag, holder: Holder, status: Status}
    freshness: {column: Exported}
`;

const ASSETS = [
  { id: 3, tag: 'LT-0003', holder: 'login3', status: 'in-use' },
  { id: 4, tag: 'LT-0004', holder: 'login4', status: 'in-use' },
  { id: 5, tag: 'LT-0005', holder: '', status: 'available' },
  { id: 7, tag: 'PH-0007', holder: 'login3', status: 'awaited' },
];

let company: Company;

function inventoryOf(of: Company, assets: readonly object[], more: object = {}): void {
  writeFileSync(join(of.exports, 'store.json'), JSON.stringify({ tenant: 'exempel-store', assets, ...more }));
}

/** The store with some records otherwise, and more of them. */
function changed(changes: Readonly<Record<number, object>>, ...more: readonly object[]): readonly object[] {
  return [...ASSETS.map((one) => ({ ...one, ...changes[one.id] })), ...more];
}

beforeAll(async () => {
  company = await beginWithDevices();
  const file = (tag: string) => `state/devices/${tag}.yaml`;
  const linked = ASSETS.map(({ id, tag }) => [
    file(tag),
    `${company.remoteGit('show', `main:${file(tag)}`)}\ninventory: {system: store, id: ${id}}\n`,
  ]);
  company.commit({ 'policies/systems/store.yaml': STORE, ...Object.fromEntries(linked) });
  inventoryOf(company, ASSETS);
});

const WORDS = ['offboard', 'e-0003', '--last-day', '2027-03-31'] as const;
const BRANCH = 'lastday/offboard/e-0003-2027-03-31';

/** What was said, without line ends. */
const flat = (out: string) => out.replaceAll(/\s+/gu, ' ');

/** The short commit that the files are of. */
const head = (of: Company) => of.remoteGit('rev-parse', 'main').slice(0, 7);

describe('offboard and what the systems show', () => {
  it('says what was read when nothing differs', async () => {
    const called = await lastday(company.fork().shell(AT), ...WORDS, '--dry-run');

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(flat(called.out)).toContain('Read: ad, store. What e-0003 has there is in the files.');
  });

  it('takes a device that is awaited for what it is there: still checked out, and in use', async () => {
    const fork = company.fork();
    inventoryOf(fork, changed({ 7: { status: 'in-use' } }));

    const { out } = await lastday(fork.shell(AT), ...WORDS, '--dry-run');

    expect(flat(out)).toContain('Read: ad, store. What e-0003 has there is in the files.');
  });

  it.each<[string, readonly object[], string]>([
    [
      'a device that no file knows',
      changed({}, { id: 999, tag: 'LT-0999', holder: 'LOGIN3', status: 'in-use' }),
      'device LT-0999 is in store (record 999), but not in the files; held by e-0003, who leaves Wed 31 Mar 2027; add its file, state/devices/LT-0999.yaml, and say what becomes of it, or check it in there',
    ],
    [
      'a device that somebody else has there',
      changed({ 3: { holder: 'login4' } }),
      'LT-0003: the files name e-0003, store somebody else (e-0004); correct the side that is wrong',
    ],
    ['a device that is checked in there', changed({ 3: { holder: '' } }), 'LT-0003 is with e-0003 in the files, but checked in at store'],
    [
      'a device that is nobody’s in the files',
      changed({ 5: { holder: 'login3' } }),
      'LT-0005 has no holder in the files, but is still checked out in store to e-0003; correct the side that is wrong',
    ],
    [
      'a device of somebody else in the files',
      changed({ 4: { holder: 'login3' } }),
      'LT-0004: the files name e-0004, store somebody else (e-0003)',
    ],
    ['another state', changed({ 3: { status: 'repair' } }), 'LT-0003 is in use in the files, in repair in store; correct the side'],
  ])('names %s', async (_name, assets, said) => {
    const fork = company.fork();
    inventoryOf(fork, assets);

    const called = await lastday(fork.shell(AT), ...WORDS);

    expect([called.exit, called.err, tooWide(called)]).toEqual([0, '', []]);
    expect(flat(called.out)).toContain('Read: ad, store. Otherwise than in the files:');
    expect(flat(called.out)).toContain(said);
    expect(flat(fork.remoteGit('log', '-1', '--format=%b', BRANCH)).replaceAll('\\', '')).toContain(said);
  });

  it.each([
    ['a word', 'Deployed'],
    ['a name', 'device.in-use'],
    ['a mention', '@everyone'],
  ])('shows no text of the inventory itself: %s', async (_name, status) => {
    const fork = company.fork();
    inventoryOf(fork, changed({ 3: { status } }, { id: 998, tag: null, serial: 'https://evil.example', holder: 'login3', status }));

    const called = await lastday(fork.shell(AT), ...WORDS);

    expect(called.exit).toBe(0);
    expect(flat(called.out)).toContain('device is in store (record 998), but not in the files; held by e-0003');
    for (const text of [called.out, fork.remoteGit('log', '-1', '--format=%B', BRANCH)]) {
      for (const never of [status, 'evil', 'login3', 'Person 3']) expect(text).not.toContain(never);
    }
  });

  it('names accounts and seats that differ', async () => {
    const fork = company.fork();
    const world = JSON.stringify({
      tenant: 'exempel-ad',
      accounts: [
        { id: 'a-0003', login: 'login3', enabled: false, licences: [{ id: 'OFFICE' }, { id: 'VISIO' }] },
        { id: 'a-0004', login: 'login4', enabled: true, licences: [] },
      ],
    });
    writeFileSync(join(fork.exports, 'ad.json'), world);

    const called = await lastdayJson(fork.shell(AT), ...WORDS, '--dry-run');
    const gone = await lastdayJson(fork.shell(AT), 'offboard', 'e-0001', '--last-day', '2027-03-31', '--dry-run');

    expect(called.json).toMatchObject({
      seen: {
        read: ['ad', 'store'],
        unread: [],
        differences: [
          { code: 'account-off', system: 'ad' },
          { code: 'seats', system: 'ad', licences: 'VISIO', monthly: '' },
        ],
      },
    });
    expect(gone.json).toMatchObject({ seen: { differences: [{ code: 'account-missing', system: 'ad' }] } });
  });

  it.each<[string, (of: Company) => void, string]>([
    ['refuses', (of) => inventoryOf(of, ASSETS, { faults: { refuseReading: true } }), 'Read store: no (the system did not answer'],
    [
      'is broken',
      (of) => writeFileSync(join(of.exports, 'store.json'), '{'),
      'Read store: no (the system did not answer: the world file is not JSON)',
    ],
    [
      'is another one',
      (of) => writeFileSync(join(of.exports, 'store.json'), JSON.stringify({ tenant: 'other', assets: changed({ 3: { holder: '' } }) })),
      'Read store: no (another tenant answered',
    ],
    [
      'has no file',
      (of) => rmSync(join(of.exports, 'store.json')),
      'Read store: no (the system did not answer: store.json does not exist below the export folder)',
    ],
    [
      'has no folder',
      (of) => rmSync(of.exports, { recursive: true }),
      'Read store: no (the system did not answer: no export folder is given; LASTDAY_EXPORTS names it)',
    ],
    ['is cut short', (of) => inventoryOf(of, ASSETS, { faults: { stopAfterPage: 0 } }), 'Read store: no (the list was cut short'],
  ])('a store that %s is said, and stops nothing', async (_name, spoil, said) => {
    const fork = company.fork();
    spoil(fork);

    const called = await lastday(fork.shell(AT), ...WORDS);

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(flat(called.out)).toContain(said);
    expect(flat(called.out)).toContain(`What stands here of it is from the files of ${head(fork)}.`);
    expect(called.out).not.toMatch(/checked in|not in store/u);
    expect(called.out).toContain(`Sent: ${BRANCH}`);
  });

  it('shows what half a reading has, and concludes nothing from what it lacks', async () => {
    const fork = company.fork();
    writeFileSync(
      join(fork.exports, 'store.json'),
      JSON.stringify({
        tenant: 'exempel-store',
        assets: [{ id: 999, tag: 'LT-0999', holder: 'login3' }, ...ASSETS],
        faults: { stopAfterPage: 1 },
      }),
    );
    fork.commit({ 'policies/systems/store.yaml': `${STORE}pageSize: 1\n` });

    const { out } = await lastday(fork.shell(AT), ...WORDS, '--dry-run');

    expect(flat(out)).toContain('Read: ad. Otherwise than in the files: device LT-0999 is in store');
    expect(flat(out)).toContain('Read store: not whole (the list was cut short');
    expect(out).not.toContain('LT-0003 is in the files');
  });

  it('asks nobody with --offline', async () => {
    const fork = company.fork();
    rmSync(fork.exports, { recursive: true });

    const called = await lastday(fork.shell(AT), ...WORDS, '--offline');
    const { json } = await lastdayJson(fork.shell(AT), ...WORDS, '--offline');

    expect(flat(called.out)).toContain(`No system was read. What stands here is from the files of ${head(fork)}.`);
    expect(json).toMatchObject({ seen: null, isNew: false });
  });

  it('says what to do about a device that only an inventory knows', async () => {
    const fork = company.fork();
    inventoryOf(fork, changed({}, { id: 999, tag: 'LT-0999', holder: 'login3', status: 'in-use' }));
    const said = async (tag: string, ...more: readonly string[]) =>
      (await lastday(fork.shell(AT), ...WORDS, '--device', `${tag}=release`, ...more)).err;

    expect(await said('lt-0999')).toBe(
      'lastday: LT-0999 is in store, and no file knows it.\n  Add state/devices/LT-0999.yaml first; then say what becomes of it.\n',
    );
    expect(await said('LT-0999', '--offline')).toContain('there is no device LT-0999');
    expect(await said('LT-0998')).toContain('there is no device LT-0998');
  });

  it('reads exports likewise', async () => {
    const fork = company.fork();
    fork.commit({ 'policies/systems/vault.yaml': CSV });
    writeFileSync(join(fork.exports, 'vault.csv'), 'Nr,Tag,Holder,Status,Exported\n1,LT-0777,login3,Utlånad,2027-01-04\n');

    const { out } = await lastday(fork.shell(AT), ...WORDS, '--dry-run');

    expect(flat(out)).toContain('device LT-0777 is in vault (record 1), but not in the files; held by e-0003');
    expect(out).not.toContain('Utlånad');
  });

  it('the same command again finds the one that is open, whatever the inventory says by then', async () => {
    const fork = company.fork();
    await lastday(fork.shell(AT), ...WORDS);
    inventoryOf(fork, changed({ 3: { holder: '' } }));

    const again = await lastdayJson(fork.shell(AT), ...WORDS);

    expect(again.json).toMatchObject({ isNew: false, seen: { differences: [{ code: 'holder-mismatch', variant: 'checked-in' }] } });
  });
});

describe('offboard on a terminal', () => {
  it.each([
    ['en', 'device LT-0999 is in store (record 999), but not in the files; held by e-0003', 'What becomes of LT-0003'],
    ['sv', 'LT-0999', 'Vad händer med LT-0003'],
    ['da', 'LT-0999', 'Hvad sker der med LT-0003'],
  ])('shows it on the one screen, before it asks: %s', async (locale, said, question) => {
    const fork = company.fork();
    inventoryOf(fork, changed({}, { id: 999, tag: 'LT-0999', holder: 'login3', status: 'in-use' }));
    const shell = { ...fork.shell(AT), answers: ['2027-03-31', '1', '', '', '', '', 'yes'], environment: { LASTDAY_LANG: locale } };

    const called = await lastday(shell, 'offboard', 'e-0003');

    expect([called.exit, called.err, tooWide(called)]).toEqual([0, '', []]);
    const out = flat(called.out);
    expect(out).toContain(said);
    expect(out.indexOf('LT-0999')).toBeLessThan(out.indexOf(question));
    expect(out.lastIndexOf('LT-0999')).toBeGreaterThan(out.indexOf(question));
  });

  it('a store that cannot be read keeps nobody from it', async () => {
    const fork = company.fork();
    inventoryOf(fork, ASSETS, { faults: { refuseReading: true } });

    const called = await lastday({ ...fork.shell(AT), answers: ['2027-03-31', '1', '', '', '', '', 'yes'] }, 'offboard', 'e-0003');

    expect(flat(called.out)).toContain('Read store: no (the system did not answer');
    expect(called.out).toContain(`Sent: ${BRANCH}`);
  });
});
