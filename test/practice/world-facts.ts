/** What the practice company's systems hold that no file says, and what people change in them by hand. */
import type { Day } from '../../schemas/primitives.ts';
import type { ByHand, WorldAccount } from './world.ts';

/** Days the supplier of the VPN sends its export, at 15:00 in Stockholm: every fortnight, and once more at the year's end. */
export const VPN_EXPORTS = [
  '2026-09-16',
  '2026-09-30',
  '2026-10-14',
  '2026-10-28',
  '2026-11-11',
  '2026-11-25',
  '2026-12-09',
  '2026-12-23',
  '2027-01-03',
] as const;

/** Accounts that nobody has used since that day. Everybody else's use is a few days old. */
export const LAST_SEEN: Readonly<Record<string, string>> = {
  // Five sales seats that cost money and serve nobody.
  'crm-1003': '2025-11-27',
  'crm-1018': '2026-09-11',
  'crm-1026': '2026-10-02',
  'crm-1032': '2026-08-21',
  'crm-2004': '2026-09-29',
  // Two drawing seats.
  'm365-4001': '2026-10-29',
  'm365-4002': '2026-11-05',
  // Gone since November 2025, and nobody told the systems.
  'ad-1003': '2025-11-28',
  'm365-1003': '2025-11-28',
  // Away from 1 November.
  'ad-1013': '2026-10-30',
  'm365-1013': '2026-10-30',
  'vpn-2001': '2026-12-18',
};

/** Seasonal staff whose accounts slept when the repository began. */
export const LEFT_LAST_WINTER: ReadonlySet<string> = new Set([
  'e-1041',
  'e-1042',
  'e-1043',
  'e-1044',
  'e-1045',
  'e-1046',
  'e-1047',
  'e-1048',
]);

/** Seats bought, where a system tells. */
export const SEATS: Readonly<Record<string, readonly { readonly licence: string; readonly bought: number }[]>> = {
  m365: [
    { licence: 'SPE_E3', bought: 49 },
    { licence: 'VISIOCLIENT', bought: 2 },
  ],
};

interface Extra {
  readonly system: 'ad' | 'm365';
  readonly account: (day: Day) => WorldAccount;
}

function extra(system: 'ad' | 'm365', id: string, login: string, more: Partial<WorldAccount> = {}): Extra {
  return {
    system,
    account: (day) => ({
      id,
      login,
      email: system === 'm365' ? login : null,
      enabled: true,
      groups: [],
      roles: [],
      licences: [],
      sessions: 1,
      lastUse: day,
      createdOn: '2019-05-06',
      ...more,
    }),
  };
}

const SEAT = { licences: [{ id: 'SPE_E3', viaGroup: null, assignedOn: '2024-02-01' }] };

/** Accounts of no person: emergency, service, shared, and one that nobody knows. */
export const EXTRA_ACCOUNTS: readonly Extra[] = [
  extra('ad', 'ad-9001', 'nödkonto', { roles: ['Domain Admins'], sessions: 0 }),
  extra('ad', 'ad-9101', 'svc-utskrift'),
  extra('ad', 'ad-9102', 'svc-backup'),
  extra('ad', 'ad-9103', 'svc-lonfil'),
  extra('ad', 'ad-9104', 'svc-passerkort'),
  extra('ad', 'ad-9105', 'svc-skanner'),
  extra('ad', 'ad-9201', 'reception'),
  extra('ad', 'ad-9202', 'lagerterminal-1'),
  extra('ad', 'ad-9203', 'lagerterminal-2'),
  extra('ad', 'ad-9204', 'lagerterminal-3'),
  extra('ad', 'ad-9205', 'skolsal'),
  extra('ad', 'ad-9907', 'tmp.konsult7', { createdOn: '2025-06-11' }),
  extra('m365', 'm365-9301', 'info@latsas.example'),
  extra('m365', 'm365-9302', 'lon@latsas.example', SEAT),
  extra('m365', 'm365-9303', 'jobb@latsas.example'),
  extra('m365', 'm365-9304', 'reception@latsas.example', SEAT),
];

const WINTER_GROUPS = { enabled: true, groups: ['alla', 'lager'], sessions: 1 };

/** What people did in the systems themselves. */
export const BY_HAND: readonly ByHand[] = [
  // The sales system is only watched; somebody ends these two there.
  { at: '2026-10-02 10:00', system: 'crm', id: 'crm-1011', set: { enabled: false, sessions: 0 }, freesSeats: true },
  { at: '2026-12-01 09:30', system: 'crm', id: 'crm-1009', set: { enabled: false, sessions: 0 }, freesSeats: true },
  // The warehouse is woken up for the winter, in two mornings.
  ...['ad-1041', 'ad-1042', 'ad-1043', 'ad-1044'].map(
    (id): ByHand => ({ at: '2026-11-27 08:00', system: 'ad', id, set: { ...WINTER_GROUPS, groups: [...WINTER_GROUPS.groups] } }),
  ),
  ...['ad-1045', 'ad-1046', 'ad-1047', 'ad-1048'].map(
    (id): ByHand => ({ at: '2026-12-01 08:00', system: 'ad', id, set: { ...WINTER_GROUPS, groups: [...WINTER_GROUPS.groups] } }),
  ),
  { at: '2026-11-26 15:50', system: 'inventory', id: '142', set: { status: 'returned-to-lessor' } },
  { at: '2026-11-26 15:51', system: 'inventory', id: '143', set: { status: 'returned-to-lessor' } },
  { at: '2026-12-14 11:58', system: 'inventory', id: '108', set: { status: 'repair' } },
  { at: '2026-12-14 11:59', system: 'inventory', id: '190', set: { holder: 'hughit', status: 'in-use' } },
  { at: '2026-12-23 17:45', system: 'inventory', id: '325', set: { status: 'lost' } },
  { at: '2026-12-28 10:10', system: 'inventory', id: '110', set: { holder: '', status: 'hold' } },
  { at: '2027-01-01 11:10', system: 'ad', id: 'ad-1023', set: { groups: ['alla', 'bemanning-syd', 'konsult-dk'] } },
];
