/** What a lease's dates mean on a day: running, rolling or ended, and by when notice must be given. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Lease } from '../../schemas/lease.ts';
import type { Day, Money, Period } from '../../schemas/primitives.ts';
import { addDays, addPeriod, daysBetween } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';

/** A lease on one day. */
export interface LeaseView {
  /** Running until its agreed last day; rolling when it went on because notice was missed; ended when nothing runs any more. */
  readonly state: 'running' | 'rolling' | 'ended';
  /** Last day of the term that runs on that day; of the last term when ended. */
  readonly termEnd: Day;
  /** Last day on which notice can be given for this term; null when none is needed, it was given, or the lease has ended. */
  readonly noticeDay: Day | null;
  /** The term that follows because notice was missed; null when none does. */
  readonly rolls: { readonly from: Day; readonly to: Day; readonly nextNotice: Day } | null;
  /** Last day, inclusive, for which rent is owed without a break: notice given that day counts, so does notice given before. The last day of the last term when ended. */
  readonly owedUntil: Day;
  /** Last day on which what is chosen can still come true at that end: the notice day, else the end itself. Null when ended. */
  readonly bindsOn: Day | null;
}

/** A device's place on its lease. */
export interface LeasedDevice {
  readonly lease: Lease;
  readonly view: LeaseView;
  /** What it costs per month on that day: the rent; after the end the charge for a late return, else the rent. */
  readonly monthly: Money;
}

function termEnd(to: Day, extension: Period | null, term: number): Day {
  if (extension === null) return to;
  return addPeriod(to, `P${Number(extension.slice(1, -1)) * term}${extension.slice(-1)}` as Period);
}

/** The lease's extension; null when it has none, or one of no length. */
function extensionOf(lease: Lease): Period | null {
  const extension = lease.autoExtend;
  return extension === undefined || Number(extension.slice(1, -1)) === 0 ? null : extension;
}

/** The first term for which the test holds. Terms grow, so one always does for a test on days. */
function firstTerm(holds: (term: number) => boolean): number {
  let term = 0;
  while (!holds(term)) term += 1;
  return term;
}

const views = new WeakMap<Lease, Map<string, LeaseView>>();

/** The lease on a day, computed once: thousands of devices share one lease. Notice counts for the first term whose notice day it did not miss. `to` is another last day of the agreed term, for a line that has its own. */
export function viewLease(lease: Lease, day: Day, to: Day = lease.to): LeaseView {
  const known = views.get(lease) ?? new Map<string, LeaseView>();
  views.set(lease, known);
  const key = `${day} ${to}`;
  const view = known.get(key) ?? computeView(lease, day, to);
  known.set(key, view);
  return view;
}

function over(end: Day): LeaseView {
  return { state: 'ended', termEnd: end, noticeDay: null, rolls: null, owedUntil: end, bindsOn: null };
}

function computeView(lease: Lease, day: Day, to: Day): LeaseView {
  const extension = extensionOf(lease);
  const endOf = (term: number): Day => termEnd(to, extension, term);
  const noticeDay = (term: number): Day => (lease.notice === undefined ? endOf(term) : addPeriod(endOf(term), lease.notice, -1));
  const given = lease.noticeGiven;
  if (extension === null) {
    if (day > to) return over(to);
    const open = lease.notice !== undefined && given === undefined ? noticeDay(0) : null;
    return {
      state: 'running',
      termEnd: to,
      noticeDay: open,
      rolls: null,
      owedUntil: to,
      bindsOn: open !== null && day <= open ? open : to,
    };
  }
  const end = given === undefined ? null : endOf(firstTerm((term) => noticeDay(term) >= given));
  if (end !== null && day > end) return over(end);
  const counting = firstTerm((term) => noticeDay(term) >= day);
  const owed = { owedUntil: end ?? endOf(counting), bindsOn: end ?? noticeDay(counting) };
  const term = firstTerm((one) => endOf(one) >= day);
  const state = term === 0 ? 'running' : 'rolling';
  const present = endOf(term);
  if (end === present) return { state, termEnd: present, noticeDay: null, rolls: null, ...owed };
  const isMissed = day > noticeDay(term) || end !== null;
  const rolls = isMissed ? { from: addDays(present, 1), to: endOf(term + 1), nextNotice: noticeDay(term + 1) } : null;
  return { state, termEnd: present, noticeDay: noticeDay(term), rolls, ...owed };
}

/** The device on its lease on a day; null when it is not leased, or its lease or line is not in the files. */
export function leasedDevice(desired: Desired, device: Device, day: Day): LeasedDevice | null {
  if (device.ownership !== 'leased' || device.lease === undefined) return null;
  const lease = desired.leases.get(device.lease);
  const line = lease?.lines[device.id];
  if (lease === undefined || line === undefined) return null;
  const view = viewLease(lease, day, line.to);
  return { lease, view, monthly: view.state === 'ended' ? (lease.lateReturn ?? line.rent) : line.rent };
}

/** Days of an agreed term that are left on a day; null unless it is running. */
export function daysLeft(leased: LeasedDevice, day: Day): number | null {
  return leased.view.state === 'running' ? daysBetween(day, leased.view.termEnd) : null;
}

/** True when the device no longer costs rent: it went back to the lessor, or was bought from it. */
export function isOffLease(device: Device): boolean {
  return device.status === 'returned-to-lessor' || device.acquired !== undefined;
}
