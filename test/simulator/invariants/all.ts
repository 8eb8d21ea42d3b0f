/** The invariants by name, and when each is asked: before every write, after every process. */
import type { ProcessSeen, Watch, WriteSeen } from '../seen.ts';
import { endsNobodyEarly } from './i1-early.ts';
import { isAnnouncedAndFounded, isInThePlan } from './i2-planned.ts';
import { keepsNoSignInOpen, touchesNoneThatMustStay } from './i3-untouchable.ts';
import { staysWithinLimits } from './i4-limits.ts';
import { concludesOnlyFromTheComplete } from './i5-readings.ts';
import { doesNothingTwice } from './i6-effects.ts';
import { leavesNobodyBehind } from './i7-due.ts';
import { explainsEverything, goesByTheTime } from './i8-journal.ts';
import { tellsNobody } from './i9-leaks.ts';
import { givesBackOnlyWhatWasTaken, putsBackWhatIsOurs } from './i10-undo.ts';
import { asksForNoWipe, writesNoWipe } from './i11-wipes.ts';

type AtWrite = (watch: Watch, seen: WriteSeen) => readonly string[];
type AtEnd = (watch: Watch, seen: ProcessSeen) => readonly string[];

const AT_WRITE: readonly (readonly [name: string, check: AtWrite])[] = [
  ['I1', endsNobodyEarly],
  ['I2', isAnnouncedAndFounded],
  ['I3', touchesNoneThatMustStay],
  ['I4', staysWithinLimits],
  ['I6', doesNothingTwice],
  ['I8', goesByTheTime],
  ['I10', givesBackOnlyWhatWasTaken],
  ['I11', writesNoWipe],
];

const AT_END: readonly (readonly [name: string, check: AtEnd])[] = [
  ['I2', isInThePlan],
  ['I3', keepsNoSignInOpen],
  ['I5', concludesOnlyFromTheComplete],
  ['I7', leavesNobodyBehind],
  ['I8', explainsEverything],
  ['I9', tellsNobody],
  ['I10', putsBackWhatIsOurs],
  ['I11', asksForNoWipe],
];

/** Asks everything that is asked of a write, before it is carried out. */
export function checkWrite(watch: Watch, seen: WriteSeen): void {
  for (const [name, check] of AT_WRITE) for (const text of check(watch, seen)) watch.troubles.push(`${name} ${text}`);
}

/** Asks everything that is asked of a process that has ended. */
export function checkProcess(watch: Watch, seen: ProcessSeen): void {
  for (const [name, check] of AT_END) for (const text of check(watch, seen)) watch.troubles.push(`${name} ${text}`);
}
