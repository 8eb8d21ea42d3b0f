/** Changes: a leave with `suspend` ends sign-in, with `park` frees seats, from 00:00 of its first day. Pure. */
import { type LeaveEnding, leaveEndings } from '../cutoff.ts';
import { because, changeId, type Draft, draftOf, isSpent, type Spot, spotOf } from '../draft.ts';
import { type Ground, isPastCutOff } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { portionsOf, takeSeats } from './changes-holdings.ts';
import { endLeftoverSessions, endSignIn } from './changes-sign-in.ts';

/** One leave in one system. */
interface Away {
  readonly spot: Spot;
  readonly ending: LeaveEnding;
}

function suspend(ground: Ground, view: PersonView, { spot, ending }: Away): Draft[] {
  const { memory, desired } = ground.input;
  const { cause, cutOff: due } = ending;
  const file = pathOf(desired, 'state/employees', view.id);
  const end = { cause, class: ending.class, because: because('leave-suspend', file, `/leaves/${ending.index}/from`), due };
  const id = changeId('disable', view.id, { cause, system: spot.system.id, id: spot.id });
  const done = memory.verified.get(id);
  if (done !== undefined && !memory.undone.has(id)) {
    return endLeftoverSessions(ground, spot, { ...end, class: 'rung', disabledAt: done.at });
  }
  // Off already, by somebody else: it stays as it is, and is not ours to give back.
  if (isSpent(ground, id) || spot.account?.enabled === false) return [];
  return endSignIn(ground, spot, end);
}

function park(ground: Ground, view: PersonView, { spot, ending }: Away): Draft[] {
  const file = pathOf(ground.input.desired, 'state/employees', view.id);
  const reason = because('leave-park', file, `/leaves/${ending.index}/licences`);
  return portionsOf(spot, ending.cause).flatMap(({ cause, wanted }) => {
    const taking = takeSeats(ground, spot, wanted);
    if (taking === null) return [];
    const draft = draftOf(ground, spot, { ...taking, kind: 'licences', cause, class: ending.class, because: reason, due: ending.cutOff });
    return isSpent(ground, draft.change.id) ? [] : [draft];
  });
}

function awayIn(ground: Ground, view: PersonView, away: Away): Draft[] {
  const { leave } = away.ending;
  return [
    ...(leave.access === 'suspend' ? suspend(ground, view, away) : []),
    ...(leave.licences === 'park' ? park(ground, view, away) : []),
  ];
}

/** What a person's present leave takes. Nothing once the employment has ended: then the cut-off and the ladder speak. */
export function beginLeave(ground: Ground, view: PersonView): Draft[] {
  if (isPastCutOff(ground, view.id)) return [];
  const drafts: Draft[] = [];
  for (const ending of leaveEndings(ground.input, view)) {
    if (!ending.isDue || ending.isOver) continue;
    for (const link of view.links) {
      const system = ground.systems.get(link.system);
      if (system !== undefined && link.situation !== 'missing')
        drafts.push(...awayIn(ground, view, { spot: spotOf(view, link, system), ending }));
    }
  }
  return drafts;
}
