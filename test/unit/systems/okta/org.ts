/** What the tests of Okta share: a running counterpart, the adapter before it, and the check that only known calls were made. */
import { afterEach, expect } from 'vitest';
import { Fault, type SystemReader, type SystemWriter, type Write } from '../../../../reconciler/ports.ts';
import { openOktaReader, openOktaWriter } from '../../../../reconciler/systems/okta/index.ts';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import type { JsonServer } from '../../../fakes/json-server.ts';
import { type FakeOkta, type FakeOktaGroup, fakeOkta, oktaUser } from '../../../fakes/okta/world.ts';
import { startOkta } from '../../../fakes/okta.ts';

export const AT = '2027-01-04T01:00:00Z' as Instant;

/** An org with everything that speaks to it. */
export interface Opened {
  readonly org: FakeOkta;
  readonly okta: JsonServer;
  readonly clock: FakeClock;
  readonly system: Extract<System, { kind: 'okta' }>;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
}

const started: JsonServer[] = [];

/** Ends every counterpart of a test, and fails it when a call was made that no fact names. */
export function endOrgs(): void {
  afterEach(async () => {
    const ended = started.splice(0);
    await Promise.all(ended.map((one) => one.stop()));
    expect(ended.flatMap((one) => one.violations)).toEqual([]);
  });
}

/** Starts an org; `more` goes into the system file. */
export async function open(
  org: FakeOkta = fakeOkta(['00u1', '00u2', '00u3'].map((id) => oktaUser(id))),
  more: Readonly<Record<string, unknown>> = {},
  credential = '00practice',
): Promise<Opened> {
  const clock = fakeClock(AT);
  const okta = await startOkta(org, () => Math.floor(Date.parse(clock.now()) / 1000));
  started.push(okta);
  const system = System.parse({
    kind: 'okta',
    id: 'okta',
    mode: 'enforce',
    tenant: '00oexempel',
    holds: ['accounts'],
    address: okta.address,
    credential: { read: 'okta-read', write: 'okta-write' },
    ...more,
  });
  if (system.kind !== 'okta') throw new Error('another kind');
  const runtime = { credential: () => credential, clock };
  return { org, okta, clock, system, reader: openOktaReader(system, runtime), writer: openOktaWriter(system, runtime) };
}

/** Adds a group. */
export function addGroup(
  org: FakeOkta,
  name: string,
  people: readonly string[],
  type: FakeOktaGroup['type'] = 'OKTA_GROUP',
): FakeOktaGroup {
  const group = { id: `00g${org.groups.size}`, name, type, people: new Set(people) };
  org.groups.set(group.id, group);
  return group;
}

/** Adds an app. */
export function addApp(org: FakeOkta, id: string, about: { people?: readonly string[]; groups?: readonly string[] }): void {
  org.apps.set(id, { id, people: new Set(about.people), groups: new Set(about.groups) });
}

/** What a write that does not work says. */
export async function refusalOf({ writer }: Pick<Opened, 'writer'>, write: Write, timeout = 100_000): Promise<Fault> {
  const error: unknown = await writer.write(write, timeout).catch((one: unknown) => one);
  if (!(error instanceof Fault)) throw new Error(`no Fault: ${String(error)}`);
  return error;
}

/** A write of one of the kinds without details. */
export function switching(kind: 'disable' | 'enable' | 'sessions', user: string): Write {
  return { kind, account: user as ForeignId };
}

/** A write of groups or licences. */
export function lists(kind: 'groups' | 'licences', user: string, about: { remove?: readonly string[]; add?: readonly string[] }): Write {
  return { kind, account: user as ForeignId, remove: (about.remove ?? []) as never, add: (about.add ?? []) as never };
}
