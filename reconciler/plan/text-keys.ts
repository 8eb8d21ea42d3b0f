/** The contract between the plan and the texts: every text key, and the values that come with it. */
import type { FindingCode } from '../../schemas/vocabulary.ts';

const SEAT = ['employee', 'system', 'account', 'licence', 'viaGroup', 'days'] as const;
const PAID = ['monthly', 'from', 'months', 'paid', 'paidInAll'] as const;

/**
 * The values of every finding, by name. All are always there; what is not known or does not apply is the empty string.
 * `variant` picks a sentence of its own, `finding.<code>.<variant>`. Values are ids, days, numbers, amounts, or lists of ids joined by `, `.
 */
export const FINDING_VALUES = {
  'account-after-cut-off': ['employee', 'system', 'account', 'lastDay', 'days', 'by'],
  'orphan-account': ['system', 'account', 'enabled', 'lastUse', 'licences', 'monthly', 'likely'],
  'undeclared-guest': ['system', 'account', 'enabled', 'lastUse', 'licences', 'monthly', 'likely'],
  'unlinked-account': ['variant', 'system', 'account', 'employee', 'candidates'],
  'disputed-account': ['employee', 'system', 'account'],
  'account-re-enabled': ['employee', 'system', 'account', 'disabledOn'],
  'account-disabled-by-us': ['employee', 'system', 'account', 'disabledOn', 'by'],
  'account-missing': ['employee', 'system', 'account'],
  'grant-missing': ['employee', 'system', 'account', 'grant'],
  'licence-missing': ['employee', 'system', 'account', 'licence'],
  'undeclared-grant': ['employee', 'system', 'account', 'grant'],
  'undeclared-licence': ['employee', 'system', 'account', 'licence', 'monthly'],
  'stale-licence': [...SEAT, 'lastUse', ...PAID],
  'leaver-licence': [...SEAT, 'lastDay', ...PAID],
  'unused-seats': ['system', 'licence', 'bought', 'used', 'unused', 'price', 'monthly', 'from'],
  'deletion-due': ['employee', 'system', 'account', 'disabledOn', 'dueDay', 'days'],
  'handover-overdue': [
    'variant',
    'employee',
    'system',
    'account',
    'device',
    'handedOverOn',
    'dueDay',
    'days',
    'seenDay',
    'desk',
    'checks',
    'status',
  ],
  'device-awaited': ['variant', 'device', 'employee', 'since', 'days', 'reminder', 'askFrom'],
  'device-to-wipe': ['variant', 'device', 'employee', 'method', 'days', 'wiped', 'unlocked'],
  'device-ready': ['device', 'type'],
  'device-idle': ['device', 'type', 'since', 'days', 'lease', 'monthly'],
  'device-wiped-in-use': ['device', 'employee', 'wipedOn', 'received'],
  'device-still-seen': ['device', 'system', 'employee', 'backOn', 'seenOn'],
  'device-left-unwiped': ['device', 'status', 'method'],
  'device-past-end': ['variant', 'device', 'employee', 'dueDay', 'days', 'answerBy'],
  'device-undecided': ['variant', 'device', 'employee', 'dueDay', 'days', 'deviceDay', 'lastDay'],
  'receipt-open': ['device', 'employee', 'from', 'since'],
  'device-lost': ['variant', 'device', 'employee', 'lostOn', 'open', 'locked', 'assessed', 'assessBy', 'police'],
  'loaner-out': ['device', 'employee', 'standsFor'],
  'shared-without-custodian': ['device', 'holder'],
  'holder-mismatch': ['variant', 'device', 'system', 'employee', 'found', 'status', 'shown'],
  'unknown-device': ['system', 'asset', 'device', 'employee', 'lastDay'],
  'missing-device': ['device', 'system', 'asset', 'employee'],
  'sale-incomplete': ['variant', 'device', 'employee', 'next', 'missing', 'lease', 'price', 'monthly'],
  'sale-value': ['variant', 'device', 'employee', 'price', 'marketValue', 'difference', 'source'],
  'sale-settlement': ['variant', 'device', 'employee', 'closes', 'price'],
  'buyout-cost': [
    'device',
    'employee',
    'lease',
    'months',
    'rent',
    'rentLeft',
    'breakFee',
    'net',
    'vat',
    'gross',
    'netCost',
    'asked',
    'deducted',
    'consent',
    'invoiced',
    'reassignTo',
  ],
  'number-open': ['variant', 'device', 'employee', 'missing', 'boundUntil'],
  'certificate-open': ['device', 'employee', 'certificates', 'until'],
  'phone-month': ['variant', 'device', 'employee', 'until'],
  'return-suggested': ['device', 'employee', 'lease', 'leaseTo', 'days', 'weeks'],
  'return-batch': ['leases', 'devices', 'tags', 'ready', 'by', 'monthly'],
  'lease-ending': ['variant', 'lease', 'to', 'days', 'window', 'noticeDay', 'noticeGiven', 'devices', 'monthly'],
  'lease-rolling': ['variant', 'lease', 'to', 'noticeDay', 'rollsFrom', 'until', 'nextNotice', 'devices', 'rent', 'monthly'],
  'lease-overdue': ['lease', 'ended', 'days', 'devices', 'tags', 'monthly'],
  'lease-country': ['variant', 'device', 'employee', 'lease', 'lessee', 'company', 'country'],
  'hold-costs': ['device', 'employee', 'lease', 'hold', 'matter', 'until', 'monthly'],
  'leaver-without-plan': ['employee', 'lastDay', 'days', 'devices'],
  'external-without-end': ['employee', 'kind'],
  'external-near-end': ['employee', 'kind', 'lastDay', 'days'],
  'review-due': ['employee', 'reviewBy', 'days'],
  'review-passed': ['employee', 'reviewBy', 'days'],
  'unit-without-manager': ['variant', 'unit', 'manager', 'from', 'proposed', 'until'],
  'responsibility-without-owner': ['variant', 'what', 'subject', 'system', 'owner', 'lastDay', 'days'],
  'person-unknown': ['system', 'source', 'firstDay', 'lastDay'],
  'source-differs': ['variant', 'employee', 'system', 'source', 'field', 'ours', 'theirs'],
  'joiner-soon': ['employee', 'firstDay', 'days', 'accounts', 'devices'],
  'exception-running-out': ['exception', 'employee', 'device', 'owner', 'until', 'days'],
  'loosened-by-subject': ['employee', 'what', 'commit'],
  'pull-request-unmerged': ['variant', 'employee', 'pull', 'dueDay', 'days', 'tags'],
  'notice-open': ['variant', 'employee', 'notice', 'to'],
  'system-not-read': ['variant', 'system', 'codes', 'attributes', 'numbers', 'freshDay'],
} as const satisfies Record<FindingCode, readonly string[]>;

