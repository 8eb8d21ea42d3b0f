import { describe, expect, it } from 'vitest';
import type { VerifiedChange } from '../../../../reconciler/model/memory.ts';
import type { Asset } from '../../../../reconciler/model/observed.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Device } from '../../../../schemas/device.ts';
import { at, briefHeld, csvSystem, done, line, makeInput, type Plain, person, system, type World } from '../world.ts';

const inventory = system('inventory', { holds: ['assets'] });
const record = { system: 'inventory', id: 311 };
const BACK: Plain<Device> = {
  id: 'LT-1',
  type: 'laptop',
  status: 'received',
  holder: null,
  ownership: 'owned',
  awaitedFrom: 'e-1',
  inventory: record,
  returned: { on: '2027-01-02', condition: 'ok' },
};
const HANDED: Plain<Device> = {
  id: 'LT-1',
  type: 'laptop',
  status: 'in-use',
  holder: 'e-2',
  ownership: 'owned',
  inventory: record,
  received: '2027-01-02',
};
const people = [
  person('e-1', { lastDay: '2026-12-31', accounts: [line('inventory', 'i-1', { login: 'anna' })] }),
  person('e-2', { accounts: [line('ad', 'a-2', { login: 'bo.ad' }), line('inventory', 'i-2', { login: 'bo' })] }),
  person('e-3', { accounts: [line('inventory', 'i-3', { login: 'cilla' })] }),
];

function asset(extra: Partial<Asset> = {}): Asset {
  return { id: '311', tag: 'LT-1' as never, serial: null, holder: 'anna', status: 'deployed', ...extra };
}

function planned(device: Plain<Device>, shown: Asset | null, world: World = {}) {
  const snapshots = { inventory: { assets: shown === null ? [] : [shown] }, ...world.snapshots };
  return plan(
    makeInput({ people, systems: [system('ad'), inventory], accounts: { inventory: [] }, devices: [device], ...world, snapshots }),
  );
}

function movesOf(...args: Parameters<typeof planned>) {
  return planned(...args).changes.filter((one) => 'asset' in one);
}

