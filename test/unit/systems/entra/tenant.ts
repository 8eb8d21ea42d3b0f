/** What the tests of Entra share: a running tenant, its adapter, and the check that only known calls were made. */
import { afterEach, expect } from 'vitest';
import type { Fault, Write } from '../../../../reconciler/ports.ts';
import { openEntraReader, openEntraWriter } from '../../../../reconciler/systems/entra/index.ts';
import { openReader, openWriter } from '../../../../reconciler/systems/registry.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import { fakeEarlier } from '../../../fakes/earlier.ts';
import { assertionOf } from '../../../fakes/entra/login.ts';
import { type FakeRole, type FakeWorld, guid, TENANT } from '../../../fakes/entra/world.ts';
import { type FakeEntra, startEntra } from '../../../fakes/entra.ts';

/** Application permissions as docs/systems/entra.md lists them. */
export const READ_RIGHTS = [
  'User.Read.All',
  'Organization.Read.All',
  'GroupMember.Read.All',
  'RoleManagement.Read.Directory',
  'MailboxSettings.Read',
  'AuditLog.Read.All',
];
export const WRITE_RIGHTS = [
  'User.Read.All',
  'User.EnableDisableAccount.All',
  'User.RevokeSessions.All',
  'GroupMember.ReadWrite.All',
  'LicenseAssignment.ReadWrite.All',
  'Organization.Read.All',
  'MailboxSettings.ReadWrite',
];

/** The two applications of the tests. */
export const CLIENTS = { read: guid('client', 1), write: guid('client', 2) } as const;

/** What they prove themselves with. */
export const SECRETS = {
  'entra-read': 'read~secret.of-tests',
  'entra-write': assertionOf('repo:exempel/people:environment:nightly'),
} as const;

/** A tenant with everything that speaks to it. */
export interface Opened {
  readonly tenant: FakeEntra;
  readonly system: Extract<System, { kind: 'entra' }>;
  readonly clock: FakeClock;
  readonly reader: ReturnType<typeof openEntraReader>;
  readonly writer: ReturnType<typeof openEntraWriter>;
  /** What the runner holds; a test may take something away. */
  readonly credentials: Map<string, string>;
  /** Opens another reader of it, with the same place for readings. */
  readonly another: () => ReturnType<typeof openEntraReader>;
}

const started: FakeEntra[] = [];

/** Ends every tenant of a test, and fails it when a call was made that no fact names. */
export function endTenants(): void {
  afterEach(async () => {
    const ended = started.splice(0);
    await Promise.all(ended.map((one) => one.stop()));
    expect(ended.flatMap((one) => one.violations)).toEqual([]);
  });
}

/** The lines of a system file for a tenant that runs; `more` goes into it. */
export function systemOf(address: string, more: Readonly<Record<string, unknown>> = {}): Opened['system'] {
  const system = System.parse({
    kind: 'entra',
    id: 'entra',
    mode: 'enforce',
    tenant: TENANT,
    holds: ['accounts'],
    address,
    login: address,
    clients: CLIENTS,
    credential: { read: 'entra-read', write: 'entra-write' },
    // Each second look takes six seconds; tests that are about it say so.
    ...('confirmUnused' in more ? {} : { confirmUnused: 0 }),
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
  });
  if (system.kind !== 'entra') throw new Error('another kind');
  return system;
}

/** Starts a tenant of this world with its two applications. */
export async function startTenant(world: FakeWorld, clock: FakeClock): Promise<FakeEntra> {
  const tenant = await startEntra(world, clock);
  started.push(tenant);
  tenant.clients.set(CLIENTS.read, { id: CLIENTS.read, secret: SECRETS['entra-read'], subject: null, roles: READ_RIGHTS });
  const subject = 'repo:exempel/people:environment:nightly';
  tenant.clients.set(CLIENTS.write, { id: CLIENTS.write, secret: null, subject, roles: WRITE_RIGHTS });
  return tenant;
}

/** Starts a tenant of this world and opens it. */
export async function open(world: FakeWorld, more: Readonly<Record<string, unknown>> = {}): Promise<Opened> {
  const clock = fakeClock();
  const tenant = await startTenant(world, clock);
  const system = systemOf(tenant.address, more);
  const credentials = new Map<string, string>(Object.entries(SECRETS));
  const runtime = { credential: (name: string) => credentials.get(name) ?? null, clock, earlier: fakeEarlier() };
  const another = () => openEntraReader(system, runtime);
  return { tenant, system, clock, credentials, another, reader: another(), writer: openEntraWriter(system, runtime) };
}

/** Starts a tenant and opens its devices. */
export async function openDevices(world: FakeWorld, roles: readonly string[]) {
  const clock = fakeClock();
  const tenant = await startTenant(world, clock);
  const client = tenant.clients.get(CLIENTS.read);
  if (client !== undefined) client.roles = roles;
  const { address } = tenant;
  const system = System.parse({
    kind: 'intune',
    id: 'intune',
    mode: 'observe',
    tenant: TENANT,
    holds: ['assets'],
    address,
    login: address,
    clients: { read: CLIENTS.read },
    credential: { read: 'entra-read' },
  });
  const runtime = { exports: null, credential: (name: string) => (name === 'entra-read' ? SECRETS[name] : null), clock };
  return { tenant, system, clock, reader: await openReader(system, runtime), writer: await openWriter(system, runtime) };
}

/** Calls of a tenant by name, in order, without those for tokens and those inside of batches. */
export function namesOf({ tenant }: Pick<Opened, 'tenant'>): readonly string[] {
  return tenant.calls.map((call) => call.name).filter((name) => name !== 'POST token' && !name.startsWith('batch '));
}

/** Calls that change something, in order. */
export function changesOf({ tenant }: Pick<Opened, 'tenant'>) {
  return tenant.calls.filter(({ name }) => !/^(batch )?GET |^POST (token|\/\$batch)$/u.test(name));
}

/** What a write that does not work says. */
export async function refusalOf(
  { writer }: Pick<Opened, 'writer'>,
  write: Write,
  timeout = 30_000,
): Promise<Pick<Fault, 'message' | 'refused' | 'retryable'>> {
  const error: unknown = await writer.write(write, timeout).catch((one: unknown) => one);
  const { message, refused, retryable } = error as Fault;
  return { message, refused, retryable };
}

/** A role that gives rights, with its members by their ids. */
export function role(number: number, name: string, members: readonly string[]): FakeRole {
  return { id: guid('role', number), name, privileged: true, members: new Set(members) };
}
