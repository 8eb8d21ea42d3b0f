/** What is merged between two port calls of a night counts from the next write on: at calls of every kind here, at every call with `LASTDAY_MERGE_EVERY=1`. */
import { describe, expect, it } from 'vitest';
import { liveMoment, MERGES } from './merge-sweep.ts';

const PATIENCE = 900_000;

/** Calls between two of the tried ones. With 1 all are tried. */
const EVERY = Number(process.env['LASTDAY_MERGE_EVERY'] ?? 47);

/** Every one of these is written on a night in which nothing is merged. */
const WRITTEN = ['e-1', 'e-2', 'e-4'].flatMap((person) =>
  ['ad', 'mail'].flatMap((system) => [
    `${system} disable ${person}`,
    `${system} sessions ${person}`,
    system === 'ad' ? `ad place ${person}` : `mail mailbox ${person}`,
  ]),
);

describe('the busy night', () => {
  it.each([MERGES[0], MERGES.at(-1)])(
    'ends three sign-ins in two systems, and takes the groups of a fourth, where nothing is merged (%#)',
    async (merge) => {
      const night = merge === undefined ? null : await liveMoment(merge, -1);

      expect(night?.written.toSorted()).toEqual([...WRITTEN, 'ad groups e-3', 'mail groups e-3'].toSorted());
      expect([night?.exit, night?.troubles]).toEqual([0, []]);
    },
  );
});

describe('T1 merged between two calls', () => {
  it.each(MERGES.map((merge, index) => [merge.name, merge, index] as const))(
    '%s: nothing that it forbids is begun afterwards',
    async (_name, merge, index) => {
      let tried = 0;
      for (let at = (index * 5) % EVERY; ; at += EVERY) {
        const { isMerged, late, troubles } = await liveMoment(merge, at);
        if (!isMerged) break;
        tried += 1;
        expect({ at, late, troubles }).toEqual({ at, late: [], troubles: [] });
      }
      expect(tried).toBeGreaterThanOrEqual(Math.floor(100 / EVERY));
    },
    PATIENCE,
  );
});
