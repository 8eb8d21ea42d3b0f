/** Changes of files that wait for a person's merge, as data. */
import type { AssetTag, Day, Digest, EmployeeId, SystemId } from '../../schemas/primitives.ts';
import type { Purpose } from '../../schemas/vocabulary.ts';
import type { Reason } from './change.ts';

/** One edit of a file, as data; see `record/edit-yaml`. A path element is a key or a list index. */
export type Edit =
  | { readonly op: 'setScalar'; readonly path: readonly (string | number)[]; readonly value: string | number | boolean | null }
  | { readonly op: 'setKey'; readonly path: readonly (string | number)[]; readonly key: string; readonly value: EditValue }
  | { readonly op: 'deleteKey'; readonly path: readonly (string | number)[]; readonly key: string }
  | { readonly op: 'appendItem'; readonly path: readonly (string | number)[]; readonly value: EditValue };

/** A value that an edit may write. */
export type EditValue = string | number | boolean | null | readonly EditValue[] | { readonly [key: string]: EditValue };

/** All edits of one file. */
export interface FileEdits {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/** A line of a proposal's table: what happens to one device or field. */
export interface ProposalLine {
  readonly tag: AssetTag | null;
  /** Text key for report and pull request: `release-awaited`, `release-available`, `sale-pending`, `return-to-lessor`, `return-to-owner`, `transfer`, `hold`, `lost`, `destroy`, `record-id`, `source-date`, `close-plan`, `pin-genesis`, `strike-licence`. */
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  /** Text keys of remarks, with their values: `lease-notice`, `return-suggested`, `loaner-until-repaired`, `note` … */
  readonly remarks: readonly { readonly text: string; readonly values: Readonly<Record<string, string>> }[];
  readonly because: Reason;
}

/** A change of files that waits for a person's merge. Key: `<purpose>/<employee or system>-<spell or day>`; the branch is `lastday/<key>`. */
export interface Proposal {
  readonly key: string;
  readonly purpose: Purpose;
  readonly person: EmployeeId | null;
  readonly system: SystemId | null;
  readonly day: Day;
  /** The device day has come: no limit applies. */
  readonly urgent: boolean;
  readonly silent: boolean;
  readonly files: readonly FileEdits[];
  readonly lines: readonly ProposalLine[];
  /** Text keys of the checklist per device: `return`, `wipe`, `unlock`, `remove-management`, `pay` … */
  readonly checklist: readonly { readonly tag: AssetTag; readonly items: readonly { readonly text: string; readonly done: boolean }[] }[];
  /** There where its pull request may merge itself: the digest of the dispositions that the plan of the leaving approves. */
  readonly approved?: Digest;
  readonly because: Reason;
}
