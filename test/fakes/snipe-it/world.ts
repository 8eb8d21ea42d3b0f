/** What a Snipe-IT instance in tests holds. */

/** A status label; its type says what the flags of the real one say. */
export interface FakeLabel {
  readonly id: number;
  readonly name: string;
  readonly type: 'deployable' | 'pending' | 'archived' | 'undeployable';
}

/** A user. `lastLogin` and the days are written as the instance would: an odd text is shown as an invalid date. */
export interface FakeUser {
  readonly id: number;
  username: string;
  email: string | null;
  activated: boolean;
  groups: readonly string[];
  lastLogin: string | null;
  startDate: string | null;
  endDate: string | null;
  deleted: boolean;
}

/** A device. */
export interface FakeHardware {
  readonly id: number;
  tag: string | null;
  serial: string | null;
  label: number;
  assigned: { readonly type: 'user' | 'location' | 'asset'; readonly id: number } | null;
  location: number | null;
  homeLocation: number | null;
  expectedCheckin: string | null;
  purchaseCost: string | null;
  customFields: Readonly<Record<string, { field: string; value: string; field_format: string }>>;
  deleted: boolean;
}

/** A seat; `updated` orders the list. */
export interface FakeSeat {
  readonly id: number;
  user: number | null;
  asset: number | null;
  updated: number;
}

/** A licence with its seats. */
export interface FakeLicence {
  readonly id: number;
  name: string;
  reassignable: boolean;
  readonly seats: FakeSeat[];
}

/** Settings of the instance. */
export interface FakeSettings {
  maxResults: number;
  showArchivedInList: boolean;
  requireNotes: boolean;
  perMinute: number;
}

/** The whole instance. */
export interface FakeWorld {
  readonly labels: FakeLabel[];
  readonly users: Map<number, FakeUser>;
  readonly hardware: Map<number, FakeHardware>;
  readonly licences: Map<number, FakeLicence>;
  readonly locations: Map<number, string>;
  readonly settings: FakeSettings;
  /** Counts changes: the order of `updated_at`. */
  tick: number;
}

type Loose<T extends { readonly id: number }> = Partial<T> & { readonly id: number };

/** A user from a few words. */
export function fakeUser(given: Loose<FakeUser>): FakeUser {
  return {
    username: `user${given.id}`,
    email: null,
    activated: true,
    groups: [],
    lastLogin: null,
    startDate: null,
    endDate: null,
    deleted: false,
    ...given,
  };
}

/** A device from a few words. */
export function fakeHardware(given: Loose<FakeHardware>): FakeHardware {
  return {
    tag: `LT-${String(given.id).padStart(4, '0')}`,
    serial: null,
    label: 2,
    assigned: null,
    location: null,
    homeLocation: null,
    expectedCheckin: null,
    purchaseCost: null,
    customFields: {},
    deleted: false,
    ...given,
  };
}

/** A licence whose seats are held by these users, null for a free one. */
export function fakeLicence(
  id: number,
  name: string,
  about: { readonly held: readonly (number | null)[]; readonly reassignable?: boolean },
): FakeLicence {
  const seats = about.held.map((user, index) => ({ id: id * 10_000 + index + 1, user, asset: null, updated: index }));
  return { id, name, reassignable: about.reassignable ?? true, seats };
}

/** An instance with four status labels and nothing else. */
export function fakeWorld(
  given: {
    readonly users?: readonly Loose<FakeUser>[];
    readonly hardware?: readonly Loose<FakeHardware>[];
    readonly licences?: readonly FakeLicence[];
    readonly settings?: Partial<FakeSettings>;
  } = {},
): FakeWorld {
  return {
    labels: [
      { id: 1, name: 'Pending', type: 'pending' },
      { id: 2, name: 'Ready to Deploy', type: 'deployable' },
      { id: 3, name: 'Archived', type: 'archived' },
      { id: 7, name: 'Returned & to wipe', type: 'pending' },
    ],
    users: new Map((given.users ?? []).map((one) => [one.id, fakeUser(one)])),
    hardware: new Map((given.hardware ?? []).map((one) => [one.id, fakeHardware(one)])),
    licences: new Map((given.licences ?? []).map((one) => [one.id, one])),
    locations: new Map([[12, 'Storeroom']]),
    settings: { maxResults: 500, showArchivedInList: false, requireNotes: false, perMinute: 120, ...given.settings },
    tick: 1000,
  };
}
