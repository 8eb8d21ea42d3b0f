/** Exports as a system: columns, words, dates, freshness; and what is wrong with one never looks like an answer. */
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../reconciler/model/observed.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';

const AT = '2027-01-04T01:00:00Z' as Instant;
const clock = { now: () => AT, elapsed: () => 0, sleep: async () => {} };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastday-csv-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function runtime() {
  return { exports: folder, credential: () => null, clock };
}

function table(more: Record<string, unknown> = {}): Record<string, unknown> {
  const columns = { id: 'Username', login: 'Username', enabled: 'Activated' };
  return { holds: 'accounts', file: 'vpn.csv', columns, freshness: { file: 'modified' }, ...more };
}

function system(tables: readonly Record<string, unknown>[], holds: readonly string[] = ['accounts']): System {
  return System.parse({ kind: 'csv', id: 'vpn', mode: 'enforce', tenant: 'pahitt-vpn', holds, tables });
}

async function write(text: string | Uint8Array, file = 'vpn.csv', modified = '2027-01-03T06:00:00Z'): Promise<void> {
  await writeFile(join(folder, file), text);
  await utimes(join(folder, file), new Date(modified), new Date(modified));
}

async function read(one: System = system([table()])): Promise<Reading> {
  return await (await openReader(one, runtime())).read(AT);
}

const GOOD = 'Username,Activated\ntestper,true\ntestada,FALSE\ntestbo,sometimes\n';

describe('accounts of an export', () => {
  it('are enabled, disabled, or unknown', async () => {
    await write(GOOD);

    const reading = await read();

    expect(reading.accounts.map((one) => [one.id, one.enabled])).toEqual([
      ['testper', true],
      ['testada', false],
      ['testbo', null],
    ]);
    expect(reading).toMatchObject({
      tenant: 'pahitt-vpn',
      total: null,
      pages: 1,
      ended: true,
      problems: [],
      freshAt: '2027-01-03T06:00:00Z',
      provides: ['existence', 'status'],
    });
  });

  it('follow the words, separators and dates of the system file', async () => {
    const columns = { id: 'Nr', enabled: 'Stand', groups: 'Gruppen', lastUse: 'Zuletzt' };
    const words = { enabledWhen: ['aktiv'], disabledWhen: ['gesperrt'], dates: 'dmy', listSeparator: 'semicolon', delimiter: 'tab' };
    await write('Nr\tStand\tGruppen\tZuletzt\n1\tAKTIV\ta;b\t31.12.26\n2\tgesperrt\t\tnever\n3\ttrue\tc\tsoon\n');

    const { accounts } = await read(system([table({ columns, ...words })]));

    expect(accounts.map((one) => [one.enabled, one.groups, one.lastUse])).toEqual([
      [true, ['a', 'b'], '2026-12-31'],
      [false, [], 'never'],
      [null, ['c'], null],
    ]);
  });

  it('in groups that nobody is in were not read at all (C1)', async () => {
    const columns = { id: 'Id', groups: 'Groups', roles: 'Roles', lastUse: 'Last' };
    await write('Id,Groups,Roles,Last\n1,,admin,\n2,,,\n');

    const { accounts, provides } = await read(system([table({ columns })]));

    expect(accounts.map((one) => [one.groups, one.roles])).toEqual([
      [null, ['admin']],
      [null, []],
    ]);
    expect(provides).toEqual(['existence', 'roles']);
  });

  it('with a value that no entitlement can be are unknown in it', async () => {
    const columns = { id: 'Id', licences: 'Seats' };
    await write(`Id,Seats\n1,E3\n2,${'x'.repeat(200)}\n`);

    const { accounts } = await read(system([table({ columns })]));

    expect(accounts.map((one) => one.licences)).toEqual([[{ id: 'E3', viaGroup: null, assignedOn: null }], null]);
  });

  it('are the same in windows-1252 and in UTF-16', async () => {
    await write(Uint8Array.from([...new TextEncoder().encode('Username,Activated\n'), 0xe5, ...new TextEncoder().encode(',true\n')]));
    const first = await read();
    await write(Buffer.from('\ufeffUsername,Activated\nå,true\n', 'utf16le'));
    const second = await read();

    expect(first.accounts[0]?.id).toBe('å');
    expect(second.digest).toBe(first.digest);
  });
});

