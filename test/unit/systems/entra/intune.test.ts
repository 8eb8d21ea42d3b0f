/** Devices as Intune shows them: who uses them, when they were seen, and what was asked of them and not done. */
import { describe, expect, it } from 'vitest';
import { serialOf } from '../../../../reconciler/systems/entra/devices.ts';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { type FakeDevice, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { endTenants, namesOf, openDevices } from './tenant.ts';

endTenants();

const AT = '2027-01-04T01:00:00Z' as Instant;
const RIGHTS = ['DeviceManagementManagedDevices.Read.All', 'Organization.Read.All'];

function device(number: number, given: Partial<FakeDevice> = {}): FakeDevice {
  return {
    id: guid('device', number),
    name: `LT-000${number}`,
    serial: `PF${number}`,
    user: `user${number}@exempel.example`,
    lastSync: '2027-01-03T08:00:00.1234567Z',
    actions: [],
    ...given,
  };
}

const action = (actionName: string, actionState: string, day = '2026-11-01') => ({
  actionName,
  actionState,
  startDateTime: `${day}T08:00:00Z`,
});

describe('a reading of devices', () => {
  it('has all of them over all pages, with user, serial and the day of the last contact', async () => {
    const opened = await openDevices(fakeWorld({ devices: [1, 2, 3, 4, 5].map((number) => device(number)) }), RIGHTS);

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ ended: true, pages: 3, problems: [], accounts: [], abilities: { writes: [] } });
    expect(reading.assets).toHaveLength(5);
    expect(reading.assets[0]).toEqual({
      id: guid('device', 1),
      tag: 'LT-0001',
      serial: 'PF1',
      holder: 'user1@exempel.example',
      status: null,
      lastSeen: '2027-01-03',
    });
    expect(opened.writer).toBeNull();
    expect(namesOf(opened)).toHaveLength(1 + 3);
  });

  it.each([
    ['stuck pending for months', [action('wipe', 'pending', '2026-08-01')], 'wipe pending'],
    ['taken up and not done', [action('wipe', 'active')], 'wipe pending'],
    ['of a state that is not known', [action('wipe', 'somethingNew')], 'wipe pending'],
    ['done', [action('factoryReset', 'done')], 'wipe done'],
    ['refused by the device', [action('retire', 'notSupported')], 'retire failed'],
    ['asked for again after a failure', [action('wipe', 'failed', '2026-10-01'), action('wipe', 'pending', '2026-12-01')], 'wipe pending'],
    [
      'older than a retirement that worked',
      [action('wipe', 'pending', '2026-10-01'), action('retire', 'done', '2026-12-01')],
      'retire done',
    ],
    ['of no concern', [action('syncDevice', 'pending')], null],
  ])('tells a wipe that is %s', async (_, actions, status) => {
    const { reader } = await openDevices(fakeWorld({ devices: [device(1, { actions })] }), RIGHTS);

    expect((await reader.read(AT)).assets[0]?.status).toBe(status);
    expect((await reader.readAsset(guid('device', 1)))?.status).toBe(status);
  });

  it('takes the date that means none for none, nobody for nobody, and a name that is no tag for none', async () => {
    const odd = device(1, { lastSync: '0001-01-01T00:00:00Z', user: '', name: "Somebody's laptop" });
    const { reader } = await openDevices(fakeWorld({ devices: [odd] }), RIGHTS);

    expect((await reader.read(AT)).assets[0]).toMatchObject({ lastSeen: null, holder: '', tag: null });
  });

  it.each([
    [' pf3xq1ab ', 'PF3XQ1AB'],
    ['0', null],
    ['To be filled', null],
    ['To Be Filled By O.E.M.', null],
    ['SystemSerialNumber', null],
    ['System Serial Number', null],
    ['', null],
    [null, null],
  ])('reads the serial number %j as %j', (text, expected) => {
    expect(serialOf(text)).toBe(expected);
  });

  it('is a problem without the right, and in another tenant nothing is read of one device', async () => {
    const opened = await openDevices(fakeWorld({ devices: [device(1)] }), ['Organization.Read.All']);

    expect(await opened.reader.read(AT)).toMatchObject({
      assets: [],
      ended: false,
      problems: [expect.stringContaining('may not do that')],
    });
    opened.tenant.world.settings.answersAs = guid('tenant', 2);
    opened.tenant.withdrawTokens();
    await expect(opened.reader.readAsset(guid('device', 1))).rejects.toMatchObject({ name: 'Fault' });
  });

  it('counts rows that cannot be read', async () => {
    const { reader } = await openDevices(fakeWorld({ devices: [device(1), { ...device(2), id: 'odd' }] }), RIGHTS);

    expect((await reader.read(AT)).problems).toEqual(['1 of 2 devices cannot be read']);
  });

  it('knows no device by what is no id of one, and no accounts', async () => {
    const { reader } = await openDevices(fakeWorld({ devices: [device(1)] }), RIGHTS);

    expect(await reader.readAsset('../users')).toBeNull();
    expect(await reader.readAsset(guid('device', 9))).toBeNull();
    expect(await reader.readAccount(guid('user', 1) as ForeignId)).toBeNull();
  });

  it('is examined for its own rights', async () => {
    const { reader } = await openDevices(fakeWorld(), [...RIGHTS, 'User.Read.All']);

    expect((await reader.examine?.())?.rights.map(({ right, verdict }) => `${verdict} ${right}`)).toEqual([
      ...RIGHTS.map((right) => `has ${right}`),
      'too-much User.Read.All',
    ]);
  });
});
