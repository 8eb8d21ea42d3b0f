/** Everything dated about one person, in order: from the files, from what our runs did, and what is planned. */
import type { Employee } from '../../../schemas/employee.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { dayOf, instantAt } from '../../calendar.ts';
import { time } from '../../texts/format.ts';
import { byText, findKey, text } from '../../texts/text.ts';
import { accessDayOf, deviceDayOf, devicesOf, openPlanOf } from '../facts.ts';
import type { ReportView } from '../view.ts';

/** One dated line. */
export interface TimelineEvent {
  readonly day: Day;
  readonly what: string;
}

type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

function* ofEmployment(view: ReportView, employee: Employee, say: Say): Generator<TimelineEvent> {
  for (const period of employee.periods ?? []) yield { day: period.from, what: say('event.earlier', { to: period.to }) };
  if (employee.firstDay !== undefined) yield { day: employee.firstDay, what: say('event.first-day') };
  for (const leave of employee.leaves ?? []) yield { day: leave.from, what: say('event.leave', { to: leave.to ?? '' }) };
  for (const assignment of employee.assignments ?? []) {
    const of = assignment.client ?? assignment.id;
    yield { day: assignment.from, what: say('event.assignment-from', { of }) };
    if (assignment.to !== undefined) yield { day: assignment.to, what: say('event.assignment-to', { of }) };
  }
  if (employee.reviewBy !== undefined) yield { day: employee.reviewBy, what: say('event.review') };
  if (employee.lastWorkingDay !== undefined) yield { day: employee.lastWorkingDay, what: say('event.last-working-day') };
  if (employee.lastDay !== undefined) yield { day: employee.lastDay, what: say('event.last-day') };
  const access = accessDayOf(view, employee);
  const zone = employee.timeZone ?? view.desired.organisation.timeZone;
  if (access !== null) {
    const cutOff = instantAt(access, view.desired.policy.access.cutOff, zone);
    yield { day: dayOf(cutOff, zone), what: say('event.cut-off', { time: time(cutOff, zone) }) };
  }
}

function* ofPlan(view: ReportView, employee: Employee, say: Say): Generator<TimelineEvent> {
  const plan = openPlanOf(view, employee);
  const deviceDay = deviceDayOf(view, employee);
  if (deviceDay !== null && devicesOf(view, employee.id).length > 0) yield { day: deviceDay, what: say('event.device-day') };
  if (plan === null) return;
  if (plan.noticeGiven !== undefined) yield { day: plan.noticeGiven, what: say('event.notice-given') };
  if (plan.ends?.phone !== undefined) yield { day: plan.ends.phone, what: say('event.phone-day') };
  for (const [device, disposition] of Object.entries(plan.devices ?? {})) {
    if (disposition.disposition !== 'buyout' || disposition.offer === undefined) continue;
    const { sent, price, answer, answered, answerBy } = disposition.offer;
    if (sent !== undefined) yield { day: sent, what: say('event.offer-sent', { device, price }) };
    if (answer !== undefined && answered !== undefined) {
      yield { day: answered, what: say('event.offer-answer', { device, answer: say(`answer.${answer}`) }) };
    } else yield { day: answerBy, what: say('event.offer-by', { device }) };
  }
}

function* ofDevices(view: ReportView, employee: Employee, say: Say): Generator<TimelineEvent> {
  for (const device of devicesOf(view, employee.id)) {
    if (device.awaitedFrom === employee.id && device.awaitedSince !== undefined) {
      yield { day: device.awaitedSince, what: say('event.awaited', { device: device.id }) };
    }
    if (device.returned !== undefined) yield { day: device.returned.on, what: say('event.returned', { device: device.id }) };
  }
}

function* ofRuns(view: ReportView, employee: Employee, say: Say): Generator<TimelineEvent> {
  const { plan, memory } = view;
  const doneNow = new Set<string>(view.outcomes.filter((one) => one.outcome === 'verified').map((one) => one.change));
  for (const one of memory?.verified.values() ?? []) {
    if (one.person !== employee.id || one.kind === 'sessions') continue;
    yield { day: dayOf(one.at, plan.zone), what: say('event.done', { what: say(`change.${one.kind}`), system: one.system }) };
  }
  for (const one of view.outcomes) {
    if (one.person !== employee.id || one.kind === 'sessions' || !doneNow.has(one.change)) continue;
    yield { day: dayOf(one.at, plan.zone), what: say('event.done', { what: say(`change.${one.kind}`), system: one.system }) };
  }
  for (const one of memory?.handedOver.values() ?? []) {
    if (one.person !== employee.id || one.kind === 'sessions') continue;
    yield { day: dayOf(one.at, plan.zone), what: say('event.handed-over', { what: say(`change.${one.kind}`), system: one.system }) };
  }
  for (const one of plan.changes) {
    if (one.person !== employee.id || one.kind === 'sessions' || doneNow.has(one.id)) continue;
    yield { day: dayOf(one.due, plan.zone), what: say('event.due', { what: say(`change.${one.kind}`), system: one.system }) };
  }
  for (const { change, by } of plan.held) {
    if (change.person !== employee.id || change.kind === 'sessions') continue;
    const values = { what: say(`change.${change.kind}`), system: change.system, why: byText(view.locale, by) };
    yield { day: dayOf(change.due, plan.zone), what: say('event.held', values) };
  }
}

function* ofUpcoming(view: ReportView, employee: Employee, say: Say): Generator<TimelineEvent> {
  const held = new Set(view.plan.held.map((one) => `${one.change.kind} ${one.change.person} ${one.change.system}`));
  for (const one of view.plan.upcoming) {
    if (one.person !== employee.id || held.has(`${one.kind} ${one.person} ${one.system}`)) continue;
    if (one.kind === 'device-day' || one.kind === 'review') continue;
    const key = findKey(`forecast.${one.kind}`) ?? findKey(`change.${one.kind}`);
    const what = key === null ? one.kind : say(key);
    yield { day: one.day, what: one.system === null ? `${what} ${one.subject}` : say('event.planned', { what, system: one.system }) };
  }
}

/** Every dated thing about the person, in order of days. */
export function timelineOf(view: ReportView, employee: Employee): readonly TimelineEvent[] {
  const say: Say = (key, values) => text(view.locale, key, values);
  const events = [ofEmployment, ofPlan, ofDevices, ofRuns, ofUpcoming].flatMap((part) => [...part(view, employee, say)]);
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => (a.event.day < b.event.day ? -1 : Number(a.event.day > b.event.day) || a.index - b.index))
    .map(({ event }) => event);
}
