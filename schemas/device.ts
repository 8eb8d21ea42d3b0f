/** `state/devices/<tag>.yaml`: a device, from delivery to its final state. */
import { z } from 'zod';
import { AssetTag, Country, Day, EmployeeId, ForeignId, Id, Money, opt, Reference, req, ShortText, SystemId, Vat } from './primitives.ts';
import { DeviceType, Ownership } from './vocabulary.ts';

/** Where a device is in its life. The last five are final. */
export const DeviceStatus = z.enum([
  'in-use',
  'awaited',
  'received',
  'available',
  'repair',
  'hold',
  'lost',
  'sale-pending',
  'sold',
  'returned-to-lessor',
  'returned-to-owner',
  'destroyed',
  'retired',
]);
export type DeviceStatus = z.infer<typeof DeviceStatus>;

/** A holder that is not a person; exactly one of the three. */
export const SharedHolder = z.strictObject({
  unit: opt(Id, 'A unit that shares the device.', 'reception'),
  place: opt(Id, 'A place where the device stands.', 'storeroom'),
  pool: opt(Id, 'A pool the device is lent from.', 'syd'),
});

/** Who has a device: a person, a unit, place or pool, or nobody (null: ownerless). */
export const Holder = z.union([EmployeeId, SharedHolder, z.null()]);
export type Holder = z.infer<typeof Holder>;

const Inventory = z.strictObject({
  system: req(SystemId, 'The inventory system.', 'inventory'),
  id: req(z.union([ForeignId, z.int().min(1)]), 'Id of the device there.', 311),
});

const Returned = z.strictObject({
  on: req(Day, 'Day it came back.', '2027-01-08'),
  condition: req(z.enum(['ok', 'worn', 'damaged']), 'Condition at return.', 'ok'),
  by: opt(EmployeeId, 'Who took it back.', 'e-0031'),
});

const Locks = z.strictObject({
  activation: opt(z.enum(['removed', 'present']), "Activation lock of the maker's account.", 'removed'),
  recoveryKey: opt(z.enum(['escrowed', 'missing']), 'Recovery key of the disk encryption.', 'escrowed'),
  management: opt(z.enum(['removed', 'present']), 'Record in the device management.', 'removed'),
  simPin: opt(z.enum(['known', 'unknown']), 'Code of the SIM card.', 'known'),
});

const Wiped = z.strictObject({
  on: req(Day, 'Day of the wipe.', '2027-01-09'),
  method: req(z.enum(['clear', 'purge', 'destroy']), 'Method as NIST SP 800-88 names it.', 'purge'),
  certificate: opt(Reference, 'Reference of the certificate.', 'W-2027-0004'),
  by: opt(EmployeeId, 'Who carried it out.', 'e-0031'),
});

const Repair = z.strictObject({
  vendor: opt(ShortText, 'Who repairs it.', 'Verkstan'),
  since: req(Day, 'Day it was handed in.', '2026-12-20'),
  loaner: opt(AssetTag, 'Device lent meanwhile.', 'LT-0090'),
});

const Acquired = z.strictObject({
  from: req(ShortText, 'Lessor it was bought from.', 'Hyrbert Finans'),
  price: req(Money, 'Price paid to the lessor.', '900.00 SEK'),
  on: req(Day, 'Day of the purchase.', '2027-01-05'),
});

const Sale = z.strictObject({
  to: req(EmployeeId, 'Who buys it.', 'e-1005'),
  price: req(Money, 'Agreed price.', '1800.00 SEK'),
  vat: req(Vat, 'Whether the price has value added tax in it.', 'included'),
  consent: opt(Reference, 'Reference of the consent to deduct from the final pay.', 'HR-88'),
  paid: opt(Day, 'Day it was paid, deducted or invoiced.', '2027-01-25'),
});

const Lost = z.strictObject({
  on: req(Day, 'Day the loss was known.', '2026-12-23'),
  locked: opt(Day, 'Day the device was proven locked from afar.', '2026-12-23'),
  assessed: opt(Day, 'Day the personal data breach was assessed (GDPR article 33: within 72 hours).', '2026-12-24'),
  police: opt(Reference, 'Reference of the report to the police.', 'K-1234-26'),
});

