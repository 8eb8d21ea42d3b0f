/** `kind: entra` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { Entitlement, opt, req } from '../primitives.ts';
import { Reads, shared, WebAddress } from './shared.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** An id as Entra writes it, in small letters. */
export const Guid = z.string().regex(GUID);

/** A tenant by its id. */
export const Tenant = z.string().regex(GUID).brand<'ForeignId'>();

/** A group by the name that the files use for it. */
export const NamedGroup = z.strictObject({
  name: req(Entitlement, 'What the files call it; its name in Entra may be another one and may change.', 'sales'),
  id: req(Guid, 'Object id of the group.', '3f0c51d2-9a77-4c1e-8f7e-0b1d2c3e4f50'),
});
export type NamedGroup = z.infer<typeof NamedGroup>;

const Clients = z.strictObject({
  read: opt(Guid, 'Application (client) id that reads.', '11111111-2222-4333-8444-555555555555'),
  write: opt(Guid, 'Application (client) id that writes.', '66666666-7777-4888-9999-000000000000'),
});

/** What an application may be given to change. */
export const EntraWrite = z.enum(['sign-in', 'sessions', 'groups', 'licences', 'mailbox']);
export type EntraWrite = z.infer<typeof EntraWrite>;

/** Microsoft Entra ID, over Microsoft Graph. */
export const EntraSystem = z.strictObject({
  kind: req(z.literal('entra'), 'Microsoft Entra ID over Microsoft Graph; see docs/systems/entra.md.', 'entra'),
  ...shared,
  tenant: req(Tenant, 'Directory (tenant) id.', '0c9e1b7a-4d55-4f6e-9b0a-7f3e2d1c0b9a'),
  address: opt(WebAddress, 'Address of Microsoft Graph. Default: https://graph.microsoft.com.', 'https://graph.microsoft.us'),
  login: opt(WebAddress, 'Address that gives tokens. Default: https://login.microsoftonline.com.', 'https://login.microsoftonline.us'),
  clients: req(Clients, 'The applications that lastday signs in as, one to read and one to write.', {
    read: '11111111-2222-4333-8444-555555555555',
  }),
  groups: opt(z.array(NamedGroup).max(2000), 'Names for groups; a group without one is called by its object id.', [
    { name: 'sales', id: '3f0c51d2-9a77-4c1e-8f7e-0b1d2c3e4f50' },
  ]),
  licenceGroups: opt(
    z.enum(['keep', 'take']),
    'Groups that give licences: `keep` (default) shows what they give and leaves them; `take` takes leavers off them with their other groups.',
    'keep',
  ),
  lastUse: opt(
    z.enum(['sign-ins', 'off']),
    'Whether the last sign-in is read, which takes a premium licence and one request for every 100 users. Default: sign-ins.',
    'off',
  ),
  confirmUnused: opt(
    z.int().min(0).max(500),
    'So many licensed accounts without a recorded sign-in are looked at again one by one, ten in a minute, and then called never used. Default: 30.',
    50,
  ),
  reads: opt(
    Reads,
    'Whether every night reads all accounts, or between whole readings, six days apart at most, the changes alone; that takes a folder in LASTDAY_CACHE and the capture key. Default: whole.',
    'changes',
  ),
  writes: opt(z.array(EntraWrite).max(5), 'What the writing application has been given rights for. Default: all.', ['sign-in', 'sessions']),
  pageSize: opt(z.int().min(1).max(999), 'Records per page. Default: 999, the most there is.', 999),
  requestsPerMinute: opt(z.int().min(1).max(6000), 'Requests in any minute. Default: 600.', 600),
});
