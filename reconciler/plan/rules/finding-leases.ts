/** Leases that end, roll on, or have ended with devices not back. */
import type { Lease } from '../../../schemas/lease.ts';
import type { AssetTag, Day, Money } from '../../../schemas/primitives.ts';
import { addDays, daysBetween } from '../../calendar.ts';
import { sumMoney } from '../costs.ts';
import { isOffLease, type LeaseView, viewLease } from '../leases.ts';
import { type Draft, deskOf, monthly, reasonAt, type Scope, threshold } from '../scope.ts';

/** Windows of notice before a day, narrowest last: each is entered once. */
const WINDOWS = [90, 60, 30] as const;

/** The narrowest window of 90, 60 or 30 days that a day is in before another; empty outside of all. */
function windowOf(today: Day, day: Day): string {
  const left = daysBetween(today, day);
  return String(WINDOWS.findLast((days) => left <= days) ?? '');
}

/** Lines of a lease with the same last day, whose devices still cost. */
interface Part {
  readonly lease: Lease;
  readonly to: Day;
  readonly about: string;
  readonly tags: readonly AssetTag[];
  readonly rents: readonly Money[];
}

function partsOf(scope: Scope, lease: Lease): Part[] {
  const { devices } = scope.context.input.desired;
  const byEnd = new Map<Day, { tags: AssetTag[]; rents: Money[] }>();
  for (const [tag, line] of Object.entries(lease.lines) as [AssetTag, Lease['lines'][AssetTag]][]) {
    const device = devices.get(tag);
    if (device !== undefined && isOffLease(device)) continue;
    const to = line.to ?? lease.to;
    const part = byEnd.get(to) ?? { tags: [], rents: [] };
    part.tags.push(tag);
    part.rents.push(line.rent);
    byEnd.set(to, part);
  }
  return [...byEnd].map(([to, part]) => ({ ...part, lease, to, about: to === lease.to ? lease.id : `${lease.id}/${to}` }));
}

function overdue({ context, today }: Scope, part: Part, view: LeaseView): Draft {
  const { desired } = context.input;
  const { lease, tags } = part;
  const sum = sumMoney(lease.lateReturn === undefined ? part.rents : tags.map(() => lease.lateReturn as Money));
  return {
    code: 'lease-overdue',
    about: part.about,
    subject: { lease: lease.id },
    values: {
      lease: lease.id,
      ended: view.termEnd,
      days: String(daysBetween(view.termEnd, today)),
      devices: String(tags.length),
      tags: tags.join(', '),
      monthly: sum,
    },
    who: deskOf(desired, 'it'),
    day: view.termEnd,
    cost: monthly(sum),
    because: reasonAt(desired, 'lease-ended', { kind: 'lease', id: lease.id, pointer: '/to' }),
  };
}

function rolling({ context }: Scope, part: Part, view: LeaseView): Draft {
  const { desired } = context.input;
  const { lease, to, tags, rents } = part;
  const sum = sumMoney(rents);
  const isRolling = view.state === 'rolling';
  const nextNotice = view.rolls?.nextNotice ?? view.noticeDay;
  return {
    code: 'lease-rolling',
    about: part.about,
    subject: { lease: lease.id },
    values: {
      variant: isRolling ? 'rolling' : 'will-roll',
      lease: lease.id,
      to,
      noticeDay: view.noticeDay,
      rollsFrom: addDays(to, 1),
      until: view.rolls?.to ?? view.termEnd,
      nextNotice: nextNotice,
      devices: String(tags.length),
      rent: new Set(rents).size === 1 ? rents[0] : '',
      monthly: sum,
    },
    who: deskOf(desired, 'finance'),
    day: nextNotice,
    cost: monthly(sum, isRolling ? null : addDays(to, 1)),
    because: reasonAt(desired, 'notice-missed', { kind: 'lease', id: lease.id, pointer: '/notice' }),
  };
}

function ending(scope: Scope, part: Part, view: LeaseView): Draft | null {
  const { context, today } = scope;
  const { desired } = context.input;
  const { lease, tags } = part;
  const isAhead = view.noticeDay !== null && view.noticeDay >= today;
  const day = isAhead ? view.noticeDay : view.termEnd;
  if (day === null || day > threshold(scope, 'lease-ending', 'P90D')(today, 1)) return null;
  const sum = sumMoney(part.rents);
  return {
    code: 'lease-ending',
    about: part.about,
    subject: { lease: lease.id },
    values: {
      variant: isAhead ? 'notice-ahead' : lease.noticeGiven === undefined ? 'ends' : 'notice-given',
      lease: lease.id,
      to: view.termEnd,
      days: String(daysBetween(today, view.termEnd)),
      window: windowOf(today, day),
      noticeDay: view.noticeDay,
      noticeGiven: lease.noticeGiven,
      devices: String(tags.length),
      monthly: sum,
    },
    who: deskOf(desired, 'finance'),
    day,
    cost: null,
    because: reasonAt(desired, 'lease-term', { kind: 'lease', id: lease.id, pointer: '/to' }),
  };
}

/** `lease-ending`, `lease-rolling`, `lease-overdue`: per lease, and per last day where lines have their own; devices off the lease do not count. */
export function* findLeases(scope: Scope): Generator<Draft> {
  for (const lease of scope.context.input.desired.leases.values()) {
    for (const part of partsOf(scope, lease)) {
      const view = viewLease(lease, scope.today, part.to);
      if (view.state === 'ended') yield overdue(scope, part, view);
      else if (view.state === 'rolling' || view.rolls !== null) yield rolling(scope, part, view);
      else {
        const draft = ending(scope, part, view);
        if (draft !== null) yield draft;
      }
    }
  }
}
