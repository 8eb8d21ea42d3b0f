/** What must still be true of an account right before it is changed. Pure. */
import type { Digest } from '../../schemas/primitives.ts';
import { canonicalJson, type Hash } from '../canonical.ts';
import type { Precondition } from '../model/change.ts';
import type { Account } from '../model/observed.ts';

/** SHA-256 over the sorted groups, roles and licences of an account; unknown ones are null. */
export function digestHoldings(account: Account, hash: Hash): Digest {
  const licences = account.licences?.map((seat) => `${seat.id}\n${seat.viaGroup ?? ''}`).sort() ?? null;
  return hash(canonicalJson({ groups: account.groups?.toSorted() ?? null, licences, roles: account.roles?.toSorted() ?? null }));
}

/** The precondition of a change; `holdings` when the change takes or gives groups or licences. */
export function preconditionOf(account: Account, hash: Hash, holdings: boolean): Precondition {
  return { id: account.id, enabled: account.enabled, holds: holdings ? digestHoldings(account, hash) : null };
}
