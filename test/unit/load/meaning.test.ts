/** Rules on meaning across files: what one change to a valid world leads to. */
import { describe, expect, it } from 'vitest';
import { findings, said } from './read.ts';
import { edited, type Overrides, WORLD } from './world.ts';

const ORG = 'state/organisation.yaml';
const ANNA = 'state/employees/e-1042.yaml';
const LINA = 'state/employees/e-1012.yaml';
const OTTO = 'state/employees/x-2001.yaml';
const LAPTOP = 'state/devices/LT-0042.yaml';
const PHONE = 'state/devices/PH-0101.yaml';
const TABLET = 'state/devices/TB-0003.yaml';
const LEASE = 'state/leases/hy-2024-017.yaml';
const PLAN = 'state/offboardings/e-1042.yaml';
const EXCEPTION = 'state/exceptions/ex-1.yaml';
const HOLD = 'state/holds/m-7.yaml';
const CLEANUP = 'state/cleanups/orphans.yaml';
const READING = 'state/readings/ad.yaml';
const OVERRIDE = 'policies/overrides/or-1.yaml';
const GUARD = 'policies/guardrails.yaml';
const AD = 'policies/systems/ad.yaml';
const INVENTORY = 'policies/systems/inventory.yaml';
const TASKS = 'policies/offboarding.yaml';
const APPROVALS = 'policies/approvals.yaml';
const DRIFT = 'policies/drift.yaml';

function more(path: string, line: string): Overrides {
  return { [path]: `${WORLD[path]}${line}\n` };
}

function device(id: string, lines: string): Overrides {
  return { [`state/devices/${id}.yaml`]: `id: ${id}\n${lines}` };
}

const OWNED = 'type: laptop\nownership: owned\n';

type Case = readonly [name: string, overrides: Overrides, expected: readonly string[]];

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    it.each(cases)('%s', (_name, overrides, expected) => {
      expect(said(findings(overrides))).toEqual(expected);
    });
  });
}

