/** Change: sign-in and sessions end at the cut-off, in every declared system, however late the run comes. Pure. */
import type { Reason } from '../../model/change.ts';
import type { Link } from '../../model/correlation.ts';
import type { Ending } from '../cutoff.ts';
import { because, changeId, type Draft, type Spot, spotOf } from '../draft.ts';
import { accountIdOf, directSeats, type Ground, isWhole, type SystemView } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { handFiles } from './changes-files.ts';
import { endMailbox } from './changes-mailbox.ts';
import { liesElsewhere, moveToLeavers } from './changes-place.ts';
import { endLeftoverSessions, endSignIn, type SignInEnd } from './changes-sign-in.ts';

/** Where in the files a person's cut-off stands. */
export function reasonOfCutOff(ground: Ground, view: PersonView): Reason {
  const { desired } = ground.input;
  if (view.plan !== null) {
    const file = pathOf(desired, 'state/offboardings', view.plan.stem);
    if (view.immediate) return because('cut-off', file, '/kind');
    if (view.plan.doc.ends?.access === view.accessDay) return because('cut-off', file, '/ends/access');
  }
  const pointer = view.employee.lastWorkingDay === view.accessDay ? '/lastWorkingDay' : '/lastDay';
  return because('cut-off', pathOf(desired, 'state/employees', view.id), pointer);
}

/** True when an account that is off already still holds what later rungs take: then its being off is confirmed, so that they can follow. */
function hasMoreToLose(ground: Ground, spot: Spot): boolean {
  const { account, system, link } = spot;
  if (account === null || system.desk !== null || system.mode !== 'enforce' || link?.situation !== 'linked') return false;
  const groups = isWhole(system, ['groups']) ? (account.groups ?? []) : [];
  const seats = isWhole(system, ['licences']) ? (directSeats(account) ?? []) : [];
  const isGroupTaken = groups.some((group) => !ground.effective.protected.some((one) => one.role === group));
  return isGroupTaken || seats.length > 0 || liesElsewhere(spot);
}

interface Due {
  readonly view: PersonView;
  readonly ending: Ending;
}

function endWhole(ground: Ground, spot: Spot, end: SignInEnd): Draft[] {
  const mailbox = endMailbox(ground, spot, { ...end, disabledAt: null });
  return [...endSignIn(ground, spot, end), ...moveToLeavers(ground, spot, end), ...mailbox, ...handFiles(ground, spot, end)];
}

function endIn(ground: Ground, { view, ending }: Due, at: { link: Link; system: SystemView }): Draft[] {
  const { memory } = ground.input;
  const { cause, cutOff: due } = ending;
  const spot = spotOf(view, at.link, at.system);
  const end = { cause, class: ending.class, because: reasonOfCutOff(ground, view), due };
  const id = changeId('disable', view.id, { cause, system: at.system.id, id: accountIdOf(at.link) });
  const isEnabled = spot.account?.enabled === true;
  const done = memory.verified.get(id);
  // Enabled again by somebody after we had seen it off: said, never fought. What an undo put back is shown as held.
  if (done !== undefined && !(memory.undone.has(id) && isEnabled)) {
    const disabledAt = done.at;
    const sessions = endLeftoverSessions(ground, spot, { ...end, class: 'rung', disabledAt });
    if (spot.account?.enabled !== false) return sessions;
    const mailbox = endMailbox(ground, spot, { ...end, disabledAt });
    return [...sessions, ...moveToLeavers(ground, spot, end), ...mailbox, ...handFiles(ground, spot, end)];
  }
  if (memory.handedOver.has(id)) return [];
  if (spot.account?.enabled === false && isWhole(at.system, ['existence', 'status'])) {
    return hasMoreToLose(ground, spot) ? endWhole(ground, spot, { ...end, class: 'rung' }) : [];
  }
  return endWhole(ground, spot, end);
}

/** The end of access of one person. */
export function endAccess(ground: Ground, view: PersonView): Draft[] {
  const ending = ground.spells.get(view.id);
  if (ending === undefined || !ending.isDue) return [];
  const drafts: Draft[] = [];
  for (const link of view.links) {
    const system = ground.systems.get(link.system);
    if (system === undefined || link.situation === 'missing') continue;
    drafts.push(...endIn(ground, { view, ending }, { link, system }));
  }
  return drafts;
}