/** Words that a finding's `variant` may hold; each has a sentence of its own beside `finding.<code>`. */
export const FINDING_VARIANTS = {
  'unlinked-account': ['login-only', 'candidates'],
  'handover-overdue': ['still-active', 'not-seen', 'check-in', 'check-out', 'status'],
  'device-awaited': ['within-grace', 'reminder', 'ask-lost', 'silent'],
  'device-to-wipe': ['back', 'ageing'],
  'device-past-end': ['named', 'in-repair', 'offered'],
  'device-undecided': ['due-soon', 'overdue'],
  'device-lost': ['open', 'done'],
  'holder-mismatch': ['checked-in', 'other-holder', 'not-released', 'other-status'],
  'sale-incomplete': ['open', 'complete'],
  'sale-value': ['below', 'above'],
  'sale-settlement': ['consent-by', 'invoice'],
  'number-open': ['move', 'end', 'moved-early'],
  'phone-month': ['ahead', 'late'],
  'lease-ending': ['notice-ahead', 'notice-given', 'ends'],
  'lease-rolling': ['will-roll', 'rolling'],
  'lease-country': ['company', 'country'],
  'unit-without-manager': ['ahead', 'now', 'acting', 'none'],
  'responsibility-without-owner': [
    'service',
    'shared',
    'guest',
    'custodian',
    'successor',
    'handover',
    'files',
    'mailbox',
    'exception',
    'acting',
    'role',
    'schedule',
  ],
  'source-differs': ['day', 'absent'],
  'pull-request-unmerged': ['open', 'refused'],
  'notice-open': ['refused', 'unknown'],
  'system-not-read': ['absent', 'incomplete'],
} as const satisfies Partial<Record<FindingCode, readonly string[]>>;

/** Sentences of proposal lines (`ProposalLine.text`) and their values. `from` is who no longer holds it, `since` the device day. */
export const LINE_VALUES = {
  'release-awaited': ['device', 'type', 'from', 'since'],
  'release-received': ['device', 'type', 'from', 'since'],
  'release-available': ['device', 'type', 'from', 'since'],
  transfer: ['device', 'type', 'from', 'since', 'to'],
  'sale-pending': ['device', 'type', 'from', 'since', 'to', 'price', 'vat', 'settle', 'consent'],
  'return-to-lessor': ['device', 'type', 'from', 'since', 'lease'],
  'return-to-owner': ['device', 'type', 'from', 'since', 'owner'],
  hold: ['device', 'type', 'from', 'since', 'matter', 'until'],
  lost: ['device', 'type', 'from', 'since'],
  destroy: ['device', 'type', 'from', 'since'],
  received: ['device', 'type', 'from', 'on'],
  available: ['device', 'type', 'from', 'on'],
  sold: ['device', 'type', 'from', 'on'],
  ticked: ['device', 'type', 'from', 'ticked'],
  'record-id': ['employee', 'system', 'account'],
  'source-date': ['employee', 'system', 'field', 'from', 'to'],
  'inventory-holder': ['device', 'system', 'from', 'to'],
  'inventory-free': ['device', 'system', 'from', 'status'],
  'inventory-status': ['device', 'system', 'from', 'status'],
  'close-plan': ['employee', 'plan', 'day'],
  'pin-genesis': ['genesis'],
} as const satisfies Record<string, readonly string[]>;

