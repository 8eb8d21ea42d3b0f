/** Groups and paid seats that somebody at work holds and no file declares. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { Link } from '../../model/correlation.ts';
import type { Account } from '../../model/observed.ts';
import { savingFor } from '../costs.ts';
import { lackedBy } from '../differences.ts';
import { assignmentGrants, seenAccount } from '../expected.ts';
import { type Draft, deskOfSystem, monthly, reasonAt, type Scope } from '../scope.ts';

interface About {
  readonly account: Account;
  readonly id: Entitlement;
}

function commonOf(scope: Scope, link: Link, { account, id }: About) {
  const { desired } = scope.context.input;
  const { person, system } = link;
  const common = { employee: person, system, account: account.id };
  return {
    common,
    about: `${person}/${system}/${account.id}/${id}`,
    subject: { ...common, entitlement: id },
    who: deskOfSystem(desired, system),
    because: reasonAt(desired, 'undeclared', { kind: 'employee', id: person, pointer: `/accounts/${link.index}` }),
  };
}

function undeclaredGrant(scope: Scope, link: Link, about: About): Draft {
  const { common, ...shared } = commonOf(scope, link, about);
  return { code: 'undeclared-grant', values: { ...common, grant: about.id }, ...shared };
}

function undeclaredLicence(scope: Scope, link: Link, about: About): Draft {
  const { common, ...shared } = commonOf(scope, link, about);
  const saving = savingFor(scope.context, link.system, about.id);
  const values = { ...common, licence: about.id, monthly: saving?.monthly };
  return { code: 'undeclared-licence', values, cost: monthly(saving?.monthly ?? null, saving?.from), ...shared };
}

function* ofLink(scope: Scope, link: Link): Generator<Draft> {
  const { context, taken } = scope;
  const account = seenAccount(context, link);
  if (account === null || link.situation === 'disputed') return;
  const { system, line, employee } = link;
  const grants = employee.assignments === undefined ? line.grants : [...(line.grants ?? []), ...assignmentGrants(employee, system, null)];
  for (const id of lackedBy(grants ?? [], account.groups ?? [])) {
    if (!taken.has(`groups:${system}/${account.id}/${id}`)) yield undeclaredGrant(scope, link, { account, id });
  }
  if (account.licences === null || account.licences.length === 0) return;
  // A seat that a declared group gives is declared with the group.
  const held = account.licences.filter(({ viaGroup }) => viaGroup === null || grants?.includes(viaGroup) !== true).map((one) => one.id);
  for (const id of lackedBy(line.licences ?? [], held)) {
    if (!taken.has(`licences:${system}/${account.id}/${id}`)) yield undeclaredLicence(scope, link, { account, id });
  }
}

/** `undeclared-grant`, `undeclared-licence`: of people who neither leave nor have left; leaving takes everything anyway. */
export function* findUndeclared(scope: Scope): Generator<Draft> {
  for (const person of scope.context.people.values()) {
    if (person.status === 'active') for (const link of person.links) yield* ofLink(scope, link);
  }
}
