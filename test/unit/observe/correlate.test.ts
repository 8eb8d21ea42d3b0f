/** Which account is whose: by recorded id, by exact login where nothing else is known, and never by guessing. */
import { describe, expect, it } from 'vitest';
import type { Correlation, Situation } from '../../../reconciler/model/correlation.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import type { Snapshot } from '../../../reconciler/model/observed.ts';
import { judge } from '../../../reconciler/observe/completeness.ts';
import { correlate, knownIdKey } from '../../../reconciler/observe/correlate.ts';
import type { EmployeeId, ForeignId, SystemId } from '../../../schemas/primitives.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import type { FakeAccount } from '../../fakes/records.ts';
import { fakeSystem, type Spoil } from '../../fakes/system.ts';
import { desiredOf, directory, type Files, NIGHT, person } from './ground.ts';

interface World extends Files {
  readonly accounts: readonly FakeAccount[];
  readonly memory?: Partial<Memory>;
  readonly spoil?: Spoil;
}

const FIRST: Partial<Memory> = { kind: 'first' };

async function correlated(world: World): Promise<Correlation> {
  const desired = desiredOf(world);
  const memory = recalledMemory(world.memory ?? FIRST);
  const observed = new Map<SystemId, Snapshot>();
  for (const system of desired.systems.values()) {
    const fake = fakeSystem({ system: system.id, tenant: system.tenant, accounts: world.accounts });
    fake.spoil = world.spoil ?? {};
    observed.set(system.id, judge(await fake.read(NIGHT), { system, desired, memory, asOf: NIGHT }));
  }
  return correlate(desired, observed, memory);
}

function situations(result: Correlation): Situation[] {
  return result.links.map((link) => link.situation);
}

const line = (id?: string, login?: string, system = 'ad') => ({
  system,
  ...(id === undefined ? {} : { id }),
  ...(login === undefined ? {} : { login }),
});
const known = (ids: Record<string, string>, people: readonly string[] = []): Partial<Memory> => ({
  knownIds: new Map(Object.entries(ids) as [string, ForeignId][]),
  knownEmployees: new Set(people as readonly EmployeeId[]),
});

