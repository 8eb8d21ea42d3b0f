/** Real input: the sample exports that the Snipe-IT project publishes become a valid repository, and read again they show no difference. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Imported, importCsv } from '../../../reconciler/import/import-csv.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Observed } from '../../../reconciler/model/observed.ts';
import { correlate } from '../../../reconciler/observe/correlate.ts';
import { observe } from '../../../reconciler/observe/observe.ts';
import { openReader } from '../../../reconciler/systems/registry.ts';
import type { Instant, SystemId } from '../../../schemas/primitives.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import { existingFrom, loadTexts, notesOf, request, tableFrom, textsAfter } from './tables.ts';

const source = join(import.meta.dirname, '../../../../shared/data/snipe-it');
const FILES = { people: 'users-sample.csv', assets: 'assets-sample.csv', licences: 'licenses-sample.csv' } as const;
const AT = '2024-01-15T22:59:59Z' as Instant;
const isThere = existsSync(join(source, FILES.people));

function fromSource(createHolders: boolean, more: Parameters<typeof request>[0] = {}): Imported {
  const table = (name: keyof typeof FILES) => tableFrom(readFileSync(join(source, FILES[name])), FILES[name]);
  return importCsv(request({ people: table('people'), assets: table('assets'), licences: table('licences'), createHolders, ...more }));
}

function desiredFrom(imported: Imported): Desired {
  const { desired, diagnostics } = loadTexts(textsAfter(imported));
  expect(diagnostics).toEqual([]);
  if (desired === null) throw new Error('the import is not valid');
  return desired;
}

describe.skipIf(!isThere)('the sample exports of Snipe-IT (skipped where ../shared/data/snipe-it is absent)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lastday-snipe-'));
    for (const file of Object.values(FILES)) copyFileSync(join(source, file), join(folder, file));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function observed(desired: Desired): Promise<Observed> {
    const clock = { now: () => AT, elapsed: () => 0, sleep: async () => {} };
    const open = (system: Parameters<typeof openReader>[0]) => openReader(system, { exports: folder, credential: () => null, clock });
    return await observe({ desired, memory: recalledMemory({ kind: 'first' }), asOf: AT, open });
  }

  it('are used row by row: 100 people, 22 devices, 50 licences', () => {
    const { report } = fromSource(true);

    expect(report.counts).toEqual({ employees: 100, holders: 9, devices: 22, licences: 50 });
    expect(report.rows).toHaveLength(172);
    expect(report.rows.filter((row) => row.outcome === 'not-used')).toEqual([]);
    expect(report.problems).toEqual([]);
  });

  it('report what could not be taken over, by line and reason', () => {
    const imported = fromSource(false);
    const count = (table: string, reason: string) => notesOf(imported, table).filter((note) => note.includes(reason)).length;

    expect(count('people', 'manager-is-self')).toBe(10);
    expect(count('people', 'manager-unknown')).toBe(1);
    expect(count('assets', 'not-used holder-unknown')).toBe(9);
    expect(count('licences', 'word-not-understood')).toBe(3);
    expect(count('licences', 'licence-holder-unknown')).toBe(50);
    expect(imported.report.counts).toMatchObject({ employees: 100, holders: 0, devices: 13 });
  });

  it('are a valid repository, with and without people made of holders', () => {
    const without = desiredFrom(fromSource(false));
    const withHolders = desiredFrom(fromSource(true));

    expect([without.employees.size, without.devices.size]).toEqual([100, 13]);
    expect([withHolders.employees.size, withHolders.devices.size]).toEqual([109, 22]);
    expect([...withHolders.employees.values()].filter((one) => one.lastDay !== undefined)).toHaveLength(11);
    expect([...withHolders.devices.values()].filter((one) => typeof one.holder === 'object' && one.holder !== null)).toHaveLength(8);
  });

  it('read as csv systems are complete and show no difference: nothing unknown, missing, unlinked or mismatched', async () => {
    const desired = desiredFrom(fromSource(true));

    const snapshots = await observed(desired);
    const { links, strangers } = correlate(desired, snapshots, recalledMemory({ kind: 'first' }));

    expect([...snapshots].map(([id, one]) => [id, one.doubts, [...one.complete].toSorted()])).toEqual([
      ['snipe-assets', [], ['existence', 'holder']],
      ['snipe-people', [], ['dates', 'existence']],
      ['snipe-users', [], ['existence', 'status']],
    ]);
    expect(links).toHaveLength(100);
    expect(links.every((link) => link.situation === 'linked')).toBe(true);
    expect(strangers).toEqual([]);
    const assets = snapshots.get('snipe-assets' as SystemId);
    const logins = new Map([...desired.employees.values()].flatMap((one) => (one.accounts ?? []).map((line) => [one.id, line.login])));
    for (const device of desired.devices.values()) {
      const holder = typeof device.holder === 'string' ? logins.get(device.holder) : '';
      expect(assets?.byTag.get(device.id)?.holder).toBe(holder);
    }
    for (const one of snapshots.get('snipe-people' as SystemId)?.reading.people ?? []) {
      const employee = [...desired.employees.values()].find((each) => each.source?.id === one.id);
      expect([employee?.firstDay ?? null, employee?.lastDay ?? null]).toEqual([one.firstDay, one.lastDay]);
    }
  });

  it('leave exactly those to be ended whose last day is over and whose account is still active', async () => {
    const desired = desiredFrom(fromSource(true));

    const { links } = correlate(desired, await observed(desired), recalledMemory({ kind: 'first' }));
    const over = links.filter((link) => link.employee.lastDay !== undefined && link.employee.lastDay < '2024-01-15');

    expect(over).toHaveLength(11);
    expect(over.filter((link) => link.account?.enabled === true).map((link) => link.person)).toHaveLength(6);
    expect(over.filter((link) => link.account?.enabled === false)).toHaveLength(5);
  });

  it('imported again change nothing', () => {
    const first = textsAfter(fromSource(true));

    const second = fromSource(true, { existing: existingFrom(first) });

    expect(second.files.size).toBe(0);
    expect(second.edits).toEqual([]);
    expect(new Set(second.report.rows.map((row) => row.outcome))).toEqual(new Set(['used']));
  });

  it('as a newer export with one account more are still whole; cut in half they are not', async () => {
    const desired = desiredFrom(fromSource(true));
    const text = readFileSync(join(source, FILES.people), 'utf8');
    writeFileSync(
      join(folder, FILES.people),
      text.replace('\nKenneth,Lefeuvre', '\nKenneth,X,,klefeuvre-gone,false,,,,,,,,,,,,,,,,,,\nKenneth,Lefeuvre'),
    );
    const grown = await observed(desired);
    writeFileSync(join(folder, FILES.people), text.slice(0, Math.floor(text.length / 2)));
    const halved = await observed(desired);
    copyFileSync(join(source, FILES.people), join(folder, FILES.people));

    expect(grown.get('snipe-users' as SystemId)?.doubts).toEqual([]);
    expect(halved.get('snipe-users' as SystemId)?.complete.size).toBe(0);
  });
});
