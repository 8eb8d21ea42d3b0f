/** What hangs on a phone or a card beside the thing itself: its number, its certificates, and the month it counts as pay for. */
import type { Device } from '../../../schemas/device.ts';
import { lastOfMonth } from '../../calendar.ts';
import { isBack } from '../device-facts.ts';
import { deviceDayOf } from '../dispositions.ts';
import { todayOf } from '../indices.ts';
import type { PersonView } from '../input.ts';
import { isNumberSettled, missingNumberSteps, numberWish } from '../numbers.ts';
import { type Draft, deskOf, personOf, reasonAt, type Scope, threshold } from '../scope.ts';

function ofNumber(scope: Scope, person: PersonView, device: Device): Draft | null {
  const { context } = scope;
  const { desired } = context.input;
  const wish = numberWish(person.plan?.doc, device);
  const day = deviceDayOf(person, device);
  if (person.plan === null || wish === null || day === null || isNumberSettled(wish, device)) return null;
  const isEarly = wish.disposition === 'move' && device.number?.moved !== undefined;
  if (!isEarly && todayOf(context, person) < threshold(scope, 'number-open', 'P30D')(day, -1)) return null;
  return {
    code: 'number-open',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: {
      variant: isEarly ? 'moved-early' : wish.disposition === 'move' ? 'move' : 'end',
      device: device.id,
      employee: person.id,
      missing: wish.disposition === 'move' ? missingNumberSteps(wish, device).join(', ') : '',
      boundUntil: device.number?.boundUntil,
    },
    who: deskOf(desired, 'it'),
    day,
    because: reasonAt(desired, 'number', { kind: 'offboarding', id: person.plan.stem, pointer: `/numbers/${device.id}` }),
  };
}

/** Numbers of devices that the plan speaks of: the device itself may be gone by then. */
function* ofNumbers(scope: Scope, person: PersonView): Generator<Draft> {
  for (const tag of Object.keys(person.plan?.doc.numbers ?? {})) {
    const device = scope.context.input.desired.devices.get(tag as Device['id']);
    const draft = device === undefined ? null : ofNumber(scope, person, device);
    if (draft !== null) yield draft;
  }
}

const GONE: ReadonlySet<Device['status']> = new Set(['lost', 'destroyed', 'retired']);

/** Certificates that still are good for signing in although the card has no rightful holder. Revoking cannot be taken back: a person does it. */
function ofCertificates({ context, today }: Scope, device: Device): Draft | null {
  const { desired } = context.input;
  const good = (device.certificates ?? []).filter(({ until, revoked }) => revoked === undefined && until >= today);
  const employee = personOf(device);
  const person = employee === null ? undefined : context.people.get(employee);
  const hasLeft = person?.status === 'left' || device.awaitedFrom !== undefined;
  if (good.length === 0 || (!GONE.has(device.status) && !hasLeft)) return null;
  return {
    code: 'certificate-open',
    about: device.id,
    subject: { employee, device: device.id },
    values: {
      device: device.id,
      employee,
      certificates: String(good.length),
      until: good.map((one) => one.until).reduce((latest, day) => (day > latest ? day : latest)),
    },
    who: deskOf(desired, 'it'),
    day: person?.employee.lastDay ?? device.lost?.on ?? null,
    because: reasonAt(desired, 'certificate', { kind: 'device', id: device.id, pointer: '/certificates' }),
  };
}

/** True of what Denmark counts as a phone: a SIM in a tablet or a watch makes it one. */
function isPhone({ type, number }: Device): boolean {
  return type === 'phone' || number !== undefined;
}

/** A company phone is taxed there for every whole month in which it is at the person's disposal, until it is handed back (ligningsloven § 16). */
function ofMonth(scope: Scope, person: PersonView, device: Device): Draft | null {
  const { context } = scope;
  const { desired } = context.input;
  const day = deviceDayOf(person, device);
  if (person.company?.country !== 'DK' || !isPhone(device) || device.ownership === 'personal' || day === null) return null;
  const today = todayOf(context, person);
  const isTheirs = device.holder === person.id || device.awaitedFrom === person.id;
  if (!isTheirs || isBack(device, day) || today < threshold(scope, 'phone-month', 'P30D')(day, -1)) return null;
  const isLate = today > day;
  return {
    code: 'phone-month',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: {
      variant: isLate ? 'late' : 'ahead',
      device: device.id,
      employee: person.id,
      until: lastOfMonth(isLate ? today : day),
    },
    who: deskOf(desired, 'payroll') ?? deskOf(desired, 'hr'),
    day: lastOfMonth(isLate ? today : day),
    because: reasonAt(desired, 'phone-is-pay', { kind: 'device', id: device.id, pointer: '/holder' }),
  };
}

/** `number-open`, `phone-month` of people with a last day, and `certificate-open` of cards. */
export function* findNumbers(scope: Scope): Generator<Draft> {
  const { context } = scope;
  for (const person of context.people.values()) {
    if (person.employee.lastDay === undefined) continue;
    yield* ofNumbers(scope, person);
    for (const device of person.devices) {
      const draft = ofMonth(scope, person, device);
      if (draft !== null) yield draft;
    }
  }
  for (const device of context.input.desired.devices.values()) {
    const draft = ofCertificates(scope, device);
    if (draft !== null) yield draft;
  }
}
