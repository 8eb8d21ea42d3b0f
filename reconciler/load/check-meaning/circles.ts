/** Finds whether something leads, step by step, back to itself. */

/** The way from `start` back to `start`, or null. Visits each place once. */
export function findCircle(start: string, next: (id: string) => readonly string[]): readonly string[] | null {
  const seen = new Set<string>();
  const waiting: (readonly string[])[] = [[start]];
  for (let way = waiting.pop(); way !== undefined; way = waiting.pop()) {
    for (const id of next(way.at(-1) ?? start)) {
      if (id === start) return [...way, id];
      if (seen.has(id)) continue;
      seen.add(id);
      waiting.push([...way, id]);
    }
  }
  return null;
}
