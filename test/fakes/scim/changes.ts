/** PATCH and PUT as a service carries them out: only the forms that it understands, and exactly what they say. */
import { ENTERPRISE, GROUP_SCHEMA, type Row, type ScimWorld, USER_SCHEMA } from './world.ts';

/** A refusal, as SCIM tells it. */
export interface Refused {
  readonly status: number;
  readonly scimType?: string;
}

type Operation = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(row: Row, attribute: string): readonly Record<string, unknown>[] {
  return (row[attribute] as readonly Record<string, unknown>[] | undefined) ?? [];
}

/** The value in `attribute[value eq "…"]`, read as the standard has it. */
function filtered(path: string): { readonly attribute: string; readonly value: string } | null {
  const [, attribute, literal] = /^([a-z]+)\[value eq (".*")\]$/u.exec(path) ?? [];
  if (attribute === undefined || literal === undefined) return null;
  try {
    return { attribute, value: JSON.parse(literal) as string };
  } catch {
    return null;
  }
}

function switched(world: ScimWorld, row: Row, operation: Operation): Row | Refused | null {
  const { patch, refusal } = world.settings;
  const { op, path, value } = operation;
  const not: Refused = refusal === 501 ? { status: 501 } : { status: 400, scimType: 'invalidSyntax' };
  if (path === 'active') {
    if (typeof value === 'boolean' && op === 'replace') return patch.includes('path') ? { ...row, active: value } : not;
    if (op === 'Replace' && (value === 'True' || value === 'False'))
      return patch.includes('text') ? { ...row, active: value === 'True' } : not;
    return { status: 400, scimType: 'invalidValue' };
  }
  if (path === undefined && isRecord(value) && 'active' in value) {
    return patch.includes('object') && op === 'replace' ? { ...row, active: value['active'] } : not;
  }
  return null;
}

function leaving(world: ScimWorld, row: Row, operation: Operation): Row | Refused {
  const { patch, refusal } = world.settings;
  const not: Refused = refusal === 501 ? { status: 501 } : { status: 400, scimType: 'invalidPath' };
  const path = String(operation['path']);
  const filter = filtered(path);
  if (filter !== null) {
    if (patch.includes('emptying')) return { ...row, [filter.attribute]: [] };
    if (!patch.includes('member-filter')) return not;
    return { ...row, [filter.attribute]: listOf(row, filter.attribute).filter((one) => one['value'] !== filter.value) };
  }
  if (!/^[a-z]+$/u.test(path)) return not;
  if (patch.includes('emptying') || !Array.isArray(operation['value'])) return { ...row, [path]: [] };
  if (!patch.includes('member-value')) return not;
  const gone = new Set((operation['value'] as readonly Record<string, unknown>[]).map((one) => one['value']));
  return { ...row, [path]: listOf(row, path).filter((one) => !gone.has(one['value'])) };
}

function adding(world: ScimWorld, row: Row, operation: Operation): Row | Refused {
  const path = String(operation['path']);
  if (!world.settings.patch.includes('add')) return { status: world.settings.refusal };
  if (path !== 'members' && path !== 'entitlements') return { status: 400, scimType: 'invalidPath' };
  if (path === 'entitlements' && world.settings.entitlements !== 'written') return { status: 400, scimType: 'mutability' };
  const given = operation['value'] as readonly Record<string, unknown>[];
  const before = listOf(row, path);
  return { ...row, [path]: [...before, ...given.filter((one) => before.every((other) => other['value'] !== one['value']))] };
}

/** A resource after a PATCH. */
export function patched(world: ScimWorld, row: Row, body: unknown): Row | Refused {
  if (!isRecord(body) || !Array.isArray(body['Operations'])) return { status: 400, scimType: 'invalidSyntax' };
  if (JSON.stringify(body['schemas']) !== '["urn:ietf:params:scim:api:messages:2.0:PatchOp"]')
    return { status: 400, scimType: 'invalidSyntax' };
  if (world.settings.patch.includes('ignoring')) return row;
  let now: Row = row;
  for (const operation of body['Operations'] as readonly Operation[]) {
    const op = String(operation['op']);
    const isOfTimes = op === op.toLowerCase() || world.settings.patch.includes('text');
    if (!isOfTimes || !['add', 'remove', 'replace'].includes(op.toLowerCase())) return { status: 400, scimType: 'invalidSyntax' };
    const next =
      switched(world, now, operation) ?? (op.toLowerCase() === 'remove' ? leaving(world, now, operation) : adding(world, now, operation));
    if (!('id' in next)) return next;
    now = next;
  }
  return now;
}

/** A resource after a PUT: what is not in it is gone, and what the service keeps itself stays. */
export function put(world: ScimWorld, row: Row, body: unknown): Row | Refused {
  if (!world.settings.put) return { status: 501 };
  if (!isRecord(body) || body['id'] !== row.id || 'meta' in body) return { status: 400, scimType: 'mutability' };
  const schemas = body['schemas'];
  const schema = 'members' in row ? GROUP_SCHEMA : USER_SCHEMA;
  if (!Array.isArray(schemas) || !schemas.includes(schema)) return { status: 400, scimType: 'invalidSyntax' };
  if ('active' in body && typeof body['active'] !== 'boolean') return { status: 400, scimType: 'invalidValue' };
  if (world.settings.entitlements !== 'written' && 'entitlements' in body) return { status: 400, scimType: 'mutability' };
  const kept = world.settings.entitlements === 'read' && 'entitlements' in row ? { entitlements: row['entitlements'] } : {};
  return { ...(body as Row), ...kept };
}

/** The enterprise extension, which PUT must not lose. */
export function extensionOf(row: Row): unknown {
  return row[ENTERPRISE];
}
