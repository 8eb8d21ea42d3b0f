/** Changes: groups, later licences, go so many days after our end of sign-in was verified in that system. They use no budget. Pure. */
import type { Instant } from '../../../schemas/primitives.ts';
import { addPeriod, dayOf, startOfDay } from '../../calendar.ts';
import type { Link } from '../../model/correlation.ts';
import type { Ending } from '../cutoff.ts';
import { because, changeId, type Draft, draftOf, isSpent, type Spot, spotOf } from '../draft.ts';
import type { Ground, SystemView } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { portionsOf, type Taking, takeGroups, takeSeats } from './changes-holdings.ts';

const RUNGS = ['groups', 'licences'] as const;
const POLICY = 'policies/access.yaml';

/** 00:00 in the person's zone of the day that lies so far after the verified end; the later one where the policy has just been shortened. */
function dueOf(ground: Ground, view: PersonView, at: { rung: (typeof RUNGS)[number]; start: Instant }): Instant {
  const day = dayOf(at.start, view.zone);
  const instants = ground.effective.ladders.map((ladder) => startOfDay(addPeriod(day, ladder[at.rung]), view.zone));
  return instants.reduce((a, b) => (a > b ? a : b));
}

function reasonOf(ground: Ground, view: PersonView, rung: (typeof RUNGS)[number]) {
  const { desired } = ground.input;
  return desired.files.has(POLICY)
    ? because(`ladder-${rung}`, POLICY, `/ladder/${rung}`)
    : because(`ladder-${rung}`, pathOf(desired, 'state/employees', view.id), '/lastDay');
}

/** From when the ladder counts: our verified end of sign-in. Before it, tonight, for those whose rungs a hold will keep back. */
function startOf(ground: Ground, view: PersonView, at: { spot: Spot; ending: Ending }): Instant | null {
  const { spot, ending } = at;
  const { memory, asOf } = ground.input;
  const id = changeId('disable', view.id, { cause: ending.cause, system: spot.system.id, id: spot.id });
  if (memory.undone.has(id)) return null;
  const done = memory.verified.get(id);
  if (done === undefined) return isHeld(ground, spot) ? asOf : null;
  // Enabled again by somebody: what follows the end of sign-in waits until that is settled.
  return spot.account?.enabled === true ? null : done.at;
}

function isHeld(ground: Ground, spot: Spot): boolean {
  const { holds } = ground.effective;
  return holds.has(`employee:${spot.view?.id}`) || holds.has(`account:${spot.system.id}/${spot.id}`);
}

/** What a rung takes, in as many changes as it takes. */
function takingsOf(ground: Ground, spot: Spot, at: { rung: (typeof RUNGS)[number]; cause: string }): readonly Taken[] {
  const { rung, cause } = at;
  if (rung === 'groups') return [{ cause, taking: takeGroups(ground, spot, () => true) }];
  return portionsOf(spot, cause).map((portion) => ({ cause: portion.cause, taking: takeSeats(ground, spot, portion.wanted) }));
}

interface Taken {
  readonly cause: string;
  readonly taking: Taking | null;
}

function climb(ground: Ground, view: PersonView, at: { link: Link; system: SystemView; ending: Ending }): Draft[] {
  const spot = spotOf(view, at.link, at.system);
  const start = spot.account === null ? null : startOf(ground, view, { spot, ending: at.ending });
  if (start === null) return [];
  const drafts: Draft[] = [];
  for (const kind of RUNGS) {
    const due = dueOf(ground, view, { rung: kind, start });
    const isAhead = due > ground.input.asOf;
    if (isAhead && !isHeld(ground, spot)) continue;
    for (const { cause, taking } of takingsOf(ground, spot, { rung: kind, cause: at.ending.cause })) {
      const id = changeId(kind, view.id, { cause, system: at.system.id, id: spot.id });
      if (taking === null || isSpent(ground, id)) continue;
      drafts.push(draftOf(ground, spot, { ...taking, kind, cause, class: 'rung', because: reasonOf(ground, view, kind), due, isAhead }));
    }
  }
  return drafts;
}

/** Rungs of one person whose cut-off has passed: those due, and under a hold those ahead as well. */
export function climbLadder(ground: Ground, view: PersonView): Draft[] {
  const ending = ground.spells.get(view.id);
  if (ending === undefined || !ending.isDue) return [];
  return view.links.flatMap((link) => {
    const system = ground.systems.get(link.system);
    return system === undefined ? [] : climb(ground, view, { link, system, ending });
  });
}
