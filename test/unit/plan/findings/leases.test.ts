/** Sales and leases: what is missing, ends, rolls on, is overdue. */
import { describe, expect, it } from 'vitest';
import { person, type World } from '../world.ts';
import { buyout, desks, device, lease, one, only, plan } from './look.ts';

describe('sale-incomplete', () => {
  const clean = { wiped: { on: '2027-01-02', method: 'purge' }, locks: { activation: 'removed', management: 'removed' } };
  const sale = { to: 'e-2', price: '1800.00 SEK', vat: 'included', paid: '2027-01-25' };
  const pending = (own: object): World => ({
    devices: [device('PH-1', null, { type: 'phone', status: 'sale-pending', ...own })],
    leases: [lease('ll-1', ['PH-1'], { to: '2028-01-31' })],
    organisation: { desks },
  });

  it.each([
    [{}, 'purge, unlock, pay', 'purge', 'desk:it'],
    [{ ...clean, wiped: { on: '2027-01-02', method: 'clear' } }, 'purge, pay', 'purge', 'desk:it'],
    [{ wiped: clean.wiped, sale }, 'unlock', 'unlock', 'desk:it'],
    [{ ...clean, locks: { activation: 'removed' }, sale }, 'unlock', 'unlock', 'desk:it'],
    [{ ...clean, locks: { ...clean.locks, management: 'present' }, type: 'key', sale }, 'unlock', 'unlock', 'desk:it'],
    [clean, 'pay', 'pay', 'desk:payroll'],
    [{ ...clean, sale: { to: 'e-2', price: '1.00 SEK', vat: 'included' } }, 'pay', 'pay', 'desk:payroll'],
    [{ ...clean, sale, ownership: 'leased', lease: 'll-1' }, 'acquire', 'acquire', 'desk:finance'],
    [{ ...clean, sale, ownership: 'leased', lease: 'll-9' }, 'acquire', 'acquire', 'desk:finance'],
  ])('%o lacks %s', (own, missing, next, who) => {
    expect(one('sale-incomplete', pending(own))).toMatchObject({ who, values: { variant: 'open', missing, next } });
  });

  it('is complete when everything is proven', () => {
    expect(one('sale-incomplete', pending({ ...clean, sale }))).toMatchObject({
      who: null,
      cost: null,
      values: { variant: 'complete', next: '', employee: 'e-2' },
    });
  });

  it('a wipe before its holder received it does not count', () => {
    expect(one('sale-incomplete', pending({ ...clean, sale, received: '2027-01-03' })).values['missing']).toBe('purge');
  });
});

