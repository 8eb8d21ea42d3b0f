/** The smallest world for each finding. Everything is invented. */
import type { CommitId, EmployeeId, ForeignId, SystemId } from '../../../../schemas/primitives.ts';
import type { FindingCode } from '../../../../schemas/vocabulary.ts';
import { account, at, csvSystem, done, line, person, published, seat, system, verified, type World } from '../world.ts';
import { numberExamples } from './examples-numbers.ts';
import { asset, handed, unknownNotice } from './known.ts';
import { buyout, device, lease, plan, type Tonight } from './look.ts';

/** A world and what tonight does in it. */
export type Example = readonly [World, Tonight?];

const left = person('e-1001', { lastDay: '2026-12-31' });
const here = person('e-1001');
const seats = (id: string, extra = {}) => system('m365', { licences: [{ id, price: '389.00 SEK', per: 'month', ...extra }] });
const inventory = system('inventory', { holds: ['assets'] });

const m365 = (extra: object) => ({ m365: [account('m365-e-1001', extra)] });
const lineM365 = (licences: string[] = []) => ({ accounts: [line('m365', 'm365-e-1001', { licences })] });

/** One per code. */
export const examples: Readonly<Record<FindingCode, Example>> = {
  'account-after-cut-off': [{ people: [left] }],
  'orphan-account': [{ strangers: [{ system: 'ad', account: account('s-1') }] }],
  'undeclared-guest': [{ strangers: [{ system: 'ad', account: account('g-1', { guest: true }) }] }],
  'unlinked-account': [
    {
      people: [person('e-1001', { accounts: [line('ad', null, { login: 'annexe' })] })],
      accounts: { ad: [account('a-1', { login: 'annexe' })] },
    },
  ],
  'disputed-account': [{ people: [here], situations: { 'e-1001/ad': 'disputed' } }],
  'account-re-enabled': [
    {
      people: [left],
      memory: { verified: verified(done('disable', { person: 'e-1001', cause: 'spell:2026-12-31', at: at('2027-01-01') })) },
    },
  ],
  'account-disabled-by-us': [
    {
      people: [here],
      accounts: { ad: [account('ad-e-1001', { enabled: false })] },
      memory: { verified: verified(done('disable', { person: 'e-1001', cause: 'spell:2026-12-31', at: at('2027-01-01') })) },
    },
  ],
  'account-missing': [{ people: [here], accounts: { ad: [] } }],
  'grant-missing': [
    { people: [person('e-1001', { accounts: [line('ad', 'ad-e-1001', { grants: ['vpn'] })] })], accounts: { ad: [account('ad-e-1001')] } },
  ],
  'licence-missing': [{ people: [person('e-1001', lineM365(['E3']))], systems: [seats('E3')], accounts: m365({}) }],
  'undeclared-grant': [{ people: [here], accounts: { ad: [account('ad-e-1001', { groups: ['vpn'] })] } }],
  'undeclared-licence': [{ people: [person('e-1001', lineM365())], systems: [seats('E3')], accounts: m365({ licences: [seat('E3')] }) }],
  'stale-licence': [
    {
      people: [person('e-1001', lineM365(['E3']))],
      systems: [seats('E3')],
      accounts: m365({ licences: [seat('E3')], lastUse: '2026-10-01' }),
    },
  ],
  'leaver-licence': [
    {
      people: [person('e-1001', { ...lineM365(['E3']), lastDay: '2026-12-20' })],
      systems: [seats('E3')],
      accounts: m365({ enabled: false, licences: [seat('E3')] }),
    },
  ],
  'unused-seats': [{ systems: [seats('E3', { seats: 2 })] }],
  'deletion-due': [
    {
      people: [person('e-1001', { lastDay: '2026-09-30' })],
      accounts: { ad: [account('ad-e-1001', { enabled: false })] },
      memory: { verified: verified(done('disable', { person: 'e-1001', cause: 'spell:2026-09-30', at: at('2026-10-01', '02:00') })) },
    },
  ],
  'handover-overdue': [
    {
      people: [person('e-1001', { lastDay: '2026-12-20', accounts: [line('vpn', 'vpn-e-1001')] })],
      systems: [csvSystem('vpn', { supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } })],
      memory: { handedOver: handed('e-1001', 'vpn') },
    },
  ],
  'device-awaited': [
    { people: [left], devices: [device('LT-1', null, { status: 'awaited', awaitedFrom: 'e-1001', awaitedSince: '2026-12-31' })] },
  ],
  'device-to-wipe': [{ devices: [device('LT-1', null, { status: 'received' })] }],
  'device-ready': [{ devices: [device('LT-1', null, { status: 'available' })] }],
  'device-idle': [{ devices: [device('LT-1', null, { status: 'available', returned: { on: '2026-06-30', condition: 'ok' } })] }],
  'device-wiped-in-use': [
    { people: [here], devices: [device('LT-1', 'e-1001', { received: '2024-01-10', wiped: { on: '2026-12-20', method: 'clear' } })] },
  ],
  'device-still-seen': [
    {
      systems: [inventory],
      devices: [
        device('LT-1', null, {
          status: 'received',
          returned: { on: '2026-12-20', condition: 'ok' },
          inventory: { system: 'inventory', id: 1 },
        }),
      ],
      snapshots: { inventory: { assets: [{ ...asset('1', 'LT-1', ''), lastSeen: '2026-12-30' as never }] } },
    },
  ],
  'device-left-unwiped': [{ devices: [device('LT-1', null, { status: 'sold' })] }],
  'device-past-end': [{ people: [left], devices: [device('LT-1', 'e-1001')] }],
  'device-undecided': [
    {
      people: [person('e-1001', { lastDay: '2027-01-05' })],
      devices: [device('LT-1', 'e-1001')],
      policies: { 'device-rules': { decideTypes: ['laptop'] } },
    },
  ],
  'receipt-open': [
    {
      people: [left, person('e-1002')],
      devices: [device('LT-1', 'e-1002')],
      offboardings: [plan('e-1001', '2026-12-31', { devices: { 'LT-1': { disposition: 'transfer', to: 'e-1002' } } })],
    },
  ],
  'device-lost': [{ people: [here], devices: [device('PH-1', 'e-1001', { type: 'phone', status: 'lost' })] }],
  'loaner-out': [
    {
      people: [here],
      devices: [
        device('LT-1', 'e-1001', { repair: { since: '2026-12-01', loaner: 'LT-9' } }),
        device('LT-9', { pool: 'syd' as never }, { custodian: 'e-1001' }),
      ],
    },
  ],
  'shared-without-custodian': [{ devices: [device('LT-1', { unit: 'syd' as never })] }],
  'holder-mismatch': [
    {
      people: [here],
      systems: [inventory],
      devices: [device('LT-1', 'e-1001', { inventory: { system: 'inventory', id: 7 } })],
      snapshots: { inventory: { assets: [asset('7', 'LT-1', '')] } },
    },
  ],
  'unknown-device': [{ systems: [inventory], snapshots: { inventory: { assets: [asset('9', 'LT-9', '')] } } }],
  'missing-device': [
    { systems: [inventory], devices: [device('LT-1', null, { status: 'repair', inventory: { system: 'inventory', id: 7 } })] },
  ],
  'sale-incomplete': [{ devices: [device('LT-1', 'e-1001', { status: 'sale-pending' })] }],
  'sale-value': [
    {
      people: [left],
      devices: [device('PH-1', 'e-1001', { type: 'phone' })],
      offboardings: [
        plan('e-1001', '2026-12-31', {
          devices: { 'PH-1': buyout({ marketValue: { amount: '2300.00 SEK', source: 'reseller', on: '2026-11-20' } as never }) },
        }),
      ],
    },
  ],
  'sale-settlement': [
    {
      people: [left],
      devices: [device('PH-1', 'e-1001', { type: 'phone' })],
      offboardings: [plan('e-1001', '2026-12-31', { devices: { 'PH-1': buyout({}, { settle: 'final-pay' }) } })],
      policies: { 'device-rules': { buyout: { payrollCloses: 15 } } },
    },
  ],
  ...numberExamples,
  'buyout-cost': [
    {
      people: [person('e-1001', { lastDay: '2027-01-31' })],
      devices: [device('LT-1', 'e-1001', { ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK' })],
      offboardings: [
        plan('e-1001', '2027-01-31', {
          devices: {
            'LT-1': {
              disposition: 'buyout',
              offer: { price: '900.00 SEK', vat: 'included', answerBy: '2027-01-15', answer: 'yes', else: 'release' },
            },
          },
        }),
      ],
    },
  ],
  'return-suggested': [
    {
      people: [left],
      devices: [device('LT-1', 'e-1001', { ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], { to: '2027-02-28' })],
    },
  ],
  'return-batch': [
    {
      devices: ['LT-1', 'LT-2'].map((tag) => device(tag, null, { status: 'available', ownership: 'leased', lease: 'll-1' })),
      leases: [lease('ll-1', ['LT-1', 'LT-2'], {})],
    },
  ],
  'lease-ending': [{ leases: [lease('ll-1', ['LT-1'], { to: '2027-02-28', notice: 'P30D' })] }],
  'lease-rolling': [{ leases: [lease('ll-1', ['LT-1'], { notice: 'P90D', autoExtend: 'P3M' })] }],
  'lease-overdue': [{ leases: [lease('ll-1', ['LT-1'], { to: '2026-12-31' })] }],
  'lease-country': [
    {
      people: [here],
      devices: [device('LT-1', 'e-1001', { ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], { to: '2028-01-31', company: 'dk' })],
    },
  ],
  'hold-costs': [
    {
      devices: [device('LT-1', null, { status: 'hold', ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], { to: '2028-01-31' })],
    },
  ],
  'leaver-without-plan': [
    { people: [person('e-1001', { lastDay: '2027-01-15' })], policies: { 'device-rules': { planRequired: ['employee'] } } },
  ],
  'external-without-end': [{ people: [person('x-1', { kind: 'consultant' })] }],
  'external-near-end': [{ people: [person('x-1', { kind: 'consultant', lastDay: '2027-01-31' })] }],
  'review-due': [{ people: [person('a-1', { kind: 'affiliate', reviewBy: '2027-01-15' })] }],
  'review-passed': [{ people: [person('a-1', { kind: 'affiliate', reviewBy: '2027-01-03' })] }],
  'unit-without-manager': [{ people: [person('e-boss', { lastDay: '2027-01-15' })] }],
  'responsibility-without-owner': [
    {
      people: [person('e-boss'), person('e-1012', { lastDay: '2027-01-15' })],
      policies: { guardrails: { service: [{ system: 'ad', id: 'svc-1', owner: 'e-1012' }] } },
    },
  ],
  'person-unknown': [
    {
      systems: [system('hr', { holds: ['people'] })],
      snapshots: { hr: { people: [{ id: '4711', login: null, firstDay: null, lastDay: null, unit: null }] } },
    },
  ],
  'source-differs': [
    {
      people: [person('e-1001', { source: { system: 'hr', id: '1' }, accounts: [] })],
      systems: [system('hr', { holds: ['people'] })],
      snapshots: { hr: { people: [{ id: '1', login: null, firstDay: null, lastDay: '2027-03-31' as never, unit: null }] } },
    },
  ],
  'joiner-soon': [{ people: [person('e-1019', { firstDay: '2027-02-15', accounts: [] })] }],
  'exception-running-out': [
    {
      exceptions: [
        {
          id: 'ex-1',
          subject: { employee: 'e-1001' },
          finding: 'stale-licence',
          reason: 'handover',
          owner: 'e-boss',
          from: '2026-12-21',
          until: '2027-01-10',
        },
      ],
      people: [person('e-boss')],
    },
  ],
  'loosened-by-subject': [
    { people: [here] },
    {
      input: {
        loosened: [
          {
            person: 'e-1001' as EmployeeId,
            what: 'hold',
            file: 'state/holds/m-7.yaml',
            pointer: '/until',
            commit: 'c'.repeat(40) as CommitId,
          },
        ],
      },
    },
  ],
  'notice-open': [
    {
      people: [left],
      devices: [device('LT-1', 'e-1001')],
      policies: { notices: { mode: 'enforce' } },
      memory: { notices: unknownNotice('e-1001', 'return-note/e-1001/spell:2026-12-31/2026-12-31') },
    },
  ],
  'pull-request-unmerged': [
    {
      people: [person('e-1001', { lastDay: '2026-12-28' })],
      devices: [device('LT-1', 'e-1001')],
      memory: {
        published: published({ person: 'e-1001', cause: 'spell:2026-12-28', cutOff: at('2026-12-28'), since: at('2026-12-01', '02:00') }),
      },
    },
  ],
  'system-not-read': [{ unread: ['ad'] }],
};

/** A sign-in name's place in these worlds. */
export const AD = 'ad' as SystemId;
export const ACCOUNT = 'ad-e-1001' as ForeignId;
