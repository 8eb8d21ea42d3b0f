/** Slack: members of a workspace or an Enterprise organisation, and who may sign in. */
import { Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { failedReading } from '../http/reading.ts';
import { inTurn } from '../http/task.ts';
import { type Client, openClient, type SlackRuntime, type SlackSystem } from './client.ts';
import { examine } from './examine.ts';

import { abilitiesOf, readAll, readOne } from './reading.ts';
import { writeOne } from './writes.ts';

function opening(system: SlackSystem, runtime: SlackRuntime, use: 'read' | 'write'): () => Client {
  let opened: Client | null = null;
  return () => {
    opened ??= openClient(system, runtime, use);
    return opened;
  };
}

/** Opens a workspace or organisation for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openSlackReader(system: SlackSystem, runtime: SlackRuntime): SystemReader {
  const open = opening(system, runtime, 'read');

  async function check(client: Client, operation: string): Promise<void> {
    if ((await client.tenant()) === system.tenant) return;
    throw new Fault('another workspace or organisation answered than the one in `tenant`', { where: system.id, operation, refused: true });
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

/** Opens a workspace or organisation for writing, one write after another; null on a plan that lets nothing be written: a desk does it. */
export function openSlackWriter(system: SlackSystem, runtime: SlackRuntime): SystemWriter | null {
  if (abilitiesOf(system).writes.length === 0) return null;
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
