/** Changes: the last day that a system itself keeps of an account follows the person's, so that access ends there even when no run comes. Pure. */
import type { Day, Instant } from '../../../schemas/primitives.ts';
import { dayOf, startOfDay } from '../../calendar.ts';
import type { ChangeClass, Reason } from '../../model/change.ts';
import type { VerifiedChange } from '../../model/memory.ts';
import { lastKeptDay } from '../cutoff.ts';
import { because, type Draft, draftOf, type Spot, spotOf } from '../draft.ts';
import { keepsEndDays } from '../effective.ts';
import { type Ground, offers, verifiedOf } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { reasonOfCutOff } from './changes-end-access.ts';
import { guardedGroups } from './changes-holdings.ts';

const PREFIX = 'last-day:';

/** What of ours stands on an account: the newest verified last day, and how many there were. */
interface Own {
  readonly last: VerifiedChange | null;
  readonly count: number;
}

/** The day that such a change of ours has written; null when it took the day off. */
export function writtenDay({ cause }: Pick<VerifiedChange, 'cause'>): Day | null {
  const day = cause.slice(PREFIX.length).split(':')[0];
  return day === 'none' ? null : (day as Day);
}

function ownOf(ground: Ground, spot: Spot): Own {
  const changes = verifiedOf(ground, spot.system.id, spot.id).filter((one) => one.kind === 'end-day');
  const last = changes.reduce<VerifiedChange | null>((a, b) => (a === null || b.at >= a.at ? b : a), null);
  return { last, count: changes.length };
}

/** What is wanted of one account, and what it shows. */
interface Wanted {
  readonly spot: Spot;
  readonly day: Day | null;
  readonly seen: Day | null;
  readonly own: Own;
  readonly today: Day;
}

/** True for the day that our newest write left; another one is somebody else's. */
function isOurs({ own, seen }: Wanted): boolean {
  return own.last !== null && writtenDay(own.last) === seen;
}

/** True when an end set ahead would come by itself to somebody who may be the last to hold what runs the system: a run looks at that on the day. */
function isGuarded(ground: Ground, { account, system }: Spot): boolean {
  const guarded = guardedGroups(ground, system);
  return [...(account?.roles ?? []), ...(account?.groups ?? [])].some((one) => guarded.has(one));
}

/**
 * The class of the change; null where it is not made. An end is set once completed runs have published its cut-off; a later day, or none,
 * counts at once. What has ended already is given back only where it was we who wrote it, within the limit of what is given back.
 */
function classIn(ground: Ground, view: PersonView, wanted: Wanted): ChangeClass | null {
  const { day, seen, today, spot } = wanted;
  const isLater = seen !== null && (day === null || day > seen);
  // Where last days are no longer kept, those of ours are still moved on: else the system would end somebody who stays.
  if (!keepsEndDays(ground.input, spot.system.id) && !(isLater && isOurs(wanted))) return null;
  if (!isLater) {
    const known = ground.spells.get(view.id)?.class;
    return (known === 'known' || known === 'fresh') && !isGuarded(ground, spot) ? 'rung' : null;
  }
  if (seen < today) return isOurs(wanted) ? 'enable' : null;
  return day !== null || isOurs(wanted) ? 'rung' : null;
}

/** Counted, because a day may come, go and come again, and each is written once. What an undo has put back keeps its name, and so is held. */
function causeOf({ own, day }: Wanted, isUndone: boolean): string {
  return `${PREFIX}${day ?? 'none'}:${own.count + (isUndone ? 0 : 1)}`;
}

function reasonOf(ground: Ground, view: PersonView): Reason {
  const stands = ground.spells.has(view.id);
  const at = stands ? reasonOfCutOff(ground, view) : because('', pathOf(ground.input.desired, 'state/employees', view.id), '/accounts');
  return { ...at, rule: 'end-day' };
}

function keep(ground: Ground, view: PersonView, wanted: Wanted): Draft[] {
  const { own, spot, day, seen, today } = wanted;
  const isUndone = own.last !== null && ground.input.memory.undone.has(own.last.change);
  // Written by us, and changed by somebody since: said nowhere, and never fought.
  const isSettled = own.last !== null && writtenDay(own.last) === day;
  if (day === seen || (isSettled && !isUndone)) return [];
  const found = classIn(ground, view, wanted);
  if (found === null) return [];
  const due: Instant = startOfDay(today, view.zone);
  const change = draftOf(ground, spot, {
    kind: 'end-day',
    cause: causeOf(wanted, isSettled),
    class: found,
    because: reasonOf(ground, view),
    due,
    before: { endDay: seen },
    after: { endDay: day },
    concludes: ['existence'],
  });
  return [change];
}

/** The last days of one person's accounts. Nobody who has not begun yet, or whose cut-off has passed: then sign-in is ended by a run. */
export function keepEndDays(ground: Ground, view: PersonView): Draft[] {
  const ending = ground.spells.get(view.id);
  if (view.status === 'upcoming' || ending?.isDue === true) return [];
  const day = ending === undefined ? null : lastKeptDay(ground.input, view, ending.cutOff);
  const today = dayOf(ground.input.asOf, view.zone);
  return view.links.flatMap((link) => {
    const system = ground.systems.get(link.system);
    if (system === undefined || link.situation !== 'linked' || !offers(system, 'end-day')) return [];
    const seen = link.account?.endDay;
    if (seen === undefined || link.account?.enabled === null) return [];
    const spot = spotOf(view, link, system);
    return keep(ground, view, { spot, day, seen, own: ownOf(ground, spot), today });
  });
}
