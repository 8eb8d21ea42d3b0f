/** Leased devices that go back to one lessor together. */
import { describe, expect, it } from 'vitest';
import { returnBatches } from '../../../reconciler/plan/return-batches.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { desks, device, lease, one, only } from './findings/look.ts';
import { makeDesired, type World } from './world.ts';

const leased = (id: string, of: string, extra: object = {}) =>
  device(id, null, { status: 'available', ownership: 'leased', lease: of, ...extra });
const batches = (world: World) => returnBatches(makeDesired(world), '2027-01-04' as Day);

describe('a batch', () => {
  const world: World = {
    devices: [
      leased('LT-3', 'hy-2', { wiped: { on: '2027-01-02', method: 'purge' } }),
      leased('LT-1', 'hy-1', { status: 'received' }),
      leased('PH-1', 'hy-2', { type: 'phone', wiped: { on: '2027-01-02', method: 'purge' } }),
      leased('LT-9', 'll-1'),
    ],
    leases: [
      lease('hy-2', ['LT-3', 'PH-1'], { lessor: 'Hyrbert', to: '2027-02-28', rent: '209.00 SEK' }),
      lease('hy-1', ['LT-1'], { lessor: 'Hyrbert', to: '2026-12-31', rent: '199.00 SEK', lateReturn: '189.00 SEK' }),
      lease('ll-1', ['LT-9'], { lessor: 'Annan', to: '2027-01-31', rent: '99.00 SEK' }),
    ],
    organisation: { desks },
  };

  it('is one per lessor, with what is ready, the first day that costs, and the sum', () => {
    expect(batches(world)).toEqual([
      { lessor: 'Annan', leases: ['ll-1'], tags: ['LT-9'], ready: [], by: '2027-01-31', monthly: '99.00 SEK' },
      {
        lessor: 'Hyrbert',
        leases: ['hy-1', 'hy-2'],
        tags: ['LT-1', 'LT-3', 'PH-1'],
        ready: ['LT-3'],
        by: '2026-12-31',
        monthly: '607.00 SEK',
      },
    ]);
  });

  it('is found from two devices on; the lessor is not named', () => {
    const found = one('return-batch', world);

    expect(found).toMatchObject({
      key: 'return-batch/hy-1',
      who: 'desk:it',
      day: '2026-12-31',
      cost: { monthly: '607.00 SEK' },
      values: { leases: 'hy-1, hy-2', devices: '3', tags: 'LT-1, LT-3, PH-1', ready: '1', by: '2026-12-31' },
    });
    expect(JSON.stringify(found)).not.toContain('Hyrbert');
  });

  it.each([
    ['in use', leased('LT-9', 'll-1', { status: 'in-use', holder: { pool: 'syd' } })],
    ['kept by a pool', leased('LT-9', 'll-1', { holder: { pool: 'syd' } })],
    ['awaited', leased('LT-9', 'll-1', { status: 'awaited' })],
    ['bought from the lessor', leased('LT-9', 'll-1', { acquired: { from: 'x', price: '1.00 SEK', on: '2027-01-01' } })],
    ['owned', device('LT-9', null, { status: 'available' })],
  ])('has no device that is %s', (_what, own) => {
    expect(batches({ ...world, devices: [own] })).toEqual([]);
  });

  it.each([
    ['2027-04-03', 1],
    ['2027-04-04', 0],
  ])('has none with lease enough to be given on: until %s', (to, count) => {
    expect(batches({ devices: [leased('LT-9', 'll-1')], leases: [lease('ll-1', ['LT-9'], { to })] })).toHaveLength(count);
  });

  it('has those of a lease that rolls, whose sum in two currencies is not known', () => {
    const rolling = { to: '2026-10-31', autoExtend: 'P12M', notice: 'P30D' };
    const given = {
      devices: [leased('LT-8', 'll-1'), leased('LT-9', 'll-2')],
      leases: [
        lease('ll-1', ['LT-8'], { ...rolling, rent: '1.00 SEK' }),
        lease('ll-2', ['LT-9'], { ...rolling, to: '2026-09-30', rent: '1.00 DKK' }),
      ],
    };

    expect(batches(given)).toMatchObject([{ tags: ['LT-8', 'LT-9'], monthly: null, by: '2027-09-30' }]);
    expect(only('return-batch', given)[0]?.cost).toBeNull();
  });
});
