/** Changes accounts of a directory: each write on a connection of its own, after the domain and the account were looked at. */

import { dayOf } from '../../calendar.ts';
import { Fault, type FaultMeaning, type SystemWriter, type Write } from '../../ports.ts';
import { type Directory, type LdapRuntime, type LdapSystem, openDirectory } from './client.ts';
import { examineWriting } from './examine.ts';
import { writeGroups } from './group-writes.ts';
import { abilitiesOf } from './index.ts';
import { type AccountWrite, failed, type Job } from './job.ts';
import { keyOf, parentOf } from './names.ts';
import { moveAccount } from './place.ts';
import { codeOf } from './refusals.ts';
import { switchSignIn, writeEndDay } from './sign-in.ts';
import { findPerson } from './single.ts';
import { type Entry, textOf } from './wire.ts';

/** Milliseconds for a look at the rights. */
const EXAMINING = 60_000;

/** True for an account of ours: nobody saws off the branch they sit on. */
function isOwn({ bind }: LdapSystem, entry: Entry): boolean {
  const names = [keyOf(entry.dn), textOf(entry, 'userprincipalname'), textOf(entry, 'samaccountname')].map((name) => name?.toLowerCase());
  return [bind.read, bind.write].some((name) => {
    if (name === undefined) return false;
    return names.includes(keyOf(name).toLowerCase()) || names.includes(name.slice(name.indexOf('\\') + 1).toLowerCase());
  });
}

/** Kinds of write that no directory has, and why. */
const NOT_THERE: Readonly<Partial<Record<Write['kind'], string>>> = {
  sessions: 'a directory has no call that ends a session; tickets run out by themselves, as a rule within ten hours',
  licences: 'a directory has no paid seats',
  mailbox: 'a directory has no mailboxes',
  'check-in': 'a directory holds no inventory',
  'check-out': 'a directory holds no inventory',
};

/** Why a write cannot be carried out whatever the account is; null when it can. */
function objection(system: LdapSystem, { kind }: Write): string | null {
  const isSetUp = abilitiesOf(system).writes.includes(kind);
  return NOT_THERE[kind] ?? (isSetUp ? null : "the system's file does not set this up, or does not list it in writes");
}

async function carryOut(job: Job, write: AccountWrite, runtime: LdapRuntime): Promise<void> {
  switch (write.kind) {
    case 'disable':
    case 'enable':
      return switchSignIn(job, write.kind === 'enable', dayOf(runtime.clock.now(), job.system.timeZone));
    case 'groups':
      return writeGroups(job, write);
    case 'end-day':
      return writeEndDay(job, write.day);
    case 'place':
      return moveAccount(job, write.to);
    case 'sessions':
    case 'licences':
    case 'mailbox':
      throw failed(job, NOT_THERE[write.kind] ?? '');
    default:
      return write satisfies never;
  }
}

/** What a writer keeps between its writes. */
interface Desk {
  readonly system: LdapSystem;
  readonly runtime: LdapRuntime;
  /** What the account was told that it may not do, and where: not tried there again in this run. A sign-in always is. */
  readonly lacking: Set<string>;
}

function refusing({ system }: Desk, { kind }: Write): (text: string, meaning?: FaultMeaning) => Fault {
  return (text, meaning) => new Fault(text, { where: system.id, operation: kind, refused: true, meaning: meaning ?? null });
}

async function onAccount(desk: Desk, directory: Directory, write: AccountWrite): Promise<void> {
  const { system, runtime, lacking } = desk;
  const refuse = refusing(desk, write);
  if (directory.tenant !== system.tenant) throw refuse('another tenant answered');
  const entry = await findPerson(directory, system, write.account);
  if (entry === null) throw refuse('there is no such account');
  if (isOwn(system, entry)) throw refuse('the account is one that lastday signs in with');
  const container = `${write.kind} ${keyOf(parentOf(entry.dn) ?? '')}`;
  if (lacking.has(container)) throw refuse('the account has not the right to do that in this container, as it was told before', 'no-right');
  const job: Job = { directory, system, kind: write.kind, entry, isTouched: false };
  try {
    await carryOut(job, write, runtime);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (codeOf(error) === 50 && (write.kind === 'place' || write.kind === 'end-day')) lacking.add(container);
    // As long as nothing was asked for, nothing was done; what may have been done is not asked for again before somebody looks.
    const { isTouched } = job;
    const { meaning } = error;
    const about = { where: system.id, operation: write.kind, refused: !isTouched, retryable: error.retryable && !isTouched, meaning };
    throw new Fault(error.message, about);
  }
}

async function writeOne(desk: Desk, write: Write, until: number): Promise<void> {
  const { system, runtime } = desk;
  const why = objection(system, write);
  if (why !== null || !('account' in write)) throw refusing(desk, write)(why ?? 'a directory holds no inventory');
  const directory = await openDirectory(system, runtime, { use: 'write', until }).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.message, { where: system.id, operation: write.kind, refused: true, retryable: error.retryable });
  });
  try {
    await onAccount(desk, directory, write);
  } catch (error) {
    if (!(error instanceof Fault) || !error.retryable || error.refused) throw error;
    // The connection broke while the account was looked at.
    throw new Fault(error.message, { where: system.id, operation: write.kind, refused: true, retryable: true });
  } finally {
    directory.close();
  }
}

/** Opens a directory for writing; writes are carried out one after another. */
export function openLdapWriter(system: LdapSystem, runtime: LdapRuntime): SystemWriter {
  const { clock } = runtime;
  const desk: Desk = { system, runtime, lacking: new Set() };
  let last: Promise<void> = Promise.resolve();
  return {
    system: system.id,
    write(write, timeout) {
      const until = clock.elapsed() + timeout;
      const next = last.then(() => writeOne(desk, write, until));
      last = next.catch(() => {});
      return next;
    },
    async examine() {
      const directory = await openDirectory(system, runtime, { use: 'write', until: clock.elapsed() + EXAMINING });
      try {
        return await examineWriting(directory, system);
      } finally {
        directory.close();
      }
    },
  };
}
