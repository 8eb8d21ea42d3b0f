/** A small invented company and the plan of one night, as values; what the report tests read. */

import { resolvePolicy } from '../../../reconciler/defaults.ts';
import type { Change, Reason } from '../../../reconciler/model/change.ts';
import type { Correlation } from '../../../reconciler/model/correlation.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Finding } from '../../../reconciler/model/finding.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import type { Outcome } from '../../../reconciler/model/outcome.ts';
import type { Held, Plan, SourceLine, Stop } from '../../../reconciler/model/plan.ts';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import type { ReportView } from '../../../reconciler/report/view.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Lease } from '../../../schemas/lease.ts';
import type { Offboarding } from '../../../schemas/offboarding.ts';
import type { Organisation } from '../../../schemas/organisation.ts';
import type { System } from '../../../schemas/system.ts';

/** Treats a plain literal as a branded value; only for tests. */
export function as<T>(value: unknown): T {
  return value as T;
}

export const SECRET_NAME = 'Zebulon Hemligsson';
export const SECRET_LOGIN = 'zebulon.h';

export function reason(rule: string, file = 'policies/access.yaml', line = 14): Reason {
  return { rule, file, pointer: '/cutOff', line };
}

export interface ChangeSketch {
  readonly person: string | null;
  readonly system?: string;
  readonly kind?: string;
  readonly late?: number;
  readonly due?: string;
  readonly class?: string;
  readonly by?: unknown;
  readonly cost?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly account?: string;
  readonly rule?: string;
}

export function change(sketch: ChangeSketch): Change {
  const { person, system = 'ad', kind = 'disable' } = sketch;
  const account = sketch.account ?? `${person}-${system}-0d9a6c1e-5b7f`;
  return as<Change>({
    id: `${kind}/${person}/spell:2026-12-31/${system}/${account}`,
    person,
    spell: '2026-12-31',
    cause: 'spell:2026-12-31',
    system,
    kind,
    account,
    class: sketch.class ?? 'surprise',
    effect: 'set',
    because: reason(sketch.rule ?? 'cut-off'),
    precondition: null,
    reversible: 'yes',
    dependsOn: [],
    by: sketch.by ?? 'reconciler',
    cost: sketch.cost ?? null,
    due: sketch.due ?? '2026-12-31T15:00:00Z',
    late: sketch.late ?? 4,
    before: sketch.before ?? { enabled: true },
    after: sketch.after ?? { enabled: false },
  });
}

export function held(of: Change, by: string, releasedBy: string, until: string | null = null): Held {
  return as<Held>({ change: of, by, releasedBy, until });
}

export function finding(code: string, parts: Partial<Record<keyof Finding, unknown>> = {}): Finding {
  const subject = as<Record<string, string>>(parts.subject ?? {});
  return as<Finding>({
    key: `${code}/${Object.values(subject).join('/')}`,
    code,
    severity: 'warning',
    subject,
    values: {},
    who: null,
    day: null,
    cost: null,
    because: reason(code, 'policies/drift.yaml', 3),
    ...parts,
  });
}

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

const organisation = as<Organisation>({
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
  return as(new Map(items.map((item) => [as<T>(item).id, item])));
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
  systems: as<ReadonlyMap<never, System>>(systems),
  policy: resolvePolicy({ access: as({ cutOff: '16:00' }) }),
  files: new Map(),
  broken: new Map(),
});

export const changes: readonly Change[] = [
  change({ person: 'e-1' }),
  change({ person: 'e-1', kind: 'sessions' }),
  change({ person: 'e-1', system: 'm365' }),
  change({
    person: 'x-1',
    system: 'm365',
    kind: 'licences',
    class: 'rung',
    rule: 'ladder-licences',
    before: { licences: ['SPE_E3'] },
    after: { licences: [] },
    cost: { monthly: '389.00 SEK', from: '2027-07-01' },
    late: 0,
    due: '2027-01-03T23:00:00Z',
  }),
  change({
    person: 'x-1',
    system: 'vpn',
    account: 'vpn-otto',
    by: { desk: 'driftpahitt' },
    late: 15,
    class: 'known',
    due: '2026-12-20T15:00:00Z',
  }),
];

