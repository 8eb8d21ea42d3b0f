/** Who bears what a lease costs that ends because somebody leaves: the company, or above a budget the person. Pure. */
import type { Money } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import { formatMoney, parseMoney, timesMoney } from './costs.ts';
import type { Leaver } from './disposition-rules.ts';

/** A cost, shared: the two amounts add up to it, and neither is negative. */
export interface Share {
  readonly company: Money;
  /** Asked of the person; deducted from the final pay only with consent. */
  readonly person: Money;
}

/** How policy shares a cost. Without a rule that fits, without a budget, or with one in another currency, all of it is the company's. */
export function shareOf(desired: Desired, { employee, plan }: Pick<Leaver, 'employee' | 'plan'>, cost: Money): Share {
  const rule = desired.policy.devices.earlyEnd.find(
    ({ kinds, endedBy }) => kinds?.includes(employee.kind) !== false && endedBy?.includes(plan?.doc.endedBy ?? 'unstated') !== false,
  );
  const all = { company: cost, person: timesMoney(cost, 0) };
  if (rule?.budget === undefined) return all;
  const [whole, budget] = [parseMoney(cost), parseMoney(rule.budget)];
  if (whole.currency !== budget.currency || budget.minor < 0n || whole.minor <= budget.minor) return all;
  return { company: rule.budget, person: formatMoney({ minor: whole.minor - budget.minor, currency: whole.currency }) };
}
