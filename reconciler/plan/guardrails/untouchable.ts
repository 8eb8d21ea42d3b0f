/** Accounts that are never touched: protected by id, by login and by live role, and those that are shared or belong to a service. Pure. */
import type { SystemId } from '../../../schemas/primitives.ts';
import type { Draft } from '../draft.ts';
import type { Ground, SystemView } from '../ground.ts';

interface Named {
  readonly system?: SystemId;
  readonly id?: string;
  readonly login?: string;
}

/** Ids and logins (lower case) that a list names, with `<system>/` in front, or a slash alone for every system. */
function namesOf(list: readonly Named[]): { ids: ReadonlySet<string>; logins: ReadonlySet<string> } {
  const ids = new Set<string>();
  const logins = new Set<string>();
  for (const one of list) {
    if (one.id !== undefined) ids.add(`${one.system ?? ''}/${one.id}`);
    if (one.login !== undefined) logins.add(`${one.system ?? ''}/${one.login.toLowerCase()}`);
  }
  return { ids, logins };
}

/** Tells whether a change would touch what must not be touched. */
export interface Untouchable {
  readonly of: (draft: Draft) => 'protected' | 'shared' | 'roles-unknown' | null;
}

function isNamed(names: ReturnType<typeof namesOf>, draft: Draft): boolean {
  const { account, link, system } = draft;
  const ids = [account?.id, link?.line.id];
  const logins = [account?.login, link?.line.login];
  return (
    ids.some((id) => id !== undefined && (names.ids.has(`/${id}`) || names.ids.has(`${system.id}/${id}`))) ||
    logins.some((one) => {
      const login = one?.toLowerCase();
      return login !== undefined && (names.logins.has(`/${login}`) || names.logins.has(`${system.id}/${login}`));
    })
  );
}

/** True when a rule about roles cannot be checked here: the roles were not read whole, though the system tells them or the rule names it. */
function areRolesUnknown(system: SystemView, rules: readonly { system?: SystemId }[]): boolean {
  const { snapshot } = system;
  if (snapshot === null || snapshot.complete.has('roles')) return false;
  const isTold = snapshot.reading.provides.includes('roles');
  return rules.some((rule) => rule.system === system.id || (rule.system === undefined && isTold));
}

/** True when nobody can tell who approves here: the groups were not read whole. */
function areApproversUnknown({ snapshot, id }: SystemView, { approvers }: Ground['effective']): boolean {
  return snapshot !== null && !snapshot.complete.has('groups') && approvers.some((one) => one.system === id);
}

/** The lists of tonight, ready to be asked. */
export function makeUntouchable({ effective }: Ground): Untouchable {
  const guarded = namesOf(effective.protected);
  const owned = namesOf([...effective.shared, ...effective.service, ...effective.guest]);
  const byRole = effective.protected.filter((one) => one.role !== undefined);
  return {
    of(draft) {
      if (isNamed(guarded, draft)) return 'protected';
      const { account, system } = draft;
      const roles = new Set<string | undefined>(account?.roles);
      if (byRole.some((one) => roles.has(one.role) && (one.system ?? system.id) === system.id)) return 'protected';
      if (isNamed(owned, draft)) return 'shared';
      const isUnknown = areRolesUnknown(system, [...byRole, ...effective.administrators]) || areApproversUnknown(system, effective);
      return isUnknown ? 'roles-unknown' : null;
    },
  };
}
