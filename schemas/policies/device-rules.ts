/** `policies/devices.yaml`: what becomes of devices when no plan says otherwise. */
import { z } from 'zod';
import { Count, Money, opt, Period, req } from '../primitives.ts';
import { DeviceType, DispositionKind, Ownership, PersonKind } from '../vocabulary.ts';

const Default = z.strictObject({
  kinds: opt(z.array(PersonKind).min(1).max(7), 'Kinds of person; all when absent.', ['employee']),
  types: opt(z.array(DeviceType).min(1).max(10), 'Types of device; all when absent.', ['laptop']),
  ownership: opt(z.array(Ownership).min(1).max(4), 'Ownerships; all when absent.', ['owned']),
  disposition: req(DispositionKind.exclude(['transfer', 'buyout', 'hold', 'lost']), 'What becomes of the device.', 'release'),
});

const Buyout = z.strictObject({
  kinds: opt(z.array(PersonKind).min(1).max(7), 'Kinds of person that may buy.', ['employee']),
  types: opt(z.array(DeviceType).min(1).max(10), 'Types of device that may be bought.', ['phone', 'tablet']),
  endedBy: opt(
    z
      .array(z.enum(['person', 'company', 'term', 'unstated']))
      .min(1)
      .max(4),
    'Endings after which it may be bought.',
    ['person', 'term'],
  ),
  minimumTenure: opt(Period, 'Shortest employment after which it may be bought.', 'P12M'),
  basis: opt(
    z.enum(['any', 'outside']),
    'Where the market value must come from: outside means a reseller, the lessor or an appraiser. Default: any.',
    'outside',
  ),
  belowValue: opt(
    z.enum(['warn', 'refuse']),
    'What a price below market value does: payroll is told of the difference, or there is no sale. Default: warn.',
    'warn',
  ),
  payrollCloses: opt(
    z.int().min(1).max(28),
    'Day of the month on which pay closes: without consent by then in the month of the last day, the price is invoiced.',
    15,
  ),
});

const EarlyEnd = z.strictObject({
  kinds: opt(z.array(PersonKind).min(1).max(7), 'Kinds of person; all when absent.', ['employee']),
  endedBy: opt(
    z
      .array(z.enum(['person', 'company', 'term', 'unstated']))
      .min(1)
      .max(4),
    'Endings; all when absent.',
    ['person'],
  ),
  budget: opt(Money, 'What the company bears of one device; all when absent.', '3000.00 SEK'),
});

const Release = z.strictObject({
  merge: opt(z.enum(['auto', 'review']), 'Whether an approved disposition may merge itself after its checks. Default: review.', 'review'),
  unmergedAfter: opt(Period, 'After how long an unmerged release is a finding. Default: P3D.', 'P3D'),
});

const Wipe = z.strictObject({
  inside: opt(z.enum(['clear', 'purge', 'destroy']), 'Method for devices that stay. Default: clear.', 'clear'),
  outside: opt(z.enum(['purge', 'destroy']), 'Method for devices that leave. Default: purge.', 'purge'),
});

const Pulls = z.strictObject({
  open: opt(Count, 'Pull requests open at one time. Default: 10.', 10),
  perRun: opt(Count, 'New pull requests per run. Default: 5.', 5),
});

/** What becomes of devices when no plan says otherwise. */
export const DeviceRules = z.strictObject({
  defaults: opt(
    z.array(Default).max(200),
    'Default dispositions; the first that fits decides. Without one: release, return-to-owner or keep, by ownership.',
    [{ ownership: ['owned'], disposition: 'release' }],
  ),
  planRequired: opt(z.array(PersonKind).max(7), 'Kinds of person for whom a plan is required.', ['employee']),
  decideTypes: opt(z.array(DeviceType).max(10), 'Types of device for which the manager must decide; others follow the default.', [
    'laptop',
  ]),
  buyout: opt(Buyout, 'Who may buy what, and when.', { types: ['phone'] }),
  earlyEnd: opt(
    z.array(EarlyEnd).max(50),
    'Who bears what a lease costs that ends because somebody leaves; the first that fits decides. What is above the budget is asked of the person, and deducted only with consent. Without one: the company.',
    [{ endedBy: ['person'], budget: '3000.00 SEK' }],
  ),
  decisionDeadline: opt(Period, 'How long before the device day a decision is due. Default: P14D.', 'P14D'),
  minimumLeaseLeft: opt(Period, 'Least lease left for a device to be given on. Default: P90D.', 'P90D'),
  graceUntilLost: opt(Period, 'How long a return is awaited until somebody is asked whether it is lost. Default: P14D.', 'P14D'),
  wipe: opt(Wipe, 'Methods as NIST SP 800-88 names them.', { inside: 'clear', outside: 'purge' }),
  release: opt(Release, 'How release pull requests are merged.', { merge: 'review' }),
  pullRequests: opt(Pulls, 'Limits on pull requests; urgent ones are never limited.', { open: 10, perRun: 5 }),
});
export type DeviceRules = z.infer<typeof DeviceRules>;