export const heldChanges: readonly Held[] = [
  held(
    change({
      person: 'e-1',
      system: 'm365',
      kind: 'licences',
      class: 'rung',
      due: '2027-01-17T23:00:00Z',
      before: { licences: ['SPE_E3'] },
      after: { licences: [] },
    }),
    'hold:m-7',
    'hold-ends',
  ),
  held(change({ person: 'e-1', system: 'crm' }), 'observe', 'switch-to-enforce'),
  held(change({ person: 's-1', late: 3 }), 'guardrail:surprise', 'override'),
  held(change({ person: 's-2', late: 3 }), 'guardrail:surprise', 'override'),
];

export const stop: Stop = as({
  class: 'surprise',
  system: 'all',
  window: 'run',
  due: 3,
  limit: 1,
  went: 1,
  held: ['s-1', 's-2'],
  digest: 'b4'.repeat(32),
});

export const proposals: readonly Proposal[] = [
  as({
    key: 'release/e-1-2026-12-31',
    purpose: 'release',
    person: 'e-1',
    system: null,
    day: '2026-12-31',
    urgent: true,
    silent: false,
    files: [{ file: 'state/devices/LT-0001.yaml', edits: [{ op: 'setScalar', path: ['holder'], value: null }] }],
    lines: [
      {
        tag: 'LT-0001',
        text: 'release-awaited',
        values: { device: 'LT-0001', type: 'laptop', from: 'e-1', since: '2026-12-31' },
        remarks: [
          { text: 'lease-notice', values: { lease: 'hy-2024-017', by: '2027-01-29', to: '2027-02-28' } },
          { text: 'note', values: { note: `Charger of ${SECRET_NAME} @everyone` } },
        ],
        because: reason('device-day', 'state/employees/e-1.yaml', 9),
      },
    ],
    checklist: [{ tag: 'LT-0001', items: [{ text: 'return', done: false }] }],
    because: reason('device-day', 'state/employees/e-1.yaml', 9),
  }),
];

function money(monthly: string | null, once: string | null = null, from: string | null = null) {
  return { monthly, once, from };
}