describe('a device that is back', () => {
  it.each([
    ['a system that can check in', { writes: ['check-in'] }, ['check-in']],
    ['a system that only shows devices', { writes: [] }, []],
  ] as const)('is asked for in %s as far as it can', (_, { writes }, expected) => {
    const abilities = { writes, disabled: 'disabled', leaversPlace: null } as const;
    const snapshots = { inventory: { assets: [asset()], abilities } };

    expect(movesOf(BACK, asset(), { snapshots }).map((one) => one.kind)).toEqual(expected);
  });

  it('is checked in', () => {
    expect(movesOf(BACK, asset())).toEqual([
      {
        id: 'check-in/LT-1/device:2027-01-02/inventory/311',
        person: 'e-1',
        spell: null,
        cause: 'device:2027-01-02',
        system: 'inventory',
        class: 'inventory',
        effect: 'set',
        because: { rule: 'inventory-check-in', file: 'state/devices/LT-1.yaml', pointer: '/returned', line: 0 },
        precondition: null,
        reversible: 'yes',
        dependsOn: [],
        by: 'reconciler',
        cost: null,
        due: '2027-01-01T23:00:00Z',
        late: 2,
        kind: 'check-in',
        asset: '311',
        tag: 'LT-1',
        before: { holder: 'anna', status: 'deployed' },
        after: { holder: '', status: 'received' },
      },
    ]);
  });

  it.each<[string, Plain<Device>, Asset | null]>([
    ['is awaited', { ...BACK, status: 'awaited' }, asset()],
    ['has no day of return', { ...BACK, returned: undefined as never }, asset()],
    ['has a holder', { ...BACK, holder: 'e-2' }, asset()],
    ['is checked in already', BACK, asset({ holder: '' })],
    ['has an unknown holder there', BACK, asset({ holder: null })],
    ['is not in the inventory', BACK, null],
    ['has no record there', { ...BACK, inventory: undefined as never }, asset()],
    ['has its record in another system', { ...BACK, inventory: { system: 'elsewhere', id: 1 } }, asset()],
  ])('is left alone when it %s', (_, device, shown) => {
    expect(movesOf(device, shown)).toEqual([]);
  });

  it.each<[string, Partial<Plain<Device>>, string]>([
    [
      'sold',
      { sale: { to: 'e-1', price: '1.00 SEK', vat: 'included', paid: '2027-01-03' }, wiped: { on: '2027-01-01', method: 'purge' } },
      '2027-01-03',
    ],
    ['lost', { lost: { on: '2026-12-30' } }, '2026-12-30'],
    ['destroyed', { wiped: { on: '2027-01-01', method: 'destroy' } }, '2027-01-01'],
    ['returned-to-lessor', { awaitedSince: '2026-12-31' }, '2026-12-31'],
    ['sold', { returned: { on: '2027-01-02', condition: 'ok' } }, '2027-01-02'],
  ])('or is %s is checked in although it never came back, with %o', (status, own, day) => {
    const { returned: _, ...never } = BACK;

    const moves = movesOf({ ...never, ...own, status }, asset());

    expect(moves).toMatchObject([{ cause: `device:${day}`, because: { pointer: '/status' }, after: { status } }]);
  });

  it.each(['retired', 'destroyed'] as const)(
    'or is %s on no known day is left to the finding: a day that moves would be new work every night',
    (status) => {
      const { returned: _, ...never } = BACK;

      expect(movesOf({ ...never, status }, asset())).toEqual([]);
    },
  );

  it('of nobody any more', () => {
    const { awaitedFrom: _, ...nobody } = BACK;

    expect(movesOf(nobody, asset({ status: null }))).toMatchObject([{ person: null, before: { holder: 'anna' } }]);
    expect(movesOf({ ...BACK, awaitedFrom: 'e-9' }, asset())).toMatchObject([{ person: 'e-9' }]);
  });

  it('is checked in once', () => {
    const change = {
      ...done('check-in', {
        person: 'LT-1',
        cause: 'device:2027-01-02',
        system: 'inventory',
        account: '311',
        at: '2027-01-03T00:00:00Z' as never,
      }),
    };

    expect(movesOf(BACK, asset(), { memory: { verified: new Map([[change.change, change]]) } })).toEqual([]);
  });

  it('waits for the inventory to be read whole and enforced, and is work for its desk', () => {
    expect(briefHeld(planned(BACK, asset(), { snapshots: { inventory: { assets: [asset()], complete: ['existence'] } } }).held)).toEqual([
      'incomplete:inventory check-in LT-1 inventory',
    ]);
    expect(briefHeld(planned(BACK, asset(), { systems: [system('inventory', { mode: 'observe' })] }).held)).toEqual([
      'observe check-in LT-1 inventory',
    ]);
    expect(movesOf(BACK, asset(), { systems: [csvSystem('inventory')] })).toMatchObject([{ by: { desk: 'it' }, effect: 'keyed' }]);
    expect(movesOf(BACK, asset(), { unread: ['inventory'] })).toEqual([]);
  });
});

describe('an inventory that decides who has a device', () => {
  const systems = [system('ad'), system('inventory', { holds: ['assets'], authority: { holder: 'inventory' } })];

  it.each([
    ['back', BACK, asset()],
    ['handed out', HANDED, asset({ holder: '' })],
  ])('is not changed: a device that is %s', (_, device, shown) => {
    expect(movesOf(device, shown)).toHaveLength(1);
    expect(movesOf(device, shown, { systems })).toEqual([]);
  });
});

