/** Reading Snipe-IT: every trap of its lists and values. */
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../schemas/primitives.ts';
import { fakeLicence, fakeWorld } from '../../../fakes/snipe-it/world.ts';
import { endInstances, namesOf, open } from './instance.ts';

endInstances();

const AT = '2027-01-04T01:00:00Z' as Instant;

function many(count: number, from = 1): { readonly id: number }[] {
  return Array.from({ length: count }, (_, index) => ({ id: from + index }));
}

describe('lists', () => {
  it('reads archived devices, which the list hides', async () => {
    const { reader } = await open(fakeWorld({ users: [{ id: 1 }], hardware: [{ id: 1 }, { id: 2, label: 3 }] }));

    const reading = await reader.read(AT);

    expect(reading.assets.map(({ id, status }) => [id, status])).toEqual([
      ['1', 'available'],
      ['2', 'retired'],
    ]);
    expect(reading).toMatchObject({ total: 3, ended: true, problems: [] });
  });

  it('counts archived devices once where the instance lists them anyhow', async () => {
    const world = fakeWorld({ hardware: [{ id: 1 }, { id: 2, label: 3 }], settings: { showArchivedInList: true } });
    const { reader } = await open(world, { holds: ['assets'] });

    const reading = await reader.read(AT);

    expect(reading.assets.map((one) => one.id)).toEqual(['1', '2']);
    expect(reading.total).toBe(2);
  });

  it('goes on by what came where the instance gives fewer than was asked for', async () => {
    const world = fakeWorld({ users: many(7), settings: { maxResults: 3 } });
    const { reader, instance } = await open(world, { holds: ['accounts'] });

    const reading = await reader.read(AT);

    expect(reading.accounts.map((one) => one.id)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(instance.calls.filter((call) => call.name === 'GET /users').map((call) => call.query['offset'])).toEqual(['0', '3', '6']);
  });

  it('asks for no more than 500 rows, in the order of the ids', async () => {
    const { reader, instance } = await open(fakeWorld({ users: [{ id: 1 }], hardware: [{ id: 1 }] }));

    await reader.read(AT);

    const lists = instance.calls.filter((call) => ['GET /users', 'GET /hardware', 'GET /licenses'].includes(call.name));
    expect(lists).toHaveLength(4);
    for (const { query } of lists) expect(query).toMatchObject({ limit: '500', sort: 'id', order: 'asc' });
  });

  it('reads again when a row went away between two pages and would hide another', async () => {
    const world = fakeWorld({ users: many(5), settings: { maxResults: 2 } });
    const { reader, instance } = await open(world, { holds: ['accounts'] });
    let isGone = false;
    instance.before = (name, query) => {
      if (isGone || name !== 'GET /users' || query['offset'] !== '2') return;
      isGone = true;
      world.users.delete(1);
    };

    const reading = await reader.read(AT);

    expect(reading.accounts.map((one) => one.id)).toEqual(['2', '3', '4', '5']);
    expect(reading).toMatchObject({ total: 4, ended: true });
  });

  it('does not call a list whole that never stands still', async () => {
    const world = fakeWorld({ users: many(4), settings: { maxResults: 2 } });
    const { reader, instance } = await open(world, { holds: ['accounts'] });
    instance.before = (name, query) => {
      if (name === 'GET /users' && query['offset'] === '2') world.users.set(1000 + world.users.size, { ...fakeWorldUser(world) });
    };

    const reading = await reader.read(AT);

    expect(reading.ended).toBe(false);
    expect(namesOf(instance).filter((name) => name === 'GET /users')).toHaveLength(6);
  });

  it('reads the seats of a large licence to their end and no further: behind the end the list begins again', async () => {
    const held = Array.from({ length: 1200 }, (_, index) => (index % 3 === 0 ? 1 : null));
    const { reader, instance } = await open(fakeWorld({ users: [{ id: 1 }], licences: [fakeLicence(5, 'CAD', { held })] }), {
      holds: ['accounts'],
    });

    const reading = await reader.read(AT);

    expect(reading.accounts[0]?.licences).toEqual([{ id: 'CAD', viaGroup: null, assignedOn: null }]);
    expect(reading.seats).toEqual([{ licence: 'CAD', bought: 1200 }]);
    const seats = instance.calls.filter((call) => call.name === 'GET /licenses/5/seats');
    expect(seats.map((call) => call.query['offset'])).toEqual(['0', '500', '1000']);
  });

  it('reads seats again when a change moved them between two pages', async () => {
    const world = fakeWorld({
      users: [{ id: 1 }, { id: 2 }],
      licences: [fakeLicence(5, 'CAD', { held: [1, 2, null, null] })],
      settings: { maxResults: 2 },
    });
    const { reader, instance } = await open(world, { holds: ['accounts'] });
    let isMoved = false;
    instance.before = (name, query) => {
      const seat = world.licences.get(5)?.seats[0];
      if (isMoved || name !== 'GET /licenses/5/seats' || query['offset'] !== '2' || seat === undefined) return;
      isMoved = true;
      seat.updated = 999;
    };

    const reading = await reader.read(AT);

    expect(reading.problems).toEqual([]);
    expect(reading.accounts.map((one) => one.licences?.length)).toEqual([1, 1]);
    expect(namesOf(instance).filter((name) => name.endsWith('/seats'))).toHaveLength(4);
  });

  it('skips licences that have no seats', async () => {
    const world = fakeWorld({ users: [{ id: 1 }], licences: [fakeLicence(5, 'CAD', { held: [] })] });
    const { reader, instance } = await open(world, { holds: ['accounts'] });

    await reader.read(AT);

    expect(namesOf(instance)).toEqual(['GET /users', 'GET /licenses']);
  });
});

function fakeWorldUser(world: ReturnType<typeof fakeWorld>) {
  const [user] = world.users.values();
  if (user === undefined) throw new Error('no user');
  return { ...user, id: 1000 + world.users.size };
}

describe('values', () => {
  it.each([
    ["o'brien", "o'brien"],
    ['a&b', 'a&b'],
    ['&amp;', '&amp;'],
    ['<x>"', '<x>"'],
  ])('shows %j as it was typed', async (username, expected) => {
    const { reader } = await open(
      fakeWorld({ users: [{ id: 1, username }], hardware: [{ id: 1, serial: username, assigned: { type: 'user', id: 1 } }] }),
    );

    const reading = await reader.read(AT);

    expect([reading.accounts[0]?.login, reading.assets[0]?.serial, reading.assets[0]?.holder]).toEqual([expected, expected, expected]);
  });

  it('shows a licence by its name as it was typed', async () => {
    const world = fakeWorld({ users: [{ id: 1 }], licences: [fakeLicence(5, "O'Brien & Co", { held: [1] })] });
    const { reader } = await open(world, { holds: ['accounts'] });

    expect((await reader.read(AT)).accounts[0]?.licences?.map((one) => one.id)).toEqual(["O'Brien & Co"]);
  });

  it.each([
    ['2026-12-30 23:59:59', '2026-12-30'],
    ['0000-00-00 00:00:00', null],
    [null, null],
  ])('takes the last sign-in %j for %j', async (lastLogin, expected) => {
    const { reader } = await open(fakeWorld({ users: [{ id: 1, lastLogin }] }), { holds: ['accounts'] });

    expect((await reader.read(AT)).accounts[0]?.lastUse).toBe(expected);
  });

  it('is not misled by a location or a device that has the id of a user', async () => {
    const world = fakeWorld({
      users: [{ id: 12, username: 'testper' }],
      hardware: [
        { id: 1, assigned: { type: 'location', id: 12 } },
        { id: 2, assigned: { type: 'asset', id: 12 } },
        { id: 3, assigned: { type: 'user', id: 12 } },
        { id: 12 },
      ],
    });
    const { reader } = await open(world);

    const reading = await reader.read(AT);

    expect(reading.assets.map((one) => one.holder)).toEqual([null, null, 'testper', '']);
    expect(reading.assets.map((one) => one.isElsewhere)).toEqual([true, true, undefined, undefined]);
    expect(await reader.readAsset('1')).toMatchObject({ holder: null });
  });

  it('is not disturbed by localised sums and by custom fields whose labels have spaces', async () => {
    const world = fakeWorld({
      hardware: [
        {
          id: 1,
          purchaseCost: '1.234,56',
          customFields: { 'Bought in, by': { field: '_snipeit_bought_in_1', value: '31.12.2026', field_format: 'DATE' } },
        },
      ],
    });
    const { reader } = await open(world, { holds: ['assets'] });

    expect(await reader.read(AT)).toMatchObject({ problems: [], assets: [{ id: '1' }] });
  });

  it('shows permission groups as roles and no groups', async () => {
    const { reader } = await open(fakeWorld({ users: [{ id: 1, groups: ['R&D admins'] }, { id: 2 }] }), { holds: ['accounts'] });

    const reading = await reader.read(AT);

    expect(reading.accounts.map(({ groups, roles }) => [groups, roles])).toEqual([
      [null, ['R&D admins']],
      [null, []],
    ]);
    expect(reading.provides).not.toContain('groups');
  });

  it.each([
    ['with somebody, label ready', { label: 2, assigned: { type: 'user', id: 1 } }, 'in-use'],
    ['with somebody, label to wipe', { label: 7, assigned: { type: 'user', id: 1 } }, 'received'],
    ['with nobody, label ready', { label: 2 }, 'available'],
    ['with nobody, a label that the file does not name', { label: 1 }, 'label 1'],
  ] as const)('names the status of a device: %s', async (_, device, expected) => {
    const { reader } = await open(fakeWorld({ users: [{ id: 1 }], hardware: [{ id: 1, ...device }] }));

    expect((await reader.read(AT)).assets[0]?.status).toBe(expected);
  });

  it('does not trust a label whose id now has another name', async () => {
    const world = fakeWorld({ hardware: [{ id: 1, label: 7 }] });
    world.labels[3] = { id: 7, name: 'Ready, really', type: 'deployable' };
    const { reader } = await open(world, { holds: ['assets'] });

    expect((await reader.read(AT)).problems).toEqual(['the status label 7 has another name than the system file says']);
  });

  it('counts products of one name as one licence, and marks what cannot be given back', async () => {
    const world = fakeWorld({
      users: [{ id: 1 }, { id: 2 }],
      licences: [
        fakeLicence(5, 'CAD', { held: [1, null] }),
        fakeLicence(6, 'CAD', { held: [2], reassignable: false }),
        fakeLicence(7, 'PDF', { held: [2] }),
      ],
    });
    const { reader } = await open(world, { holds: ['accounts'] });

    const reading = await reader.read(AT);

    expect(reading.seats).toEqual([
      { licence: 'CAD', bought: 3 },
      { licence: 'PDF', bought: 1 },
    ]);
    expect(reading.accounts.map((one) => one.licences)).toEqual([
      [{ id: 'CAD', viaGroup: null, assignedOn: null }],
      [
        { id: 'CAD', viaGroup: 'not-reassignable', assignedOn: null },
        { id: 'PDF', viaGroup: null, assignedOn: null },
      ],
    ]);
  });
});
