/** What the tests of Snipe-IT share: a running instance, its adapter, and the check that only known calls were made. */
import { afterEach, expect } from 'vitest';
import type { Fault, Write } from '../../../../reconciler/ports.ts';
import { openSnipeItReader, openSnipeItWriter } from '../../../../reconciler/systems/snipe-it/index.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import type { FakeWorld } from '../../../fakes/snipe-it/world.ts';
import { ALL_RIGHTS, type FakeSnipeIt, startSnipeIt, tokenFor } from '../../../fakes/snipe-it.ts';

/** The service user of the tests. */
export const SERVICE_USER = 90;

/** An instance with everything that speaks to it. */
export interface Opened {
  readonly instance: FakeSnipeIt;
  readonly clock: FakeClock;
  readonly reader: ReturnType<typeof openSnipeItReader>;
  readonly writer: ReturnType<typeof openSnipeItWriter>;
  readonly tenant: string;
  readonly system: Extract<System, { kind: 'snipe-it' }>;
  /** The same adapter for a system file with another tenant. */
  withTenant(tenant: string): Pick<Opened, 'writer'>;
}

const started: FakeSnipeIt[] = [];

/** Ends every instance of a test, and fails it when a call was made that no fact names. */
export function endInstances(): void {
  afterEach(async () => {
    const ended = started.splice(0);
    await Promise.all(ended.map((one) => one.stop()));
    expect(ended.flatMap((one) => one.violations)).toEqual([]);
  });
}

/** Starts an instance of this world; `more` goes into the system file. */
export async function open(
  world: FakeWorld,
  more: Readonly<Record<string, unknown>> = {},
  token: { readonly text?: string; readonly rights?: readonly string[] } = {},
): Promise<Opened> {
  const clock = fakeClock();
  const instance = await startSnipeIt(world, clock);
  started.push(instance);
  const text = token.text ?? tokenFor(SERVICE_USER);
  instance.tokens.set(text, { user: SERVICE_USER, rights: token.rights ?? ALL_RIGHTS });
  const tenant = `${new URL(instance.address).host}#${SERVICE_USER}`;
  const system = System.parse({
    kind: 'snipe-it',
    id: 'inventory',
    mode: 'enforce',
    tenant,
    holds: ['accounts', 'assets'],
    address: instance.address,
    credential: { read: 'snipe-read', write: 'snipe-write' },
    statusLabels: [
      { means: 'available', id: 2, name: 'Ready to Deploy' },
      { means: 'received', id: 7, name: 'Returned & to wipe' },
      { means: 'retired', id: 3, name: 'Archived' },
    ],
    ...more,
  });
  if (system.kind !== 'snipe-it') throw new Error('another kind');
  const runtime = { credential: () => text, clock };
  return {
    instance,
    clock,
    reader: openSnipeItReader(system, runtime),
    writer: openSnipeItWriter(system, runtime),
    tenant,
    system,
    withTenant: (other) => ({ writer: openSnipeItWriter({ ...system, tenant: other as typeof system.tenant }, runtime) }),
  };
}

/** Calls of an instance by name, in order. */
export function namesOf(instance: FakeSnipeIt): readonly string[] {
  return instance.calls.map((call) => call.name);
}

/** What a write that does not work says. */
export async function refusalOf(
  { writer }: Pick<Opened, 'writer'>,
  write: Write,
  timeout = 5000,
): Promise<Pick<Fault, 'message' | 'refused'>> {
  const error: unknown = await writer.write(write, timeout).catch((one: unknown) => one);
  const { message, refused } = error as Fault;
  return { message, refused };
}

/** Calls that change something, in order. */
export function changesOf({ instance }: Pick<Opened, 'instance'>) {
  return instance.calls.filter((call) => !call.name.startsWith('GET '));
}
