/** What can become of a device of somebody who leaves: what is allowed, what it costs, who bears it, by when it binds. */
import { describe, expect, it } from 'vitest';
import { type DeviceOption, optionsFor } from '../../../reconciler/plan/device-options.ts';
import type { PersonView } from '../../../reconciler/plan/input.ts';
import { REFUSALS } from '../../../reconciler/plan/text-keys.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { DispositionKind } from '../../../schemas/vocabulary.ts';
import { buyout, contextOf, device, lease, plan } from './findings/look.ts';
import { person, type World } from './world.ts';

const LAST = '2027-01-31';
const leased = { ownership: 'leased', lease: 'll-1' } as const;

/** The options of LT-1 of somebody who leaves on 31 January, chosen on 4 January. */
function options(own: object = {}, rest: World & { wish?: object; last?: string | null; today?: string } = {}): readonly DeviceOption[] {
  const { wish, last = LAST, today = '2027-01-04', ...world } = rest;
  const context = contextOf({
    people: [person('e-1', last === null ? {} : { lastDay: last })],
    devices: [device('LT-1', 'e-1', own)],
    offboardings: wish === undefined || last === null ? [] : [plan('e-1', last, { devices: { 'LT-1': wish as never } })],
    leases: [lease('ll-1', ['LT-1'], { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK' })],
    ...world,
  });
  const view = context.people.get('e-1' as never) as PersonView;
  return optionsFor({ desired: context.input.desired, today: today as Day }, view, view.devices[0] as Device);
}

function option(kind: DispositionKind, ...given: Parameters<typeof options>): DeviceOption {
  const found = options(...given).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

const lines = (own: object) => ({ leases: [lease('ll-1', ['LT-1'], { rent: '219.00 SEK', ...own })] });

describe('the options', () => {
  it('are all dispositions there are, each once, and every refusal has a sentence', () => {
    for (const ownership of ['owned', 'leased', 'personal', 'third-party']) {
      const found = options({ ownership });

      expect(found.map(({ kind }) => kind).toSorted()).toEqual([...DispositionKind.options].toSorted());
      for (const { refused } of found) if (refused !== null) expect(REFUSALS).toContain(refused);
    }
  });

  it.each([
    ['owned', ['release', 'transfer', 'buyout', 'hold', 'lost'], 'release'],
    ['leased', ['release', 'transfer', 'buyout', 'return-to-lessor', 'hold', 'lost'], 'release'],
    ['third-party', ['return-to-owner', 'hold', 'lost'], 'return-to-owner'],
    ['personal', ['hold', 'lost', 'keep'], 'keep'],
  ])('of a device that is %s: %o, without a word %s', (ownership, allowed, usual) => {
    const found = options({ ownership });

    expect(found.filter(({ refused }) => refused === null).map(({ kind }) => kind)).toEqual(allowed);
    expect(found.filter(({ isDefault }) => isDefault).map(({ kind }) => kind)).toEqual([usual]);
    expect(found.some(({ isChosen }) => isChosen)).toBe(false);
  });

  it('never ask for a wipe of what is not ours', () => {
    for (const ownership of ['third-party', 'personal']) {
      for (const { needs } of options({ ownership })) expect(needs.filter((need) => need === 'wipe' || need === 'purge')).toEqual([]);
    }
  });

  it('cards may be destroyed', () => {
    expect(option('destroy', { type: 'smartcard' })).toMatchObject({ refused: null, needs: [], bindsOn: null });
    expect(option('destroy').refused).toBe('not-a-token');
  });

  it('name what the plan has chosen, and the default of policy', () => {
    const policies = { 'device-rules': { defaults: [{ types: ['laptop'], disposition: 'return-to-lessor' }] } } as const;
    const found = options(leased, { wish: { disposition: 'hold', until: '2027-03-31', matter: 'M-7' }, policies });

    expect(found.filter(({ isChosen }) => isChosen).map(({ kind }) => kind)).toEqual(['hold']);
    expect(found.filter(({ isDefault }) => isDefault).map(({ kind }) => kind)).toEqual(['return-to-lessor']);
  });

  it('cost nothing when the device is owned', () => {
    for (const one of options())
      expect(one).toMatchObject({ parts: [], cost: null, share: null, monthly: null, bindsOn: null, isSuggested: false });
  });

  it.each([
    ['release', {}, ['wipe']],
    ['release', { type: 'phone' }, ['wipe', 'unlock']],
    ['release', { wiped: { on: '2027-01-03', method: 'clear' } }, []],
    ['transfer', {}, ['to', 'wipe']],
    ['transfer', { type: 'tablet', wiped: { on: '2027-01-03', method: 'clear' } }, ['to', 'unlock']],
    ['return-to-lessor', leased, ['purge']],
    ['return-to-lessor', { ...leased, wiped: { on: '2027-01-03', method: 'purge' }, type: 'phone' }, ['unlock']],
    ['hold', {}, ['until', 'matter']],
    ['lost', {}, []],
  ] as const)('%s of %o needs %o', (kind, own, needs) => {
    expect(option(kind, own).needs).toEqual(needs);
  });

  it('refused ones cost and need nothing', () => {
    const rules = { 'device-rules': { buyout: { minimumTenure: 'P120M' } } } as const;

    expect(option('buyout', leased, { policies: rules })).toMatchObject({
      refused: 'tenure',
      parts: [],
      cost: null,
      monthly: null,
      needs: [],
      bindsOn: null,
    });
    expect(option('return-to-lessor')).toMatchObject({ refused: 'not-leased', isSuggested: false });
  });
});

describe('a lease that runs', () => {
  it('bought out: 10 x 219.00 + 250.00 = 2,440.00, with tax 3,050.00; finance approves', () => {
    const found = option('buyout', leased);

    expect(found.parts).toEqual([
      { what: 'rent-left', amount: '2190.00 SEK', months: 10 },
      { what: 'break-fee', amount: '250.00 SEK', months: null },
    ]);
    expect(found.cost).toEqual({ net: '2440.00 SEK', vat: '610.00 SEK', gross: '3050.00 SEK', netCost: '2440.00 SEK' });
    expect(found.share).toEqual({ company: '2440.00 SEK', person: '0.00 SEK' });
    expect(found.monthly).toBeNull();
    expect(found.needs).toEqual(['offer', 'lessor-price', 'finance', 'acquire', 'save-private', 'purge', 'management', 'consent']);
  });

  it('given to somebody else costs nothing now: the rent goes on, and only for the lessee', () => {
    expect(option('transfer', leased)).toMatchObject({
      parts: [],
      cost: null,
      monthly: { amount: '219.00 SEK', until: '2027-11-30' },
      lessee: 'se',
      isSuggested: false,
    });
    expect(option('release', leased)).toMatchObject({ monthly: { amount: '219.00 SEK' }, lessee: null });
  });

  it('returned early owes the rent all the same', () => {
    const found = option('return-to-lessor', leased);

    expect(found.parts).toEqual([{ what: 'rent-left', amount: '2190.00 SEK', months: 10 }]);
    expect(found).toMatchObject({ cost: { gross: '2737.50 SEK' }, monthly: null, bindsOn: '2027-11-30', isSuggested: false });
  });

  it('kept for a matter or lost goes on costing rent', () => {
    for (const kind of ['hold', 'lost'] as const)
      expect(option(kind, leased).monthly).toEqual({ amount: '219.00 SEK', until: '2027-11-30' });
  });

  it('shares what is above the budget with the person, by policy', () => {
    const policies = { 'device-rules': { earlyEnd: [{ budget: '2000.00 SEK' }] } } as const;

    expect(option('buyout', leased, { policies }).share).toEqual({ company: '2000.00 SEK', person: '440.00 SEK' });
  });

  it('with a quote adds the lessor’s price, and needs none', () => {
    const found = option(
      'buyout',
      leased,
      lines({ to: '2027-11-30', quote: { price: '900.00 SEK', on: '2027-01-02', until: '2027-01-31' } }),
    );

    expect(found.parts.map(({ what, amount }) => [what, amount])).toEqual([
      ['rent-left', '2190.00 SEK'],
      ['break-fee', '0.00 SEK'],
      ['lessor-price', '900.00 SEK'],
    ]);
    expect(found.needs).not.toContain('lessor-price');
    expect(found.bindsOn).toBe('2027-01-31');
  });

  it('without a quote that still stands costs the residual value the company answers for', () => {
    const base = lease('ll-1', ['LT-1'], { to: '2027-11-30', quote: { price: '900.00 SEK', on: '2026-12-01', until: '2027-01-30' } });
    const leases = [{ ...base, lines: { 'LT-1': { rent: '219.00 SEK', guaranteedResidual: '600.00 SEK' } } }];

    expect(option('buyout', leased, { leases })).toMatchObject({
      bindsOn: null,
      parts: [{}, {}, { what: 'lessor-price', amount: '600.00 SEK' }],
    });
  });

  it('in two currencies has no sum, and so no parts', () => {
    expect(option('buyout', leased, lines({ to: '2027-11-30', breakFee: '25.00 EUR' }))).toMatchObject({
      parts: [],
      cost: null,
      share: null,
    });
  });

  it('is better returned when less is left than policy wants', () => {
    const short = lines({ to: '2027-04-30' });

    expect(option('return-to-lessor', leased, short).isSuggested).toBe(true);
    expect(options(leased, short).filter(({ isSuggested }) => isSuggested)).toHaveLength(1);
    expect(option('return-to-lessor', leased, lines({ to: '2027-05-01' })).isSuggested).toBe(false);
  });
});

describe('a lease with notice', () => {
  const rolling = lines({ to: '2027-02-28', notice: 'P30D', autoExtend: 'P3M' });

  it('binds on the last day of notice; until then one rent is owed, after it four', () => {
    const before = option('return-to-lessor', leased, { ...rolling, today: '2027-01-29' });
    const after = option('return-to-lessor', leased, { ...rolling, today: '2027-01-30' });

    expect([before.bindsOn, before.parts[0]?.months]).toEqual(['2027-01-29', 1]);
    expect([after.bindsOn, after.parts[0]?.months]).toEqual(['2027-05-01', 4]);
  });

  it('that is over before the device day is taken as it then stands', () => {
    const found = option('return-to-lessor', leased, { ...rolling, last: '2027-03-31' });

    expect(found).toMatchObject({ bindsOn: '2027-05-01', parts: [{ months: 2, amount: '438.00 SEK' }], isSuggested: true });
  });
});

describe('a lease that has ended or rolls', () => {
  const ended = (extra: object = {}) => lines({ to: '2026-12-31', lateReturn: '189.00 SEK', ...extra });

  it('is bought from the lessor first; meanwhile the charge goes on', () => {
    const found = option('buyout', leased, ended({ quote: { price: '700.00 SEK', on: '2026-12-01' } }));

    expect(found.parts).toEqual([{ what: 'lessor-price', amount: '700.00 SEK', months: null }]);
    expect(found.cost?.gross).toBe('875.00 SEK');
    expect(found.monthly).toEqual({ amount: '189.00 SEK', until: null });
    expect(found.needs.slice(0, 3)).toEqual(['offer', 'acquire', 'save-private']);
    expect(found.bindsOn).toBeNull();
  });

  it('without a price must be asked for', () => {
    expect(option('buyout', leased, ended())).toMatchObject({
      parts: [],
      cost: null,
      needs: expect.arrayContaining(['lessor-price', 'acquire']),
    });
  });

  it('returned: nothing is owed but the months until it is back', () => {
    expect(option('return-to-lessor', leased, ended())).toMatchObject({
      parts: [],
      monthly: { amount: '189.00 SEK', until: null },
      bindsOn: null,
      isSuggested: true,
    });
  });

  it('rolls: the rent to the end of what notice can still reach', () => {
    const found = option('return-to-lessor', leased, lines({ to: '2026-12-31', notice: 'P30D', autoExtend: 'P3M' }));

    expect(found).toMatchObject({ bindsOn: '2027-03-01', parts: [{ months: 2, amount: '438.00 SEK' }], isSuggested: true });
  });

  it('bought from the lessor already is owned', () => {
    const acquired = { from: 'Exempel Finans', price: '900.00 SEK', on: '2027-01-02' };

    expect(option('buyout', { ...leased, acquired }, ended())).toMatchObject({ parts: [], monthly: null });
  });
});

describe('an offer', () => {
  it.each([
    ['answered by its day', buyout({ answerBy: '2027-01-15' }), '2027-01-15'],
    ['with a quote that ends before', buyout({ answerBy: '2027-02-15' }), '2027-01-31'],
    ['with a quote that ends later', buyout({ answerBy: '2027-01-30' }), '2027-01-30'],
  ])('%s binds then', (_what, wish, bindsOn) => {
    const quote = { price: '700.00 SEK', on: '2026-12-01', until: '2027-01-31' };

    expect(option('buyout', leased, { ...lines({ to: '2026-12-31', quote }), wish })).toMatchObject({ bindsOn, isChosen: true });
  });

  it.each([
    [{}, ['consent']],
    [{ settle: 'final-pay' }, ['consent']],
    [{ settle: 'final-pay', consent: { on: '2026-12-10', ref: 'HR-88' } }, []],
    [{ settle: 'invoice' }, []],
    [{ settle: 'card' }, []],
  ])('settled %o still needs %o', (extra, needs) => {
    const own = { wiped: { on: '2027-01-03', method: 'purge' }, locks: { management: 'removed' } };

    expect(option('buyout', own, { wish: buyout({}, extra) }).needs).toEqual(['save-private', ...needs]);
  });

  it('locks and management are to be removed', () => {
    expect(option('buyout', { type: 'phone' }, { wish: buyout({}, { settle: 'card' }) }).needs).toEqual([
      'save-private',
      'purge',
      'unlock',
      'management',
    ]);
    expect(option('buyout', { type: 'key' }, { wish: buyout({}, { settle: 'card' }) }).needs).toEqual(['save-private', 'purge']);
  });

  it('that policy does not allow is refused', () => {
    const policies = { 'device-rules': { buyout: { basis: 'outside' } } } as const;

    expect(option('buyout', {}, { wish: buyout(), policies }).refused).toBe('no-outside-value');
    expect(option('buyout', {}, { policies }).refused).toBeNull();
    expect(option('buyout', {}, { wish: { disposition: 'buyout' }, policies }).refused).toBeNull();
  });
});

describe('days', () => {
  it('count from today without a last day, and after it', () => {
    expect(option('return-to-lessor', leased, { last: null }).parts[0]?.months).toBe(11);
    expect(option('return-to-lessor', leased, { last: '2026-12-20' }).parts[0]?.months).toBe(11);
    expect(option('return-to-lessor', leased, { last: '2027-11-30' }).parts).toEqual([]);
  });
});
