/** Sales to people, and devices whose files prove more than their status says. */
import { describe, expect, it } from 'vitest';
import { buyout, device, lease, plan, proposalsOf } from './findings/look.ts';
import { expectTexts, LAST, left, remarks, the, ticks } from './proposals-look.ts';
import { person, type World } from './world.ts';

describe('sale', () => {
  const SALE = `sale/e-1-${LAST}`;
  const world = (own: object = {}, wish: object = {}, extra: World = {}): World => ({
    people: [left()],
    devices: [device('PH-1', 'e-1', { type: 'phone', ...own })],
    offboardings: [plan('e-1', LAST, { devices: { 'PH-1': buyout({}, wish as never) } })],
    ...extra,
  });
  const consent = { settle: 'final-pay', consent: { on: '2026-12-10', ref: 'HR-88' } };

  it('is pending until every step is proven', () => {
    const proposal = the(world({}, consent), SALE);

    expectTexts(proposal);
    expect(proposal.files[0]?.edits).toEqual([
      { op: 'setScalar', path: ['status'], value: 'sale-pending' },
      { op: 'setKey', path: [], key: 'sale', value: { to: 'e-1', price: '1800.00 SEK', vat: 'included', consent: 'HR-88' } },
    ]);
    expect(proposal.lines[0]?.values).toMatchObject({ price: '1800.00 SEK', vat: 'included', settle: 'final-pay', consent: 'HR-88' });
    expect(remarks(proposal)).toEqual(['awaited-since', 'consent']);
    expect(ticks(proposal, 'PH-1')).toEqual({
      'save-private': false,
      'wipe-purge': false,
      unlock: false,
      'remove-management': false,
      pay: true,
    });
  });

  it.each([
    ['final-pay', ['awaited-since', 'no-consent']],
    ['invoice', ['awaited-since']],
  ])('without consent, settled by %s', (settle, expected) => {
    const proposal = the(world({}, { settle }), SALE);

    expectTexts(proposal);
    expect(remarks(proposal)).toEqual(expected);
    expect(proposal.files[0]?.edits[1]).toMatchObject({ value: { to: 'e-1', price: '1800.00 SEK', vat: 'included' } });
  });

  it('replaces a sale that came to nothing', () => {
    const proposal = the(world({ sale: { to: 'e-9', price: '1.00 SEK', vat: 'included' } }), SALE);

    expect(proposal.files[0]?.edits.slice(1)).toMatchObject([
      { op: 'deleteKey', key: 'sale' },
      { op: 'setKey', key: 'sale' },
    ]);
  });

  it.each([
    ['ended: bought from the lessor first', { to: '2026-12-31' }, 'acquire-first'],
    ['running: break fee, rent and VAT', { to: '2027-11-30', breakFee: '250.00 SEK' }, 'break-cost'],
  ])('of a device whose lease has %s', (_what, extra, text) => {
    const own = { ownership: 'leased', lease: 'll-1' };
    const day = { ends: { devices: '2027-01-04' } };
    const given = world(own, consent, { leases: [lease('ll-1', ['PH-1'], extra)] });
    const wishes = { ...given, offboardings: [plan('e-1', LAST, { ...day, devices: { 'PH-1': buyout({}, consent) } })] };

    const proposal = the(wishes, SALE);

    expectTexts(proposal);
    expect(remarks(proposal)).toContain(text);
    expect(ticks(proposal, 'PH-1')['acquire']).toBe(false);
  });

  it('says nothing of a lease the company has bought the device out of', () => {
    const acquired = { from: 'Exempel Finans', price: '900.00 SEK', on: '2026-12-20' };
    const own = { ownership: 'leased', lease: 'll-1', acquired };

    const proposal = the(world(own, consent, { leases: [lease('ll-1', ['PH-1'], { to: '2026-12-31' })] }), SALE);

    expect(remarks(proposal)).toEqual(['awaited-since', 'consent']);
    expect(ticks(proposal, 'PH-1')['acquire']).toBe(true);
  });

  it.each([
    ['the offer is open', world({}, {}), { answer: undefined, answerBy: '2027-01-31' }],
    ['it is in repair', world({ status: 'repair' }), {}],
  ])('waits while %s', (_what, given, offer) => {
    const wishes = { ...given, offboardings: [plan('e-1', LAST, { devices: { 'PH-1': buyout(offer as never) } })] };

    expect(proposalsOf(wishes)).toEqual([]);
  });

  it('waits for the device day, and while an exception postpones it', () => {
    const later = {
      ...world(),
      people: [person('e-1', { lastDay: '2027-01-31' })],
      offboardings: [plan('e-1', '2027-01-31', { devices: { 'PH-1': buyout() } })],
    };
    const exceptions = [
      {
        id: 'ex-1',
        subject: { device: 'PH-1' },
        change: 'sale' as const,
        reason: 'r',
        owner: 'e-2',
        from: '2027-01-01',
        until: '2027-01-10',
      },
    ];

    expect(proposalsOf(later)).toEqual([]);
    expect(proposalsOf({ ...world(), exceptions })).toEqual([]);
  });

  it('stands beside the release of what is not sold', () => {
    const both = world();
    const devices = [...(both.devices ?? []), device('LT-1', 'e-1'), device('PH-0', 'e-1', { type: 'phone' })];
    const offboardings = [plan('e-1', LAST, { devices: { 'PH-1': buyout(), 'PH-0': buyout() } })];

    const found = proposalsOf({ ...both, devices, offboardings });

    expect(found.map((one) => [one.key, one.lines.map(({ tag }) => tag)])).toEqual([
      [`release/e-1-${LAST}`, ['LT-1']],
      [SALE, ['PH-0', 'PH-1']],
    ]);
  });
});

