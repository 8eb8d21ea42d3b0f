/** Changes of a tenant. */
import { bad, type Call, change, denied, type Given, notFound, odd, refusal } from './answers.ts';
import { rolesOf } from './reads.ts';
import { pick, userRow } from './rows.ts';
import type { FakeGroup, FakeWorld } from './world.ts';

/** Sign-in on or off. */
export function switchUser(world: FakeWorld, call: Call): Given {
  const user = world.users.get(call.ids[0] ?? '');
  const body = call.body as { accountEnabled?: unknown };
  if (Object.keys(body).join(',') !== 'accountEnabled' || typeof body.accountEnabled !== 'boolean')
    return odd('a user changed in more than its sign-in');
  if (user === undefined) return notFound;
  if (user.synced) return bad('Unable to update the specified properties for on-premises mastered Directory Sync objects');
  if (rolesOf(world, user.id).some((role) => role.privileged)) return denied;
  change(world);
  user.enabled = body.accountEnabled;
  return { status: 204, body: undefined };
}

/** Sessions ended. */
export function revoke(world: FakeWorld, call: Call): Given {
  if (call.body !== undefined) return odd('revokeSignInSessions with a body');
  const user = world.users.get(call.ids[0] ?? '');
  if (user === undefined) return notFound;
  if (user.type === 'Guest') return odd('the sessions of a guest');
  user.validFrom = change(world);
  return { status: 200, body: { '@odata.context': `${call.base}/$metadata#Edm.Boolean`, value: true } };
}

/** Licences given and taken. */
export function assign(world: FakeWorld, call: Call): Given {
  const user = world.users.get(call.ids[0] ?? '');
  const body = call.body as { addLicenses?: { skuId: string; disabledPlans: string[] }[]; removeLicenses?: string[] };
  if (Object.keys(body).sort().join(',') !== 'addLicenses,removeLicenses') return odd('assignLicense without both lists');
  const { addLicenses = [], removeLicenses = [] } = body;
  if (addLicenses.some((one) => !Array.isArray(one.disabledPlans))) return odd('assignLicense without plans');
  if (user === undefined) return notFound;
  for (const skuId of removeLicenses) {
    if (user.licences.some((one) => one.skuId === skuId && one.group === null)) continue;
    return bad('User license is inherited from a group membership and it cannot be removed directly from the user.');
  }
  if (addLicenses.length > 0 && user.usageLocation === null)
    return bad('License assignment cannot be done for user with invalid usage location.');
  const updated = change(world);
  user.licences = user.licences.filter((one) => one.group !== null || !removeLicenses.includes(one.skuId));
  user.licences.push(
    ...addLicenses.map(({ skuId, disabledPlans }) => ({ skuId, group: null, state: 'Active', updated, off: disabledPlans })),
  );
  return { status: 200, body: pick(userRow(user), ['id']) };
}

/** Why Graph does not change the members of a group. */
function groupTrouble(group: FakeGroup): Given | null {
  if (group.roleAssignable) return denied;
  if (group.rule !== null) return bad('Insufficient privileges to update a dynamic group');
  if (group.synced) return bad('on-premises mastered Directory Sync objects');
  return group.mailEnabled && !group.groupTypes.includes('Unified')
    ? bad('Cannot Update a mail-enabled security groups and or distribution list.')
    : null;
}

/** A member taken off. */
export function takeOff(world: FakeWorld, call: Call): Given {
  const [id = '', user = ''] = call.ids;
  const group = world.groups.get(id);
  if (group?.members.has(user) !== true) return notFound;
  const trouble = groupTrouble(group);
  if (trouble !== null) return trouble;
  change(world);
  group.members.delete(user);
  return { status: 204, body: undefined };
}

/** A member put in. */
export function putIn(world: FakeWorld, call: Call): Given {
  const group = world.groups.get(call.ids[0] ?? '');
  const body = call.body as { '@odata.id'?: string };
  const user = body['@odata.id']?.replace(`${call.base}/directoryObjects/`, '') ?? '';
  if (Object.keys(body).join(',') !== '@odata.id' || !world.users.has(user)) return odd('a member that is none');
  if (group === undefined) return notFound;
  const trouble = groupTrouble(group);
  if (trouble !== null) return trouble;
  if (group.members.has(user))
    return bad("One or more added object references already exist for the following modified properties: 'members'.");
  change(world);
  group.members.add(user);
  return { status: 204, body: undefined };
}

/** Automatic replies of a mailbox. */
export function replies(world: FakeWorld, call: Call): Given {
  const mailbox = world.users.get(call.ids[0] ?? '')?.mailbox ?? null;
  return mailbox === null ? { status: 404, body: refusal('MailboxNotEnabledForRESTAPI') } : { status: 200, body: mailbox };
}

/** Automatic replies set. */
export function setReplies(world: FakeWorld, call: Call): Given {
  const user = world.users.get(call.ids[0] ?? '');
  const body = call.body as { automaticRepliesSetting?: Record<string, unknown> };
  if (Object.keys(body).join(',') !== 'automaticRepliesSetting') return odd('more than automatic replies');
  if (user === undefined || user.mailbox === null) return { status: 404, body: refusal('MailboxNotEnabledForRESTAPI') };
  change(world);
  const given = body.automaticRepliesSetting ?? {};
  const audience = given['externalAudience'];
  const wrap = (text: unknown) => (typeof text === 'string' ? `<html>\n<body>\n${text}\n</body>\n</html>\n` : '');
  const end = given['scheduledEndDateTime'] as { dateTime: string; timeZone: string } | undefined;
  user.mailbox = {
    ...user.mailbox,
    status: String(given['status']),
    ...(typeof audience === 'string' ? { externalAudience: audience } : {}),
    ...(end === undefined ? {} : { scheduledEndDateTime: { ...end, dateTime: `${end.dateTime}.0000000` } }),
    ...(given['internalReplyMessage'] === undefined ? {} : { internalReplyMessage: wrap(given['internalReplyMessage']) }),
    ...(given['externalReplyMessage'] === undefined ? {} : { externalReplyMessage: wrap(given['externalReplyMessage']) }),
  };
  return { status: 200, body: { automaticRepliesSetting: user.mailbox } };
}
