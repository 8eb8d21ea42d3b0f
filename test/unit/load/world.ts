/** A small valid state tree, invented, for tests to change one thing in. */
import type { SourceFile } from '../../../reconciler/load/load.ts';

/** Text of files by path; null takes a file away. */
export type Overrides = Readonly<Record<string, string | null>>;

/** The files of the small world. */
export const WORLD: Readonly<Record<string, string>> = {
  'state/organisation.yaml': `name: Exempelgruppen
timeZone: Europe/Stockholm
locale: sv
companies:
  - {id: se, name: Exempelbolaget AB, country: SE, currency: SEK}
  - {id: dk, name: Eksempelselskabet ApS, country: DK, currency: DKK}
units:
  - {id: syd, name: Syd, company: se, manager: e-1012}
  - {id: kbh, name: København, company: dk, manager: e-1012, parent: syd}
desks:
  it: {name: IT-servicedesk, email: it@exempel.example}
  hr: {name: HR}
  leverantor: {name: Leverantör, supplier: true, hours: weekdays 08-17}
`,
  'state/employees/e-1012.yaml': `id: e-1012
person: {name: Lina Ledsam}
kind: employee
unit: syd
firstDay: 2015-01-07
accounts:
  - {system: ad, id: a-1012, login: linled}
`,
  'state/employees/e-1042.yaml': `id: e-1042
person:
  name: Anna Exempelsson
  email: anna.exempelsson@exempel.example
kind: employee
unit: syd
manager: e-1012
firstDay: 2021-03-01
lastDay: 2026-12-31
accounts:
  - system: ad
    id: a-1042
    login: annexe
    grants: [sales, vpn]
  - {system: m365, id: m-1042, login: anna.exempelsson@exempel.example, licences: [SPE_E3]}
`,
  'state/employees/x-2001.yaml': `id: x-2001
person: withheld
kind: consultant
unit: kbh
firstDay: 2025-01-01
lastDay: 2027-06-30
`,
  'state/devices/LT-0042.yaml': `id: LT-0042
type: laptop
model: Exempelbok 14
serial: PF3XQ1AB
status: in-use
holder: e-1042
ownership: leased
lease: hy-2024-017
inventory: {system: inventory, id: 311}
`,
  'state/devices/PH-0101.yaml': `id: PH-0101
type: phone
serial: SN-0101
status: in-use
holder: e-1042
ownership: owned
`,
  'state/devices/TB-0003.yaml': `id: TB-0003
type: tablet
status: in-use
holder: {unit: syd}
custodian: e-1012
ownership: owned
`,
  'state/leases/hy-2024-017.yaml': `id: hy-2024-017
lessor: Hyrbert Finans
company: se
from: 2024-03-01
to: 2027-02-28
notice: P30D
lines:
  LT-0042: {rent: 219.00 SEK}
`,
  'state/offboardings/e-1042.yaml': `employee: e-1042
kind: planned
spell: 2026-12-31
ends: {access: 2026-12-30}
successor: e-1012
devices:
  LT-0042: {disposition: release}
  PH-0101:
    disposition: buyout
    offer: {price: 1800.00 SEK, vat: included, answerBy: 2026-12-15, answer: yes, answered: 2026-12-12, else: release}
    settle: final-pay
    consent: {on: 2026-12-10, ref: HR-88}
tasks: {exit-talk: {done: 2026-12-10, by: e-1012}}
`,
  'state/exceptions/ex-1.yaml': `id: ex-1
subject: {employee: e-1042}
change: licences
reason: handover in January
owner: e-1012
from: 2026-12-21
until: 2027-01-20
`,
  'state/holds/m-7.yaml': `id: m-7
subject: {device: LT-0042}
matter: M-7
from: 2026-12-28
`,
  'state/cleanups/orphans.yaml': `id: orphans
system: ad
accounts: [a-9001, a-9002]
what: disable
reason: found in the year-end check
`,
  'state/readings/ad.yaml': `system: ad
count: 320
digest: ${'a3'.repeat(32)}
reason: company sold
from: 2027-01-04
until: 2027-01-05
`,
  'policies/guardrails.yaml': `limits:
  surprise: {count: 3, percent: 1}
protected:
  - {login: nodkonto}
administrators:
  - {system: ad, role: Domain Admins}
approvers:
  - {system: ad, group: people-owners}
service:
  - {system: ad, login: svc-print, owner: e-1012}
`,
  'policies/access.yaml': `cutOff: "16:00"
ladder: {groups: P7D, licences: P14D}
`,
  'policies/devices.yaml': `planRequired: [employee]
`,
  'policies/offboarding.yaml': `tasks:
  - {id: exit-talk, title: {en: Exit talk}, assignee: manager, due: lastDay-P14D}
  - {id: keys, title: {en: Keys}, assignee: "desk:it", due: lastDay}
`,
  'policies/drift.yaml': `stale-licence: {severity: warning, after: P45D, tell: [it]}
`,
  'policies/approvals.yaml': `rules:
  - {for: release, desks: [it]}
`,
  'policies/notices.yaml': `mode: observe
server: practice
from: {address: hr@exempel.example}
desks: {hr: hr, payroll: hr}
`,
  'policies/systems/ad.yaml': `kind: practice
id: ad
mode: enforce
tenant: exempel-ad
holds: [accounts]
identityProvider: true
desk: it
world: ad.json
`,
  'policies/systems/m365.yaml': `kind: practice
id: m365
mode: observe
tenant: exempel-m365
holds: [accounts]
world: m365.json
licences:
  - {id: SPE_E3, price: 389.00 SEK, per: month}
`,
  'policies/systems/inventory.yaml': `kind: csv
id: inventory
mode: observe
tenant: exempel-inventory
holds: [assets]
supplier: {does: leverantor, checks: it, within: PT8H}
tables:
  - holds: assets
    file: assets.csv
    columns: {id: Id, tag: Asset Tag}
    freshness: {file: modified}
`,
  'policies/overrides/or-1.yaml': `id: or-1
class: surprise
system: all
set: ${'b4'.repeat(32)}
reason: season ended early
from: 2027-01-04
until: 2027-01-05
`,
};

const encoder = new TextEncoder();

/** A stand-in for a blob id that follows from the content alone. */
export function blobId(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x1234567;
  for (const character of text) {
    first = Math.imul(first ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    second = (Math.imul(second, 31) + first) >>> 0;
  }
  return (first.toString(16).padStart(8, '0') + second.toString(16).padStart(8, '0')).repeat(3).slice(0, 40);
}

/** One file of a tree. */
export function makeFile(path: string, text: string, mode = '100644'): SourceFile {
  return { path, mode, id: blobId(text), bytes: encoder.encode(text) };
}

/** The small world with some files replaced, added or (null) taken away. */
export function makeFiles(overrides: Overrides = {}): SourceFile[] {
  const texts = { ...WORLD, ...overrides };
  return Object.entries(texts).flatMap(([path, text]) => (text === null ? [] : [makeFile(path, text)]));
}

/** The text of one file of the small world with one piece of it replaced; fails when the piece is not there. */
export function edited(path: string, from: string, to: string): Overrides {
  const text = WORLD[path];
  if (text === undefined || !text.includes(from)) throw new Error(`no "${from}" in ${path}`);
  return { [path]: text.replace(from, () => to) };
}
