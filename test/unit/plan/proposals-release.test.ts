/** Releases: what is edited, and what is to be ticked. */
import { describe, expect, it } from 'vitest';
import { device, plan, proposalsOf } from './findings/look.ts';
import { expectTexts, LAST, left, remarks, the, ticks } from './proposals-look.ts';
import { at, person, type World } from './world.ts';

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
    expect(ticks(proposal, 'LT-1')).toEqual({ return: false, condition: false, 'recovery-key': false, wipe: false });
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

    const proposal = the({ people: [left()], devices: [device('LT-1', 'e-1', back)] }, RELEASE);

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

    const proposal = the({ people: [left()], devices: [device('LT-1', 'e-1', old)] }, RELEASE);

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
    expect(Object.keys(ticks(proposal, 'LT-1'))).toEqual(['hand-over', 'recovery-key', 'wipe', 'receipt']);
  });

  it.each([
    ['of the person', { ownership: 'personal' }],
    ['in repair', { status: 'repair', repair: { since: '2026-12-20' } }],
    ['on hold', { status: 'hold' }],
    ['already awaited', { status: 'awaited', holder: null, awaitedFrom: 'e-1', awaitedSince: LAST }],
  ])('leaves a device alone that is %s', (_what, own) => {
    expect(proposalsOf({ people: [left()], devices: [device('LT-1', 'e-1', own as never)] })).toEqual([]);
  });

  it('of several days has the first of them', () => {
    const offboardings = [plan('e-1', LAST, { ends: { devices: '2027-01-02', phone: '2026-12-31' } })];
    const devices = [device('LT-1', 'e-1'), device('PH-1', 'e-1', { type: 'phone' }), device('LT-2', 'e-1')];

    const proposal = the({ people: [left()], devices, offboardings }, RELEASE);

    expect(proposal.day).toBe('2026-12-31');
    expect(proposal.lines.map((one) => one.values['since'])).toEqual(['2027-01-02', '2027-01-02', '2026-12-31']);
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
});
