/** The calls of an instance, as far as the facts about it go: nothing else is answered. */
import { e, hardwareRow, licenceRow, seatRow, seatsByUser, userRow } from './rows.ts';
import type { FakeHardware, FakeUser, FakeWorld } from './world.ts';

/** One call as it came. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Numbers in the path, in order. */
  readonly ids: readonly number[];
  readonly self: number;
}

/** A call that there is: its form, the right it needs, the words it takes, and what it does. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly right: string | null;
  readonly words: readonly string[];
  readonly answer: (world: FakeWorld, call: Call) => unknown;
}

function success(payload: unknown): unknown {
  return { status: 'success', messages: 'Done.', payload };
}

/** A refusal, which comes with HTTP 200. */
export function failure(messages: unknown): unknown {
  return { status: 'error', messages, payload: null };
}

const PAGING = ['limit', 'offset', 'sort', 'order'];

function page(world: FakeWorld, call: Call, rows: readonly unknown[], restarts = false): unknown {
  const asked = Number(call.query['limit'] ?? 0);
  const limit = asked < 1 || asked > world.settings.maxResults ? world.settings.maxResults : asked;
  const wanted = Number(call.query['offset'] ?? 0);
  const offset = wanted < rows.length ? wanted : restarts ? 0 : rows.length;
  return { total: rows.length, rows: rows.slice(offset, offset + limit) };
}

/** In order of the ids when that is asked for, else as the instance pleases. */
function inOrder<T extends { readonly id: number }>(call: Call, rows: readonly T[]): readonly T[] {
  const isById = call.query['sort'] === 'id' && call.query['order'] === 'asc';
  return isById ? rows.toSorted((a, b) => a.id - b.id) : rows.toSorted((a, b) => (a.id % 7) - (b.id % 7) || b.id - a.id);
}

function typeOf(world: FakeWorld, device: FakeHardware): string {
  return world.labels.find((label) => label.id === device.label)?.type ?? '';
}

function listHardware(world: FakeWorld, call: Call): unknown {
  const isArchived = (one: FakeHardware) => typeOf(world, one) === 'archived';
  const all = [...world.hardware.values()].filter((one) => !one.deleted);
  const status = call.query['status'];
  const shown = status === 'Archived' ? all.filter(isArchived) : all.filter((one) => world.settings.showArchivedInList || !isArchived(one));
  return page(
    world,
    call,
    inOrder(call, shown).map((one) => hardwareRow(world, one)),
  );
}

function deviceOf(world: FakeWorld, call: Call): FakeHardware | null {
  const device = world.hardware.get(call.ids[0] ?? 0);
  return device === undefined || device.deleted ? null : device;
}

function checkIn(world: FakeWorld, call: Call): unknown {
  const device = deviceOf(world, call);
  if (device === null) return failure('Asset not found');
  if (device.assigned === null) return failure('That asset is already checked in.');
  device.assigned = null;
  device.expectedCheckin = null;
  device.location = (call.body['location_id'] as number | undefined) ?? device.homeLocation;
  if (typeof call.body['status_id'] === 'number') device.label = call.body['status_id'];
  for (const seat of [...world.licences.values()].flatMap((one) => one.seats)) if (seat.asset === device.id) seat.user = null;
  return success({ asset: device.tag });
}

function checkOut(world: FakeWorld, call: Call): unknown {
  const device = deviceOf(world, call);
  if (device === null) return failure('Asset not found');
  const { note, assigned_user: user } = call.body;
  if (world.settings.requireNotes && !note) return failure({ note: ['The note field is required.'] });
  if (device.assigned !== null || typeOf(world, device) !== 'deployable') return failure('That asset is not available for checkout!');
  if (call.body['checkout_to_type'] !== 'user' || !world.users.has(Number(user))) return failure('That target does not exist.');
  device.assigned = { type: 'user', id: Number(user) };
  return success({ asset: device.tag });
}

function patchHardware(world: FakeWorld, call: Call): unknown {
  const device = deviceOf(world, call);
  if (device === null) return failure('Asset not found');
  device.label = Number(call.body['status_id']);
  return success({ id: device.id });
}

function userOf(world: FakeWorld, call: Call): FakeUser | null {
  return world.users.get(call.ids[0] ?? 0) ?? null;
}

function listUsers(world: FakeWorld, call: Call): unknown {
  const name = call.query['username'];
  const all = [...world.users.values()].filter((one) => !one.deleted && (name === undefined || one.username === name));
  const seats = seatsByUser(world);
  return page(
    world,
    call,
    inOrder(call, all).map((one) => userRow(one, seats)),
  );
}

