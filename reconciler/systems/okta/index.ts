/** Okta: users of an org, who may sign in, their groups and the apps that count as seats. */
import { Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { failedReading } from '../http/reading.ts';
import { inTurn } from '../http/task.ts';
import { type Client, type OktaRuntime, type OktaSystem, openClient } from './client.ts';
import { examine } from './examine.ts';

import { abilitiesOf, readAll, readOne } from './reading.ts';
import { writeOne } from './writes.ts';

function opening(system: OktaSystem, runtime: OktaRuntime, use: 'read' | 'write'): () => Client {
  let opened: Client | null = null;
  return () => {
    opened ??= openClient(system, runtime, use);
    return opened;
  };
}

/** Opens an org for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openOktaReader(system: OktaSystem, runtime: OktaRuntime): SystemReader {
  const open = opening(system, runtime, 'read');

  async function check(client: Client, operation: string): Promise<void> {
    if ((await client.tenant()) === system.tenant) return;
    throw new Fault('another org answered than the one in `tenant`', { where: system.id, operation, refused: true });
  }

  return {
    system: system.id,
    async read(at) {
      try {
        return await readAll(open(), at);
      } catch (error) {
        if (error instanceof Fault) return failedReading({ system: system.id, readAt: at, abilities: abilitiesOf(system) }, error.message);
        throw error;
      }
    },
    async readAccount(id) {
      const client = open();
      await check(client, 'read one account');
      return readOne(client, id);
    },
    async readAsset() {
      await check(open(), 'read one device');
      return null;
    },
    examine: async () => examine(open(), 'read'),
  };
}

/** Opens an org for writing; writes are carried out one after another. */
export function openOktaWriter(system: OktaSystem, runtime: OktaRuntime): SystemWriter {
  const open = opening(system, runtime, 'write');
  const turn = inTurn();
  return {
    system: system.id,
    write(write, timeout) {
      const until = runtime.clock.elapsed() + timeout;
      return turn(async () => writeOne(open(), write, until));
    },
    examine: async () => examine(open(), 'write'),
  };
}
