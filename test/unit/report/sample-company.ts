/** The invented company of the report tests: people, devices, systems, as the files would have them. */
import { resolvePolicy } from '../../../reconciler/defaults.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Lease } from '../../../schemas/lease.ts';
import type { Offboarding } from '../../../schemas/offboarding.ts';
import type { Organisation } from '../../../schemas/organisation.ts';

/** Treats a plain literal as a branded value; only for tests. */
export function as(value: unknown): never {
  return value as never;
}

export const SECRET_NAME = 'Zebulon Hemligsson';
export const SECRET_LOGIN = 'zebulon.h';

const employees: readonly unknown[] = [
  {
    id: 'e-1',
    person: { name: SECRET_NAME, email: 'z@latsas.example' },
    kind: 'employee',
    unit: 'syd',
    lastDay: '2026-12-31',
    accounts: [{ system: 'ad', id: 'e-1-ad-0d9a6c1e-5b7f', login: SECRET_LOGIN }],
  },
  {
    id: 'e-2',
    person: 'withheld',
    kind: 'employee',
    unit: 'syd',
    lastDay: '2027-01-08',
    accounts: [{ system: 'ad', id: 'e-2-ad-0d9a6c1e-5b7f', login: 'skyddad.person' }],
  },
  { id: 'e-3', person: { name: 'Bo Påhittsson' }, kind: 'employee', unit: 'syd', manager: 'e-9', lastDay: '2027-01-05' },
  { id: 'e-4', person: { name: 'Tyst Tystsson' }, kind: 'employee', unit: 'syd', manager: 'e-9', lastDay: '2026-12-28' },
  {
    id: 'e-5',
    person: { name: 'Mimmi Mellansson' },
    kind: 'employee',
    unit: 'syd',
    leaves: [{ from: '2026-11-01', to: '2027-08-31', licences: 'park' }],
  },
  {
    id: 'e-6',
    person: { name: 'David Demoson' },
    kind: 'employee',
    unit: 'syd',
    assignments: [
      { id: 'a1', client: 'kund-ett', from: '2026-01-01', to: '2026-12-31' },
      { id: 'a2', client: 'kund-tva', from: '2026-01-01' },
    ],
  },
  {
    id: 'e-7',
    person: { name: 'Iben Opdigtet' },
    kind: 'employee',
    unit: 'konsult-dk',
    lastWorkingDay: '2026-11-29',
    lastDay: '2027-01-31',
  },
  { id: 'e-9', person: { name: 'Lina Ledsam' }, kind: 'employee', unit: 'syd' },
  {
    id: 'x-1',
    person: { name: 'Otto Utsourcad' },
    kind: 'consultant',
    unit: 'syd',
    lastDay: '2026-12-20',
    accounts: [{ system: 'vpn', id: 'vpn-otto', login: 'otto.u' }],
  },
  { id: 's-1', person: { name: 'Sven Säsong' }, kind: 'temp', unit: 'lager', lastDay: '2026-12-31' },
  { id: 's-2', person: { name: 'Siv Säsong' }, kind: 'temp', unit: 'lager', lastDay: '2026-12-31' },
];

const devices: readonly unknown[] = [
  { id: 'LT-0001', type: 'laptop', status: 'in-use', holder: 'e-1', ownership: 'leased', lease: 'hy-2024-017' },
  { id: 'LT-0003', type: 'laptop', status: 'in-use', holder: 'e-3', ownership: 'owned' },
  { id: 'PH-0004', type: 'phone', status: 'in-use', holder: 'e-4', ownership: 'owned' },
  { id: 'LT-0005', type: 'laptop', status: 'available', holder: null, ownership: 'owned' },
];

const organisation: Organisation = as({
  name: 'Låtsas Gruppen',
  timeZone: 'Europe/Stockholm',
  locale: 'en',
  companies: [
    { id: 'se', name: 'Låtsas Bemanning AB', country: 'SE', currency: 'SEK', vat: { rate: 25, deductible: 100 } },
    { id: 'dk', name: 'Opdigt Konsulent ApS', country: 'DK', currency: 'DKK' },
  ],
  units: [
    { id: 'syd', name: 'Bemanning Syd', company: 'se', manager: 'e-9' },
    { id: 'lager', name: 'Lager', company: 'se', manager: 'e-9' },
    { id: 'konsult-dk', name: 'Konsult DK', company: 'dk' },
  ],
  desks: { hr: { name: 'HR' }, it: { name: 'IT' }, driftpahitt: { name: 'Driftpåhitt AB', supplier: true, respond: 'PT8H' } },
});

function byId<T extends { id: string }>(items: readonly unknown[]): ReadonlyMap<never, T> {
  return as(new Map(items.map((item) => [(item as T).id, item])));
}

const systems = new Map(
  [
    { kind: 'practice', id: 'ad', mode: 'enforce', tenant: 'ad', holds: ['accounts'], world: 'ad.json', identityProvider: true },
    {
      kind: 'practice',
      id: 'm365',
      mode: 'enforce',
      tenant: 'm365',
      holds: ['accounts'],
      world: 'm365.json',
      licences: [{ id: 'SPE_E3', price: '389.00 SEK', per: 'month', commitment: { until: '2027-06-30', quantity: 49 } }],
    },
    { kind: 'practice', id: 'crm', mode: 'observe', tenant: 'crm', holds: ['accounts'], world: 'crm.json' },
    {
      kind: 'csv',
      id: 'vpn',
      mode: 'enforce',
      tenant: 'vpn',
      holds: ['accounts'],
      tables: [],
      supplier: { does: 'driftpahitt', checks: 'it', within: 'PT8H' },
    },
  ].map((system) => [system.id, system]),
);

export const desired: Desired = as({
  commit: '3f2c1ab'.padEnd(40, '0'),
  organisation,
  employees: byId<Employee>(employees),
  devices: byId<Device>(devices),
  leases: byId<Lease>([
    { id: 'hy-2024-017', lessor: 'Hyrbert Finans', company: 'se', from: '2024-03-01', to: '2027-02-28', notice: 'P30D', lines: {} },
  ]),
  offboardings: new Map<string, Offboarding>([
    ['e-1', as({ employee: 'e-1', kind: 'planned', spell: '2026-12-31', devices: { 'LT-0001': { disposition: 'release' } } })],
    ['e-4', as({ employee: 'e-4', kind: 'planned', spell: '2026-12-28', silent: true })],
  ]),
  exceptions: byId([
    {
      id: 'ex-1',
      subject: { device: 'LT-0003' },
      change: 'release',
      reason: 'handover',
      owner: 'e-9',
      from: '2026-12-21',
      until: '2027-01-10',
    },
  ]),
  holds: byId([{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-28' }]),
  cleanups: new Map(),
  readings: new Map(),
  overrides: new Map(),
  systems: as(systems),
  policy: resolvePolicy({ access: as({ cutOff: '16:00' }) }),
  files: new Map(),
  broken: new Map(),
});
