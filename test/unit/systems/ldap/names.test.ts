/** Distinguished names: whatever is in them, they are read as they were meant and written so that nothing in them has a meaning. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeValue,
  formatName,
  formatPart,
  isWithin,
  keyOf,
  outermost,
  ownPart,
  parentOf,
  parseName,
} from '../../../../reconciler/systems/ldap/names.ts';

const HOSTILE = [',', '+', '"', '\\', '<', '>', ';', '=', '#', ' ', '\u0000', '\n', '*', '(', ')', 'é', '💥', 'a'];
const hostile = fc.string({ unit: fc.constantFrom(...HOSTILE), minLength: 1, maxLength: 12 });

describe('a distinguished name', () => {
  it.each([
    ['CN=Ada\\, Lovelace,OU=Staff,DC=x', 'Ada, Lovelace'],
    ['CN="Ada, Lovelace",OU=Staff,DC=x', 'Ada, Lovelace'],
    ['CN=Ada\\2C Lovelace,OU=Staff,DC=x', 'Ada, Lovelace'],
    ['CN=\\C3\\A9va,OU=Staff,DC=x', 'éva'],
    ['cn = Ada , OU=Staff,DC=x', 'Ada'],
    ['CN=Ada\\ ,OU=Staff,DC=x', 'Ada '],
    ['CN=\\#1;OU=Staff;DC=x', '#1'],
  ])('%s begins with %j', (text, value) => {
    expect(ownPart(text)?.value).toBe(value);
  });

  it.each(['', 'Ada', 'CN=', 'CN=a,', 'CN="a', 'CN=a\\', 'CN=a,,DC=x', '=a', 'CN="a"b,DC=x'])('%j is none', (text) => {
    expect(parseName(text)).toBeNull();
    expect([parentOf(text), ownPart(text), isWithin(text, 'DC=x')]).toEqual([null, null, false]);
  });

  it('is read back as it was built, with anything in it', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (values) => {
        const name = values.map((value) => [{ type: 'CN', value }]);

        expect(parseName(formatName(name))).toEqual(name);
      }),
    );
  });

  it('lets no value add a part, or take one away', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = `${formatPart({ type: 'CN', value })},OU=Staff,DC=x`;

        expect(parseName(text)).toHaveLength(3);
        expect(parentOf(text)).toBe('OU=Staff,DC=x');
        expect(escapeValue(value)).not.toMatch(/(^|[^\\])[,+;]/u);
      }),
    );
  });

  it.each([
    ['UID=emp1, OU=Staff,DC=x', 'uid=emp1,ou=staff,dc=x'],
    ['CN=Ada  B,DC=x', 'cn=ada b,dc=x'],
    ['cn=a+uid=b,dc=x', 'UID=b+CN=a,DC=x'],
  ])('%s is the same as %s', (a, b) => {
    expect(keyOf(a)).toBe(keyOf(b));
  });

  it('is not the same as one whose parts are parted elsewhere', () => {
    expect(keyOf('CN=a\\,OU=b,DC=x')).not.toBe(keyOf('CN=a,OU=b,DC=x'));
  });

  it('lies within its containers, and in no one whose name only ends alike', () => {
    expect(isWithin('CN=a,OU=Staff,DC=x', 'ou=staff, dc=x')).toBe(true);
    expect(isWithin('OU=Staff,DC=x', 'OU=Staff,DC=x')).toBe(true);
    expect(isWithin('CN=a\\,OU=Staff,DC=x', 'OU=Staff,DC=x')).toBe(false);
    expect(isWithin('DC=x', 'OU=Staff,DC=x')).toBe(false);
  });

  it('of bases keeps the outermost, once', () => {
    expect(outermost(['OU=a,DC=x', 'dc=x', 'DC=x', 'OU=b,DC=y'])).toEqual(['DC=x', 'OU=b,DC=y']);
  });

  it('of several types in one step has no own part that could be moved', () => {
    expect(ownPart('CN=a+UID=b,DC=x')).toBeNull();
  });
});
