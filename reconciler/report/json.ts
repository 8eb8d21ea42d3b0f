/** The plan file: a plan as JSON text, and back. */
import { canonicalJson, type Hash } from '../canonical.ts';
import type { Plan } from '../model/plan.ts';
import { planShape } from './plan-shape.ts';

/** The largest plan file that is read, in bytes of UTF-8. */
export const PLAN_FILE_LIMIT = 20 * 1024 * 1024;

/** Keys in order at every depth, for people and for comparing. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, ordered(item)]));
}

/** The plan as the text of its file: indented, keys in order, closed by a newline. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify(ordered(plan), null, 2)}\n`;
}

/** The id that a plan must have: the digest of the canonical text of everything else in it. */
export function planId(plan: Plan, hash: Hash): string {
  const { id: _id, ...body } = plan;
  return hash(canonicalJson(body));
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The plan in the text of a plan file. Closed: an unknown key, a value of another form, a file above 20 MiB, another format
 * version and, when a hash is given, an id that is not the digest of the rest are refused. `error` names the place, never the value.
 */
export function parsePlan(text: string, hash?: Hash): Plan | { readonly error: string } {
  if (text.length > PLAN_FILE_LIMIT) return { error: 'it is larger than 20 MiB' };
  const value = read(text);
  if (value === undefined) return { error: 'it is no JSON; was it cut short?' };
  const version = typeof value === 'object' && value !== null && 'formatVersion' in value ? value.formatVersion : null;
  if (typeof version === 'string' && !['1.0', '1.1'].includes(version))
    return { error: 'it was made by another version of lastday; make it again' };
  const wrong = planShape(value, '');
  if (wrong !== null) return { error: `it has not the form of a plan: ${wrong}` };
  const plan = value as Plan;
  if (hash !== undefined && planId(plan, hash) !== plan.id) return { error: 'its id does not match its content: it was changed' };
  return plan;
}
