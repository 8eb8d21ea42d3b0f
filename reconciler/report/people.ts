/** How people, accounts and desks are named in reports: by id, with logins only where they are allowed. */
import type { EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import type { ReportView } from './view.ts';

/** Shortest form of an outside id that people can still tell apart. */
export function shortId(id: string): string {
  const characters = Array.from(id);
  return characters.length <= 14 ? id : `${characters.slice(0, 11).join('')}…`;
}

/** True for a protected identity: nothing personal is shown of it anywhere. */
export function isWithheld(view: ReportView, person: EmployeeId | null): boolean {
  return person !== null && view.desired.employees.get(person)?.person === 'withheld';
}

function loginOf(view: ReportView, system: SystemId, account: ForeignId): string | null {
  const link = view.correlation?.links.find((one) => one.system === system && (one.account?.id ?? one.line.id) === account);
  const stranger = view.correlation?.strangers.find((one) => one.system === system && one.id === account);
  return link?.account?.login ?? link?.line.login ?? stranger?.account.login ?? null;
}

/** An account: its login where names are shown and the person is not protected, else its id. */
export function accountLabel(
  view: ReportView,
  about: { readonly person: EmployeeId | null; readonly system: SystemId; readonly account: ForeignId },
): string {
  const login = view.names && !isWithheld(view, about.person) ? loginOf(view, about.system, about.account) : null;
  return login ?? shortId(about.account);
}

/** Who must act, for people: the id of a person, or the id of a desk. */
export function whoLabel(who: string | null): string {
  if (who === null) return '';
  return who.startsWith('desk:') ? who.slice('desk:'.length) : who;
}
