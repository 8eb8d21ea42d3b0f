/** `state/leases/<id>.yaml`: one contract over many devices. */
import { z } from 'zod';
import { AssetTag, Day, Id, Money, opt, Period, req, ShortText } from './primitives.ts';

const LeaseLine = z.strictObject({
  rent: req(Money, 'Rent per month, without value added tax.', '219.00 SEK'),
  residual: opt(Money, 'Expected value at the end.', '900.00 SEK'),
  guaranteedResidual: opt(Money, 'Value at the end that the company answers for.', '600.00 SEK'),
  to: opt(Day, "Last day of this line, when it differs from the contract's.", '2027-02-28'),
});

const Quote = z.strictObject({
  price: req(Money, "The lessor's price for one device, without value added tax.", '900.00 SEK'),
  on: req(Day, 'Day of the quote.', '2026-12-01'),
  until: opt(Day, 'Last day the quote stands.', '2027-01-31'),
});

/** A lease. Three states follow from its dates: running, ended, and rolling (extended because notice was missed). */
export const Lease = z.strictObject({
  id: req(Id, 'Contract id, equal to the file name.', 'hy-2024-017'),
  lessor: req(ShortText, 'Who owns the devices.', 'Hyrbert Finans'),
  company: req(Id, 'Company that leases.', 'se'),
  from: req(Day, 'First day.', '2024-03-01'),
  to: req(Day, 'Last day of the agreed term.', '2027-02-28'),
  notice: opt(Period, 'How long before `to` notice must be given.', 'P30D'),
  noticeGiven: opt(Day, 'Day notice was given.', '2027-01-15'),
  autoExtend: opt(Period, 'How far the lease rolls on when notice is missed.', 'P3M'),
  lines: req(z.record(AssetTag, LeaseLine), 'The devices, each with its rent.', { 'LT-0042': { rent: '219.00 SEK' } }),
  breakFee: opt(Money, 'Fee per device for ending early, without value added tax.', '250.00 SEK'),
  quote: opt(Quote, 'What the lessor asks for a device at the end.', { price: '900.00 SEK', on: '2026-12-01' }),
  lateReturn: opt(Money, 'Charge per device and month for a late return.', '189.00 SEK'),
  mayLeaveCountry: opt(z.boolean(), "Whether the devices may leave the lessee's country. Default: true.", false),
});
export type Lease = z.infer<typeof Lease>;
