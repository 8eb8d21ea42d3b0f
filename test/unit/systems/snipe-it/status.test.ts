/** The status of a device in Snipe-IT: its label alone, and only while nobody has it. */
import { describe, expect, it } from 'vitest';
import { type FakeHardware, fakeWorld } from '../../../fakes/snipe-it/world.ts';
import { changesOf, endInstances, open, refusalOf, SERVICE_USER } from './instance.ts';

endInstances();

function world(device: Partial<FakeHardware> = {}) {
  const users = [
    { id: 1, username: 'testper' },
    { id: SERVICE_USER, username: 'lastday' },
  ];
  return fakeWorld({ users, hardware: [{ id: 1, ...device }] });
}

describe('a status', () => {
  const STATUS = { kind: 'status', asset: '1', status: 'received' } as const;

  it('is the label alone, never together with a holder; the same label is nothing to do', async () => {
    const opened = await open(world({ assigned: null }));

    for (const _ of ['once', 'again']) await opened.writer.write(STATUS, 5000);

    expect(changesOf(opened)).toEqual([{ name: 'PATCH /hardware/1', query: {}, body: { status_id: 7 } }]);
    expect(opened.instance.world.hardware.get(1)).toMatchObject({ assigned: null, label: 7 });
  });

  it.each([
    ['a user has', { type: 'user', id: 1 }, 'somebody has the device'],
    ['a place has', { type: 'location', id: 12 }, 'a place or another device'],
    ['another device has', { type: 'asset', id: 12 }, 'a place or another device'],
  ] as const)('is left to a person of a device that %s', async (_what, assigned, message) => {
    const opened = await open(world({ assigned }));

    expect(await refusalOf(opened, STATUS)).toMatchObject({ refused: true, message: expect.stringContaining(message) });
    expect(changesOf(opened)).toEqual([]);
  });

  it.each([
    ['no label means it', { ...STATUS, status: 'sold' }, undefined],
    ['its label can be handed out', STATUS, { id: 7, name: 'Returned & to wipe', type: 'deployable' }],
    ['its label was renamed', STATUS, { id: 7, name: 'To wipe', type: 'pending' }],
  ] as const)('is refused when %s', async (_what, write, label) => {
    const opened = await open(world({ assigned: null }));
    if (label !== undefined) opened.instance.world.labels[3] = label;

    expect(await refusalOf(opened, write)).toMatchObject({ refused: true });
    expect(changesOf(opened)).toEqual([]);
  });

  it('is said in the first word of a label with several', async () => {
    const named = [
      { means: 'received', id: 7, name: 'Returned & to wipe' },
      { means: 'hold', id: 7, name: 'Returned & to wipe' },
      { means: 'available', id: 2, name: 'Ready to Deploy' },
    ];
    const opened = await open(world({ assigned: null, label: 7 }), { statusLabels: named });

    const { statuses, assets } = await opened.reader.read(opened.clock.now());

    expect(statuses).toEqual({ received: 'received', hold: 'received', available: 'available' });
    expect(assets.map(({ status }) => status)).toEqual(['received']);
  });
});
