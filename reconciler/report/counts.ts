/** What a plan holds, in numbers. */
import type { Locale } from '../../schemas/primitives.ts';
import type { Change } from '../model/change.ts';
import type { Held, Plan } from '../model/plan.ts';
import { text } from '../texts/text.ts';

/** Numbers of one plan. `accounts` are sign-ins to end; sessions are not counted beside them. */
export interface Counts {
  readonly accounts: number;
  readonly groups: number;
  readonly licences: number;
  readonly back: number;
  /** Last days that systems are given to keep. */
  readonly ahead: number;
  readonly moves: number;
  readonly replies: number;
  readonly assets: number;
  readonly tasks: number;
  readonly pulls: number;
  readonly held: number;
  readonly findings: number;
}

/** Licences that a change takes off. */
export function removedLicences(change: Change): readonly string[] {
  if ('asset' in change) return [];
  const after = new Set<string>(change.after.licences ?? []);
  return (change.before.licences ?? []).filter((one) => !after.has(one));
}

/** Groups and rights that a change takes off. */
export function removedGroups(change: Change): readonly string[] {
  if ('asset' in change) return [];
  const after = new Set<string>(change.after.groups ?? []);
  return (change.before.groups ?? []).filter((one) => !after.has(one));
}

/** True for a held line that only waits for its sign-in, which is told beside it. */
export function isBesideSignIn({ change, by }: Held): boolean {
  return change.kind === 'sessions' || by.startsWith('after:disable/');
}

/** The plan in numbers. */
export function countPlan(plan: Plan): Counts {
  const own = plan.changes.filter((change) => change.by === 'reconciler');
  const ofKind = (...kinds: readonly string[]) => own.filter((change) => kinds.includes(change.kind));
  return {
    accounts: ofKind('disable').length,
    groups: ofKind('groups').length,
    licences: ofKind('licences').reduce((sum, change) => sum + Math.max(1, removedLicences(change).length), 0),
    back: ofKind('enable').length,
    ahead: ofKind('end-day').length,
    moves: ofKind('place').length,
    replies: ofKind('mailbox').length,
    assets: ofKind('check-in', 'check-out', 'status').length,
    tasks: plan.changes.filter((change) => change.by !== 'reconciler' && change.kind !== 'sessions').length,
    pulls: plan.proposals.length,
    held: plan.held.filter((held) => !isBesideSignIn(held)).length,
    findings: plan.findings.length,
  };
}

/** `Plan: 1 account, 1 licence, 1 pull request. 1 held.` */
export function countsText(locale: Locale, plan: Plan): string {
  const counts = countPlan(plan);
  const names = ['accounts', 'groups', 'licences', 'back', 'ahead', 'moves', 'replies', 'assets', 'tasks', 'pulls'] as const;
  const parts = names.filter((name) => counts[name] > 0).map((name) => text(locale, `plan.${name}`, { n: String(counts[name]) }));
  const what = parts.length === 0 ? text(locale, 'plan.nothing') : parts.join(', ');
  const held = counts.held === 0 ? '' : ` ${text(locale, 'plan.held-count', { n: String(counts.held) })}.`;
  return text(locale, 'plan.counts', { what }) + held;
}