table('unknown references', [
  ['manager', edited(ANNA, 'manager: e-1012', 'manager: e-9999'), ['unknown-employee e-1042.yaml#/manager']],
  ['unit', edited(ANNA, 'unit: syd', 'unit: nord'), ['unknown-unit e-1042.yaml#/unit']],
  ['system of an account', edited(ANNA, 'system: ad', 'system: add'), ['unknown-system e-1042.yaml#/accounts/0/system']],
  ['source', more(OTTO, 'source: {system: hr, id: "1"}'), ['unknown-system x-2001.yaml#/source/system']],
  ['unit and system of an assignment', more(OTTO, 'assignments: [{id: a1, unit: x, from: 2026-02-01, grants: {y: [g]}}]'), ['unknown-unit x-2001.yaml#/assignments/0/unit', 'unknown-system x-2001.yaml#/assignments/0/grants/y']],
  ['holder', edited(PHONE, 'holder: e-1042', 'holder: e-1043'), ['unknown-employee PH-0101.yaml#/holder', 'device-not-held e-1042.yaml#/devices/PH-0101']],
  ['holding unit', edited(TABLET, 'unit: syd', 'unit: sydd'), ['unknown-unit TB-0003.yaml#/holder/unit']],
  ['custodian', edited(TABLET, 'custodian: e-1012', 'custodian: e-1'), ['unknown-employee TB-0003.yaml#/custodian']],
  ['awaitedFrom', device('LT-1', `${OWNED}status: awaited\nholder: null\nawaitedFrom: e-1\n`), ['unknown-employee LT-1.yaml#/awaitedFrom']],
  ['company of a device', more(PHONE, 'company: xx'), ['unknown-company PH-0101.yaml#/company']],
  ['lease', edited(LAPTOP, 'lease: hy-2024-017', 'lease: hy-2024-071'), ['unknown-lease LT-0042.yaml#/lease', 'line-without-device hy-2024-017.yaml#/lines/LT-0042']],
  ['inventory system', edited(LAPTOP, 'system: inventory', 'system: snipe'), ['unknown-system LT-0042.yaml#/inventory/system']],
  ['who took it back, wiped it, bought it, and the loaner', device('LT-1', `${OWNED}status: sold\nholder: null\nreturned: {on: 2026-01-01, condition: ok, by: e-1}\nwiped: {on: 2026-01-02, method: purge, by: e-2}\nrepair: {since: 2026-01-01, loaner: LT-9}\nsale: {to: e-3, price: 1.00 SEK, vat: included}\n`), ['unknown-employee LT-1.yaml#/returned/by', 'unknown-employee LT-1.yaml#/wiped/by', 'unknown-device LT-1.yaml#/repair/loaner', 'unknown-employee LT-1.yaml#/sale/to']],
  ['company of a lease', edited(LEASE, 'company: se', 'company: no'), ['unknown-company hy-2024-017.yaml#/company']],
  ['device of a lease', more(LEASE, '  LT-0043: {rent: 1.00 SEK}'), ['unknown-device hy-2024-017.yaml#/lines/LT-0043']],
  ['successor', edited(PLAN, 'successor: e-1012', 'successor: e-1013'), ['unknown-employee e-1042.yaml#/successor']],
  ['device of a plan', edited(PLAN, 'LT-0042:', 'LT-0420:'), ['unknown-device e-1042.yaml#/devices/LT-0420']],
  ['transfer target', edited(PLAN, '{disposition: release}', '{disposition: transfer, to: e-7}'), ['unknown-employee e-1042.yaml#/devices/LT-0042/to']],
  ['handover, files, delegate', more(PLAN, 'handover: [{what: x, to: e-1}]\naccounts: {m365: {files: {to: e-2}, mailbox: {until: 2027-01-31, delegate: e-3}}}'), ['unknown-employee e-1042.yaml#/handover/0/to', 'unknown-employee e-1042.yaml#/accounts/m365/files/to', 'unknown-employee e-1042.yaml#/accounts/m365/mailbox/delegate']],
  ['system of a plan', more(PLAN, 'accounts: {m356: {files: {to: e-1012}}}'), ['unknown-system e-1042.yaml#/accounts/m356']],
  ['who did a task', edited(PLAN, 'by: e-1012', 'by: e-1'), ['unknown-employee e-1042.yaml#/tasks/exit-talk/by']],
  ['whose plan it is', { 'state/offboardings/e-77.yaml': 'employee: e-77\nkind: planned\nspell: 2026-12-31\n' }, ['unknown-employee e-77.yaml#/employee']],
  ['owner of an exception', edited(EXCEPTION, 'owner: e-1012', 'owner: e-1'), ['unknown-employee ex-1.yaml#/owner']],
  ['subject of an exception', edited(EXCEPTION, '{employee: e-1042}', '{employee: e-1}'), ['unknown-employee ex-1.yaml#/subject/employee']],
  ['system of an exception', more(EXCEPTION, 'system: xx'), ['unknown-system ex-1.yaml#/system']],
  ['device of a hold', edited(HOLD, 'LT-0042', 'LT-9'), ['unknown-device m-7.yaml#/subject/device']],
  ['system of an account of a hold', edited(HOLD, '{device: LT-0042}', '{account: {system: x, id: y}}'), ['unknown-system m-7.yaml#/subject/account/system']],
  ['system of a clean-up list', edited(CLEANUP, 'system: ad', 'system: x'), ['unknown-system orphans.yaml#/system']],
  ['system of an override', edited(OVERRIDE, 'system: all', 'system: x'), ['unknown-system or-1.yaml#/system']],
  ['company, manager, parent and acting of a unit', edited(ORG, 'company: dk, manager: e-1012, parent: syd', 'company: no, manager: e-1, parent: xx, acting: {who: e-2, from: 2026-01-01, to: 2026-02-01}'), ['unknown-company organisation.yaml#/units/1/company', 'unknown-employee organisation.yaml#/units/1/manager', 'unknown-unit organisation.yaml#/units/1/parent', 'unknown-employee organisation.yaml#/units/1/acting/who']],
  ['owner of a service account', edited(GUARD, 'owner: e-1012', 'owner: e-1'), ['unknown-employee guardrails.yaml#/service/0/owner']],
  ['system of a role', edited(GUARD, '{system: ad, role', '{system: x, role'), ['unknown-system guardrails.yaml#/administrators/0/system']],
  ['desk of a system', edited(AD, 'desk: it', 'desk: itt'), ['unknown-desk ad.yaml#/desk']],
  ['desks of a supplier', edited(INVENTORY, 'does: leverantor, checks: it', 'does: l, checks: c'), ['unknown-desk inventory.yaml#/supplier/does', 'unknown-desk inventory.yaml#/supplier/checks']],
  ['desk of a task', edited(TASKS, 'desk:it', 'desk:xx'), ['unknown-desk offboarding.yaml#/tasks/1/assignee']],
  ['desk told of a finding', edited(DRIFT, 'tell: [it]', 'tell: [it, xx]'), ['unknown-desk drift.yaml#/stale-licence/tell/1']],
  ['desk, person and unit of an approval', edited(APPROVALS, 'desks: [it]', 'desks: [xx], people: [e-1], units: [yy]'), ['unknown-desk approvals.yaml#/rules/0/desks/0', 'unknown-employee approvals.yaml#/rules/0/people/0', 'unknown-unit approvals.yaml#/rules/0/units/0']],
]);

