/** Pull requests by the reconciler: what they edit, say, and ask to be ticked. */
import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { CHECK_TEXTS, LINE_VALUES, REMARK_VALUES } from '../../../reconciler/plan/text-keys.ts';
import { buyout, device, lease, plan, proposalsOf, unpinned } from './findings/look.ts';
import { account, at, COMMIT, done, line, person, system, verified, type World } from './world.ts';

const LAST = '2026-12-31';
const left = (extra = {}) => person('e-1', { lastDay: LAST, ...extra });

function the(world: World, key: string): Proposal {
  const found = proposalsOf(world).filter((proposal) => proposal.key === key);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(
      proposalsOf(world)
        .map((one) => one.key)
        .join(' '),
    );
  return found[0];
}

/** Every sentence has exactly the values it needs. */
function expectTexts(proposal: Proposal): void {
  for (const each of proposal.lines) {
    expect(Object.keys(each.values).toSorted()).toEqual([...LINE_VALUES[each.text as keyof typeof LINE_VALUES]].toSorted());
    for (const { text, values } of each.remarks) {
      expect(Object.keys(values).toSorted()).toEqual([...REMARK_VALUES[text as keyof typeof REMARK_VALUES]].toSorted());
    }
  }
  for (const { items } of proposal.checklist) for (const { text } of items) expect(CHECK_TEXTS).toContain(text);
}

function ticks(proposal: Proposal, tag: string): Record<string, boolean> {
  const items = proposal.checklist.find((one) => one.tag === tag)?.items ?? [];
  return Object.fromEntries(items.map(({ text, done: isDone }) => [text, isDone]));
}

function remarks(proposal: Proposal, tag?: string): string[] {
  return proposal.lines.filter((one) => tag === undefined || one.tag === tag).flatMap((one) => one.remarks.map(({ text }) => text));
}

