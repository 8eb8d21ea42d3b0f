/** I1: nobody's account is disabled whose cut-off lies ahead on the default branch at the instant of the write. */
import type { Document } from '../../../schemas/documents.ts';
import type { Watch, WriteSeen } from '../seen.ts';
import { cutOffOf, type Facts, factsAt, isAway, isOver, MARGIN, momentOf, ownersOf, zoneOf } from '../truth.ts';

function isListed(facts: Facts, system: string, account: string): boolean {
  return facts.cleanups.some((list) => list.system === system && list.what === 'disable' && list.accounts.some((one) => one === account));
}

/** Why somebody's sign-in may be ended now; null when nothing in the files says so. */
function isEnded(facts: Facts, person: Document<'employee'>, at: number): boolean {
  return isOver(facts, person, at) || isAway(facts, person, { at, what: 'suspend' });
}

/** A day kept by a system ends access at the end of that day by the clock that is ahead: never before the cut-off. */
function isBefore(facts: Facts, person: Document<'employee'>, day: string): boolean {
  const cutOff = cutOffOf(facts, person);
  if (cutOff === null) return true;
  return ['UTC', facts.zone, zoneOf(facts, person)].some((zone) => momentOf(day, '24:00', zone) < cutOff);
}

/** What is wrong with a write, as sentences. */
export function endsNobodyEarly({ git }: Watch, seen: WriteSeen): string[] {
  const { write, system, account, at } = seen;
  if (!('account' in write) || account === null) return [];
  const facts = factsAt(git, seen.head);
  const owners = ownersOf(facts, { system, id: account.id, login: account.login });
  if (write.kind === 'disable' || write.kind === 'sessions') {
    // A list ends the sign-in of nobody who is still here.
    if (owners.length === 0 && isListed(facts, system, account.id)) return [];
    if (owners.some((person) => isEnded(facts, person, at))) return [];
    return [`${write.kind} of ${system}/${account.id}, and nobody's access there is over by the default branch`];
  }
  if (write.kind === 'end-day' && write.day !== null) {
    const { day } = write;
    return owners.length > 0 && owners.every((person) => isBefore(facts, person, day))
      ? [`${system}/${account.id} is to end on ${day}, before its cut-off`]
      : [];
  }
  return [];
}

export { MARGIN };
