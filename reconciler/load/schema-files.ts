/** The committed JSON Schemas by kind: what decides at run time. */
import access from '../../schemas/json/access.schema.json' with { type: 'json' };
import approvals from '../../schemas/json/approvals.schema.json' with { type: 'json' };
import cleanup from '../../schemas/json/cleanup.schema.json' with { type: 'json' };
import device from '../../schemas/json/device.schema.json' with { type: 'json' };
import deviceRules from '../../schemas/json/device-rules.schema.json' with { type: 'json' };
import drift from '../../schemas/json/drift.schema.json' with { type: 'json' };
import employee from '../../schemas/json/employee.schema.json' with { type: 'json' };
import exception from '../../schemas/json/exception.schema.json' with { type: 'json' };
import guardrails from '../../schemas/json/guardrails.schema.json' with { type: 'json' };
import hold from '../../schemas/json/hold.schema.json' with { type: 'json' };
import lease from '../../schemas/json/lease.schema.json' with { type: 'json' };
import notices from '../../schemas/json/notices.schema.json' with { type: 'json' };
import offboarding from '../../schemas/json/offboarding.schema.json' with { type: 'json' };
import offboardingTasks from '../../schemas/json/offboarding-tasks.schema.json' with { type: 'json' };
import organisation from '../../schemas/json/organisation.schema.json' with { type: 'json' };
import override from '../../schemas/json/override.schema.json' with { type: 'json' };
import reading from '../../schemas/json/reading.schema.json' with { type: 'json' };
import system from '../../schemas/json/system.schema.json' with { type: 'json' };
import type { Kind } from '../../schemas/places.ts';

/** A JSON Schema as data; only the keywords that messages look at are named. */
export interface SchemaPart {
  readonly type?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
  readonly discriminator?: { readonly propertyName: string };
}

/** Every kind's schema. */
export const schemaFiles: Readonly<Record<Kind, SchemaPart>> = {
  organisation,
  employee,
  device,
  lease,
  offboarding,
  exception,
  hold,
  cleanup,
  reading,
  guardrails,
  access,
  'device-rules': deviceRules,
  'offboarding-tasks': offboardingTasks,
  drift,
  approvals,
  notices,
  system,
  override,
};
