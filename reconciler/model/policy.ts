/** The policies with every default filled in: what the rest of the code reads. Made by `defaults.ts`. */

import type { Approvals } from '../../schemas/policies/approvals.ts';
import type { DeviceRules } from '../../schemas/policies/device-rules.ts';
import type { Guardrails } from '../../schemas/policies/guardrails.ts';
import type { OffboardingTasks } from '../../schemas/policies/offboarding-tasks.ts';
import type { Country, Id, Period, SystemId, TimeOfDay } from '../../schemas/primitives.ts';
import type { FindingCode, PersonKind, Severity } from '../../schemas/vocabulary.ts';

/** A limit in people: the larger of a count and a floored percentage; week and month are multiples of it, null is unlimited. */
export interface ResolvedLimit {
  readonly count: number;
  readonly percent: number;
  readonly week: number | null;
  readonly month: number | null;
}

/** All limits. `known` is a percentage of one system's enabled accounts; `immediate.week` is a count, not a multiple. */
export interface Limits {
  readonly known: { readonly percent: number };
  readonly fresh: ResolvedLimit;
  readonly surprise: ResolvedLimit;
  readonly immediate: { readonly count: number; readonly week: number };
  readonly cleanup: ResolvedLimit & { readonly unitPercent: number; readonly unitCount: number };
  readonly enable: ResolvedLimit;
  readonly massEdit: { readonly count: number; readonly percent: number };
}

/** What happens to mailboxes in one country. */
export interface MailboxRule {
  readonly autoReply: boolean;
  readonly keep: Period;
  readonly delegate: 'never' | 'with-consent' | 'allowed';
}

/** One finding's settings. `after` null means that the finding has no threshold. */
export interface FindingRule {
  readonly on: boolean;
  readonly severity: Severity;
  readonly after: Period | null;
  readonly tell: readonly Id[];
}

/** Where mail is handed over, and by whom. Credentials are names. */
export interface MailTransport {
  /** `practice`, or an address `smtp://…`, `smtps://…`. */
  readonly server: string;
  readonly certificate: Id | null;
  readonly from: { readonly address: string; readonly name: string | null };
  readonly credential: { readonly user: Id; readonly password: Id } | null;
}

/** Mail to people and desks. */
export interface NoticeRules {
  readonly mode: 'off' | 'observe' | 'enforce';
  /** Most messages in one night; null for the usual number. */
  readonly perRun: number | null;
  readonly desks: { readonly hr: Id; readonly payroll: Id };
  readonly returnNote: { readonly on: boolean; readonly before: Period; readonly where: string | null };
  readonly settlement: { readonly on: boolean };
  readonly decisionDue: { readonly on: boolean; readonly before: Period };
  readonly buyoutQuestion: { readonly on: boolean };
  /** Null while server or sender are not named: then nothing can be sent. */
  readonly transport: MailTransport | null;
}

/** Every policy, resolved. `path` of each file is where its reasons point. */
export interface Policy {
  readonly limits: Limits;
  readonly freeze: 'cleanups' | 'everything' | null;
  readonly protected: NonNullable<Guardrails['protected']>;
  readonly administrators: NonNullable<Guardrails['administrators']>;
  readonly approvers: NonNullable<Guardrails['approvers']>;
  readonly service: NonNullable<Guardrails['service']>;
  readonly shared: NonNullable<Guardrails['shared']>;
  readonly guest: NonNullable<Guardrails['guest']>;
  readonly access: {
    readonly cutOff: TimeOfDay;
    readonly ladder: { readonly groups: Period; readonly licences: Period; readonly deletionDue: Period };
    readonly mailbox: MailboxRule;
    readonly mailboxByCountry: Readonly<Record<Country, MailboxRule>>;
    readonly captureRetention: Period;
  };
  readonly devices: {
    readonly defaults: NonNullable<DeviceRules['defaults']>;
    readonly planRequired: readonly PersonKind[];
    readonly decideTypes: NonNullable<DeviceRules['decideTypes']>;
    readonly buyout: NonNullable<DeviceRules['buyout']> | null;
    readonly earlyEnd: NonNullable<DeviceRules['earlyEnd']>;
    readonly decisionDeadline: Period;
    readonly minimumLeaseLeft: Period;
    readonly remindAfter: readonly Period[];
    readonly graceUntilLost: Period;
    readonly wipe: { readonly inside: 'clear' | 'purge' | 'destroy'; readonly outside: 'purge' | 'destroy' };
    readonly release: { readonly merge: 'auto' | 'review'; readonly unmergedAfter: Period };
    readonly pullRequests: { readonly open: number; readonly perRun: number };
  };
  readonly tasks: OffboardingTasks['tasks'];
  readonly drift: Readonly<Record<FindingCode, FindingRule>>;
  readonly approvals: { readonly source: 'none' | 'forge' | 'signatures'; readonly rules: Approvals['rules'] };
  readonly notices: NoticeRules;
}

/** Something a policy file says about accounts of one system. */
export type BySystem<T> = ReadonlyMap<SystemId, T>;
