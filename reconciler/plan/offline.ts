/** What a change of the files would do, from files alone: the comment on a pull request. Reads no system and no journal. Pure. */
import type { Employee } from '../../schemas/employee.ts';
import type { Instant, Money } from '../../schemas/primitives.ts';
import { addDays, startOfDay } from '../calendar.ts';
import { compareText } from '../canonical.ts';
import type { Desired } from '../model/desired.ts';
import type { Offline, OfflineEnd } from '../model/offline.ts';
import type { LimitUse } from '../model/plan.ts';
import { formatMoney, parseMoney, sumMoney } from './costs.ts';
import { cutOffsOf } from './cutoff.ts';
import { countHere, massEditLimit, share } from './mass-edit.ts';

interface End {
  readonly employee: Employee;
  readonly cause: string;
  readonly cutOff: Instant;
}

/** An immediate plan stands before every instant that anybody writes. */
function isAtOnce(cutOff: Instant): boolean {
  return cutOff.startsWith('0000');
}

function endsIn(desired: Desired): Map<string, End> {
  const found = new Map<string, End>();
  const cutOffs = cutOffsOf(desired);
  for (const employee of desired.employees.values()) {
    const zone = employee.timeZone ?? desired.organisation.timeZone;
    const add = (cause: string, cutOff: Instant) => found.set(`${employee.id}/${cause}`, { employee, cause, cutOff });
    const cutOff = cutOffs.get(employee.id);
    if (cutOff !== undefined) add('spell', cutOff);
    for (const one of employee.assignments ?? []) {
      if (one.to !== undefined && one.grants !== undefined) add(`assignment:${one.id}`, startOfDay(addDays(one.to, 1), zone));
    }
    for (const leave of employee.leaves ?? []) {
      if (leave.access === 'suspend' || leave.licences === 'park') add(`leave:${leave.from}`, startOfDay(leave.from, zone));
    }
  }
  return found;
}

function monthlyOf(desired: Desired, employee: Employee): Money | null {
  const prices: Money[] = [];
  for (const line of employee.accounts ?? []) {
    for (const licence of line.licences ?? []) {
      const found = desired.systems.get(line.system)?.licences?.find((one) => one.id === licence);
      if (found === undefined) continue;
      const amount = parseMoney(found.price);
      prices.push(found.per === 'month' ? found.price : formatMoney({ ...amount, minor: amount.minor / 12n }));
    }
  }
  return sumMoney(prices);
}

function movedFrom(before: End | undefined, after: End | undefined): OfflineEnd['moved'] {
  if (after === undefined) return 'withdrawn';
  if (before === undefined) return 'set';
  return after.cutOff < before.cutOff ? 'earlier' : 'later';
}

function shown(end: End | undefined): Instant | null {
  return end === undefined || isAtOnce(end.cutOff) ? null : end.cutOff;
}

function describeEnd(desired: Desired, asOf: Instant, of: { end: End; before: End | undefined; after: End | undefined }): OfflineEnd {
  const { end, before, after } = of;
  const systems = new Set((end.employee.accounts ?? []).map((line) => line.system));
  return {
    person: end.employee.id,
    cause: end.cause,
    before: shown(before),
    after: shown(after),
    moved: movedFrom(before, after),
    isDue: after !== undefined && after.cutOff <= asOf,
    isImmediate: after !== undefined && isAtOnce(after.cutOff),
    systems: [...systems].sort(compareText),
    monthly: monthlyOf(desired, end.employee),
  };
}

function limitsOf(before: Desired, asOf: Instant, ends: readonly OfflineEnd[]): LimitUse[] {
  const base = countHere(before, asOf);
  const { surprise, immediate } = before.policy.limits;
  const people = (isWanted: (end: OfflineEnd) => boolean) => new Set(ends.filter(isWanted).map((end) => end.person)).size;
  const uses = [
    { name: 'surprise', value: people((end) => end.isDue && !end.isImmediate), limit: share(base, surprise) },
    { name: 'immediate', value: people((end) => end.isImmediate), limit: immediate.count },
  ];
  return uses.map((use) => ({ ...use, verdict: use.value > use.limit ? 'stopped' : 'within' }));
}

/** How many cut-offs a change sets or moves earlier, against what one approver may by the files of before. */
export function countMassEdit(before: Desired, after: Desired, asOf: Instant): Offline['massEdit'] {
  const then = cutOffsOf(before);
  const value = [...cutOffsOf(after)].filter(([person, cutOff]) => (then.get(person) ?? '9') > cutOff).length;
  const limit = massEditLimit([before], [before, after], asOf);
  return { value, limit, needsTwo: value > limit };
}

/** What happens when one commit's files give way to another's: who is due, at what cost, against which limits. Limits are those of before: a change cannot raise its own. */
export function planOffline(before: Desired, after: Desired, asOf: Instant): Offline {
  const [then, now] = [endsIn(before), endsIn(after)];
  const ends: OfflineEnd[] = [];
  for (const [key, end] of new Map([...then, ...now])) {
    const pair = { end, before: then.get(key), after: now.get(key) };
    if (pair.before?.cutOff !== pair.after?.cutOff) ends.push(describeEnd(after, asOf, pair));
  }
  ends.sort((a, b) => compareText(a.person, b.person) || compareText(a.cause, b.cause));
  return { asOf, ends, limits: limitsOf(before, asOf, ends), massEdit: countMassEdit(before, after, asOf) };
}
