/** A look at the systems for a person who waits: what is late, failed or somebody else's is named, and the rest is shown. */
import { describe, expect, it } from 'vitest';
import { differencesSeen, LOOK_TIME, type Look, lookAround } from '../../../reconciler/run/looking.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { System } from '../../../schemas/system.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import { type FakeSystem, type FakeSystemOptions, fakeSystem } from '../../fakes/system.ts';
import { device } from '../plan/findings/look.ts';
import { line, makeDesired, memory, person, system, type World } from '../plan/world.ts';

const PEOPLE = [
  person('e-1', { accounts: [line('ad', 'a-1', { login: 'exone' }), line('crm', 'c-1'), { system: 'vpn', login: 'exone' }] }),
  person('e-2', { accounts: [line('ad', 'a-2', { login: 'extwo' })] }),
];
const STORE = system('store', { holds: ['assets'], tenant: 'store-tenant' });
const DEVICES = [
  device('LT-1', 'e-1', { inventory: { system: 'store', id: 1 } }),
  device('LT-2', 'e-2', { inventory: { system: 'store', id: 2 } }),
];
const ASSETS: FakeSystemOptions['assets'] = [
  { id: '1', tag: 'LT-1', holder: 'exone' },
  { id: '2', tag: 'LT-2', holder: 'extwo' },
  { id: '999', tag: 'LT-999', holder: 'exone' },
] as never;

interface Setup {
  readonly fakes: ReadonlyMap<string, FakeSystem>;
  readonly clock: FakeClock;
  readonly look: (stopping?: () => boolean) => Promise<Look>;
  readonly differences: (look: Look) => readonly string[];
}

function setUp(systems: readonly System[] = [system('ad'), system('crm'), STORE], more: World = {}): Setup {
  const fakes = new Map(
    systems.map(({ id, holds }): [string, FakeSystem] => {
      const accounts = holds.includes('accounts') ? (id === 'crm' ? ['c-1'] : ['a-1', 'a-2']) : [];
      const assets = holds.includes('assets') ? (ASSETS ?? []) : [];
      return [id, fakeSystem({ system: id, assets, accounts: accounts.map((one) => ({ id: one, login: one })) })];
    }),
  );
  const clock = fakeClock('2027-01-04T12:00:00Z');
  const desired = makeDesired({ people: PEOPLE, devices: DEVICES, systems, ...more });
  const ground = (stopping: () => boolean) =>
    ({ context: { world: { clock, stopping, version: '0', hash: () => '0' } }, head: '0'.repeat(40), desired, memory: memory() }) as never;
  const employee = PEOPLE[0] as Employee;
  const open = async (id: string) => {
    const fake = fakes.get(id);
    if (fake === undefined) throw new Error(id);
    return fake;
  };
  return {
    fakes,
    clock,
    look: (stopping = () => false) => lookAround(ground(stopping), employee, open),
    differences: (look) =>
      differencesSeen(
        ground(() => false),
        { desired, look, employee: employee.id },
      ).map(({ key }) => key),
  };
}

const calls = (fake: FakeSystem | undefined) => fake?.calls.map(({ operation }) => operation);

