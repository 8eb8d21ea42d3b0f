/** What one list has and another lacks. Asked for every account of a company, most of which differ in nothing: then nothing is made. Pure. */

const NONE: readonly never[] = [];

/** Up to so many items are looked through one by one; beyond, a set is made. */
const FEW = 16;

/** Items of `list` that `other` lacks, each once, in the order of `list`. */
export function lackedBy<T>(other: readonly T[], list: readonly T[]): readonly T[] {
  if (list.length === 0) return NONE;
  const known = other.length > FEW ? new Set(other) : null;
  let lacked: T[] | null = null;
  for (const item of list) {
    if (known === null ? other.includes(item) : known.has(item)) continue;
    if (lacked === null) lacked = [item];
    else if (!lacked.includes(item)) lacked.push(item);
  }
  return lacked ?? NONE;
}
