/** Accounts that nobody's file declares, or that are not surely who they are said to be. */
import type { Day } from '../../../schemas/primitives.ts';
import type { Stranger } from '../../model/correlation.ts';
import type { Finding } from '../../model/finding.ts';
import { savingFor, sumMoney } from '../costs.ts';
import { seenAccount } from '../expected.ts';
import { type Draft, deskOfSystem, monthly, reasonAt, type Scope } from '../scope.ts';

/** What the account holds of paid seats, and what that costs a month: from the latest of the days on which each can be saved. */
function seatsOf({ context }: Scope, { system, account }: Stranger): { licences: string; cost: Finding['cost'] } {
  const licences = (account.licences ?? []).map((one) => one.id).toSorted();
  const savings = licences.map((licence) => savingFor(context, system, licence)).filter((one) => one !== null);
  const sum = sumMoney(savings.map((one) => one.monthly));
  const from = savings.reduce<Day | null>((day, one) => (one.from !== null && (day === null || one.from > day) ? one.from : day), null);
  return { licences: licences.join(', '), cost: monthly(sum, from) };
}

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
  const isGuest = account.guest === true;
  const { licences, cost } = seatsOf(scope, stranger);
  // A guest that has been ended and costs nothing needs nobody to answer for it.
  if (isGuest && account.enabled === false && cost === null) return;
  const likely = (stranger.likely ?? []).map(({ person, score }) => `${person} (${score} %)`).join(', ');
  const values = { system, account: id, enabled, lastUse: account.lastUse, licences, monthly: cost?.monthly, likely };
  yield { code: isGuest ? 'undeclared-guest' : 'orphan-account', about, subject, values, cost, who, because };
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
