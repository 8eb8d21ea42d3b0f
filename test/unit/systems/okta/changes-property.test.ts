/** Whatever happens in an org between two nights: a reading by changes is the reading that a whole one would have been, last use included. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Reading } from '../../../../reconciler/model/observed.ts';
import { openOktaReader } from '../../../../reconciler/systems/okta/index.ts';
import { fakeEarlier } from '../../../fakes/earlier.ts';
import { type FakeOkta, type FakeOktaUser, fakeOkta, oktaUser } from '../../../fakes/okta/world.ts';
import { addApp, addGroup, endOrgs, type Opened, open } from './org.ts';

endOrgs();

const PEOPLE = 12;

/** What somebody does to the org between two nights, to the user of a number; `now` is an instant since the last night. */
type Edit = (org: FakeOkta, id: string, now: string) => void;

const change = (more: (user: FakeOktaUser, now: string) => Partial<FakeOktaUser>): Edit => {
  return (org, id, now) => {
    const user = org.users.get(id);
    if (user !== undefined) Object.assign(user, more(user, now));
  };
};

const EDITS: Readonly<Record<string, Edit>> = {
  rename: change((_, now) => ({ login: `nytt-${now.slice(0, 10)}@exempel.example` })),
  suspend: change(() => ({ status: 'SUSPENDED' })),
  lock: change(() => ({ status: 'LOCKED_OUT' })),
  end: change(() => ({ status: 'DEPROVISIONED' })),
  back: change(() => ({ status: 'ACTIVE' })),
  waits: change(({ transitioningTo }) => ({ transitioningTo: transitioningTo === null ? 'DEPROVISIONED' : null })),
  source: change(() => ({ provider: 'ACTIVE_DIRECTORY' })),
  use: change((_, now) => ({ lastLogin: now })),
  delete(org, id) {
    org.users.delete(id);
    for (const { people } of [...org.groups.values(), ...org.apps.values()]) people.delete(id);
  },
  join: (org, id) => void org.users.set(`${id}n`, oktaUser(`${id}n`, { lastLogin: null })),
  group(org, id) {
    const people = org.groups.get('00g0')?.people;
    if (people?.delete(id) === false && org.users.has(id)) people.add(id);
  },
  seat(org, id) {
    const people = org.apps.get('0oa1')?.people;
    if (people?.delete(id) === false && org.users.has(id)) people.add(id);
  },
};

function comparable(reading: Reading) {
  const { pages: _, ...rest } = reading;
  return { ...rest, accounts: reading.accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

const ids = Array.from({ length: PEOPLE }, (_, index) => `00u${index + 1}`);
const night = fc.array(fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.constantFrom(...ids)), { maxLength: 6 });

async function readBoth({ system, clock, okta }: Opened, earlier: ReturnType<typeof fakeEarlier>) {
  const runtime = { credential: () => '00practice', clock };
  const before = okta.calls.length;
  const changes = await openOktaReader({ ...system, reads: 'changes' }, { ...runtime, earlier }).read(clock.now());
  const asked = okta.calls.slice(before);
  const whole = await openOktaReader(system, runtime).read(clock.now());
  return { changes, whole, asked };
}

it('is what a whole reading would have been', async () => {
  let [spared, nightsRead] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 2, maxLength: 5 }), fc.integer({ min: 3, max: 9 }), async (nights, pageSize) => {
      const org = fakeOkta(ids.map((id, index) => oktaUser(id, { lastLogin: index % 4 === 0 ? null : '2026-12-30T08:00:00.000Z' })));
      addGroup(org, 'vpn', ids.slice(0, 5));
      addApp(org, '0oa1', { people: ids.slice(0, 3), groups: ['00g0'] });
      const opened = await open(org, { apps: [{ id: '0oa1', licence: 'SLACK' }], pageSize, canaries: [{ id: '00uself' }] });
      const earlier = fakeEarlier();
      for (const edits of [[], ...nights]) {
        opened.clock.jumpWall(86_400_000);
        const shortly = new Date(Date.parse(opened.clock.now()) - 300_000).toISOString();
        for (const [name, id] of edits) EDITS[name]?.(org, id, shortly);
        const { changes, whole, asked } = await readBoth(opened, earlier);

        expect(comparable(changes)).toEqual(comparable(whole));
        nightsRead += 1;
        if (!asked.some(({ query }) => query['filter']?.startsWith('status') === true)) spared += 1;
      }
    }),
    { numRuns: 8 },
  );

  // Most nights after the first are read by changes indeed.
  expect(spared).toBeGreaterThan(nightsRead / 2);
}, 60_000);
