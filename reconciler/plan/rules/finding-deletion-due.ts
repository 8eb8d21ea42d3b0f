/** Accounts of people who left that have been off long enough to be deleted by hand. */
import { addPeriod, dayOf, daysBetween } from '../../calendar.ts';
import { seenAccount } from '../expected.ts';
import { type Draft, deskOfSystem, reasonAt, type Scope } from '../scope.ts';

/** `deletion-due`: our verified end of this very employment is older than policy says, and nothing is preserved. A rehire clears it. */
export function* findDeletionDue({ context, today, indices }: Scope): Generator<Draft> {
  const { desired } = context.input;
  for (const person of context.people.values()) {
    if (person.status !== 'left' || indices.holds().has(`employee:${person.id}`)) continue;
    for (const link of person.links) {
      const account = seenAccount(context, link);
      const ended = account?.enabled === false ? indices.signIns().get(`${link.system}/${account.id}`)?.disable : undefined;
      if (ended === undefined || ended === null || ended.cause !== person.cause) continue;
      const disabledOn = dayOf(ended.at, person.zone);
      const dueDay = addPeriod(disabledOn, desired.policy.access.ladder.deletionDue);
      if (today < dueDay) continue;
      yield {
        code: 'deletion-due',
        about: `${person.id}/${link.system}/${ended.account}`,
        subject: { employee: person.id, system: link.system, account: ended.account },
        values: {
          employee: person.id,
          system: link.system,
          account: ended.account,
          disabledOn,
          dueDay,
          days: String(daysBetween(disabledOn, today)),
        },
        who: deskOfSystem(desired, link.system),
        day: dueDay,
        because: reasonAt(desired, 'ladder-deletion', { kind: 'access', pointer: '/ladder/deletionDue' }),
      };
    }
  }
}