/** A number as E.164 writes it (ITU-T): plus, country, subscriber; fifteen digits at most. */
const PhoneNumber = z.string().regex(/^\+[1-9][0-9]{6,14}$/u);

const Subscription = z.strictObject({
  value: req(PhoneNumber, 'The number, with its country.', '+46701740605'),
  boundUntil: opt(Day, 'Last day of the contract with the operator.', '2027-06-30'),
  secondFactorMoved: opt(Day, 'Day from which no sign-in is confirmed through this number any more.', '2027-01-07'),
  moved: opt(Day, 'Day the subscription went over to the person.', '2027-01-11'),
  ended: opt(Day, 'Day the subscription ended.', '2027-01-11'),
});

const Certificate = z.strictObject({
  serial: req(Reference, 'Serial number of the certificate.', '7F-3A-0042'),
  until: req(Day, 'Last day of its validity.', '2028-01-20'),
  revoked: opt(
    z.strictObject({
      on: req(Day, 'Day of the revocation.', '2027-01-04'),
      ref: opt(Reference, 'Reference at the issuer.', 'REV-77'),
    }),
    'Revoked; this cannot be taken back.',
    { on: '2027-01-04', ref: 'REV-77' },
  ),
});

/** A device. */
export const Device = z.strictObject({
  id: req(AssetTag, 'Asset tag, equal to the file name.', 'LT-0042'),
  type: req(DeviceType, 'What it is.', 'laptop'),
  model: opt(ShortText, 'Maker and model.', 'Exempelbok 14'),
  serial: opt(ForeignId, 'Serial number.', 'PF3XQ1AB'),
  status: req(DeviceStatus, 'Where it is in its life.', 'in-use'),
  holder: req(Holder, 'Who has it: an employee, a unit, place or pool, or null for nobody.', 'e-1042'),
  custodian: opt(EmployeeId, 'Who answers for a shared device.', 'e-1021'),
  ownership: req(Ownership, 'Who owns it.', 'leased'),
  owner: opt(Id, 'The third party that owns it; never wiped by us.', 'kund-ett'),
  company: opt(Id, 'Company that owns it; else the company of its lease or holder.', 'se'),
  lease: opt(Id, 'The lease it is on.', 'hy-2024-017'),
  inventory: opt(Inventory, 'Its record in the inventory system.', { system: 'inventory', id: 311 }),
  number: opt(Subscription, 'The phone number of its SIM, and what became of it.', { value: '+46701740605' }),
  certificates: opt(z.array(Certificate).max(10), 'Certificates on the card.', [{ serial: '7F-3A-0042', until: '2028-01-20' }]),
  purchased: opt(Day, 'Day of purchase.', '2023-01-23'),
  cost: opt(Money, 'Price it was bought for.', '12400.00 SEK'),
  location: opt(z.strictObject({ country: req(Country, 'Country the device is in.', 'DK') }), 'Where it is, when it is abroad.', {
    country: 'DK',
  }),
  received: opt(Day, 'Day the holder received it.', '2024-02-12'),
  awaitedFrom: opt(EmployeeId, 'Who no longer is the holder but still has it.', 'e-1042'),
  awaitedSince: opt(Day, 'Device day from which its return is awaited.', '2026-12-31'),
  returned: opt(Returned, 'Back in our hands.', { on: '2027-01-08', condition: 'ok' }),
  locks: opt(Locks, 'Locks and codes.', { activation: 'removed', recoveryKey: 'escrowed' }),
  wiped: opt(Wiped, 'Wiped, with proof.', { on: '2027-01-09', method: 'purge', certificate: 'W-2027-0004' }),
  repair: opt(Repair, 'In repair.', { since: '2026-12-20', loaner: 'LT-0090' }),
  acquired: opt(Acquired, 'Bought from the lessor.', { from: 'Hyrbert Finans', price: '900.00 SEK', on: '2027-01-05' }),
  sale: opt(Sale, 'Sold, or being sold, to a person.', { to: 'e-1005', price: '1800.00 SEK', vat: 'included' }),
  lost: opt(Lost, 'Lost, and what was done about it.', { on: '2026-12-23' }),
});
export type Device = z.infer<typeof Device>;
