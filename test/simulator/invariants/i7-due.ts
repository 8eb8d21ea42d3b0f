/** I7: after finitely many faults everybody due and not held is handled within two completed runs twelve hours apart; a hold is visible the night it begins, and is true. */

import type { Held, Plan } from '../../../reconciler/model/plan.ts';
import type { Document } from '../../../schemas/documents.ts';
import type { ProcessSeen, Watch } from '../seen.ts';
import { type Facts, factsAt, isOver, MARGIN } from '../truth.ts';

const HALF_A_DAY = 12 * 3_600_000;

/** A sign-in that should have ended. */
interface Due {
  readonly person: Document<'employee'>;
  readonly system: string;
  readonly account: string;
}

function isOurs(facts: Facts, system: string): boolean {
  const found = facts.systems.get(system) as { readonly mode?: string; readonly kind?: string; readonly supplier?: unknown } | undefined;
  return found !== undefined && found.mode !== 'off' && found.kind !== 'csv' && found.supplier === undefined;
}

/** True when this spell's end was seen done before: whoever opened it again is not fought. */
function wasDone({ chain }: Watch, { person, system, account }: Due): boolean {
  const change = `disable/${person.id}/spell:${person.lastDay}/${system}/${account}`;
  return chain.runs.some(({ records }) =>
    records.some(
      (one) =>
        (one.type === 'outcome' || one.type === 'late') &&
        one.change === change &&
        (one.outcome === 'verified' || one.outcome === 'already-so'),
    ),
  );
}

/** Everybody whose access was over when the night began and whose account is open at its end. */
function* stillOpen(watch: Watch, facts: Facts, at: number): Generator<Due> {
  for (const person of facts.employees.values()) {
    // A file with a key that does not exist says nothing to the product: whose it is stays as the file last was.
    if ('colour' in person || !isOver(facts, person, at)) continue;
    for (const { system, id } of person.accounts ?? []) {
      if (id === undefined || !isOurs(facts, system) || watch.truth(system, id)?.enabled !== true) continue;
      const due: Due = { person, system, account: id };
      if (!wasDone(watch, due)) yield due;
    }
  }
}

function heldOf(plan: Plan, due: Due): Held | undefined {
  return plan.held.find(
    ({ change }) =>
      change.kind === 'disable' &&
      change.person === due.person.id &&
      change.system === due.system &&
      'account' in change &&
      change.account === due.account,
  );
}

/** True when some run gave this sign-in back on somebody's wish. */
function wasUndone({ chain }: Watch, { system, account }: Due): boolean {
  const end = `/${system}/${account}`;
  return chain.runs.some(({ records }) =>
    records.some((one) => one.type === 'intent' && one.change.includes('/undo:') && one.change.endsWith(end)),
  );
}

/** Why a reason for waiting is no reason; null when it may be one. */
function untrue(watch: Watch, facts: Facts, about: { due: Due; held: Held; seen: ProcessSeen }): string | null {
  const { by } = about.held;
  if (by === 'bug') return 'is held by a bug';
  if (by.startsWith('after:') || by === 'deletes' || by === 'not-restored') return `is held by ${by}`;
  if (by === 'undone') return wasUndone(watch, about.due) ? null : 'is held as undone, and nobody undid it';
  if (by === 'freeze')
    return facts.isFrozen || facts.guardrails?.freeze !== undefined || watch.git.refs.has('refs/heads/lastday/freeze')
      ? null
      : 'is held by a freeze that nobody declared';
  if (by === 'last-admin')
    return (facts.guardrails?.administrators ?? []).length > 0 ? null : 'is held as the last administrator, and no role is declared';
  return null;
}

