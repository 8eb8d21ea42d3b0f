/** What lies ahead within 90 days, for people: it promises nothing, and no class rests on it. Pure. */
import type { Day, SystemId } from '../../schemas/primitives.ts';
import { addDays, addPeriod, dayOf } from '../calendar.ts';
import { compareText } from '../canonical.ts';
import type { Upcoming } from '../model/plan.ts';
import { decide, deviceDayOf } from './dispositions.ts';
import { seenAccount } from './expected.ts';
import { indicesOf, isVerified } from './indices.ts';
import type { Context, PersonView } from './input.ts';
import { isOffLease, viewLease } from './leases.ts';

/** How far ahead is looked. */
const AHEAD_DAYS = 90;

function line(about: Pick<Upcoming, 'day' | 'kind' | 'person' | 'subject'>, system: SystemId | null = null): Upcoming {
  return { ...about, system };
}

/** Rungs that follow our verified end of a sign-in and take something; the return of a sign-in on a first day. */
function* rungs(context: Context, person: PersonView): Generator<Upcoming> {
  const { ladder } = context.input.desired.policy.access;
  for (const link of person.links) {
    const account = seenAccount(context, link);
    const ended = account === null ? null : (indicesOf(context).signIns().get(`${link.system}/${account.id}`)?.disable ?? null);
    if (account === null || account.enabled !== false || ended === null) continue;
    const { system } = link;
    const { firstDay } = person.employee;
    if (person.status === 'upcoming' && firstDay !== undefined) {
      yield line({ day: firstDay, kind: 'enable', person: person.id, subject: account.id }, system);
    }
    if (ended.cause !== person.cause) continue;
    for (const kind of ['groups', 'licences'] as const) {
      const isDone = (account[kind] ?? []).length === 0 || isVerified(context, person, { kind, system, account: account.id });
      const day = addPeriod(dayOf(ended.at, person.zone), ladder[kind]);
      if (!isDone) yield line({ day, kind, person: person.id, subject: account.id }, system);
    }
  }
}

/** Days on which devices leave the person's hands, and by which it must be decided what becomes of them. */
function* deviceDays(context: Context, person: PersonView): Generator<Upcoming> {
  const { decideTypes, decisionDeadline } = context.input.desired.policy.devices;
  for (const device of person.devices) {
    const day = deviceDayOf(person, device);
    if (day === null || device.holder !== person.id || device.status !== 'in-use') continue;
    const { kind, isWritten } = decide(context, person, device);
    if (kind === 'keep') continue;
    yield line({ day, kind: 'device-day', person: person.id, subject: device.id });
    const isOpen = !isWritten && device.ownership !== 'third-party' && decideTypes.includes(device.type);
    if (isOpen) yield line({ day: addPeriod(day, decisionDeadline, -1), kind: 'decision', person: person.id, subject: device.id });
  }
}

function* leaseDays(context: Context): Generator<Upcoming> {
  const { leases, devices } = context.input.desired;
  for (const lease of leases.values()) {
    const hasDevices = Object.keys(lease.lines).some((tag) => {
      const device = devices.get(tag as never);
      return device === undefined || !isOffLease(device);
    });
    const view = viewLease(lease, context.today);
    const day = view.rolls?.nextNotice ?? view.noticeDay;
    if (day !== null && hasDevices) yield line({ day, kind: 'lease-notice', person: null, subject: lease.id });
  }
}

/** Rungs, device days, decisions, reviews and lease notice days from today on, by day. With `only`, those of that person. */
export function upcoming(context: Context): Upcoming[] {
  const { only } = context.input;
  const until: Day = addDays(context.today, AHEAD_DAYS);
  const found: Upcoming[] = [...leaseDays(context)];
  for (const person of context.people.values()) {
    found.push(...rungs(context, person), ...deviceDays(context, person));
    const { reviewBy, lastDay } = person.employee;
    if (reviewBy !== undefined && lastDay === undefined) {
      found.push(line({ day: reviewBy, kind: 'review', person: person.id, subject: person.id }));
    }
  }
  return found
    .filter(({ day, person }) => day >= context.today && day <= until && (only === null || person === only))
    .toSorted((a, b) =>
      compareText(`${a.day} ${a.kind} ${a.person} ${a.system} ${a.subject}`, `${b.day} ${b.kind} ${b.person} ${b.system} ${b.subject}`),
    );
}
