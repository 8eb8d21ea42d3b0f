/** Writing to Snipe-IT: what is sent, what is refused, and what an answer may be believed. */
import { describe, expect, it } from 'vitest';
import type { Day, ForeignId } from '../../../../schemas/primitives.ts';
import { type FakeHardware, fakeWorld } from '../../../fakes/snipe-it/world.ts';
import { changesOf, endInstances, open, refusalOf, SERVICE_USER } from './instance.ts';

endInstances();

const account = (id: number) => String(id) as ForeignId;
const CHECK_IN = { kind: 'check-in', asset: '1', status: 'received' } as const;
const CHECK_OUT = { kind: 'check-out', asset: '1', holder: 'testada' } as const;

function world(device: Partial<FakeHardware> = {}) {
  return fakeWorld({
    users: [
      { id: 1, username: 'testper', startDate: '2026-02-01' },
      { id: 2, username: 'testada' },
      { id: SERVICE_USER, username: 'lastday' },
    ],
    hardware: [{ id: 1, homeLocation: 12, expectedCheckin: '2026-12-31', assigned: { type: 'user', id: 1 }, ...device }],
  });
}

describe('check-in', () => {
  it('is one call with the label that means the status, so that the device is never free in between', async () => {
    const opened = await open(world());

    await opened.writer.write(CHECK_IN, 5000);

    expect(changesOf(opened)).toEqual([
      { name: 'POST /hardware/1/checkin', query: {}, body: { status_id: 7, note: 'lastday: as the device file says' } },
    ]);
    expect(opened.instance.world.hardware.get(1)).toMatchObject({ assigned: null, label: 7, location: 12, expectedCheckin: null });
  });

  it('changes nothing when the device is checked in already', async () => {
    const opened = await open(world({ assigned: null }));

    await opened.writer.write(CHECK_IN, 5000);

    expect(changesOf(opened)).toEqual([]);
  });

  it('takes it for done when somebody else was faster', async () => {
    const opened = await open(world());
    opened.instance.before = (name) => {
      const device = opened.instance.world.hardware.get(1);
      if (name === 'POST /hardware/1/checkin' && device !== undefined) device.assigned = null;
    };

    await expect(opened.writer.write(CHECK_IN, 5000)).resolves.toBeUndefined();
  });

  it.each(['location', 'asset'] as const)('is left to a person when a %s has the device', async (type) => {
    const opened = await open(world({ assigned: { type, id: 12 } }));

    expect(await refusalOf(opened, CHECK_IN)).toMatchObject({
      refused: true,
      message: expect.stringContaining('a place or another device'),
    });
    expect(changesOf(opened)).toEqual([]);
  });

  it.each([
    ['has another name', { id: 7, name: 'To wipe', type: 'pending' }, 'there is no status label 7 of the name in the system file'],
    ['is gone', { id: 8, name: 'Returned & to wipe', type: 'pending' }, 'there is no status label 7 of the name in the system file'],
    ['can be handed out', { id: 7, name: 'Returned & to wipe', type: 'deployable' }, 'the status label 7 is deployable'],
  ] as const)('is refused when its label %s', async (_, label, message) => {
    const opened = await open(world());
    opened.instance.world.labels[3] = label;

    expect(await refusalOf(opened, CHECK_IN)).toMatchObject({ refused: true, message: expect.stringContaining(message) });
    expect(changesOf(opened)).toEqual([]);
  });

  it.each([
    ['was deleted', { deleted: true }],
    ['is not there', null],
  ])('is refused for a device that %s', async (_, device) => {
    const opened = await open(device === null ? fakeWorld() : world(device));

    expect(await refusalOf(opened, CHECK_IN)).toEqual({ message: 'there is no such device', refused: true });
    expect(changesOf(opened)).toEqual([]);
  });

  it('is refused when no label means the status', async () => {
    const opened = await open(world());

    expect(await refusalOf(opened, { ...CHECK_IN, status: 'sold' })).toMatchObject({ refused: true });
  });
});

