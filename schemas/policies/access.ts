/** `policies/access.yaml`: when access ends, and what follows it. */
import { z } from 'zod';
import { Country, opt, Period, TimeOfDay } from '../primitives.ts';

const Ladder = z.strictObject({
  groups: opt(Period, 'After the verified end of sign-in: groups are removed. Default: P7D.', 'P7D'),
  licences: opt(Period, 'After the verified end of sign-in: paid seats are freed. Default: P14D.', 'P14D'),
  deletionDue: opt(Period, 'After the verified end of sign-in: the finding deletion-due. Default: P90D.', 'P90D'),
});

const MailboxRule = z.strictObject({
  autoReply: opt(z.boolean(), 'Whether senders are told.', true),
  keep: opt(Period, 'How long the mailbox is kept; it always closes.', 'P30D'),
  delegate: opt(z.enum(['never', 'with-consent', 'allowed']), 'Whether somebody else may read it.', 'never'),
});

/** When access ends, and what follows it. */
export const Access = z.strictObject({
  cutOff: opt(TimeOfDay, "Time of day at which access ends on the access day, in the person's zone. Default: 24:00.", '16:00'),
  ladder: opt(Ladder, 'What follows the end of sign-in, and when.', { groups: 'P7D', licences: 'P14D', deletionDue: 'P90D' }),
  mailbox: opt(MailboxRule, 'What happens to mailboxes. Default: auto-reply for 30 days, no delegate.', {
    autoReply: true,
    keep: 'P30D',
    delegate: 'never',
  }),
  mailboxByCountry: opt(z.record(Country, MailboxRule), "Rules that differ by the country of the person's company.", {
    NO: { keep: 'P0D' },
  }),
  captureRetention: opt(Period, 'How long what a person held can be put back. Default: P90D.', 'P90D'),
});
export type Access = z.infer<typeof Access>;
