/** The glance at records of a practice world: it may only accept what the definitions accept as it stands. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainAccount, isPlainAsset } from '../../../reconciler/systems/practice/plain.ts';
import { WorldAccount, WorldAsset } from '../../../reconciler/systems/practice/wire.ts';

const odd = fc.constantFrom(null, undefined, '', ' ', 'a b', 'never', '2027-02-30', 0, -1, 1.5, 2 ** 53, true, [], {}, 'x'.repeat(301));

/** Mostly as it should be. */
function mostly(usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

const word = mostly(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,70}$/u));
const day = mostly(fc.constantFrom('2027-01-04', '2028-02-29', '1999-12-31', null));

/** Every key may be missing, and now and then there is one that nobody knows. */
function loose(keys: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const known = fc.record(keys, { requiredKeys: [], noNullPrototype: true });
  return fc.oneof(
    { weight: 30, arbitrary: known },
    { weight: 1, arbitrary: fc.record({ ...keys, more: odd }, { noNullPrototype: true }) },
    { weight: 1, arbitrary: odd },
  );
}

const licence = loose({ id: word, viaGroup: word, assignedOn: day });
const list = (of: fc.Arbitrary<unknown>) => mostly(fc.array(of, { maxLength: 3 }));
const account = loose({
  id: word,
  login: word,
  email: word,
  enabled: mostly(fc.boolean()),
  groups: list(word),
  roles: list(word),
  licences: list(licence),
  sessions: mostly(fc.nat()),
  lastUse: fc.oneof(day, fc.constant('never')),
  createdOn: day,
});
const asset = loose({ id: fc.oneof(word, fc.nat({ max: 3 })), tag: word, serial: word, holder: word, status: word });

describe('a plain record', () => {
  it('is an account by definition, as it stands', () => {
    let accepted = 0;
    fc.assert(
      fc.property(account, (record) => {
        if (!isPlainAccount(record)) return true;
        accepted += 1;
        const parsed = WorldAccount.safeParse(record);
        return parsed.success && isDeepStrictEqual(parsed.data, record);
      }),
      { numRuns: 1000 },
    );

    expect(accepted).toBeGreaterThan(50);
  });

  it('is a device by definition, as it stands', () => {
    let accepted = 0;
    fc.assert(
      fc.property(asset, (record) => {
        if (!isPlainAsset(record)) return true;
        accepted += 1;
        const parsed = WorldAsset.safeParse(record);
        return parsed.success && isDeepStrictEqual(parsed.data, record);
      }),
      { numRuns: 1000 },
    );

    expect(accepted).toBeGreaterThan(50);
  });

  it('is what an ordinary world holds', () => {
    const held = { id: 'E3', viaGroup: null, assignedOn: '2026-01-01' };
    const one = {
      id: 'a-1',
      login: 'test1',
      email: null,
      enabled: true,
      groups: ['staff'],
      roles: [],
      licences: [held],
      sessions: 2,
      lastUse: 'never',
    };

    expect(isPlainAccount(one)).toBe(true);
    expect(isPlainAsset({ id: 7, tag: 'LT-1', serial: 'SN1', holder: '', status: 'deployed' })).toBe(true);
  });

  it.each([
    ['a word nobody knows', { id: 'a-1', constructor: 'x' }],
    ['no id', { login: 'test1' }],
    ['a list', ['a-1']],
  ])('is not %s', (_, record) => {
    expect(isPlainAccount(record)).toBe(false);
    expect(isPlainAsset(record)).toBe(false);
  });
});
