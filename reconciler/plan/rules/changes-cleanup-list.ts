/** Changes: an approved clean-up list, line by line, each looked at as its account is now. Uses no budget. Pure. */
import type { Cleanup } from '../../../schemas/exception.ts';
import type { Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import { dayOf, startOfDay } from '../../calendar.ts';
import { because, type Draft, draftOf, isSpent, type Spot } from '../draft.ts';
import { type Ground, isPastCutOff, type SystemView } from '../ground.ts';
import { pathOf } from '../input.ts';
import { grantsOf } from './changes-assignment-ended.ts';
import { takeGroups, takeSeats } from './changes-holdings.ts';
import { endSignIn, type SignInEnd } from './changes-sign-in.ts';

/** What the files say the account is meant to hold, all of it; empty for accounts of nobody. */
function declaredOn(ground: Ground, spot: Spot, what: 'licences' | 'groups'): ReadonlySet<Entitlement> {
  const { view, link } = spot;
  if (view === null || link === null) return new Set();
  const today = dayOf(ground.input.asOf, view.zone);
  return what === 'licences' ? new Set(link.line.licences) : grantsOf(view, link.system, today);
}

/** True when somebody who is still here declares the account: then a list never ends its sign-in. */
function isInUse(ground: Ground, spot: Spot): boolean {
  return spot.view !== null && !isPastCutOff(ground, spot.view.id);
}

/** Sign-in and sessions. Who was enabled again after a list had ended the sign-in is not fought, by its sessions neither. */
function endOf(ground: Ground, spot: Spot, end: SignInEnd): Draft[] {
  if (spot.account?.enabled !== true || isInUse(ground, spot)) return [];
  const drafts = endSignIn(ground, spot, end);
  return drafts.some(({ change }) => change.kind === 'disable' && isSpent(ground, change.id)) ? [] : drafts;
}

function lineOf(ground: Ground, list: Cleanup, at: { spot: Spot; index: number }): Draft[] {
  const { spot, index } = at;
  const { desired, asOf } = ground.input;
  const reason = because('cleanup-list', pathOf(desired, 'state/cleanups', list.id), `/accounts/${index}`);
  const zone = desired.organisation.timeZone;
  const end: SignInEnd = { cause: `cleanup:${list.id}`, class: 'list', because: reason, due: startOfDay(dayOf(asOf, zone), zone) };
  if (list.what === 'disable') return endOf(ground, spot, end);
  const declared = declaredOn(ground, spot, list.what);
  const wanted = (one: Entitlement) => !declared.has(one) && (list.entitlements?.includes(one) ?? true);
  const taking = list.what === 'groups' ? takeGroups(ground, spot, wanted) : takeSeats(ground, spot, wanted);
  return taking === null ? [] : [draftOf(ground, spot, { ...end, ...taking, kind: list.what })];
}

/** The place of one line; null for an account that the reading does not show. */
function spotIn(ground: Ground, system: SystemView, id: ForeignId): Spot | null {
  const account = system.snapshot?.byId.get(id);
  if (account === undefined) return null;
  const link = ground.declaredBy.get(`${system.id}/${id}`) ?? null;
  const view = link === null ? null : (ground.context.people.get(link.person) ?? null);
  return { view, link, system, account, id };
}

/** All lines of one list. */
export function cleanUp(ground: Ground, list: Cleanup): Draft[] {
  const system = ground.systems.get(list.system);
  if (system === undefined) return [];
  return list.accounts.flatMap((id, index) => {
    const spot = spotIn(ground, system, id);
    return spot === null ? [] : lineOf(ground, list, { spot, index }).filter(({ change }) => !isSpent(ground, change.id));
  });
}