describe('a line with a recorded id', () => {
  const accounts = [
    { id: '1', login: 'testper' },
    { id: '2', login: 'other' },
  ];
  const cases: readonly (readonly [string, World, Situation])[] = [
    ['is linked in the first run', { people: [person('e-1', { accounts: [line('1', 'testper')] })], accounts }, 'linked'],
    [
      'is linked when the last run saw the same id',
      { people: [person('e-1', { accounts: [line('1')] })], accounts, memory: known({ 'e-1/ad': '1' }, ['e-1']) },
      'linked',
    ],
    [
      'is disputed when the last run saw another (T16)',
      { people: [person('e-1', { accounts: [line('1')] })], accounts, memory: known({ 'e-1/ad': '2' }, ['e-1']) },
      'disputed',
    ],
    [
      'is fresh when it was recorded since, for a person known before',
      { people: [person('e-1', { accounts: [line('1')] })], accounts, memory: known({}, ['e-1']) },
      'fresh-id',
    ],
    [
      'is linked when the person is new too',
      { people: [person('e-1', { accounts: [line('1')] })], accounts, memory: known({}, ['e-2']) },
      'linked',
    ],
    [
      'is disputed when its login belongs to another account',
      { people: [person('e-1', { accounts: [line('1', 'OTHER')] })], accounts },
      'disputed',
    ],
    [
      'is disputed when its account is gone and its login is another account',
      { people: [person('e-1', { accounts: [line('9', 'other')] })], accounts },
      'disputed',
    ],
    ['is linked when the account was renamed', { people: [person('e-1', { accounts: [line('1', 'old.name')] })], accounts }, 'linked'],
    [
      'is unknown when the reading is not whole',
      { people: [person('e-1', { accounts: [line('9')] })], accounts, spoil: { truncateAt: 1 } },
      'unknown',
    ],
    [
      'is linked by what is seen even when the reading is not whole',
      { people: [person('e-1', { accounts: [line('1')] })], accounts, spoil: { truncateAt: 1 } },
      'linked',
    ],
  ];

  it.each(cases)('%s', async (_, world, expected) => {
    expect(situations(await correlated(world))).toEqual([expected]);
  });

  it('is missing when a reading complete in existence does not show it', async () => {
    const others = Array.from({ length: 20 }, (_, index) => person(`e-${index + 10}`, { accounts: [line(`x-${index}`)] }));
    const world = {
      people: [person('e-1', { accounts: [line('9')] }), ...others],
      accounts: others.map((_, index) => ({ id: `x-${index}` })),
    };

    const result = await correlated(world);

    expect(situations(result)[0]).toBe('missing');
    expect(result.links[0]?.account).toBeNull();
  });

  it('swapped between two people holds both (T16)', async () => {
    const people = [person('e-1', { accounts: [line('2')] }), person('e-2', { accounts: [line('1')] })];

    const result = await correlated({ people, accounts, memory: known({ 'e-1/ad': '1', 'e-2/ad': '2' }, ['e-1', 'e-2']) });

    expect(situations(result)).toEqual(['disputed', 'disputed']);
  });

  it('of the finance director in a leaver’s file is disputed for both (T16)', async () => {
    const people = [person('e-1', { accounts: [line('2')] }), person('e-2', { accounts: [line('2')] })];

    const result = await correlated({ people, accounts, memory: known({ 'e-1/ad': '1', 'e-2/ad': '2' }, ['e-1', 'e-2']) });

    expect(situations(result)).toEqual(['disputed', 'disputed']);
  });

  it('is remembered line by line where a person has two accounts in one system', async () => {
    const people = [person('e-1', { accounts: [line('1'), line('2')] })];
    const remembered = {
      [knownIdKey('e-1' as EmployeeId, 'ad' as SystemId, 1)]: '1',
      [knownIdKey('e-1' as EmployeeId, 'ad' as SystemId, 2)]: '2',
    };

    const result = await correlated({ people, accounts, memory: known(remembered, ['e-1']) });

    expect(situations(result)).toEqual(['linked', 'linked']);
    expect(Object.keys(remembered)).toEqual(['e-1/ad', 'e-1/ad#2']);
  });
});

describe('a line with a login only', () => {
  const accounts = [
    { id: '1', login: 'TestPer' },
    { id: '2', login: 'twin' },
    { id: '3', login: 'Twin' },
    { id: '4', login: null },
  ];
  const cases: readonly (readonly [string, string | undefined, Spoil, Situation, string | null])[] = [
    ['matches exactly one account regardless of case', 'testper', {}, 'login-only', '1'],
    ['is unknown when several match', 'twin', {}, 'unknown', null],
    ['is missing when none matches', 'nobody', {}, 'missing', null],
    ['is unknown when the reading is not whole', 'testper', { total: 9 }, 'unknown', null],
    ['is unknown when there is no login either', undefined, {}, 'unknown', null],
  ];

  it.each(cases)('%s', async (_, login, spoil, expected, account) => {
    const others = Array.from({ length: 20 }, (__, index) => person(`e-${index + 10}`, { accounts: [line(`x-${index}`)] }));
    const people = [person('e-1', { accounts: [line(undefined, login)] }), ...others];

    const result = await correlated({ people, accounts: [...accounts, ...others.map((__, index) => ({ id: `x-${index}` }))], spoil });

    expect(result.links[0]?.situation).toBe(expected);
    expect(result.links[0]?.account?.id ?? null).toBe(account);
  });

  it('that leads to an account which another person names by id is disputed for both', async () => {
    const people = [person('e-1', { accounts: [line(undefined, 'testper')] }), person('e-2', { accounts: [line('1')] })];

    expect(situations(await correlated({ people, accounts }))).toEqual(['disputed', 'disputed']);
  });
});