describe('release', () => {
  const RELEASE = `release/e-1-${LAST}`;

  it('takes the holder off and awaits the device from the day on', () => {
    const world: World = { people: [left()], devices: [device('LT-1', 'e-1')] };

    const proposal = the(world, RELEASE);

    expectTexts(proposal);
    expect(proposal).toMatchObject({ purpose: 'release', person: 'e-1', system: null, day: LAST, urgent: true, silent: false });
    expect(proposal.files).toEqual([
      {
        file: 'state/devices/LT-1.yaml',
        edits: [
          { op: 'setScalar', path: ['status'], value: 'awaited' },
          { op: 'setScalar', path: ['holder'], value: null },
          { op: 'setKey', path: [], key: 'awaitedFrom', value: 'e-1' },
          { op: 'setKey', path: [], key: 'awaitedSince', value: LAST },
        ],
      },
    ]);
    expect(proposal.lines[0]).toMatchObject({ tag: 'LT-1', text: 'release-awaited', values: { from: 'e-1', since: LAST } });
    expect(remarks(proposal)).toEqual(['awaited-since', 'by-policy']);
    expect(ticks(proposal, 'LT-1')).toEqual({ return: false, condition: false, unlock: true, 'recovery-key': false, wipe: false });
  });

  it.each([
    ['the morning of the day', '2027-01-04', true],
    ['the day after', '2027-01-03', true],
    ['the day before', '2027-01-05', false],
  ])('opens on %s', (_what, lastDay, isOpen) => {
    const world: World = { people: [person('e-1', { lastDay })], devices: [device('LT-1', 'e-1')] };

    expect(proposalsOf(world).length > 0).toBe(isOpen);
  });

  it('opens by the calendar of the person', () => {
    const world: World = {
      asOf: at('2027-01-03', '23:30'),
      people: [person('e-1', { lastDay: '2027-01-04', timeZone: 'Pacific/Auckland' }), person('e-2', { lastDay: '2027-01-04' })],
      devices: [device('LT-1', 'e-1'), device('LT-2', 'e-2')],
    };

    expect(proposalsOf(world).map((one) => one.key)).toEqual(['release/e-1-2027-01-04']);
  });

  it('has all devices of a person, by tag, and none of anybody staying', () => {
    const devices = [device('PH-1', 'e-1', { type: 'phone' }), device('LT-1', 'e-1'), device('LT-2', 'e-2')];

    const proposal = the({ people: [left(), person('e-2')], devices }, RELEASE);

    expect(proposal.lines.map((one) => one.tag)).toEqual(['LT-1', 'PH-1']);
    expect(ticks(proposal, 'PH-1')).toMatchObject({ sim: false, unlock: false });
  });

  it.each([
    ['returned', {}, 'received', 'release-received'],
    ['returned, wiped and unlocked', { wiped: { on: '2026-12-30', method: 'clear' } }, 'available', 'release-available'],
    [
      'returned and wiped, but locked',
      { wiped: { on: '2026-12-30', method: 'clear' }, locks: { activation: 'present' } },
      'received',
      'release-received',
    ],
  ])('of a device that is already %s', (_what, own, status, text) => {
    const back = { returned: { on: '2026-12-29', condition: 'ok' }, awaitedFrom: 'e-1', awaitedSince: '2026-01-01', ...own };

    const proposal = the({ people: [left()], devices: [device('LT-1', 'e-1', back as never)] }, RELEASE);

    expect(proposal.lines[0]?.text).toBe(text);
    expect(proposal.files[0]?.edits).toEqual([
      { op: 'setScalar', path: ['status'], value: status },
      { op: 'setScalar', path: ['holder'], value: null },
      { op: 'deleteKey', path: [], key: 'awaitedFrom' },
      { op: 'deleteKey', path: [], key: 'awaitedSince' },
    ]);
    expect(ticks(proposal, 'LT-1')['return']).toBe(true);
  });

  it('does not take an earlier return for this one', () => {
    const old = { received: '2026-03-01', returned: { on: '2026-02-01', condition: 'ok' }, wiped: { on: '2026-02-02', method: 'clear' } };

    const proposal = the({ people: [left()], devices: [device('LT-1', 'e-1', old as never)] }, RELEASE);

    expect(proposal.lines[0]?.text).toBe('release-awaited');
    expect(proposal.files[0]?.edits.slice(-2)).toEqual([
      { op: 'deleteKey', path: [], key: 'returned' },
      { op: 'deleteKey', path: [], key: 'wiped' },
    ]);
  });

  const wishes: readonly [string, object, object, string, string, readonly string[]][] = [
    [
      'return to the lessor',
      { ownership: 'leased' },
      { disposition: 'return-to-lessor' },
      'return-to-lessor',
      'awaited',
      ['return', 'send', 'wipe-purge'],
    ],
    [
      'a client device',
      { ownership: 'third-party', owner: 'kund' },
      { disposition: 'return-to-owner' },
      'return-to-owner',
      'awaited',
      ['hand-to-owner'],
    ],
    ['a hold', {}, { disposition: 'hold', until: '2027-03-31', matter: 'M-7' }, 'hold', 'hold', ['preserve']],
    ['a loss', {}, { disposition: 'lost' }, 'lost', 'lost', ['assess', 'lock', 'police']],
    ['a card', { type: 'smartcard' }, { disposition: 'destroy' }, 'destroy', 'destroyed', ['destroy', 'revoke']],
    ['a key', { type: 'key' }, { disposition: 'destroy' }, 'destroy', 'destroyed', ['destroy']],
  ];
  it.each(wishes)('%s', (_what, own, wish, text, status, checks) => {
    const world: World = {
      people: [left()],
      devices: [device('X-1', 'e-1', own)],
      offboardings: [plan('e-1', LAST, { devices: { 'X-1': wish as never } })],
    };

    const proposal = the(world, RELEASE);

    expectTexts(proposal);
    expect(proposal.lines[0]?.text).toBe(text);
    expect(proposal.lines[0]?.because).toMatchObject({ file: 'state/offboardings/e-1.yaml', pointer: '/devices/X-1' });
    expect(proposal.files[0]?.edits[0]).toEqual({ op: 'setScalar', path: ['status'], value: status });
    expect(Object.keys(ticks(proposal, 'X-1'))).toEqual(expect.arrayContaining([...checks]));
  });

  it('never offers to wipe what is not ours, and says so', () => {
    const proposal = the({ people: [left()], devices: [device('CL-1', 'e-1', { ownership: 'third-party', owner: 'kund' })] }, RELEASE);

    expect(Object.keys(ticks(proposal, 'CL-1')).filter((text) => text.startsWith('wipe'))).toEqual([]);
    expect(remarks(proposal)).toContain('never-wiped');
  });

  it('marks returned devices for the lessor or the owner as received', () => {
    const back = { returned: { on: '2026-12-30', condition: 'ok' } } as const;
    const devices = [
      device('CL-1', 'e-1', { ownership: 'third-party', ...back }),
      device('LT-1', 'e-1', { ownership: 'leased', ...back, wiped: { on: '2026-12-31', method: 'purge' } }),
      device('LT-2', 'e-1', back),
    ];
    const wishes_ = { 'LT-1': { disposition: 'return-to-lessor' }, 'LT-2': { disposition: 'hold', until: LAST, matter: 'M-1' } } as const;

    const proposal = the({ people: [left()], devices, offboardings: [plan('e-1', LAST, { devices: wishes_ })] }, RELEASE);

    expect(proposal.files.map((file) => file.edits[0])).toMatchObject([{ value: 'received' }, { value: 'received' }, { value: 'hold' }]);
    expect(ticks(proposal, 'LT-1')['wipe-purge']).toBe(true);
  });

  it('hands a device over to another person', () => {
    const world: World = {
      people: [left(), person('e-2')],
      devices: [device('LT-1', 'e-1', { received: '2024-02-12' })],
      offboardings: [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'transfer', to: 'e-2', note: 'Charger is missing' } } })],
    };

    const proposal = the(world, RELEASE);

    expectTexts(proposal);
    expect(proposal.files[0]?.edits).toEqual([
      { op: 'setScalar', path: ['holder'], value: 'e-2' },
      { op: 'deleteKey', path: [], key: 'received' },
    ]);
    expect(remarks(proposal)).toEqual(['awaited-since', 'note']);
    expect(Object.keys(ticks(proposal, 'LT-1'))).toEqual(['hand-over', 'unlock', 'recovery-key', 'wipe', 'receipt']);
  });

  it.each([
    ['of the person', { ownership: 'personal' }],
    ['in repair', { status: 'repair', repair: { since: '2026-12-20' } }],
    ['on hold', { status: 'hold' }],
    ['lost', { status: 'lost' }],
    ['already awaited', { status: 'awaited', holder: null, awaitedFrom: 'e-1', awaitedSince: LAST }],
  ])('leaves a device alone that is %s', (_what, own) => {
    expect(proposalsOf({ people: [left()], devices: [device('LT-1', 'e-1', own as never)] })).toEqual([]);
  });

  it('keeps a device under a hold of the person, unwiped', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-28', until: '2027-03-31' }];

    const proposal = the({ people: [left()], devices: [device('LT-1', 'e-1')], holds }, RELEASE);

    expectTexts(proposal);
    expect(proposal.lines[0]).toMatchObject({ text: 'hold', values: { matter: 'M-7', until: '2027-03-31' } });
    expect(remarks(proposal)).toContain('under-hold');
    expect(Object.keys(ticks(proposal, 'LT-1'))).not.toContain('wipe');
  });

  it('a hold without an end says none', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-28' }];

    expect(the({ people: [left()], devices: [device('LT-1', 'e-1')], holds }, RELEASE).lines[0]?.values['until']).toBe('');
  });

  it.each([
    ['own', 'e-1', [{ op: 'setScalar', path: ['holder'], value: null }]],
    ['pool', { pool: 'syd' }, []],
  ])('takes the loaner (%s) while the device itself is in repair', (_what, holder, holderEdits) => {
    const world: World = {
      people: [left()],
      devices: [
        device('LT-8', 'e-1', { status: 'repair', repair: { since: '2026-12-20', loaner: 'LT-90' } }),
        device('LT-90', holder as never),
      ],
    };

    const proposal = the(world, RELEASE);

    expect(proposal.lines.map((one) => one.tag)).toEqual(['LT-90']);
    expect(proposal.lines[0]?.remarks).toContainEqual({ text: 'loaner-until-repaired', values: { device: 'LT-8' } });
    expect(proposal.files[0]?.edits.filter((edit) => edit.path[0] === 'holder')).toEqual(holderEdits);
  });

  it.each([
    ['has no file', []],
    ['is already awaited', [device('LT-90', { pool: 'syd' as never }, { awaitedFrom: 'e-1' })]],
  ])('says nothing of a loaner that %s', (_what, others) => {
    const repair = device('LT-8', 'e-1', { status: 'repair', repair: { since: '2026-12-20', loaner: 'LT-90' } });

    expect(proposalsOf({ people: [left()], devices: [repair, ...others] })).toEqual([]);
  });

  it('of a silent plan waits thirty days and is silent', () => {
    const world = (now: string): World => ({
      asOf: at(now, '02:00'),
      people: [person('e-1', { lastDay: '2026-12-28' })],
      devices: [device('LT-1', 'e-1')],
      offboardings: [plan('e-1', '2026-12-28', { silent: true })],
    });

    expect(proposalsOf(world('2027-01-26'))).toEqual([]);
    expect(the(world('2027-01-27'), 'release/e-1-2026-12-28')).toMatchObject({ day: '2027-01-27', silent: true });
  });

  it('is postponed by an exception until that has ended', () => {
    const world = (until: string): World => ({
      people: [left()],
      devices: [device('LT-1', 'e-1')],
      exceptions: [
        { id: 'ex-1', subject: { employee: 'e-1' }, change: 'release', reason: 'handover', owner: 'e-2', from: '2026-12-20', until },
      ],
    });

    expect(proposalsOf(world('2027-01-04'))).toEqual([]);
    expect(the(world('2027-01-03'), RELEASE).lines).toHaveLength(1);
  });

  it('says that a Danish phone is pay by the month', () => {
    const organisation = {
      companies: [{ id: 'se', name: 'Eksempel ApS', country: 'DK', currency: 'DKK' }],
    };

    const proposal = the({ people: [left()], devices: [device('PH-1', 'e-1', { type: 'phone' })], organisation }, RELEASE);

    expectTexts(proposal);
    expect(remarks(proposal)).toContain('phone-month');
  });

  it('warns that a revoked card cannot be restored', () => {
    const world: World = {
      people: [left()],
      devices: [device('C-1', 'e-1', { type: 'smartcard' })],
      offboardings: [plan('e-1', LAST, { devices: { 'C-1': { disposition: 'destroy' } } })],
    };

    expect(remarks(the(world, RELEASE))).toContain('irreversible');
  });

  const leases: readonly [string, object, readonly string[]][] = [
    ['eight weeks left', { to: '2027-02-28', notice: 'P30D' }, ['return-suggested', 'lease-notice']],
    ['long enough, notice far off', { to: '2028-02-28', notice: 'P30D' }, []],
    ['notice missed', { to: '2027-01-31', notice: 'P90D', autoExtend: 'P3M' }, ['return-suggested', 'lease-rolling']],
    ['rolling', { to: '2026-10-31', notice: 'P1D', autoExtend: 'P3M' }, ['lease-rolling']],
    [
      'rolling until notice takes effect',
      { to: '2026-10-31', notice: 'P30D', autoExtend: 'P3M', noticeGiven: '2026-10-15' },
      ['lease-rolling'],
    ],
    ['ended', { to: '2026-12-15' }, ['lease-ends']],
  ];
  it.each(leases)('remarks on a lease: %s', (_what, extra, expected) => {
    const world: World = {
      people: [left()],
      devices: [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], extra)],
    };

    const proposal = the(world, RELEASE);

    expectTexts(proposal);
    expect(remarks(proposal).filter((text) => text !== 'awaited-since' && text !== 'by-policy')).toEqual(expected);
  });

  it('counts the weeks left from the device day, so that the text does not change every night', () => {
    const world = (now: string): World => ({
      asOf: at(now, '02:00'),
      people: [left()],
      devices: [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], { to: '2027-02-28', notice: 'P30D' })],
    });

    expect(the(world('2027-01-04'), RELEASE).lines[0]?.remarks).toContainEqual({
      text: 'return-suggested',
      values: { lease: 'll-1', to: '2027-02-28', days: '59', weeks: '8' },
    });
    expect(the(world('2027-01-05'), RELEASE)).toEqual(the(world('2027-01-04'), RELEASE));
  });

  it('says why a wish was not followed', () => {
    const world: World = {
      people: [left()],
      devices: [device('LT-1', 'e-1')],
      offboardings: [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'return-to-lessor' } } })],
    };

    expect(the(world, RELEASE).lines[0]?.remarks).toContainEqual({
      text: 'disposition-refused',
      values: { wanted: 'return-to-lessor', why: 'not-leased' },
    });
  });

  it.each([
    [{ answer: 'no' }, 'offer-declined'],
    [{ answered: '2026-12-20' }, 'answer-missing'],
  ])('falls back when the offer was %o', (offer, text) => {
    const world: World = {
      people: [left()],
      devices: [device('PH-1', 'e-1', { type: 'phone' })],
      offboardings: [plan('e-1', LAST, { devices: { 'PH-1': buyout(offer as never) } })],
    };

    const proposal = the(world, RELEASE);

    expectTexts(proposal);
    expect(proposal.lines[0]?.remarks).toContainEqual({ text, values: { answerBy: '2026-12-15' } });
  });
});

