/** Everything somebody holds, on one screen: accounts, licences, and each device with what can become of it and at what cost. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Locale } from '../../../schemas/primitives.ts';
import { isFinal } from '../../plan/device-facts.ts';
import { type DeviceOption, optionsFor } from '../../plan/device-options.ts';
import type { Page } from '../../report/page.ts';
import { text } from '../../texts/text.ts';
import type { Desk } from '../change/desk.ts';
import { leaverOf, type Told } from './plan-files.ts';
import { monthlyOf } from './summary.ts';

/** Who leaves, as far as the form has been told. */
export interface Leaving {
  readonly employee: Employee;
  readonly told: Told;
}

/** Devices in the person's hands, by tag. */
export function heldBy({ desired }: Pick<Desk, 'desired'>, employee: Employee): readonly Device[] {
  return [...desired.devices.values()].filter((one) => one.holder === employee.id && one.status === 'in-use');
}

/** Devices that the person has to do with, and about which nothing is to be chosen now: in repair, awaited, being sold. */
function othersOf({ desired }: Pick<Desk, 'desired'>, employee: Employee): readonly Device[] {
  return [...desired.devices.values()].filter(
    (one) => !isFinal(one) && one.status !== 'in-use' && (one.holder === employee.id || one.awaitedFrom === employee.id),
  );
}

/** What one disposition costs, who bears it, and by when it binds; empty when it costs nothing and hangs on no day. */
export function costText(locale: Locale, option: DeviceOption): string {
  const { cost, parts, share, monthly, bindsOn, refused } = option;
  if (refused !== null) return text(locale, 'choice.refused', { why: refused });
  const said: string[] = [];
  if (cost !== null && parts.length > 0) {
    const rent = parts.find((part) => part.what === 'rent-left');
    const [fee, price] = (['break-fee', 'lessor-price'] as const).map((what) => parts.find((part) => part.what === what)?.amount ?? '');
    said.push(
      text(locale, 'choice.cost', {
        vat: cost.vat.startsWith('0.00') ? '' : cost.vat,
        gross: cost.gross,
        rent: rent?.amount ?? '',
        months: String(rent?.months ?? ''),
        fee: fee ?? '',
        price: price ?? '',
      }),
    );
  }
  if (share !== null && !share.person.startsWith('0.00')) said.push(text(locale, 'choice.person', { amount: share.person }));
  if (monthly !== null) said.push(text(locale, 'choice.rent', { monthly: monthly.amount, to: monthly.until ?? '' }));
  if (bindsOn !== null) said.push(text(locale, 'choice.binds', { by: bindsOn }));
  return said.join('; ');
}

/** What can be chosen for a device: what ownership and policy allow, in one fixed order. */
export function choicesFor(desk: Desk, { employee, told }: Leaving, device: Device): readonly DeviceOption[] {
  const { desired, today } = desk;
  return optionsFor({ desired, today }, leaverOf(desired, employee, told), device).filter(({ refused, kind }) => {
    return refused === null || (kind === 'buyout' && (device.ownership === 'owned' || device.ownership === 'leased'));
  });
}

function writeDevice(page: Page, desk: Desk, about: { leaving: Leaving; device: Device }): void {
  const { locale } = desk;
  const { leaving, device } = about;
  const { type, ownership, lease } = device;
  page.row([2, 10], ['', { text: device.id, as: 'heading' }, text(locale, 'choice.device', { type, ownership, lease: lease ?? '' })]);
  let number = 0;
  for (const option of choicesFor(desk, leaving, device)) {
    const said = [text(locale, `choice.${option.kind}`), costText(locale, option)].filter((part) => part !== '').join(': ');
    number += option.refused === null ? 1 : 0;
    page.row([4, 3, 18], ['', option.refused === null ? String(number) : '', option.kind, said]);
  }
}

/** Writes it. */
export function writeHoldings(page: Page, desk: Desk, leaving: Leaving): void {
  const { desired, locale } = desk;
  const { employee } = leaving;
  const devices = heldBy(desk, employee);
  const accounts = employee.accounts ?? [];
  const others = othersOf(desk, employee);
  if (devices.length + accounts.length + others.length === 0) {
    page.line(text(locale, 'ask.nothing-held', { employee: employee.id }));
    return;
  }
  page.heading(text(locale, 'ask.holds', { employee: employee.id }));
  for (const line of accounts) {
    const values = { system: line.system, licences: line.licences?.join(', ') ?? '', monthly: monthlyOf(desired, line) ?? '' };
    page.row([2], ['', text(locale, 'ask.account', values)]);
  }
  for (const device of devices) writeDevice(page, desk, { leaving, device });
  for (const { id, type, status } of others) {
    page.row([2, 10], ['', { text: id, as: 'heading' }, text(locale, 'hold.device', { type, status, disposition: '', lease: '' })]);
  }
}
