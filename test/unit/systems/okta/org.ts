/** What the tests of Okta share: a running counterpart, the adapter before it, and the check that only known calls were made. */
import type { SystemReader, SystemWriter } from '../../../../reconciler/ports.ts';
import { openOktaReader, openOktaWriter } from '../../../../reconciler/systems/okta/index.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import { fakeEarlier } from '../../../fakes/earlier.ts';
import type { JsonServer } from '../../../fakes/json-server.ts';
import { type FakeOkta, type FakeOktaGroup, fakeOkta, oktaUser } from '../../../fakes/okta/world.ts';
import { startOkta } from '../../../fakes/okta.ts';
import { counterparts } from '../writes.ts';

export const AT = '2027-01-04T01:00:00Z' as Instant;

/** An org with everything that speaks to it. */
export interface Opened {
  readonly org: FakeOkta;
  readonly okta: JsonServer;
  readonly clock: FakeClock;
  readonly system: Extract<System, { kind: 'okta' }>;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
  /** Opens another reader of it, with the same place for readings. */
  readonly another: () => SystemReader;
}

const running = counterparts();

/** Ends every counterpart of a test, and fails it when a call was made that no fact names. */
export const endOrgs = (): void => running.endEach();

/** Starts an org; `more` goes into the system file. */
export async function open(
  org: FakeOkta = fakeOkta(['00u1', '00u2', '00u3'].map((id) => oktaUser(id))),
  more: Readonly<Record<string, unknown>> = {},
  credential = '00practice',
): Promise<Opened> {
  const clock = fakeClock(AT);
  const okta = await startOkta(org, () => Math.floor(Date.parse(clock.now()) / 1000));
  running.keep(okta);
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
  const runtime = { credential: () => credential, clock, earlier: fakeEarlier() };
  const another = () => openOktaReader(system, runtime);
  return { org, okta, clock, system, another, reader: another(), writer: openOktaWriter(system, runtime) };
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