describe('devices and people of an export', () => {
  it('have holders, tags and days', async () => {
    await write('Tag,User,State\nLT-0001,testper,Deployed\nLT 2,,\n', 'assets.csv');
    await write('No,Start,End,Dept\n4711,3/1/21,12/31/2026,South\n4712,soon,,\n', 'people.csv');
    const assets = table({ holds: 'assets', file: 'assets.csv', columns: { id: 'Tag', tag: 'Tag', holder: 'User', status: 'State' } });
    const people = table({
      holds: 'people',
      file: 'people.csv',
      columns: { id: 'No', firstDay: 'Start', lastDay: 'End', unit: 'Dept' },
      dates: 'mdy',
    });

    const reading = await read(system([assets, people], ['assets', 'people']));

    expect(reading.assets).toEqual([
      { id: 'LT-0001', tag: 'LT-0001', serial: null, holder: 'testper', status: 'Deployed' },
      { id: 'LT 2', tag: null, serial: null, holder: '', status: null },
    ]);
    expect(reading.people).toEqual([
      { id: '4711', login: null, firstDay: '2021-03-01', lastDay: '2026-12-31', unit: 'South' },
      { id: '4712', login: null, firstDay: null, lastDay: null, unit: null },
    ]);
    expect([...reading.provides].toSorted()).toEqual(['dates', 'existence', 'holder', 'status']);
  });
});

describe('an export that is not what it should be', () => {
  const cases: readonly (readonly [string, string, Record<string, unknown>, number])[] = [
    ['is empty', '', { problems: ['vpn.csv: the file is empty'], ended: false, pages: 0, provides: [] }, 0],
    [
      'is a web page',
      '<!doctype html><title>Sign in</title>',
      { problems: ['vpn.csv: the file is a web page (a sign-in page perhaps), not a table'], pages: 0 },
      0,
    ],
    [
      'lacks its status column',
      'Username,Mail\ntestper,x\n',
      { problems: ['vpn.csv: there is no one column "Activated" (enabled)'], provides: ['existence'] },
      1,
    ],
    [
      'lacks its id column',
      'User,Activated\ntestper,true\n',
      { problems: ['vpn.csv: there is no one column "Username" (id)', 'vpn.csv: there is no one column "Username" (login)'], provides: [] },
      0,
    ],
    ['has its column twice', 'Username,Activated,activated,ACTIVATED\na,1,1,1\n', { problems: [] }, 1],
    ['breaks off in its last row', 'Username,Activated\ntestper,true\ntest', { ended: false }, 1],
    ['has a row without an id', 'Username,Activated\n,true\ntestper,true\n', { problems: ['vpn.csv: the row at line 2 has no id'] }, 1],
    [
      'has a row that is too wide',
      'Username,Activated\na,true,x\ntestper,true\n',
      { problems: ['vpn.csv: the row at line 2 has 3 cells; the heading has 2'] },
      1,
    ],
    ['is not text', '\0\0\0\0', { problems: ['vpn.csv: the file holds zero bytes; it is not a text table'], pages: 0 }, 0],
  ];

  it.each(cases)('because it %s', async (_, text, expected, count) => {
    await write(text);

    const reading = await read();

    expect(reading).toMatchObject(expected);
    expect(reading.accounts).toHaveLength(count);
  });

  it('because it is not there', async () => {
    expect(await read()).toMatchObject({
      problems: ['vpn.csv does not exist below the export folder'],
      pages: 0,
      ended: false,
      freshAt: null,
    });
  });

  it('throws for single records', async () => {
    await write('Username,Activated\ntestper,true\ntest');
    const reader = await openReader(system([table()]), runtime());

    await expect(reader.readAccount('testper' as ForeignId)).rejects.toThrow('the export breaks off');
  });

  it('because no table holds what the system says that it holds', async () => {
    await write(GOOD);

    expect((await read(system([table()], ['accounts', 'assets']))).problems).toEqual(['no table of this system holds assets']);
  });

  it('does not make one half of two tables look whole', async () => {
    await write(GOOD);
    await write('Username\nother\n', 'more.csv');
    const more = table({ file: 'more.csv', columns: { id: 'Username' } });

    const both = await read(system([table(), more]));
    const broken = await read(system([table(), table({ file: 'none.csv' })]));

    expect(both.provides).toEqual(['existence']);
    expect(both.accounts).toHaveLength(4);
    expect(broken).toMatchObject({ provides: [], ended: false, freshAt: null, pages: 2 });
  });
});

