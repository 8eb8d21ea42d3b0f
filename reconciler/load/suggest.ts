/** "Did you mean": the known word nearest to an unknown one. */

/** Edits (insert, delete, replace, swap of neighbours) from one word to the other, or more than `limit` when it takes more. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}

/** The nearest known word, regardless of case, or null when none is near. Ties go to the first in sort order. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | null = null;
  for (const candidate of known) {
    const edits = distance(wanted, candidate.toLowerCase(), limit);
    if (edits > limit || (edits === limit && best !== null && best < candidate)) continue;
    best = candidate;
    limit = edits;
  }
  return best;
}

/** "Did you mean `x`?", or undefined when nothing is near. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const best = nearest(word, known);
  return best === null ? undefined : `Did you mean \`${best}\`?`;
}