/** Remarks below a proposal line and their values. `note` holds text from a file: escape it. */
export const REMARK_VALUES = {
  'return-suggested': ['lease', 'to', 'days', 'weeks'],
  'lease-notice': ['lease', 'by', 'to'],
  'lease-rolling': ['lease', 'noticeDay', 'rollsFrom', 'until', 'rent'],
  'lease-ends': ['lease', 'to', 'monthly'],
  'awaited-since': ['since'],
  'loaner-until-repaired': ['device'],
  'acquire-first': ['lease', 'monthly'],
  'break-cost': ['lease', 'months', 'net', 'vat', 'gross', 'netCost'],
  'disposition-refused': ['wanted', 'why'],
  'offer-declined': ['answerBy'],
  'answer-missing': ['answerBy'],
  'by-policy': ['rule'],
  'under-hold': ['hold', 'matter'],
  'never-wiped': ['owner'],
  consent: ['ref', 'on'],
  'no-consent': [],
  'share-asked': ['amount', 'closes'],
  'share-deducted': ['amount', 'ref', 'on'],
  'share-invoiced': ['amount'],
  'not-asked': [],
  'not-asked-agreed': [],
  'not-asked-elsewhere': [],
  'pay-closed': ['closes'],
  'no-claim': [],
  'returned-late': ['since', 'days'],
  irreversible: [],
  'phone-month': ['country'],
  'moves-plan': ['plan', 'spell'],
  'ends-after': ['plan', 'access'],
  'ticked-in': ['pull'],
  note: ['note'],
} as const satisfies Record<string, readonly string[]>;

/** Items of a device's checklist; they carry no values. */
export const CHECK_TEXTS = [
  'return',
  'condition',
  'wipe',
  'wipe-purge',
  'unlock',
  'recovery-key',
  'sim',
  'remove-management',
  'send',
  'hand-to-owner',
  'hand-over',
  'receipt',
  'save-private',
  'acquire',
  'pay',
  'preserve',
  'lock',
  'assess',
  'police',
  'revoke',
  'destroy',
  'second-factor',
  'number-move',
  'number-end',
] as const;

/** Codes that stand in the value `why` of the remark `disposition-refused`. */
export const REFUSALS = [
  'not-leased',
  'not-third-party',
  'third-party',
  'personal',
  'not-personal',
  'other-lessee',
  'no-such-person',
  'no-offer',
  'kind',
  'type',
  'ended-by',
  'tenure',
  'not-a-token',
  'no-outside-value',
  'below-value',
  'under-hold',
] as const;

/** Steps of a sale, in order: values `next` and `missing` of `sale-incomplete`. Steps of a loss: `open` of `device-lost`. Of a number: `missing` of `number-open`. */
export const STEPS = ['acquire', 'purge', 'unlock', 'pay', 'lock', 'assess', 'police', 'agree', 'second-factor', 'move'] as const;

function keysOf(prefix: string, names: readonly string[]): string[] {
  return names.map((name) => `${prefix}.${name}`);
}

/** Every text key the plan uses: `finding.<code>`, `finding.<code>.<variant>`, `line.<text>`, `remark.<text>`, `check.<text>`, `refusal.<why>`, `step.<step>`. */
export const TEXT_KEYS: readonly string[] = [
  ...keysOf('finding', Object.keys(FINDING_VALUES)),
  ...Object.entries(FINDING_VARIANTS).flatMap(([code, variants]) => keysOf(`finding.${code}`, variants)),
  ...keysOf('line', Object.keys(LINE_VALUES)),
  ...keysOf('remark', Object.keys(REMARK_VALUES)),
  ...keysOf('check', CHECK_TEXTS),
  ...keysOf('refusal', REFUSALS),
  ...keysOf('step', STEPS),
];

/** Names of the values of one finding. */
export type FindingValue<C extends FindingCode> = (typeof FINDING_VALUES)[C][number];

/** A sentence of a proposal line. */
export type LineText = keyof typeof LINE_VALUES;

/** A remark below a proposal line. */
export type RemarkText = keyof typeof REMARK_VALUES;

/** An item of a device's checklist. */
export type CheckText = (typeof CHECK_TEXTS)[number];

/** Why a disposition was not followed. */
export type Refusal = (typeof REFUSALS)[number];
