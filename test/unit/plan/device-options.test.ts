/** What can become of a device of somebody who leaves: what is allowed, what it needs, and what an offer binds. */
import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../../../reconciler/plan/text-keys.ts';
import { DispositionKind } from '../../../schemas/vocabulary.ts';
import { buyout } from './findings/look.ts';
import { leased, lines, option, options } from './options-look.ts';

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

  const held = (subject: object, extra: object = {}) => [{ id: 'm-7', subject, matter: 'M-7', from: '2026-12-28', ...extra }] as never;
  it.each([
    ['the device', { device: 'LT-1' }, {}, true],
    ['the person', { employee: 'e-1' }, { until: '2027-01-04' }, true],
    ['another device', { device: 'LT-2' }, {}, false],
    ['somebody else', { employee: 'e-2' }, {}, false],
    ['the device, later', { device: 'LT-1' }, { from: '2027-01-05' }, false],
    ['the device, until yesterday', { device: 'LT-1' }, { until: '2027-01-03' }, false],
  ])('a hold on %s leaves only the hold and the loss: %s', (_what, subject, extra, isHeld) => {
    const found = options(leased, { holds: held(subject, extra) });

    const allowed = found.filter(({ refused }) => refused === null).map(({ kind }) => kind);
    expect(allowed).toEqual(isHeld ? ['hold', 'lost'] : ['release', 'transfer', 'buyout', 'return-to-lessor', 'hold', 'lost']);
    expect(found.some(({ refused }) => refused === 'under-hold')).toBe(isHeld);
  });

  it('a hold leaves the person what is their own', () => {
    expect(option('keep', { ownership: 'personal' }, { holds: held({ employee: 'e-1' }) }).refused).toBeNull();
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
