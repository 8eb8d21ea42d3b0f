/** The findings of the invented night: seats, leases, devices, an orphan. */
import type { Finding } from '../../../reconciler/model/finding.ts';
import { finding } from './sample-lines.ts';

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
