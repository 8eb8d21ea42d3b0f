/** The return note: what the person who leaves hands back and by when, may buy, keeps and passes on. For HR to give to them; nothing of anybody else. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Disposition, Offboarding } from '../../../schemas/offboarding.ts';
import type { Day, EmployeeId } from '../../../schemas/primitives.ts';
import { instantAt } from '../../calendar.ts';
import { dayLong, time } from '../../texts/format.ts';
import { text } from '../../texts/text.ts';
import { accessDayOf, deviceDayOf, devicesOf, isSilent, openPlanOf, todayOf } from '../facts.ts';
import type { Page } from '../page.ts';
import type { ReportView } from '../view.ts';

type Offer = NonNullable<Extract<Disposition, { disposition: 'buyout' }>['offer']>;

interface Leaving {
  readonly view: ReportView;
  readonly employee: Employee;
  readonly plan: Offboarding | null;
}

/** What the note says of one device: a sentence, and the day that it is about. */
interface Said {
  readonly key: string;
  readonly day: Day | null;
  readonly values: Readonly<Record<string, string>>;
}

const OVER: ReadonlySet<Device['status']> = new Set(['sold', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired']);

/** Sentences about devices that leave the person's hands, or their old life. */
const GIVEN: ReadonlySet<string> = new Set(['hand-back', 'transfer', 'bought']);

function offerOf({ plan }: Leaving, device: Device): Offer | null {
  const wish = plan?.devices?.[device.id];
  return wish?.disposition === 'buyout' ? (wish.offer ?? null) : null;
}

function dayOf({ view, employee, plan }: Leaving, device: Device): Day | null {
  const day = deviceDayOf(view, employee);
  return device.type === 'phone' ? (plan?.ends?.phone ?? day) : day;
}

/** True while the question whether to buy is open and is put to the person. */
function isAsked(leaving: Leaving, offer: Offer): boolean {
  return offer.answer === undefined && todayOf(leaving.view) <= offer.answerBy && leaving.plan?.notify?.buyoutQuestion !== false;
}

function isBought({ answer, answered, answerBy }: Offer): boolean {
  return answer === 'yes' && (answered ?? answerBy) <= answerBy;
}

function say(leaving: Leaving, device: Device): Said {
  const { view, plan } = leaving;
  const day = device.awaitedSince ?? dayOf(leaving, device);
  const values = { device: device.id, type: device.type };
  const wish = plan?.devices?.[device.id];
  const offer = offerOf(leaving, device);
  if (device.returned !== undefined && device.holder === null) return { key: 'back', day: device.returned.on, values };
  if (device.ownership === 'personal') return { key: 'own', day: null, values };
  if (device.status === 'lost' || wish?.disposition === 'lost') return { key: 'lost', day: null, values };
  if (device.status === 'repair') return { key: 'repair', day: null, values };
  if (offer !== null && isBought(offer)) return { key: 'bought', day, values: { ...values, price: offer.price } };
  if (wish?.disposition === 'transfer') return { key: 'transfer', day, values: { ...values, to: wish.to } };
  const loaned = [...view.desired.devices.values()].find((one) => one.repair?.loaner === device.id);
  return { key: 'hand-back', day, values: { ...values, standsFor: loaned?.id ?? '' } };
}

function writeDevices(page: Page, leaving: Leaving): void {
  const { view, employee } = leaving;
  const { locale } = view;
  const devices = devicesOf(view, employee.id).filter((device) => !OVER.has(device.status));
  page.heading(text(locale, 'leaver.devices'));
  if (devices.length === 0) page.line(text(locale, 'leaver.no-devices'), 2);
  const { where } = view.desired.policy.notices.returnNote;
  const given = new Set<Device['type']>();
  for (const device of devices) {
    const { key, day, values } = say(leaving, device);
    page.row([2, 17, 9], ['', day === null ? '' : dayLong(locale, day), device.id, text(locale, `leaver.${key}`, values)]);
    if (GIVEN.has(key)) given.add(device.type);
  }
  if (given.size > 0 && where !== null) page.line(text(locale, 'leaver.where', { where }), 2);
  for (const [types, key] of [
    [['laptop', 'desktop'], 'before-computer'],
    [['phone', 'tablet'], 'before-phone'],
    [['smartcard', 'key', 'badge'], 'before-card'],
  ] as const) {
    if (types.some((type) => given.has(type))) page.line(text(locale, `leaver.${key}`), 2);
  }
}

function writeOffers(page: Page, leaving: Leaving): void {
  const { view, employee } = leaving;
  const open = devicesOf(view, employee.id).flatMap((device) => {
    const offer = offerOf(leaving, device);
    return offer !== null && isAsked(leaving, offer) ? [{ device, offer }] : [];
  });
  if (open.length === 0) return;
  page.heading(text(view.locale, 'leaver.buy'));
  for (const { device, offer } of open) {
    const values = { device: device.id, price: offer.price, vat: offer.vat, answerBy: offer.answerBy };
    page.row([2, 17, 9], ['', dayLong(view.locale, offer.answerBy), device.id, text(view.locale, 'leaver.offer', values)]);
  }
}

function writeRest(page: Page, { view, plan }: Leaving): void {
  const { locale } = view;
  const numbers = Object.entries(plan?.numbers ?? {}).filter(([, wish]) => wish.disposition !== 'keep');
  if (numbers.length > 0) page.heading(text(locale, 'leaver.numbers'));
  for (const [device, wish] of numbers) page.row([2, 9], ['', device, text(locale, `leaver.number-${wish.disposition}`)]);
  const tasks = plan?.handover ?? [];
  if (tasks.length > 0) page.heading(text(locale, 'leaver.handover'));
  for (const { what, to } of tasks) page.row([2, 9], ['', to, what]);
}

/** The note. Of a silent plan there is none, and without a last day there is nothing to hand back. */
export function writeLeaver(page: Page, view: ReportView, person: EmployeeId): void {
  const { locale, desired } = view;
  const employee = desired.employees.get(person);
  if (employee === undefined) return page.line(text(locale, 'person.unknown', { person }));
  if (isSilent(view, person)) return page.line(text(locale, 'person.silent'));
  const access = accessDayOf(view, employee);
  if (employee.lastDay === undefined || access === null) return page.line(text(locale, 'leaver.stays', { person }));
  const zone = employee.timeZone ?? desired.organisation.timeZone;
  const at = time(instantAt(access, desired.policy.access.cutOff, zone), zone);
  page.row([2, 17], ['', dayLong(locale, employee.lastDay), text(locale, 'event.last-day')]);
  page.row([2, 17], ['', dayLong(locale, access), text(locale, 'event.cut-off', { time: at })]);
  const leaving = { view, employee, plan: openPlanOf(view, employee) };
  writeDevices(page, leaving);
  writeOffers(page, leaving);
  writeRest(page, leaving);
}
