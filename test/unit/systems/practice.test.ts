/** The practice system: a file that behaves like a directory, with pages, faults for training, and writes that are whole or not there. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../../reconciler/systems/registry.ts';
import type { Entitlement } from '../../../schemas/primitives.ts';
import { id, many, practiceSystem, usePracticeWorld } from './practice-world.ts';

const { folder, runtime, world, read } = usePracticeWorld();

describe('a reading of a practice world', () => {
  it('comes in pages', async () => {
    await world({ accounts: many });

    expect(await read()).toMatchObject({ pages: 3, total: 25, ended: true, problems: [], tenant: 'latsas-ad' });
    expect((await read({ pageSize: 1 })).pages).toBe(25);
  });

  it('leaves unknown what the file does not say', async () => {
    await world({ accounts: [{ id: 'a-1' }] });

    const [one] = (await read()).accounts;

    expect(one).toEqual({
      id: 'a-1',
      login: null,
      email: null,
      enabled: null,
      groups: null,
      roles: null,
      licences: null,
      lastUse: null,
      createdOn: null,
      sessions: null,
    });
  });

  it('has people, seats and devices where the system holds them', async () => {
    await world({
      people: [{ id: '4711', login: 'test', firstDay: '2021-03-01', lastDay: null }],
      assets: [{ id: 311, tag: 'LT-0001' }],
      seats: [{ licence: 'SPE_E3', bought: 49 }],
    });

    const reading = await read({ holds: ['people', 'assets'] });

    expect(reading.people).toEqual([{ id: '4711', login: 'test', firstDay: '2021-03-01', lastDay: null, unit: null }]);
    expect(reading.assets).toEqual([{ id: '311', tag: 'LT-0001', serial: null, holder: null, status: null }]);
    expect(reading.seats).toEqual([{ licence: 'SPE_E3', bought: 49 }]);
    expect(reading.provides).toEqual(['existence', 'dates', 'status', 'holder']);
  });

  it('names bad records by their place, not by their content', async () => {
    await world({ accounts: [{ id: 'a-1' }, { id: 'a-2', enabled: 'hemligt' }, 7], assets: [{}], people: [{ id: '' }] });

    const reading = await read({ holds: ['accounts', 'assets', 'people'] });

    expect(reading.accounts).toHaveLength(1);
    expect(reading.problems).toEqual([
      'record 2 of page 1 (accounts) cannot be read',
      'record 3 of page 1 (accounts) cannot be read',
      'record 1 of page 2 (assets) cannot be read',
      'record 1 of page 3 (people) cannot be read',
    ]);
  });

  it('of a world without what the system holds is a problem', async () => {
    await world({});

    expect((await read()).problems).toEqual(['the world file has no accounts']);
  });

  it('changes its digest with what matters, not with last use or sessions', async () => {
    await world({ accounts: [{ id: 'a-1', enabled: true, lastUse: '2027-01-01', sessions: 2 }] });
    const first = await read();
    await world({ accounts: [{ id: 'a-1', enabled: true, lastUse: '2027-01-03', sessions: 0 }] });
    const used = await read();
    await world({ accounts: [{ id: 'a-1', enabled: false, lastUse: '2027-01-03', sessions: 0 }] });
    const off = await read();

    expect(used.digest).toBe(first.digest);
    expect(off.digest).not.toBe(first.digest);
  });

  it.each([
    ['is not JSON', 'tenant: x', 'the world file is not JSON'],
    ['has an unknown word', '{"tenant":"x","acounts":[]}', 'the world file is not as it should be at ""'],
    [
      'has a wrong value',
      '{"tenant":"x","seats":[{"licence":"E3","bought":-1}]}',
      'the world file is not as it should be at "seats.0.bought"',
    ],
  ])('that %s brings home the problem', async (_, text, problem) => {
    await writeFile(join(folder(), 'ad.json'), text);

    expect(await read()).toMatchObject({ problems: [problem], pages: 0, ended: false, provides: [], total: null });
  });
});

describe('a write to a practice world', () => {
  async function writer(more: Record<string, unknown> = {}) {
    const opened = await openWriter(practiceSystem(more), runtime());
    if (opened === null) throw new Error('a practice system can be written');
    return opened;
  }

  async function stored(): Promise<{ accounts: Record<string, unknown>[] }> {
    return JSON.parse(await readFile(join(folder(), 'ad.json'), 'utf8')) as { accounts: Record<string, unknown>[] };
  }

  it('leaves the rest of the file as it was, and nothing beside it', async () => {
    await world({
      accounts: [
        { id: 'a-1', enabled: true, sessions: 3 },
        { id: 'a-2', odd: 'kept' },
      ],
      seats: [{ licence: 'E3', bought: 1 }],
      faults: { blank: ['roles'] },
    });

    await (await writer()).write({ kind: 'disable', account: id('a-1') }, 1000);

    expect(await stored()).toEqual({
      tenant: 'latsas-ad',
      accounts: [
        { id: 'a-1', enabled: false, sessions: 3 },
        { id: 'a-2', odd: 'kept' },
      ],
      seats: [{ licence: 'E3', bought: 1 }],
      faults: { blank: ['roles'] },
    });
    expect(await readdir(folder())).toEqual(['ad.json']);
  });

  it('of groups takes the licences that came with them, and puts none back', async () => {
    const licences = [{ id: 'E3', viaGroup: 'sales' }, { id: 'VISIO' }, { id: 'CRM', viaGroup: 'vpn' }];
    await world({ accounts: [{ id: 'a-1', groups: ['sales', 'vpn'], licences }] });

    await (await writer()).write(
      { kind: 'groups', account: id('a-1'), remove: ['sales' as Entitlement], add: ['new' as Entitlement, 'vpn' as Entitlement] },
      1000,
    );

    expect((await stored()).accounts[0]).toEqual({
      id: 'a-1',
      groups: ['vpn', 'new'],
      licences: [{ id: 'VISIO' }, { id: 'CRM', viaGroup: 'vpn' }],
    });
  });

  it('of groups and licences works where the account had none', async () => {
    await world({ accounts: [{ id: 'a-1' }] });
    const opened = await writer();

    await opened.write({ kind: 'groups', account: id('a-1'), remove: [], add: ['new' as Entitlement] }, 1000);
    await opened.write({ kind: 'licences', account: id('a-1'), remove: [], add: ['E3' as Entitlement] }, 1000);

    expect((await stored()).accounts[0]).toEqual({
      id: 'a-1',
      groups: ['new'],
      licences: [{ id: 'E3', viaGroup: null, assignedOn: '2027-01-04' }],
    });
  });

  const refusals: readonly (readonly [string, Record<string, unknown>, string])[] = [
    [
      'a licence that a group gives',
      { accounts: [{ id: 'a-1', licences: [{ id: 'E3', viaGroup: 'sales' }] }] },
      'a licence that a group gives cannot be taken off directly',
    ],
    ['another tenant', { tenant: 'elsewhere', accounts: [{ id: 'a-1' }] }, 'another tenant answered'],
    ['what training refuses', { accounts: [{ id: 'a-1' }], faults: { refuseWrites: ['a-1'] } }, 'the system refused the change'],
    ['a record that cannot be read', { accounts: [{ id: 'a-1', enabled: 'x' }] }, 'the record cannot be read'],
    ['a world without accounts', {}, 'there is no such record'],
  ];

  it.each(refusals)('is refused for %s, and changes nothing', async (_, content, message) => {
    await world(content);
    const before = await readFile(join(folder(), 'ad.json'), 'utf8');
    const write = { kind: 'licences', account: id('a-1'), remove: ['E3' as Entitlement], add: [] } as const;

    const error: unknown = await (await writer()).write(write, 1000).catch((one: unknown) => one);

    expect(error).toMatchObject({ name: 'Fault', message, refused: true });
    expect(await readFile(join(folder(), 'ad.json'), 'utf8')).toBe(before);
  });

  it('to a device that cannot be read is refused', async () => {
    await world({ assets: [{ id: '1', holder: 7 }] });

    await expect((await writer()).write({ kind: 'check-in', asset: '1', status: 'x' }, 1000)).rejects.toMatchObject({ refused: true });
  });

  it('whose answer is lost has happened', async () => {
    await world({ accounts: [{ id: 'a-1', enabled: true }], faults: { loseAnswers: ['a-1'] } });

    const error: unknown = await (await writer()).write({ kind: 'disable', account: id('a-1') }, 1000).catch((one: unknown) => one);

    expect(error).toMatchObject({ name: 'Fault', refused: false });
    expect((await stored()).accounts[0]).toMatchObject({ enabled: false });
  });

  it('sees what somebody else changed since, and goes on after a refusal', async () => {
    await world({ accounts: [{ id: 'a-1', enabled: true }] });
    const opened = await writer();
    await opened.write({ kind: 'disable', account: id('a-9') }, 1000).catch(() => {});
    await world({ accounts: [{ id: 'a-1', enabled: true, email: 'new@exempel.example' }] });

    await opened.write({ kind: 'disable', account: id('a-1') }, 1000);

    expect((await stored()).accounts[0]).toEqual({ id: 'a-1', enabled: false, email: 'new@exempel.example' });
  });
});
