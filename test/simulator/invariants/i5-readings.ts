/** I5: nothing is concluded from an attribute of a reading that is not complete in that attribute. */
import type { Chained } from '../../../reconciler/model/journal.ts';
import type { ProcessSeen, ReadingSeen, Watch } from '../seen.ts';
import { type Facts, factsAt } from '../truth.ts';

/** Accounts of people who stay that the files name by id and the system has, and the reading lacks: those of leavers, and those that we have ended, may go any day. */
function lost({ writes }: Watch, facts: Facts, { system, reading, truth }: ReadingSeen): string[] {
  const shown = new Set<string>(reading.accounts.map((one) => one.id));
  const staying = [...facts.employees.values()].filter((one) => one.lastDay === undefined);
  const declared = staying.flatMap((one) => (one.accounts ?? []).filter((line) => line.system === system).map((line) => line.id));
  return declared.filter(
    (id): id is NonNullable<typeof id> =>
      id !== undefined && truth.has(id) && !shown.has(id) && !writes.some((one) => one.system === system && one.account?.id === id),
  );
}

/** Attributes in which nothing may be concluded from a reading, by comparison with the truth. */
export function untrustworthy(watch: Watch, facts: Facts, seen: ReadingSeen): Set<string> {
  const { reading, truth, system } = seen;
  const found = new Set<string>();
  const ids = reading.accounts.map((one) => one.id);
  const tenant = (facts.systems.get(system) as { readonly tenant?: string } | undefined)?.tenant;
  const isForeign = tenant !== undefined && reading.tenant !== tenant;
  const isShort =
    !reading.ended || (reading.total !== null && reading.total !== ids.length + reading.assets.length + reading.people.length);
  const isDouble = new Set(ids).size !== ids.length;
  const isThin = lost(watch, facts, seen).length > Math.max(3, Math.ceil(truth.size / 100) + 1);
  if (isForeign || isShort || isDouble || isThin || reading.problems.length > 0) found.add('existence');
  if (isForeign || (reading.accounts.length > 0 && reading.accounts.every((one) => one.enabled === null))) found.add('status');
  if (isTurned(facts, seen)) found.add('status');
  if (reading.accounts.length > 0 && reading.accounts.every((one) => one.groups === null)) found.add('groups');
  return found;
}

/** Nearly everybody who stays is shown as off, and is on. */
function isTurned(facts: Facts, { system, reading, truth }: ReadingSeen): boolean {
  const staying = [...facts.employees.values()].filter((one) => one.lastDay === undefined && one.leaves === undefined);
  const ids = new Set(
    staying.flatMap((one) => (one.accounts ?? []).filter((line) => line.system === system).map((line) => line.id as string)),
  );
  const on = [...truth.values()].filter((one) => one.enabled === true && ids.has(one.id));
  const shown = new Map(reading.accounts.map((one) => [one.id as string, one.enabled]));
  const off = on.filter((one) => shown.get(one.id) === false);
  return off.length >= 5 && off.length === on.length && on.length * 10 >= truth.size * 7;
}

function claimOf({ chain }: Watch, run: string | null): Extract<Chained, { type: 'claim' }> | undefined {
  const first = chain.runs.find((one) => one.run === run)?.records[0];
  return first?.type === 'claim' ? first : undefined;
}

const FROM_ABSENCE: ReadonlySet<string> = new Set(['account-missing']);

/** After a night. */
export function concludesOnlyFromTheComplete(watch: Watch, seen: ProcessSeen): string[] {
  const wrong: string[] = [];
  const facts = factsAt(watch.git, seen.from);
  const run = seen.ended.view?.run ?? seen.writes[0]?.run ?? null;
  const claim = claimOf(watch, run);
  for (const reading of seen.readings) {
    const bad = untrustworthy(watch, facts, reading);
    const said = claim?.readings.find((one) => one.system === reading.system)?.complete ?? [];
    const source = seen.ended.view?.plan.sources.find((one) => one.system === reading.system);
    for (const attribute of new Set<string>([...said, ...(source?.complete ?? [])])) {
      if (bad.has(attribute)) wrong.push(`the reading of ${reading.system} counts as complete in ${attribute}, and is not`);
    }
    if (!bad.has('existence')) continue;
    const findings = (seen.ended.view?.plan.findings ?? []).filter(
      (one) => FROM_ABSENCE.has(one.code) && one.subject.system === reading.system,
    );
    for (const finding of findings) wrong.push(`${finding.code} in ${reading.system}, whose reading is not complete`);
  }
  return [...wrong, ...claimsUnseen(watch, seen)];
}

/** Whatever a run calls done by its reading alone is so. */
function claimsUnseen(watch: Watch, seen: ProcessSeen): string[] {
  const outcomes = seen.ended.view?.outcomes ?? [];
  const isOpened = ({ system, account }: { readonly system: string; readonly account: string }) =>
    seen.writes.some((one) => one.system === system && one.write.kind === 'enable' && one.write.account === account);
  return outcomes
    .filter((one) => !isOpened(one))
    .filter((one) => one.outcome === 'verified' && (one.detail === 'seen-in-reading' || one.detail === 'found') && one.kind === 'disable')
    .filter((one) => watch.truth(one.system, one.account)?.enabled === true && seen.isClean)
    .map((one) => `${one.change} is called done, and the account is open`);
}
