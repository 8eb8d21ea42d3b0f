/** Readings of Okta by changes: what they cost, what the log proves, and everything after which a reading is whole again. */
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../../reconciler/model/observed.ts';
import { openOktaReader } from '../../../../reconciler/systems/okta/index.ts';
import type { SystemId } from '../../../../schemas/primitives.ts';
import { type FakeEarlier, fakeEarlier } from '../../../fakes/earlier.ts';
import type { Call } from '../../../fakes/json-server.ts';
import { note } from '../../../fakes/okta/log.ts';
import { type FakeOkta, fakeOkta, oktaUser } from '../../../fakes/okta/world.ts';
import { addGroup, endOrgs, type Opened, open } from './org.ts';

endOrgs();

const DAY = 86_400_000;
const orgOf = (count: number) => fakeOkta(Array.from({ length: count }, (_, index) => oktaUser(`00u${index + 1}`)));

interface Night {
  readonly reading: Reading;
  readonly asked: readonly Call[];
  readonly isWhole: boolean;
}

interface Nights extends Opened {
  readonly earlier: FakeEarlier;
  night(more?: Partial<Opened['system']>): Promise<Night>;
}

/** An org whose nights are read by changes; the first has been read. */
async function begin(org: FakeOkta, usual: Readonly<Record<string, unknown>> = {}): Promise<Nights> {
  const opened = await open(org, { reads: 'changes', ...usual });
  const { clock, okta, system } = opened;
  const earlier = fakeEarlier();
  async function night(more: Partial<Opened['system']> = {}): Promise<Night> {
    clock.jumpWall(DAY);
    const before = okta.calls.length;
    const reader = openOktaReader({ ...system, ...more }, { credential: () => '00practice', clock, earlier });
    const reading = await reader.read(clock.now());
    const asked = okta.calls.slice(before);
    return { reading, asked, isWhole: asked.some(({ query }) => query['filter']?.startsWith('status') === true) };
  }
  expect((await night()).isWhole).toBe(true);
  return { ...opened, earlier, night };
}

const shown = ({ reading }: Night, id: string) => reading.accounts.find((one) => one.id === id);

describe('requests', () => {
  it.each([20, 5000])('of a night without changes are the same for %i users', async (count) => {
    const nights = await begin(orgOf(count));

    const quiet = await nights.night();

    expect(quiet.reading).toMatchObject({ ended: true, problems: [] });
    expect(quiet.reading.accounts).toHaveLength(count + 1);
    // The org; whether users are seen; what changed; who is in a passing status; the log; groups, rules, administrators, and the one who is.
    expect(quiet.asked.map(({ path }) => path.replace('/api/v1', ''))).toEqual([
      '/.well-known/okta-organization',
      '/users',
      '/users',
      '/users',
      '/logs',
      '/groups',
      '/groups/rules',
      '/iam/assignees/users',
      '/users/00uself/roles',
    ]);
  });

  it('grow with what changed, by pages; what changed within the hour comes once more', async () => {
    const nights = await begin(orgOf(100), { pageSize: 10 });
    for (let number = 1; number <= 30; number += 1) Object.assign(nights.org.users.get(`00u${number}`) ?? {}, { status: 'SUSPENDED' });

    const [busy, after, quiet] = [await nights.night(), await nights.night(), await nights.night()];

    expect([busy, after, quiet].map(({ asked }) => asked.length)).toEqual([11, 11, 9]);
    expect(busy.reading.accounts.filter((one) => one.enabled === false)).toHaveLength(30);
  });

  it('ask the log for an hour before the earlier reading, until now', async () => {
    const nights = await begin(orgOf(3));

    const { asked } = await nights.night();

    const log = asked.find(({ path }) => path.endsWith('/logs'));
    expect(log?.query).toMatchObject({ since: '2027-01-05T00:00:00.000Z', until: '2027-01-06T01:00:00.000Z', limit: '1000' });
    expect(asked.find(({ query }) => 'search' in query)?.query['search']).toBe('lastUpdated gt "2027-01-05T00:00:00.000Z"');
  });
});

