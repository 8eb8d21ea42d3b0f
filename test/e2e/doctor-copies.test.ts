/** What `doctor` says of a directory beside a cloud directory that may be a copy of it. Neither answers here: it says so without asking them. */
import { describe, expect, it } from 'vitest';
import { lastday } from '../fakes/command-line.ts';
import { makeRepository } from '../fakes/repository.ts';

const ORGANISATION =
  'name: Exempel AB\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel AB, country: SE, currency: SEK}\nunits: []\ndesks: {it: {name: IT}}\n';

function directory(flavour: string, leavers: boolean): string {
  return `kind: ldap
id: directory
mode: observe
tenant: S-1-5-21-1-2-3
holds: [accounts]
identityProvider: true
flavour: ${flavour}
address: ldaps://127.0.0.1:1
credential: {read: reading}
bind: {read: "cn=reader,dc=exempel,dc=example"}
people: {bases: ["ou=accounts,dc=exempel,dc=example"]}
${leavers ? 'leavers: ou=leavers,ou=accounts,dc=exempel,dc=example\n' : ''}timeZone: Europe/Stockholm
`;
}

const cloud = (mode: string) => `kind: entra
id: entra
mode: ${mode}
tenant: 0c9e1b7a-4d55-4f6e-9b0a-7f3e2d1c0b9a
holds: [accounts]
clients: {read: 11111111-2222-4333-8444-555555555555}
credential: {read: nobody-has-this}
`;

describe('a directory that moves leavers, beside a cloud directory', () => {
  it.each([
    ['Active Directory that moves them', directory('active-directory', true), cloud('observe'), true],
    ['Active Directory that moves nobody', directory('active-directory', false), cloud('observe'), false],
    ['a cloud directory that is not looked at', directory('active-directory', true), cloud('off'), false],
    ['OpenLDAP', directory('openldap', true), cloud('observe'), false],
  ])('%s', async (_, ldap, entra, isTold) => {
    const { root } = makeRepository({
      'state/organisation.yaml': ORGANISATION,
      'policies/systems/directory.yaml': ldap,
      'policies/systems/entra.yaml': entra,
    });
    const shell = { folder: root, at: '2027-01-04T08:00:00Z', credentials: { reading: 'Hemlig' }, skipsWaits: true };

    const { out } = await lastday(shell, 'doctor');

    expect(out).toContain('no connection came about');
    expect(out.replaceAll(/\s+/gu, ' ').includes('must lie within what is copied')).toBe(isTold);
  });
});
