/** One write under way: what it may ask for, and what its failures mean. */
import { Attribute, Change } from 'ldapts';
import { Fault, type FaultMeaning, type Write } from '../../ports.ts';
import type { Directory, LdapSystem } from './client.ts';
import type { Entry } from './wire.ts';

/** A write of an account. */
export type AccountWrite = Extract<Write, { account: string }>;

/** One write under way, on the account as it was just read. */
export interface Job {
  readonly directory: Directory;
  readonly system: LdapSystem;
  readonly kind: AccountWrite['kind'];
  readonly entry: Entry;
  /** True when something was changed, or may have been: then no Fault is `refused`. */
  isTouched: boolean;
}

/** A Fault that says whether anything may have been done. */
export function failed(job: Job, text: string, meaning: FaultMeaning | null = null): Fault {
  return new Fault(text, { where: job.system.id, operation: job.kind, refused: !job.isTouched, meaning });
}

/** Does one thing to the directory: it counts as touched unless the directory itself refuses. */
export async function touch(job: Job, act: () => Promise<void>): Promise<void> {
  const wasTouched = job.isTouched;
  job.isTouched = true;
  try {
    await act();
  } catch (error) {
    if (error instanceof Fault && error.refused) job.isTouched = wasTouched;
    throw error;
  }
}

/** One attribute changed from exactly the value that was read: whoever changed it meanwhile makes the directory refuse. Null is no value. */
export function changeOf(attribute: string, from: string | null, to: string | null): readonly Change[] {
  if (from === to) return [];
  const change = (operation: 'add' | 'delete', value: string) =>
    new Change({ operation, modification: new Attribute({ type: attribute, values: [value] }) });
  return [...(from === null ? [] : [change('delete', from)]), ...(to === null ? [] : [change('add', to)])];
}

/** Changes attributes of the account's entry in one step; nothing is asked for where nothing changes. */
export async function modify(job: Job, changes: readonly Change[]): Promise<void> {
  const { directory, entry, kind } = job;
  if (changes.length > 0) await touch(job, () => directory.session.modify({ dn: entry.dn, changes }, kind, directory.until));
}
