/** `kind: ldap` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { Id, opt, req, Zone } from '../primitives.ts';
import { shared } from './shared.ts';

/** Where a directory is: TLS from the first byte, or StartTLS before anything else is said. There is no way to leave TLS out. */
const DirectoryAddress = z.string().regex(/^ldaps?:\/\/[a-z0-9][a-z0-9.-]{0,250}(:[1-9][0-9]{0,4})?$/u);

/** A distinguished name as directories write it. Its whole form is checked when the directory is opened. */
const DistinguishedName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}=[^\s].{0,400}$/u);

/** Who signs in: a distinguished name, `name@domain` or `DOMAIN\name`. */
const BindName = z.string().regex(/^[^\s].{0,400}$/u);

/** A search filter of RFC 4515. */
const SearchFilter = z.string().regex(/^\(.{1,1000}\)$/u);

const Bind = z.strictObject({
  read: req(BindName, 'The account that reads; its password is `credential.read`.', 'svc-lastday-read@ad.exempel.example'),
  write: opt(BindName, 'The account that writes; its password is `credential.write`.', 'svc-lastday-write@ad.exempel.example'),
});

const People = z.strictObject({
  bases: req(
    z.array(DistinguishedName).min(1).max(20),
    'Containers whose accounts are read, with all below them; the place of leavers too.',
    ['OU=Staff,DC=ad,DC=exempel,DC=example'],
  ),
  filter: opt(
    SearchFilter,
    "Which of the objects there are people's accounts. Default: users that are no computers (active-directory), inetOrgPerson (openldap).",
    '(&(objectCategory=person)(objectClass=user)(employeeID=*))',
  ),
  login: opt(
    z.enum(['sAMAccountName', 'userPrincipalName', 'uid', 'mail', 'cn']),
    'Attribute with the sign-in name. Default: sAMAccountName (active-directory), uid (openldap).',
    'userPrincipalName',
  ),
});

const Groups = z.strictObject({
  bases: req(z.array(DistinguishedName).min(1).max(20), 'Containers whose groups are read and changed, with all below them.', [
    'DC=ad,DC=exempel,DC=example',
  ]),
  lastMember: opt(
    DistinguishedName,
    'Entry that takes the place of the last member of a group that must have one. Default: such a change is refused.',
    'cn=nobody,dc=exempel,dc=example',
  ),
});

/** What can be switched off for a directory whose writing account has few rights. */
const Writing = z.enum(['disable', 'enable', 'groups', 'place', 'end-day']);

/** Active Directory, or OpenLDAP. */
export const LdapSystem = z.strictObject({
  kind: req(z.literal('ldap'), 'A directory over LDAP; see docs/systems/ldap.md.', 'ldap'),
  ...shared,
  flavour: req(
    z.enum(['active-directory', 'openldap']),
    'Which directory it is; Samba as a domain controller is the first.',
    'active-directory',
  ),
  address: req(
    DirectoryAddress,
    'One server: `ldaps://`, or `ldap://` with StartTLS, which is always asked for.',
    'ldaps://dc1.ad.exempel.example',
  ),
  certificate: opt(
    Id,
    'Name of the credential with the PEM certificate of the authority. Default: the authorities that the runner trusts.',
    'ad-authority',
  ),
  bind: req(Bind, 'Who signs in.', { read: 'svc-lastday-read@ad.exempel.example' }),
  people: req(People, 'Whose accounts are read.', { bases: ['OU=Staff,DC=ad,DC=exempel,DC=example'] }),
  groups: opt(Groups, 'Which groups are read. Left out, none are.', { bases: ['DC=ad,DC=exempel,DC=example'] }),
  leavers: opt(
    DistinguishedName,
    "Container that leavers' accounts are moved to; it lies within `people.bases`.",
    'OU=Leavers,OU=Staff,DC=ad,DC=exempel,DC=example',
  ),
  stamp: opt(z.literal('description'), 'Attribute in which an account that we disable is marked with the day.', 'description'),
  timeZone: req(Zone, 'Zone in which a last day ends at midnight.', 'Europe/Stockholm'),
  pageSize: opt(z.int().min(1).max(1000), 'Objects per page. Default: 500.', 500),
  writes: opt(
    z.array(Writing).min(1).max(5),
    'What the writing account has the rights for. Default: all that the rest of the file sets up.',
    ['disable', 'enable'],
  ),
});
