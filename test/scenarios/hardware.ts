/** Stories of one leaver's laptop: every disposition, owned and on leases that run, have ended, or end within the time for notice. */
import type { Edit, EditValue } from '../../reconciler/model/proposal.ts';
import { type Deed, edits, merges, type Story } from './tell.ts';

const DEVICE = 'state/devices/LT-1.yaml';
const PERSON = 'state/employees/e-1.yaml';
const PLAN = 'state/offboardings/e-1.yaml';
const LAST_DAY = '2027-01-15';

/** How the laptop stands to a lessor on the last day, 15 January 2027. */
export const LEASES = {
  owned: null,
  'leased, lease running': { from: '2025-01-16', to: '2028-01-15', notice: 'P90D', breakFee: '250.00 SEK' },
  'leased, lease ended': { from: '2024-01-01', to: '2026-12-31' },
  'leased, lease ending within the notice': { from: '2024-03-01', to: '2027-02-28', notice: 'P30D', autoExtend: 'P3M' },
} as const;

/** A state of the lease. */
export type LeaseState = keyof typeof LEASES;

const set = (key: string, value: EditValue): Edit => ({ op: 'setKey', path: [], key, value });
const device = (on: string, says: string, ...own: readonly Edit[]): Deed => edits(on, says, { kind: 'device', path: DEVICE, edits: own });

/** HR enters the last day, and the plan with what becomes of the laptop. */
export function offboards(on: string, wishes: EditValue, more: { readonly [key: string]: EditValue } = {}): Deed {
  return {
    on,
    says: `HR enters the last day of e-1, ${LAST_DAY}, and what becomes of the devices.`,
    does(company) {
      company.edit('employee', PERSON, [set('lastDay', LAST_DAY)]);
      company.write('offboarding', PLAN, {
        employee: 'e-1',
        kind: 'planned',
        endedBy: 'person',
        spell: LAST_DAY,
        ...more,
        devices: wishes,
      });
    },
  };
}

const RELEASE = `release/e-1-${LAST_DAY}`;
const SALE = `sale/e-1-${LAST_DAY}`;
const RECEIVE = `receive/e-1-${LAST_DAY}`;

const takenBack: readonly Deed[] = [
  merges('2027-01-18', RELEASE),
  device('2027-01-20', 'IT has the laptop back.', set('returned', { on: '2027-01-20', condition: 'ok' })),
];
const wiped = device('2027-01-22', 'IT wipes it.', set('wiped', { on: '2027-01-22', method: 'purge', certificate: 'W-1' }));

const OFFER: EditValue = {
  disposition: 'buyout',
  offer: {
    price: '1800.00 SEK',
    vat: 'included',
    basis: 'reseller quote 2027-01-02',
    sent: '2027-01-04',
    answerBy: '2027-01-11',
    else: 'release',
  },
  settle: 'final-pay',
};

function sale(state: LeaseState): readonly Deed[] {
  const acquired = device(
    '2027-01-19',
    'The company buys it from the lessor.',
    set('acquired', { from: 'Hyrbert Finans', price: '900.00 SEK', on: '2027-01-19' }),
  );
  return [
    offboards('2027-01-04', { 'LT-1': OFFER }),
    edits('2027-01-08', 'The person says yes, and consents to the deduction from the final pay.', {
      kind: 'offboarding',
      path: PLAN,
      edits: [
        { op: 'setKey', path: ['devices', 'LT-1', 'offer'], key: 'answer', value: 'yes' },
        { op: 'setKey', path: ['devices', 'LT-1', 'offer'], key: 'answered', value: '2027-01-08' },
        { op: 'setKey', path: ['devices', 'LT-1'], key: 'consent', value: { on: '2027-01-08', ref: 'HR-88' } },
      ],
    }),
    merges('2027-01-18', SALE),
    ...(state === 'owned' ? [] : [acquired]),
    device(
      '2027-01-20',
      'IT wipes it while it is still managed, and takes the locks off.',
      set('wiped', { on: '2027-01-20', method: 'purge' }),
      set('locks', { activation: 'removed' }),
    ),
    device('2027-01-25', 'The price is deducted from the final pay.', { op: 'setKey', path: ['sale'], key: 'paid', value: '2027-01-25' }),
    {
      on: '2027-01-26',
      says: 'What is open is merged.',
      does: (company) => [...company.pulls.keys()].filter((key) => key.startsWith('receive/')).forEach((key) => company.merge(key)),
    },
  ];
}

/** What people do, by disposition. */
const DEEDS: Readonly<Record<string, (state: LeaseState) => readonly Deed[]>> = {
  release: () => [offboards('2027-01-04', { 'LT-1': { disposition: 'release' } }), ...takenBack, wiped, merges('2027-01-25', RECEIVE)],
  transfer: () => [
    offboards('2027-01-04', { 'LT-1': { disposition: 'transfer', to: 'e-2' } }),
    merges('2027-01-18', RELEASE),
    device('2027-01-19', 'e-2 signs for it.', set('received', '2027-01-19')),
  ],
  buyout: sale,
  'return-to-lessor': () => [
    offboards('2027-01-04', { 'LT-1': { disposition: 'return-to-lessor' } }),
    ...takenBack,
    wiped,
    device('2027-01-27', 'It goes back to the lessor.', { op: 'setScalar', path: ['status'], value: 'returned-to-lessor' }),
  ],
  hold: () => [offboards('2027-01-04', { 'LT-1': { disposition: 'hold', until: '2027-01-29', matter: 'M-7' } }), ...takenBack],
  lost: () => [
    offboards('2027-01-04', { 'LT-1': { disposition: 'lost' } }),
    merges('2027-01-18', RELEASE),
    device('2027-01-18', 'The loss is known, and the device is locked from afar.', set('lost', { on: '2027-01-18', locked: '2027-01-18' })),
    device(
      '2027-01-20',
      'The breach is assessed, the police told.',
      { op: 'setKey', path: ['lost'], key: 'assessed', value: '2027-01-20' },
      { op: 'setKey', path: ['lost'], key: 'police', value: 'K-1' },
    ),
  ],
};

function story(title: string, more: Pick<Story, 'devices' | 'deeds'> & Partial<Story>): Story {
  return { title, from: '2027-01-04', to: '2027-02-05', ...more };
}

/** The laptop of a story on a lease, or owned. */
function laptop(state: LeaseState): Pick<Story, 'devices' | 'leases'> {
  const lease = LEASES[state];
  if (lease === null) return { devices: [{ id: 'LT-1', holder: 'e-1', fields: {} }] };
  return { devices: [{ id: 'LT-1', holder: 'e-1', fields: { ownership: 'leased', lease: 'hy-1' } }], leases: { 'hy-1': lease } };
}

/** One story per disposition and state of the lease, as far as the lease allows it. */
export const MATRIX: readonly (readonly [name: string, Story])[] = Object.entries(DEEDS).flatMap(([disposition, deeds]) =>
  (Object.keys(LEASES) as LeaseState[])
    .filter((state) => disposition !== 'return-to-lessor' || state !== 'owned')
    .map((state) => [
      `${disposition} ${state}`.replaceAll(/[ ,]+/gu, '-'),
      story(`${disposition}: a laptop, ${state}`, { ...laptop(state), deeds: deeds(state) }),
    ]),
);