table('accounts', [
  ['a login of two people', edited(LINA, 'login: linled', 'login: ANNEXE'), ['duplicate-login e-1042.yaml#/accounts/0/login']],
  ['an id of two people', edited(LINA, 'id: a-1012', 'id: a-1042'), ['duplicate-id e-1042.yaml#/accounts/0/id']],
  ['the same login in another system', edited(LINA, 'system: ad, id: a-1012, login: linled', 'system: m365, id: x, login: annexe'), []],
  ['one person twice with one login', more(LINA, '  - {system: ad, login: linled}'), ['duplicate-login e-1012.yaml#/accounts/1/login']],
  ['one person with two logins', more(LINA, '  - {system: ad, login: adm-linled}'), []],
  ['neither id nor login', more(LINA, '  - {system: ad, grants: [x]}'), ['account-without-key e-1012.yaml#/accounts/1']],
  ["a service account that is somebody's", edited(LINA, 'login: linled', 'login: svc-print'), ['account-owned-twice e-1012.yaml#/accounts/0']],
  ['a service account twice', more(GUARD, 'shared:\n  - {system: ad, login: SVC-print, owner: e-1012}'), ['duplicate-account guardrails.yaml#/shared/0']],
  ['a service account without a key', edited(GUARD, 'login: svc-print, ', ''), ['account-without-key guardrails.yaml#/service/0']],
  ['protection of nothing', edited(GUARD, '{login: nodkonto}', '{system: ad}'), ['account-without-key guardrails.yaml#/protected/0']],
]);

table('people', [
  ['an external without an end', edited(OTTO, 'lastDay: 2027-06-30\n', ''), ['external-without-end x-2001.yaml#/kind']],
  ['an external with a day of review', edited(OTTO, 'lastDay', 'reviewBy'), []],
  ['both ends', more(OTTO, 'reviewBy: 2027-01-01'), ['two-ends x-2001.yaml#/reviewBy']],
  ['last working day after the last day', more(OTTO, 'lastWorkingDay: 2027-07-01'), ['days-reversed x-2001.yaml#/lastWorkingDay']],
  ['last working day without a last day', more(LINA, 'lastWorkingDay: 2027-07-01'), ['last-day-missing e-1012.yaml#/lastWorkingDay']],
  ['last working day before the first day', more(OTTO, 'lastWorkingDay: 2024-07-01'), ['days-reversed x-2001.yaml#/lastWorkingDay']],
  ['first day after the last', edited(OTTO, '2025-01-01', '2205-01-01'), ['days-reversed x-2001.yaml#/firstDay']],
  ['one day of work', edited(OTTO, '2025-01-01', '2027-06-30'), []],
  ['a reversed period', more(OTTO, 'periods: [{from: 2020-02-01, to: 2020-01-01}]'), ['days-reversed x-2001.yaml#/periods/0/to']],
  ['overlapping periods', more(OTTO, 'periods: [{from: 2020-01-01, to: 2020-06-30}, {from: 2020-06-30, to: 2020-12-31}]'), ['overlap x-2001.yaml#/periods/1']],
  ['periods after one another', more(OTTO, 'periods: [{from: 2020-01-01, to: 2020-06-30}, {from: 2020-07-01, to: 2020-12-31}]'), []],
  ['a period that reaches into the present', more(OTTO, 'periods: [{from: 2020-01-01, to: 2025-01-01}]'), ['overlap x-2001.yaml#/periods/0/to']],
  ['overlapping leaves, one open', more(OTTO, 'leaves: [{from: 2026-01-01}, {from: 2026-06-01, to: 2026-07-01}]'), ['overlap x-2001.yaml#/leaves/1']],
  ['a reversed leave', more(OTTO, 'leaves: [{from: 2026-02-01, to: 2026-01-01}]'), ['days-reversed x-2001.yaml#/leaves/0/to']],
  ['an assignment before the first day', more(OTTO, 'assignments: [{id: a1, from: 2024-12-31}]'), ['assignment-outside x-2001.yaml#/assignments/0']],
  ['an assignment past the last day', more(OTTO, 'assignments: [{id: a1, from: 2026-01-01, to: 2027-07-01}]'), ['assignment-outside x-2001.yaml#/assignments/0']],
  ['an open assignment of somebody who leaves', more(OTTO, 'assignments: [{id: a1, from: 2026-01-01}]'), []],
  ['an assignment in an earlier employment', more(OTTO, 'periods: [{from: 2020-01-01, to: 2020-06-30}]\nassignments: [{id: a1, from: 2020-02-01, to: 2020-03-01}]'), []],
  ['a reversed assignment and one id twice', more(OTTO, 'assignments: [{id: a1, from: 2026-02-01, to: 2026-01-01}, {id: a1, from: 2026-03-01}]'), ['days-reversed x-2001.yaml#/assignments/0/to', 'duplicate-id x-2001.yaml#/assignments/1/id']],
  ['an unknown zone', more(OTTO, 'timeZone: Europe/Stokholm'), ['unknown-time-zone x-2001.yaml#/timeZone']],
  ['an unknown zone of the organisation', edited(ORG, 'Europe/Stockholm', 'Europe/Atlantis'), ['unknown-time-zone organisation.yaml#/timeZone']],
  ['a known zone', more(OTTO, 'timeZone: America/Argentina/Buenos_Aires'), []],
  ['oneself as manager', more(LINA, 'manager: e-1012'), ['manager-of-oneself e-1012.yaml#/manager']],
  ['a circle of managers', more(LINA, 'manager: e-1042'), ['circle e-1012.yaml#/manager', 'circle e-1042.yaml#/manager']],
]);

