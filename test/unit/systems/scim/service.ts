/** What the tests of SCIM share: a running service, its adapter, and the check that only known calls were made. */
import { afterEach, expect } from 'vitest';
import { writeOne } from '../../../../reconciler/apply/write-one.ts';
import type { AccountChange } from '../../../../reconciler/model/change.ts';
import type { Fault, SystemReader, SystemWriter, Write } from '../../../../reconciler/ports.ts';
import { openScimReader, openScimWriter } from '../../../../reconciler/systems/scim/index.ts';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import { type Row, type Settings, scimGroup, scimWorld } from '../../../fakes/scim/world.ts';
import { type FakeScim, startScim } from '../../../fakes/scim.ts';

export const AT = '2027-01-04T01:00:00Z' as Instant;

/** A service with everything that speaks to it. */
export interface Opened {
  readonly service: FakeScim;
  readonly clock: FakeClock;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
  readonly tenant: string;
  readonly system: Extract<System, { kind: 'scim' }>;
}

const started: FakeScim[] = [];

/** Ends every service of a test, and fails it when a call was made that no fact names. */
export function endServices(): void {
  afterEach(async () => {
    const ended = started.splice(0);
    await Promise.all(ended.map((one) => one.stop()));
    expect(ended.flatMap((one) => one.violations)).toEqual([]);
  });
}

/** What a test wants of its service; `more` goes into the system file. */
export interface Wish {
  readonly users: readonly Row[];
  readonly groups?: readonly Row[];
  readonly settings?: Partial<Settings>;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Starts a service; its tenant is known by an empty group. */
export async function open({ users, groups = [], settings = {}, more = {} }: Wish): Promise<Opened> {
  const clock = fakeClock(AT);
  const service = await startScim(scimWorld(users, [...groups, scimGroup('g-anchor', 'anchor', [])], settings));
  service.date = () => new Date(Date.parse(clock.now())).toUTCString();
  started.push(service);
  const { host, pathname } = new URL(service.address);
  const tenant = `${host}${pathname}#Groups/g-anchor`;
  const system = System.parse({
    kind: 'scim',
    id: 'saas',
    mode: 'enforce',
    tenant,
    holds: ['accounts'],
    address: service.address,
    credential: { read: 'saas-read', write: 'saas-write' },
    requestsPerMinute: 60_000,
    ...more,
  });
  if (system.kind !== 'scim') throw new Error('another kind');
  const runtime = { credential: () => 'secret-token', clock };
  return { service, clock, tenant, system, reader: openScimReader(system, runtime), writer: openScimWriter(system, runtime) };
}

/** Calls by name, in order. */
export function namesOf({ service }: Pick<Opened, 'service'>): readonly string[] {
  return service.calls.map((call) => call.name);
}

/** Calls that change something. */
export function changesOf({ service }: Pick<Opened, 'service'>) {
  return service.calls.filter((call) => !call.name.startsWith('GET '));
}

/** The operations of the PATCH calls, one by one. */
export function operationsOf(opened: Pick<Opened, 'service'>): readonly unknown[] {
  return changesOf(opened).map(({ name, body }) => (name.startsWith('PUT ') ? 'PUT' : (body as { Operations: unknown[] }).Operations[0]));
}

/** What a write that does not work says; null for one that does. */
export async function refusalOf({ writer }: Pick<Opened, 'writer'>, write: Write): Promise<Pick<Fault, 'message' | 'refused'> | null> {
  const error: unknown = await writer.write(write, 20_000).then(
    () => null,
    (one: unknown) => one,
  );
  if (error === null) return null;
  const { message, refused } = error as Fault;
  return { message, refused };
}

/** A change as a night carries it out. */
export async function carryOut(
  { reader, writer, clock }: Opened,
  change: Omit<Partial<AccountChange>, 'account'> & { readonly account: string },
) {
  const account = await reader.readAccount(change.account as ForeignId);
  const { outcome, detail } = await writeOne({
    change: { before: {}, after: {}, ...change } as AccountChange,
    expected: account === null ? null : { account },
    reader,
    writer,
    clock,
    timeout: 20_000,
    objection: async () => null,
  });
  return { outcome, detail };
}
