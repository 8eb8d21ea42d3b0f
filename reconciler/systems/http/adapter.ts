/** The two ports of a system that holds accounts alone and is asked over HTTP: opened late, its tenant compared, its writes in turn. */
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import type { Examination } from '../../model/examination.ts';
import type { Abilities, Account, Reading } from '../../model/observed.ts';
import { type Clock, type EarlierReadings, Fault, type SystemReader, type SystemWriter, type Write } from '../../ports.ts';
import { failedReading } from './reading.ts';
import { inTurn } from './task.ts';

/** The two identities of a system. */
export type Use = 'read' | 'write';

/** What the runner gives to such an adapter. */
export interface HttpRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
  /** Absent or null where the runner keeps none. */
  readonly earlier?: EarlierReadings | null;
}

/** What differs between kinds of systems. Everything that takes a client may throw Fault. */
export interface Adapter<S extends System, C extends TenantClient> {
  /** What answered where another tenant did, as a sentence names it: `organisation`. */
  readonly tenantWord: string;
  readonly abilities: (system: S) => Abilities;
  /** Opens a client as one of the two identities; nothing is asked yet. */
  readonly open: (system: S, runtime: HttpRuntime, use: Use) => C;
  readonly readAll: (client: C, at: Instant) => Promise<Reading>;
  readonly readOne: (client: C, id: ForeignId, at: Instant) => Promise<Account | null>;
  /** Carries a write out by an instant of the clock's elapsed time, and compares the tenant itself. */
  readonly writeOne: (client: C, write: Write, until: number) => Promise<void>;
  readonly examine: (client: C, use: Use) => Promise<Examination>;
}

/** A client that can say which tenant answers. */
export interface TenantClient {
  tenant(): Promise<string>;
}

/** One system and what the runner gives for it. */
export interface Place<S extends System> {
  readonly system: S;
  readonly runtime: HttpRuntime;
}

/** The credential that a system file names for an identity, and its value. Throws Fault when the file names none or the runner has none. */
export function credentialOf(
  system: Pick<System, 'id' | 'credential'>,
  runtime: HttpRuntime,
  use: Use,
): { readonly name: string; readonly value: string } {
  const about = { where: system.id, operation: 'open', refused: true };
  const name = system.credential?.[use];
  if (name === undefined) throw new Fault(`the system file names no credential to ${use}`, about);
  const value = runtime.credential(name);
  if (value === null || value === '') throw new Fault(`the runner has no credential "${name}"`, about);
  return { name, value };
}

function opening<S extends System, C extends TenantClient>(adapter: Adapter<S, C>, { system, runtime }: Place<S>, use: Use): () => C {
  let opened: C | null = null;
  return () => {
    opened ??= adapter.open(system, runtime, use);
    return opened;
  };
}

/** Opens a system for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openAccountReader<S extends System, C extends TenantClient>(adapter: Adapter<S, C>, place: Place<S>): SystemReader {
  const { system, runtime } = place;
  const open = opening(adapter, place, 'read');

  async function checked(operation: string): Promise<C> {
    const client = open();
    if ((await client.tenant()) === system.tenant) return client;
    const text = `another ${adapter.tenantWord} answered than the one in \`tenant\``;
    throw new Fault(text, { where: system.id, operation, refused: true });
  }

  return {
    system: system.id,
    async read(at) {
      try {
        return await adapter.readAll(open(), at);
      } catch (error) {
        const about = { system: system.id, readAt: at, abilities: adapter.abilities(system) };
        if (error instanceof Fault) return failedReading(about, error.message);
        throw error;
      }
    },
    readAccount: async (id) => adapter.readOne(await checked('read one account'), id, runtime.clock.now()),
    async readAsset() {
      await checked('read one device');
      return null;
    },
    examine: async () => adapter.examine(open(), 'read'),
  };
}

/** Opens a system for writing; writes are carried out one after another. */
export function openAccountWriter<S extends System, C extends TenantClient>(adapter: Adapter<S, C>, place: Place<S>): SystemWriter {
  const { system, runtime } = place;
  const open = opening(adapter, place, 'write');
  const turn = inTurn();
  return {
    system: system.id,
    write(write, timeout) {
      const until = runtime.clock.elapsed() + timeout;
      return turn(async () => adapter.writeOne(open(), write, until));
    },
    examine: async () => adapter.examine(open(), 'write'),
  };
}
