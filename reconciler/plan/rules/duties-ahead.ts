/** Who keeps things going that nobody can take over in a day: the last holders of a role, and the keeper of the schedule. */
import { because } from '../draft.ts';
import { neededOf, usableHolders } from '../guardrails/needed.ts';
import { reasonAt, type Scope } from '../scope.ts';
import type { Responsibility } from './finding-responsibilities.ts';

/** Holders of a role that would be left with too few of them, once everybody is gone who has a last day. */
export function* ofRoles({ context }: Scope): Generator<Responsibility> {
  const { desired, observed, correlation } = context.input;
  const owners = new Map(correlation.links.map((link) => [`${link.system}/${link.account?.id ?? ''}`, link.person]));
  for (const needed of neededOf(desired.policy)) {
    const { system, name, least, by } = needed;
    const holders = usableHolders(needed, observed.get(system)?.reading.accounts ?? [], desired.policy.service);
    const going = holders.flatMap(({ id }) => {
      const owner = owners.get(`${system}/${id}`);
      return owner !== undefined && context.people.get(owner)?.employee.lastDay !== undefined ? [owner] : [];
    });
    if (holders.length - going.length >= least) continue;
    const pointer = by === 'last-admin' ? '/administrators' : '/approvers';
    const reason = reasonAt(desired, 'holder', { kind: 'guardrails', pointer });
    for (const owner of going) yield { what: 'role', subject: name, system, owner, because: reason };
  }
}

/** Workflows whose schedule lives by somebody's account. */
export function* ofSchedules({ context }: Scope): Generator<Responsibility> {
  for (const { file, person } of context.input.keepers ?? []) {
    yield { what: 'schedule', subject: file, system: null, owner: person, because: because('schedule', file, '') };
  }
}
