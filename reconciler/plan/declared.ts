/** What the files declare that somebody holds in a system, whichever file says so. Pure. */
import type { EmployeeId, Entitlement, SystemId } from '../../schemas/primitives.ts';
import type { Correlation } from '../model/correlation.ts';

/** Groups and licences declared for a person's accounts of a system, those of every assignment among them. Such names may stand in the open. */
export function declaredFor(
  { links }: Pick<Correlation, 'links'>,
  of: { readonly person: EmployeeId | null; readonly system: SystemId },
): ReadonlySet<Entitlement> {
  const declared = new Set<Entitlement>();
  for (const { person, system, line, employee } of links) {
    if (person !== of.person || system !== of.system) continue;
    for (const one of [...(line.grants ?? []), ...(line.licences ?? [])]) declared.add(one);
    for (const assignment of employee.assignments ?? []) for (const one of assignment.grants?.[system] ?? []) declared.add(one);
  }
  return declared;
}
