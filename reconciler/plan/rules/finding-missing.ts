/** What the files declare for people at work and a complete reading does not show. Nothing is granted. */
import type { Link } from '../../model/correlation.ts';
import { assignmentGrants, isAtWork, leaveOn } from '../expected.ts';
import { isComplete } from '../input.ts';
import { type Draft, deskOfSystem, reasonAt, type Scope } from '../scope.ts';

function* missingHeld(scope: Scope, link: Link, isFirst: boolean): Generator<Draft> {
  const { context, today } = scope;
  const { desired } = context.input;
  const { person, system, line, account, employee } = link;
  if (account === null) return;
  const subject = { employee: person, system, account: account.id };
  const who = deskOfSystem(desired, system);
  const common = { employee: person, system, account: account.id };
  const at = (what: string) => ({ kind: 'employee', id: person, pointer: `/accounts/${link.index}/${what}` }) as const;
  if (account.groups !== null && isComplete(context.input, system, 'existence', 'groups')) {
    const held = new Set(account.groups);
    // Groups of assignments are named by system, not by account: one account that has them is enough.
    const grants = new Set([...(line.grants ?? []), ...(isFirst ? assignmentGrants(employee, system, today) : [])]);
    for (const grant of grants) {
      if (held.has(grant)) continue;
      const because = reasonAt(desired, 'declared-grant', at('grants'));
      const about = `${person}/${system}/${account.id}/${grant}`;
      yield { code: 'grant-missing', about, subject: { ...subject, entitlement: grant }, values: { ...common, grant }, who, because };
    }
  }
  const isParked = leaveOn(employee, today)?.licences === 'park';
  if (account.licences === null || isParked || !isComplete(context.input, system, 'existence', 'licences')) return;
  const seats = new Set(account.licences.map((one) => one.id));
  for (const licence of new Set(line.licences)) {
    if (seats.has(licence)) continue;
    const because = reasonAt(desired, 'declared-licence', at('licences'));
    const about = `${person}/${system}/${account.id}/${licence}`;
    yield { code: 'licence-missing', about, subject: { ...subject, entitlement: licence }, values: { ...common, licence }, who, because };
  }
}

/** `account-missing`, `grant-missing`, `licence-missing`. */
export function* findMissing(scope: Scope): Generator<Draft> {
  const { context } = scope;
  const { desired } = context.input;
  for (const person of context.people.values()) {
    if (!isAtWork(context, person)) continue;
    const seen = new Set<string>();
    for (const link of person.links) {
      const { system, line, situation, index } = link;
      if (situation === 'missing' && isComplete(context.input, system, 'existence')) {
        yield {
          code: 'account-missing',
          about: `${person.id}/${system}/${index}`,
          subject: { employee: person.id, system },
          values: { employee: person.id, system, account: line.id },
          who: deskOfSystem(desired, system),
          because: reasonAt(desired, 'declared-account', { kind: 'employee', id: person.id, pointer: `/accounts/${index}` }),
        };
      } else if (situation !== 'disputed') {
        yield* missingHeld(scope, link, !seen.has(system));
        seen.add(system);
      }
    }
  }
}