describe('a device with a new holder', () => {
  it.each<[string, Plain<Device>, Asset, string | null]>([
    ['just received, checked in there', HANDED, asset({ holder: '' }), 'device:2027-01-02'],
    ['received long ago, checked in there: a finding, no change', { ...HANDED, received: '2026-11-01' }, asset({ holder: '' }), null],
    ['of which nobody says when it was received', { ...HANDED, received: undefined as never }, asset({ holder: '' }), null],
    ['still shown with somebody who has left', { ...HANDED, received: undefined as never }, asset({ holder: 'ANNA' }), 'device:2026-12-31'],
    ['shown with somebody who has left, and received', HANDED, asset({ holder: 'ANNA' }), 'device:2027-01-02'],
    ['shown with somebody who is here', HANDED, asset({ holder: 'cilla' }), null],
    ['shown with somebody unknown', HANDED, asset({ holder: 'x' }), null],
    ['shown with the same', HANDED, asset({ holder: 'BO' }), null],
    ['with an unknown holder there', HANDED, asset({ holder: null }), null],
    ['in repair', { ...HANDED, status: 'repair' }, asset({ holder: '' }), null],
    ['of a pool', { ...HANDED, holder: { pool: 'syd' } }, asset({ holder: '' }), null],
    ['whose holder has no sign-in name', { ...HANDED, holder: 'e-9' }, asset({ holder: '' }), null],
  ])('%s', (_, device, shown, cause) => {
    expect(movesOf(device, shown).map((one) => one.cause)).toEqual(cause === null ? [] : [cause]);
  });

  const given = (kind: 'check-in' | 'check-out', to: string | null, day: '2026-12-01' | '2026-12-02') =>
    ({
      ...done(kind, { person: 'LT-1', cause: `device:${day}`, system: 'inventory', account: '311', at: at(day) }),
      person: to,
    }) as VerifiedChange;
  const CILLA = given('check-out', 'e-3', '2026-12-01');
  it.each<[string, Plain<Device>, string, readonly VerifiedChange[], readonly string[]]>([
    ['is as we left it: the file changed since', HANDED, 'CILLA', [CILLA], ['device:2027-01-02']],
    ['was never moved by us', HANDED, 'cilla', [], []],
    ['was checked in by us since', HANDED, 'cilla', [CILLA, given('check-in', null, '2026-12-02')], []],
    ['was given to somebody else by us', HANDED, 'cilla', [given('check-out', 'e-2', '2026-12-02'), CILLA], []],
    ['was given to nobody of ours', HANDED, 'x', [given('check-out', null, '2026-12-02')], []],
    ['is signed for by nobody yet', { ...HANDED, received: undefined as never }, 'cilla', [CILLA], []],
    ['is with the same person by another name', HANDED, 'bo.ad', [given('check-out', 'e-2', '2026-12-02')], []],
  ])('shown with somebody who stays, where the record %s', (_, device, holder, changes, causes) => {
    const memory = { verified: new Map(changes.map((one) => [one.change, one])) };

    expect(movesOf(device, asset({ holder }), { memory }).map((one) => one.cause)).toEqual(causes);
  });

  it('is the same work every night until it is done, whether somebody signed for it or not', () => {
    const handed = { ...HANDED, received: undefined as never };
    const ids = (['2027-01-04', '2027-01-05'] as const).map((day) => movesOf(handed, asset(), { asOf: at(day) }).map((one) => one.id));

    expect(ids[0]).toHaveLength(1);
    expect(ids[1]).toEqual(ids[0]);
  });

  it('is checked out to the sign-in name there, else any', () => {
    const elsewhere = [person('e-2', { accounts: [line('ad', 'a-2', { login: 'bo.ad' })] })];

    expect(movesOf(HANDED, asset({ holder: '' }))).toMatchObject([
      { kind: 'check-out', person: 'e-2', before: { holder: '' }, after: { holder: 'bo' } },
    ]);
    expect(movesOf(HANDED, asset({ holder: '' }), { people: elsewhere })).toMatchObject([{ after: { holder: 'bo.ad' } }]);
  });
});