table('devices', [
  ['two with one serial', edited(PHONE, 'SN-0101', 'pf3xq1ab'), ['duplicate-serial PH-0101.yaml#/serial']],
  ['two with one inventory record', more(PHONE, 'inventory: {system: inventory, id: "311"}'), ['duplicate-inventory PH-0101.yaml#/inventory']],
  ['two tags that differ by capitals', { 'state/devices/ph-0101.yaml': `id: ph-0101\n${OWNED}status: available\nholder: null\n` }, ['duplicate-id ph-0101.yaml']],
  ['final with a holder', edited(PHONE, 'in-use', 'retired'), ['final-with-holder PH-0101.yaml#/holder']],
  ['in use without a holder', edited(PHONE, 'holder: e-1042', 'holder: null'), ['in-use-without-holder PH-0101.yaml#/status']],
  ['available with a holder', edited(PHONE, 'in-use', 'available'), ['status-with-holder PH-0101.yaml#/holder']],
  ['available in the storeroom', device('LT-1', `${OWNED}status: available\nholder: {place: storeroom}\n`), []],
  ['awaited from nobody', device('LT-1', `${OWNED}status: awaited\nholder: null\n`), ['awaited-from-nobody LT-1.yaml#/status']],
  ['awaited since, from nobody', device('LT-1', `${OWNED}status: available\nholder: null\nawaitedSince: 2026-01-01\n`), ['awaited-from-nobody LT-1.yaml#/awaitedSince']],
  ['in use and awaited', more(PHONE, 'awaitedFrom: e-1012'), ['in-use-and-awaited PH-0101.yaml#/awaitedFrom']],
  ['third party without owner', device('CL-1', 'type: laptop\nownership: third-party\nstatus: in-use\nholder: e-1012\n'), ['owner-missing CL-1.yaml#/ownership']],
  ['owner of an owned device', more(PHONE, 'owner: kund-ett'), ['owner-not-third-party PH-0101.yaml#/owner']],
  ['a wiped personal device', device('PP-1', 'type: phone\nownership: personal\nstatus: in-use\nholder: e-1012\nwiped: {on: 2026-01-01, method: clear}\n'), ['wiped-not-ours PP-1.yaml#/wiped']],
  ["a wiped client's device", device('CL-1', 'type: laptop\nownership: third-party\nowner: kund-ett\nstatus: in-use\nholder: e-1012\nwiped: {on: 2026-01-01, method: clear}\n'), ['wiped-not-ours CL-1.yaml#/wiped']],
  ['sold before it was bought from the lessor', { ...edited(LAPTOP, 'status: in-use\nholder: e-1042', 'status: sold\nholder: null\nsale: {to: e-1042, price: 1.00 SEK, vat: included}') }, ['sold-before-acquired LT-0042.yaml#/status']],
  ['sold after it was bought from the lessor', edited(LAPTOP, 'status: in-use\nholder: e-1042', 'status: sold\nholder: null\nsale: {to: e-1042, price: 1.00 SEK, vat: included}\nacquired: {from: Hyrbert, price: 1.00 SEK, on: 2026-01-01}'), []],
  ['an owned device returned to a lessor', device('LT-1', `${OWNED}status: returned-to-lessor\nholder: null\n`), ['status-not-ownership LT-1.yaml#/status']],
  ['an owned device returned to an owner', device('LT-1', `${OWNED}status: returned-to-owner\nholder: null\n`), ['status-not-ownership LT-1.yaml#/status']],
  ['repair, loss and sale without their part', device('LT-1', `${OWNED}status: repair\nholder: e-1012\n`), ['part-missing LT-1.yaml#/status']],
  ['its own loaner', device('LT-1', `${OWNED}status: repair\nholder: e-1012\nrepair: {since: 2026-01-01, loaner: LT-1}\n`), ['loaner-is-itself LT-1.yaml#/repair/loaner']],
  ['locked before it was lost', device('LT-1', `${OWNED}status: lost\nholder: e-1012\nlost: {on: 2026-01-02, locked: 2026-01-01}\n`), ['days-reversed LT-1.yaml#/lost/locked']],
  ['a holder of nothing', edited(TABLET, '{unit: syd}', '{}'), ['exactly-one TB-0003.yaml#/holder']],
  ['a holder of two kinds', edited(TABLET, '{unit: syd}', '{unit: syd, place: x}'), ['exactly-one TB-0003.yaml#/holder']],
]);

