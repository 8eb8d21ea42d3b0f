/** What the files declare for people at work and a complete reading does not show. Nothing is granted. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { Link } from '../../model/correlation.ts';
import type { Account } from '../../model/observed.ts';
import { lackedBy } from '../differences.ts';
import { assignmentGrants, isAtWork, leaveOn } from '../expected.ts';
import { isComplete } from '../input.ts';
import { type Draft, deskOfSystem, reasonAt, type Scope } from '../scope.ts';

/** A group or seat that the line declares and the account lacks. */
function missing(
  scope: Scope,
  link: Link,
  about: { readonly account: Account; readonly what: 'grant' | 'licence'; readonly id: Entitlement },
): Draft {
  const { desired } = scope.context.input;
  const { person, system, index } = link;
  const { account, what, id } = about;
  const common = { employee: person, system, account: account.id };
  const shared = {
    about: `${person}/${system}/${account.id}/${id}`,
    subject: { ...common, entitlement: id },
    who: deskOfSystem(desired, system),
    because: reasonAt(desired, `declared-${what}`, { kind: 'employee', id: person, pointer: `/accounts/${index}/${what}s` }),
  };
  return what === 'grant'
    ? { code: 'grant-missing', values: { ...common, grant: id }, ...shared }
    : { code: 'licence-missing', values: { ...common, licence: id }, ...shared };
}

function* missingHeld(scope: Scope, link: Link, isFirst: boolean): Generator<Draft> {
  const { context, today } = scope;
  const { system, line, account, employee } = link;
  if (account === null) return;
  if (account.groups !== null && isComplete(context.input, system, 'existence', 'groups')) {
    // Groups of assignments are named by system, not by account: one account that has them is enough.
    const ofAssignments = isFirst && employee.assignments !== undefined ? assignmentGrants(employee, system, today) : [];
    const declared = ofAssignments.length === 0 ? (line.grants ?? []) : [...(line.grants ?? []), ...ofAssignments];
    for (const id of lackedBy(account.groups, declared)) yield missing(scope, link, { account, what: 'grant', id });
  }
  if (line.licences === undefined || account.licences === null) return;
  if (leaveOn(employee, today)?.licences === 'park' || !isComplete(context.input, system, 'existence', 'licences')) return;
  const seats = account.licences.map((one) => one.id);
  for (const id of lackedBy(seats, line.licences)) yield missing(scope, link, { account, what: 'licence', id });
}

/** `account-missing`, `grant-missing`, `licence-missing`. */
export function* findMissing(scope: Scope): Generator<Draft> {
  const { context, changes, held } = scope;
  const { desired } = context.input;
  for (const person of context.people.values()) {
    if (!isAtWork(context, person)) continue;
    const seen = new Set<string>();
    for (const link of person.links) {
      const { system, line, situation, index } = link;
      if (situation === 'missing' && isComplete(context.input, system, 'existence')) {
        // Hidden by us, and being given back.
        const target = `enable:${system}/${line.id}`;
        if (changes.has(target) || held.has(target)) continue;
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