export const findings: readonly Finding[] = [
  ...[1, 2, 3, 4, 5].map((n) =>
    finding('stale-licence', {
      subject: { employee: n === 1 ? 'e-1' : `e-10${n}`, system: 'crm', account: `c${n}`, entitlement: 'CRM' },
      values: { employee: `e-10${n}`, system: 'crm', licence: 'CRM', days: '60', monthly: '690.00 SEK', from: '' },
      cost: money('690.00 SEK'),
    }),
  ),
  ...[1, 2].map((n) =>
    finding('stale-licence', {
      subject: { employee: `e-20${n}`, system: 'm365', account: `v${n}`, entitlement: 'VISIOCLIENT' },
      values: { licence: 'VISIOCLIENT', system: 'm365', days: '90' },
      cost: money('153.00 SEK'),
    }),
  ),
  ...['e-1', 'x-1'].map((person) =>
    finding('leaver-licence', {
      subject: { employee: person, system: 'm365', account: `a-${person}`, entitlement: 'SPE_E3' },
      values: { employee: person, system: 'm365', licence: 'SPE_E3', days: '15', paidInAll: person === 'e-1' ? '14027.00 SEK' : '' },
      cost: money('389.00 SEK', null, '2027-07-01'),
    }),
  ),
  finding('unused-seats', {
    severity: 'info',
    subject: { system: 'm365', entitlement: 'SPE_E3' },
    values: {
      system: 'm365',
      licence: 'SPE_E3',
      bought: '49',
      used: '45',
      unused: '4',
      price: '389.00 SEK',
      monthly: '1556.00 SEK',
      from: '2027-07-01',
    },
    cost: money('1556.00 SEK', null, '2027-07-01'),
  }),
  finding('device-undecided', {
    subject: { employee: 'e-3', device: 'LT-0003' },
    values: {
      variant: 'overdue',
      device: 'LT-0003',
      employee: 'e-3',
      dueDay: '2026-12-22',
      days: '13',
      deviceDay: '2027-01-05',
      lastDay: '2027-01-05',
    },
    who: 'e-9',
    day: '2026-12-22',
  }),
  finding('handover-overdue', {
    severity: 'error',
    subject: { employee: 'x-1', system: 'vpn', account: 'vpn-otto' },
    values: {
      variant: 'still-active',
      employee: 'x-1',
      system: 'vpn',
      days: '15',
      seenDay: '2027-01-03',
      desk: 'driftpahitt',
      checks: 'it',
    },
    who: 'desk:driftpahitt',
    day: '2026-12-21',
  }),
  finding('lease-ending', {
    subject: { lease: 'hy-2024-017' },
    values: {
      variant: 'notice-ahead',
      lease: 'hy-2024-017',
      to: '2027-02-28',
      days: '25',
      noticeDay: '2027-01-29',
      devices: '6',
      monthly: '1314.00 SEK',
    },
    who: 'desk:finance',
    day: '2027-01-29',
    cost: money('1314.00 SEK'),
  }),
  finding('lease-rolling', {
    subject: { lease: 'll-2024-009' },
    values: {
      variant: 'will-roll',
      lease: 'll-2024-009',
      to: '2027-01-31',
      noticeDay: '2026-11-02',
      rollsFrom: '2027-02-01',
      until: '2027-04-30',
      devices: '8',
      rent: '199.00 SEK',
      monthly: '1592.00 SEK',
    },
    who: 'desk:finance',
    day: '2027-02-01',
    cost: money('1592.00 SEK', null, '2027-02-01'),
  }),
  finding('buyout-cost', {
    severity: 'info',
    subject: { employee: 'e-3', device: 'LT-0003', lease: 'll-2025-011' },
    values: {
      device: 'LT-0003',
      employee: 'e-3',
      lease: 'll-2025-011',
      months: '10',
      rent: '219.00 SEK',
      rentLeft: '2190.00 SEK',
      breakFee: '250.00 SEK',
      net: '2440.00 SEK',
      vat: '610.00 SEK',
      gross: '3050.00 SEK',
      netCost: '2440.00 SEK',
      reassignTo: 'e-19',
    },
    who: 'desk:finance',
    day: '2027-01-05',
    cost: money(null, '3050.00 SEK'),
  }),
  finding('orphan-account', {
    subject: { system: 'ad', account: 'tmp-k7' },
    values: { system: 'ad', account: 'tmp-k7', enabled: 'yes', lastUse: 'never' },
  }),
];

const sources: readonly SourceLine[] = [
  { system: 'ad', counts: { accounts: 71, enabled: 60, declaredEnabled: 50 }, expected: 71, complete: ['existence', 'status'], doubts: [] },
  { system: 'm365', counts: { accounts: 52 }, expected: 52, complete: ['existence', 'status', 'groups', 'licences'], doubts: [] },
  {
    system: 'crm',
    counts: { accounts: 40 },
    expected: null,
    complete: [],
    doubts: [{ attribute: 'all', code: 'not-ended', message: 'the last page did not say that it is the last' }],
  },
  { system: 'vpn', counts: { accounts: 1031 }, expected: 1031, complete: ['existence', 'status'], doubts: [] },
].map((line) =>
  as<SourceLine>({
    digest: 'a3'.repeat(32),
    tenant: line.system,
    readAt: '2027-01-04T01:00:05Z',
    freshAt: line.system === 'vpn' ? '2027-01-03T10:00:00Z' : '2027-01-04T01:00:05Z',
    isNew: true,
    ...line,
  }),
);

