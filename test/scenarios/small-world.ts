/** A company of three for stories about hardware: files, a directory and an inventory that say the same on the first day. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EditValue } from '../../reconciler/model/proposal.ts';
import { newYaml } from '../../reconciler/record/new-yaml.ts';
import type { WorldAbilities, WorldAccount } from '../../reconciler/systems/practice/wire.ts';
import type { Kind } from '../year/documents.ts';

/** A device of a story, as its file has it; `lease` also puts it on that lease. */
export interface StoryDevice {
  readonly id: string;
  readonly holder: string | null;
  readonly fields: { readonly [key: string]: EditValue };
}

/** What a story begins with. */
export interface Beginning {
  readonly devices: readonly StoryDevice[];
  /** Leases by id; their lines are those of the devices that name them, 300.00 SEK a month each unless they say otherwise. */
  readonly leases?: Readonly<Record<string, { readonly [key: string]: EditValue }>>;
  /** What the directory can do besides, and what its accounts have. */
  readonly directory?: { readonly abilities: WorldAbilities; readonly account: Partial<WorldAccount> };
  /** Files besides. */
  readonly files?: Readonly<Record<string, string>>;
}

const PEOPLE = [
  ['e-1', 'Agda Avgångsson'],
  ['e-2', 'Bertil Bytare'],
  ['e-3', 'Cissi Chefsdotter'],
] as const;

const ORGANISATION = `name: Påhittade Bolaget
timeZone: Europe/Stockholm
locale: en
companies:
  - {id: se, name: Påhittade Bolaget AB, country: SE, currency: SEK, vat: {rate: 25, deductible: 100}}
units:
  - {id: kontor, name: Kontoret, company: se, manager: e-3}
desks:
  it: {name: IT, email: it@pahittade.example}
  hr: {name: HR, email: hr@pahittade.example}
  finance: {name: Ekonomi, email: ekonomi@pahittade.example}
  legal: {name: Juridik, email: juridik@pahittade.example}
`;

const POLICIES: Readonly<Record<string, string>> = {
  'policies/access.yaml': "cutOff: '16:00'\nladder: {groups: P7D, licences: P14D, deletionDue: P90D}\n",
  'policies/devices.yaml': `defaults:
  - {types: [smartcard, key], disposition: destroy}
  - {ownership: [third-party], disposition: return-to-owner}
  - {ownership: [personal], disposition: keep}
  - {ownership: [owned, leased], disposition: release}
decideTypes: [laptop]
buyout: {kinds: [employee], types: [laptop, phone, tablet]}
decisionDeadline: P14D
minimumLeaseLeft: P90D
graceUntilLost: P14D
wipe: {inside: clear, outside: purge}
release: {merge: review, unmergedAfter: P3D}
`,
  'policies/systems/ad.yaml':
    'id: ad\nmode: enforce\nkind: practice\ntenant: pahittade-ad\nholds: [accounts]\nidentityProvider: true\ndesk: it\nworld: ad.json\n',
  'policies/systems/inventory.yaml':
    'id: inventory\nmode: enforce\nkind: practice\ntenant: pahittade-inventory\nholds: [assets]\nworld: inventory.json\n',
};

function personFile(id: string, name: string): string {
  return newYaml('employee', `state/employees/${id}.yaml`, {
    id,
    person: { name, email: `${id}@pahittade.example` },
    kind: 'employee',
    unit: 'kontor',
    firstDay: '2020-01-07',
    accounts: [{ system: 'ad', id: `ad-${id}`, login: `login-${id}` }],
  });
}

function deviceFile({ id, holder, fields }: StoryDevice): string {
  const value = { id, type: 'laptop', status: 'in-use', holder, ownership: 'owned', company: 'se', inventory: { system: 'inventory', id } };
  const { rent: _, ...own } = fields;
  return newYaml('device', `state/devices/${id}.yaml`, { ...value, ...own });
}

function leaseFile(id: string, beginning: Beginning): string {
  const own = beginning.devices.filter(({ fields }) => fields['lease'] === id);
  const lines = Object.fromEntries(own.map((device) => [device.id, { rent: device.fields['rent'] ?? '300.00 SEK' }]));
  const value = { id, lessor: 'Hyrbert Finans', company: 'se', ...beginning.leases?.[id], lines };
  return newYaml('lease', `state/leases/${id}.yaml`, value);
}

/** All files on the first day. */
export function filesOf(beginning: Beginning): Map<string, string> {
  const own = (kind: Kind, entries: readonly (readonly [string, string])[]) =>
    entries.map(([id, text]) => [`state/${kind}s/${id}.yaml`, text] as const);
  return new Map([
    ['state/organisation.yaml', ORGANISATION],
    ...Object.entries(POLICIES),
    ...own(
      'employee',
      PEOPLE.map(([id, name]) => [id, personFile(id, name)]),
    ),
    ...own(
      'device',
      beginning.devices.map((device) => [device.id, deviceFile(device)]),
    ),
    ...own(
      'lease',
      Object.keys(beginning.leases ?? {}).map((id) => [id, leaseFile(id, beginning)]),
    ),
    ...Object.entries(beginning.files ?? {}),
  ]);
}

/** Writes what the systems hold on the first day. */
export function writeSystems(exports: string, beginning: Beginning): void {
  const account = (id: string) => ({
    id: `ad-${id}`,
    login: `login-${id}`,
    email: null,
    enabled: true,
    groups: [],
    roles: [],
    licences: [],
    sessions: 1,
    lastUse: '2026-11-30',
    createdOn: '2020-01-07',
    ...beginning.directory?.account,
  });
  const asset = ({ id, holder, fields }: StoryDevice) => ({
    id,
    tag: id,
    serial: `SN-${id}`,
    holder: holder === null ? '' : `login-${holder}`,
    status: fields['status'] ?? 'in-use',
  });
  mkdirSync(exports, { recursive: true });
  const write = (name: string, value: unknown) => writeFileSync(join(exports, `${name}.json`), JSON.stringify(value));
  const abilities = beginning.directory === undefined ? {} : { abilities: beginning.directory.abilities };
  write('ad', { tenant: 'pahittade-ad', ...abilities, accounts: PEOPLE.map(([id]) => account(id)) });
  write('inventory', { tenant: 'pahittade-inventory', assets: beginning.devices.map(asset) });
}
