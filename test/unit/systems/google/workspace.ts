/** What the tests of Google Workspace share: a running fake, the adapter in front of it, and the check that only known calls were made. */
import { afterEach, expect } from 'vitest';
import type { Fault, Write } from '../../../../reconciler/ports.ts';
import { openGoogleReader, openGoogleWriter } from '../../../../reconciler/systems/google/index.ts';
import { RIGHTS } from '../../../../reconciler/systems/google/rights.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import { keyFile, PUBLIC_KEY } from '../../../fakes/google/tokens.ts';
import { type FakeGoogleWorld, fakeUser } from '../../../fakes/google/world.ts';
import { type FakeGoogle, type Seen, startGoogle } from '../../../fakes/google.ts';

/** The administrators that are acted as, and the service accounts that act. */
export const READS_AS = 'lastday-read@exempel.example';
export const WRITES_AS = 'lastday-write@exempel.example';
export const READER = 'reader@exempel-lastday.iam.example';
export const WRITER = 'writer@exempel-lastday.iam.example';

/** Scopes of the reading identity in a setup with everything. */
export const READ_SCOPES = ['users', 'groups', 'licences', 'usage', 'security'] as const;
/** Scopes of the writing identity likewise. */
export const WRITE_SCOPES = ['change-users', 'security', 'groups', 'members', 'licences'] as const;

/** Everything that can be switched on. */
export const EVERYTHING = { products: ['Google-Apps', '101047'], leaversPlace: '/Leavers', showSessions: true };

/** A Workspace with everything that speaks to it. */
export interface Opened {
  readonly google: FakeGoogle;
  readonly world: FakeGoogleWorld;
  readonly clock: FakeClock;
  readonly system: Extract<System, { kind: 'google' }>;
  readonly reader: ReturnType<typeof openGoogleReader>;
  readonly writer: ReturnType<typeof openGoogleWriter>;
}

const started: FakeGoogle[] = [];

/** Ends every fake of a test, and fails it when a call was made that no fact names. */
export function endWorkspaces(): void {
  afterEach(async () => {
    const ended = started.splice(0);
    await Promise.all(ended.map((one) => one.stop()));
    expect(ended.flatMap((one) => one.violations)).toEqual([]);
  });
}

/** Puts the two administrators and the two service accounts with their scopes into a world. */
export function furnish(world: FakeGoogleWorld): void {
  const administrator = (number: number, primaryEmail: string) => {
    const user = fakeUser(number, { primaryEmail, name: 'lastday', isDelegatedAdmin: true, orgUnitPath: '/' });
    world.users.set(user.id, user);
  };
  administrator(990_001, READS_AS);
  administrator(990_002, WRITES_AS);
  const scopes = (rights: readonly (keyof typeof RIGHTS)[]) => new Set(rights.map((right) => RIGHTS[right].scope));
  world.serviceAccounts.set(READER, { publicKey: PUBLIC_KEY, scopes: scopes(READ_SCOPES) });
  world.serviceAccounts.set(WRITER, { publicKey: PUBLIC_KEY, scopes: scopes(WRITE_SCOPES) });
}

/** A system file for a fake at an address. */
export function systemFor(address: string, more: Readonly<Record<string, unknown>> = {}): Opened['system'] {
  const system = System.parse({
    kind: 'google',
    id: 'workspace',
    mode: 'enforce',
    tenant: 'C0exempel1',
    holds: ['accounts'],
    identityProvider: true,
    credential: { read: 'google-read', write: 'google-write' },
    actsAs: { read: READS_AS, write: WRITES_AS },
    address,
    ...more,
  });
  if (system.kind !== 'google') throw new Error('another kind');
  return system;
}

/** What the runner holds. */
export function keysOf(name: string): string | null {
  return { 'google-read': keyFile(READER), 'google-write': keyFile(WRITER) }[name] ?? null;
}

/** Starts a fake of this world; `more` goes into the system file. The administrators are in the world. */
export async function open(
  world: FakeGoogleWorld,
  more: Readonly<Record<string, unknown>> = {},
  credential: (name: string) => string | null = keysOf,
): Promise<Opened> {
  const clock = fakeClock();
  furnish(world);
  const google = await startGoogle(world);
  started.push(google);
  // One time for both: tokens end there and are renewed here.
  const timed: FakeClock = {
    ...clock,
    advance(milliseconds) {
      clock.advance(milliseconds);
      google.advance(milliseconds);
    },
    async sleep(milliseconds) {
      google.advance(milliseconds);
      await clock.sleep(milliseconds);
    },
  };
  const system = systemFor(google.address, more);
  const runtime = { credential, clock: timed };
  return { google, world, clock: timed, system, reader: openGoogleReader(system, runtime), writer: openGoogleWriter(system, runtime) };
}

/** Accounts without the two administrators. */
export function peopleIn<T extends { readonly login: string | null }>(accounts: readonly T[]): readonly T[] {
  return accounts.filter(({ login }) => login !== READS_AS && login !== WRITES_AS);
}

/** Calls by name, in order. */
export function namesOf(google: Pick<FakeGoogle, 'calls'>): readonly string[] {
  return google.calls.map((call) => call.name);
}

/** Calls that change something, in order. */
export function changesOf(google: Pick<FakeGoogle, 'calls'>): readonly Seen[] {
  return google.calls.filter((call) => !call.name.startsWith('GET '));
}

/** What a write that does not work says. */
export async function refusalOf(
  { writer }: Pick<Opened, 'writer'>,
  write: Write,
  timeout = 60_000,
): Promise<Pick<Fault, 'message' | 'refused' | 'retryable' | 'retryAfter'>> {
  const error: unknown = await writer.write(write, timeout).catch((one: unknown) => one);
  const { message, refused, retryable, retryAfter } = error as Fault;
  return { message, refused, retryable, retryAfter };
}
