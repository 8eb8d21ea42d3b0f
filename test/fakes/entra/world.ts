/** What a tenant of Entra in tests holds. */

/** A licence that a user has, by an assignment or through a group. */
export interface FakeAssignment {
  readonly skuId: string;
  readonly group: string | null;
  readonly state: string;
  readonly updated: string;
  /** Service plans that are switched off in it; null: it does not say. */
  readonly off?: readonly string[] | null;
}

/** Automatic replies of a mailbox. */
export interface FakeReplies {
  status: string;
  externalAudience: string;
  scheduledEndDateTime: { dateTime: string; timeZone: string };
  internalReplyMessage: string;
  externalReplyMessage: string;
}

/** A user. `signIns` undefined: none are recorded; `mailbox` null: there is none. */
export interface FakeUser {
  readonly id: string;
  login: string;
  mail: string | null;
  name: string;
  enabled: boolean;
  type: 'Member' | 'Guest';
  /** `Accepted` for somebody who was invited, `PendingAcceptance` until they have come; absent for those of this organisation. */
  external?: string;
  created: string;
  synced: boolean;
  usageLocation: string | null;
  validFrom: string;
  licences: FakeAssignment[];
  signIns: Readonly<Record<string, string>> | undefined;
  mailbox: FakeReplies | null;
}

/** A group and its members: users, and other groups. */
export interface FakeGroup {
  readonly id: string;
  groupTypes: string[];
  mailEnabled: boolean;
  securityEnabled: boolean;
  rule: string | null;
  synced: boolean;
  roleAssignable: boolean;
  skus: string[];
  members: Set<string>;
}

/** A directory role; its members are users and groups. */
export interface FakeRole {
  readonly id: string;
  name: string;
  /** True: an application may not switch who has it. */
  privileged: boolean;
  members: Set<string>;
}

/** A product that was bought. */
export interface FakeSku {
  readonly id: string;
  part: string;
  bought: number;
  appliesTo: string;
}

/** A device that Intune manages, with what was asked of it. */
export interface FakeDevice {
  readonly id: string;
  name: string;
  serial: string;
  user: string;
  lastSync: string;
  actions: { readonly actionName: string; actionState: string; readonly startDateTime: string }[];
}

/** How the pages of the list of users go wrong. */
export type PageTrouble = 'twice' | 'lost' | 'loop' | 'elsewhere' | 'empty' | null;

/** How the list of changes behaves. */
export interface FakeDelta {
  /** Rows on a page. */
  page: number;
  /** An object that changed comes as it was before, too. */
  repeats: boolean;
  /** Every page is followed by an empty one. */
  empties: boolean;
  /** Only what changed of a user is told. */
  partial: boolean;
  /** What users who were deleted are said to be. */
  reason: 'changed' | 'deleted' | 'odd';
  /** The status with which the next link of changes is not known any more. */
  forgets: 410 | 400 | null;
  /** Properties whose changes are not told. */
  silentOn: readonly string[];
  /** So many users that are gone are not told of. */
  hides: number;
  trouble: 'loop' | 'elsewhere' | 'no-link' | 'odd-row' | null;
}

/** Settings of the tenant. */
export interface FakeSettings {
  /** False: sign-ins are refused for want of a premium licence. */
  premium: boolean;
  /** Sign-ins are left out of pages of more users than this, as if there were none. */
  signInsUpTo: number;
  /** The tenant that tokens and the organisation are of. */
  answersAs: string;
  /** So many reads of single users and their groups show what was before the last change. */
  staleReads: number;
  /** Added to the number of users that is claimed; taken back after so many times. */
  miscount: { by: number; times: number };
  pageTrouble: PageTrouble;
  /** Tokens that say nothing of themselves. */
  opaqueTokens: boolean;
  /** Seconds that a token lives. */
  tokenLife: number;
  readonly delta: FakeDelta;
}

