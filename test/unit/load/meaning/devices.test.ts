/** Devices and leases. */

import { edited, WORLD } from '../world.ts';
import { type Case, device, LAPTOP, LEASE, more, OWNED, PHONE, TABLET, table } from './table.ts';

table('devices', [
  ['two with one serial', edited(PHONE, 'SN-0101', 'pf3xq1ab'), ['duplicate-serial PH-0101.yaml#/serial']],
  [
    'two with one inventory record',
    more(PHONE, 'inventory: {system: inventory, id: "311"}'),
    ['duplicate-inventory PH-0101.yaml#/inventory'],
  ],
  [
    'two tags that differ by capitals',
    { 'state/devices/ph-0101.yaml': `id: ph-0101\n${OWNED}status: available\nholder: null\n` },
    ['duplicate-id ph-0101.yaml'],
  ],
  ['final with a holder', edited(PHONE, 'in-use', 'retired'), ['final-with-holder PH-0101.yaml#/holder']],
  ['in use without a holder', edited(PHONE, 'holder: e-1042', 'holder: null'), ['in-use-without-holder PH-0101.yaml#/status']],
  ['available with a holder', edited(PHONE, 'in-use', 'available'), ['status-with-holder PH-0101.yaml#/holder']],
  ['available in the storeroom', device('LT-1', `${OWNED}status: available\nholder: {place: storeroom}\n`), []],
  ['awaited from nobody', device('LT-1', `${OWNED}status: awaited\nholder: null\n`), ['awaited-from-nobody LT-1.yaml#/status']],
  [
    'awaited since, from nobody',
    device('LT-1', `${OWNED}status: available\nholder: null\nawaitedSince: 2026-01-01\n`),
    ['awaited-from-nobody LT-1.yaml#/awaitedSince'],
  ],
  ['in use and awaited', more(PHONE, 'awaitedFrom: e-1012'), ['in-use-and-awaited PH-0101.yaml#/awaitedFrom']],
  [
    'third party without owner',
    device('CL-1', 'type: laptop\nownership: third-party\nstatus: in-use\nholder: e-1012\n'),
    ['owner-missing CL-1.yaml#/ownership'],
  ],
  ['owner of an owned device', more(PHONE, 'owner: kund-ett'), ['owner-not-third-party PH-0101.yaml#/owner']],
  [
    'a wiped personal device',
    device('PP-1', 'type: phone\nownership: personal\nstatus: in-use\nholder: e-1012\nwiped: {on: 2026-01-01, method: clear}\n'),
    ['wiped-not-ours PP-1.yaml#/wiped'],
  ],
  [
    "a wiped client's device",
    device(
      'CL-1',
      'type: laptop\nownership: third-party\nowner: kund-ett\nstatus: in-use\nholder: e-1012\nwiped: {on: 2026-01-01, method: clear}\n',
    ),
    ['wiped-not-ours CL-1.yaml#/wiped'],
  ],
  [
    'sold before it was bought from the lessor',
    {
      ...edited(LAPTOP, 'status: in-use\nholder: e-1042', 'status: sold\nholder: null\nsale: {to: e-1042, price: 1.00 SEK, vat: included}'),
    },
    ['sold-before-acquired LT-0042.yaml#/status'],
  ],
  [
    'sold after it was bought from the lessor',
    edited(
      LAPTOP,
      'status: in-use\nholder: e-1042',
      'status: sold\nholder: null\nsale: {to: e-1042, price: 1.00 SEK, vat: included}\nacquired: {from: Hyrbert, price: 1.00 SEK, on: 2026-01-01}',
    ),
    [],
  ],
  [
    'an owned device returned to a lessor',
    device('LT-1', `${OWNED}status: returned-to-lessor\nholder: null\n`),
    ['status-not-ownership LT-1.yaml#/status'],
  ],
  ...['sold', 'sale-pending'].flatMap((status): readonly Case[] => [
    [
      `a person's own device that is ${status}`,
      device(
        'LT-1',
        `type: laptop\nownership: personal\nstatus: ${status}\nholder: null\nsale: {to: e-1042, price: 1.00 SEK, vat: included}\n`,
      ),
      ['status-not-ownership LT-1.yaml#/status'],
    ],
  ]),
  [
    'an owned device returned to an owner',
    device('LT-1', `${OWNED}status: returned-to-owner\nholder: null\n`),
    ['status-not-ownership LT-1.yaml#/status'],
  ],
  [
    'repair, loss and sale without their part',
    device('LT-1', `${OWNED}status: repair\nholder: e-1012\n`),
    ['part-missing LT-1.yaml#/status'],
  ],
  [
    'its own loaner',
    device('LT-1', `${OWNED}status: repair\nholder: e-1012\nrepair: {since: 2026-01-01, loaner: LT-1}\n`),
    ['loaner-is-itself LT-1.yaml#/repair/loaner'],
  ],
  [
    'locked before it was lost',
    device('LT-1', `${OWNED}status: lost\nholder: e-1012\nlost: {on: 2026-01-02, locked: 2026-01-01}\n`),
    ['days-reversed LT-1.yaml#/lost/locked'],
  ],
  ['a holder of nothing', edited(TABLET, '{unit: syd}', '{}'), ['exactly-one TB-0003.yaml#/holder']],
  ['a holder of two kinds', edited(TABLET, '{unit: syd}', '{unit: syd, place: x}'), ['exactly-one TB-0003.yaml#/holder']],
]);

