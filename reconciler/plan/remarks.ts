/** What a reviewer should know about one device before merging. Nothing here changes from night to night by itself. Pure. */
import { addDays, addPeriod, daysBetween } from '../calendar.ts';
import type { ProposalLine } from '../model/proposal.ts';
import type { Step } from './device-lines.ts';
import type { Context } from './input.ts';
import { breakCost } from './lease-sums.ts';
import { leasedDevice } from './leases.ts';
import { settlementsFor } from './settlements.ts';
import type { REMARK_VALUES, RemarkText } from './text-keys.ts';

type Remark = ProposalLine['remarks'][number];

function remark<T extends RemarkText>(text: T, values: Readonly<Record<(typeof REMARK_VALUES)[T][number], string>>): Remark {
  return { text, values };
}

/** How long before the last day to give notice it is mentioned. */
const NOTICE_DAYS = 90;

function* ofLease(context: Context, { device, day, decision }: Step): Generator<Remark> {
  const { desired } = context.input;
  const leased = leasedDevice(desired, device, context.today);
  if (leased === null || device.acquired !== undefined) return;
  const { lease, view, monthly } = leased;
  const isGivenOn = decision.kind === 'release' || decision.kind === 'transfer';
  const isShort = view.state === 'running' && addPeriod(day, desired.policy.devices.minimumLeaseLeft) > view.termEnd;
  if (isGivenOn && isShort) {
    const days = Math.max(0, daysBetween(day, view.termEnd));
    yield remark('return-suggested', { lease: lease.id, to: view.termEnd, days: String(days), weeks: String(Math.round(days / 7)) });
  }
  const { noticeDay, rolls } = view;
  if (view.state === 'ended') yield remark('lease-ends', { lease: lease.id, to: view.termEnd, monthly });
  else if (view.state === 'rolling' || rolls !== null) {
    const until = rolls?.to ?? view.termEnd;
    const rollsFrom = addDays(lease.lines[device.id]?.to ?? lease.to, 1);
    yield remark('lease-rolling', { lease: lease.id, noticeDay: noticeDay ?? '', rollsFrom, until, rent: monthly });
  } else if (noticeDay !== null && noticeDay <= addDays(context.today, NOTICE_DAYS)) {
    yield remark('lease-notice', { lease: lease.id, by: noticeDay, to: view.termEnd });
  }
}

function* ofDecision({ device, decision }: Step): Generator<Remark> {
  const { refused, offer, hold, note, by } = decision;
  if (hold !== null) yield remark('under-hold', { hold: hold.id, matter: hold.matter });
  if (refused !== null) yield remark('disposition-refused', { wanted: refused.wanted, why: refused.why });
  if (offer?.state === 'no') yield remark('offer-declined', { answerBy: offer.answerBy });
  if (offer?.state === 'late') yield remark('answer-missing', { answerBy: offer.answerBy });
  const isUndecided = by === 'policy' || by === 'ownership';
  if (isUndecided && device.status !== 'lost') yield remark('by-policy', { rule: decision.because.rule });
  if (device.ownership === 'third-party') yield remark('never-wiped', { owner: device.owner ?? '' });
  if (decision.kind === 'destroy' && device.type === 'smartcard') yield remark('irreversible', {});
  if (note !== null) yield remark('note', { note });
}

function* ofSale(context: Context, { device, day, decision }: Step): Generator<Remark> {
  if (decision.kind !== 'buyout') return;
  const { consent, lacksConsent, closedOn } = decision.terms.settlement;
  if (consent !== null) yield remark('consent', { ref: consent.ref, on: consent.on });
  else if (closedOn !== null) yield remark('pay-closed', { closes: closedOn });
  else if (lacksConsent) yield remark('no-consent', {});
  const leased = device.acquired === undefined ? leasedDevice(context.input.desired, device, day) : null;
  if (leased === null) return;
  const cost = breakCost(context, device, day);
  if (cost === null) yield remark('acquire-first', { lease: leased.lease.id, monthly: leased.monthly });
  else {
    const { months, net, vat, gross, netCost } = cost;
    yield remark('break-cost', { lease: leased.lease.id, months: String(months), net, vat, gross, netCost });
  }
}

/** What the person bears of a lease that ends early, and whether it may be deducted. */
function* ofShare(context: Context, { person, device }: Step): Generator<Remark> {
  for (const { what, amount, by, consent, closes } of settlementsFor(context, person, device)) {
    if (what !== 'early-end') continue;
    if (consent !== null) yield remark('share-deducted', { amount, ref: consent.ref, on: consent.on });
    else if (by === 'invoice') yield remark('share-invoiced', { amount });
    else yield remark('share-asked', { amount, closes: closes ?? '' });
  }
}

/** That nobody was asked whether to buy a device that could be bought, and why. */
function* ofSilence({ person, device, lentFor }: Step): Generator<Remark> {
  const { notify } = person.plan?.doc ?? {};
  const isChoice = (device.ownership === 'owned' || device.ownership === 'leased') && device.holder === person.id && lentFor === null;
  if (notify?.buyoutQuestion !== false || !isChoice) return;
  yield remark(notify.because === undefined ? 'not-asked' : (`not-asked-${notify.because}` as const), {});
}

/** All remarks of a step, in the order a reader needs them. */
export function remarksOf(context: Context, step: Step): Remark[] {
  const { person, device, day, lentFor } = step;
  const found: Remark[] = [];
  if (day < context.today) found.push(remark('awaited-since', { since: day }));
  found.push(...ofSale(context, step), ...ofShare(context, step), ...ofLease(context, step), ...ofDecision(step), ...ofSilence(step));
  if (lentFor !== null) found.push(remark('loaner-until-repaired', { device: lentFor.id }));
  // In Denmark a phone for private use is pay for every month begun.
  if (device.type === 'phone' && person.company?.country === 'DK') found.push(remark('phone-month', { country: 'DK' }));
  return found;
}
