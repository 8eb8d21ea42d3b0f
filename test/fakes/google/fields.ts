/** Partial answers: `kind,users(id,name/fullName)` keeps these properties and drops all others, as Google does. */

interface Mask {
  readonly [name: string]: Mask | null;
}

function parse(text: string, from: { at: number }): Mask {
  const mask: Record<string, Mask | null> = {};
  for (;;) {
    const word = /^[A-Za-z0-9_]+/u.exec(text.slice(from.at))?.[0];
    if (word === undefined) throw new Error(`a mask that cannot be read: ${text}`);
    from.at += word.length;
    const next = text[from.at];
    if (next === '/') {
      from.at += 1;
      const below = /^[A-Za-z0-9_]+/u.exec(text.slice(from.at))?.[0] ?? '';
      from.at += below.length;
      mask[word] = { [below]: null };
    } else if (next === '(') {
      from.at += 1;
      mask[word] = parse(text, from);
      if (text[from.at] !== ')') throw new Error(`a mask that cannot be read: ${text}`);
      from.at += 1;
    } else mask[word] = null;
    if (text[from.at] !== ',') return mask;
    from.at += 1;
  }
}

function keep(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((one) => keep(one, mask));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name in mask);
  return Object.fromEntries(
    entries.map(([name, one]) => [name, mask[name] === null || mask[name] === undefined ? one : keep(one, mask[name])]),
  );
}

/** The value with what the mask names; whole without a mask. Throws for a mask that cannot be read. */
export function masked(value: unknown, fields: string | undefined): unknown {
  if (fields === undefined || typeof value !== 'object' || value === null || 'error' in value) return value;
  const from = { at: 0 };
  const mask = parse(fields, from);
  if (from.at !== fields.length) throw new Error(`a mask that cannot be read: ${fields}`);
  return keep(value, mask);
}