describe('receive', () => {
  const away = { status: 'awaited', awaitedFrom: 'e-1', awaitedSince: LAST } as const;
  const back = { ...away, returned: { on: '2027-01-02', condition: 'ok' } } as const;
  const clean = { wiped: { on: '2027-01-03', method: 'clear' } } as const;
  const RECEIVE = `receive/e-1-${LAST}`;

  it.each([
    ['back', back, 'received'],
    ['back, wiped and unlocked', { ...back, ...clean }, 'available'],
    ['received, wiped and unlocked', { ...back, ...clean, status: 'received' }, 'available'],
    ['back, wiped and of a client', { ...back, ...clean, ownership: 'third-party' }, 'received'],
  ])('a device that is %s', (_what, own, status) => {
    const proposal = the({ people: [left()], devices: [device('LT-1', null, own)] }, RECEIVE);

    expectTexts(proposal);
    expect(proposal).toMatchObject({ purpose: 'receive', urgent: false, silent: false, person: 'e-1' });
    expect(proposal.lines[0]?.text).toBe(status);
    expect(proposal.files[0]?.edits[0]).toEqual({ op: 'setScalar', path: ['status'], value: status });
  });

  it('under a hold is received, never made ready', () => {
    const holds = [{ id: 'm-7', subject: { device: 'LT-1' }, matter: 'M-7', from: '2026-12-28' }];

    const proposal = the({ people: [left()], devices: [device('LT-1', null, { ...back, ...clean })], holds }, RECEIVE);

    expect(proposal.lines[0]?.text).toBe('received');
  });

  it('that goes back to the lessor is received, never made ready for the next person', () => {
    const offboardings = [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'return-to-lessor' } } })];
    const leased = { ...back, ...clean, ownership: 'leased' } as const;

    expect(the({ people: [left()], devices: [device('LT-1', null, leased)], offboardings }, RECEIVE).lines[0]?.text).toBe('received');
    expect(the({ people: [], devices: [device('LT-1', null, leased)], offboardings: [] }, RECEIVE).lines[0]?.text).toBe('available');
  });

  it.each([
    ['not back', away],
    ['received and not wiped', { ...back, status: 'received' }],
    ['back from nobody', { ...back, awaitedFrom: undefined }],
    ['neither awaited since a day nor back', { status: 'awaited', awaitedFrom: 'e-1' }],
    ['sold without a sale', { status: 'sale-pending' }],
    ['sold and not paid', { status: 'sale-pending', ...clean, sale: { to: 'e-1', price: '1.00 SEK', vat: 'included' } }],
  ])('nothing for a device that is %s', (_what, own) => {
    const bare = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));

    expect(proposalsOf({ people: [left()], devices: [device('LT-1', null, bare)] })).toEqual([]);
  });

  it('counts from the return when no day is told, and groups by person and day', () => {
    const { awaitedSince: _day, ...undated } = back;
    const devices = [device('LT-3', null, undated), device('LT-2', null, back), device('LT-1', null, back)];

    const found = proposalsOf({ people: [left()], devices });

    expect(found.map((one) => [one.key, one.lines.map(({ tag }) => tag)])).toEqual([
      [RECEIVE, ['LT-1', 'LT-2']],
      ['receive/e-1-2027-01-02', ['LT-3']],
    ]);
  });

  it('is sold on the day of the last step, also when it is deducted by consent', () => {
    const sale = { to: 'e-1', price: '1800.00 SEK', vat: 'included', consent: 'HR-88' } as const;

    const own = { status: 'sale-pending', sale, wiped: { on: '2027-01-03', method: 'purge' } } as const;

    expect(proposalsOf({ devices: [device('LT-1', null, own)] })[0]?.key).toBe('receive/e-1-2027-01-03');
  });

  it('is sold when every step is proven', () => {
    const sale = { to: 'e-1', price: '1800.00 SEK', vat: 'included', paid: '2027-01-25' } as const;
    const steps = { status: 'sale-pending', sale, wiped: { on: '2027-01-03', method: 'purge' }, ownership: 'leased' } as const;
    const acquired = { from: 'Exempel Finans', price: '900.00 SEK', on: '2027-01-05' };

    const [held] = proposalsOf({ people: [left()], devices: [device('LT-1', 'e-1', { ...steps, acquired })] });
    const [free] = proposalsOf({ people: [left()], devices: [device('LT-1', null, { ...steps, acquired })] });

    expect(held).toMatchObject({ key: 'receive/e-1-2027-01-03', lines: [{ text: 'sold', values: { on: '2027-01-25' } }] });
    expect(held?.files[0]?.edits).toHaveLength(2);
    expect(free?.files[0]?.edits).toHaveLength(1);
  });
});
