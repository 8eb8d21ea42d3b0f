/** `policies/notices.yaml`: which mail goes to people and desks, when, and by which server. Without the file there is no mail. */
import { z } from 'zod';
import { Count, Email, Id, opt, Period, req, ShortText } from '../primitives.ts';

/**
 * Where mail is handed over: TLS from the first byte (`smtps`), STARTTLS before anything else is said (`smtp`), or files below the export
 * folder (`practice`). There is no way to leave TLS out.
 */
const MailServer = z.string().regex(/^(practice|smtps?:\/\/[a-z0-9][a-z0-9.-]{0,250}(:[1-9][0-9]{0,4})?)$/u);

const Sender = z.strictObject({
  address: req(Email, 'Address that mail comes from; replies go there.', 'personal@exempel.example'),
  name: opt(ShortText, 'Name beside it. Default: that of the organisation.', 'Exempelgruppen HR'),
});

const MailCredential = z.strictObject({
  user: req(Id, "Name of the credential with the user's name; the runner's environment holds it.", 'mail-user'),
  password: req(Id, 'Name of the credential with the password.', 'mail-password'),
});

const NoticeLimits = z.strictObject({
  perRun: opt(
    Count,
    'Most messages in one night; above it none is sent, and the rest waits for the next. Default: 20, or a tenth of the people.',
    20,
  ),
});

const NoticeDesks = z.strictObject({
  hr: opt(Id, 'Desk that gets what must not, or cannot, go to a person. Default: hr.', 'hr'),
  payroll: opt(Id, 'Desk that settles sales. Default: payroll.', 'lon'),
});

const ReturnNote = z.strictObject({
  on: opt(z.boolean(), 'Whether leavers are told what to hand back. Default: true.', true),
  before: opt(Period, 'How long before the device day. Default: P14D.', 'P14D'),
  where: opt(ShortText, 'Where things are handed back, as people there would say it.', 'IT-servicedesk, plan 2'),
});

const DecisionDue = z.strictObject({
  on: opt(z.boolean(), 'Whether managers are told of devices that nobody has decided about. Default: true.', true),
  before: opt(Period, 'How long before the deadline. Default: P0D, on the day.', 'P3D'),
});

const Settlement = z.strictObject({ on: opt(z.boolean(), 'Whether payroll is told what a sale comes to. Default: true.', true) });

const BuyoutQuestion = z.strictObject({ on: opt(z.boolean(), 'Whether the offer to buy is sent. Default: true.', true) });

/** Mail. Each message is sent once; what becomes of it stands in the journal. */
export const Notices = z.strictObject({
  mode: req(z.enum(['off', 'observe', 'enforce']), 'Nothing; only said what would be sent; sent. Begin with observe.', 'observe'),
  server: opt(
    MailServer,
    'Where mail is handed over: `smtps://`, or `smtp://` with STARTTLS, which is always demanded; `practice` writes files.',
    'smtps://mail.exempel.example',
  ),
  certificate: opt(
    Id,
    'Name of the credential with the PEM certificate of the authority. Default: the authorities that the runner trusts.',
    'mail-authority',
  ),
  from: opt(Sender, 'Who mail comes from.', { address: 'personal@exempel.example' }),
  credential: opt(MailCredential, 'Names of credentials; never their values. Left out, nobody signs in.', {
    user: 'mail-user',
    password: 'mail-password',
  }),
  limits: opt(NoticeLimits, 'How much mail may leave.', { perRun: 20 }),
  desks: opt(NoticeDesks, 'Desks that notices go to.', { hr: 'hr', payroll: 'lon' }),
  returnNote: opt(ReturnNote, 'What leavers hand back, where and by when.', { before: 'P14D' }),
  settlement: opt(Settlement, 'What a sale comes to, to payroll.', { on: true }),
  decisionDue: opt(DecisionDue, 'A device that nobody has decided about, to the manager.', { on: true }),
  buyoutQuestion: opt(BuyoutQuestion, 'An offer to buy, to the holder.', { on: true }),
});
export type Notices = z.infer<typeof Notices>;