table('leases', [
  ['leased without a lease', edited(LAPTOP, 'lease: hy-2024-017\n', ''), ['leased-without-lease LT-0042.yaml#/ownership', 'line-without-device hy-2024-017.yaml#/lines/LT-0042']],
  ['a lease of an owned device', edited(LAPTOP, 'leased', 'owned'), ['lease-not-leased LT-0042.yaml#/ownership']],
  ['a lease without a line for it', edited(LEASE, 'lines:\n  LT-0042: {rent: 219.00 SEK}', 'lines: {}'), ['lease-without-line LT-0042.yaml#/lease']],
  ['two leases at one time', { 'state/leases/ll-1.yaml': (WORLD[LEASE] ?? '').replace('hy-2024-017', 'll-1') }, ['device-in-two-leases ll-1.yaml#/lines/LT-0042']],
  ['two leases one after the other', { 'state/leases/ll-1.yaml': (WORLD[LEASE] ?? '').replace('hy-2024-017', 'll-1').replace('2024-03-01', '2021-03-01').replace('2027-02-28', '2024-02-29') }, []],
  ["a line's own end before the next lease", { 'state/leases/ll-1.yaml': (WORLD[LEASE] ?? '').replace('hy-2024-017', 'll-1').replace('2024-03-01', '2021-03-01').replace('SEK}', 'SEK, to: 2024-02-29}') }, []],
  ['another company than the lessee', more(LAPTOP, 'company: dk'), ['lease-of-other-company LT-0042.yaml#/company']],
  ['days reversed', edited(LEASE, 'to: 2027-02-28', 'to: 2023-02-28\nnoticeGiven: 2024-01-01\nquote: {price: 1.00 SEK, on: 2026-02-01, until: 2026-01-01}'), ['days-reversed hy-2024-017.yaml#/to', 'days-reversed hy-2024-017.yaml#/noticeGiven', 'days-reversed hy-2024-017.yaml#/quote/until']],
  ['a line that ends before the lease begins', edited(LEASE, '219.00 SEK', '219.00 SEK, to: 2020-01-01'), ['days-reversed hy-2024-017.yaml#/lines/LT-0042/to']],
]);

