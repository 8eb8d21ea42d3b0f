/** Plans that can be closed. */
import { describe, expect, it } from 'vitest';
import { plan as makePlan } from '../../../reconciler/plan/plan.ts';
import { asset } from './findings/known.ts';
import { device, plan, proposalsOf } from './findings/look.ts';
import { expectTexts, LAST, left, the } from './proposals-look.ts';
import { account, at, done, makeInput, person, type SnapshotExtra, system, verified, type World } from './world.ts';

describe('close', () => {
  const off = account('ad-e-1', { login: 'login-e-1', enabled: false });
  const ended = done('disable', { person: 'e-1', cause: `spell:${LAST}`, at: at('2027-01-01', '02:00') });
  const world = (extra: World = {}): World => ({
    people: [left()],
    accounts: { ad: [off] },
    offboardings: [plan('e-1', LAST)],
    memory: { verified: verified(ended) },
    ...extra,
  });
  const gives = plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'transfer', to: 'e-2' }, 'LT-2': { disposition: 'release' } } });
  const given = (extra: object = {}) => device('LT-1', 'e-2', extra);
  const there = { inventory: { system: 'inventory', id: 1 } };
  /** One device, and an inventory that shows these holders of it and of another. */
  const stock = (
    one: ReturnType<typeof device>,
    holder: string | null = 'LOGIN-e-1',
    next: string | null = '',
    seen: SnapshotExtra = {},
  ): World => ({
    systems: [system('ad', { identityProvider: true }), system('inventory', { holds: ['assets'] })],
    devices: [one],
    snapshots: { inventory: { assets: [asset('1', 'LT-1', holder), asset('2', 'LT-2', next)], ...seen } },
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

  it('waits while something of the leaving is done tonight', () => {
    const abilities = { writes: ['place'], disabled: 'disabled', leaversPlace: 'OU=Left' } as const;
    const lying = (place: string) =>
      makePlan(makeInput(world({ accounts: { ad: [{ ...off, place }] }, snapshots: { ad: { abilities } } })));

    expect(lying('OU=Staff').changes.map((change) => change.kind)).toEqual(['place']);
    expect(lying('OU=Staff').proposals.map((one) => one.key)).not.toContain(CLOSE);
    expect(lying('OU=Left').proposals.map((one) => one.key)).toContain(CLOSE);
  });

  it.each<[string, string, boolean]>([
    ['today, by this night: it may have been the last thing of this leaving', '2027-01-04', false],
    ['before', '2027-01-03', true],
  ])('a device was moved in the inventory %s', (_, day, closes) => {
    const moves = [day, '2027-01-02'].map((one, n) => {
      const move = { person: `LT-${n}`, cause: 'device:2027-01-02', system: 'inventory', at: at(one, '01:30') };
      return { ...done('check-in', move), person: null };
    });

    const keys = proposalsOf(world({ memory: { verified: verified(ended, ...moves) } })).map((one) => one.key);

    expect(keys.includes(CLOSE)).toBe(closes);
  });

  it.each<[string, string, string, boolean]>([
    ['of today at home, which is yesterday there', '2027-01-04', '01:30', false],
    ['of yesterday at home', '2027-01-03', '22:30', true],
  ])('what was done in the night %s, for a person far in the west', (_, day, time, closes) => {
    const last = done('groups', { person: 'e-1', cause: `spell:${LAST}`, at: at(day, time) });
    const far = left({ timeZone: 'America/Los_Angeles' });

    const keys = proposalsOf(world({ people: [far], memory: { verified: verified(ended, last) } })).map((one) => one.key);

    expect(keys.includes(CLOSE)).toBe(closes);
  });

  const fine: readonly [string, World][] = [
    ['the account is gone', { accounts: { ad: [] } }],
    ['there never was an account to end', { people: [person('e-1', { lastDay: LAST, accounts: [] })], memory: {} }],
    [
      'groups were taken by us and one cannot be',
      {
        accounts: { ad: [account('ad-e-1', { enabled: false, groups: ['all'], licences: null })] },
        memory: { verified: verified(ended, done('groups', { person: 'e-1', cause: `spell:${LAST}`, at: at('2027-01-02', '02:00') })) },
      },
    ],
    ['the system is off', { systems: [system('ad', { mode: 'off' })] }],
    [
      'devices are ready for the next, sold, their own, or lost and dealt with',
      {
        devices: [
          device('LT-2', 'e-1', { status: 'sold' }),
          device('LT-3', 'e-1', { ownership: 'personal' }),
          device('LT-4', 'e-1', { status: 'available' }),
          device('LT-5', 'e-1', { status: 'lost', lost: { on: LAST, locked: LAST, assessed: LAST, police: 'K-1' } }),
        ],
      },
    ],
    ['a device has gone to somebody who signed for it', { devices: [given({ received: '2027-01-02' })], offboardings: [gives] }],
    ['it has gone on from there', { devices: [device('LT-1', 'e-3')], offboardings: [gives] }],
    ['it is with its next holder, and in repair', { devices: [given({ status: 'repair' })], offboardings: [gives] }],
    ['the device that was to be given away is not there any more', { offboardings: [gives] }],
    ['what the inventory shows the person with is their own', stock(device('LT-1', 'e-1', { ...there, ownership: 'personal' }))],
    ['the inventory shows somebody else, or nobody', stock(device('LT-1', null, { ...there, status: 'available' }), 'other', '')],
    [
      'the inventory never says who has what',
      stock(device('LT-1', null, { ...there, status: 'available' }), null, null, { complete: ['existence'], provides: ['existence'] }),
    ],
    [
      'the inventory is off',
      {
        ...stock(device('LT-1', null, { ...there, status: 'available' })),
        systems: [system('ad', { identityProvider: true }), system('inventory', { holds: ['assets'], mode: 'off' })],
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
    [
      'numbers are kept, ended, moved as they should be, or of a device that is not there any more',
      {
        devices: ['PH-1', 'PH-2', 'PH-3'].map((tag, index) => {
          const number = [{}, { ended: LAST }, { secondFactorMoved: LAST, moved: LAST }][index];
          return device(tag, null, { type: 'phone', status: 'available', number: { value: '+46701740605', ...number } });
        }),
        offboardings: [
          plan('e-1', LAST, {
            numbers: {
              'PH-1': { disposition: 'keep' },
              'PH-2': { disposition: 'end' },
              'PH-3': { disposition: 'move', consent: { on: LAST, ref: 'HR-91' } },
              'PH-4': { disposition: 'end' },
            },
          }),
        ],
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
    [
      'a number has not moved yet',
      {
        devices: [device('PH-1', null, { type: 'phone', status: 'available', number: { value: '+46701740605' } })],
        offboardings: [plan('e-1', LAST, { numbers: { 'PH-1': { disposition: 'move' } } })],
      },
    ],
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
    [
      'a device is back and not wiped',
      { devices: [device('LT-1', null, { status: 'received', awaitedFrom: 'e-1', returned: { on: '2027-01-03', condition: 'ok' } })] },
    ],
    ['a device that was given away is not signed for', { devices: [given()], offboardings: [gives] }],
    ['the inventory shows the person with it', stock(device('LT-1', null, { ...there, status: 'available' }))],
    ['the inventory shows it under its tag', stock(device('LT-1', null, { status: 'available' }))],
    [
      'the inventory shows something without a tag',
      { ...stock(device('LT-9', null, there)), snapshots: { inventory: { assets: [asset('7', null, 'LOGIN-e-1')] } } },
    ],
    ['the inventory shows what no file knows', { ...stock(device('LT-9', null, there)), devices: [] }],
    [
      'the inventory could not be read in full',
      stock(device('LT-1', null, { ...there, status: 'available' }), '', null, { complete: ['existence'] }),
    ],
    ['the inventory was not read', { ...stock(device('LT-1', null, { ...there, status: 'available' }), ''), unread: ['inventory'] }],
    [
      'the inventory failed',
      stock(device('LT-1', null, { ...there, status: 'available' }), '', null, { complete: [], provides: [], ended: false }),
    ],
    [
      'a lost device is locked, and the breach not assessed',
      { devices: [device('LT-1', 'e-1', { status: 'lost', lost: { on: '2027-01-01', locked: '2027-01-01' } })] },
    ],
    ['a device is lost', { devices: [device('LT-1', 'e-1', { status: 'lost' })] }],
    ...[{ on: LAST }, { on: LAST, locked: LAST }, { on: LAST, locked: LAST, assessed: LAST }].map(
      (lost) =>
        [
          `the loss asks for more than ${Object.keys(lost).join(', ')}`,
          { devices: [device('LT-1', 'e-1', { status: 'lost', lost })] },
        ] as never,
    ),
    ['a task is open', { policies: { 'offboarding-tasks': { tasks: [{ id: 't1', required: true }] as never } } }],
    ['a desk is at it', { memory: { verified: verified(ended), handedOver: new Map([['x', { person: 'e-1' }]]) as never } }],
    ['an outcome is unknown', { memory: { verified: verified(ended), openIntents: [{ person: 'e-1' }] as never } }],
    ['there is no plan', { offboardings: [] }],
  ];
  it.each(open)('is not proposed while %s', (_what, extra) => {
    expect(proposalsOf(world(extra)).map((one) => one.key)).not.toContain(CLOSE);
  });
});
