/** Issue forms, owners and the notes for reviewers of a state repository. Pure. */

/** The form for somebody who is leaving; a person or a workflow turns it into a pull request. */
export const LEAVER_FORM = `name: Someone is leaving
description: Register a last day. Access ends on it by itself; devices get a pull request each.
title: 'Leaving: '
labels: ['lastday:offboard']
body:
  - type: markdown
    attributes:
      value: Use ids, never names. Never write why somebody leaves.
  - type: input
    id: employee
    attributes:
      label: Employee
      description: The id, as in state/employees.
      placeholder: e-1042
    validations:
      required: true
  - type: input
    id: last-day
    attributes:
      label: Last day
      description: The last day that still counts, of everything between this person and us.
      placeholder: '2027-03-31'
    validations:
      required: true
  - type: input
    id: successor
    attributes:
      label: Successor
      placeholder: e-1101
  - type: textarea
    id: devices
    attributes:
      label: Devices
      description: One per line, tag and disposition; the default is release.
      placeholder: 'LT-0042 release'
  - type: checkboxes
    id: quiet
    attributes:
      label: E-mail
      options:
        - label: Do not ask the person whether to buy anything.
`;

/** The form for a device that is gone. */
export const LOST_FORM = `name: A device is lost
description: Starts the clock of the personal data breach assessment (72 hours).
title: 'Lost: '
labels: ['lastday:lost']
body:
  - type: input
    id: device
    attributes:
      label: Device
      placeholder: LT-0042
    validations:
      required: true
  - type: input
    id: day
    attributes:
      label: Day on which it was noticed
      placeholder: '2027-01-04'
    validations:
      required: true
`;

/** Blank issues stay possible. */
export const FORM_CONFIG = 'blank_issues_enabled: true\n';

/** Who must look at what: people's data, and how careful the machine is, have different owners. */
export function codeOwners(team: string): string {
  return `# Owners must have write access. Policies decide how careful the reconciler is: give them owners of their own.
/state/                 ${team}/hr
/state/devices/         ${team}/it ${team}/hr
/state/leases/          ${team}/finance ${team}/it
/state/holds/           ${team}/legal
/policies/              ${team}/security
/policies/overrides/    ${team}/security ${team}/hr
/.github/               ${team}/security
/package.json           ${team}/security
/package-lock.json      ${team}/security
`;
}