describe('check-out', () => {
  it('gives a free device to the user of that sign-in name', async () => {
    const opened = await open(world({ assigned: null }));

    await opened.writer.write(CHECK_OUT, 5000);

    expect(changesOf(opened).map(({ name, body }) => [name, body])).toEqual([
      ['POST /hardware/1/checkout', { checkout_to_type: 'user', assigned_user: 2, note: 'lastday: as the device file says' }],
    ]);
  });

  it('takes the device back from whoever has it first, and never moves it by changing the device', async () => {
    const opened = await open(world());

    await opened.writer.write(CHECK_OUT, 5000);

    expect(changesOf(opened).map((call) => call.name)).toEqual(['POST /hardware/1/checkin', 'POST /hardware/1/checkout']);
    expect(opened.instance.world.hardware.get(1)?.assigned).toEqual({ type: 'user', id: 2 });
  });

  it('makes the label one that can be handed out, where it is not', async () => {
    const opened = await open(world({ assigned: null, label: 7 }));

    await opened.writer.write(CHECK_OUT, 5000);

    expect(changesOf(opened).map(({ name, body }) => [name, body['status_id']])).toEqual([
      ['PATCH /hardware/1', 2],
      ['POST /hardware/1/checkout', undefined],
    ]);
  });

  it('is nothing to do when the user has it', async () => {
    const opened = await open(world());

    await opened.writer.write({ ...CHECK_OUT, holder: 'TestPer' }, 5000).catch(() => {});
    await opened.writer.write({ ...CHECK_OUT, holder: 'testper' }, 5000);

    expect(changesOf(opened)).toEqual([]);
  });

  it('always sends a note: some instances insist on one', async () => {
    const opened = await open(world({ assigned: null }));
    opened.instance.world.settings.requireNotes = true;

    await expect(opened.writer.write(CHECK_OUT, 5000)).resolves.toBeUndefined();
  });

  it.each([
    ['nobody', 'nobody', 'no user has the sign-in name of the new holder'],
    ['two users', 'testada', 'several users have the sign-in name of the new holder'],
  ])('is refused when the name is that of %s', async (_, holder, message) => {
    const opened = await open(world({ assigned: null }));
    const user = opened.instance.world.users.get(2);
    if (user !== undefined) opened.instance.world.users.set(3, { ...user, id: 3 });

    expect(await refusalOf(opened, { ...CHECK_OUT, holder })).toEqual({ message, refused: true });
  });

  it('does not call it refused when the device had been taken back before', async () => {
    const opened = await open(world());
    opened.instance.fail({ of: /^POST .*checkout$/u, how: 'forbidden' });

    expect(await refusalOf(opened, CHECK_OUT)).toMatchObject({
      refused: false,
      message: expect.stringContaining('an earlier step of the change was made'),
    });
  });
});

describe('users', () => {
  it.each([
    [{ kind: 'disable', account: account(1) }, { activated: false }],
    [{ kind: 'enable', account: account(1) }, { activated: true }],
    [{ kind: 'end-day', account: account(1), day: '2026-12-31' as Day }, { end_date: '2026-12-31' }],
    [{ kind: 'end-day', account: account(1), day: null }, { end_date: null }],
  ] as const)('%j changes that field alone', async (write, body) => {
    const opened = await open(world());

    await opened.writer.write(write, 5000);

    expect(changesOf(opened)).toEqual([{ name: 'PATCH /users/1', query: {}, body }]);
  });

  it('names the field of a last day before the first one, and nothing that the system says', async () => {
    const opened = await open(world());

    const refusal = await refusalOf(opened, { kind: 'end-day', account: account(1), day: '2026-01-31' as Day });

    expect(refusal).toEqual({ message: 'Snipe-IT refused these fields: end_date', refused: true });
    expect(opened.instance.world.users.get(1)?.endDate).toBeNull();
  });

  it.each([
    ['that writes', SERVICE_USER, 2],
    ['that reads', 2, 2],
  ])('never changes the service user %s', async (_, target, reading) => {
    const opened = await open(world());
    const tenant = opened.tenant.replace('#90', `#${reading}`);
    const { writer } = opened.withTenant(tenant);

    expect(await refusalOf({ writer }, { kind: 'disable', account: account(target) })).toEqual({
      message: 'the account is the own service user',
      refused: true,
    });
    await expect(writer.write({ kind: 'disable', account: account(1) }, 5000)).resolves.toBeUndefined();
  });

  it('writes nothing to another tenant', async () => {
    const opened = await open(world(), { tenant: 'elsewhere#90' });

    expect(await refusalOf(opened, { kind: 'disable', account: account(1) })).toEqual({
      message: 'the tenant of the system file is not of this address',
      refused: true,
    });
    expect(changesOf(opened)).toEqual([]);
  });

  it('needs a credential for writing, by its name in the system file', async () => {
    const opened = await open(world(), { credential: { read: 'snipe-read' } });

    expect(await refusalOf(opened, { kind: 'disable', account: account(1) })).toEqual({
      message: 'the system file names no credential to write',
      refused: true,
    });
  });
});

describe('answers', () => {
  const DISABLE = { kind: 'disable', account: account(1) } as const;

  it.each([
    ['forbidden', { refused: true }, true],
    ['throttled', { refused: true, retryable: true, retryAfter: 7000 }, true],
    ['broken', { refused: false, retryable: false }, true],
    ['lost-request', { refused: false, retryable: false }, true],
    ['lost-answer', { refused: false, retryable: false }, false],
    ['sign-in-page', { refused: false, retryable: false }, true],
    ['redirect', { refused: false, retryable: false }, true],
    ['cut', { refused: false, retryable: false }, true],
    ['bomb', { refused: false, retryable: false }, true],
    ['odd', { refused: false, retryable: false }, true],
  ] as const)('%s: says what is known of the write, and sends it once', async (how, expected, isActivated) => {
    const opened = await open(world());
    opened.instance.fail({ of: /^PATCH /u, how });

    const error: unknown = await opened.writer.write(DISABLE, 5000).catch((one: unknown) => one);

    expect(error).toMatchObject({ name: 'Fault', ...expected });
    expect(changesOf(opened)).toHaveLength(1);
    expect(opened.instance.world.users.get(1)?.activated).toBe(isActivated);
  });

  it('sends nothing when its time is over before it begins', async () => {
    const opened = await open(world());

    expect(await refusalOf(opened, DISABLE, 0)).toMatchObject({ refused: true });
    expect(opened.instance.calls).toEqual([]);
  });
});
