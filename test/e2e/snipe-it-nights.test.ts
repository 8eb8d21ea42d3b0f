/** Nights of a small company whose inventory is Snipe-IT: quiet ones, a leaver, a device that comes back, and the second run of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { fakeClock } from '../fakes/clock.ts';
import { lastdayJson } from '../fakes/command-line.ts';
import type { TestRepository } from '../fakes/repository.ts';
import { fakeLicence, fakeWorld } from '../fakes/snipe-it/world.ts';
import { ALL_RIGHTS, type FakeSnipeIt, startSnipeIt, tokenFor } from '../fakes/snipe-it.ts';
import { beginRepository, personFile } from './begin-repository.ts';

const TOKEN = tokenFor(90);
const LAST_DAY = '2027-01-08';

interface Night {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly exits: readonly number[];
}

let repository: TestRepository;
let instance: FakeSnipeIt;

function person(number: number, more = ''): string {
  const line = `{system: inventory, id: "${number}", login: login${number}, licences: [CAD]}`;
  return personFile(number, line, more);
}

const DEVICE = `id: LT-0002
type: laptop
model: Exempelbok 14
ownership: owned
company: se
inventory: {system: inventory, id: 302}
`;

function inventory(mode: string): string {
  const { host } = new URL(instance.address);
  return `kind: snipe-it
id: inventory
mode: ${mode}
tenant: ${host}#90
holds: [accounts, assets]
desk: it
credential: {read: snipe-read, write: snipe-write}
address: ${instance.address}
statusLabels:
  - {means: available, id: 2, name: Ready to Deploy}
  - {means: received, id: 7, name: Returned & to wipe}
`;
}

const shellAt = (at: string) => ({ folder: repository.root, at, credentials: { 'snipe-read': TOKEN, 'snipe-write': TOKEN } });

/** One night, and the calls that it made. */
async function night(at: string): Promise<Night & { readonly reads: number; readonly writes: readonly string[] }> {
  const before = instance.calls.length;
  const { json, err, exit } = await lastdayJson(shellAt(at), 'reconcile');
  if (exit !== 0) throw new Error(`${at}: exit ${exit} ${err} ${JSON.stringify(json).slice(0, 3000)}`);
  const names = instance.calls.slice(before).map((call) => call.name);
  const writes = names.filter((name) => !name.startsWith('GET '));
  return { ...(json as Night), reads: names.length - writes.length, writes };
}

beforeAll(async () => {
  const world = fakeWorld({
    users: [1, 2, 3, 4].map((id) => ({ id, username: `login${id}` })),
    hardware: [{ id: 301 }, { id: 302, tag: 'LT-0002', assigned: { type: 'user', id: 2 } }, { id: 303, label: 3 }],
    licences: [fakeLicence(1, 'CAD', { held: [1, 2, 3, 4, null] })],
  });
  // Each command has a clock of its own; the pace has tests of its own.
  world.settings.perMinute = 100_000;
  instance = await startSnipeIt(world, fakeClock());
  instance.tokens.set(TOKEN, { user: 90, rights: ALL_RIGHTS });
  repository = await beginRepository({
    'policies/systems/inventory.yaml': inventory('enforce'),
    'state/employees/e-0001.yaml': person(1),
    'state/employees/e-0002.yaml': person(2, `lastDay: ${LAST_DAY}\n`),
    'state/employees/e-0003.yaml': person(3),
    'state/employees/e-0004.yaml': person(4),
    'state/devices/LT-0002.yaml': `${DEVICE}status: in-use\nholder: e-0002\n`,
  });
});

afterAll(async () => {
  await instance.stop();
  expect(instance.violations).toEqual([]);
});

describe('nights with Snipe-IT', () => {
  it.each(['2027-01-06T02:00:00Z', '2027-01-07T02:00:00Z', '2027-01-08T02:00:00Z'])(
    '%s is quiet: it reads and writes nothing',
    async (at) => {
      const quiet = await night(at);

      expect(quiet.plan.sources).toMatchObject([{ system: 'inventory', doubts: [] }]);
      expect(quiet).toMatchObject({ reads: 5, writes: [], outcomes: [] });
    },
  );

  it('ends the sign-in of who has left, once and verified, and asks for no end of sessions', async () => {
    const after = await night('2027-01-09T02:00:00Z');
    const again = await night('2027-01-09T03:00:00Z');

    expect(after.outcomes).toMatchObject([{ kind: 'disable', person: 'e-0002', outcome: 'verified' }]);
    expect(after.writes).toEqual(['PATCH /users/2']);
    expect(instance.world.users.get(2)?.activated).toBe(false);
    expect([again.writes, again.outcomes]).toEqual([[], []]);
  });

  it('checks the device in, once its file says that it is back, with its label', async () => {
    const back = 'status: received\nholder: null\nawaitedFrom: e-0002\nreturned: {on: 2027-01-09, condition: ok}\n';
    repository.commit({ 'state/devices/LT-0002.yaml': `${DEVICE}${back}` }, { message: 'Back', at: '2027-01-09T10:00:00Z' });

    const after = await night('2027-01-10T02:00:00Z');
    const again = await night('2027-01-10T03:00:00Z');

    expect(after.outcomes).toMatchObject([{ kind: 'check-in', outcome: 'verified' }]);
    expect(after.writes).toEqual(['POST /hardware/302/checkin']);
    expect(instance.world.hardware.get(302)).toMatchObject({ assigned: null, label: 7 });
    expect(again.writes).toEqual([]);
  });

  it('frees the seat when its day comes', async () => {
    const names: string[] = [];
    for (const day of ['22', '23', '24']) names.push(...(await night(`2027-01-${day}T02:00:00Z`)).writes);

    expect(names).toEqual(['PATCH /licenses/1/seats/10002']);
    expect(instance.world.licences.get(1)?.seats.map((seat) => seat.user)).toEqual([1, null, 3, 4, null]);
  });

  it('tells nothing of the token or of names to the journal', () => {
    const journal = repository.remoteGit('log', '-p', 'lastday/journal');

    expect(journal).toContain('check-in');
    expect(journal).not.toMatch(new RegExp(`${TOKEN.slice(0, 20)}|Bearer|login[0-9]|Returned|Deploy`, 'u'));
  });
});
