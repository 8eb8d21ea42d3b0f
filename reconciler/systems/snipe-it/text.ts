/** Values as Snipe-IT sends them -> values: texts are escaped for HTML, days come in four forms. Pure. */
import { Day } from '../../../schemas/primitives.ts';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? null;
  const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : null;
}

/** A text as it was typed in. Decoded once: `&amp;lt;` is what somebody typed as `&lt;`, not as `<`. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,4});/giu, (as, name: string) => characterOf(name) ?? as);
}

/** The day of a value; null for null and for a text that is no day (`0000-00-00 (Invalid date value.)`). Instants have no zone: their day is the instance's. */
export function dayOfValue(value: unknown): Day | null {
  if (typeof value === 'string') return Day.safeParse(value.replace(/ [0-9]{2}:[0-9]{2}:[0-9]{2}$/u, '')).data ?? null;
  if (typeof value !== 'object' || value === null) return null;
  if ('date' in value) return typeof value.date === 'string' ? dayOfValue(value.date) : null;
  return 'datetime' in value && typeof value.datetime === 'string' ? dayOfValue(value.datetime) : null;
}
