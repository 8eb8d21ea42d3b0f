/** What the files say: the desired state, already valid in shape and meaning. */
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { AcceptedReading, Cleanup, Exception, Hold, Override } from '../../schemas/exception.ts';
import type { Lease } from '../../schemas/lease.ts';
import type { Offboarding } from '../../schemas/offboarding.ts';
import type { Organisation } from '../../schemas/organisation.ts';
import type { AssetTag, CommitId, EmployeeId, Id, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Policy } from './policy.ts';

/** The files of one commit as values. Map keys are ids; a plan's key is its file stem (`e-1042`, `e-1042.2`). */
export interface Desired {
  readonly commit: CommitId | null;
  readonly organisation: Organisation;
  readonly employees: ReadonlyMap<EmployeeId, Employee>;
  readonly devices: ReadonlyMap<AssetTag, Device>;
  readonly leases: ReadonlyMap<Id, Lease>;
  readonly offboardings: ReadonlyMap<string, Offboarding>;
  readonly exceptions: ReadonlyMap<Id, Exception>;
  readonly holds: ReadonlyMap<Id, Hold>;
  readonly cleanups: ReadonlyMap<Id, Cleanup>;
  readonly readings: ReadonlyMap<SystemId, AcceptedReading>;
  readonly overrides: ReadonlyMap<Id, Override>;
  readonly systems: ReadonlyMap<SystemId, System>;
  readonly policy: Policy;
  /** Every state and policy file of the commit: path to blob id. */
  readonly files: ReadonlyMap<string, string>;
  /** People whose files are broken, with the path that is to blame; they are held, others go on. */
  readonly broken: ReadonlyMap<EmployeeId, string>;
}

/** The result of loading: values where they are valid, and everything that is not. */
export interface Loaded {
  /** Null when so much is broken (organisation, a policy) that nothing can be planned from this commit. */
  readonly desired: Desired | null;
  readonly diagnostics: readonly Diagnostic[];
}
