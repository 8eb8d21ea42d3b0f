/** Closed lists of words that several kinds of file share. */
import { z } from 'zod';

/** What somebody is to the organisation. Every kind but `employee` is external. */
export const PersonKind = z.enum(['employee', 'consultant', 'temp', 'trainee', 'candidate', 'participant', 'affiliate']);
export type PersonKind = z.infer<typeof PersonKind>;

/** What a device is. */
export const DeviceType = z.enum(['laptop', 'desktop', 'phone', 'tablet', 'monitor', 'smartcard', 'key', 'badge', 'accessory', 'other']);
export type DeviceType = z.infer<typeof DeviceType>;

/** Who owns a device. */
export const Ownership = z.enum(['owned', 'leased', 'personal', 'third-party']);
export type Ownership = z.infer<typeof Ownership>;

/** What a pull request by the reconciler is for; closed list. */
export const Purpose = z.enum([
  'release',
  'sale',
  'receive',
  'lost',
  'source',
  'ids',
  'close',
  'pin',
  'licences',
  'cleanup',
  'offboard',
  'extend',
  'cancel',
]);
export type Purpose = z.infer<typeof Purpose>;

/** What becomes of a device when its holder leaves. */
export const DispositionKind = z.enum([
  'release',
  'transfer',
  'buyout',
  'return-to-lessor',
  'return-to-owner',
  'hold',
  'lost',
  'destroy',
  'keep',
]);
export type DispositionKind = z.infer<typeof DispositionKind>;

/** One step of ending or giving back access, or of moving a device in the inventory. */
export const Rung = z.enum([
  'disable',
  'sessions',
  'place',
  'mailbox',
  'convert',
  'files',
  'groups',
  'licences',
  'end-day',
  'enable',
  'restore',
  'check-in',
  'check-out',
  'status',
]);
export type Rung = z.infer<typeof Rung>;

/** How careful a removal must be; see `policies/guardrails.yaml`. */
export const GuardrailClass = z.enum(['known', 'fresh', 'surprise', 'immediate', 'cleanup', 'enable']);
export type GuardrailClass = z.infer<typeof GuardrailClass>;

/** Everything that drift is reported as. */
export const FindingCode = z.enum([
  'account-after-cut-off',
  'orphan-account',
  'undeclared-guest',
  'unlinked-account',
  'disputed-account',
  'account-re-enabled',
  'account-disabled-by-us',
  'account-missing',
  'grant-missing',
  'licence-missing',
  'undeclared-grant',
  'undeclared-licence',
  'stale-licence',
  'leaver-licence',
  'unused-seats',
  'deletion-due',
  'handover-overdue',
  'device-awaited',
  'device-to-wipe',
  'device-ready',
  'device-idle',
  'device-wiped-in-use',
  'device-still-seen',
  'device-left-unwiped',
  'device-past-end',
  'device-undecided',
  'receipt-open',
  'device-lost',
  'loaner-out',
  'shared-without-custodian',
  'holder-mismatch',
  'unknown-device',
  'missing-device',
  'sale-incomplete',
  'sale-value',
  'sale-settlement',
  'buyout-cost',
  'number-open',
  'certificate-open',
  'phone-month',
  'return-suggested',
  'return-batch',
  'lease-ending',
  'lease-rolling',
  'lease-overdue',
  'lease-country',
  'hold-costs',
  'leaver-without-plan',
  'external-without-end',
  'external-near-end',
  'review-due',
  'review-passed',
  'unit-without-manager',
  'responsibility-without-owner',
  'person-unknown',
  'source-differs',
  'joiner-soon',
  'exception-running-out',
  'loosened-by-subject',
  'pull-request-unmerged',
  'notice-open',
  'system-not-read',
]);
export type FindingCode = z.infer<typeof FindingCode>;

/** How loud a finding is. */
export const Severity = z.enum(['info', 'warning', 'error', 'critical']);
export type Severity = z.infer<typeof Severity>;
