/** Google Workspace: users, their groups and licences, and the end of their sign-in. */
import { Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { type Client, type GoogleRuntime, type GoogleSystem, openClient } from './client.ts';
import { examineReader, examineWriter } from './examination.ts';
import { nothing, readAll } from './reading.ts';
import { type Known, readOne } from './single.ts';
import { openWrites } from './writes.ts';

function opener(system: GoogleSystem, runtime: GoogleRuntime, use: 'read' | 'write'): () => Client {
  let opened: Client | null = null;
  return () => {
    opened ??= openClient(system, runtime, use);
    return opened;
  };
}

/** Opens a Workspace for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openGoogleReader(system: GoogleSystem, runtime: GoogleRuntime): SystemReader {
  const open = opener(system, runtime, 'read');
  const known: Known = { shown: null };
  return {
    system: system.id,
    async read(at) {
      try {
        const whole = await readAll(open(), system, at);
        known.shown = whole.shown;
        return whole.reading;
      } catch (error) {
        if (error instanceof Fault) return nothing(system, at, error.message);
        throw error;
      }
    },
    readAccount: async (id) => readOne(open(), system, { id, known }),
    async readAsset() {
      open();
      return null;
    },
    examine: async () => examineReader(open(), system, runtime.clock.elapsed()),
  };
}

/** Opens a Workspace for writing; writes are carried out one after another. */
export function openGoogleWriter(system: GoogleSystem, runtime: GoogleRuntime): SystemWriter {
  const open = opener(system, runtime, 'write');
  let last: Promise<void> = Promise.resolve();
  return {
    system: system.id,
    write(write, timeout) {
      const until = runtime.clock.elapsed() + timeout;
      const next = last.then(() => openWrites(open(), system, runtime.clock)(write, until));
      last = next.catch(() => {});
      return next;
    },
    examine: async () => examineWriter(open(), system, runtime.clock.elapsed()),
  };
}