describe('the end of work for a client', () => {
  const david = (assignments: readonly object[], extra = {}): World => ({
    people: [person('e-4', { assignments: assignments as never, ...extra })],
    devices: [device('CL-7', 'e-4', { ownership: 'third-party', owner: 'kund-ett' }), device('LT-4', 'e-4')],
  });
  const ett = { id: 'a1', client: 'kund-ett', from: '2026-02-01', to: '2026-12-31' };
  const tva = { id: 'a2', client: 'kund-tva', from: '2026-02-01' };

  it('gives the client its device back and leaves the rest', () => {
    const proposal = the(david([ett, tva]), 'release/e-4-2026-12-31');

    expect(proposal.lines.map((one) => [one.tag, one.text])).toEqual([['CL-7', 'return-to-owner']]);
    expect(proposal.because).toMatchObject({ rule: 'assignment-ended', pointer: '/assignments' });
  });

  it.each([
    ['still works there', [ett, { ...ett, id: 'a3', to: '2027-06-30' }]],
    ['works there without an end', [ett, { id: 'a3', client: 'kund-ett', from: '2026-06-01' }]],
    ['ends tomorrow', [{ ...ett, to: '2027-01-05' }]],
    ['only works for others', [tva]],
    ['has no assignment', []],
  ])('does nothing when the person %s', (_what, assignments) => {
    expect(proposalsOf(david(assignments))).toEqual([]);
  });

  it('does nothing with a device whose owner is not named', () => {
    const world = { ...david([ett]), devices: [device('CL-7', 'e-4', { ownership: 'third-party' })] };

    expect(proposalsOf(world)).toEqual([]);
  });

  it('belongs to the leaving when that has come', () => {
    const proposal = the(david([ett], { lastDay: '2027-01-03' }), 'release/e-4-2027-01-03');

    expect(proposal.lines.map((one) => one.tag)).toEqual(['CL-7', 'LT-4']);
    expect(proposal.because.rule).toBe('device-day');
  });
});

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
    const proposal = the({ people: [left()], devices: [device('LT-1', null, own as never)] }, RECEIVE);

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

  it('is sold when every step is proven', () => {
    const sale = { to: 'e-1', price: '1800.00 SEK', vat: 'included', paid: '2027-01-25' } as const;
    const steps = { status: 'sale-pending', sale, wiped: { on: '2027-01-03', method: 'purge' }, ownership: 'leased' } as const;
    const acquired = { from: 'Exempel Finans', price: '900.00 SEK', on: '2027-01-05' };

    const [held] = proposalsOf({ people: [left()], devices: [device('LT-1', 'e-1', { ...steps, acquired })] });
    const [free] = proposalsOf({ people: [left()], devices: [device('LT-1', null, { ...steps, acquired })] });

    expect(held).toMatchObject({ key: 'receive/e-1-2027-01-25', lines: [{ text: 'sold', values: { on: '2027-01-25' } }] });
    expect(held?.files[0]?.edits).toHaveLength(2);
    expect(free?.files[0]?.edits).toHaveLength(1);
  });
});

