/** Accounts that are still open after the cut-off and that nothing ends tonight. */
import { daysBetween } from '../../calendar.ts';
import { isPastCutOff, seenAccount } from '../expected.ts';
import { isVerified } from '../indices.ts';
import { type Draft, deskOfSystem, reasonAt, type Scope } from '../scope.ts';

/** `account-after-cut-off`: seen enabled, and no change of tonight and no desk is at it. What a run of ours had ended is another finding. */
export function* findAfterCutOff({ context, today, indices, changes, held }: Scope): Generator<Draft> {
  const { desired } = context.input;
  for (const person of context.people.values()) {
    const { accessDay } = person;
    if (accessDay === null || !isPastCutOff(context, person)) continue;
    for (const link of person.links) {
      const account = seenAccount(context, link);
      if (account?.enabled !== true) continue;
      const target = `disable:${link.system}/${account.id}`;
      if (changes.has(target) || indices.handedOver().has(target)) continue;
      if (isVerified(context, person, { kind: 'disable', system: link.system, account: account.id })) continue;
      yield {
        code: 'account-after-cut-off',
        about: `${person.id}/${link.system}/${account.id}`,
        subject: { employee: person.id, system: link.system, account: account.id },
        values: {
          employee: person.id,
          system: link.system,
          account: account.id,
          lastDay: accessDay,
          days: String(Math.max(0, daysBetween(accessDay, today))),
          by: held.get(target)?.by,
        },
        who: deskOfSystem(desired, link.system),
        day: accessDay,
        because: reasonAt(desired, 'cut-off', { kind: 'employee', id: person.id, pointer: '/lastDay' }),
      };
    }
  }
}
