/** The first organisation and policies of a state repository, and invented people for `--example`. Pure. */
import type { ScaffoldAnswers } from './scaffold.ts';

function modeline(kind: string, up: string): string {
  return `# yaml-language-server: $schema=${up}schemas/json/${kind}.schema.json\n`;
}

/** A text as YAML reads it back unchanged. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The organisation with one company and one unit. */
export function organisationFile(answers: ScaffoldAnswers): string {
  const id = answers.country.toLowerCase();
  const manager = answers.isExample ? ', manager: e-0001' : '';
  return `${modeline('organisation', '../')}name: ${quoted(answers.name)}
timeZone: ${answers.zone}
locale: ${answers.locale}
companies:
  - {id: ${id}, name: ${quoted(answers.name)}, country: ${answers.country}, currency: ${answers.currency}}
units:
  - {id: office, name: Office, company: ${id}${manager}}
desks:
  it: {name: IT}
  hr: {name: HR}
`;
}

/** Careful defaults; each file says in a comment what it decides. */
export const POLICY_FILES: readonly (readonly [path: string, text: string])[] = [
  [
    'policies/guardrails.yaml',
    `${modeline('guardrails', '../')}# How much may be removed in one run. Numbers left out have the defaults of the safety rules.
limits:
  surprise: {count: 3, percent: 1}
# Accounts that are never touched: break-glass accounts, by sign-in name or id.
protected: []
# Service and shared accounts, each with an owner who is asked when they leave.
service: []
shared: []
`,
  ],
  [
    'policies/access.yaml',
    `${modeline('access', '../')}# When access ends on the access day, in the person's own time zone, and what follows it.
cutOff: "24:00"
ladder: {groups: P7D, licences: P14D, deletionDue: P90D}
`,
  ],
  [
    'policies/devices.yaml',
    `${modeline('device-rules', '../')}# What becomes of devices when no plan says otherwise.
defaults:
  - {ownership: [owned, leased], disposition: release}
  - {ownership: [third-party], disposition: return-to-owner}
  - {ownership: [personal], disposition: keep}
planRequired: []
decisionDeadline: P14D
`,
  ],
  ['policies/offboarding.yaml', `${modeline('offboarding-tasks', '../')}# Task templates of a leaving.\ntasks: []\n`],
  [
    'policies/drift.yaml',
    `${modeline('drift', '../')}# Severity and thresholds of findings; what is left out has its default.\nstale-licence: {after: P45D}\n`,
  ],
  [
    'policies/approvals.yaml',
    `${modeline('approvals', '../')}# Who is asked to review what.\nsource: none\nrules:\n  - {for: release, desks: [it]}\n`,
  ],
];

/** Two invented people and their devices. */
export function exampleFiles(answers: ScaffoldAnswers): readonly (readonly [path: string, text: string])[] {
  const employee = modeline('employee', '../../');
  const device = modeline('device', '../../');
  return [
    [
      'state/employees/e-0001.yaml',
      `${employee}id: e-0001\nperson: {name: Maja Exempel, email: maja@exempel.example}\nkind: employee\nunit: office\nfirstDay: 2024-02-01\n`,
    ],
    [
      'state/employees/e-0002.yaml',
      `${employee}id: e-0002\nperson: {name: Olle Påhitt, email: olle@exempel.example}\nkind: employee\nunit: office\nfirstDay: 2024-02-01\n`,
    ],
    [
      'state/devices/LT-0001.yaml',
      `${device}id: LT-0001\ntype: laptop\nmodel: Exempelbok 14\nstatus: in-use\nholder: e-0001\nownership: owned\ncompany: ${answers.country.toLowerCase()}\n`,
    ],
  ];
}
