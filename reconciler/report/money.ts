/** Sums of what findings cost: seats nobody uses, seats of people who have gone, leases that run on, and what was paid too long. */
import type { Day, EmployeeId, Money } from '../../schemas/primitives.ts';
import type { Finding } from '../model/finding.ts';

/** An amount in minor units (hundredths) of one currency. */
export interface Amount {
  readonly minor: bigint;
  readonly currency: string;
}

/** The amount of a text such as `1800.00 SEK`; null when it is none. */
export function parseAmount(money: string): Amount | null {
  const match = /^(-?\d+)\.(\d{2}) ([A-Z]{3})$/u.exec(money);
  return match === null ? null : { minor: BigInt(`${match[1] ?? ''}${match[2] ?? ''}`), currency: match[3] ?? '' };
}

/** The text of an amount, as files write it. */
export function writeAmount({ minor, currency }: Amount): Money {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)} ${currency}` as Money;
}

/** Sums per currency, the currencies in order. What is no amount is left out. */
export function sumMoney(amounts: Iterable<string | null | undefined>): readonly Money[] {
  const sums = new Map<string, bigint>();
  for (const money of amounts) {
    const amount = parseAmount(money ?? '');
    if (amount !== null) sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => writeAmount({ minor, currency }));
}

/** Compares amounts, the largest first. */
function larger(a: string, b: string): number {
  const difference = (parseAmount(b)?.minor ?? 0n) - (parseAmount(a)?.minor ?? 0n);
  return Number(difference > 0n) - Number(difference < 0n);
}

/** Findings of one kind about one thing, summed: a line of the money section. */
export interface MoneyGroup {
  readonly kind: 'stale' | 'gone' | 'orphan' | 'unused' | 'lease' | 'late-return' | 'hold' | 'sale';
  /** The licence or lease. */
  readonly of: string;
  readonly system: string;
  readonly count: number;
  readonly monthly: Money;
  /** From when it can be saved, or is owed; null for now. */
  readonly from: Day | null;
  readonly until: string;
  readonly people: readonly EmployeeId[];
}

/** What findings cost. All sums are per currency. */
export interface MoneyTotals {
  readonly groups: readonly MoneyGroup[];
  /** Seats unused, seats of people who have gone and of nobody's accounts, a month. */
  readonly stale: readonly Money[];
  /** The part of `stale` that can be saved at once. */
  readonly staleNow: readonly Money[];
  /** The part of `stale` that can be saved only from a renewal. */
  readonly staleLater: readonly Money[];
  /** Seats bought and not used, a month; not in `stale`. */
  readonly unused: readonly Money[];
  /** Leases that roll on or are overdue, and rent of devices held back, a month. */
  readonly leases: readonly Money[];
  /** Ending leases early, once, with value added tax. */
  readonly earlyEnds: readonly Money[];
  /** What has been paid for each person since their last day. */
  readonly paid: readonly { readonly person: EmployeeId; readonly sum: Money }[];
}

const KINDS: Readonly<Partial<Record<Finding['code'], MoneyGroup['kind']>>> = {
  'stale-licence': 'stale',
  'leaver-licence': 'gone',
  'orphan-account': 'orphan',
  'undeclared-guest': 'orphan',
  'unused-seats': 'unused',
  'lease-rolling': 'lease',
  'lease-overdue': 'late-return',
  'hold-costs': 'hold',
  'sale-incomplete': 'sale',
};

function subjectOf(finding: Finding): string {
  const { subject, values } = finding;
  if (KINDS[finding.code] === 'orphan') return '';
  if (finding.code === 'hold-costs' || finding.code === 'sale-incomplete') return subject.device ?? values['device'] ?? '';
  return subject.entitlement ?? values['licence'] ?? subject.lease ?? values['lease'] ?? '';
}

function countOf(finding: Finding): number {
  if (KINDS[finding.code] === 'orphan') return (finding.values['licences'] ?? '').split(', ').length;
  const name = finding.code === 'unused-seats' ? 'unused' : 'devices';
  const number = Number(finding.values[name] ?? '');
  return finding.code.startsWith('lease-') || finding.code === 'unused-seats' ? number || 1 : 1;
}

function groupOf(findings: readonly Finding[], kind: MoneyGroup['kind']): MoneyGroup[] {
  const first = findings[0];
  if (first === undefined) return [];
  return sumMoney(findings.map((finding) => finding.cost?.monthly)).map((monthly) => ({
    kind,
    of: subjectOf(first),
    system: first.subject.system ?? first.values['system'] ?? '',
    count: findings.reduce((sum, finding) => sum + countOf(finding), 0),
    monthly,
    from: first.cost?.from ?? null,
    until: first.values['until'] ?? '',
    people: findings.flatMap((finding) => finding.subject.employee ?? []),
  }));
}

/** Findings that cost something each month, grouped by kind, subject and the day from which it counts. */
function groupsOf(findings: readonly Finding[]): readonly MoneyGroup[] {
  const groups = new Map<string, { kind: MoneyGroup['kind']; findings: Finding[] }>();
  for (const finding of findings) {
    const kind = KINDS[finding.code];
    const monthly = finding.cost?.monthly;
    if (kind === undefined || monthly == null) continue;
    const key = [kind, finding.subject.system, subjectOf(finding), monthly.slice(-3), finding.cost?.from].join('\u0000');
    const group = groups.get(key) ?? { kind, findings: [] };
    groups.set(key, group);
    group.findings.push(finding);
  }
  const order = ['stale', 'gone', 'orphan', 'lease', 'late-return', 'hold', 'sale', 'unused'];
  const made = [...groups.values()].flatMap((group) => groupOf(group.findings, group.kind));
  return made.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || larger(a.monthly, b.monthly));
}

/** Per person the largest sum that a finding says has been paid since the last day. */
function paidOf(findings: readonly Finding[]): MoneyTotals['paid'] {
  const paid = new Map<EmployeeId, Money>();
  for (const finding of findings) {
    const person = finding.subject.employee;
    const sum = parseAmount(finding.values['paidInAll'] ?? '');
    if (person === undefined || sum === null || sum.minor === 0n) continue;
    const before = paid.get(person);
    if (before === undefined || larger(writeAmount(sum), before) < 0) paid.set(person, writeAmount(sum));
  }
  return [...paid].map(([person, sum]) => ({ person, sum })).sort((a, b) => larger(a.sum, b.sum));
}

/** True for seats that could be saved: unused ones, those of people who have gone, and those of nobody's accounts. */
export function isOfSeats({ kind }: MoneyGroup): boolean {
  return kind === 'stale' || kind === 'gone' || kind === 'orphan';
}

/** What the findings of one plan cost. */
export function moneyTotals(findings: readonly Finding[]): MoneyTotals {
  const groups = groupsOf(findings);
  const seats = groups.filter((group) => isOfSeats(group));
  const leases = groups.filter((group) => ['lease', 'late-return', 'hold', 'sale'].includes(group.kind));
  const early = findings.filter((finding) => finding.code === 'buyout-cost');
  return {
    groups,
    stale: sumMoney(seats.map((group) => group.monthly)),
    staleNow: sumMoney(seats.filter((group) => group.from === null).map((group) => group.monthly)),
    staleLater: sumMoney(seats.filter((group) => group.from !== null).map((group) => group.monthly)),
    unused: sumMoney(groups.filter((group) => group.kind === 'unused').map((group) => group.monthly)),
    leases: sumMoney(leases.map((group) => group.monthly)),
    earlyEnds: sumMoney(early.map((finding) => finding.cost?.once)),
    paid: paidOf(findings),
  };
}
