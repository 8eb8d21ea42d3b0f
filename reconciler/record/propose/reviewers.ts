/** Who is asked to review: the forge's teams of the desks that the first fitting approval rule names. */
import type { Desired } from '../../model/desired.ts';
import type { Proposal } from '../../model/proposal.ts';

/** Teams at the forge, `owner/team`, in order. People are not asked: the files hold no names of the forge. A silent proposal asks nobody. */
export function teamsFor(desired: Desired, proposal: Proposal): readonly string[] {
  if (proposal.silent) return [];
  const unit = proposal.person === null ? undefined : desired.employees.get(proposal.person)?.unit;
  const rule = desired.policy.approvals.rules.find(
    (one) => one.for === proposal.purpose && (one.units === undefined || (unit !== undefined && one.units.includes(unit))),
  );
  const desks = desired.organisation.desks;
  return (rule?.desks ?? []).map((desk) => desks?.[desk]?.team).filter((team) => team !== undefined);
}
