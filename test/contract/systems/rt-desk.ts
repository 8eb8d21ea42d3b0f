/** A Request Tracker with the two devices of the world, and how the tests open it. */
import { afterAll, beforeAll } from 'vitest';
import { Fault, type SystemReader, type SystemWriter } from '../../../reconciler/ports.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import { System } from '../../../schemas/system.ts';
import {
  type Bearer,
  CATALOG,
  INSTALL,
  isRequestTrackerInstalled,
  type RequestTracker,
  SERIAL_FIELD,
  startRequestTracker,
  TAG_FIELD,
  TENANT,
} from '../../counterparts/rt.ts';
import { AT, WORLD } from './reader-suite.ts';

if (!isRequestTrackerInstalled) process.stderr.write(`left out: tests against a real Request Tracker 5 (${INSTALL})\n`);

const STATUS: Readonly<Record<string, string>> = { Deployed: 'in-use', Ready: 'new', received: 'allocated' };

/** The server, once it runs. */
export let rt: RequestTracker;
const ids = new Map<string, string>();
/** The id that a record of the world has there. */
export const idOf = (id: string) => ids.get(id) ?? id;
/** What a status of the world is called there. */
export const statusOf = (status: string) => STATUS[status] ?? status;

let slept = 0;
const clock = {
  now: () => AT,
  elapsed: () => performance.now() + slept,
  sleep: async (milliseconds: number) => {
    slept += milliseconds;
  },
};

function systemAt(address: string, more: Readonly<Record<string, unknown>> = {}): System {
  return System.parse({
    kind: 'rt',
    id: 'inventory',
    mode: 'enforce',
    tenant: TENANT,
    holds: ['assets'],
    credential: { read: 'rt-read', write: 'rt-write' },
    address,
    catalog: CATALOG,
    fields: { tag: TAG_FIELD, serial: SERIAL_FIELD },
    ...more,
  });
}

/** How it is opened: more in the system's file, another address, another account. */
export interface Wish {
  readonly more?: Readonly<Record<string, unknown>>;
  readonly address?: string;
  readonly as?: Bearer;
  readonly credential?: (name: string) => string | null;
}

/** Opens it by the registry, as a run does. */
export async function open(wish: Wish = {}): Promise<{ reader: SystemReader; writer: SystemWriter }> {
  const { more, address = rt.address, as = 'writer', credential = () => rt.tokens[as] } = wish;
  const system = systemAt(address, more);
  const runtime = { exports: null, credential, clock };
  const writer = await openWriter(system, runtime);
  if (writer === null) throw new Error('it can be written');
  return { reader: await openReader(system, runtime), writer };
}

/** Both devices as the world has them, made the first time and put back by hand later. */
export async function restore(): Promise<void> {
  for (const { id, tag, serial, holder, status } of WORLD.assets) {
    const known = ids.get(id);
    if (known === undefined) {
      const held = { ...(serial === null ? {} : { serial }), ...(holder === '' ? {} : { holder }) };
      ids.set(id, await rt.addAsset({ tag, status: statusOf(status), ...held }));
      continue;
    }
    // From any status to the one it had: over `allocated`, as the lifecycle allows; `new` is no status to come back to.
    const now = (await rt.ask('GET', `asset/${known}`)) as { Status: string };
    if (now.Status !== statusOf(status) && now.Status !== 'allocated') await rt.editAsset(known, { Status: 'allocated' });
    await rt.editAsset(known, { Status: statusOf(status), HeldBy: holder === '' ? [] : [holder] });
  }
}

/** The Fault that it ends in. */
export async function problemOf(doing: Promise<unknown>): Promise<Fault> {
  const error: unknown = await doing.then(
    () => null,
    (one: unknown) => one,
  );
  if (!(error instanceof Fault)) throw new Error(`no Fault: ${String(error)}`);
  return error;
}

/** What a person sees of the first device. */
export async function seenByHand(): Promise<{ holder: string[]; status: string }> {
  const { HeldBy: held, Status: status } = (await rt.ask('GET', `asset/${idOf('311')}`)) as { HeldBy: { id: string }[]; Status: string };
  return { holder: held.map((one) => one.id), status };
}

/** Starts it for the tests of a file, and stops it after them. */
export function useRequestTracker(): void {
  beforeAll(async () => {
    rt = await startRequestTracker(['testper', 'testbo', 'TestAda', '4711']);
    await rt.ask('POST', 'catalog', { Name: 'Elsewhere', Lifecycle: 'assets' });
    await restore();
  }, 120_000);
  afterAll(() => rt?.stop());
}