table('plans', [
  ['open, but no last day', edited(ANNA, 'lastDay: 2026-12-31\n', ''), ['plan-without-last-day e-1042.yaml#/spell']],
  ['of another spell', edited(ANNA, 'lastDay: 2026-12-31', 'lastDay: 2027-01-31'), ['plan-of-other-spell e-1042.yaml#/spell']],
  ['of an earlier period', { ...edited(ANNA, 'firstDay: 2021-03-01\nlastDay: 2026-12-31', 'firstDay: 2027-02-01\nperiods: [{from: 2021-03-01, to: 2026-12-31}]') }, []],
  ['closed', { ...edited(ANNA, 'lastDay: 2026-12-31\n', ''), ...more(PLAN, 'closed: 2027-02-15') }, []],
  ['two open', { 'state/offboardings/e-1042.2.yaml': 'employee: e-1042\nkind: planned\nspell: 2026-12-31\n' }, ['two-open-plans e-1042.yaml']],
  ['a second leaving', { 'state/offboardings/e-1042.2.yaml': 'employee: e-1042\nkind: planned\nspell: 2026-12-31\n', ...edited(PLAN, 'spell: 2026-12-31', 'spell: 2019-12-31\nclosed: 2020-02-15') }, []],
  ['access after the last day', edited(PLAN, 'access: 2026-12-30', 'access: 2027-01-01'), ['access-after-last-day e-1042.yaml#/ends/access']],
  ['access on the last day', edited(PLAN, 'access: 2026-12-30', 'access: 2026-12-31'), []],
  ['access after the last working day', more(ANNA, 'lastWorkingDay: 2026-12-18'), ['access-after-last-day e-1042.yaml#/ends/access']],
  ['notice after the last day', more(PLAN, 'noticeGiven: 2027-01-01'), ['days-reversed e-1042.yaml#/noticeGiven']],
  ['the leaver as successor, in handover, files and mailbox', { ...edited(PLAN, 'successor: e-1012', 'successor: e-1042\nhandover: [{what: x, to: e-1042}]\naccounts: {m365: {files: {to: e-1042}, mailbox: {until: 2027-01-31, delegate: e-1042}}}') }, ['to-the-same-person e-1042.yaml#/successor', 'to-the-same-person e-1042.yaml#/handover/0/to', 'to-the-same-person e-1042.yaml#/accounts/m365/files/to', 'to-the-same-person e-1042.yaml#/accounts/m365/mailbox/delegate']],
  ['a task that there is not', edited(PLAN, 'exit-talk: {done', 'exit-tlak: {done'), ['unknown-task e-1042.yaml#/tasks/exit-tlak']],
  ['a task done and skipped', edited(PLAN, 'done: 2026-12-10', 'done: 2026-12-10, skipped: no'), ['exactly-one e-1042.yaml#/tasks/exit-talk']],
  ['templates twice and in a circle', { [TASKS]: 'tasks:\n  - {id: a, title: {en: A}, assignee: manager, due: lastDay, after: [b]}\n  - {id: b, title: {en: B}, assignee: manager, due: lastDay, after: [a]}\n  - {id: b, title: {en: C}, assignee: manager, due: lastDay, after: [a]}\n  - {id: exit-talk, title: {en: D}, assignee: manager, due: lastDay}\n' }, ['circle offboarding.yaml#/tasks/0/after', 'circle offboarding.yaml#/tasks/1/after', 'duplicate-id offboarding.yaml#/tasks/2/id', 'circle offboarding.yaml#/tasks/2/after']],
]);

const wish = (disposition: string) => edited(PLAN, '{disposition: release}', `{disposition: ${disposition}}`);
const NOT_ALLOWED = ['disposition-not-allowed e-1042.yaml#/devices/LT-0042/disposition'];
const owner = (ownership: string) => edited(LAPTOP, 'ownership: leased\nlease: hy-2024-017', `ownership: ${ownership}${ownership === 'third-party' ? '\nowner: kund-ett' : ''}`);

table('dispositions of a leased laptop', [
  ['release', wish('release'), []],
  ['transfer', wish('transfer, to: e-1012'), []],
  ['transfer to oneself', wish('transfer, to: e-1042'), ['to-the-same-person e-1042.yaml#/devices/LT-0042/to']],
  ['transfer to another company', wish('transfer, to: x-2001'), ['transfer-to-other-company e-1042.yaml#/devices/LT-0042/to']],
  ['buyout', wish('buyout'), []],
  ['return-to-lessor', wish('return-to-lessor'), []],
  ['return-to-owner', wish('return-to-owner'), NOT_ALLOWED],
  ['hold', wish('hold, until: 2027-01-31, matter: M-7'), []],
  ['lost', wish('lost'), []],
  ['destroy', wish('destroy'), NOT_ALLOWED],
  ['keep', wish('keep'), NOT_ALLOWED],
]);

