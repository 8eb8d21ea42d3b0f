/** `kind: google` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { Email, Entitlement, opt, req } from '../primitives.ts';
import { shared } from './shared.ts';

/** An organisational unit by its path, `/` being the whole organisation. */
const OrgUnitPath = z.string().regex(/^\/([^/\p{Cc}]{1,100}(\/[^/\p{Cc}]{1,100}){0,30})?$/u);

/** A product of Google's by its id, as the licence manager names it. */
const ProductId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,60}$/u);

/** A stand-in for Google's own hosts, on this machine alone: a credential cannot be sent anywhere else by what a file says. */
const StandIn = z.string().regex(/^http:\/\/127\.0\.0\.1(:[1-9][0-9]{0,4})?$/u);

const ActsAs = z.strictObject({
  read: opt(Email, 'The administrator that is acted as for reading.', 'lastday-read@exempel.example'),
  write: opt(Email, 'The administrator that is acted as for writing.', 'lastday-write@exempel.example'),
});

/** A licence that Google assigns by itself to everybody below an organisational unit. */
const AutomaticLicence = z.strictObject({
  licence: req(Entitlement, 'The licence as `<product>/sku<number>`.', 'Google-Apps/sku1010020020'),
  place: req(
    OrgUnitPath,
    'The organisational unit for which automatic licensing is on; those below it count, the leavers place does not.',
    '/',
  ),
});

/** Google Workspace. */
export const GoogleSystem = z.strictObject({
  kind: req(z.literal('google'), 'Google Workspace: users, groups and licences; see docs/systems/google.md.', 'google'),
  ...shared,
  actsAs: opt(
    ActsAs,
    'Administrators that the service accounts act as by domain-wide delegation; left out where a service account has a role of its own.',
    { read: 'lastday-read@exempel.example', write: 'lastday-write@exempel.example' },
  ),
  leaversPlace: opt(
    OrgUnitPath,
    'Organisational unit that accounts of leavers are moved to. Default: they stay where they are.',
    '/Leavers',
  ),
  groups: opt(z.boolean(), 'Whether memberships of groups are read and changed. Default: true.', true),
  dynamicGroups: opt(
    z.array(Email).max(1000),
    'Groups whose members a rule decides: nobody can be taken off, so that they are not shown as groups of anybody.',
    ['all-staff@exempel.example'],
  ),
  products: opt(z.array(ProductId).max(50), 'Products whose licences are read and changed. Default: none.', ['Google-Apps', '101047']),
  automaticLicences: opt(
    z.array(AutomaticLicence).max(200),
    'Licences that Google assigns by itself: shown as inherited, and never taken off one by one.',
    [{ licence: 'Google-Apps/sku1010020020', place: '/' }],
  ),
  usage: opt(z.boolean(), 'Whether last use of mail is read from the usage reports too, some days late. Default: false.', true),
  showSessions: opt(
    z.boolean(),
    'Whether tokens and app passwords are counted, so that their end can be verified; its scope could end them too. Default: false.',
    true,
  ),
  autoReply: opt(z.boolean(), 'Without effect; take it away. Google rejects mail to who is suspended, so that nothing could reply.', false),
  address: opt(StandIn, "A stand-in for all of Google's hosts on this machine, for tests.", 'http://127.0.0.1:8080'),
  pageSize: opt(z.int().min(1).max(500), 'Users per page. Default: 500, the most that Google gives.', 500),
  requestsPerMinute: opt(z.int().min(1).max(2400), "Requests in any minute. Default: 1200, half of Google's own limit.", 1200),
});
