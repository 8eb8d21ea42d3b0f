/** Sign-ins that our own runs ended, and that are not as they should be now. */

import { dayOf } from '../../calendar.ts';
import type { Link } from '../../model/correlation.ts';
import type { VerifiedChange } from '../../model/memory.ts';
import { isAtWork, isPastCutOff, leaveOn, seenAccount } from '../expected.ts';
import type { Context, PersonView } from '../input.ts';
import { type Draft, deskOfSystem, reasonAt, type Scope } from '../scope.ts';

/** True when the end of this sign-in belongs to the person's present cut-off or leave. */
function isPresent(context: Context, person: PersonView, cause: string): boolean {
  if (cause === person.cause) return isPastCutOff(context, person);
  const leave = leaveOn(person.employee, context.today);
  return leave?.access === 'suspend' && cause === `leave:${leave.from}`;
}

function draftOf(scope: Scope, about: { person: PersonView; link: Link; ended: VerifiedChange; enabled: boolean }): Draft {
  const { desired } = scope.context.input;
  const { person, link, ended, enabled } = about;
  const target = `${ended.system}/${ended.account}`;
  const disabledOn = dayOf(ended.at, person.zone);
  const values = { employee: person.id, system: ended.system, account: ended.account, disabledOn };
  const common = {
    about: `${person.id}/${target}`,
    subject: { employee: person.id, system: ended.system, account: ended.account },
    who: deskOfSystem(desired, link.system),
    day: disabledOn,
  };
  const at = { kind: 'employee', id: person.id, pointer: `/accounts/${link.index}` } as const;
  if (enabled) return { ...common, code: 'account-re-enabled', values, because: reasonAt(desired, 're-enabled', at) };
  const by = scope.held.get(`enable:${target}`)?.by ?? '';
  return { ...common, code: 'account-disabled-by-us', values: { ...values, by }, because: reasonAt(desired, 'still-disabled', at) };
}

/** `account-re-enabled`: open again although the person's access has ended. `account-disabled-by-us`: still off although it has not. */
export function* findReEnabled(scope: Scope): Generator<Draft> {
  const { context, indices, changes } = scope;
  for (const person of context.people.values()) {
    for (const link of person.links) {
      const account = seenAccount(context, link);
      const reading = context.input.observed.get(link.system)?.reading;
      if (account === null || account.enabled === null || reading === undefined) continue;
      const target = `${link.system}/${account.id}`;
      const { disable, enable } = indices.signIns().get(target) ?? { disable: null, enable: null };
      const isSeenSince = disable !== null && (reading.freshAt ?? reading.readAt) > disable.at;
      if (disable === null || !isSeenSince || (enable !== null && enable.at > disable.at)) continue;
      const isWrong = account.enabled
        ? isPresent(context, person, disable.cause)
        : isAtWork(context, person) && !changes.has(`enable:${target}`);
      if (isWrong) yield draftOf(scope, { person, link, ended: disable, enabled: account.enabled });
    }
  }
}