table('dispositions by ownership', [
  ...(['release', 'transfer, to: e-1012', 'buyout', 'return-to-lessor', 'return-to-owner'] as const).map((word): Case => [`${word} of a personal laptop`, { ...owner('personal'), ...wish(word) }, NOT_ALLOWED]),
  ...(['release', 'transfer, to: e-1012', 'buyout', 'return-to-lessor', 'keep'] as const).map((word): Case => [`${word} of a client's laptop`, { ...owner('third-party'), ...wish(word) }, NOT_ALLOWED]),
  ['keep of a personal laptop', { ...owner('personal'), ...wish('keep') }, []],
  ["return-to-owner of a client's laptop", { ...owner('third-party'), ...wish('return-to-owner') }, []],
  ['return-to-lessor of an owned laptop', { ...owner('owned'), ...wish('return-to-lessor') }, NOT_ALLOWED],
  ['destroy of a card', { ...edited(PHONE, 'type: phone', 'type: smartcard'), ...edited(PLAN, (WORLD[PLAN] ?? '').slice((WORLD[PLAN] ?? '').indexOf('    disposition: buyout'), (WORLD[PLAN] ?? '').indexOf('tasks:')), '    disposition: destroy\n') }, []],
  ['an offer whose else does not fit', edited(PLAN, 'else: release', 'else: return-to-lessor'), ['disposition-not-allowed e-1042.yaml#/devices/PH-0101/offer/else']],
]);

table('who holds the device of a plan', [
  ['somebody else', edited(PHONE, 'holder: e-1042', 'holder: e-1012'), ['device-not-held e-1042.yaml#/devices/PH-0101']],
  ['somebody else since after the last day', { [PHONE]: `${WORLD[PHONE]?.replace('holder: e-1042', 'holder: e-1012')}received: 2027-01-15\n` }, []],
  ['somebody else since before', { [PHONE]: `${WORLD[PHONE]?.replace('holder: e-1042', 'holder: e-1012')}received: 2026-01-15\n` }, ['device-not-held e-1042.yaml#/devices/PH-0101']],
  ['nobody, awaited from the leaver', { [PHONE]: `id: PH-0101\ntype: phone\nownership: owned\nstatus: awaited\nholder: null\nawaitedFrom: e-1042\n` }, []],
  ['nobody, awaited from somebody else', { [PHONE]: `id: PH-0101\ntype: phone\nownership: owned\nstatus: awaited\nholder: null\nawaitedFrom: e-1012\n` }, ['device-not-held e-1042.yaml#/devices/PH-0101']],
  ['nobody, available', { [PHONE]: `id: PH-0101\ntype: phone\nownership: owned\nstatus: available\nholder: null\n` }, []],
  ['whom it was transferred to', { ...edited(LAPTOP, 'holder: e-1042', 'holder: e-1012'), ...wish('transfer, to: e-1012') }, []],
  ['somebody else, but the plan is closed', { ...edited(PHONE, 'holder: e-1042', 'holder: e-1012'), ...more(PLAN, 'closed: 2027-02-15') }, []],
]);

table('offers', [
  ['answer due before it was sent', edited(PLAN, 'answerBy: 2026-12-15', 'sent: 2026-12-16, answerBy: 2026-12-15'), ['days-reversed e-1042.yaml#/devices/PH-0101/offer/answerBy', 'days-reversed e-1042.yaml#/devices/PH-0101/offer/answered']],
  ['a day without an answer', edited(PLAN, 'answer: yes, ', ''), ['answer-missing e-1042.yaml#/devices/PH-0101/offer/answered']],
  ['an answer too late', edited(PLAN, 'answered: 2026-12-12', 'answered: 2026-12-16'), ['answer-late e-1042.yaml#/devices/PH-0101/offer/answered']],
  ['deducted without consent', edited(PLAN, '    consent: {on: 2026-12-10, ref: HR-88}\n', ''), ['consent-missing e-1042.yaml#/devices/PH-0101/settle']],
]);