/** The whole tenant. */
export interface FakeWorld {
  readonly tenant: string;
  readonly users: Map<string, FakeUser>;
  readonly groups: Map<string, FakeGroup>;
  readonly roles: Map<string, FakeRole>;
  readonly skus: Map<string, FakeSku>;
  readonly devices: Map<string, FakeDevice>;
  readonly settings: FakeSettings;
  /** Users and groups as they were before the last change. */
  before: { readonly users: Map<string, FakeUser>; readonly groups: Map<string, FakeGroup> } | null;
  /** Counts changes: instants that Entra sets are made from it. */
  tick: number;
  /** Links to changes that were given: what users looked like then, and, once it was followed, what is told. */
  readonly links: Map<string, FakeLink>;
}

/** What users looked like when a link to changes was given, by id. */
export interface FakeLink {
  readonly select: readonly string[];
  readonly rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  told: { readonly rows: readonly unknown[]; readonly next: string } | null;
}

const KINDS = { user: 'a', group: 'b', sku: 'c', role: 'd', client: 'e', tenant: 'f', device: '1', plan: '2' } as const;

/** An object id that tells people what it is: `guid('user', 7)`. */
export function guid(kind: keyof typeof KINDS, number: number): string {
  return `${KINDS[kind].repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The tenant of the tests. */
export const TENANT = guid('tenant', 1);

/** A member of the organisation who can sign in, from a few words. */
export function fakeUser(number: number, given: Partial<FakeUser> = {}): FakeUser {
  return {
    id: guid('user', number),
    login: `user${number}@exempel.example`,
    mail: null,
    name: `Påhittad Person ${number}`,
    enabled: true,
    type: 'Member',
    created: '2024-02-01T08:00:00Z',
    synced: false,
    usageLocation: 'SE',
    validFrom: '2024-02-01T08:00:00Z',
    licences: [],
    signIns: undefined,
    mailbox: null,
    ...given,
  };
}

/** A security group that is changed by hand, from a few words. */
export function fakeGroup(number: number, members: readonly number[], given: Partial<FakeGroup> = {}): FakeGroup {
  return {
    id: guid('group', number),
    groupTypes: [],
    mailEnabled: false,
    securityEnabled: true,
    rule: null,
    synced: false,
    roleAssignable: false,
    skus: [],
    members: new Set(members.map((one) => guid('user', one))),
    ...given,
  };
}

/** A licence that was assigned to the user, or to a group the user is in. */
export function assigned(sku: number, group: number | null = null, more: Partial<FakeAssignment> = {}): FakeAssignment {
  return {
    skuId: guid('sku', sku),
    group: group === null ? null : guid('group', group),
    state: 'Active',
    updated: '2024-03-01T08:00:00Z',
    ...more,
  };
}

/** What a tenant begins with. */
export interface WorldParts {
  readonly users?: readonly FakeUser[];
  readonly groups?: readonly FakeGroup[];
  readonly roles?: readonly FakeRole[];
  readonly skus?: readonly FakeSku[];
  readonly devices?: readonly FakeDevice[];
  readonly settings?: Partial<FakeSettings>;
}

function byId<T extends { readonly id: string }>(records: readonly T[] = []): Map<string, T> {
  return new Map(records.map((one) => [one.id, one]));
}

/** A tenant. */
export function fakeWorld(parts: WorldParts = {}): FakeWorld {
  return {
    tenant: TENANT,
    users: byId(parts.users),
    groups: byId(parts.groups),
    roles: byId(parts.roles),
    skus: byId(parts.skus),
    devices: byId(parts.devices),
    settings: {
      premium: true,
      signInsUpTo: 119,
      answersAs: TENANT,
      staleReads: 0,
      miscount: { by: 0, times: 0 },
      pageTrouble: null,
      opaqueTokens: false,
      tokenLife: 3599,
      delta: {
        page: 100,
        repeats: false,
        empties: false,
        partial: false,
        reason: 'changed',
        forgets: null,
        silentOn: [],
        hides: 0,
        trouble: null,
      },
      ...parts.settings,
    },
    before: null,
    tick: 0,
    links: new Map(),
  };
}
