/** What the tests of GitHub share: a running counterpart, the adapter before it, and the check that only known calls were made. */
import type { SystemReader, SystemWriter } from '../../../../reconciler/ports.ts';
import { openGithubReader, openGithubWriter } from '../../../../reconciler/systems/github/index.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { System } from '../../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import { type FakeOrganisation, type FakeTeam, fakeOrganisation } from '../../../fakes/github-org/world.ts';
import { startGithub } from '../../../fakes/github-org.ts';
import type { JsonServer } from '../../../fakes/json-server.ts';
import { counterparts } from '../writes.ts';

export const AT = '2027-01-04T01:00:00Z' as Instant;

/** An organisation with everything that speaks to it. */
export interface Opened {
  readonly org: FakeOrganisation;
  readonly github: JsonServer;
  readonly clock: FakeClock;
  readonly system: Extract<System, { kind: 'github' }>;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
}

const running = counterparts();

/** Ends every counterpart of a test, and fails it when a call was made that no fact names. */
export const endOrganisations = (): void => running.endEach();

/** The system file of an organisation; `more` goes into it. */
export function systemAt(address: string, more: Readonly<Record<string, unknown>> = {}): Opened['system'] {
  const system = System.parse({
    kind: 'github',
    id: 'github',
    mode: 'enforce',
    tenant: '4711',
    holds: ['accounts'],
    organisation: 'exempel',
    address,
    credential: { read: 'github-read', write: 'github-write' },
    copilot: true,
    saml: true,
    ...more,
  });
  if (system.kind !== 'github') throw new Error('another kind');
  return system;
}

/** Starts GitHub with an organisation; `more` goes into the system file. */
export async function open(
  org: FakeOrganisation = fakeOrganisation(['testper', 'testada', 'testbo']),
  more: Readonly<Record<string, unknown>> = {},
  token = 'ghp_practice',
): Promise<Opened> {
  const clock = fakeClock(AT);
  const github = await startGithub(org);
  running.keep(github);
  const system = systemAt(github.address, more);
  const runtime = { credential: (name: string) => (name === 'github-enterprise' ? 'ghp_enterprise' : token), clock };
  return { org, github, clock, system, reader: openGithubReader(system, runtime), writer: openGithubWriter(system, runtime) };
}

/** Adds a team. */
export function addTeam(org: FakeOrganisation, slug: string, about: { people?: readonly number[]; parent?: FakeTeam } = {}): FakeTeam {
  const id = 70 + org.teams.size;
  const people = new Map((about.people ?? []).map((user) => [user, 'member' as const]));
  const team: FakeTeam = { id, slug, parent: about.parent?.id ?? null, people };
  org.teams.set(id, team);
  return team;
}

/** Adds a Copilot seat. */
export function addSeat(
  org: FakeOrganisation,
  user: number,
  about: { team?: string; created?: string; lastActivity?: string | null; cancelled?: string } = {},
): void {
  const { team = null, created = '2026-03-01T09:00:00Z', lastActivity = '2026-12-30T10:00:00Z', cancelled = null } = about;
  org.seats.push({ user, team, created, lastActivity, cancelled });
}
