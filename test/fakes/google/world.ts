/** What a fake Google Workspace holds, and how tests build it. */

/** A user as the directory keeps it. */
export interface FakeUser {
  id: string;
  primaryEmail: string;
  aliases: string[];
  name: string;
  suspended: boolean;
  /** `ADMIN`, or `ABUSE` for those that no administrator can let in again. */
  suspensionReason: string;
  archived: boolean;
  isAdmin: boolean;
  isDelegatedAdmin: boolean;
  lastLoginTime: string;
  creationTime: string;
  orgUnitPath: string;
  customerId: string;
  /** Left out of every answer, as a mask that forgot it would. */
  hidesSuspended: boolean;
  deletionTime: string | null;
  tokens: string[];
  asps: number[];
  backupCodes: number;
  signOuts: number;
}

/** A group; members by id, of which some are no users of this customer. */
export interface FakeGroup {
  id: string;
  email: string;
  aliases: string[];
  isDynamic: boolean;
  readonly members: Map<string, { role: string; type: string }>;
}

/** A service account: what its key signs can be checked with, and which scopes were delegated to it. */
export interface FakeServiceAccount {
  readonly publicKey: string;
  readonly scopes: Set<string>;
}

/** A licence of a user, by the id: the interface shows the present primary address of it. */
export interface FakeLicence {
  readonly productId: string;
  readonly skuId: string;
  readonly user: string;
}

/** A whole Workspace. */
export interface FakeGoogleWorld {
  customer: string;
  readonly users: Map<string, FakeUser>;
  readonly groups: Map<string, FakeGroup>;
  licences: FakeLicence[];
  /** Addresses by which the licence manager still knows users who were renamed, by their ids. */
  readonly licenceNames: Map<string, string>;
  /** Licences that come back when they are taken off somebody in the unit. */
  automatic: { readonly productId: string; readonly skuId: string; readonly place: string }[];
  readonly orgUnits: Set<string>;
  readonly serviceAccounts: Map<string, FakeServiceAccount>;
  /** Roles of administrators by address: what they may not. Super administrators may everything. */
  readonly denied: Map<string, Set<string>>;
  /** Usage reports by day: the last access to mail by user id. */
  readonly reports: Map<string, ReadonlyMap<string, string>>;
  readonly settings: { maxResults: number; perMinute: number; now: number; hidesEverything: boolean };
}

/** Google's ids have 21 digits: more than a number can hold. */
export function idFor(number: number): string {
  return `1069${String(number).padStart(17, '0')}`;
}

/** A user with the usual values. */
export function fakeUser(number: number, more: Partial<FakeUser> = {}): FakeUser {
  return {
    id: idFor(number),
    primaryEmail: `login${number}@exempel.example`,
    aliases: [],
    name: `Påhittad Person ${number}`,
    suspended: false,
    suspensionReason: 'ADMIN',
    archived: false,
    isAdmin: false,
    isDelegatedAdmin: false,
    lastLoginTime: '2026-12-30T07:12:00.000Z',
    creationTime: '2024-02-01T08:00:00.000Z',
    orgUnitPath: '/Staff',
    customerId: 'C0exempel1',
    hidesSuspended: false,
    deletionTime: null,
    tokens: [`app-${number}.apps.example`],
    asps: [1],
    backupCodes: 10,
    signOuts: 0,
    ...more,
  };
}

/** A group with these members. */
export function fakeGroup(
  id: string,
  email: string,
  members: Readonly<Record<string, string>> = {},
  more: Partial<Pick<FakeGroup, 'aliases' | 'isDynamic'>> = {},
): FakeGroup {
  const entries = Object.entries(members).map(([member, role]) => [member, { role, type: 'USER' }] as const);
  return { id, email, aliases: more.aliases ?? [], isDynamic: more.isDynamic ?? false, members: new Map(entries) };
}

/** A Workspace of these users and groups. */
export function fakeGoogleWorld(
  of: { readonly users?: readonly FakeUser[]; readonly groups?: readonly FakeGroup[]; readonly licences?: readonly FakeLicence[] } = {},
): FakeGoogleWorld {
  return {
    customer: 'C0exempel1',
    users: new Map((of.users ?? []).map((one) => [one.id, one])),
    groups: new Map((of.groups ?? []).map((one) => [one.id, one])),
    licences: [...(of.licences ?? [])],
    licenceNames: new Map(),
    automatic: [],
    orgUnits: new Set(['/', '/Staff', '/Leavers', '/Staff/North']),
    serviceAccounts: new Map(),
    denied: new Map(),
    reports: new Map(),
    settings: { maxResults: 1000, perMinute: 2400, now: Date.parse('2027-01-04T01:00:00Z'), hidesEverything: false },
  };
}
