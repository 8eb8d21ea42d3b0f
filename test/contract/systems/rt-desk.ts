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

const STATUS: Readonly<Record<string, string>> = { Deployed: 'in-use', Ready: 'new' };

/** The server, once it runs. */
export let rt: RequestTracker;
let isFilled = false;

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
    statuses: [
      { means: 'available', name: 'new' },
      { means: 'hold', name: 'stolen' },
    ],
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
    const wanted = STATUS[status] ?? status;
    if (!isFilled) {
      const held = { ...(serial === null ? {} : { serial }), ...(holder === '' ? {} : { holder }) };
      await rt.addAsset({ tag, status: wanted, ...held });
      continue;
    }
    // Nothing becomes `new` again; the others come back over `allocated`, as the lifecycle allows.
    const now = (await rt.ask('GET', `asset/${id}`)) as { Status: string };
    if (now.Status !== wanted && now.Status !== 'allocated') await rt.editAsset(id, { Status: 'allocated' });
    await rt.editAsset(id, { Status: wanted, HeldBy: holder === '' ? [] : [holder] });
  }
  isFilled = true;
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
  const { HeldBy: held, Status: status } = (await rt.ask('GET', 'asset/311')) as { HeldBy: { id: string }[]; Status: string };
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
