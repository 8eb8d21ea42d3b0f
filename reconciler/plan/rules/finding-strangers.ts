/** Accounts that nobody's file declares, or that are not surely who they are said to be. */
import type { Stranger } from '../../model/correlation.ts';
import { seenAccount } from '../expected.ts';
import { type Draft, deskOfSystem, reasonAt, type Scope } from '../scope.ts';

function* ofStranger(scope: Scope, stranger: Stranger): Generator<Draft> {
  const { desired } = scope.context.input;
  const { system, id, account, candidates } = stranger;
  const about = `${system}/${id}`;
  const subject = { system, account: id };
  const who = deskOfSystem(desired, system);
  const because = reasonAt(desired, 'undeclared-account', { kind: 'system', id: system });
  if (candidates.length > 0) {
    const [only] = candidates;
    const employee = candidates.length === 1 && only !== undefined ? only : '';
    const values = { variant: 'candidates', system, account: id, employee, candidates: candidates.join(', ') };
    yield { code: 'unlinked-account', about, subject, values, who, because };
    return;
  }
  const isDone = account.enabled === false && scope.indices.signIns().get(about)?.disable?.cause.startsWith('cleanup:') === true;
  if (isDone) return;
  const enabled = account.enabled === null ? '' : String(account.enabled);
  const values = { system, account: id, enabled, lastUse: account.lastUse };
  // One that has been ended needs nobody to answer for it.
  if (account.guest === true && account.enabled === false) return;
  yield { code: account.guest === true ? 'undeclared-guest' : 'orphan-account', about, subject, values, who, because };
}

/** `orphan-account`, `undeclared-guest`, `unlinked-account`, `disputed-account`: facts that are seen, so no reading need be complete. */
export function* findStrangers(scope: Scope): Generator<Draft> {
  const { context } = scope;
  const { desired, correlation } = context.input;
  for (const stranger of correlation.strangers) {
    if (stranger.as === 'orphan' && seenAccount(context, stranger) !== null) yield* ofStranger(scope, stranger);
  }
  for (const { person, system, situation, account, line, index } of correlation.links) {
    if (situation !== 'disputed' && situation !== 'login-only') continue;
    const id = account?.id ?? line.id ?? '';
    const common = {
      about: `${person}/${system}${id === '' ? '' : `/${id}`}`,
      subject: { employee: person, system },
      who: deskOfSystem(desired, system),
      because: reasonAt(desired, situation, { kind: 'employee', id: person, pointer: `/accounts/${index}` }),
    };
    const values = { employee: person, system, account: id };
    if (situation === 'disputed') yield { ...common, code: 'disputed-account', values };
    else yield { ...common, code: 'unlinked-account', values: { ...values, variant: 'login-only', candidates: '' } };
  }
}
