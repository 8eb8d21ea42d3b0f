/** `state/offboardings/<employee>.yaml`: what differs from policy when somebody leaves. */
import { z } from 'zod';
import { AssetTag, Day, EmployeeId, Id, Money, opt, Reference, req, ShortText, SystemId, Vat } from './primitives.ts';

const note = () => opt(ShortText, 'A short remark for those who carry it out.', 'Charger is missing');

const MarketValue = z.strictObject({
  amount: req(Money, 'Market value, with value added tax.', '2300.00 SEK'),
  source: req(z.enum(['reseller', 'lessor', 'appraiser', 'own']), 'Who says so; own is an estimate of ours.', 'reseller'),
  on: req(Day, 'Day of the estimate.', '2026-11-20'),
});

const Offer = z.strictObject({
  price: req(Money, 'Price offered.', '1800.00 SEK'),
  vat: req(Vat, 'Whether the price has value added tax in it.', 'included'),
  basis: opt(ShortText, 'Where the price comes from.', 'reseller quote 2026-11-20'),
  marketValue: opt(MarketValue, 'What it would cost elsewhere; a lower price is a taxable benefit.', {
    amount: '2300.00 SEK',
    source: 'reseller',
    on: '2026-11-20',
  }),
  sent: opt(Day, 'Day the offer was made.', '2026-12-01'),
  answerBy: req(Day, 'Last day to answer.', '2026-12-15'),
  answer: opt(z.enum(['yes', 'no']), 'The answer.', 'yes'),
  answered: opt(Day, 'Day of the answer.', '2026-12-12'),
  else: req(z.enum(['release', 'return-to-lessor']), 'What happens without a yes in time.', 'release'),
});

const Consent = z.strictObject({
  on: req(Day, 'Day of the consent.', '2026-12-10'),
  ref: req(Reference, 'Reference of the consent.', 'HR-88'),
});

/** What becomes of one device. */
export const Disposition = z.discriminatedUnion('disposition', [
  z.strictObject({ disposition: req(z.literal('release'), 'It becomes available to others.', 'release'), note: note() }),
  z.strictObject({
    disposition: req(z.literal('transfer'), 'It goes to another person.', 'transfer'),
    to: req(EmployeeId, 'Who gets it.', 'e-1019'),
    note: note(),
  }),
  z.strictObject({
    disposition: req(z.literal('buyout'), 'The person buys it.', 'buyout'),
    offer: opt(Offer, 'The offer and its answer.', { price: '1800.00 SEK', vat: 'included', answerBy: '2026-12-15', else: 'release' }),
    settle: opt(z.enum(['final-pay', 'invoice', 'card']), 'How it is paid.', 'final-pay'),
    consent: opt(Consent, 'Consent to deduct from the final pay; never deducted without.', { on: '2026-12-10', ref: 'HR-88' }),
    note: note(),
  }),
  z.strictObject({ disposition: req(z.literal('return-to-lessor'), 'It goes back to the lessor.', 'return-to-lessor'), note: note() }),
  z.strictObject({
    disposition: req(z.literal('return-to-owner'), 'It goes back to the third party that owns it.', 'return-to-owner'),
    note: note(),
  }),
  z.strictObject({
    disposition: req(z.literal('hold'), 'It is kept, unwiped, for a matter.', 'hold'),
    until: req(Day, 'Day to look again.', '2027-03-31'),
    matter: req(Reference, 'Opaque id of the matter.', 'M-7'),
    note: note(),
  }),
  z.strictObject({ disposition: req(z.literal('lost'), 'It is lost.', 'lost'), note: note() }),
  z.strictObject({ disposition: req(z.literal('destroy'), 'It is destroyed (cards, keys, media).', 'destroy'), note: note() }),
  z.strictObject({ disposition: req(z.literal('keep'), "It is the person's own; only company data is removed.", 'keep'), note: note() }),
]);
export type Disposition = z.infer<typeof Disposition>;

/** What becomes of the phone number of a device. */
const NumberWish = z.strictObject({
  disposition: req(z.enum(['keep', 'move', 'end']), 'It stays with the company, goes over to the person, or is ended.', 'move'),
  consent: opt(Consent, 'Consent of the company to give the number away.', { on: '2026-12-10', ref: 'HR-91' }),
});

/** How the person pays the share of a lease that ends early. */
const ShareWish = z.strictObject({
  settle: opt(z.enum(['final-pay', 'invoice']), 'How it is paid; from the final pay unless told, and that only with consent.', 'final-pay'),
  consent: opt(Consent, 'Written consent of the person to deduct it; never deducted without.', { on: '2026-12-10', ref: 'HR-92' }),
});