describe('ids', () => {
  const nameless = (id: string) => person(id, { accounts: [line('m365', `m-${id}`), line('ad', null, { login: `secret.${id}` })] });
  const accounts = {
    ad: ['e-2', 'e-1'].map((id) => account(`ad-${id}`, { login: `secret.${id}` })),
    m365: ['e-2', 'e-1'].map((id) => account(`m-${id}`)),
  };
  const systems = [system('ad'), system('m365')];

  it('records the ids of accounts found by name, one proposal per system', () => {
    const found = proposalsOf({ people: [nameless('e-2'), nameless('e-1')], systems, accounts });

    expect(found.map((one) => one.key)).toEqual(['ids/ad']);
    expect(found[0]?.files).toEqual([
      { file: 'state/employees/e-1.yaml', edits: [{ op: 'setKey', path: ['accounts', 1], key: 'id', value: 'ad-e-1' }] },
      { file: 'state/employees/e-2.yaml', edits: [{ op: 'setKey', path: ['accounts', 1], key: 'id', value: 'ad-e-2' }] },
    ]);
    expect(found[0]?.lines.map((one) => one.values)).toEqual([
      { employee: 'e-1', system: 'ad', account: 'ad-e-1' },
      { employee: 'e-2', system: 'ad', account: 'ad-e-2' },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret.');
  });

  it('two accounts of one person stand in the order of the file', () => {
    const two = person('e-1', { accounts: [line('ad', null, { login: 'b' }), line('ad', null, { login: 'a' })] });

    const found = proposalsOf({ people: [two], accounts: { ad: [account('1', { login: 'a' }), account('2', { login: 'b' })] } });

    expect(found[0]?.files[0]?.edits).toMatchObject([{ value: '2' }, { value: '1' }]);
  });

  it('nothing from the wrong tenant, nothing for a broken file', () => {
    const doubts = [{ attribute: 'all', code: 'wrong-tenant', message: 'no' }] as const;

    expect(proposalsOf({ people: [nameless('e-1')], systems, accounts, snapshots: { ad: { doubts } } })).toEqual([]);
    expect(proposalsOf({ people: [nameless('e-1')], systems, accounts, broken: { 'e-1': 'state/employees/e-1.yaml' } })).toEqual([]);
  });
});

describe('source', () => {
  const hr = (firstDay: string | null, lastDay: string | null): World => ({
    systems: [system('hr', { holds: ['people'], lag: 'PT48H' })],
    snapshots: { hr: { people: [{ id: '1', login: null, firstDay, lastDay, unit: null } as never] } },
  });
  const known = (extra = {}) => person('e-1', { source: { system: 'hr', id: '1' }, accounts: [], ...extra });

  it('sets a last day the files lack', () => {
    const proposal = the(
      { ...hr(null, '2027-03-31'), people: [known({ reviewBy: '2027-06-30', lastWorkingDay: '2027-04-15' })] },
      'source/e-1-2027-03-31',
    );

    expectTexts(proposal);
    expect(proposal.files).toEqual([
      {
        file: 'state/employees/e-1.yaml',
        edits: [
          { op: 'setKey', path: [], key: 'lastDay', value: '2027-03-31' },
          { op: 'deleteKey', path: [], key: 'reviewBy' },
          { op: 'deleteKey', path: [], key: 'lastWorkingDay' },
        ],
      },
    ]);
    expect(proposal.lines[0]).toMatchObject({ text: 'source-date', values: { field: 'lastDay', from: '', to: '2027-03-31' }, remarks: [] });
  });

  it('moves a last day and its plan', () => {
    const world: World = {
      ...hr('2019-01-01', '2027-05-31'),
      people: [known({ lastDay: '2027-06-30', lastWorkingDay: '2027-05-15' })],
      offboardings: [plan('e-1', '2027-06-30', { silent: true, ends: { access: '2027-06-15' } })],
    };

    const proposal = the(world, 'source/e-1-2027-05-31');

    expectTexts(proposal);
    expect(proposal.silent).toBe(true);
    expect(proposal.files).toEqual([
      {
        file: 'state/employees/e-1.yaml',
        edits: [
          { op: 'setScalar', path: ['firstDay'], value: '2019-01-01' },
          { op: 'setScalar', path: ['lastDay'], value: '2027-05-31' },
        ],
      },
      { file: 'state/offboardings/e-1.yaml', edits: [{ op: 'setScalar', path: ['spell'], value: '2027-05-31' }] },
    ]);
    expect(proposal.lines.map((one) => one.remarks.map(({ text }) => text))).toEqual([[], ['moves-plan', 'ends-after']]);
  });

  it('access that ends before the new last day is fine', () => {
    const world: World = {
      ...hr(null, '2027-05-31'),
      people: [known({ lastDay: '2027-06-30' })],
      offboardings: [plan('e-1', '2027-06-30', { ends: { access: '2027-05-15' } })],
    };

    expect(remarks(the(world, 'source/e-1-2027-05-31'))).toEqual(['moves-plan']);
  });

  it('sets a first day alone', () => {
    const proposal = the({ ...hr('2019-01-01', null), people: [known()] }, 'source/e-1-2019-01-01');

    expect(proposal.files[0]?.edits).toEqual([{ op: 'setScalar', path: ['firstDay'], value: '2019-01-01' }]);
  });
});

describe('close', () => {
  const off = account('ad-e-1', { enabled: false });
  const ended = done('disable', { person: 'e-1', cause: `spell:${LAST}`, at: at('2027-01-01', '02:00') });
  const world = (extra: World = {}): World => ({
    people: [left()],
    accounts: { ad: [off] },
    offboardings: [plan('e-1', LAST)],
    memory: { verified: verified(ended) },
    ...extra,
  });
  const CLOSE = `close/e-1-${LAST}`;

  it('marks the plan with the day on which the last thing was done', () => {
    const proposal = the(world(), CLOSE);

    expectTexts(proposal);
    expect(proposal.files).toEqual([
      { file: 'state/offboardings/e-1.yaml', edits: [{ op: 'setKey', path: [], key: 'closed', value: '2027-01-01' }] },
    ]);
    expect(the({ ...world(), asOf: at('2027-01-20', '02:00') }, CLOSE)).toEqual(proposal);
  });

  const fine: readonly [string, World][] = [
    ['the account is gone', { accounts: { ad: [] } }],
    [
      'groups were taken by us and one cannot be',
      {
        accounts: { ad: [account('ad-e-1', { enabled: false, groups: ['all'], licences: null })] },
        memory: { verified: verified(ended, done('groups', { person: 'e-1', cause: `spell:${LAST}`, at: at('2027-01-02', '02:00') })) },
      },
    ],
    ['the system is off', { systems: [system('ad', { mode: 'off' })] }],
    [
      'devices are back, sold or their own',
      {
        devices: [
          device('LT-1', null, { status: 'received', awaitedFrom: 'e-1', returned: { on: '2027-01-03', condition: 'ok' } }),
          device('LT-2', 'e-1', { status: 'sold' }),
          device('LT-3', 'e-1', { ownership: 'personal' }),
          device('LT-4', 'e-1', { status: 'available' }),
        ],
      },
    ],
    [
      'tasks are done, skipped, not for them, not required or known otherwise',
      {
        policies: {
          'offboarding-tasks': {
            tasks: [
              { id: 't1', required: true, evidence: 'file' },
              { id: 't2', required: true },
              { id: 't3', required: true, when: { kinds: ['consultant'] } },
              { id: 't4', required: true, when: { units: ['norr'] } },
              { id: 't5', required: true, when: { holds: ['phone'] } },
              { id: 't6' },
              { id: 't7', required: true, evidence: 'issue' },
            ] as never,
          },
        },
        offboardings: [plan('e-1', LAST, { tasks: { t1: { done: '2026-12-10' }, t2: { skipped: 'not wanted' } } })],
      },
    ],
    ['the mailbox has closed', { offboardings: [plan('e-1', LAST, { accounts: { m365: { mailbox: { until: '2027-01-03' } }, ad: {} } })] }],
  ];
  it.each(fine)('is proposed when %s', (_what, extra) => {
    expect(proposalsOf(world(extra)).map((one) => one.key)).toContain(CLOSE);
  });

  it('a task for a unit does not bind somebody without one', () => {
    const { unit: _unit, ...nowhere } = left();
    const tasks = [{ id: 't1', required: true, when: { units: ['syd'] } }] as never;

    expect(proposalsOf(world({ people: [nowhere as never], policies: { 'offboarding-tasks': { tasks } } }))).toHaveLength(1);
  });

  const open: readonly [string, World][] = [
    ['the last day is not over', { people: [person('e-1', { lastDay: '2027-01-04' })], offboardings: [plan('e-1', '2027-01-04')] }],
    ['the device day is not over', { offboardings: [plan('e-1', LAST, { ends: { devices: '2027-01-04' } })] }],
    ['the phone day is not over', { offboardings: [plan('e-1', LAST, { ends: { phone: '2027-01-04' } })] }],
    ['a hold preserves', { holds: [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-28' }] }],
    [
      'an exception postpones',
      {
        exceptions: [
          { id: 'ex-1', subject: { employee: 'e-1' }, change: 'groups', reason: 'r', owner: 'e-2', from: LAST, until: '2027-02-01' },
        ],
      },
    ],
    ['the mailbox is open', { offboardings: [plan('e-1', LAST, { accounts: { m365: { mailbox: { until: '2027-01-31' } } } })] }],
    ['the account is enabled', { accounts: { ad: [account('ad-e-1')] } }],
    ['the account is not known', { situations: { 'e-1/ad': 'disputed' } }],
    ['nothing was read', { unread: ['ad'] }],
    ['groups are left', { accounts: { ad: [account('ad-e-1', { enabled: false, groups: ['vpn'] })] } }],
    ['licences are left', { accounts: { ad: [{ ...off, licences: [{ id: 'E3', viaGroup: null, assignedOn: null } as never] }] } }],
    ['a device is awaited', { devices: [device('LT-1', null, { status: 'awaited', awaitedFrom: 'e-1', awaitedSince: LAST })] }],
    ['a device is lost', { devices: [device('LT-1', 'e-1', { status: 'lost' })] }],
    ['a task is open', { policies: { 'offboarding-tasks': { tasks: [{ id: 't1', required: true }] as never } } }],
    ['a desk is at it', { memory: { verified: verified(ended), handedOver: new Map([['x', { person: 'e-1' }]]) as never } }],
    ['an outcome is unknown', { memory: { verified: verified(ended), openIntents: [{ person: 'e-1' }] as never } }],
    ['there is no plan', { offboardings: [] }],
  ];
  it.each(open)('is not proposed while %s', (_what, extra) => {
    expect(proposalsOf(world(extra)).map((one) => one.key)).not.toContain(CLOSE);
  });
});

describe('pin', () => {
  it('is proposed until the file names the first commit of the journal', () => {
    const [proposal] = unpinned({});

    expect(unpinned({}).map((one) => one.key)).toEqual(['pin/journal']);
    expect(proposal?.files).toEqual([
      { file: 'state/organisation.yaml', edits: [{ op: 'setKey', path: [], key: 'journal', value: { genesis: COMMIT } }] },
    ]);
  });

  it('is not when it is named, or there is no journal yet', () => {
    expect(unpinned({ organisation: { journal: { genesis: COMMIT } } })).toEqual([]);
    expect(unpinned({ memory: { genesis: null } })).toEqual([]);
  });
});

describe('all proposals', () => {
  const two: World = {
    people: [person('e-1', { lastDay: LAST }), person('e-2', { lastDay: LAST })],
    devices: [device('LT-1', 'e-1'), device('LT-2', 'e-2')],
  };

  it('come by key', () => {
    expect(proposalsOf(two).map((one) => one.key)).toEqual([`release/e-1-${LAST}`, `release/e-2-${LAST}`]);
  });

  it('leave people with a broken file alone', () => {
    expect(proposalsOf({ ...two, broken: { 'e-1': 'state/employees/e-1.yaml' } }).map((one) => one.person)).toEqual(['e-2']);
  });

  it('are of one person when asked so', () => {
    expect(proposalsOf({ ...two, only: 'e-2' }).map((one) => one.person)).toEqual(['e-2']);
  });
});
