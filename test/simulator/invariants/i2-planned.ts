/** I2: no write without a line of the plan that planning again would also make, announced at the remote, and with a reason in the files. */

import type { Chained } from '../../../reconciler/model/journal.ts';
import type { Account } from '../../../reconciler/model/observed.ts';
import type { Document } from '../../../schemas/documents.ts';
import type { ProcessSeen, Watch, WriteSeen } from '../seen.ts';
import { dayIn, type Facts, factsAt, isAway, isOver, ownersOf, zoneOf } from '../truth.ts';

/** Groups that an assignment which is over gave, and nothing that goes on. */
function isOfEndedAssignment(facts: Facts, person: Document<'employee'>, about: { system: string; group: string; at: number }): boolean {
  const today = dayIn(zoneOf(facts, person), about.at);
  const gives = (person.assignments ?? []).filter(
    (one) => (one.grants?.[about.system as never] as readonly string[] | undefined)?.includes(about.group) === true,
  );
  return gives.length > 0 && gives.every((one) => one.to !== undefined && one.to < today);
}

function isAuthoritative(facts: Facts, system: string, what: string): boolean {
  const found = facts.systems.get(system) as { readonly authoritative?: readonly string[] } | undefined;
  return found?.authoritative?.includes(what) === true;
}

function isListed(facts: Facts, system: string, account: string): boolean {
  return facts.cleanups.some((list) => list.system === system && list.accounts.some((one) => one === account));
}

/** What the files say against a removal of entitlements. */
function unfounded(facts: Facts, seen: WriteSeen & { readonly account: Account }): string[] {
  const { write, system, account, at } = seen;
  if (write.kind !== 'groups' && write.kind !== 'licences') return [];
  const owners = ownersOf(facts, { system, id: account.id, login: account.login });
  if (isListed(facts, system, account.id)) return [];
  return write.remove.flatMap((one) => {
    const isFounded = owners.some(
      (person) =>
        isOver(facts, person, at) ||
        (write.kind === 'licences' && isAway(facts, person, { at, what: 'park' })) ||
        isOfEndedAssignment(facts, person, { system, group: one, at }) ||
        isAuthoritative(facts, system, write.kind === 'groups' ? 'grants' : 'licences'),
    );
    return isFounded ? [] : [`${write.kind}: ${one} is taken from ${system}/${account.id} for nothing that stands in the files`];
  });
}

/** What is asked of a target right before a write: whose it is, whether it is on, what it holds. */
function stateOf({ login, enabled, groups, roles, licences }: Account): string {
  // As sets: a role that is held twice is held.
  const sorted = (all: readonly unknown[] | null) => (all === null ? null : [...new Set(all.map((one) => JSON.stringify(one)))].toSorted());
  return JSON.stringify([login, enabled, sorted(groups), sorted(roles), sorted(licences)]);
}

/** The account is no longer as it was when the write was announced, and the run has seen that: the precondition does not hold. */
function isOutdated(
  { writes, chain }: Watch,
  seen: WriteSeen & { readonly account: Account },
  intent: Extract<Chained, { type: 'intent' }>,
): boolean {
  const { process, system, account, run } = seen;
  const read = process.reads.get(`${system}/${account.id}`) ?? null;
  const then = process.announced.get(`${system}/${account.id}`) ?? null;
  const isFirst = !writes.some((one) => one.run === run && one.system === system && one.account?.id === account.id);
  if (read === null || !isFirst || intent.kind === 'restore') return false;
  // The end of the sign-in that it announced itself may have come through although its answer, or its request, was lost.
  const isEnded =
    read.enabled === false &&
    process.faults > 0 &&
    chain.runs.at(-1)?.records.some((one) => one.type === 'intent' && one.kind === 'disable' && one.account === account.id) === true;
  const { open } = intent.capture;
  const captured = Array.isArray(open['groups']) ? (open['groups'] as readonly string[]) : [];
  if (read.enabled !== open['enabled'] && !isEnded) return true;
  if (captured.some((group) => !(read.groups ?? []).some((one) => one === group))) return true;
  return then !== null && stateOf(isEnded ? { ...then, enabled: false } : then) !== stateOf(read);
}

/** Before each write. */
export function isAnnouncedAndFounded(watch: Watch, seen: WriteSeen): string[] {
  const { git, chain } = watch;
  const { write, system, account } = seen;
  const id = 'account' in write ? write.account : write.asset;
  if (seen.change === null) return [`${write.kind} of ${system}/${id} without an intent of ${seen.run ?? 'any run'} at the remote`];
  const facts = factsAt(git, seen.head);
  const intent = chain.runs.at(-1)?.records.find((one) => one.type === 'intent' && one.change === seen.change);
  const file = intent?.type === 'intent' ? intent.because.file : '';
  const reason = facts.paths.has(file) ? [] : [`${write.kind} of ${system}/${id}: its reason ${file} is not on the default branch`];
  if (account === null || intent?.type !== 'intent') return reason;
  const outdated = isOutdated(watch, { ...seen, account }, intent)
    ? [`${write.kind} of ${system}/${id}, which is no longer as it was captured`]
    : [];
  return [...reason, ...outdated, ...unfounded(facts, { ...seen, account })];
}

/** After a night: what was written stands in the plan that was made. */
export function isInThePlan(_watch: Watch, seen: ProcessSeen): string[] {
  const { view } = seen.ended;
  if (view === null) return [];
  const planned = new Set<string>(view.plan.changes.map((change) => change.id));
  return seen.writes.flatMap(({ change, write }) =>
    change === null || planned.has(change) ? [] : [`${write.kind}: ${change} was written and is not in the plan`],
  );
}