describe('changes', () => {
  it('are new people, other statuses, deactivated ones among them, and the last sign-in', async () => {
    const nights = await begin(orgOf(4));
    const { org } = nights;
    Object.assign(org.users.get('00u1') ?? {}, { status: 'DEPROVISIONED' });
    Object.assign(org.users.get('00u2') ?? {}, { login: 'nytt@exempel.example', lastLogin: '2027-01-05T09:00:00.000Z' });
    Object.assign(org.users.get('00u3') ?? {}, { lastLogin: '2027-01-05T10:00:00.000Z' });
    org.users.set('00unew', oktaUser('00unew', { lastLogin: null }));

    const night = await nights.night();

    expect(night.isWhole).toBe(false);
    expect(shown(night, '00u1')?.enabled).toBe(false);
    expect(shown(night, '00u2')).toMatchObject({ login: 'nytt@exempel.example', lastUse: '2027-01-05' });
    expect([shown(night, '00u3')?.lastUse, shown(night, '00u4')?.lastUse]).toEqual(['2027-01-05', '2026-12-30']);
    expect(shown(night, '00unew')).toMatchObject({ enabled: true, lastUse: 'never' });
  });

  it('that searches find late are seen the night after', async () => {
    const nights = await begin(orgOf(3));
    Object.assign(nights.org.users.get('00u1') ?? {}, { status: 'SUSPENDED' });
    nights.org.lag = 1800;

    const late = await nights.night();
    nights.org.lag = 0;
    const after = await nights.night();

    expect([late, after].map((night) => [night.isWhole, shown(night, '00u1')?.enabled])).toEqual([
      [false, true],
      [false, false],
    ]);
  });

  it('do not go back to what a search still has of before', async () => {
    const nights = await begin(orgOf(3));
    const old = { id: '00u1', status: 'ACTIVE', lastUpdated: '2027-01-05T00:30:00.000Z', profile: { login: 'gammalt@exempel.example' } };
    Object.assign(nights.org.users.get('00u1') ?? {}, { status: 'SUSPENDED' });
    await nights.night();
    const { okta } = nights;
    okta.fail({ of: /^GET \/api\/v1\/users$/u, nth: 2, how: { status: 200, body: [old] } });

    const night = await nights.night();

    expect([night.isWhole, shown(night, '00u1')?.enabled]).toEqual([false, false]);
  });
});

describe('a status that comes and goes by itself', () => {
  it('is seen although it is no update of the user', async () => {
    const nights = await begin(orgOf(4));
    const to = (id: string, status: string) => Object.assign(nights.org.users.get(id) ?? {}, { status });
    to('00u1', 'LOCKED_OUT');
    to('00u2', 'PASSWORD_EXPIRED');

    const locked = await nights.night();
    to('00u1', 'ACTIVE');
    const unlocked = await nights.night();

    expect([locked.isWhole, unlocked.isWhole]).toEqual([false, false]);
    expect(['00u1', '00u2'].map((id) => shown(locked, id)?.cannot)).toEqual([['disable'], ['disable']]);
    expect(['00u1', '00u2'].map((id) => shown(unlocked, id)?.cannot)).toEqual([undefined, ['disable']]);
  });

  it('is seen to end, as a transition is that Okta gave up', async () => {
    const nights = await begin(orgOf(2));
    Object.assign(nights.org.users.get('00u1') ?? {}, { transitioningTo: 'DEPROVISIONED' });
    const moving = [await nights.night(), await nights.night()].map((night) => shown(night, '00u1')?.enabled);
    Object.assign(nights.org.users.get('00u1') ?? {}, { transitioningTo: null });

    const ended = await nights.night();

    expect([moving, ended.isWhole, shown(ended, '00u1')?.enabled]).toEqual([[null, null], false, true]);
  });

  it('makes a reading whole where somebody in it is gone without a word', async () => {
    const nights = await begin(orgOf(4));
    Object.assign(nights.org.users.get('00u1') ?? {}, { status: 'RECOVERY' });
    await nights.night();
    nights.org.forgetsDeletions = true;
    nights.org.users.delete('00u1');

    const night = await nights.night();

    expect([night.isWhole, shown(night, '00u1')]).toEqual([true, undefined]);
  });
});

describe('absence', () => {
  it('is what the log tells, and what Okta says when it is asked', async () => {
    const nights = await begin(orgOf(4));
    nights.org.users.delete('00u2');
    // Somebody who was deactivated by a first deletion is still there.
    note(nights.org, { published: '2027-01-05T12:00:00.000Z', eventType: 'user.lifecycle.delete.initiated', id: '00u3' });

    const night = await nights.night();

    expect([night.isWhole, shown(night, '00u2'), shown(night, '00u3')?.id]).toEqual([false, undefined, '00u3']);
    expect(night.reading).toMatchObject({ ended: true, problems: [] });
  });

  it('is not made of an account that nobody told of, until a whole reading', async () => {
    const nights = await begin(orgOf(4));
    nights.org.forgetsDeletions = true;
    nights.org.users.delete('00u2');

    const untold = await nights.night();
    nights.clock.jumpWall(6 * DAY);
    const whole = await nights.night();

    expect([untold.isWhole, shown(untold, '00u2')?.id]).toEqual([false, '00u2']);
    expect([whole.isWhole, shown(whole, '00u2')]).toEqual([true, undefined]);
  });
});

