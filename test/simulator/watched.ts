/** The systems of a world as one process reaches them: every call may fail, every write and reading is seen. */
import type { Account } from '../../reconciler/model/observed.ts';
import { Fault, type SystemReader, type SystemWriter, type Write } from '../../reconciler/ports.ts';
import type { WritingDoors } from '../../reconciler/run/writing.ts';
import type { System } from '../../schemas/system.ts';
import { readOn } from './chain.ts';
import { checkWrite } from './invariants/all.ts';
import { beginCall, endCall, MAIN, type Process, type Trouble } from './ports.ts';
import type { ReadingSeen, Watch, WriteSeen } from './seen.ts';

/** The systems behind the ports, and the truth about them. */
export interface Systems {
  reader(system: System): Promise<SystemReader>;
  writer(system: System): Promise<SystemWriter | null>;
  /** All accounts of a system as they are. */
  all(system: string): ReadonlyMap<string, Account>;
  isSpoilt(system: string): boolean;
}

/** What one process saw. */
export interface Sightings {
  readonly writes: WriteSeen[];
  readonly readings: ReadingSeen[];
}

function faultOf(trouble: Exclude<Trouble, 'crash-before' | 'crash-after'>, about: { where: string; operation: string }): Fault {
  if (trouble === 'refused') return new Fault('the system refused', { ...about, refused: true });
  if (trouble === 'busy') return new Fault('the system is busy', { ...about, refused: true, retryable: true, retryAfter: 1_500 });
  return new Fault('no answer came', { ...about, retryable: about.operation !== 'write' });
}

async function called<T>(process: Process, about: { where: string; operation: string }, act: () => Promise<T>): Promise<T> {
  const name = `${about.operation} ${about.where}`;
  const trouble = beginCall(process, name);
  const isDone = trouble === null || trouble === 'lost-answer' || trouble === 'crash-after';
  try {
    const result = isDone ? await act() : null;
    endCall(process, name, trouble);
    if (trouble === null || trouble === 'crash-after' || trouble === 'crash-before') return result as T;
  } finally {
    process.last = name;
  }
  throw faultOf(trouble, about);
}

/** The change that a write belongs to: of the intents of the run at the remote that are about this account and step, the first that nothing was written for, else the last. */
function changeOf({ chain, writes }: Watch, system: string, write: Write): string | null {
  const target = 'account' in write ? write.account : write.asset;
  const { run, records = [] } = chain.runs.at(-1) ?? {};
  const isOf = (kind: string) => kind === write.kind || kind === 'restore';
  const found = records.flatMap((one) =>
    one.type === 'intent' && one.system === system && one.account === target && isOf(one.kind) ? [one.change] : [],
  );
  const done = new Set([
    ...writes.flatMap((one) => (one.run === run ? [one.change] : [])),
    ...records.flatMap((one) => (one.type === 'outcome' ? [one.change] : [])),
  ]);
  return found.find((change) => !done.has(change)) ?? found.at(-1) ?? null;
}

async function seeWrite(
  watch: Watch,
  about: { process: Process; system: string; write: Write; sightings: Sightings },
  act: () => Promise<void>,
): Promise<void> {
  const { process, system, write, sightings } = about;
  readOn(watch.chain, watch.git);
  const now = watch.git.refs.get(MAIN);
  if (now === undefined) throw new Error('the world has no default branch');
  const account = 'account' in write ? watch.truth(system, write.account) : null;
  const seen: WriteSeen = {
    process,
    system,
    write,
    at: Date.parse(process.clock.now()),
    head: process.last === `ask ${MAIN}` && process.asked !== null ? process.asked : now,
    account,
    read: account === null ? null : (process.reads.get(`${system}/${account.id}`) ?? null),
    asset: null,
    run: watch.chain.runs.at(-1)?.run ?? null,
    change: changeOf(watch, system, write),
    after: null,
  };
  checkWrite(watch, seen);
  await act();
  seen.after = 'account' in write ? watch.truth(system, write.account) : null;
  watch.writes.push(seen);
  sightings.writes.push(seen);
}

/** Opens the systems for a process. */
export function watchedDoors(watch: Watch, systems: Systems, about: { process: Process; sightings: Sightings }): WritingDoors {
  const { process, sightings } = about;
  return {
    async reader(system) {
      const inner = await systems.reader(system);
      return {
        system: system.id,
        read: (at) =>
          called(process, { where: system.id, operation: 'read' }, async () => {
            const reading = await inner.read(at);
            sightings.readings.push({
              system: system.id,
              reading,
              truth: new Map(systems.all(system.id)),
              isSpoilt: systems.isSpoilt(system.id),
            });
            return reading;
          }),
        async readAccount(id) {
          const account = await called(process, { where: system.id, operation: 'readAccount' }, () => inner.readAccount(id));
          process.reads.set(`${system.id}/${id}`, account);
          return account;
        },
        readAsset: (id) => called(process, { where: system.id, operation: 'readAsset' }, () => inner.readAsset(id)),
      };
    },
    async writer(system) {
      const inner = await systems.writer(system);
      if (inner === null) return null;
      const write: SystemWriter['write'] = (one, timeout) =>
        called(process, { where: system.id, operation: 'write' }, () =>
          seeWrite(watch, { process, system: system.id, write: one, sightings }, () => inner.write(one, timeout)),
        );
      return { system: system.id, write };
    },
  };
}