describe('the age of an export', () => {
  it('is that of the file, and never later than the reading', async () => {
    await write(GOOD, 'vpn.csv', '2030-01-01T00:00:00Z');

    expect((await read()).freshAt).toBe(AT);
  });

  it('is that of the oldest table', async () => {
    await write(GOOD);
    await write(GOOD, 'old.csv', '2026-12-23T06:00:00Z');

    expect((await read(system([table(), table({ file: 'old.csv' })]))).freshAt).toBe('2026-12-23T06:00:00Z');
    expect((await read(system([table({ file: 'old.csv' }), table()]))).freshAt).toBe('2026-12-23T06:00:00Z');
  });

  const byColumn = () => system([table({ freshness: { column: 'Exported' } })]);
  const columns: readonly (readonly [string, string, string | null, readonly string[]])[] = [
    ['one day', 'Username,Activated,Exported\na,1,2027-01-02\nb,1,2027-01-02\n', '2027-01-02T00:00:00Z', []],
    [
      'one day, several times of it',
      'Username,Activated,Exported\na,1,2027-01-02T10:00\nb,1,2027-01-02T09:00\n',
      '2027-01-02T09:00:00Z',
      [],
    ],
    [
      'two days: two exports were joined (C15)',
      'Username,Activated,Exported\na,1,2027-01-02\nb,1,2027-01-03\n',
      '2027-01-02T00:00:00Z',
      ['vpn.csv: rows of exports of several days are in one file'],
    ],
    [
      'not told in every row',
      'Username,Activated,Exported\na,1,2027-01-02\nb,1,\n',
      null,
      ['vpn.csv: a row does not say when it was exported'],
    ],
    ['no rows', 'Username,Activated,Exported\n', null, ['vpn.csv: a row does not say when it was exported']],
    ['no such column', 'Username,Activated\na,1\n', null, ['vpn.csv: there is no one column "Exported" (freshness)']],
  ];

  it.each(columns)('may be a column: %s', async (_, text, freshAt, problems) => {
    await write(text);

    const reading = await read(byColumn());

    expect([reading.freshAt, reading.problems]).toEqual([freshAt, problems]);
  });

  it.each([
    ['an instant', '2027-01-03T05:00:00+01:00\nmore', '2027-01-03T04:00:00Z', 0],
    ['not an instant', 'yesterday', null, 1],
    ['not text', '\0\0\0\0', null, 1],
  ])('may be a file beside it: %s', async (_, text, freshAt, problems) => {
    await mkdir(join(folder, 'vpn'));
    await write(GOOD, 'vpn/accounts.csv');
    await write(text, 'vpn/export.stamp');

    const reading = await read(system([table({ file: 'vpn/accounts.csv', freshness: { sideFile: 'export.stamp' } })]));

    expect(reading.freshAt).toBe(freshAt);
    expect(reading.problems).toHaveLength(problems);
  });

  it('is unknown when the file beside it is missing', async () => {
    await write(GOOD);

    const reading = await read(system([table({ freshness: { sideFile: 'export.stamp' } })]));

    expect(reading).toMatchObject({ problems: ['export.stamp does not exist below the export folder'], pages: 0 });
  });
});

describe('writing', () => {
  it('is not possible: changes are handed over', async () => {
    expect(await openWriter(system([table()]), runtime())).toBeNull();
  });
});
