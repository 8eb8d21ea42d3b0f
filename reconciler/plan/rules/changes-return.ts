/** Changes: sign-in given back on the day of return from a leave, or of a new employment, where our own verified write took it. Pure. */
import type { Day } from '../../../schemas/primitives.ts';
import { addDays, dayOf, startOfDay } from '../../calendar.ts';
import type { Reason } from '../../model/change.ts';
import type { VerifiedChange } from '../../model/memory.ts';
import { leaveEndings } from '../cutoff.ts';
import { because, changeId, type Draft, draftOf, isSpent, type Spot, spotOf, type Wish } from '../draft.ts';
import { effectOf, type Ground, isPastCutOff, verifiedOf } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { endReply } from './changes-mailbox.ts';
import { lastMove, moveBack } from './changes-place.ts';

/** A day on which sign-in comes back. `ends` tells the ends of ours that it answers. */
interface Return {
  readonly day: Day;
  readonly rule: 'return' | 'rehire';
  readonly pointer: string;
  readonly ends: (change: VerifiedChange) => boolean;
}

function returnsOf(ground: Ground, view: PersonView, today: Day): Return[] {
  const { firstDay } = view.employee;
  const away = leaveEndings(ground.input, view).filter(({ leave }) => leave.access === 'suspend');
  // A leave that goes on, or another one, keeps sign-in off.
  if (away.some((one) => !one.isOver && one.leave.from <= today)) return [];
  const found: Return[] = away.flatMap(({ leave, index, cause, isOver }) =>
    isOver && leave.to !== undefined
      ? [{ day: addDays(leave.to, 1), rule: 'return', pointer: `/leaves/${index}/to`, ends: (change) => change.cause === cause }]
      : [],
  );
  if (firstDay === undefined || firstDay > today) return found;
  const isEarlier = ({ cause }: VerifiedChange) => cause.startsWith('spell:') && cause.slice('spell:'.length) < firstDay;
  return [...found, { day: firstDay, rule: 'rehire', pointer: '/firstDay', ends: isEarlier }];
}

/** The last change of sign-in that we verified on an account; null when the last word was not an end of ours that took something. */
function lastEnd(ground: Ground, spot: Spot): VerifiedChange | null {
  const own = verifiedOf(ground, spot.system.id, spot.id).filter((one) => one.kind === 'disable' || one.kind === 'enable');
  const last = own.reduce<VerifiedChange | null>((a, b) => (a === null || b.at > a.at ? b : a), null);
  // Found off already, or not known to have been on: then it was not we who took it.
  return last?.kind === 'disable' && last.before?.['enabled'] === true && !ground.input.memory.undone.has(last.change) ? last : null;
}

function reasonOf(ground: Ground, view: PersonView, back: Return): Reason {
  return because(back.rule, pathOf(ground.input.desired, 'state/employees', view.id), back.pointer);
}

/** The move back of an account that is on, or is given back tonight: of a return that answers the end which moved it. */
function move(ground: Ground, spot: Spot, at: { back: Return; isEnabling: boolean }): Draft[] {
  const { view, account } = spot;
  const { back, isEnabling } = at;
  const last = lastMove(ground, spot.system.id, spot.id);
  if (view === null || last === null || !back.ends(last) || !(isEnabling || account?.enabled === true)) return [];
  return moveBack(ground, spot, wishBack(ground, view, back));
}

function wishBack(ground: Ground, view: PersonView, back: Return): Pick<Wish, 'cause' | 'because' | 'due'> {
  return { cause: `return:${back.day}`, because: reasonOf(ground, view, back), due: startOfDay(back.day, view.zone) };
}

/** True for a recorded account that is not shown, in a system that hides those whose sign-in is ended. */
export function isHiddenThere({ link, account, system }: Spot): boolean {
  return account === null && link?.situation === 'missing' && link.line.id !== undefined && effectOf(system) === 'hidden';
}

function enable(ground: Ground, spot: Spot, back: Return): Draft[] {
  const { view } = spot;
  const end = lastEnd(ground, spot);
  const isHidden = isHiddenThere(spot);
  if (view === null || (spot.account?.enabled !== false && !isHidden) || end === null || end.person !== view.id || !back.ends(end))
    return [];
  const cause = `return:${back.day}`;
  if (isSpent(ground, changeId('enable', view.id, { cause, system: spot.system.id, id: spot.id }))) return [];
  const draft = draftOf(ground, spot, {
    kind: 'enable',
    cause,
    class: 'enable',
    because: reasonOf(ground, view, back),
    due: startOfDay(back.day, view.zone),
    before: isHidden ? { enabled: false, gone: 'hidden' } : { enabled: false },
    after: { enabled: true },
    concludes: ['existence', 'status'],
  });
  return [draft];
}

/** Sign-ins that one person gets back. Nobody whose cut-off has passed, or who has not begun yet, gets any. */
export function giveBack(ground: Ground, view: PersonView): Draft[] {
  const isHere = view.status === 'active' || view.status === 'leaving';
  if (!isHere || isPastCutOff(ground, view.id) || view.immediate) return [];
  const returns = returnsOf(ground, view, dayOf(ground.input.asOf, view.zone));
  const drafts: Draft[] = [];
  for (const link of view.links) {
    const system = ground.systems.get(link.system);
    if (system === undefined) continue;
    const spot = spotOf(view, link, system);
    const given = returns.flatMap((back) => enable(ground, spot, back).map((draft) => ({ draft, back })));
    const [first] = given;
    if (first !== undefined) drafts.push(first.draft, ...endReply(ground, spot, wishBack(ground, view, first.back)));
    const [moved] = returns.flatMap((back) => move(ground, spot, { back, isEnabling: first !== undefined }));
    if (moved !== undefined) drafts.push(moved);
  }
  return drafts;
}