export const plan: Plan = as({
  formatVersion: '1.0',
  id: 'c5'.repeat(32),
  asOf: '2027-01-04T01:00:00Z',
  simulated: false,
  zone: 'Europe/Stockholm',
  base: '3f2c1ab'.padEnd(40, '0'),
  inputs: { 'state/organisation.yaml': 'd6'.repeat(20) },
  policyTree: 'e7'.repeat(20),
  expiresAt: '2027-01-04T11:00:00Z',
  tool: '0.1.0',
  only: null,
  sources,
  limits: [
    { name: 'surprise', value: 3, limit: 1, verdict: 'stopped' },
    { name: 'known', value: 0, limit: 1806, verdict: 'within' },
  ],
  changes,
  proposals,
  findings,
  held: heldChanges,
  stops: [stop],
  forecast: [
    { person: 'e-3', cause: 'spell:2027-01-05', cutOff: '2027-01-05T15:00:00Z', systems: ['ad'] },
    { person: 'e-4', cause: 'spell:2027-01-05', cutOff: '2027-01-05T15:00:00Z', systems: ['ad'] },
  ],
  upcoming: [{ day: '2027-01-05', kind: 'device-day', person: 'e-3', subject: 'LT-0003', system: null }],
  baselines: [],
  knownIds: { 'e-1/ad': 'e-1-ad-0d9a6c1e-5b7f' },
});

export function outcome(of: Change, kind: string, at: string, detail: string | null = null): Outcome {
  return as<Outcome>({
    change: of.id,
    kind: of.kind,
    person: of.person,
    system: of.system,
    account: 'asset' in of ? of.asset : of.account,
    class: of.class,
    outcome: kind,
    detail,
    at,
  });
}

export const outcomes: readonly Outcome[] = changes.map((one, index) =>
  outcome(one, one.by === 'reconciler' ? 'verified' : 'handed-over', `2027-01-04T01:00:4${index}Z`),
);

export const correlation: Correlation = as({
  links: [...desired.employees.values()].flatMap((employee) =>
    (employee.accounts ?? []).map((line, index) => ({
      person: employee.id,
      employee,
      system: line.system,
      line,
      index,
      situation: 'linked',
      account: null,
    })),
  ),
  strangers: [{ system: 'ad', id: 'tmp-k7', account: { id: 'tmp-k7', login: 'tmp.konsult7' }, as: 'orphan', candidates: [] }],
});

export const memory: Memory = as({
  kind: 'recalled',
  head: null,
  genesis: null,
  runs: [
    {
      run: '20270103T010000Z-aaaaaaaa',
      commit: 'f'.repeat(40),
      asOf: '2027-01-03T01:00:00Z',
      endedAt: '2027-01-03T01:02:00Z',
      completed: true,
    },
  ],
  verified: new Map([
    [
      'disable/x-1/spell:2026-12-20/ad/x-1-ad',
      {
        change: 'disable/x-1/spell:2026-12-20/ad/x-1-ad',
        person: 'x-1',
        system: 'ad',
        account: 'x-1-ad',
        kind: 'disable',
        cause: 'spell:2026-12-20',
        at: '2026-12-21T01:00:30Z',
        run: '20261221T010000Z-bbbbbbbb',
        before: null,
        sealed: null,
      },
    ],
  ]),
  handedOver: new Map([
    [
      'disable/x-1/spell:2026-12-20/vpn/vpn-otto',
      {
        change: 'disable/x-1/spell:2026-12-20/vpn/vpn-otto',
        person: 'x-1',
        system: 'vpn',
        account: 'vpn-otto',
        kind: 'disable',
        at: '2026-12-21T01:00:31Z',
        run: '20261221T010000Z-bbbbbbbb',
      },
    ],
  ]),
  undone: new Set(),
  refused: new Map(),
});

/** The night as a view; parts may be replaced. */
export function view(parts: Partial<ReportView> = {}): ReportView {
  return {
    plan,
    outcomes: [],
    pulls: [{ key: 'release/e-1-2026-12-31', outcome: 'opened', address: null, detail: null }],
    desired,
    memory,
    correlation,
    locale: 'en',
    names: false,
    exit: 5,
    exits: [5],
    run: '20270104T010000Z-cccccccc',
    journal: 'verified',
    ...parts,
  };
}
