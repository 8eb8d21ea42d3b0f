/** Entries of people as accounts: last use that is a fortnight late, expiry in two ways of never, names that are missing. */
import { Attribute, SearchEntry } from 'ldapts';
import { describe, expect, it } from 'vitest';
import { accountOf, type Customs, customsOf, idOf } from '../../../../reconciler/systems/ldap/records.ts';
import { refusalOf } from '../../../../reconciler/systems/ldap/refusals.ts';
import { filetimeOf } from '../../../../reconciler/systems/ldap/values.ts';
import { bytesOf, type Entry, entryOf, rangeOf } from '../../../../reconciler/systems/ldap/wire.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { System } from '../../../../schemas/system.ts';

const AT = '2027-01-20T12:00:00Z' as Instant;
const GUID = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex');

/** An entry as it comes from ldapts. */
function entry(dn: string, attributes: Readonly<Record<string, readonly (string | Buffer)[]>>): Entry {
  const held = Object.entries(attributes).map(([type, values]) => {
    const attribute = new Attribute({ type });
    attribute.parsedBuffers.push(...values.map((value) => Buffer.from(value)));
    return attribute;
  });
  return entryOf(new SearchEntry({ messageId: 1, name: dn, attributes: held }));
}

const system = System.parse({
  kind: 'ldap',
  id: 'ad',
  mode: 'enforce',
  tenant: 'S-1-5-21-1-2-3',
  holds: ['accounts'],
  flavour: 'active-directory',
  address: 'ldaps://dc1.exempel.example',
  bind: { read: 'reader' },
  people: { bases: ['DC=exempel,DC=example'] },
  leavers: 'ou=leavers, dc=exempel,dc=example',
  timeZone: 'Europe/Stockholm',
}) as Extract<System, { kind: 'ldap' }>;

function customs(root: Entry | null = null): Customs {
  return customsOf(system, root, AT);
}

function account(attributes: Readonly<Record<string, readonly (string | Buffer)[]>>, root: Entry | null = null) {
  return accountOf(entry('CN=Ada,OU=Staff,DC=exempel,DC=example', { objectGUID: [GUID], ...attributes }), customs(root));
}

describe('last use in Active Directory', () => {
  it.each([
    ['13 days ago may have been today', '2027-01-07T12:00:00Z', '2027-01-20'],
    ['14 days ago may have been today', '2027-01-06T12:00:00Z', '2027-01-20'],
    ['15 days ago was no later than yesterday', '2027-01-05T12:00:00Z', '2027-01-19'],
    ['long ago was no later than a fortnight after', '2026-06-01T12:00:00Z', '2026-06-15'],
  ])('written down %s', (_, stamp, day) => {
    expect(account({ lastLogonTimestamp: [filetimeOf(stamp as Instant)] })?.lastUse).toBe(day);
  });

  it.each([
    ['30', '2026-12-31'],
    ['0', null],
  ])('is as late as the domain says: %s days', (interval, day) => {
    const root = entry('DC=exempel,DC=example', { 'msDS-LogonTimeSyncInterval': [interval] });

    expect(account({ lastLogonTimestamp: [filetimeOf('2026-12-01T12:00:00Z' as Instant)] }, root)?.lastUse).toBe(day);
  });

  it.each([[{}], [{ lastLogonTimestamp: ['0'] }]])('without a trace is unknown, never "never": %j', (attributes) => {
    expect(account(attributes)?.lastUse).toBeNull();
  });
});

describe('an account of Active Directory', () => {
  it.each([
    ['0', null],
    ['9223372036854775807', null],
    ['134459100000000000', '2027-01-31'],
  ])('that expires at %s has the last day %s', (ticks, day) => {
    expect(account({ accountExpires: [ticks] })?.endDay).toBe(day);
  });

  it('whose state may not be seen is not taken for enabled', () => {
    expect(account({})?.enabled).toBeNull();
    expect(account({ userAccountControl: ['66050'] })?.enabled).toBe(false);
    expect(account({ userAccountControl: ['66048'] })?.enabled).toBe(true);
  });

  it('in the place of leavers shows it as the file spells it', () => {
    const gone = entry('CN=Ada,OU=Leavers,DC=exempel,DC=example', { objectGUID: [GUID] });

    expect(accountOf(gone, customs())?.place).toBe('ou=leavers, dc=exempel,dc=example');
  });

  it('without an id is none', () => {
    expect(idOf(entry('CN=Ada,DC=x', {}))).toBeNull();
    expect(idOf(entry('CN=Ada,DC=x', { objectGUID: [Buffer.from('ff')] }))).toBeNull();
    expect(idOf(entry('uid=ada,dc=x', { entryUUID: ['FF8E1F2C-95C4-4C0E-9B1F-0A0B0C0D0E0F'] }))).toBe(
      'ff8e1f2c-95c4-4c0e-9b1f-0a0b0c0d0e0f',
    );
  });
});

describe('an attribute that comes in part', () => {
  it('is not the empty one that comes beside it, in either order', () => {
    const part = { 'member;range=0-1499': ['CN=a,DC=x'] };
    for (const attributes of [
      { ...part, member: [] },
      { member: [], ...part },
    ]) {
      const one = entry('CN=g,DC=x', attributes);

      expect(bytesOf(one, 'member').map(String)).toEqual(['CN=a,DC=x']);
      expect(rangeOf(one, 'member')).toEqual({ start: 0, end: 1499 });
    }
  });

  it('ends with a star', () => {
    expect(rangeOf(entry('CN=g,DC=x', { 'Member;Range=1500-*': ['CN=a,DC=x'] }), 'member')).toEqual({ start: 1500, end: null });
  });
});

describe('a refusal', () => {
  it.each([
    [49, '80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 533, v1db1', 'the account is disabled'],
    [49, 'uid=ada,dc=exempel', 'does not accept the name or the password'],
    [50, 'no write access to CN=Ada', 'has not the right'],
    [99, 'CN=Ada', 'result code 99'],
  ])('of code %i says what it means, and nothing that the server said', (code, said, words) => {
    const refusal = refusalOf(code, { where: 'ad', operation: 'disable', said });

    expect(refusal.message).toContain(words);
    expect(refusal.message).not.toMatch(/Ada|ada|DSID/u);
  });

  it.each([
    [50, true, false],
    [51, true, true],
    [52, true, true],
    [80, false, false],
    [1, false, false],
  ])('of code %i: refused %s, worth trying again %s', (code, refused, retryable) => {
    expect(refusalOf(code, { where: 'ad', operation: 'disable' })).toMatchObject({ refused, retryable });
  });
});