describe('buyout-cost', () => {
  const world = (own: object = {}, extra: object = {}, rest: World = {}): World => ({
    people: [person('e-1', { lastDay: '2027-01-31' })],
    devices: [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1', ...own })],
    leases: [lease('ll-1', ['LT-1'], { to: '2027-11-30', rent: '219.00 SEK', ...extra })],
    offboardings: [plan('e-1', '2027-01-31', { devices: { 'LT-1': buyout({ answered: '2026-12-12' }) } })],
    ...rest,
  });

  it.each([
    ['the company owns it by now', world({ acquired: { from: 'Exempel', price: '900.00 SEK', on: '2027-01-02' } })],
    ['the lease has ended by then', world({}, { to: '2027-01-30' })],
    ['the lease ends on that very day', world({}, { to: '2027-01-31' })],
    ['it is released', world({}, {}, { offboardings: [plan('e-1', '2027-01-31', { devices: { 'LT-1': { disposition: 'release' } } })] })],
    ['it is owned', world({ ownership: 'owned' })],
    ['it is awaited', world({ status: 'awaited', holder: null, awaitedFrom: 'e-1' })],
    ['there is no plan', world({}, {}, { offboardings: [] })],
  ])('says nothing when %s', (_what, given) => {
    expect(only('buyout-cost', given)).toEqual([]);
  });

  it('counts from today when the device day is over', () => {
    const given = world(
      {},
      {},
      {
        people: [person('e-1', { lastDay: '2026-12-31' })],
        offboardings: [plan('e-1', '2026-12-31', { devices: { 'LT-1': buyout() } })],
      },
    );

    expect(one('buyout-cost', given).values['months']).toBe('11');
  });

  it.each([
    [{}, ''],
    [{ earlyEnd: [{ budget: '2190.00 SEK' }] }, ''],
    [{ earlyEnd: [{ budget: '2000.00 SEK' }] }, '190.00 SEK'],
  ])('by policy %o asks %s of the person', (rules, asked) => {
    expect(one('buyout-cost', world({}, {}, { policies: { 'device-rules': rules } })).values['asked']).toBe(asked);
  });

  it('a plan without a last day in the files is no plan', () => {
    expect(only('buyout-cost', world({}, {}, { people: [person('e-1')] }))).toEqual([]);
  });

  it('offers the device to nobody who starts earlier, elsewhere, or has one', () => {
    const joiner = (id: string, extra = {}) => person(id, { firstDay: '2027-02-15', accounts: [], ...extra });
    const people = [
      person('e-1', { lastDay: '2027-01-31' }),
      joiner('e-2', { firstDay: '2027-01-31' }),
      joiner('e-3', { unit: 'kbh' }),
      joiner('e-4'),
    ];
    const devices = [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1' }), device('LT-2', 'e-4')];

    expect(one('buyout-cost', world({}, {}, { people, devices })).values['reassignTo']).toBe('');
    expect(one('buyout-cost', world({}, {}, { people: [...people, joiner('e-6'), joiner('e-5')], devices })).values['reassignTo']).toBe(
      'e-5',
    );
  });
});

describe('leases', () => {
  const world = (extra: object, rest: World = {}): World => ({
    leases: [lease('ll-1', ['LT-1', 'LT-2'], extra)],
    organisation: { desks },
    ...rest,
  });

  it.each([
    [{ to: '2027-02-28' }, 'ends', '2027-02-28', ''],
    [{ to: '2027-02-28', notice: 'P30D' }, 'notice-ahead', '2027-01-29', '2027-01-29'],
    [{ to: '2027-01-31', notice: 'P90D' }, 'ends', '2027-01-31', '2026-11-02'],
    [{ to: '2027-02-28', notice: 'P30D', autoExtend: 'P3M', noticeGiven: '2026-12-01' }, 'notice-given', '2027-02-28', ''],
  ])('%o: %s', (extra, variant, day, noticeDay) => {
    expect(one('lease-ending', world(extra))).toMatchObject({
      day,
      who: 'desk:finance',
      cost: null,
      values: { variant, noticeDay, devices: '2', monthly: '398.00 SEK' },
    });
  });

  it.each([
    ['90 days before', { to: '2027-04-04' }, 1],
    ['91 days before', { to: '2027-04-05' }, 0],
    ['90 days before the notice day', { to: '2027-10-01', notice: 'P180D' }, 1],
  ])('ending is said %s', (_what, extra, count) => {
    expect(only('lease-ending', world(extra))).toHaveLength(count);
  });

  it.each([
    ['2027-04-04', '90'],
    ['2027-03-06', '90'],
    ['2027-03-05', '60'],
    ['2027-02-03', '30'],
    ['2027-01-04', '30'],
    ['2027-04-05', ''],
  ])('ending on %s is in the window %s', (to, window) => {
    const policies = { drift: { 'lease-ending': { after: 'P120D' } } } as const;

    expect(one('lease-ending', world({ to }, { policies })).values['window']).toBe(window);
  });

  it('rolling, with notice ahead and missed again', () => {
    const terms = { to: '2026-10-31', autoExtend: 'P3M' };

    expect(one('lease-rolling', world({ ...terms, notice: 'P7D' }))).toMatchObject({
      day: '2027-01-24',
      cost: { monthly: '398.00 SEK', from: null },
      values: { variant: 'rolling', rollsFrom: '2026-11-01', until: '2027-01-31', nextNotice: '2027-01-24' },
    });
    expect(one('lease-rolling', world({ ...terms, notice: 'P30D' })).values).toMatchObject({
      until: '2027-04-30',
      nextNotice: '2027-03-31',
    });
    expect(one('lease-rolling', world({ ...terms, notice: 'P30D', noticeGiven: '2026-12-01' }))).toMatchObject({
      day: null,
      values: { until: '2027-01-31', nextNotice: '', noticeDay: '' },
    });
  });

  it('different rents and currencies', () => {
    const lines = { 'LT-1': { rent: '199.00 SEK' }, 'LT-2': { rent: '99.00 EUR' } };

    expect(one('lease-rolling', world({ lines, notice: 'P90D', autoExtend: 'P3M' }))).toMatchObject({
      cost: null,
      values: { rent: '', monthly: '' },
    });
    expect(one('lease-ending', world({ lines })).values['monthly']).toBe('');
    expect(one('lease-overdue', world({ lines, to: '2026-12-31' }))).toMatchObject({ cost: null, values: { monthly: '' } });
  });

  it('overdue costs the late return of every device that is not back', () => {
    const devices = [
      device('LT-2', null, { status: 'returned-to-lessor', ownership: 'leased', lease: 'll-1' }),
      device('LT-1', 'e-1', { lease: 'll-1' }),
    ];
    const late = { to: '2026-12-31', lateReturn: '189.00 SEK' };

    expect(one('lease-overdue', world(late))).toMatchObject({
      who: 'desk:it',
      values: { devices: '2', days: '4', ended: '2026-12-31' },
      cost: { monthly: '378.00 SEK' },
    });
    expect(one('lease-overdue', world(late, { devices })).values).toMatchObject({ devices: '1', tags: 'LT-1', monthly: '189.00 SEK' });
    expect(one('lease-overdue', world({ to: '2026-12-31' })).values['monthly']).toBe('398.00 SEK');
  });

  it('lines that end on their own day are told apart', () => {
    const lines = { 'LT-1': { rent: '199.00 SEK' }, 'LT-2': { rent: '199.00 SEK', to: '2026-12-31' } };

    expect(only('lease-overdue', world({ lines, to: '2028-01-31' })).map((finding) => finding.key)).toEqual([
      'lease-overdue/ll-1/2026-12-31',
    ]);
  });
});
