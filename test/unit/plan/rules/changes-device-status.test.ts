/** The status of a device that nobody has, in its inventory. */
import { describe, expect, it } from 'vitest';
import type { VerifiedChange } from '../../../../reconciler/model/memory.ts';
import type { Abilities, Asset } from '../../../../reconciler/model/observed.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { type Device, DeviceStatus } from '../../../../schemas/device.ts';
import { at, briefHeld, csvSystem, done, makeInput, type Plain, system, type World } from '../world.ts';

const STATUSES = Object.fromEntries(DeviceStatus.options.map((status) => [status, status]));
const RECORD = { system: 'inventory', id: 311 };
const READY: Plain<Device> = {
  id: 'LT-1',
  type: 'laptop',
  status: 'available',
  holder: null,
  ownership: 'owned',
  inventory: RECORD,
  returned: { on: '2027-01-02', condition: 'ok' },
  wiped: { on: '2027-01-03', method: 'purge' },
};

function asset(extra: Partial<Asset> = {}): Asset {
  return { id: '311', tag: 'LT-1' as never, serial: null, holder: '', status: 'received', ...extra };
}

interface Shown {
  readonly asset?: Partial<Asset>;
  readonly statuses?: Readonly<Record<string, string>> | null;
  readonly abilities?: Abilities;
  readonly complete?: readonly ('existence' | 'holder' | 'status')[];
}

function planned(device: Plain<Device>, shown: Shown = {}, world: World = {}) {
  const { statuses = STATUSES, abilities, complete } = shown;
  const inventory = {
    assets: [asset(shown.asset)],
    ...(statuses === null ? {} : { statuses }),
    ...(abilities === undefined ? {} : { abilities }),
    ...(complete === undefined ? {} : { complete }),
  };
  const systems = [system('ad'), system('inventory', { holds: ['assets'] })];
  return plan(makeInput({ systems, accounts: { inventory: [] }, devices: [device], snapshots: { inventory }, ...world }));
}

function statusesOf(...args: Parameters<typeof planned>) {
  return planned(...args).changes.filter((one) => one.kind === 'status');
}

/** What our runs wrote on the record, oldest first: kind, status, day. */
function wrote(...changes: readonly (readonly [kind: 'check-in' | 'check-out' | 'status', status: string | null, day: string])[]): World {
  const all = changes.map(([kind, status, day], index): VerifiedChange => {
    const about = { person: 'LT-1', system: 'inventory', account: '311', at: at(day, `0${index}:00`) };
    return done(kind, { ...about, cause: `device:${day}:${index}`, ...(status === null ? {} : { status }) });
  });
  return { memory: { verified: new Map(all.map((one) => [one.change, one])) } };
}

describe('a device that nobody has', () => {
  it('has the status of its file in the inventory', () => {
    expect(planned(READY).changes).toEqual([
      {
        id: 'status/LT-1/device:2027-01-03:1/inventory/311',
        person: null,
        spell: null,
        cause: 'device:2027-01-03:1',
        system: 'inventory',
        class: 'inventory',
        effect: 'set',
        because: { rule: 'inventory-status', file: 'state/devices/LT-1.yaml', pointer: '/status', line: 0 },
        precondition: null,
        reversible: 'yes',
        dependsOn: [],
        by: 'reconciler',
        cost: null,
        due: '2027-01-02T23:00:00Z',
        late: 1,
        kind: 'status',
        asset: '311',
        tag: 'LT-1',
        before: { holder: '', status: 'received' },
        after: { status: 'available' },
      },
    ]);
  });

  const { returned: _, wiped: __, ...bare } = READY;
  const paid = { to: 'e-1', price: '1.00 SEK', vat: 'included', paid: '2027-01-03' } as const;
  it.each<[Device['status'], Partial<Plain<Device>>, string]>([
    ['received', { returned: { on: '2027-01-01', condition: 'ok' } }, '2027-01-01'],
    ['available', { wiped: { on: '2027-01-02', method: 'purge' } }, '2027-01-02'],
    ['repair', { repair: { since: '2026-12-30' } }, '2026-12-30'],
    ['hold', { returned: { on: '2027-01-01', condition: 'ok' } }, '2027-01-01'],
    ['lost', { lost: { on: '2027-01-02' }, awaitedSince: '2026-12-31' }, '2027-01-02'],
    ['lost', { awaitedSince: '2026-12-31' }, '2026-12-31'],
    ['sale-pending', { returned: { on: '2027-01-01', condition: 'ok' } }, '2027-01-01'],
    ['sold', { sale: paid, wiped: { on: '2027-01-01', method: 'purge' } }, '2027-01-03'],
    ['returned-to-lessor', { awaitedSince: '2026-12-31' }, '2026-12-31'],
    ['returned-to-owner', { returned: { on: '2027-01-01', condition: 'ok' } }, '2027-01-01'],
    ['destroyed', { wiped: { on: '2027-01-01', method: 'destroy' } }, '2027-01-01'],
    ['retired', { returned: { on: '2027-01-01', condition: 'ok' } }, '2027-01-01'],
  ])('is %s there too, from the newest of the days that its file gives: %o', (status, own, day) => {
    const moves = statusesOf({ ...bare, ...own, status }, { asset: { status: 'in-use' } });

    expect(moves).toMatchObject([{ cause: `device:${day}:1`, before: { status: 'in-use' }, after: { status } }]);
  });

  it('is followed without a day in its file too, as a clean-up', () => {
    expect(statusesOf({ ...bare, status: 'retired' })).toMatchObject([
      {
        id: 'status/LT-1/device:undated:1/inventory/311',
        class: 'cleanup',
        due: at('2027-01-04', '02:00'),
        late: 0,
        after: { status: 'retired' },
      },
    ]);
    // What was written once and shows another status by now was changed there by somebody.
    const again = wrote(['status', 'retired', '2027-01-02']);
    expect(statusesOf({ ...bare, status: 'retired' }, {}, again)).toEqual([]);
  });

  it.each([
    ['2026-12-05', 'inventory'],
    ['2026-12-04', 'cleanup'],
  ])('since %s: %s', (on, name) => {
    expect(statusesOf({ ...bare, status: 'retired', returned: { on, condition: 'ok' } }).map((one) => one.class)).toEqual([name]);
  });

  it('is shown in the word of the inventory, where that has one word for several', () => {
    const statuses = { received: 'wipe', available: 'stock', hold: 'stock' };

    expect(statusesOf(READY, { statuses, asset: { status: 'wipe' } })).toMatchObject([{ after: { status: 'available', shown: 'stock' } }]);
    expect(statusesOf(READY, { statuses, asset: { status: 'stock' } })).toEqual([]);
  });

  it.each<[string, Plain<Device>, Shown]>([
    ['it is so already', READY, { asset: { status: 'available' } }],
    ['the inventory has a word of its own there', READY, { asset: { status: 'in the cellar' } }],
    ['the inventory shows no status', READY, { asset: { status: null } }],
    ['the inventory has no word for it', READY, { statuses: { received: 'received' } }],
    ['nothing is known of its words', READY, { statuses: null }],
    ['it cannot write a status', READY, { abilities: { writes: ['check-in'], disabled: 'disabled', leaversPlace: null } }],
    ['a person has it by the file', { ...READY, status: 'repair', holder: 'e-1', repair: { since: '2027-01-01' } }, {}],
    ['it is awaited', { ...READY, status: 'awaited' }, {}],
    ['somebody there has it of whom nothing is known', READY, { asset: { holder: null } }],
  ])('is left as it is there when %s', (_what, device, shown) => {
    expect(statusesOf(device, shown)).toEqual([]);
  });

  it('is checked in first when somebody has it there', () => {
    expect(planned(READY, { asset: { holder: 'anna' } }).changes).toMatchObject([{ kind: 'check-in', after: { status: 'available' } }]);
  });

  it('of a pool is followed too', () => {
    const lost: Plain<Device> = { ...bare, holder: { pool: 'syd' }, status: 'lost', lost: { on: '2027-01-02' } };

    expect(statusesOf(lost)).toHaveLength(1);
  });

  it('waits for a reading that is whole in status', () => {
    expect(briefHeld(planned(READY, { complete: ['existence', 'holder'] }).held)).toEqual(['incomplete:inventory status LT-1 inventory']);
  });
});