table('leases', [
  [
    'leased without a lease',
    edited(LAPTOP, 'lease: hy-2024-017\n', ''),
    ['leased-without-lease LT-0042.yaml#/ownership', 'line-without-device hy-2024-017.yaml#/lines/LT-0042'],
  ],
  ['a lease of an owned device', edited(LAPTOP, 'leased', 'owned'), ['lease-not-leased LT-0042.yaml#/ownership']],
  [
    'a lease without a line for it',
    edited(LEASE, 'lines:\n  LT-0042: {rent: 219.00 SEK}', 'lines: {}'),
    ['lease-without-line LT-0042.yaml#/lease'],
  ],
  [
    'two leases at one time',
    { 'state/leases/ll-1.yaml': (WORLD[LEASE] ?? '').replace('hy-2024-017', 'll-1') },
    ['device-in-two-leases ll-1.yaml#/lines/LT-0042'],
  ],
  [
    'two leases one after the other',
    {
      'state/leases/ll-1.yaml': (WORLD[LEASE] ?? '')
        .replace('hy-2024-017', 'll-1')
        .replace('2024-03-01', '2021-03-01')
        .replace('2027-02-28', '2024-02-29'),
    },
    [],
  ],
  [
    "a line's own end before the next lease",
    {
      'state/leases/ll-1.yaml': (WORLD[LEASE] ?? '')
        .replace('hy-2024-017', 'll-1')
        .replace('2024-03-01', '2021-03-01')
        .replace('SEK}', 'SEK, to: 2024-02-29}'),
    },
    [],
  ],
  ['another company than the lessee', more(LAPTOP, 'company: dk'), ['lease-of-other-company LT-0042.yaml#/company']],
  [
    'days reversed',
    edited(LEASE, 'to: 2027-02-28', 'to: 2023-02-28\nnoticeGiven: 2024-01-01\nquote: {price: 1.00 SEK, on: 2026-02-01, until: 2026-01-01}'),
    ['days-reversed hy-2024-017.yaml#/to', 'days-reversed hy-2024-017.yaml#/noticeGiven', 'days-reversed hy-2024-017.yaml#/quote/until'],
  ],
  [
    'a line that ends before the lease begins',
    edited(LEASE, '219.00 SEK', '219.00 SEK, to: 2020-01-01'),
    ['days-reversed hy-2024-017.yaml#/lines/LT-0042/to'],
  ],
  [
    'amounts of two currencies',
    edited(LEASE, '219.00 SEK', '219.00 SEK, residual: 90.00 DKK, guaranteedResidual: 60.00 SEK'),
    ['currencies-mixed hy-2024-017.yaml#/lines/LT-0042/residual'],
  ],
  [
    'a fee, a quote and a charge in another currency',
    more(LEASE, 'breakFee: 1.00 DKK\nquote: {price: 1.00 EUR, on: 2026-02-01}\nlateReturn: 1.00 NOK'),
    ['/breakFee', '/quote/price', '/lateReturn'].map((place) => `currencies-mixed hy-2024-017.yaml#${place}`),
  ],
  [
    'amounts below nought',
    edited(LEASE, '219.00 SEK}', '-219.00 SEK}\nbreakFee: -1.00 SEK'),
    ['amount-negative hy-2024-017.yaml#/lines/LT-0042/rent', 'amount-negative hy-2024-017.yaml#/breakFee'],
  ],
]);
