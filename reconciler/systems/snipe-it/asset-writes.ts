/** Devices checked in and out, with their status label. The holder is never changed in any other way. */
import type { DeviceStatus } from '../../../schemas/device.ts';
import type { StatusLabel } from '../../../schemas/system.ts';
import { readRows } from '../http/reading.ts';
import type { SnipeItSystem } from './client.ts';
import { isDeleted, isWithPlaceOrDevice } from './records.ts';
import { isAlreadyCheckedIn } from './refusal.ts';
import type { Steps } from './steps.ts';
import { Hardware, StatusLabel as LabelRow, User } from './wire.ts';

/** Sent with every check-in and check-out: some instances insist on a note, and it shows who did it. */
const NOTE = 'lastday: as the device file says';

async function readDevice(steps: Steps, id: number): Promise<Hardware> {
  const device = await steps.one({ operation: 'read one device', path: `/hardware/${id}` }, Hardware);
  return device === null || isDeleted(device) ? steps.refuse('there is no such device') : device;
}

/** The label that means a status, once the instance has been seen to have it under this id and name. */
async function labelFor(steps: Steps, system: SnipeItSystem, status: string): Promise<StatusLabel> {
  const label = system.statusLabels.find(({ means }) => means === status);
  if (label === undefined) return steps.refuse('`statusLabels` of the system file names no label for the status that the device gets');
  const listed = await steps.list({ operation: 'read status labels', path: '/statuslabels', query: { sort: 'id', order: 'asc' } });
  const row = steps.whole(readRows(listed.rows, LabelRow, 'status labels'), listed).find(({ id }) => id === label.id);
  if (row === undefined || row.name !== label.name)
    return steps.refuse(`there is no status label ${label.id} of the name in the system file`);
  const isHandedOut: DeviceStatus = 'available';
  if (row.type === 'deployable' && status !== isHandedOut) {
    return steps.refuse(`the status label ${label.id} is deployable: a device that is not ready would be free to be handed out`);
  }
  return label;
}

const WITH_PLACE = 'the inventory shows the device with a place or another device; a person looks at it there first';

function checkInCall(id: number, label: StatusLabel | null) {
  const body = { ...(label === null ? {} : { status_id: label.id }), note: NOTE };
  return { operation: 'check in', method: 'POST', path: `/hardware/${id}/checkin`, body } as const;
}

/** The label and nothing else: a holder in the same call would leave the device neither checked in nor out. */
function labelCall(id: number, label: StatusLabel) {
  return { operation: 'change the label', method: 'PATCH', path: `/hardware/${id}`, body: { status_id: label.id } } as const;
}

/** Gives a device that nobody has the label that means its status. */
export async function changeStatus(
  steps: Steps,
  system: SnipeItSystem,
  at: { readonly id: number; readonly status: string },
): Promise<void> {
  const device = await readDevice(steps, at.id);
  if (isWithPlaceOrDevice(device)) steps.refuse(WITH_PLACE);
  if (device.assigned_to !== null) steps.refuse('somebody has the device; a label alone is changed of what nobody has');
  const label = await labelFor(steps, system, at.status);
  if (device.status_label?.id !== label.id) await steps.send(labelCall(at.id, label));
}

/** Checks a device in with the label that means its status, in one call. One that is checked in already is left as it is. */
export async function checkIn(steps: Steps, system: SnipeItSystem, at: { readonly id: number; readonly status: string }): Promise<void> {
  const device = await readDevice(steps, at.id);
  if (device.assigned_to === null) return;
  if (isWithPlaceOrDevice(device)) steps.refuse(WITH_PLACE);
  const label = await labelFor(steps, system, at.status);
  await steps.send(checkInCall(at.id, label), isAlreadyCheckedIn);
}

/** The one user who has this sign-in name. */
async function userOf(steps: Steps, login: string): Promise<number> {
  const listed = await steps.list({ operation: 'find one user', path: '/users', query: { username: login } });
  const wanted = login.toLowerCase();
  const users = readRows(listed.rows, User, 'users').values.filter((user) => user.username?.toLowerCase() === wanted && !isDeleted(user));
  const [user] = users;
  if (user === undefined) return steps.refuse('no user has the sign-in name of the new holder');
  return users.length === 1 ? user.id : steps.refuse('several users have the sign-in name of the new holder');
}

/** Checks a device out to a user: taken back from whoever has it, and made ready to be handed out, where that is needed. */
export async function checkOut(steps: Steps, system: SnipeItSystem, at: { readonly id: number; readonly holder: string }): Promise<void> {
  const device = await readDevice(steps, at.id);
  const user = await userOf(steps, at.holder);
  const { assigned_to: assigned } = device;
  if (assigned?.type === 'user' && assigned.id === user) return;
  if (isWithPlaceOrDevice(device)) steps.refuse(WITH_PLACE);
  const isReady = device.status_label?.status_type === 'deployable';
  const label = isReady ? null : await labelFor(steps, system, 'available');
  if (assigned !== null) await steps.send(checkInCall(at.id, null), isAlreadyCheckedIn);
  if (label !== null) {
    await steps.send(labelCall(at.id, label));
  }
  const body = { checkout_to_type: 'user', assigned_user: user, note: NOTE };
  await steps.send({ operation: 'check out', method: 'POST', path: `/hardware/${at.id}/checkout`, body });
}
