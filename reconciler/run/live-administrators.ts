/** Administrators and approvers as they are right now: nobody's sign-in ends because another one was still there when the night began. */
import type { FreshTargets } from '../apply/apply.ts';
import type { Target } from '../apply/target.ts';
import type { Account, Observed } from '../model/observed.ts';
import { type Needed, neededOf } from '../plan/guardrails/needed.ts';
import { Fault, type SystemReader } from '../ports.ts';
import type { OpenReader } from './observing.ts';
import type { Setting } from './planning.ts';

function isHolder({ has }: Needed, account: Account): boolean {
  return account.enabled === true && has(account);
}

/** What the system says now; null, which counts as gone, when it does not say. */
async function readNow(reader: SystemReader, id: Account['id']): Promise<Target> {
  try {
    const account = await reader.readAccount(id);
    return account === null ? null : { account };
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** The targets, and where one of them holds an administrator's or approver's role, all others who held it when the night began, read again. */
export async function withAdministrators(
  fresh: FreshTargets,
  about: { setting: Setting; observed: Observed; reader: OpenReader },
): Promise<FreshTargets> {
  const { setting, observed, reader } = about;
  const { desired, earlier } = setting;
  const rules = [...neededOf(desired.policy), ...(earlier === null ? [] : neededOf(earlier.policy))];
  const all = new Map(fresh);
  for (const needed of rules) {
    const { system } = needed;
    const isAsked = [...fresh].some(
      ([key, target]) => key.startsWith(`${system}/`) && target !== null && 'account' in target && isHolder(needed, target.account),
    );
    if (!isAsked) continue;
    for (const account of observed.get(system)?.reading.accounts ?? []) {
      const key = `${system}/${account.id}`;
      if (!all.has(key) && isHolder(needed, account)) all.set(key, await readNow(await reader(system), account.id));
    }
  }
  return all;
}