describe('a reading is whole again', () => {
  const events = (org: FakeOkta, count: number, eventType: string) => {
    for (let index = 0; index < count; index += 1)
      note(org, { published: '2027-01-06T12:00:00.000Z', eventType, id: `00u${(index % 60) + 1}` });
  };

  it.each<[string, (nights: Nights) => void]>([
    ['when the log may not be read', ({ org }) => void org.forbidden.add('/logs')],
    ['when the log breaks off', ({ okta }) => okta.fail({ of: /logs$/u, how: 'cut' })],
    ['when the log is of another form', ({ okta }) => okta.fail({ of: /logs$/u, how: 'odd' })],
    ['when an event is', ({ okta }) => okta.fail({ of: /logs$/u, how: { status: 200, body: [{ id: 1 }] } })],
    ['when the log has more pages than there are of users', ({ org }) => events(org, 5001, 'user.session.start')],
    ['when very many were deleted', ({ org }) => events(org, 60, 'user.lifecycle.delete.completed')],
    ['when the search is refused', ({ okta }) => okta.fail({ of: /GET \/api\/v1\/users$/u, nth: 2, how: { status: 400, body: {} } })],
    [
      'when a row of the search cannot be read',
      ({ okta }) => okta.fail({ of: /GET \/api\/v1\/users$/u, nth: 2, how: { status: 200, body: [{ id: '00u1' }] } }),
    ],
    [
      'when the next page of the search lies at another address',
      ({ okta }) =>
        okta.fail({
          of: /GET \/api\/v1\/users$/u,
          nth: 2,
          how: { status: 200, body: [], headers: { link: '<http://127.0.0.2:9/api/v1/users?after=MQ>; rel="next"' } },
        }),
    ],
    ['when a canary is not there', ({ okta }) => okta.fail({ of: /users\/00u5$/u, how: { status: 404, body: { errorCode: 'E0000007' } } })],
    ['when somebody in a group is not among the users', ({ org }) => addLate(org)],
    ['after six days', ({ clock }) => clock.jumpWall(4 * DAY + 60_000)],
    ['when nothing was kept', ({ earlier }) => earlier.kept.clear()],
    ['when what was kept is something else', ({ earlier }) => void earlier.kept.set('okta' as SystemId, new TextEncoder().encode('{}'))],
  ])('%s', async (_, spoil) => {
    const nights = await begin(orgOf(60), { canaries: [{ id: '00u5' }, { id: '00unowhere', absent: true }] });
    expect((await nights.night()).isWhole).toBe(false);
    Object.assign(nights.org.users.get('00u1') ?? {}, { status: 'SUSPENDED' });
    spoil(nights);

    const night = await nights.night();

    expect([night.isWhole, shown(night, '00u1')?.enabled]).toEqual([true, false]);
    expect(night.reading).toMatchObject({ ended: true, problems: [] });
    expect(night.reading.accounts).toHaveLength(nights.org.users.size);
  });

  /** Somebody new, whom no search finds yet, is in a group already. */
  function addLate(org: FakeOkta): void {
    org.lag = DAY / 1000;
    org.users.set('00ulate', oktaUser('00ulate'));
    addGroup(org, 'vpn', ['00ulate']);
  }

  it('when the rights to see anybody are gone, and then it is empty', async () => {
    const nights = await begin(orgOf(4));
    nights.org.isBlind = true;

    const blind = await nights.night();

    expect([blind.isWhole, blind.reading.accounts]).toEqual([true, []]);
  });

  it('when the system file says anything else', async () => {
    const nights = await begin(orgOf(4));

    expect((await nights.night({ deactivates: true })).isWhole).toBe(true);
    expect((await nights.night({ deactivates: true })).isWhole).toBe(false);
  });

  it('and that of another org is neither kept nor taken for a start', async () => {
    const nights = await begin(orgOf(4));
    nights.org.id = '00oanother';

    const other = await nights.night();

    expect([other.isWhole, other.reading.tenant, other.asked.some(({ path }) => path.endsWith('/logs'))]).toEqual([
      true,
      '00oanother',
      false,
    ]);
    nights.org.id = '00oexempel';
    expect((await nights.night()).isWhole).toBe(false);
  });
});
