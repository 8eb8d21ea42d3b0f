/** What a fake service holds, and how it speaks: users and groups as SCIM has them, and the ways in which services differ. */

/** A resource. */
export type Row = Record<string, unknown> & { id: string };

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** How a service speaks. Everything is as the standard has it unless a test says otherwise. */
export interface Settings {
  /** The most that a page holds, whatever is asked for. */
  mostPerPage: number;
  /** By index; by cursor as announced; by cursor although nobody asked. */
  paging: 'index' | 'cursor' | 'cursor-unasked';
  /** Leaves `totalResults` out. */
  withoutTotal: boolean;
  /** 404 to all three documents of discovery. */
  undiscovered: boolean;
  etag: boolean;
  /** `blind`: every filter is answered with nothing; `deaf`: every filter is answered with everything; `none`: 400. */
  filter: 'yes' | 'none' | 'blind' | 'deaf';
  sort: boolean;
  /** Forms of PATCH that are understood. `emptying`: a member that is removed takes all others along. */
  patch: readonly ('path' | 'object' | 'text' | 'member-filter' | 'member-value' | 'emptying' | 'add' | 'ignoring')[];
  /** What is said to a form that is not understood. */
  refusal: 400 | 501;
  put: boolean;
  /** Whether a group's members are shown. */
  members: boolean;
  groups: boolean;
  /** `absent`: the service has no such attribute. */
  entitlements: 'written' | 'read' | 'absent';
  onInactive: 'disabled' | 'hidden' | 'deleted';
  /** How `active` is written in answers. */
  active: 'boolean' | 'text';
  /** A success of a change is answered with nothing. */
  answers204: boolean;
  /** Only `application/json` is taken. */
  plainJson: boolean;
  /** Who `/Me` is; null: there is no such thing. */
  me: string | null;
  /** `meta.location` in every resource. */
  locations: boolean;
}

/** What goes wrong in lists. */
export interface ListTrouble {
  /** The second page is the first one again. */
  repeats?: boolean;
  /** The second page is empty although the total says that there is more. */
  loses?: boolean;
  /** The second cursor is the first one again. */
  circles?: boolean;
  /** Each page claims one record fewer than the page before. */
  shrinks?: boolean;
  /** Nobody is shown, and the total agrees. */
  blind?: boolean;
  /** That many cursors are answered with this error before one is taken. */
  expires?: { times: number; code: string };
  /** Every second record is shown, and the total agrees. */
  halves?: boolean;
}

/** A service's state. Tests change it at any time, as an administrator would. */
export interface ScimWorld {
  readonly users: Map<string, Row>;
  readonly groups: Map<string, Row>;
  readonly versions: Map<string, number>;
  readonly settings: Settings;
  trouble: ListTrouble;
}

const USUAL: Settings = {
  mostPerPage: 100,
  paging: 'index',
  withoutTotal: false,
  undiscovered: false,
  etag: false,
  filter: 'yes',
  sort: false,
  patch: ['path', 'object', 'member-filter', 'add'],
  refusal: 400,
  put: true,
  members: true,
  groups: true,
  entitlements: 'written',
  onInactive: 'disabled',
  active: 'boolean',
  answers204: false,
  plainJson: false,
  me: null,
  locations: true,
};

/** A user from a few words. */
export function scimUser(id: string, more: Readonly<Record<string, unknown>> = {}): Row {
  return {
    schemas: [USER_SCHEMA, ENTERPRISE],
    id,
    userName: `${id}@exempel.example`,
    active: true,
    displayName: `Påhittad ${id}`,
    // Kept by the service, and lost by who writes the whole without it.
    nickName: `nick-${id}`,
    [ENTERPRISE]: { employeeNumber: id, department: 'Påhitt' },
    ...more,
  };
}

/** A group from a few words. */
export function scimGroup(id: string, displayName: string, members: readonly string[]): Row {
  return { schemas: [GROUP_SCHEMA], id, displayName, externalId: `ext-${id}`, members: members.map((value) => ({ value, type: 'User' })) };
}

/** A service with these users and groups. */
export function scimWorld(users: readonly Row[], groups: readonly Row[] = [], settings: Partial<Settings> = {}): ScimWorld {
  return {
    users: new Map(users.map((one) => [one.id, one])),
    groups: new Map(groups.map((one) => [one.id, one])),
    versions: new Map(),
    settings: { ...USUAL, ...settings },
    trouble: {},
  };
}
