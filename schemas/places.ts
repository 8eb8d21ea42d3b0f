/** Where each kind of file lies. Imports nothing, so that commands can ask without loading any definition. */

/** A kind of file. */
export type Kind = keyof typeof places;

/** One kind's place: a fixed file, or one file per record in a folder, named by the record's key property. */
export interface Place {
  readonly path: string;
  readonly folder: boolean;
  readonly key: string | null;
}

/** The table. Kind and id alone decide the path. */
export const places = {
  organisation: { path: 'state/organisation.yaml', folder: false, key: null },
  employee: { path: 'state/employees', folder: true, key: 'id' },
  device: { path: 'state/devices', folder: true, key: 'id' },
  lease: { path: 'state/leases', folder: true, key: 'id' },
  offboarding: { path: 'state/offboardings', folder: true, key: 'employee' },
  exception: { path: 'state/exceptions', folder: true, key: 'id' },
  hold: { path: 'state/holds', folder: true, key: 'id' },
  cleanup: { path: 'state/cleanups', folder: true, key: 'id' },
  reading: { path: 'state/readings', folder: true, key: 'system' },
  guardrails: { path: 'policies/guardrails.yaml', folder: false, key: null },
  access: { path: 'policies/access.yaml', folder: false, key: null },
  'device-rules': { path: 'policies/devices.yaml', folder: false, key: null },
  'offboarding-tasks': { path: 'policies/offboarding.yaml', folder: false, key: null },
  drift: { path: 'policies/drift.yaml', folder: false, key: null },
  approvals: { path: 'policies/approvals.yaml', folder: false, key: null },
  notices: { path: 'policies/notices.yaml', folder: false, key: null },
  system: { path: 'policies/systems', folder: true, key: 'id' },
  override: { path: 'policies/overrides', folder: true, key: 'id' },
} as const satisfies Record<string, Place>;
