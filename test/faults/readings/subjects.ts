/** Every kind of system over HTTP with its counterpart: eight people (or devices) each, one of whom leaves, and how its answers look. */
import type { SystemReader, SystemWriter } from '../../../reconciler/ports.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import type { FakeClock } from '../../fakes/clock.ts';
import { fakeUser as entraUser, fakeWorld as entraWorld, type FakeDevice, guid } from '../../fakes/entra/world.ts';
import { fakeOrganisation } from '../../fakes/github-org/world.ts';
import { fakeGoogleWorld, fakeUser as googleUser, idFor } from '../../fakes/google/world.ts';
import { fakeOkta, oktaUser } from '../../fakes/okta/world.ts';
import { scimUser } from '../../fakes/scim/world.ts';
import { fakeSlack, slackMember } from '../../fakes/slack.ts';
import { fakeWorld as snipeWorld } from '../../fakes/snipe-it/world.ts';
import { tokenFor } from '../../fakes/snipe-it.ts';
import { openDevices, open as openTenant, SECRETS } from '../../unit/systems/entra/tenant.ts';
import { open as openOrganisation } from '../../unit/systems/github/organisation.ts';
import { keysOf, open as openGoogle } from '../../unit/systems/google/workspace.ts';
import { open as openOrg } from '../../unit/systems/okta/org.ts';
import { open as openService } from '../../unit/systems/scim/service.ts';
import { open as openSlack } from '../../unit/systems/slack/workspace.ts';
import { open as openInstance, SERVICE_USER } from '../../unit/systems/snipe-it/instance.ts';
import { type Row, type Shape, TOTAL } from './fault.ts';
import { openCatalog } from './rt-catalog.ts';
import type { Outgoing, Whole } from './ways.ts';

/** A counterpart made anew, with the adapter before it. */
export interface Opened {
  readonly system: System;
  readonly reader: SystemReader;
  readonly writer: SystemWriter | null;
  readonly clock: FakeClock;
}

/** One column of the table. */
export interface Subject {
  readonly kind: System['kind'];
  readonly holds: 'accounts' | 'assets';
  /** Ids there of the eight, in order. The first one leaves, the second one is switched off already. */
  readonly ids: readonly string[];
  readonly shape: Shape;
  /** What the runner holds. */
  readonly credential: (name: string) => string | null;
  /** True where nothing can be written. */
  readonly isReadOnly?: boolean;
  /** True for the pages of its main list. */
  readonly isList: (request: Outgoing) => boolean;
  /** True for what changes something there. */
  readonly isChange: (request: Outgoing) => boolean;
  open(): Promise<Opened>;
}

const NUMBERS = Array.from({ length: TOTAL }, (_, index) => index + 1);

function swapped(from: string, to: string) {
  return (whole: Whole): Whole => ({ ...whole, text: whole.text.replaceAll(from, to) });
}

const ends =
  (path: string, query: (search: URLSearchParams) => boolean = () => true) =>
  ({ method, url }: Outgoing) =>
    method === 'GET' && url.pathname.endsWith(path) && query(url.searchParams);

const isPlainChange = ({ method, url }: Outgoing) => method !== 'GET' && !/\/(token|\$batch|graphql)$/u.test(url.pathname);

const byId = (change: (id: string) => unknown): Pick<Shape, 'id' | 'elsewhere'> => ({
  id: (row) => String(row['id']),
  elsewhere: (row) => ({ ...row, id: change(String(row['id'])) }),
});

/** A token of Microsoft says whose it is. */
function otherToken(text: string): string {
  const { access_token: token, ...rest } = JSON.parse(text) as { readonly access_token: string };
  const parts = token.split('.');
  const claims = Buffer.from(parts[1] ?? '', 'base64url')
    .toString()
    .replaceAll(guid('tenant', 1), guid('tenant', 2));
  return JSON.stringify({ ...rest, access_token: [parts[0], Buffer.from(claims).toString('base64url'), parts[2]].join('.') });
}

const GRAPH = {
  rows: 'value',
  total: null,
  next: ['@odata.nextLink'],
  otherTenant: (whole: Whole, path: string): Whole =>
    path.endsWith('/token') ? { ...whole, text: otherToken(whole.text) } : swapped(guid('tenant', 1), guid('tenant', 2))(whole),
} as const;

function guidElsewhere(row: Row): Row {
  return { ...row, id: String(row['id']).replace('-4000-', '-4999-') };
}

const entra: Subject = {
  kind: 'entra',
  credential: (name) => SECRETS[name as keyof typeof SECRETS],
  holds: 'accounts',
  ids: NUMBERS.map((number) => guid('user', number)),
  shape: { ...GRAPH, ...byId(String), elsewhere: guidElsewhere },
  isList: ends('/users', (search) => search.get('$select')?.includes('accountEnabled') === true),
  isChange: isPlainChange,
  async open() {
    const users = NUMBERS.map((number) => entraUser(number, { enabled: number !== 2 }));
    return openTenant(entraWorld({ users }), { pageSize: 3 });
  },
};

function deviceOf(number: number): FakeDevice {
  const common = { name: `LT-000${number}`, serial: `PF${number}`, user: `user${number}@exempel.example` };
  return { id: guid('device', number), ...common, lastSync: '2027-01-03T08:00:00Z', actions: [] };
}

