/** Ids, filters, documents and rows of SCIM, without a service: whatever somebody is called says nothing else. */
import { assert, constantFrom, jsonValue, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../../reconciler/systems/scim/dialects.ts';
import { capabilitiesOf } from '../../../../reconciler/systems/scim/discovery.ts';
import { memberFilter, pathPart, valuePath } from '../../../../reconciler/systems/scim/filter.ts';
import { groupNames, membershipsOf, toAccount } from '../../../../reconciler/systems/scim/records.ts';
import { Group, User } from '../../../../reconciler/systems/scim/wire.ts';

const NOTHING = { config: null, resourceTypes: null, schemas: null };
const can = capabilitiesOf(NOTHING);

/** A filter as RFC 7644 reads it: the text between the quotes is one JSON string, and nothing follows it. */
function valueIn(filter: string, head: string, tail: string): unknown {
  expect(filter.startsWith(head) && filter.endsWith(tail)).toBe(true);
  return JSON.parse(filter.slice(head.length, filter.length - tail.length));
}

const hostile = oneof(
  string({ unit: 'binary' }),
  constantFrom(
    '\ud800',
    '',
    '"',
    '\\',
    '\\"',
    '"] or members[value pr',
    'x" or "1" eq "1',
    '\u0000',
    '../..',
    '.',
    '..',
    ' ',
    '%2e',
    '?a=1',
    '#',
  ),
);

describe('an id', () => {
  it('is one value of a filter, whatever it is', () => {
    assert(
      property(hostile, (id) => {
        expect(valueIn(memberFilter(id), 'members.value eq ', '')).toBe(id);
        expect(valueIn(valuePath('members', id), 'members[value eq ', ']')).toBe(id);
      }),
    );
  });

  it('is one part of a path, whatever it is, or none', () => {
    assert(
      property(hostile, (id) => {
        const part = pathPart(id);
        expect(part === null).toBe(['', '.', '..'].includes(id) || !id.isWellFormed());
        if (part === null) return;
        const url = new URL(`https://tjanst.example/scim/v2/Users/${part}`);
        const parts = url.pathname.split('/');
        expect([parts.slice(0, 4), url.search, url.hash]).toEqual([['', 'scim', 'v2', 'Users'], '', '']);
        expect(parts).toHaveLength(5);
        expect(decodeURIComponent(parts[4] ?? '')).toBe(id);
      }),
    );
  });
});

describe('what a service says of itself', () => {
  it('may be anything', () => {
    assert(
      property(jsonValue(), jsonValue(), jsonValue(), (config, resourceTypes, schemas) => {
        expect(capabilitiesOf({ config, resourceTypes, schemas }).users).toMatch(/^\//u);
      }),
    );
  });

  it('is nothing: users, groups and PATCH are tried, and nothing else', () => {
    expect(can).toEqual({
      patch: true,
      filter: false,
      etag: false,
      sort: false,
      paging: 'index',
      largestPage: null,
      users: '/Users',
      groups: '/Groups',
      attributes: null,
    });
  });

  it.each<readonly [string, object, object]>([
    ['no PATCH', { config: { patch: { supported: 'False' } } }, { patch: false }],
    ['cursors and a largest page', { config: { pagination: { cursor: true, maxPageSize: '50' } } }, { paging: 'cursor', largestPage: 50 }],
    ['other places', { resourceTypes: [{ name: 'User', endpoint: 'people/Users' }] }, { users: '/people/Users', groups: null }],
    ['another server', { resourceTypes: [{ name: 'User', endpoint: 'https://elsewhere.example/Users' }] }, { users: '/Users' }],
    ['a way out', { resourceTypes: { Resources: [{ name: 'Group', endpoint: '/../Groups' }] } }, { groups: null }],
  ])('%s', (_, documents, expected) => {
    expect(capabilitiesOf({ ...NOTHING, ...documents })).toMatchObject(expected);
  });
});

describe('a user', () => {
  const shown = (row: object) => toAccount(User.parse(row), [], can);

  it.each<readonly [string, object, object]>([
    ['with a number for an id', { id: 7 }, { id: '7', enabled: null, login: null, email: null, roles: null, licences: null }],
    [
      'with texts in its lists',
      { id: 'a', roles: ['admin', 'admin'], entitlements: ['E3'] },
      { roles: ['admin'], licences: [{ id: 'E3' }] },
    ],
    ['with a list of a wrong kind where it decides nothing', { id: 'a', emails: 'x', name: 3, meta: 'no' }, { email: null, name: null }],
    [
      'with "true" and 0',
      { id: 'a', active: ' TRUE ', emails: [{ value: 'a@x.example' }, { value: 'b@x.example', primary: 'true' }] },
      { enabled: true, email: 'b@x.example' },
    ],
    ['with another word for active', { id: 'a', active: 'yes' }, { enabled: null }],
    [
      'that is a guest',
      { id: 'a', active: 0, userType: 'Guest', name: { givenName: 'Anna', familyName: 'Exempel' } },
      { enabled: false, guest: true, name: 'Anna Exempel' },
    ],
    ['with a day it was made', { id: 'a', meta: { created: '2024-02-01T08:00:00+01:00' } }, { createdOn: '2024-02-01' }],
    ['with a value that cannot be named', { id: 'a', entitlements: [{ type: 'x' }] }, { licences: null }],
  ])('%s', (_, row, expected) => {
    expect(shown(row)).toMatchObject(expected);
  });
});

describe('groups', () => {
  const rows = [
    { id: 'g1', displayName: 'team', members: [{ value: 'u1' }, { value: 'u1' }, { value: 'g2', type: 'Group' }] },
    { id: 'g2', displayName: 'twins', members: ['u1'] },
    { id: 'g3', displayName: 'twins', members: [{ value: 'u2', type: 'User' }] },
    { id: 'g4', members: null },
    { id: 'g5', displayName: 'g1' },
  ].map((row) => Group.parse(row));

  it('go by their name, and by their id where a name says nothing', () => {
    expect(Object.fromEntries(groupNames(rows))).toEqual({ g1: 'team', g2: 'g2', g3: 'g3', g4: 'g4', g5: 'g5' });
  });

  it('have direct members, each once', () => {
    expect(Object.fromEntries(membershipsOf(rows, groupNames(rows)))).toEqual({ u1: ['team', 'g2'], u2: ['g3'] });
  });
});

describe('dialects', () => {
  it.each(Object.entries(DIALECTS))('%s: what is deleted does not come back, and the sentence says so', (_, dialect) => {
    expect(dialect.disabled === 'deleted').toBe(!dialect.returns);
    expect(/delete/u.test(dialect.effect)).toBe(dialect.disabled === 'deleted');
    expect(dialect.switches.length).toBeGreaterThan(0);
  });
});
