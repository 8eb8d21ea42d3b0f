/** Seats taken off and put back in Snipe-IT. */
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import type { Entitlement, ForeignId } from '../../../../schemas/primitives.ts';
import { fakeLicence, fakeWorld } from '../../../fakes/snipe-it/world.ts';
import { changesOf, endInstances, namesOf, open, refusalOf } from './instance.ts';

endInstances();

function licences(remove: readonly string[], add: readonly string[] = []): Write {
  return { kind: 'licences', account: '1' as ForeignId, remove: remove as Entitlement[], add: add as Entitlement[] };
}

describe('seats', () => {
  it('frees a seat that a user and a device hold with both of them named', async () => {
    const licence = fakeLicence(5, 'CAD', { held: [2, 1] });
    const seat = licence.seats[1];
    if (seat !== undefined) seat.asset = 1;
    const opened = await open(fakeWorld({ users: [{ id: 1 }, { id: 2 }], licences: [licence] }));

    await opened.writer.write(licences(['CAD']), 5000);

    expect(changesOf(opened)).toEqual([{ name: 'PATCH /licenses/5/seats/50002', query: {}, body: { assigned_to: null, asset_id: null } }]);
    expect(licence.seats.map(({ user, asset }) => [user, asset])).toEqual([
      [2, null],
      [null, null],
    ]);
  });

  it('reads all seats before it writes the first: every write moves them', async () => {
    const held = Array.from({ length: 7 }, () => 1);
    const world5 = fakeWorld({ users: [{ id: 1 }], licences: [fakeLicence(5, 'CAD', { held })], settings: { maxResults: 2 } });
    const opened = await open(world5);

    await opened.writer.write(licences(['CAD']), 5000);

    const names = namesOf(opened.instance);
    expect(names.findLastIndex((name) => name.startsWith('GET '))).toBeLessThan(names.findIndex((name) => name.startsWith('PATCH ')));
    expect(world5.licences.get(5)?.seats.every((seat) => seat.user === null)).toBe(true);
  });

  it.each([
    ['is not reassignable', { held: [1, null], reassignable: false }, licences(['CAD']), 'not reassignable'],
    ['has no free seat', { held: [2, 2] }, licences([], ['CAD']), 'no seat of the licence is free'],
  ] as const)('refuses where the licence %s', async (_, about, write, message) => {
    const opened = await open(fakeWorld({ users: [{ id: 1 }, { id: 2 }], licences: [fakeLicence(5, 'CAD', about)] }));

    expect(await refusalOf(opened, write)).toMatchObject({ refused: true, message: expect.stringContaining(message) });
    expect(changesOf(opened)).toEqual([]);
  });

  it('says that an earlier step was made when only the second seat is refused', async () => {
    const opened = await open(fakeWorld({ users: [{ id: 1 }], licences: [fakeLicence(5, 'CAD', { held: [1, 1] })] }));
    opened.instance.fail({ of: /^PATCH /u, how: 'forbidden', nth: 2 });

    expect(await refusalOf(opened, licences(['CAD']))).toMatchObject({ refused: false });
  });

  it('is refused when the former user is gone', async () => {
    const opened = await open(fakeWorld({ users: [], licences: [fakeLicence(5, 'CAD', { held: [null] })] }));

    expect(await refusalOf(opened, licences([], ['CAD']))).toEqual({ message: 'Snipe-IT refused: there is no such record', refused: true });
  });
});
