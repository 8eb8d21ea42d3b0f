/** What the tests of Slack share: a running counterpart, the adapter before it, and the check that only known calls were made. */
import type { SystemReader, SystemWriter } from '../../../../reconciler/ports.ts';
import { openSlackReader, openSlackWriter } from '../../../../reconciler/systems/slack/index.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import type { JsonServer } from '../../../fakes/json-server.ts';
import { type FakeSlack, fakeSlack, slackMember, startSlack } from '../../../fakes/slack.ts';
import { counterparts } from '../writes.ts';

export const AT = '2027-01-04T01:00:00Z' as Instant;

/** A workspace or organisation with everything that speaks to it. */
export interface Opened {
  readonly slack: FakeSlack;
  readonly server: JsonServer;
  readonly clock: FakeClock;
  readonly system: Extract<System, { kind: 'slack' }>;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
}

const running = counterparts();

/** Ends every counterpart of a test, and fails it when a call was made that no fact names. */
export const endWorkspaces = (): void => running.endEach();

/** Starts Slack; an organisation when it has one. `more` goes into the system file. */
export async function open(
  slack: FakeSlack = fakeSlack(['U1', 'U2', 'U3'].map((id) => slackMember(id))),
  more: Readonly<Record<string, unknown>> = {},
  token = 'xoxp-practice',
): Promise<Opened> {
  const clock = fakeClock(AT);
  const server = await startSlack(slack);
  running.keep(server);
  const system = System.parse({
    kind: 'slack',
    id: 'slack',
    mode: 'enforce',
    tenant: slack.enterprise ?? slack.team,
    holds: ['accounts'],
    plan: slack.enterprise === null ? 'business-plus' : 'enterprise',
    address: `${server.address}/api`,
    scimAddress: `${server.address}/scim/v2`,
    credential: { read: 'slack-read', write: 'slack-write' },
    requestsPerMinute: 1000,
    ...more,
  });
  if (system.kind !== 'slack') throw new Error('another kind');
  const runtime = { credential: () => token, clock };
  const none = { system: system.id, write: () => Promise.reject(new Error('a plan without writes')) };
  return { slack, server, clock, system, reader: openSlackReader(system, runtime), writer: openSlackWriter(system, runtime) ?? none };
}