describe('a look', () => {
  it('reads inventories whole, and elsewhere only the person’s accounts with a recorded id', async () => {
    const { fakes, look, differences } = setUp([system('ad'), system('crm'), system('vpn'), system('hr', { holds: ['people'] }), STORE]);

    const seen = await look();

    expect(seen.read).toEqual(['ad', 'crm', 'store']);
    expect(seen.unread).toEqual([]);
    expect(seen.lines.map(({ line: { system: id }, account }) => [id, account?.id])).toEqual([
      ['ad', 'a-1'],
      ['crm', 'c-1'],
    ]);
    expect(['ad', 'crm', 'vpn', 'hr', 'store'].map((id) => calls(fakes.get(id)))).toEqual([
      ['readAccount'],
      ['readAccount'],
      [],
      [],
      ['read'],
    ]);
    expect(differences(seen)).toEqual(['unknown-device/store/LT-999']);
  });

  it('asks nothing of a system that is off', async () => {
    const { fakes, look } = setUp([system('ad', { mode: 'off' }), { ...STORE, mode: 'off' }]);

    expect(await look()).toEqual({ observed: new Map(), lines: [], read: [], unread: [] });
    expect([calls(fakes.get('ad')), calls(fakes.get('store'))]).toEqual([[], []]);
  });

  it('takes accounts of an inventory from its reading, and calls none missing that a half reading lacks', async () => {
    const both = system('ad', { holds: ['accounts', 'assets'], tenant: 'ad-tenant' });
    const whole = setUp([both]);
    const half = setUp([both]);
    half.fakes.get('ad')?.assets.clear();
    Object.assign(half.fakes.get('ad')?.spoil ?? {}, { truncateAt: 0 });

    expect((await whole.look()).lines.map(({ account }) => account?.id)).toEqual(['a-1']);
    expect(await half.look()).toMatchObject({ lines: [], read: [], unread: [{ system: 'ad', code: 'not-ended', isPart: false }] });
    expect(calls(whole.fakes.get('ad'))).toEqual(['read']);
  });

  it.each([
    ['refuses', { operation: 'readAccount', how: 'refused' }, 'the system refused'],
    ['does not answer', { operation: 'readAccount', how: 'lost-request' }, 'no answer came'],
    ['has a bug', { operation: 'readAccount', how: 'bug' }, 'the reader failed in a way it must not (TypeError)'],
  ] as const)('names a system that %s', async (_name, failure, why) => {
    const { fakes, look, differences } = setUp();
    fakes.get('ad')?.fail(failure);

    const seen = await look();

    expect(seen.unread).toEqual([{ system: 'ad', code: 'fault', why, isPart: false }]);
    expect(seen.read).toEqual(['crm', 'store']);
    expect(differences(seen)).toEqual(['unknown-device/store/LT-999']);
  });

  it.each([
    ['refuses', { failure: { operation: 'read', how: 'refused' } as const }, 'fault', []],
    ['fails in a way it must not', { failure: { operation: 'read', how: 'bug' } as const }, 'fault', []],
    ['is somebody else’s', { spoil: { tenant: 'other' } }, 'wrong-tenant', []],
    ['is empty', { spoil: { empty: true, total: 0 } }, 'empty', []],
    ['is old', { spoil: { freshAt: '2026-01-01T00:00:00Z' as never } }, 'stale', ['unknown-device/store/LT-999']],
    ['broke off', { spoil: { truncateAt: 1 } }, 'not-ended', ['unknown-device/store/LT-999']],
  ])('of an inventory that %s shows what was seen, and concludes nothing', async (_name, about, code, shown) => {
    const { fakes, look, differences } = setUp();
    const store = fakes.get('store');
    store?.assets.delete('1');
    if ('failure' in about) store?.fail(about.failure);
    else Object.assign(store?.spoil ?? {}, about.spoil);

    const seen = await look();

    expect(seen.unread).toMatchObject([{ system: 'store', code, isPart: shown.length > 0 }]);
    expect(seen.read).toEqual(['ad', 'crm']);
    expect(differences(seen)).toEqual(shown);
  });

  it('waits for nobody longer than its time, and shows the others', async () => {
    const { fakes, look, clock, differences } = setUp();
    const crm = fakes.get('crm');
    if (crm !== undefined) crm.before = () => new Promise(() => {});

    const seen = await look();

    expect(seen.unread).toEqual([{ system: 'crm', code: 'late', why: null, isPart: false }]);
    expect(seen.read).toEqual(['ad', 'store']);
    expect(differences(seen)).toEqual(['unknown-device/store/LT-999']);
    expect(clock.elapsed()).toBe(LOOK_TIME);
    expect(Math.max(...clock.sleeps)).toBeLessThan(200);
  });

  it('ends at once when the process is to end', async () => {
    const { fakes, look, clock } = setUp();
    const store = fakes.get('store');
    if (store !== undefined) store.before = () => new Promise(() => {});

    const seen = await look(() => clock.elapsed() > 500);

    expect(seen.unread.map(({ system: id }) => id)).toContain('store');
    expect(clock.elapsed()).toBeLessThan(1000);
  });
});