table('what holds for a while', [
  ['an exception of 180 days', edited(EXCEPTION, '2027-01-20', '2027-06-18'), []],
  ['an exception of 181 days', edited(EXCEPTION, '2027-01-20', '2027-06-19'), ['exception-too-long ex-1.yaml#/until']],
  ['two exceptions of 181 days in sum', { 'state/exceptions/ex-2.yaml': 'id: ex-2\nsubject: {employee: e-1042}\nchange: licences\nreason: more\nowner: e-1012\nfrom: 2027-02-01\nuntil: 2027-07-01\n' }, ['exception-too-long ex-2.yaml#/until']],
  ['two exceptions of different causes', { 'state/exceptions/ex-2.yaml': 'id: ex-2\nsubject: {employee: e-1042}\nchange: groups\nreason: more\nowner: e-1012\nfrom: 2027-02-01\nuntil: 2027-07-01\n' }, []],
  ['an exception that ends before it begins', edited(EXCEPTION, '2027-01-20', '2026-12-20'), ['days-reversed ex-1.yaml#/until']],
  ['an exception owned by its subject', edited(EXCEPTION, 'owner: e-1012', 'owner: e-1042'), ['exception-of-oneself ex-1.yaml#/owner']],
  ['an exception of nothing', edited(EXCEPTION, 'change: licences\n', ''), ['exactly-one ex-1.yaml']],
  ['an exception of two things', more(EXCEPTION, 'finding: stale-licence'), ['exactly-one ex-1.yaml']],
  ['an exception without a subject', edited(EXCEPTION, '{employee: e-1042}', '{}'), ['exactly-one ex-1.yaml#/subject']],
  ['a hold with two subjects', edited(HOLD, '{device: LT-0042}', '{device: LT-0042, employee: e-1042}'), ['exactly-one m-7.yaml#/subject']],
  ['a hold that ends before it begins', more(HOLD, 'until: 2026-12-27'), ['days-reversed m-7.yaml#/until']],
  ['an override of three days', edited(OVERRIDE, '2027-01-05', '2027-01-06'), ['too-long or-1.yaml#/until']],
  ['a reading accepted for three days', edited(READING, '2027-01-05', '2027-01-06'), ['too-long ad.yaml#/until']],
  ['a reading reversed', edited(READING, '2027-01-05', '2027-01-03'), ['days-reversed ad.yaml#/until']],
]);

table('clean-up lists', [
  ['an account twice', edited(CLEANUP, 'a-9002', 'a-9001'), ['duplicate-id orphans.yaml#/accounts/1']],
  ['a protected account', edited(GUARD, '{login: nodkonto}', '{id: a-9001}'), ['cleanup-of-protected orphans.yaml#/accounts/0']],
  ['a protected account of another system', edited(GUARD, '{login: nodkonto}', '{system: m365, id: a-9001}'), []],
  ['licences of a list that disables', more(CLEANUP, 'entitlements: [x]'), ['entitlements-not-used orphans.yaml#/entitlements']],
]);

table('systems', [
  ['one tenant twice', edited('policies/systems/m365.yaml', 'exempel-m365', 'Exempel-AD'), ['duplicate-tenant m365.yaml#/tenant']],
  ['one name of tenant in two kinds', edited(INVENTORY, 'tenant: exempel-inventory', 'tenant: exempel-ad'), []],
  ['a licence twice', edited('policies/systems/m365.yaml', 'per: month}', 'per: month}\n  - {id: SPE_E3, price: 1.00 SEK, per: year}'), ['duplicate-id m365.yaml#/licences/1/id']],
  ['a table that the system does not hold', edited(INVENTORY, 'holds: [assets]', 'holds: [people]'), ['table-not-held inventory.yaml#/tables/0/holds']],
  ['a word for both', edited(INVENTORY, '    freshness', '    enabledWhen: [Yes]\n    disabledWhen: ["no", "YES"]\n    freshness'), ['word-twice inventory.yaml#/tables/0/disabledWhen']],
  ['no freshness', edited(INVENTORY, '{file: modified}', '{}'), ['exactly-one inventory.yaml#/tables/0/freshness']],
  ['two freshnesses', edited(INVENTORY, '{file: modified}', '{file: modified, column: Exported}'), ['exactly-one inventory.yaml#/tables/0/freshness']],
]);

table('organisation and approvals', [
  ['no organisation', { [ORG]: null }, ['organisation-missing organisation.yaml']],
  ['a company twice', edited(ORG, '  - {id: dk', '  - {id: se, name: X, country: SE, currency: SEK}\n  - {id: dk'), ['duplicate-id organisation.yaml#/companies/1/id']],
  ['a unit twice', edited(ORG, 'desks:', '  - {id: syd, name: S, company: se}\ndesks:'), ['duplicate-id organisation.yaml#/units/2/id']],
  ['units in a circle', edited(ORG, 'company: se, manager: e-1012', 'company: se, manager: e-1012, parent: kbh'), ['circle organisation.yaml#/units/0/parent', 'circle organisation.yaml#/units/1/parent']],
  ['acting backwards', edited(ORG, 'parent: syd', 'parent: syd, acting: {who: e-1012, from: 2026-02-01, to: 2026-01-01}'), ['days-reversed organisation.yaml#/units/1/acting/to']],
  ['a desk that closes before it opens', edited(ORG, '08-17', '17-08'), ['hours-reversed organisation.yaml#/desks/leverantor/hours']],
  ['a rule that nobody fulfils', edited(APPROVALS, 'desks: [it]', 'number: 2'), ['nobody-approves approvals.yaml#/rules/0']],
]);
