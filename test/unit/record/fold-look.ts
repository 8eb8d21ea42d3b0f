/** What the tests of the memory share: runs and instants of January 2027, and the fold. */
import type { JournalRecord } from '../../../reconciler/model/journal.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import { foldMemory } from '../../../reconciler/record/fold.ts';
import type { CommitId, Instant, Zone } from '../../../schemas/primitives.ts';
import { outcome } from '../../fakes/journal.ts';

/** The id of the run of a day. */
export const run = (day: number) => `202701${String(day).padStart(2, '0')}T010000Z-0000000${day % 10}`;

/** An instant of a day. */
export const at = (day: number, time = '01:30:00') => `2027-01-${String(day).padStart(2, '0')}T${time}Z` as Instant;

const ground = { head: 'c'.repeat(40) as CommitId, genesis: 'd'.repeat(40) as CommitId, asOf: at(20), zone: 'Europe/Stockholm' as Zone };

/** The memory of these records, on 20 January. */
export const fold = (...records: readonly JournalRecord[]): Memory => foldMemory(records, ground);

/** The usual change of a person. */
export const change = (person: string) => outcome('', person).change;