const intune: Subject = {
  kind: 'intune',
  credential: (name) => SECRETS[name as keyof typeof SECRETS],
  holds: 'assets',
  ids: NUMBERS.map((number) => guid('device', number)),
  shape: { ...GRAPH, ...byId(String), elsewhere: guidElsewhere },
  isReadOnly: true,
  isList: ends('/managedDevices'),
  isChange: isPlainChange,
  async open() {
    const devices = NUMBERS.map(deviceOf);
    return openDevices(entraWorld({ devices }), ['DeviceManagementManagedDevices.Read.All', 'Organization.Read.All']);
  },
};

const google: Subject = {
  kind: 'google',
  credential: keysOf,
  holds: 'accounts',
  ids: NUMBERS.map(idFor),
  shape: {
    rows: 'users',
    total: null,
    next: ['nextPageToken'],
    ...byId((id) => id.replace('1069', '1077')),
    otherTenant: swapped('C0exempel1', 'C0elsewhere'),
  },
  isList: ends('/directory/v1/users'),
  isChange: isPlainChange,
  async open() {
    const users = NUMBERS.map((number) => googleUser(number, { suspended: number === 2 }));
    return openGoogle(fakeGoogleWorld({ users }), { pageSize: 3, showSessions: true });
  },
};

const github: Subject = {
  kind: 'github',
  credential: () => 'ghp_practice',
  holds: 'accounts',
  ids: NUMBERS.map(String),
  shape: { rows: null, total: null, next: [], ...byId((id) => Number(id) + 5000), otherTenant: swapped('4711', '4712') },
  isList: ends('/orgs/exempel/members', (search) => !search.has('role')),
  isChange: isPlainChange,
  open: () => openOrganisation(fakeOrganisation(NUMBERS.map((number) => `person-${number}`)), { pageSize: 3 }),
};

const okta: Subject = {
  kind: 'okta',
  credential: () => '00practice',
  holds: 'accounts',
  ids: NUMBERS.map((number) => `00u${number}`),
  shape: {
    rows: null,
    total: null,
    next: [],
    ...byId((id) => id.replace('00u', '00v')),
    otherTenant: swapped('00oexempel', '00oelsewhere'),
  },
  isList: ends('/api/v1/users', (search) => !search.has('filter')),
  isChange: isPlainChange,
  open: () =>
    openOrg(fakeOkta(NUMBERS.map((number) => oktaUser(`00u${number}`, number === 2 ? { status: 'SUSPENDED' } : {}))), { pageSize: 3 }),
};

const slack: Subject = {
  kind: 'slack',
  credential: () => 'xoxp-practice',
  holds: 'accounts',
  ids: NUMBERS.map((number) => `U${number}`),
  shape: {
    rows: 'members',
    total: null,
    next: ['response_metadata/next_cursor'],
    ...byId((id) => `${id}X`),
    otherTenant: (whole, path) => (path.endsWith('auth.test') ? swapped('"T1"', '"T2"')(whole) : whole),
  },
  isList: ({ url }) => url.pathname.endsWith('/users.list'),
  isChange: ({ method, url }) => method !== 'GET' && url.pathname.includes('/scim/'),
  open: () => openSlack(fakeSlack(NUMBERS.map((number) => slackMember(`U${number}`, { deleted: number === 2 }))), { pageSize: 3 }),
};

const scim: Subject = {
  kind: 'scim',
  credential: () => 'secret-token',
  holds: 'accounts',
  ids: NUMBERS.map((number) => `u-${number}`),
  shape: {
    rows: 'Resources',
    total: 'totalResults',
    next: [],
    ...byId((id) => `${id}-x`),
    otherTenant: (whole, path) => (path.includes('/Groups/') ? { ...whole, status: 404, text: '{}' } : whole),
  },
  isList: ends('/Users'),
  isChange: isPlainChange,
  open: () =>
    openService({ users: NUMBERS.map((number) => scimUser(`u-${number}`, { active: number !== 2 })), settings: { mostPerPage: 3 } }),
};

const snipeIt: Subject = {
  kind: 'snipe-it',
  credential: () => tokenFor(SERVICE_USER),
  holds: 'accounts',
  ids: NUMBERS.map(String),
  shape: {
    rows: 'rows',
    total: 'total',
    next: [],
    ...byId((id) => Number(id) + 5000),
    otherTenant: null,
  },
  isList: ends('/users'),
  isChange: isPlainChange,
  async open() {
    const users = NUMBERS.map((id) => ({ id, activated: id !== 2 }));
    return openInstance(snipeWorld({ users }), { pageSize: 3, holds: ['accounts'] });
  },
};

const rt: Subject = {
  kind: 'rt',
  credential: () => '1-14-token',
  holds: 'assets',
  ids: NUMBERS.map(String),
  shape: {
    rows: 'items',
    total: 'total',
    next: [],
    ...byId((id) => Number(id) + 5000),
    otherTenant: swapped('rt.exempel.example', 'rt.elsewhere.example'),
  },
  isList: ends('/assets'),
  isChange: isPlainChange,
  open: () => openCatalog(NUMBERS),
};

/** The kinds, by name. */
export const SUBJECTS = { entra, github, google, intune, okta, rt, scim, slack, 'snipe-it': snipeIt } as const;

/** The account, or the device, that something is to happen to. */
export function leaverOf({ ids }: Subject): ForeignId {
  return (ids[0] ?? '') as ForeignId;
}
