/** Drift without an automatic answer. */
import type { AssetTag, Day, EmployeeId, Entitlement, ForeignId, Id, Money, SystemId } from '../../schemas/primitives.ts';
import type { FindingCode, Severity } from '../../schemas/vocabulary.ts';
import type { Reason } from './change.ts';

/** What a finding is about. */
export interface FindingSubject {
  readonly employee?: EmployeeId;
  readonly device?: AssetTag;
  readonly lease?: Id;
  readonly unit?: Id;
  readonly system?: SystemId;
  readonly account?: ForeignId;
  readonly entitlement?: Entitlement;
  readonly exception?: Id;
}

/** Drift without an automatic answer. Key: `<code>/<subject>`; stable from night to night. */
export interface Finding {
  readonly key: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  /** Values for the sentence, by name; ids, days, numbers, amounts; never a name, login or free text. */
  readonly values: Readonly<Record<string, string>>;
  /** Who must act: an employee, or `desk:<id>`; null when nobody in particular. */
  readonly who: string | null;
  /** The day it began or is due; null when it has none. */
  readonly day: Day | null;
  readonly cost: { readonly monthly: Money | null; readonly once: Money | null; readonly from: Day | null } | null;
  readonly because: Reason;
}
