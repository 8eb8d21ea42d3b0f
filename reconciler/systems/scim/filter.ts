/** Ids and values in paths and filters: encoded where they are put in, so that none of them can say anything else. Pure. */

/** A value of a filter (RFC 7644, 3.4.2.2: a JSON string). */
export function literal(value: string): string {
  return JSON.stringify(value);
}

/** An attribute path that means the values of a list whose `value` is this one. */
export function valuePath(attribute: string, value: string): string {
  return `${attribute}[value eq ${literal(value)}]`;
}

/** Groups that somebody is a member of. */
export function memberFilter(id: string): string {
  return `members.value eq ${literal(id)}`;
}

/** One part of a path; null for ids that would mean another path whatever they are encoded as, and for half characters. */
export function pathPart(id: string): string | null {
  return ['', '.', '..'].includes(id) || !id.isWellFormed() ? null : encodeURIComponent(id);
}
