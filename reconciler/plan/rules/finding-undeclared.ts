/** Groups and paid seats that somebody at work holds and no file declares. */
import type { Link } from '../../model/correlation.ts';
import { savingFor } from '../costs.ts';
import { assignmentGrants, seenAccount } from '../expected.ts';
import { type Draft, deskOfSystem, monthly, reasonAt, type Scope } from '../scope.ts';

function* ofLink(scope: Scope, link: Link): Generator<Draft> {
  const { context, taken } = scope;
  const { desired } = context.input;
  const account = seenAccount(context, link);
  if (account === null || link.situation === 'disputed') return;
  const { person, system } = link;
  const target = `${system}/${account.id}`;
  const who = deskOfSystem(desired, system);
  const because = reasonAt(desired, 'undeclared', { kind: 'employee', id: person, pointer: `/accounts/${link.index}` });
  const subject = { employee: person, system, account: account.id };
  const common = { employee: person, system, account: account.id };
  const grants = new Set([...(link.line.grants ?? []), ...assignmentGrants(link.employee, system, null)]);
  for (const grant of account.groups ?? []) {
    if (grants.has(grant) || taken.has(`groups:${target}/${grant}`)) continue;
    const about = `${person}/${target}/${grant}`;
    yield { code: 'undeclared-grant', about, subject: { ...subject, entitlement: grant }, values: { ...common, grant }, who, because };
  }
  const licences = new Set(link.line.licences);
  for (const { id: licence } of account.licences ?? []) {
    if (licences.has(licence) || taken.has(`licences:${target}/${licence}`)) continue;
    const saving = savingFor(context, system, licence);
    const values = { ...common, licence, monthly: saving?.monthly };
    const cost = monthly(saving?.monthly ?? null, saving?.from);
    yield {
      code: 'undeclared-licence',
      about: `${person}/${target}/${licence}`,
      subject: { ...subject, entitlement: licence },
      values,
      who,
      cost,
      because,
    };
  }
}

/** `undeclared-grant`, `undeclared-licence`: of people who neither leave nor have left; leaving takes everything anyway. */
export function* findUndeclared(scope: Scope): Generator<Draft> {
  for (const person of scope.context.people.values()) {
    if (person.status === 'active') for (const link of person.links) yield* ofLink(scope, link);
  }
}