/** A stop is a delay: what it held is published that night, and no surprise half a day later. */
function wall(watch: Watch, { key, held, seen }: { key: string; held: Held; seen: ProcessSeen }): string | null {
  const told = `${key}/${held.change.due}`;
  if (held.by !== 'guardrail:surprise') return null;
  const since = watch.stopped.get(told) ?? seen.endedAt;
  if (seen.ended.view?.run !== null) watch.stopped.set(told, since);
  return seen.startedAt - since > HALF_A_DAY ? 'is still a surprise, half a day after a stop published it' : null;
}

/** Nights that somebody may wait for limits alone: a week until everything is known, then as many as half a system takes. */
function mostNights(facts: Facts): number {
  return 9 + facts.employees.size;
}

function judge(watch: Watch, facts: Facts, about: { due: Due; seen: ProcessSeen; plan: Plan }): string | null {
  const { due, seen, plan } = about;
  const key = `${due.person.id}/${due.person.lastDay}/${due.system}/${due.account}`;
  const held = heldOf(plan, due);
  if (held !== undefined) {
    const waited = held.by.startsWith('guardrail:') ? (watch.waiting.get(key) ?? 0) + 1 : 0;
    watch.waiting.set(key, waited);
    watch.late.delete(key);
    const why = untrue(watch, facts, { due, held, seen }) ?? wall(watch, { key, held, seen });
    if (why !== null) return `${due.system}/${due.account} ${why}`;
    return waited > mostNights(facts) ? `${due.system}/${due.account} has been held by ${held.by} for ${waited} nights` : null;
  }
  const isPlanned = plan.changes.some(
    (change) => change.kind === 'disable' && 'account' in change && change.system === due.system && change.account === due.account,
  );
  if (!isPlanned) return `${due.system}/${due.account} is due, and is neither planned nor held`;
  const since = watch.late.get(key) ?? seen.startedAt;
  watch.late.set(key, since);
  return seen.startedAt - since >= HALF_A_DAY ? `${due.system}/${due.account} is open after two completed nights` : null;
}

/** Whose file could not be read in a night was in no forecast of it, and is published anew. */
function forgetUnread({ stopped }: Watch, { employees }: Facts): void {
  for (const told of stopped.keys()) {
    const person = employees.get(told.split('/')[0] as Document<'employee'>['id']);
    if (person === undefined || 'colour' in person) stopped.delete(told);
  }
}

/** After a night around which nothing went wrong. */
export function leavesNobodyBehind(watch: Watch, seen: ProcessSeen): string[] {
  const { view } = seen.ended;
  const facts = factsAt(watch.git, seen.from);
  forgetUnread(watch, facts);
  if (view === null || !seen.isClean || seen.kind !== 'night' || view.plan.only !== null) return [];
  const wrong: string[] = [];
  for (const due of stillOpen(watch, facts, seen.startedAt)) {
    const why = judge(watch, facts, { due, seen, plan: view.plan });
    if (why !== null) wrong.push(why);
  }
  return wrong;
}

/** The second night in a row: nothing is left for it but what the first put off for the number of its pull requests. */
export function isSilent({ ended }: ProcessSeen, first: ProcessSeen): string[] {
  if (ended.view === null) return [];
  const putOff = new Set(first.ended.view?.pulls.filter((pull) => pull.outcome === 'limited').map((pull) => pull.key));
  // What has become due in between, or waits no longer, is for the second.
  const held = new Set<string>(first.ended.view?.plan.held.map(({ change }) => change.id));
  const isDueBefore = ({ id, due }: { readonly id: string; readonly due: string }) =>
    !held.has(id) && Date.parse(due) + MARGIN <= first.startedAt;
  const changes = ended.view.plan.changes.filter(isDueBefore).map((change) => `again: ${change.id}`);
  const quiet: ReadonlySet<string> = new Set(['untouched', 'limited', 'left-alone', 'refused']);
  const pulls = ended.view.pulls.filter((pull) => !quiet.has(pull.outcome) && !putOff.has(pull.key));
  return [...changes, ...pulls.map((pull) => `again: pull request ${pull.key} ${pull.outcome}`)];
}
