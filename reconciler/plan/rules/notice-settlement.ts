/** Word to payroll what a sale comes to; a changed amount, and a sale that does not take place, is told again. */
import type { Device } from '../../../schemas/device.ts';
import { compareText } from '../../canonical.ts';
import type { PastNotice } from '../../model/notice.ts';
import { todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { hrDesk, isDiscreet, type NoticeDraft } from '../notice-draft.ts';
import { reasonAt } from '../scope.ts';
import { type StandingSale, settledSale, standingSale } from '../settlement.ts';

/** `settlement/<person>/<device>/<amount>`, and a number where an amount was told more than once. */
const ID = /^settlement\/[^/]+\/(?<device>[^/]+)\/(?<amount>[^/]+).*$/u;

/** The amount that an earlier notice named, as ids write it. */
function amountOf(past: PastNotice): string {
  return past.id.replace(ID, '$<amount>');
}

/** What payroll was told of a device before, oldest first; what was never sent was not told. */
function toldBefore(context: Context, person: PersonView, device: Device): readonly PastNotice[] {
  const told = [...context.input.memory.notices.values()].filter((past) => past.id.startsWith(`settlement/${person.id}/${device.id}/`));
  return told.toSorted((a, b) => compareText(a.at, b.at));
}

/** The id of word about an amount: the one that said so last, else the next one with this amount. */
function aboutOf(device: Device, amount: string, told: readonly PastNotice[]): string {
  const last = told.at(-1);
  if (last !== undefined && amountOf(last) === amount) return last.id.split('/').slice(2).join('/');
  const same = told.filter((past) => amountOf(past) === amount).length;
  return `${device.id}/${amount}${same === 0 ? '' : `/${same + 1}`}`;
}

interface Said {
  readonly device: Device;
  readonly told: readonly PastNotice[];
  readonly values: Readonly<Record<string, string>>;
  readonly amount: string;
}

function draftOf(context: Context, person: PersonView, { device, told, values, amount }: Said): NoticeDraft {
  const { desired } = context.input;
  const before = told.findLast((past) => amountOf(past) !== amount);
  const earlier = before === undefined ? '' : amountOf(before).replace('-', ' ');
  return {
    kind: 'settlement',
    person,
    device: device.id,
    about: aboutOf(device, amount, told),
    to: isDiscreet(person) ? hrDesk(desired) : `desk:${desired.policy.notices.desks.payroll}`,
    values: { ...values, earlier: earlier.startsWith('0.00') ? '' : earlier },
    rows: [],
    dueDay: todayOf(context, person),
    because:
      person.plan === null
        ? reasonAt(desired, 'sale-withdrawn', { kind: 'device', id: device.id, pointer: '/holder' })
        : reasonAt(desired, 'disposition-plan', { kind: 'offboarding', id: person.plan.stem, pointer: `/devices/${device.id}` }),
  };
}

/** The sale does not take place after all: what was told of it is not to be deducted or invoiced. */
function withdrawn(context: Context, person: PersonView, about: Pick<Said, 'device' | 'told'>): NoticeDraft | null {
  const { device, told } = about;
  const last = told.at(-1);
  if (last === undefined || device.sale?.paid !== undefined || device.status === 'sold') return null;
  const currency = amountOf(last).slice(-3);
  const values = { variant: 'withdrawn', employee: person.id, device: device.id, type: device.type };
  return draftOf(context, person, { ...about, values, amount: `0.00-${currency}` });
}

function stated(
  context: Context,
  person: PersonView,
  about: Pick<Said, 'device' | 'told'> & { readonly sale: StandingSale },
): NoticeDraft | null {
  const settled = settledSale(context, { person, device: about.device, sale: about.sale });
  if (settled === null) return null;
  const values = { variant: settled.settle, ...settled.values };
  return draftOf(context, person, { ...about, values, amount: settled.gross.replace(' ', '-') });
}

/** Devices of which payroll was told something about the person, whoever has them now. */
function toldDevices(context: Context): ReadonlyMap<string, ReadonlySet<string>> {
  const devices = new Map<string, Set<string>>();
  for (const past of context.input.memory.notices.values()) {
    if (past.kind !== 'settlement') continue;
    devices.set(past.person, (devices.get(past.person) ?? new Set()).add(past.id.replace(ID, '$<device>')));
  }
  return devices;
}

/** One per sale that stands and whose settlement is known: again when its amount changes, and when it does not take place after all. */
export function* noticeSettlements(context: Context): Generator<NoticeDraft> {
  const known = toldDevices(context);
  for (const person of context.people.values()) {
    const tags = known.get(person.id) ?? new Set<string>();
    const own = person.devices.filter((device) => !tags.has(device.id));
    const before = [...tags].flatMap((tag) => context.input.desired.devices.get(tag as Device['id']) ?? []);
    for (const device of [...own, ...before]) {
      const told = toldBefore(context, person, device);
      const sale = standingSale(context, person, device);
      const draft = sale === null ? withdrawn(context, person, { device, told }) : stated(context, person, { device, told, sale });
      if (draft !== null) yield draft;
    }
  }
}
