/** The table of kinds: where a file lies, what it must look like, and which JSON Schema says so. The only public entry. */
import type { z } from 'zod';
import { Device } from './device.ts';
import { Employee } from './employee.ts';
import { AcceptedReading, Cleanup, Exception, Hold, Override } from './exception.ts';
import { Lease } from './lease.ts';
import { Offboarding } from './offboarding.ts';
import { Organisation } from './organisation.ts';
import { Access } from './policies/access.ts';
import { Approvals } from './policies/approvals.ts';
import { DeviceRules } from './policies/device-rules.ts';
import { Drift } from './policies/drift.ts';
import { Guardrails } from './policies/guardrails.ts';
import { Notices } from './policies/notices.ts';
import { OffboardingTasks } from './policies/offboarding-tasks.ts';
import { System } from './system.ts';

/** Every kind of file, by name. The definition is also the oracle that tests compare the JSON Schema with. */
export const definitions = {
  organisation: Organisation,
  employee: Employee,
  device: Device,
  lease: Lease,
  offboarding: Offboarding,
  exception: Exception,
  hold: Hold,
  cleanup: Cleanup,
  reading: AcceptedReading,
  guardrails: Guardrails,
  access: Access,
  'device-rules': DeviceRules,
  'offboarding-tasks': OffboardingTasks,
  drift: Drift,
  approvals: Approvals,
  notices: Notices,
  system: System,
  override: Override,
} as const satisfies Record<Kind, z.ZodType>;
export { type Kind, type Place, places } from './places.ts';

import type { Kind } from './places.ts';

/** The document of one kind, as its file holds it. */
export type Document<K extends Kind> = z.infer<(typeof definitions)[K]>;
