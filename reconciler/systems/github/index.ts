/** GitHub: members, outside collaborators and open invitations of an organisation, their teams and Copilot seats. */
import { Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { failedReading } from '../http/reading.ts';
import { inTurn } from '../http/task.ts';
import { type Client, type GithubRuntime, type GithubSystem, openClient } from './client.ts';
import { examine } from './examine.ts';
import { readOne } from './person.ts';
import { abilitiesOf, readAll } from './reading.ts';
import { writeOne } from './writes.ts';

function opening(system: GithubSystem, runtime: GithubRuntime, use: 'read' | 'write'): () => Client {
  let opened: Client | null = null;
  return () => {
    opened ??= openClient(system, runtime, use);
    return opened;
  };
}

/** Opens an organisation for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openGithubReader(system: GithubSystem, runtime: GithubRuntime): SystemReader {
  const open = opening(system, runtime, 'read');

  async function check(client: Client, operation: string): Promise<void> {
    if ((await client.tenant()) === system.tenant) return;
    throw new Fault('another organisation answered than the one in `tenant`', { where: system.id, operation, refused: true });
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
      return readOne(client, id, runtime.clock.now());
    },
    async readAsset() {
      await check(open(), 'read one device');
      return null;
    },
    examine: async () => examine(open(), 'read'),
  };
}

/** Opens an organisation for writing; writes are carried out one after another. */
export function openGithubWriter(system: GithubSystem, runtime: GithubRuntime): SystemWriter {
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
