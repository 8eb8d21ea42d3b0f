/** The table of faults: exports of a supplier, as files go wrong. Nothing can be written there; what is handed over to a desk must be right all the same. */
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../reconciler/model/observed.ts';
import { openReader } from '../../../reconciler/systems/registry.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { cellNight } from './cell.ts';
import { TOTAL } from './fault.ts';
import { expectColumn } from './page.ts';

const IDS = Array.from({ length: TOTAL }, (_, index) => `u-${index + 1}`);
const HEAD = 'id,enabled,exported';
const rows = (day: string) => IDS.map((id, index) => `${id},${index === 1 ? 'no' : 'yes'},${day}`);
const GOOD = `${[HEAD, ...rows('2027-01-03')].join('\n')}\n`;

/** What becomes of the file; null where none is left. */
type Spoil = (text: string) => string | Uint8Array | null;

interface FileFault {
  readonly name: string;
  /** Rows that may be missing unnoticed: the rules of completeness let two go. */
  readonly loses?: number;
  readonly spoil: Spoil;
}

const lines = (text: string) => text.trimEnd().split('\n');
const joined = (all: readonly string[]) => `${all.join('\n')}\n`;

const FAULTS: readonly FileFault[] = [
  { name: 'no file', spoil: () => null },
  { name: 'an empty file', spoil: () => '' },
  { name: 'the head alone', spoil: (text) => joined(lines(text).slice(0, 1)) },
  { name: 'a page to sign in at', spoil: () => '<!doctype html><html><title>Sign in</title></html>\n' },
  { name: 'JSON', spoil: () => '{"error":"export failed"}\n' },
  { name: 'cut in the middle of a row', spoil: (text) => text.slice(0, text.length - 14) },
  { name: 'cut in the middle of the file', spoil: (text) => text.slice(0, Math.floor(text.length / 2)) },
  { name: 'half of the rows', spoil: (text) => joined(lines(text).slice(0, 5)) },
  { name: 'two rows missing', loses: 2, spoil: (text) => joined(lines(text).slice(0, -2)) },
  { name: 'a column missing', spoil: (text) => text.replaceAll(',yes', '').replaceAll(',no', '').replace(',enabled', '') },
  { name: 'the column of ids empty', spoil: (text) => text.replaceAll(/^u-\d+/gmu, '') },
  { name: 'a column twice', spoil: (text) => joined(lines(text).map((line, index) => `${line},${index === 0 ? 'enabled' : 'no'}`)) },
  { name: 'a row twice', spoil: (text) => joined([...lines(text), lines(text)[3] ?? '']) },
  { name: 'an id twice with another state', spoil: (text) => joined([...lines(text), 'u-3,no,2027-01-03']) },
  { name: 'a quote that is not closed', spoil: (text) => text.replace('u-4,yes', '"u-4,yes') },
  { name: 'words that mean nothing', spoil: (text) => text.replaceAll(',yes', ',perhaps').replaceAll(',no', ',perhaps') },
  {
    name: 'yes and no the other way round',
    spoil: (text) => text.replaceAll(',yes', ',x').replaceAll(',no', ',yes').replaceAll(',x', ',no'),
  },
  { name: 'dates of last year', spoil: (text) => text.replaceAll('2027-01-03', '2026-01-03') },
  { name: 'dates of next week', spoil: (text) => text.replaceAll('2027-01-03', '2027-01-11') },
  {
    name: 'dates of the day before the last export',
    spoil: (text) => text.replaceAll('2027-01-03', '2027-01-01').replace('u-8,yes', 'u-8,no'),
  },
  { name: 'two exports in one: rows of two days', loses: 0, spoil: (text) => text.replace('u-6,yes,2027-01-03', 'u-6,yes,2026-01-03') },
  { name: 'other ids: the export of a sandbox', spoil: (text) => text.replaceAll('u-', 'x-') },
  { name: 'UTF-16', loses: 0, spoil: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le') },
  {
    name: 'a byte that is no UTF-8',
    loses: 0,
    spoil: (text) => Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0x0a])]),
  },
  { name: 'NUL in the middle', spoil: (text) => text.replace('u-5', 'u-\u00005') },
  { name: 'a byte order mark and line ends of Windows', loses: 0, spoil: (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}` },
  { name: 'semicolons in place of commas', loses: 0, spoil: (text) => text.replaceAll(',', ';') },
];

let folder = '';
let good: Snapshot;

const system = System.parse({
  kind: 'csv',
  id: 'vpn',
  mode: 'enforce',
  tenant: 'pahitt-vpn',
  holds: ['accounts'],
  desk: 'it',
  maxAge: 'P7D',
  tables: [{ holds: 'accounts', file: 'vpn.csv', columns: { id: 'id', enabled: 'enabled' }, freshness: { column: 'exported' } }],
});

async function night(content: string | Uint8Array | null, before: Snapshot | null) {
  const file = join(folder, 'vpn.csv');
  await rm(file, { force: true });
  if (content !== null) {
    await writeFile(file, content);
    await utimes(file, new Date('2027-01-03T06:00:00Z'), new Date('2027-01-03T06:00:00Z'));
  }
  const clock = fakeClock();
  const reader = await openReader(system, { exports: folder, credential: () => null, clock });
  return cellNight({ holds: 'accounts', ids: IDS }, { system, reader, writer: null, clock }, { good: before });
}

describe('faults in exports', () => {
  const found = new Map<string, string>();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lastday-faults-'));
    await mkdir(folder, { recursive: true });
    const whole = await night(GOOD.replaceAll('2027-01-03', '2027-01-02'), null);
    expect([whole.exit, whole.outcomes.map((one) => one.outcome)]).toEqual([0, ['handed-over']]);
    good = whole.snapshot;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(FAULTS)('$name', async ({ name, spoil, loses }) => {
    const { snapshot, outcomes, exit } = await night(spoil(GOOD), good);

    const isWhole = snapshot.complete.has('existence') && snapshot.complete.has('status');
    const seen = new Set(snapshot.reading.accounts.map((one) => one.id as string));
    const asked = outcomes.map((one) => `${one.outcome} ${one.change}`);
    if (isWhole) expect(IDS.filter((id) => !seen.has(id)).length).toBeLessThanOrEqual(loses ?? -1);
    else expect([asked, exit]).toEqual([[], 9]);
    expect(asked.filter((one) => one !== 'handed-over disable/e-1/spell:2027-01-03/vpn/u-1')).toEqual([]);
    const [first] = snapshot.doubts.filter(({ code }) => code !== 'not-provided');
    if (first !== undefined) expect(first.message).toMatch(/^[A-Za-z0-9].{10,300}$/u);
    found.set(name, isWhole ? `${exit} whole` : `${exit} ${first?.code ?? ''}`);
  });

  it('the page says so', () => {
    expectColumn('exports', 'csv', found);
  });
});
