/** Change: when an assignment is over, the groups it alone gave are taken. Its day gives it its class, as with a last day. Pure. */
import type { Day, Entitlement, SystemId } from '../../../schemas/primitives.ts';
import { dayOf } from '../../calendar.ts';
import type { AccountChange } from '../../model/change.ts';
import { assignmentEndings } from '../cutoff.ts';
import { because, type Draft, draftOf, isSpent, spotOf } from '../draft.ts';
import type { Ground } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { lostBy, takeGroups } from './changes-holdings.ts';

/** Groups and rights that a person is meant to hold in a system on a day: those of their lines there, and of assignments that run. */
export function grantsOf(view: PersonView, system: SystemId, today: Day): ReadonlySet<Entitlement> {
  const lines = view.links.filter((link) => link.system === system).flatMap((link) => link.line.grants ?? []);
  const running = (view.employee.assignments ?? []).filter((one) => one.from <= today && (one.to === undefined || today <= one.to));
  return new Set([...lines, ...running.flatMap((one) => one.grants?.[system] ?? [])]);
}

/** Groups that the end of an assignment is about to take in a system: what the files alone decide need not take them as well. */
export function endingGrants(ground: Ground, view: PersonView, system: SystemId): ReadonlySet<Entitlement> {
  const drafts = endAssignments(ground, view).filter((one) => one.change.system === system);
  return new Set(drafts.flatMap(({ change }) => lostBy(change, 'groups')));
}

/** Grants of a person's assignments that are over. */
export function endAssignments(ground: Ground, view: PersonView): Draft<AccountChange>[] {
  const drafts: Draft<AccountChange>[] = [];
  for (const { assignment, index, ...ending } of assignmentEndings(ground.input, view)) {
    if (!ending.isDue) continue;
    for (const link of view.links) {
      const own = new Set(assignment.grants?.[link.system]);
      const system = ground.systems.get(link.system);
      if (system === undefined || own.size === 0) continue;
      const spot = spotOf(view, link, system);
      const still = grantsOf(view, link.system, dayOf(ground.input.asOf, view.zone));
      const taking = takeGroups(ground, spot, (group) => own.has(group) && !still.has(group));
      if (taking === null) continue;
      const reason = because('assignment-ended', pathOf(ground.input.desired, 'state/employees', view.id), `/assignments/${index}/to`);
      const { cause, cutOff: due } = ending;
      const draft = draftOf(ground, spot, { ...taking, kind: 'groups', cause, class: ending.class, because: reason, due });
      if (!isSpent(ground, draft.change.id)) drafts.push(draft);
    }
  }
  return drafts;
}
