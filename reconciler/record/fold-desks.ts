/** The part of memory that is about desks: what each was given, what readings showed of it since, and how it ended. Pure. */
import type { Instant } from '../../schemas/primitives.ts';
import { minutesBetween } from '../calendar.ts';
import type { ClaimRecord } from '../model/journal.ts';
import type { DeskWork, HandedOver } from '../model/memory.ts';

/** The record goes back so far: a year, and a month to compare it with. */
const RECORD_MINUTES = 400 * 24 * 60;

/** Something given, and the newest two readings since. */
interface Given {
  readonly work: HandedOver;
  before: Instant | null;
  newest: Instant | null;
  end: DeskWork['end'];
}

/** Under way. */
export interface DesksFold {
  readonly given: Given[];
}

/** Nothing given yet. */
export function startDesks(): DesksFold {
  return { given: [] };
}

/** Adds what was handed over. */
export function foldGiven({ given }: DesksFold, work: HandedOver): void {
  given.push({ work, before: null, newest: null, end: null });
}

/** Adds the readings of a run: those that are new and whole say something about what was handed over before they were made. */
export function foldSeen({ given }: DesksFold, { readings }: Pick<ClaimRecord, 'readings'>): void {
  for (const { system, isNew, complete, freshAt } of readings) {
    if (!isNew || freshAt === null || !complete.includes('existence')) continue;
    for (const one of given) {
      if (one.end !== null || one.work.system !== system || freshAt <= one.work.at) continue;
      one.before = one.newest;
      one.newest = freshAt;
    }
  }
}

/** Adds how something ended: seen done, or let go because the files ask for it no more. */
export function foldEnd({ given }: DesksFold, change: string, end: { readonly as: 'done' | 'withdrawn'; readonly at: Instant }): void {
  for (const one of given) if (one.work.change === change && one.end === null) one.end = { as: end.as, at: one.newest ?? end.at };
}

/** The finished part. The reading that showed it done is none that did not. */
export function rememberedDesks({ given }: DesksFold, asOf: Instant): readonly DeskWork[] {
  return given
    .filter(({ work }) => minutesBetween(work.at, asOf) <= RECORD_MINUTES)
    .map(({ work: { change, person, system, account, kind, at }, before, newest, end }) => {
      return { change, person, system, account, kind, at, seenUndone: end === null ? newest : before, end };
    });
}