describe('lines without a reading', () => {
  it('are unknown for a system that is off or was never read', async () => {
    const desired = desiredOf({ people: [person('e-1', { accounts: [line('1')] })], systems: [directory({ mode: 'off' })] });

    const result = correlate(desired, new Map(), recalledMemory());

    expect(situations(result)).toEqual(['unknown']);
  });

  it('are no accounts where the system holds none: an inventory that knows somebody by a sign-in name', async () => {
    const systems = [directory({ id: 'inv', holds: ['assets'], tenant: 'inv-tenant' })];

    const result = await correlated({ people: [person('e-1', { accounts: [line(undefined, 'testper', 'inv')] })], systems, accounts: [] });

    expect(result).toEqual({ links: [], strangers: [] });
  });

  it('keep the order of people and lines', async () => {
    const systems = [directory(), directory({ id: 'crm', tenant: 'crm-tenant' })];
    const people = [
      person('e-2', { accounts: [line('2', undefined, 'crm'), line('2')] }),
      person('e-0'),
      person('e-1', { accounts: [line('1'), line('1', undefined, 'crm')] }),
    ];

    const result = await correlated({ people, systems, accounts: [{ id: '1' }, { id: '2' }] });

    expect(result.links.map((link) => `${link.person}/${link.index}/${link.system}`)).toEqual([
      'e-2/0/crm',
      'e-2/1/ad',
      'e-1/0/ad',
      'e-1/1/crm',
    ]);
  });
});

describe('strangers', () => {
  const guardrails = {
    protected: [
      { login: 'Nodkonto' },
      { system: 'ad', role: 'Domain Admins' },
      { role: 'Owner' },
      { system: 'crm', role: 'user' },
      { system: 'crm', id: 'o-1' },
    ],
    service: [{ system: 'ad', login: 'svc-print', owner: 'e-1' }],
    shared: [
      { system: 'ad', id: 's-1', owner: 'e-1' },
      { system: 'crm', login: 'tmp', owner: 'e-1' },
    ],
    guest: [{ system: 'ad', login: 'Visitor', owner: 'e-1' }],
  };

  it('are protected, service, shared, guests, or orphans', async () => {
    const accounts = [
      { id: 'p-1', login: 'nodkonto' },
      { id: 'p-2', login: 'admin', roles: ['Domain Admins'] },
      { id: 'p-3', roles: ['Owner', 'user'] },
      { id: 'v-1', login: 'SVC-PRINT', roles: null },
      { id: 's-1', login: null },
      { id: 'o-1', login: 'tmp', roles: ['user'] },
      { id: 'g-1', login: 'visitor' },
      { id: 'd-1', login: 'declared' },
      { id: 'd-2', login: 'same.login' },
    ];
    const people = [person('e-1', { accounts: [line('d-1'), line(undefined, 'Same.Login')] })];

    const result = await correlated({ people, accounts, guardrails });

    expect(result.strangers.map((one) => `${one.id} ${one.as}`)).toEqual([
      'p-1 protected',
      'p-2 protected',
      'p-3 protected',
      'v-1 service',
      's-1 shared',
      'o-1 orphan',
      'g-1 guest',
    ]);
  });

  it('name as candidates people with that exact login or address and no line here', async () => {
    const people = [
      person('e-1', { person: { name: 'Test Person', email: 'Test@exempel.example' } }),
      person('e-2', { accounts: [line(undefined, 'tester', 'crm')] }),
      person('e-3', { accounts: [line(undefined, 'tester', 'crm'), line('d-1')] }),
      person('e-4', { person: 'withheld' }),
    ];
    const accounts = [
      { id: 'd-1' },
      { id: 'o-1', login: 'Tester', email: 'test@EXEMPEL.example' },
      { id: 'o-2', login: 'other', email: null },
    ];

    const result = await correlated({ people, accounts });

    expect(result.strangers.map((one) => [one.id, one.candidates])).toEqual([
      ['o-1', ['e-1', 'e-2']],
      ['o-2', []],
    ]);
  });

  it('are found in time that grows with the number of accounts, not with its square', async () => {
    const count = 4_000;
    const accounts = Array.from({ length: count }, (_, index) => ({ id: `a-${index}`, login: `login-${index}` }));
    const people = Array.from({ length: count }, (_, index) => person(`e-${index}`, { accounts: [line(`a-${index}`, `login-${index}`)] }));

    const result = await correlated({ people, accounts });

    expect(result.links.every((link) => link.situation === 'linked')).toBe(true);
    expect(result.strangers).toEqual([]);
  });
});
