/** Three-way merge of texts by lines, as git does it: both sides' changes, when at least one unchanged line lies between them. Pure. */

/** Lines `from` up to `to` (exclusive) of the old text give way to `lines`. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Lengths of the longest common subsequences of all tails. */
function commonTails(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const below = rows[i + 1]?.[j] ?? 0;
      const right = rows[i]?.[j + 1] ?? 0;
      const row = rows[i];
      if (row !== undefined) row[j] = a[i] === b[j] ? (rows[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  return rows;
}

function hunksOf(old: readonly string[], now: readonly string[]): Hunk[] {
  const rows = commonTails(old, now);
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [from, first] = [i, j];
    while ((i < old.length || j < now.length) && !(i < old.length && j < now.length && old[i] === now[j])) {
      const skipOld = j >= now.length || (i < old.length && (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0));
      if (skipOld) i += 1;
      else j += 1;
    }
    if (i > from || j > first) hunks.push({ from, to: i, lines: now.slice(first, j) });
    i += 1;
    j += 1;
  }
  return hunks;
}

function isSame(a: Hunk, b: Hunk): boolean {
  return a.from === b.from && a.to === b.to && a.lines.join('\n') === b.lines.join('\n');
}

/** The merged text; null when the two sides changed the same or neighbouring lines in different ways. */
export function mergeLines(old: string, ours: string, theirs: string): string | null {
  const lines = old.split('\n');
  const mine = hunksOf(lines, ours.split('\n'));
  const others = hunksOf(lines, theirs.split('\n'));
  const extra = others.filter((hunk) => !mine.some((one) => isSame(one, hunk)));
  for (const one of mine) {
    if (extra.some((hunk) => one.from <= hunk.to && hunk.from <= one.to)) return null;
  }
  const merged = [...lines];
  for (const hunk of [...mine, ...extra].sort((a, b) => b.from - a.from)) merged.splice(hunk.from, hunk.to - hunk.from, ...hunk.lines);
  return merged.join('\n');
}
