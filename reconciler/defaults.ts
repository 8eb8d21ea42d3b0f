/** Policies as written -> policies with every default filled in. Pure. */

import type { Access } from '../schemas/policies/access.ts';
import type { Approvals } from '../schemas/policies/approvals.ts';
import type { DeviceRules } from '../schemas/policies/device-rules.ts';
import type { Drift } from '../schemas/policies/drift.ts';
import type { Guardrails, Limit } from '../schemas/policies/guardrails.ts';
import type { Notices } from '../schemas/policies/notices.ts';
import type { OffboardingTasks } from '../schemas/policies/offboarding-tasks.ts';
import type { Country, Id, Period, TimeOfDay } from '../schemas/primitives.ts';
import type { FindingCode, Severity } from '../schemas/vocabulary.ts';
import type { FindingRule, Limits, MailboxRule, NoticeRules, Policy, ResolvedLimit } from './model/policy.ts';

/** The policy files as they were loaded; each may be absent. */
export interface PolicyFiles {
  readonly guardrails?: Guardrails;
  readonly access?: Access;
  readonly 'device-rules'?: DeviceRules;
  readonly 'offboarding-tasks'?: OffboardingTasks;
  readonly drift?: Drift;
  readonly approvals?: Approvals;
  readonly notices?: Notices;
}

/** Severity and threshold of every finding when `policies/drift.yaml` says nothing. */
const FINDINGS: Readonly<Record<FindingCode, readonly [Severity, string | null]>> = {
  'account-after-cut-off': ['critical', null],
  'orphan-account': ['warning', null],
  'undeclared-guest': ['warning', null],
  'unlinked-account': ['info', null],
  'disputed-account': ['error', null],
  'account-re-enabled': ['critical', null],
  'account-disabled-by-us': ['error', null],
  'account-missing': ['warning', null],
  'grant-missing': ['info', null],
  'licence-missing': ['info', null],
  'undeclared-grant': ['warning', null],
  'undeclared-licence': ['warning', null],
  'stale-licence': ['warning', 'P45D'],
  'leaver-licence': ['warning', 'P14D'],
  'unused-seats': ['info', null],
  'deletion-due': ['info', null],
  'handover-overdue': ['error', null],
  'device-awaited': ['warning', null],
  'device-to-wipe': ['warning', 'P14D'],
  'device-ready': ['info', null],
  'device-idle': ['info', 'P180D'],
  'device-wiped-in-use': ['warning', null],
  'device-still-seen': ['warning', null],
  'device-left-unwiped': ['error', null],
  'device-past-end': ['error', null],
  'device-undecided': ['warning', null],
  'receipt-open': ['warning', null],
  'device-lost': ['error', null],
  'loaner-out': ['warning', null],
  'shared-without-custodian': ['info', null],
  'holder-mismatch': ['warning', null],
  'unknown-device': ['warning', null],
  'missing-device': ['warning', null],
  'sale-incomplete': ['warning', null],
  'sale-value': ['warning', null],
  'sale-settlement': ['warning', 'P14D'],
  'buyout-cost': ['info', null],
  'number-open': ['warning', 'P30D'],
  'certificate-open': ['error', null],
  'phone-month': ['info', 'P30D'],
  'return-suggested': ['info', null],
  'return-batch': ['info', null],
  'lease-ending': ['warning', 'P90D'],
  'lease-rolling': ['warning', null],
  'lease-overdue': ['error', null],
  'lease-country': ['warning', null],
  'hold-costs': ['info', null],
  'leaver-without-plan': ['warning', null],
  'external-without-end': ['error', null],
  'external-near-end': ['info', 'P30D'],
  'review-due': ['info', 'P30D'],
  'review-passed': ['error', null],
  'unit-without-manager': ['error', 'P30D'],
  'responsibility-without-owner': ['warning', null],
  'person-unknown': ['warning', null],
  'source-differs': ['warning', null],
  'joiner-soon': ['info', 'P45D'],
  'exception-running-out': ['info', 'P14D'],
  'loosened-by-subject': ['critical', null],
  'pull-request-unmerged': ['warning', null],
  'notice-open': ['error', null],
  'system-not-read': ['error', null],
};

function resolveLimit(given: Limit | undefined, usual: ResolvedLimit): ResolvedLimit {
  return {
    count: given?.count ?? usual.count,
    percent: given?.percent ?? usual.percent,
    week: given?.week ?? usual.week,
    month: given?.month ?? usual.month,
  };
}

function resolveLimits(given: Guardrails['limits']): Limits {
  const cleanup = { count: 5, percent: 2, week: 3, month: 6 };
  return {
    known: { percent: given?.known?.percent ?? 50 },
    fresh: resolveLimit(given?.fresh, { count: 10, percent: 5, week: null, month: null }),
    surprise: resolveLimit(given?.surprise, { count: 3, percent: 1, week: 3, month: 6 }),
    immediate: { count: given?.immediate?.count ?? 1, week: given?.immediate?.week ?? 5 },
    cleanup: {
      ...resolveLimit(given?.cleanup, cleanup),
      unitPercent: given?.cleanup?.unitPercent ?? 20,
      unitCount: given?.cleanup?.unitCount ?? 3,
    },
    enable: resolveLimit(given?.enable, { count: 10, percent: 5, week: 3, month: null }),
    massEdit: { count: given?.massEdit?.count ?? 10, percent: given?.massEdit?.percent ?? 5 },
  };
}