function patchUser(world: FakeWorld, call: Call): unknown {
  const user = userOf(world, call);
  if (user === null) return failure('User does not exist.');
  const { activated, end_date: endDate } = call.body;
  if (typeof endDate === 'string' && user.startDate !== null && endDate < user.startDate) {
    return failure({ end_date: ['The end date must be a date after or equal to start date.'] });
  }
  if (typeof activated === 'boolean') user.activated = activated;
  if (endDate !== undefined) user.endDate = endDate as string | null;
  return success({ id: user.id });
}

function listSeats(world: FakeWorld, call: Call): unknown {
  const licence = world.licences.get(call.ids[0] ?? 0);
  if (licence === undefined) return failure('License not found');
  const rows = licence.seats.toSorted((a, b) => a.updated - b.updated).map((seat) => seatRow(world, licence, seat));
  return page(world, call, rows, true);
}

function patchSeat(world: FakeWorld, call: Call): unknown {
  const seat = world.licences.get(call.ids[0] ?? 0)?.seats.find((one) => one.id === call.ids[1]);
  if (seat === undefined) return failure('Seat not found');
  const { assigned_to: user, asset_id: asset } = call.body;
  if (typeof user === 'number' && !world.users.has(user)) return failure('Target not found');
  if (user !== undefined) seat.user = user as number | null;
  if (asset !== undefined) seat.asset = asset as number | null;
  seat.updated = world.tick++;
  return success({ id: seat.id });
}

function licencesOf(world: FakeWorld, call: Call): unknown {
  const held = [...world.licences.values()].filter((one) => one.seats.some((seat) => seat.user === call.ids[0]));
  return { total: held.length, rows: held.map(licenceRow) };
}

/** The calls that there are. */
export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/users\/me$/u,
    right: null,
    words: [],
    answer: (world, call) => {
      const user = world.users.get(call.self);
      return user === undefined ? failure('User does not exist.') : userRow(user, seatsByUser(world));
    },
  },
  { method: 'GET', path: /^\/users$/u, right: 'users.view', words: [...PAGING, 'username'], answer: listUsers },
  {
    method: 'GET',
    path: /^\/users\/(\d+)$/u,
    right: 'users.view',
    words: [],
    answer: (world, call) => {
      const user = userOf(world, call);
      return user === null ? failure('User does not exist.') : userRow(user, seatsByUser(world));
    },
  },
  { method: 'GET', path: /^\/users\/(\d+)\/licenses$/u, right: 'users.edit', words: [], answer: licencesOf },
  { method: 'PATCH', path: /^\/users\/(\d+)$/u, right: 'users.edit', words: ['activated', 'end_date'], answer: patchUser },
  { method: 'GET', path: /^\/hardware$/u, right: 'assets.view', words: [...PAGING, 'status'], answer: listHardware },
  {
    method: 'GET',
    path: /^\/hardware\/(\d+)$/u,
    right: 'assets.view',
    words: [],
    answer: (world, call) => {
      const device = world.hardware.get(call.ids[0] ?? 0);
      return device === undefined ? failure('Asset not found') : hardwareRow(world, device);
    },
  },
  { method: 'PATCH', path: /^\/hardware\/(\d+)$/u, right: 'assets.edit', words: ['status_id'], answer: patchHardware },
  {
    method: 'POST',
    path: /^\/hardware\/(\d+)\/checkin$/u,
    right: 'assets.checkin',
    words: ['status_id', 'location_id', 'update_default_location', 'note', 'checkin_at', 'name'],
    answer: checkIn,
  },
  {
    method: 'POST',
    path: /^\/hardware\/(\d+)\/checkout$/u,
    right: 'assets.checkout',
    words: ['checkout_to_type', 'assigned_user', 'status_id', 'checkout_at', 'expected_checkin', 'note', 'name'],
    answer: checkOut,
  },
  {
    method: 'GET',
    path: /^\/licenses$/u,
    right: 'licenses.view',
    words: PAGING,
    answer: (world, call) => page(world, call, inOrder(call, [...world.licences.values()]).map(licenceRow)),
  },
  { method: 'GET', path: /^\/licenses\/(\d+)\/seats$/u, right: 'licenses.view', words: ['limit', 'offset'], answer: listSeats },
  {
    method: 'PATCH',
    path: /^\/licenses\/(\d+)\/seats\/(\d+)$/u,
    right: 'licenses.checkout',
    words: ['assigned_to', 'asset_id', 'notes'],
    answer: patchSeat,
  },
  {
    method: 'GET',
    path: /^\/statuslabels$/u,
    right: null,
    words: [...PAGING, 'status_type'],
    answer: (world, call) => {
      const rows = inOrder(call, world.labels).map((label) => ({ ...label, name: e(label.name) }));
      return page(world, call, rows);
    },
  },
];