describe('an inventory that decides', () => {
  const systems = (authority: object) => [system('ad'), system('inventory', { holds: ['assets'], authority })];

  it.each([
    ['about the status is not changed', { status: 'inventory' }, 0],
    ['about the holder alone is', { holder: 'inventory' }, 1],
  ])('%s', (_what, authority, count) => {
    expect(statusesOf(READY, {}, { systems: systems(authority) })).toHaveLength(count);
  });
});

describe('an end that the inventory shows', () => {
  const sold: Plain<Device> = { ...READY, status: 'sold' };
  it.each<[string, Plain<Device>, string, World, number]>([
    ['that somebody else wrote is looked at by a person', READY, 'retired', {}, 0],
    ['that is a loss is too', READY, 'lost', wrote(['status', 'received', '2027-01-01']), 0],
    ['that we wrote is followed', READY, 'lost', wrote(['status', 'lost', '2027-01-01']), 1],
    ['gives way to another end', sold, 'lost', {}, 1],
  ])('%s', (_what, device, status, world, count) => {
    expect(statusesOf(device, { asset: { status } }, world)).toHaveLength(count);
  });

  it('of a word that may also mean something else is none', () => {
    const statuses = { available: 'stock', retired: 'away', received: 'away' };

    expect(statusesOf(READY, { statuses, asset: { status: 'away' } })).toHaveLength(1);
  });
});

describe('a status that we wrote', () => {
  it.each([
    ['is not fought for when somebody changed it there', wrote(['status', 'available', '2027-01-02']), []],
    ['by checking the device in neither', wrote(['check-in', 'available', '2027-01-02']), []],
    ['is followed by the next one', wrote(['check-in', 'received', '2027-01-02']), ['device:2027-01-03:1']],
    [
      'comes back after another one, as work of its own',
      wrote(['status', 'available', '2027-01-01'], ['status', 'repair', '2027-01-02']),
      ['device:2027-01-03:3'],
    ],
    [
      'is of no account once the device was handed out',
      wrote(['status', 'available', '2027-01-01'], ['check-out', null, '2027-01-02']),
      ['device:2027-01-03:2'],
    ],
  ])('%s', (_what, world, causes) => {
    expect(statusesOf(READY, {}, world).map(({ cause }) => cause)).toEqual(causes);
  });
});

describe('an inventory that only a desk can write', () => {
  const systems = [csvSystem('inventory', { holds: ['assets'] })];

  it('is asked for it once', () => {
    const [work] = statusesOf(READY, {}, { systems });

    expect(work).toMatchObject({ by: { desk: 'it' }, effect: 'keyed' });
    const given = { handedOver: new Map([[work?.id, {}]]) } as never;
    expect(statusesOf(READY, {}, { systems, memory: given })).toEqual([]);
  });

  it('is asked although the desk has checked it in: nobody saw with which status', () => {
    expect(statusesOf(READY, {}, { systems, ...wrote(['check-in', 'available', '2027-01-02']) })).toHaveLength(1);
  });
});
