/** Readings kept between two runs: only for whoever has the key of this month, and never in the way of a night. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EarlierReadings } from '../../../reconciler/ports.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { makeSealer } from '../../../reconciler/record/capture.ts';
import { type Keeper, openEarlierReadings, whyNothingIsKept } from '../../../reconciler/run/earlier-readings.ts';
import type { SystemId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { testContext } from '../../fakes/process-world.ts';

const SYSTEM = 'entra' as SystemId;
const BYTES = new TextEncoder().encode('anna.andersson@exempel.example');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lastday-earlier-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function keeper(more: Partial<Keeper> & { readonly at?: string; readonly key?: number | null; readonly cache?: string } = {}): Keeper {
  const { at, key = 7, cache = 'kept', ...rest } = more;
  const { world } = testContext({ folder, exports: '', environment: { LASTDAY_CACHE: cache } });
  const sealer = async () => makeSealer(() => (key === null ? null : new Uint8Array(32).fill(key)));
  return { ...world, clock: fakeClock(at ?? '2027-01-04T01:00:00Z'), sealer, ...rest };
}

function open(more: Parameters<typeof keeper>[0] = {}): EarlierReadings {
  const opened = openEarlierReadings(keeper(more));
  if (opened === null) throw new Error('no folder');
  return opened;
}

const file = () => join(folder, 'kept', 'entra.sealed');

describe('what was kept', () => {
  it('comes back to whoever has the key, in the same month', async () => {
    await open().save(SYSTEM, BYTES);

    expect(await open({ at: '2027-01-31T23:59:59Z' }).load(SYSTEM)).toEqual(Buffer.from(BYTES));
    expect(await open().load('okta' as SystemId)).toBeNull();
  });

  it('cannot be read by anybody else', async () => {
    await open().save(SYSTEM, BYTES);

    expect(readdirSync(join(folder, 'kept'))).toEqual(['entra.sealed']);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const text = readFileSync(file(), 'latin1');
    expect(`${text}${Buffer.from(text, 'base64').toString('latin1')}`).not.toMatch(/anna|exempel/u);
  });

  it.each<[string, Parameters<typeof keeper>[0]]>([
    ['of the next month', { at: '2027-02-01T00:00:00Z' }],
    ['with another key', { key: 8 }],
    ['without a key', { key: null }],
    ['when the key cannot be had', { sealer: () => Promise.reject(new Fault('no', { where: 'runner', operation: 'find' })) }],
    ['when the file cannot be read', { readFile: () => Promise.reject(new Error('EACCES')) }],
  ])('is none %s', async (_, more) => {
    await open().save(SYSTEM, BYTES);

    expect(await open(more).load(SYSTEM)).toBeNull();
  });

  it.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, -8)],
    ['changed in one place', (text) => `${text.slice(0, 30)}${text[30] === 'A' ? 'B' : 'A'}${text.slice(31)}`],
    ['empty', () => ''],
    ['something else', () => '{"form":1}'],
  ])('is none when it is %s', async (_, spoil) => {
    await open().save(SYSTEM, BYTES);
    writeFileSync(file(), spoil(readFileSync(file(), 'utf8')));

    expect(await open().load(SYSTEM)).toBeNull();
  });
});

describe('keeping', () => {
  it('leaves no trace without a key', async () => {
    await open({ key: null }).save(SYSTEM, BYTES);

    expect(readdirSync(folder)).toEqual([]);
  });

  it('that does not work is no failure', async () => {
    mkdirSync(file(), { recursive: true });

    await open().save(SYSTEM, BYTES);

    expect(await open().load(SYSTEM)).toBeNull();
  });

  it.each<[string, Parameters<typeof keeper>[0], RegExp | null]>([
    ['is done', {}, null],
    ['takes a folder', { cache: '' }, /LASTDAY_CACHE/u],
    ['takes a key', { key: null }, /no capture key for 2027-01/u],
  ])('%s', async (_, more, why) => {
    expect((await whyNothingIsKept(keeper(more))) ?? '').toMatch(why ?? /^$/u);
    expect(openEarlierReadings(keeper(more)) === null).toBe(more?.cache === '');
  });
});
