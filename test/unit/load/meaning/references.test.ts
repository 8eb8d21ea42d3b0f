/** Every id that a document names must exist. */

import { edited } from '../world.ts';
import {
  AD,
  ANNA,
  APPROVALS,
  CLEANUP,
  DRIFT,
  device,
  EXCEPTION,
  GUARD,
  HOLD,
  INVENTORY,
  LAPTOP,
  LEASE,
  more,
  ORG,
  OTTO,
  OVERRIDE,
  OWNED,
  PHONE,
  PLAN,
  TABLET,
  TASKS,
  table,
} from './table.ts';

table('unknown references', [
  ['manager', edited(ANNA, 'manager: e-1012', 'manager: e-9999'), ['unknown-employee e-1042.yaml#/manager']],
  ['unit', edited(ANNA, 'unit: syd', 'unit: nord'), ['unknown-unit e-1042.yaml#/unit']],
  ['system of an account', edited(ANNA, 'system: ad', 'system: add'), ['unknown-system e-1042.yaml#/accounts/0/system']],
  ['source', more(OTTO, 'source: {system: hr, id: "1"}'), ['unknown-system x-2001.yaml#/source/system']],
  [
    'unit and system of an assignment',
    more(OTTO, 'assignments: [{id: a1, unit: x, from: 2026-02-01, grants: {y: [g]}}]'),
    ['unknown-unit x-2001.yaml#/assignments/0/unit', 'unknown-system x-2001.yaml#/assignments/0/grants/y'],
  ],
  [
    'holder',
    edited(PHONE, 'holder: e-1042', 'holder: e-1043'),
    ['unknown-employee PH-0101.yaml#/holder', 'device-not-held e-1042.yaml#/devices/PH-0101'],
  ],
  ['holding unit', edited(TABLET, 'unit: syd', 'unit: sydd'), ['unknown-unit TB-0003.yaml#/holder/unit']],
  ['custodian', edited(TABLET, 'custodian: e-1012', 'custodian: e-1'), ['unknown-employee TB-0003.yaml#/custodian']],
  ['awaitedFrom', device('LT-1', `${OWNED}status: awaited\nholder: null\nawaitedFrom: e-1\n`), ['unknown-employee LT-1.yaml#/awaitedFrom']],
  ['company of a device', more(PHONE, 'company: xx'), ['unknown-company PH-0101.yaml#/company']],
  [
    'lease',
    edited(LAPTOP, 'lease: hy-2024-017', 'lease: hy-2024-071'),
    ['unknown-lease LT-0042.yaml#/lease', 'line-without-device hy-2024-017.yaml#/lines/LT-0042'],
  ],
  ['inventory system', edited(LAPTOP, 'system: inventory', 'system: snipe'), ['unknown-system LT-0042.yaml#/inventory/system']],
  [
    'who took it back, wiped it, bought it, and the loaner',
    device(
      'LT-1',
      `${OWNED}status: sold\nholder: null\nreturned: {on: 2026-01-01, condition: ok, by: e-1}\nwiped: {on: 2026-01-02, method: purge, by: e-2}\nrepair: {since: 2026-01-01, loaner: LT-9}\nsale: {to: e-3, price: 1.00 SEK, vat: included}\n`,
    ),
    [
      'unknown-employee LT-1.yaml#/returned/by',
      'unknown-employee LT-1.yaml#/wiped/by',
      'unknown-device LT-1.yaml#/repair/loaner',
      'unknown-employee LT-1.yaml#/sale/to',
    ],
  ],
  ['company of a lease', edited(LEASE, 'company: se', 'company: no'), ['unknown-company hy-2024-017.yaml#/company']],
  ['device of a lease', more(LEASE, '  LT-0043: {rent: 1.00 SEK}'), ['unknown-device hy-2024-017.yaml#/lines/LT-0043']],
  ['successor', edited(PLAN, 'successor: e-1012', 'successor: e-1013'), ['unknown-employee e-1042.yaml#/successor']],
  ['device of a plan', edited(PLAN, 'LT-0042:', 'LT-0420:'), ['unknown-device e-1042.yaml#/devices/LT-0420']],
  [
    'transfer target',
    edited(PLAN, '{disposition: release}', '{disposition: transfer, to: e-7}'),
    ['unknown-employee e-1042.yaml#/devices/LT-0042/to'],
  ],
  [
    'handover, files, delegate',
    more(PLAN, 'handover: [{what: x, to: e-1}]\naccounts: {m365: {files: {to: e-2}, mailbox: {until: 2027-01-31, delegate: e-3}}}'),
    [
      'unknown-employee e-1042.yaml#/handover/0/to',
      'unknown-employee e-1042.yaml#/accounts/m365/files/to',
      'unknown-employee e-1042.yaml#/accounts/m365/mailbox/delegate',
      'delegate-not-allowed e-1042.yaml#/accounts/m365/mailbox/delegate',
    ],
  ],
  ['system of a plan', more(PLAN, 'accounts: {m356: {files: {to: e-1012}}}'), ['unknown-system e-1042.yaml#/accounts/m356']],
  ['who did a task', edited(PLAN, 'by: e-1012', 'by: e-1'), ['unknown-employee e-1042.yaml#/tasks/exit-talk/by']],
  [
    'whose plan it is',
    { 'state/offboardings/e-77.yaml': 'employee: e-77\nkind: planned\nspell: 2026-12-31\n' },
    ['unknown-employee e-77.yaml#/employee'],
  ],
  ['owner of an exception', edited(EXCEPTION, 'owner: e-1012', 'owner: e-1'), ['unknown-employee ex-1.yaml#/owner']],
  ['subject of an exception', edited(EXCEPTION, '{employee: e-1042}', '{employee: e-1}'), ['unknown-employee ex-1.yaml#/subject/employee']],
  ['system of an exception', more(EXCEPTION, 'system: xx'), ['unknown-system ex-1.yaml#/system']],
  ['device of a hold', edited(HOLD, 'LT-0042', 'LT-9'), ['unknown-device m-7.yaml#/subject/device']],
  [
    'system of an account of a hold',
    edited(HOLD, '{device: LT-0042}', '{account: {system: x, id: y}}'),
    ['unknown-system m-7.yaml#/subject/account/system'],
  ],
  ['system of a clean-up list', edited(CLEANUP, 'system: ad', 'system: x'), ['unknown-system orphans.yaml#/system']],
  ['system of an override', edited(OVERRIDE, 'system: all', 'system: x'), ['unknown-system or-1.yaml#/system']],
  [
    'company, manager, parent and acting of a unit',
    edited(
      ORG,
      'company: dk, manager: e-1012, parent: syd',
      'company: no, manager: e-1, parent: xx, acting: {who: e-2, from: 2026-01-01, to: 2026-02-01}',
    ),
    [
      'unknown-company organisation.yaml#/units/1/company',
      'unknown-employee organisation.yaml#/units/1/manager',
      'unknown-unit organisation.yaml#/units/1/parent',
      'unknown-employee organisation.yaml#/units/1/acting/who',
    ],
  ],
  ['owner of a service account', edited(GUARD, 'owner: e-1012', 'owner: e-1'), ['unknown-employee guardrails.yaml#/service/0/owner']],
  ['system of a role', edited(GUARD, '{system: ad, role', '{system: x, role'), ['unknown-system guardrails.yaml#/administrators/0/system']],
  ['system of approvers', edited(GUARD, '{system: ad, group', '{system: x, group'), ['unknown-system guardrails.yaml#/approvers/0/system']],
  ['desk of a system', edited(AD, 'desk: it', 'desk: itt'), ['unknown-desk ad.yaml#/desk']],
  [
    'desks of a supplier',
    edited(INVENTORY, 'does: leverantor, checks: it', 'does: l, checks: c'),
    ['unknown-desk inventory.yaml#/supplier/does', 'unknown-desk inventory.yaml#/supplier/checks'],
  ],
  ['desk of a task', edited(TASKS, 'desk:it', 'desk:xx'), ['unknown-desk offboarding.yaml#/tasks/1/assignee']],
  ['desk told of a finding', edited(DRIFT, 'tell: [it]', 'tell: [it, xx]'), ['unknown-desk drift.yaml#/stale-licence/tell/1']],
  [
    'desk, person and unit of an approval',
    edited(APPROVALS, 'desks: [it]', 'desks: [xx], people: [e-1], units: [yy]'),
    [
      'unknown-desk approvals.yaml#/rules/0/desks/0',
      'unknown-employee approvals.yaml#/rules/0/people/0',
      'unknown-unit approvals.yaml#/rules/0/units/0',
    ],
  ],
]);

table('words that are no references', [
  ['an override of all systems', edited(OVERRIDE, 'system: all', 'system: all'), []],
  ['an account in a system called all', edited(ANNA, 'system: ad', 'system: all'), ['unknown-system e-1042.yaml#/accounts/0/system']],
  ['a task of the manager', edited(TASKS, 'assignee: manager', 'assignee: successor'), []],
]);
