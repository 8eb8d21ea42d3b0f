/** What a tenant answers to which request, and with which permission. What the facts do not name is refused and remembered. */
import type { Call, Given } from './answers.ts';
import { tellChanges } from './delta.ts';
import { listDevices, listGroups, listRoles, listUsers, memberOf, members, oneDevice, oneGroup, oneUser, rolesOf, skus } from './reads.ts';
import { roleRow } from './rows.ts';
import type { FakeWorld } from './world.ts';
import { assign, putIn, replies, revoke, setReplies, switchUser, takeOff } from './writes.ts';

/** A kind of request: who may, and what happens. `words` are the names that its query may have. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly rights: readonly string[];
  readonly words: readonly string[];
  readonly answer: (world: FakeWorld, call: Call) => Given;
}

const ID = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';

const READ_USERS = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const READ_ORGANISATION = ['Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const READ_GROUPS = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Group.Read.All', 'Directory.Read.All'];
const READ_ROLES = ['RoleManagement.Read.Directory', 'Directory.Read.All'];
const READ_DEVICES = ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementManagedDevices.ReadWrite.All'];
const CHANGE_GROUPS = ['GroupMember.ReadWrite.All', 'Directory.ReadWrite.All'];

const at = (text: string) => new RegExp(`^${text.replaceAll('{id}', ID).replaceAll('$', String.raw`\$`)}$`, 'u');

/** Every request that the facts name. */
export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: at('/organization'),
    rights: READ_ORGANISATION,
    words: ['$select'],
    answer: (world) => ({ status: 200, body: { value: [{ id: world.settings.answersAs }] } }),
  },
  {
    method: 'GET',
    path: at('/users'),
    rights: READ_USERS,
    words: ['$select', '$top', '$count', '$skiptoken', '$filter'],
    answer: listUsers,
  },
  {
    method: 'GET',
    path: at('/users/delta'),
    rights: READ_USERS,
    words: ['$select', '$deltaToken', '$deltatoken', '$skiptoken'],
    answer: tellChanges,
  },
  { method: 'GET', path: at('/users/{id}'), rights: READ_USERS, words: ['$select'], answer: oneUser },
  {
    method: 'GET',
    path: at('/users/{id}/memberOf/microsoft.graph.group'),
    rights: READ_GROUPS,
    words: ['$select', '$top', '$skiptoken'],
    answer: memberOf,
  },
  {
    method: 'GET',
    path: at('/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole'),
    rights: READ_ROLES,
    words: ['$select'],
    answer: (world, call) => ({ status: 200, body: { value: rolesOf(world, call.ids[0] ?? '').map(roleRow) } }),
  },
  { method: 'GET', path: at('/subscribedSkus'), rights: READ_ORGANISATION, words: ['$select'], answer: skus },
  { method: 'GET', path: at('/groups'), rights: READ_GROUPS, words: ['$select', '$top', '$skiptoken'], answer: listGroups },
  { method: 'GET', path: at('/groups/{id}'), rights: READ_GROUPS, words: ['$select'], answer: oneGroup },
  {
    method: 'GET',
    path: at('/groups/{id}/members'),
    rights: READ_GROUPS,
    words: ['$select', '$top', '$skiptoken'],
    answer: (world, call) => members(world, call, world.groups.get(call.ids[0] ?? '')?.members),
  },
  { method: 'GET', path: at('/directoryRoles'), rights: READ_ROLES, words: ['$select'], answer: listRoles },
  {
    method: 'GET',
    path: at('/directoryRoles/{id}/members'),
    rights: READ_ROLES,
    words: ['$select'],
    answer: (world, call) => members(world, call, world.roles.get(call.ids[0] ?? '')?.members),
  },
  {
    method: 'PATCH',
    path: at('/users/{id}'),
    rights: ['User.EnableDisableAccount.All', 'User.ReadWrite.All'],
    words: [],
    answer: switchUser,
  },
  {
    method: 'POST',
    path: at('/users/{id}/revokeSignInSessions'),
    rights: ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
    words: [],
    answer: revoke,
  },
  {
    method: 'GET',
    path: at('/deviceManagement/managedDevices'),
    rights: READ_DEVICES,
    words: ['$select', '$skiptoken'],
    answer: listDevices,
  },
  { method: 'GET', path: at('/deviceManagement/managedDevices/{id}'), rights: READ_DEVICES, words: ['$select'], answer: oneDevice },
  { method: 'POST', path: at('/users/{id}/assignLicense'), rights: ['LicenseAssignment.ReadWrite.All'], words: [], answer: assign },
  { method: 'DELETE', path: at('/groups/{id}/members/{id}/$ref'), rights: CHANGE_GROUPS, words: [], answer: takeOff },
  { method: 'POST', path: at('/groups/{id}/members/$ref'), rights: CHANGE_GROUPS, words: [], answer: putIn },
  {
    method: 'GET',
    path: at('/users/{id}/mailboxSettings/automaticRepliesSetting'),
    rights: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
    words: [],
    answer: replies,
  },
  { method: 'PATCH', path: at('/users/{id}/mailboxSettings'), rights: ['MailboxSettings.ReadWrite'], words: [], answer: setReplies },
];
