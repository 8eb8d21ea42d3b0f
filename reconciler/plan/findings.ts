/** Drift without an automatic answer: every rule, asked once, in one order. Pure. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Severity } from '../../schemas/vocabulary.ts';
import { compareText } from '../canonical.ts';
import type { Change } from '../model/change.ts';
import type { Finding, FindingSubject } from '../model/finding.ts';
import type { Held } from '../model/plan.ts';
import { indicesOf } from './indices.ts';
import type { Context } from './input.ts';
import { findAfterCutOff } from './rules/finding-after-cut-off.ts';
import { findDeletionDue } from './rules/finding-deletion-due.ts';
import { findDeviceDays } from './rules/finding-device-day.ts';
import { findDevices } from './rules/finding-devices.ts';
import { findExceptions } from './rules/finding-exceptions.ts';
import { findHandovers } from './rules/finding-handover.ts';
import { findInventory } from './rules/finding-inventory.ts';
import { findLeasedDevices } from './rules/finding-leased-devices.ts';
import { findLeases } from './rules/finding-leases.ts';
import { findLoosened } from './rules/finding-loosened.ts';
import { findMissing } from './rules/finding-missing.ts';
import { findNotices } from './rules/finding-notices.ts';
import { findNumbers } from './rules/finding-numbers.ts';
import { findPeople } from './rules/finding-people.ts';
import { findPool } from './rules/finding-pool.ts';
import { findReEnabled } from './rules/finding-re-enabled.ts';
import { findReceipts } from './rules/finding-receipts.ts';
import { findResponsibilities } from './rules/finding-responsibilities.ts';
import { findReturnBatches } from './rules/finding-return-batch.ts';
import { findSaleTerms } from './rules/finding-sale-terms.ts';
import { findSales } from './rules/finding-sales.ts';
import { findSeats } from './rules/finding-seats.ts';
import { findSources } from './rules/finding-sources.ts';
import { findStrangers } from './rules/finding-strangers.ts';
import { findSystems } from './rules/finding-systems.ts';
import { findUndeclared } from './rules/finding-undeclared.ts';
import { findUnits } from './rules/finding-units.ts';
import { findUnusedSeats } from './rules/finding-unused-seats.ts';
import type { Draft, Rule, Scope } from './scope.ts';

const RULES: readonly Rule[] = [
  findSystems,
  findAfterCutOff,
  findReEnabled,
  findStrangers,
  findMissing,
  findUndeclared,
  findSeats,
  findUnusedSeats,
  findDeletionDue,
  findHandovers,
  findDevices,
  findPool,
  findDeviceDays,
  findReceipts,
  findInventory,
  findSales,
  findSaleTerms,
  findNumbers,
  findLeases,
  findLeasedDevices,
  findReturnBatches,
  findPeople,
  findUnits,
  findResponsibilities,
  findSources,
  findExceptions,
  findLoosened,
  findNotices,
];

const LOUDNESS: Readonly<Record<Severity, number>> = { critical: 0, error: 1, warning: 2, info: 3 };

function targetOf(change: Change): string {
  return `${change.kind}:${change.system}/${'account' in change ? change.account : change.asset}`;
}

function takenBy(change: Change): string[] {
  if (change.kind !== 'groups' && change.kind !== 'licences') return [];
  const kept = new Set(change.after[change.kind]);
  const held = new Set(change.before[change.kind]);
  return [...held].filter((one) => !kept.has(one)).map((one) => `${targetOf(change)}/${one}`);
}

/** What all rules are given. */
function makeScope(context: Context, changes: readonly Change[], held: readonly Held[]): Scope {
  return {
    context,
    today: context.today,
    indices: indicesOf(context),
    changes: new Map(changes.map((change) => [targetOf(change), change])),
    held: new Map(held.map((one) => [targetOf(one.change), one])),
    taken: new Set(changes.flatMap(takenBy)),
  };
}

/** True when an exception in force silences the finding for its person, device or account. */
function isSilenced({ indices }: Scope, { code, subject }: Finding): boolean {
  const { employee, device, system, account } = subject;
  const keys = [`employee:${employee}`, `device:${device}`, `account:${system}/${account}`];
  const found = keys.flatMap((key) => indices.exceptions().get(key) ?? []);
  return found.some((one) => one.finding === code && (one.system === undefined || one.system === system));
}

/** A subject without what is not known. */
function subjectOf(draft: Draft): FindingSubject {
  return Object.fromEntries(Object.entries(draft.subject).filter(([, id]) => id !== null && id !== undefined));
}

function valuesOf(draft: Draft): Finding['values'] {
  return Object.fromEntries(Object.entries(draft.values).map(([name, value]) => [name, value ?? '']));
}

function findingOf(context: Context, draft: Draft): Finding {
  const { severity, tell } = context.input.desired.policy.drift[draft.code];
  const [desk] = tell;
  const named = draft.who ?? null;
  const isOpen = named === null || (named.startsWith('desk:') && draft.isGiven !== true);
  return {
    key: `${draft.code}/${draft.about}`,
    code: draft.code,
    severity,
    subject: subjectOf(draft),
    values: valuesOf(draft),
    who: desk !== undefined && isOpen ? `desk:${desk}` : named,
    day: draft.day ?? null,
    cost: draft.cost ?? null,
    because: draft.because,
  };
}

/** All findings that policy wants, loudest first, then by key; one per key. With `only`, those about that person. */
export function findFindings(context: Context, changes: readonly Change[], held: readonly Held[]): Finding[] {
  const { only, desired } = context.input;
  const scope = makeScope(context, changes, held);
  const found = new Map<string, Finding>();
  for (const rule of RULES) {
    for (const draft of rule(scope)) {
      if (!desired.policy.drift[draft.code].on || (only !== null && draft.subject.employee !== only)) continue;
      const finding = findingOf(context, draft);
      if (!found.has(finding.key) && !isSilenced(scope, finding)) found.set(finding.key, finding);
    }
  }
  return [...found.values()].toSorted((a, b) => LOUDNESS[a.severity] - LOUDNESS[b.severity] || compareText(a.key, b.key));
}

/**
 * Where inventories show something else of a person's devices than the files, whatever policy and exceptions say of such findings: for whoever
 * decides about them now. By key.
 */
export function findAtPerson(context: Context, person: EmployeeId): Finding[] {
  const scope = makeScope(context, [], []);
  const found = [...findInventory(scope)].map((draft) => findingOf(context, draft));
  const isAbout = ({ subject, values }: Finding) => subject.employee === person || values['found'] === person;
  return found.filter(isAbout).toSorted((a, b) => compareText(a.key, b.key));
}
