/** What it costs the company to let go of a leased device now, for the manager who chooses. */
import type { Device } from '../../../schemas/device.ts';
import type { Money } from '../../../schemas/primitives.ts';
import { addDays, monthsBegun } from '../../calendar.ts';
import { todayOf } from '../facts.ts';
import { parseAmount, writeAmount } from '../money.ts';
import type { ReportView } from '../view.ts';

/** Prices of the choices; null where none is known or there is nothing to pay. */
export interface ChoiceCosts {
  /** Ending the lease early so that the person can buy it: break fee and the rent left, with value added tax. */
  readonly buy: Money | null;
  /** Giving it back to the lessor: the rent that is owed until the lease ends, without value added tax. */
  readonly giveBack: Money | null;
}

const NONE: ChoiceCosts = { buy: null, giveBack: null };

/** The prices, as the lease in the files gives them, from the day the device is handed back or today, whichever is later. */
export function choiceCosts(view: ReportView, device: Device): ChoiceCosts {
  const { leases, employees, organisation } = view.desired;
  const lease = device.lease === undefined ? undefined : leases.get(device.lease);
  const line = lease?.lines[device.id];
  const rent = parseAmount(line?.rent ?? '');
  if (lease === undefined || rent === null) return NONE;
  const today = todayOf(view);
  const holder = typeof device.holder === 'string' ? employees.get(device.holder) : undefined;
  const from = holder?.lastDay !== undefined && holder.lastDay > today ? holder.lastDay : today;
  const months = BigInt(monthsBegun(addDays(from, 1), addDays(line?.to ?? lease.to, 1)));
  if (months === 0n) return NONE;
  const left = rent.minor * months;
  const net = left + (parseAmount(lease.breakFee ?? '')?.minor ?? 0n);
  const rate = BigInt(organisation.companies.find((one) => one.id === lease.company)?.vat?.rate ?? 0);
  const gross = (net * (100n + rate) + 50n) / 100n;
  return { buy: writeAmount({ minor: gross, currency: rent.currency }), giveBack: writeAmount({ minor: left, currency: rent.currency }) };
}