const MAILBOX: MailboxRule = { autoReply: true, keep: 'P30D' as Period, delegate: 'never' };

/** Rules that differ by country (Denmark at most twelve months, Norway closed at once, Finland never read without consent). */
const MAILBOX_BY_COUNTRY: Readonly<Record<string, MailboxRule>> = {
  NO: { autoReply: true, keep: 'P0D' as Period, delegate: 'never' },
  FI: { autoReply: true, keep: 'P30D' as Period, delegate: 'with-consent' },
};

function resolveAccess(given: Access | undefined): Policy['access'] {
  const mailbox = { ...MAILBOX, ...given?.mailbox };
  const byCountry: Record<Country, MailboxRule> = { ...MAILBOX_BY_COUNTRY };
  for (const [country, rule] of Object.entries(given?.mailboxByCountry ?? {}))
    byCountry[country as Country] = { ...mailbox, ...MAILBOX_BY_COUNTRY[country], ...rule };
  return {
    cutOff: given?.cutOff ?? ('24:00' as TimeOfDay),
    ladder: {
      groups: given?.ladder?.groups ?? ('P7D' as Period),
      licences: given?.ladder?.licences ?? ('P14D' as Period),
      deletionDue: given?.ladder?.deletionDue ?? ('P90D' as Period),
    },
    mailbox,
    mailboxByCountry: byCountry,
    captureRetention: given?.captureRetention ?? ('P90D' as Period),
  };
}

function resolveDevices(given: DeviceRules | undefined): Policy['devices'] {
  return {
    defaults: given?.defaults ?? [],
    planRequired: given?.planRequired ?? [],
    decideTypes: given?.decideTypes ?? [],
    buyout: given?.buyout ?? null,
    earlyEnd: given?.earlyEnd ?? [],
    decisionDeadline: given?.decisionDeadline ?? ('P14D' as Period),
    minimumLeaseLeft: given?.minimumLeaseLeft ?? ('P90D' as Period),
    remindAfter: given?.remindAfter ?? ['P7D' as Period],
    graceUntilLost: given?.graceUntilLost ?? ('P14D' as Period),
    wipe: { inside: given?.wipe?.inside ?? 'clear', outside: given?.wipe?.outside ?? 'purge' },
    release: { merge: given?.release?.merge ?? 'review', unmergedAfter: given?.release?.unmergedAfter ?? ('P3D' as Period) },
    pullRequests: { open: given?.pullRequests?.open ?? 10, perRun: given?.pullRequests?.perRun ?? 5 },
  };
}

function resolveDrift(given: Drift | undefined): Policy['drift'] {
  const rules = {} as Record<FindingCode, FindingRule>;
  for (const [code, [severity, after]] of Object.entries(FINDINGS) as [FindingCode, (typeof FINDINGS)[FindingCode]][]) {
    const rule = given?.[code];
    rules[code] = {
      on: rule?.on ?? true,
      severity: rule?.severity ?? severity,
      after: rule?.after ?? (after as Period | null),
      tell: rule?.tell ?? [],
    };
  }
  return rules;
}

function resolveNotices(given: Notices | undefined): NoticeRules {
  return {
    mode: given?.mode ?? 'off',
    perRun: given?.limits?.perRun ?? null,
    desks: { hr: given?.desks?.hr ?? ('hr' as Id), payroll: given?.desks?.payroll ?? ('payroll' as Id) },
    returnNote: {
      on: given?.returnNote?.on ?? true,
      before: given?.returnNote?.before ?? ('P14D' as Period),
      where: given?.returnNote?.where ?? null,
    },
    settlement: { on: given?.settlement?.on ?? true },
    decisionDue: { on: given?.decisionDue?.on ?? true, before: given?.decisionDue?.before ?? ('P0D' as Period) },
    buyoutQuestion: { on: given?.buyoutQuestion?.on ?? true },
    transport:
      given?.server === undefined || given.from === undefined
        ? null
        : {
            server: given.server,
            certificate: given.certificate ?? null,
            from: { address: given.from.address, name: given.from.name ?? null },
            credential: given.credential ?? null,
          },
  };
}

/** Every policy with its defaults. */
export function resolvePolicy(files: PolicyFiles): Policy {
  const guardrails = files.guardrails;
  return {
    limits: resolveLimits(guardrails?.limits),
    freeze: guardrails?.freeze ?? null,
    protected: guardrails?.protected ?? [],
    administrators: guardrails?.administrators ?? [],
    approvers: guardrails?.approvers ?? [],
    service: guardrails?.service ?? [],
    shared: guardrails?.shared ?? [],
    guest: guardrails?.guest ?? [],
    access: resolveAccess(files.access),
    devices: resolveDevices(files['device-rules']),
    tasks: files['offboarding-tasks']?.tasks ?? [],
    drift: resolveDrift(files.drift),
    approvals: { source: files.approvals?.source ?? 'none', rules: files.approvals?.rules ?? [] },
    notices: resolveNotices(files.notices),
  };
}
