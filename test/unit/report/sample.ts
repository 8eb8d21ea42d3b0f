/** A small invented company and the plan of one night, as values; what the report tests read. */
import type { Change } from '../../../reconciler/model/change.ts';
import type { Correlation } from '../../../reconciler/model/correlation.ts';
import type { DeskItem } from '../../../reconciler/model/desk-record.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import type { Outcome } from '../../../reconciler/model/outcome.ts';
import type { Held, Plan, SourceLine, Stop } from '../../../reconciler/model/plan.ts';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import type { ReportView } from '../../../reconciler/report/view.ts';

import { as, desired, SECRET_NAME } from './sample-company.ts';
import { findings } from './sample-findings.ts';
import { change, held, reason } from './sample-lines.ts';

export { as, desired, SECRET_LOGIN, SECRET_NAME } from './sample-company.ts';
export { findings } from './sample-findings.ts';
export { change, finding, held, reason } from './sample-lines.ts';

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
  as({
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
  return as({
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
  notices: new Map(),
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
  published: new Map(),
});

/** What the supplier was given over the months. */
export const deskRecord: readonly DeskItem[] = as(
  [
    ['2026-10-05', 'on-time', 0],
    ['2026-11-02', 'late', 3],
    ['2026-11-20', 'on-time', 0],
    ['2026-11-25', 'late', 12],
    ['2026-12-01', 'withdrawn', 0],
    ['2026-12-21', 'overdue', 13],
    ['2027-01-04', 'open', 0],
  ].map(([on, state, days]) => ({ desk: 'driftpahitt', system: 'vpn', account: 'vpn-otto', on, state, days })),
);

/** The night as a view; parts may be replaced. */
export function view(parts: Partial<ReportView> = {}): ReportView {
  return {
    plan,
    outcomes: [],
    pulls: [{ key: 'release/e-1-2026-12-31', outcome: 'opened', address: null, detail: null }],
    desired,
    memory,
    deskRecord,
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
