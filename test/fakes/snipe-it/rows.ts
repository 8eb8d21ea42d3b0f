/** Rows as an instance shows them: texts escaped for HTML, dates as objects, sums in the way of the locale. */
import type { FakeHardware, FakeLicence, FakeSeat, FakeUser, FakeWorld } from './world.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' };

/** A text escaped for HTML, null kept. */
export function e(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/[&<>"']/gu, (character) => ESCAPES[character] ?? '');
}

function shownDate(value: string | null, key: 'date' | 'datetime'): unknown {
  if (value === null) return null;
  if (value.startsWith('0000')) return `${value} (Invalid date value.)`;
  return { [key]: value, formatted: 'as the locale has it' };
}

function groupsOf(user: FakeUser): unknown {
  if (user.groups.length === 0) return null;
  return { total: user.groups.length, rows: user.groups.map((name, index) => ({ id: index + 1, name: e(name) })) };
}

/** How many seats each user has. */
export function seatsByUser(world: FakeWorld): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const licence of world.licences.values()) {
    for (const { user } of licence.seats) if (user !== null) counts.set(user, (counts.get(user) ?? 0) + 1);
  }
  return counts;
}

/** A user. */
export function userRow(user: FakeUser, seats: ReadonlyMap<number, number>): unknown {
  return {
    id: user.id,
    username: e(user.username),
    email: e(user.email),
    employee_num: null,
    activated: user.activated,
    ldap_import: false,
    start_date: shownDate(user.startDate, 'date'),
    end_date: shownDate(user.endDate, 'date'),
    last_login: shownDate(user.lastLogin, 'datetime'),
    deleted_at: user.deleted ? shownDate('2026-01-01 00:00:00', 'datetime') : null,
    licenses_count: seats.get(user.id) ?? 0,
    manager: null,
    groups: groupsOf(user),
  };
}

function assignedTo(world: FakeWorld, device: FakeHardware): unknown {
  if (device.assigned === null) return null;
  const { type, id } = device.assigned;
  if (type === 'location') return { id, type, name: e(world.locations.get(id) ?? '') };
  if (type === 'asset') return { id, type, name: e(world.hardware.get(id)?.tag ?? '') };
  const user = world.users.get(id);
  return { id, type, username: e(user?.username ?? ''), name: 'Testa Testsson', email: e(user?.email ?? null), employee_number: null };
}

/** A device. */
export function hardwareRow(world: FakeWorld, device: FakeHardware): unknown {
  const label = world.labels.find((one) => one.id === device.label);
  return {
    id: device.id,
    name: null,
    asset_tag: e(device.tag),
    serial: e(device.serial),
    model: { id: 1, name: 'Exempelbok 14' },
    status_label: {
      id: device.label,
      name: e(label?.name ?? ''),
      status_type: label?.type,
      status_meta: device.assigned === null ? label?.type : 'deployed',
    },
    category: null,
    company: null,
    location: device.location === null ? null : { id: device.location, name: e(world.locations.get(device.location) ?? '') },
    rtd_location: null,
    assigned_to: assignedTo(world, device),
    byod: false,
    purchase_date: null,
    purchase_cost: device.purchaseCost,
    warranty_expires: null,
    expected_checkin: shownDate(device.expectedCheckin, 'date'),
    custom_fields: device.customFields,
    deleted_at: device.deleted ? shownDate('2026-01-01 00:00:00', 'datetime') : null,
    available_actions: {},
    user_can_checkout: device.assigned === null,
  };
}

/** A licence. */
export function licenceRow(licence: FakeLicence): unknown {
  const free = licence.seats.filter((seat) => seat.user === null && seat.asset === null).length;
  return {
    id: licence.id,
    name: e(licence.name),
    product_key: '------------',
    seats: licence.seats.length,
    free_seats_count: free,
    remaining: free,
    expiration_date: null,
    reassignable: licence.reassignable,
    maintained: false,
    purchase_cost: '1.234,56',
    purchase_cost_numeric: '1234.56',
  };
}

/** A seat. */
export function seatRow(world: FakeWorld, licence: FakeLicence, seat: FakeSeat): unknown {
  const user = seat.user === null ? undefined : world.users.get(seat.user);
  return {
    id: seat.id,
    license_id: licence.id,
    assigned_user: user === undefined ? null : { id: user.id, name: 'Testa Testsson', email: e(user.email), department: null },
    assigned_asset: seat.asset === null ? null : { id: seat.asset, name: '' },
    reassignable: licence.reassignable,
    notes: '',
  };
}
