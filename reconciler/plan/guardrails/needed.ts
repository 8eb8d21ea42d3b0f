/** Roles and groups that must never be without a usable holder: of administrators, and of those who approve changes to the files. Pure. */
import type { SystemId } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import type { HeldBy } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';

/** A role or group that must keep holders. */
export interface Needed {
  readonly by: Extract<HeldBy, 'last-admin' | 'last-approver'>;
  readonly system: SystemId;
  /** Its name, or its id, as the system gives it. */
  readonly name: string;
  /** How many must remain. */
  readonly least: number;
  readonly has: (account: Account) => boolean;
}

/** Everything that policy wants to keep holders of. */
export function neededOf({ administrators, approvers }: Pick<Policy, 'administrators' | 'approvers'>): readonly Needed[] {
  return [
    ...administrators.map(({ system, role, least = 1 }): Needed => {
      return { by: 'last-admin', system, name: role, least, has: ({ roles }) => roles?.includes(role) === true };
    }),
    ...approvers.map(({ system, group, least = 1 }): Needed => {
      return { by: 'last-approver', system, name: group, least, has: ({ groups }) => groups?.includes(group) === true };
    }),
  ];
}

/** Its usable holders. Disabled ones, and those that were never used, could not help anybody. Services are no holders. */
export function usableHolders(needed: Needed, accounts: readonly Account[], services: Policy['service']): readonly Account[] {
  const names = new Set<string | undefined>(services.filter((one) => one.system === needed.system).flatMap((one) => [one.id, one.login]));
  const isService = ({ id, login }: Account) => names.has(id) || (login !== null && names.has(login));
  return accounts.filter((one) => one.enabled === true && one.lastUse !== 'never' && needed.has(one) && !isService(one));
}