const Ends = z.strictObject({
  access: opt(Day, 'Access day when it is earlier than the last (working) day.', '2026-11-30'),
  devices: opt(Day, 'Device day when it is not the last day.', '2027-01-04'),
  phone: opt(Day, 'Day for phones when it is not the device day.', '2027-01-31'),
});

const Notify = z.strictObject({
  buyoutQuestion: req(z.boolean(), 'False silences the question whether to buy, and nothing else.', false),
  because: opt(z.enum(['agreed', 'elsewhere']), 'Why it is silenced: already agreed, or asked elsewhere.', 'agreed'),
});

const Mailbox = z.strictObject({
  autoReply: opt(z.boolean(), 'Whether senders are told.', true),
  until: req(Day, 'Day the mailbox closes; there always is one.', '2027-01-31'),
  delegate: opt(EmployeeId, 'Who may read it, where the law allows.', 'e-1101'),
  converted: opt(Day, 'Day on which it was made a shared mailbox, or saved: from then on its seat may go.', '2027-01-12'),
});

const Files = z.strictObject({
  to: req(EmployeeId, 'Who gets the files.', 'e-1101'),
  moved: opt(Day, 'Day on which they had been moved and looked at: from then on the seats may go.', '2027-01-12'),
});

const AccountWishes = z.strictObject({
  mailbox: opt(Mailbox, 'What happens to the mailbox.', { autoReply: true, until: '2027-01-31' }),
  files: opt(Files, 'What happens to the files: the desk of the system is asked, and seats wait until they have been moved.', {
    to: 'e-1101',
  }),
});

const Handover = z.strictObject({
  what: req(ShortText, 'What is handed over.', 'Key accounts north'),
  to: req(EmployeeId, 'Who takes it over.', 'e-1101'),
});

const TaskState = z.strictObject({
  done: opt(Day, 'Day it was done.', '2026-12-10'),
  skipped: opt(ShortText, 'Why it is not done.', 'not wanted'),
  by: opt(EmployeeId, 'Who did it.', 'e-0031'),
});

/** A plan for one leaving of one person. Open while its spell is the person's last day; history after that. */
export const Offboarding = z.strictObject({
  employee: req(EmployeeId, 'Who leaves; equal to the file name.', 'e-1042'),
  kind: req(z.enum(['planned', 'immediate']), 'Planned, or immediate: the cut-off is when it is on the default branch.', 'planned'),
  noticeGiven: opt(Day, 'Day notice was given.', '2026-10-31'),
  endedBy: opt(z.enum(['person', 'company', 'term', 'unstated']), 'Who ended it; never a finer reason.', 'person'),
  spell: req(Day, 'The last day this plan belongs to; moves together with lastDay.', '2026-12-31'),
  ends: opt(Ends, 'Days that differ from the last day.', { access: '2026-11-30', devices: '2026-12-31' }),
  notify: opt(Notify, 'Which question is not asked.', { buyoutQuestion: false, because: 'agreed' }),
  silent: opt(z.boolean(), 'True: no message goes to this person or mentions them; HR is the only desk that knows.', false),
  successor: opt(EmployeeId, 'Who takes over.', 'e-1101'),
  devices: opt(z.record(AssetTag, Disposition), 'What becomes of each device; else policy decides.', {
    'LT-0042': { disposition: 'release' },
  }),
  numbers: opt(z.record(AssetTag, NumberWish), 'What becomes of phone numbers, by device; without a word they stay with the company.', {
    'PH-0101': { disposition: 'move', consent: { on: '2026-12-10', ref: 'HR-91' } },
  }),
  earlyEnd: opt(z.record(AssetTag, ShareWish), 'How the person pays their share of a lease that ends early, by device.', {
    'LT-0042': { consent: { on: '2026-12-10', ref: 'HR-92' } },
  }),
  handover: opt(z.array(Handover).max(100), 'Responsibilities that change hands.', [{ what: 'Key accounts north', to: 'e-1101' }]),
  accounts: opt(z.record(SystemId, AccountWishes), 'Mailbox and files, by system.', { m365: { files: { to: 'e-1101' } } }),
  tasks: opt(z.record(Id, TaskState), 'What is done of the task list.', { 'exit-talk': { done: '2026-12-10', by: 'e-0031' } }),
  closed: opt(Day, 'Day on which nothing was outstanding any more.', '2027-02-15'),
});
export type Offboarding = z.infer<typeof Offboarding>;
