/** Change: groups and seats that nobody declared are taken, only where the system says that the files alone decide. Pure. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { dayOf, startOfDay } from '../../calendar.ts';
import type { Link } from '../../model/correlation.ts';
import { because, type Draft, draftOf, isSpent, type Spot, spotOf } from '../draft.ts';
import { isAuthoritative } from '../effective.ts';
import { type Ground, isPastCutOff, type SystemView } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { endingGrants, grantsOf } from './changes-assignment-ended.ts';
import { lostBy, portionsOf, type Taking, takeGroups, takeSeats } from './changes-holdings.ts';

/** The removed set is part of the cause: what somebody gives again after it was taken is said, not taken again. */
function causeOf(ground: Ground, taking: Taking, kind: 'groups' | 'licences'): string {
  return `cleanup:${ground.input.hash(lostBy(taking, kind).join('\n')).slice(0, 12)}`;
}

/** What is taken: seats that carry a mailbox by themselves, so that others do not wait for them. */
function takingsOf(
  ground: Ground,
  spot: Spot,
  { kind, undeclared }: { readonly kind: 'groups' | 'licences'; readonly undeclared: (one: Entitlement) => boolean },
): readonly Taking[] {
  const takings =
    kind === 'groups'
      ? [takeGroups(ground, spot, undeclared)]
      : portionsOf(spot, '').map(({ wanted }) => takeSeats(ground, spot, (one) => undeclared(one) && wanted(one)));
  return takings.filter((taking) => taking !== null);
}

function strike(ground: Ground, view: PersonView, at: { link: Link; system: SystemView }): Draft[] {
  const { link, system } = at;
  const { asOf, desired } = ground.input;
  const spot = spotOf(view, link, system);
  const today = dayOf(asOf, view.zone);
  const drafts: Draft[] = [];
  for (const kind of ['groups', 'licences'] as const) {
    if (!isAuthoritative(ground.input, system.id, kind === 'groups' ? 'grants' : 'licences')) continue;
    const declared: ReadonlySet<Entitlement> =
      kind === 'groups'
        ? new Set([...grantsOf(view, system.id, today), ...endingGrants(ground, view, system.id)])
        : new Set(link.line.licences);
    const undeclared = (one: Entitlement) => !declared.has(one);
    const reason = because('authoritative', pathOf(desired, 'policies/systems', system.id), '/authoritative');
    const due = startOfDay(today, view.zone);
    for (const taking of takingsOf(ground, spot, { kind, undeclared })) {
      const cause = causeOf(ground, taking, kind);
      const draft = draftOf(ground, spot, { ...taking, kind, cause, class: 'cleanup', because: reason, due });
      if (!isSpent(ground, draft.change.id)) drafts.push(draft);
    }
  }
  return drafts;
}

/** Undeclared holdings of one person who is not past the cut-off. */
export function strikeUndeclared(ground: Ground, view: PersonView): Draft[] {
  if (isPastCutOff(ground, view.id)) return [];
  return view.links.flatMap((link) => {
    const system = ground.systems.get(link.system);
    return system === undefined || link.situation === 'missing' ? [] : strike(ground, view, { link, system });
  });
}
