/** Checks assets of Request Tracker in and out, and changes their status: each step only on the state it was decided on, and each read afterwards. */
import { Fault, type SystemWriter, type Write } from '../../ports.ts';
import { type AssetNow, openRt, type RtClient } from './client.ts';
import { holderOf, type RtSystem, statusFor } from './records.ts';
import type { RtRuntime } from './transport.ts';

const CHANGED = 'somebody changed the asset in between; the next run looks at it again';

type AssetWrite = Extract<Write, { asset: string }>;

/** One write under way. */
interface Job {
  readonly system: RtSystem;
  readonly client: RtClient;
  readonly write: AssetWrite;
  /** The instant of `clock.elapsed()` by which the write must be over. */
  readonly until: number;
  /** True when something was changed, or may have been: then no Fault is `refused`. */
  isTouched: boolean;
}

function failed({ system, write, isTouched }: Job, text: string): Fault {
  return new Fault(text, { where: system.id, operation: write.kind, refused: !isTouched });
}

async function readNow(job: Job): Promise<AssetNow> {
  const now = await job.client.asset(job.write.asset, job.until);
  if (now === null) throw failed(job, 'there is no such asset in the catalog');
  return now;
}

/**
 * Asks for one change of exactly the state `from`, and reads what became of it. A refusal comes as a success with a sentence in the
 * language of the account; so not the sentence counts but the record: as it was before means refused.
 */
async function step(job: Job, from: AssetNow, about: { change: object; isDone: (now: AssetNow) => boolean }): Promise<AssetNow> {
  const wasTouched = job.isTouched;
  job.isTouched = true;
  const result = await job.client
    .put(job.write.asset, about.change, { version: from.version, until: job.until })
    .catch((error: unknown) => {
      if (error instanceof Fault && error.refused) job.isTouched = wasTouched;
      throw error;
    });
  if (result === 'stale') {
    job.isTouched = wasTouched;
    throw failed(job, CHANGED);
  }
  const now = await readNow(job);
  if (about.isDone(now)) return now;
  if (now.version !== from.version) throw failed(job, 'the asset is not as it was asked for afterwards');
  job.isTouched = wasTouched;
  throw failed(job, 'it did not accept the change: its rules or the rights of the account do not allow it');
}

/** Who is to hold it, as it is written: the numbers of the users. */
async function holders(job: Job): Promise<readonly number[]> {
  const { write } = job;
  if (write.kind !== 'check-out') return [];
  // Request Tracker takes digits for the number of a user, who would be somebody else.
  if (/^[0-9]+$/u.test(write.holder)) throw failed(job, 'a sign-in name of digits alone cannot be told from the number of a user');
  const number = await job.client.user(write.holder, job.until);
  if (number === null)
    throw failed(job, 'there is no user with the sign-in name of the new holder; add one, or set login in the account line');
  return [number];
}

/** Status first: when the lifecycle does not allow it, nothing has been changed yet, and the holder still shows that there is work to do. */
async function carryOut(job: Job): Promise<void> {
  const { write, client, system } = job;
  if ((await client.catalog()).tenant !== system.tenant) throw failed(job, 'another tenant answered');
  const before = await readNow(job);
  if (write.version !== undefined && write.version !== before.version) throw failed(job, CHANGED);
  const wanted = write.kind === 'check-out' ? write.holder.toLowerCase() : '';
  const isHeld = ({ answer }: AssetNow) => holderOf(answer.HeldBy)?.toLowerCase() === wanted;
  if (write.kind === 'status' && !isHeld(before)) throw failed(job, 'somebody has it; a status alone is written of what nobody has');
  const members = isHeld(before) ? null : await holders(job);
  const status = statusFor(system, write.kind === 'check-out' ? 'in-use' : write.status);
  if (write.kind === 'status' && status === null)
    throw failed(job, '`statuses` of the system file names none for the status of the device');
  let now = before;
  if (status !== null && now.answer.Status !== status) {
    const was = holderOf(before.answer.HeldBy);
    now = await step(job, now, { change: { Status: status }, isDone: ({ answer }) => answer.Status === status });
    if (holderOf(now.answer.HeldBy) !== was) throw failed(job, 'somebody changed the holder in between; the next run looks at it again');
  }
  if (members !== null) await step(job, now, { change: { HeldBy: members }, isDone: isHeld });
}

/** Opens a catalog for writing; writes are carried out one after another. */
export function openRtWriter(system: RtSystem, runtime: RtRuntime): SystemWriter {
  const client = openRt(system, runtime, 'write');
  let last: Promise<void> = Promise.resolve();
  return {
    system: system.id,
    write(write, timeout) {
      const next = last.then(async () => {
        if (!('asset' in write))
          throw new Fault('an inventory holds no accounts', { where: system.id, operation: write.kind, refused: true });
        const job: Job = { system, client, write, until: runtime.clock.elapsed() + timeout, isTouched: false };
        await carryOut(job).catch((error: unknown) => {
          // Whatever went wrong with a question: as long as nothing was asked for, nothing was done.
          throw error instanceof Fault && error.refused === job.isTouched ? failed(job, error.message) : error;
        });
      });
      last = next.catch(() => {});
      return next;
    },
  };
}
