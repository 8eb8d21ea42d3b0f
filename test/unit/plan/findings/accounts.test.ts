/** Findings about accounts: still open, opened again, off by mistake, unknown, missing, undeclared, due for deletion. */
import { describe, expect, it } from 'vitest';
import type { Stranger } from '../../../../reconciler/model/correlation.ts';
import type { Doubt } from '../../../../reconciler/model/observed.ts';
import { account, at, csvSystem, done, line, makeInput, person, seat, system, verified, type World } from '../world.ts';
import { handed } from './examples.ts';
import { one, only } from './look.ts';

const left = (extra = {}) => person('e-1', { lastDay: '2026-12-31', ...extra });
const off = { ad: [account('ad-e-1', { enabled: false })] };
const wrongTenant: { doubts: readonly Doubt[] } = { doubts: [{ attribute: 'all', code: 'wrong-tenant', message: 'other tenant' }] };
const ended = (cause: string, day = '2027-01-01') => done('disable', { person: 'e-1', cause, at: at(day, '02:00') });
const disable = { kind: 'disable', system: 'ad', account: 'ad-e-1' };

describe('account-after-cut-off', () => {
  const CODE = 'account-after-cut-off';

  it('says what holds the change', () => {
    expect(one(CODE, { people: [left()] }, { held: [{ change: disable, by: 'observe' }] }).values['by']).toBe('observe');
    expect(one(CODE, { people: [left()] }).values['by']).toBe('');
  });

  it('names the desk of the system', () => {
    const systems = [system('ad', { desk: 'pahitt' })];

    expect(one(CODE, { people: [left()], systems }).who).toBe('desk:pahitt');
    expect(one(CODE, { people: [left()] }).who).toBe('desk:it');
    expect(one(CODE, { people: [left()], organisation: { desks: {} } }).who).toBeNull();
  });

  const silent: readonly [string, World, object?][] = [
    ['a change of tonight ends it', { people: [left()] }, { changes: [disable] }],
    ['a desk is at it', { people: [left()], memory: { handedOver: handed('e-1', 'ad') } }],
    ['it is off', { people: [left()], accounts: off }],
    ['it is not known whether it is on', { people: [left()], accounts: { ad: [account('ad-e-1', { enabled: null })] } }],
    ['it is not seen', { people: [left()], accounts: { ad: [] } }],
    ['the reading is of another tenant', { people: [left()], snapshots: { ad: wrongTenant } }],
    ['the system was not read', { people: [left()], unread: ['ad'] }],
    ['the cut-off lies ahead', { people: [person('e-1', { lastDay: '2027-01-04' })] }],
    ['there is no last day', { people: [person('e-1')] }],
    ['we had ended it: that is another finding', { people: [left()], memory: { verified: verified(ended('spell:2026-12-31')) } }],
    ['the ten minutes are not over', { people: [left()], asOf: at('2026-12-31', '16:09') }],
  ];
  it.each(silent)('is silent when %s', (_what, world, tonight) => {
    expect(only(CODE, world, tonight)).toEqual([]);
  });

  it('comes ten minutes after the cut-off, at once for an immediate plan', () => {
    const immediate = { employee: 'e-1', kind: 'immediate' as const, spell: '2027-03-31' };
    const people = [person('e-1', { lastDay: '2027-03-31' })];

    expect(one(CODE, { people: [left()], asOf: at('2026-12-31', '16:10') }).values['days']).toBe('0');
    expect(one(CODE, { people, offboardings: [immediate] }).values['days']).toBe('0');
  });
});

describe('account-re-enabled and account-disabled-by-us', () => {
  const BACK = 'account-re-enabled';
  const STUCK = 'account-disabled-by-us';
  const again = (change: ReturnType<typeof ended>) => ({ memory: { verified: verified(change) } });

  it('is enabled again after our end of the same employment', () => {
    expect(one(BACK, { people: [left()], ...again(ended('spell:2026-12-31')) })).toMatchObject({
      day: '2027-01-01',
      because: { pointer: '/accounts/0' },
    });
  });

  it('is enabled again during a leave that suspends', () => {
    const people = [person('e-1', { leaves: [{ from: '2026-11-01', access: 'suspend' }] })];

    expect(only(BACK, { people, ...again(ended('leave:2026-11-01')) })).toHaveLength(1);
    expect(only(BACK, { people, ...again(ended('leave:2026-10-01')) })).toEqual([]);
  });

  const silent: readonly [string, World][] = [
    ['of an earlier employment', { people: [left()], ...again(ended('spell:2020-01-31')) }],
    ['before the cut-off of a moved day', { people: [person('e-1', { lastDay: '2027-01-31' })], ...again(ended('spell:2027-01-31')) }],
    ['on leave that keeps access', { people: [person('e-1', { leaves: [{ from: '2026-11-01' }] })], ...again(ended('leave:2026-11-01')) }],
    [
      'seen before we ended it',
      { people: [left()], snapshots: { ad: { freshAt: at('2026-12-31', '12:00') } }, ...again(ended('spell:2026-12-31')) },
    ],
    [
      'enabled by ourselves since',
      {
        people: [left()],
        memory: {
          verified: verified(
            ended('spell:2026-12-31'),
            done('enable', { person: 'e-1', cause: 'undo:run-1', at: at('2027-01-02', '02:00') }),
          ),
        },
      },
    ],
    ['not known', { people: [left()], accounts: { ad: [account('ad-e-1', { enabled: null })] }, ...again(ended('spell:2026-12-31')) }],
    ['never ended by us', { people: [left()] }],
  ];
  it.each(silent)('is not enabled again: %s', (_what, world) => {
    expect(only(BACK, world)).toEqual([]);
  });

  it('an older reading without a time of its own counts by when it was read', () => {
    expect(only(BACK, { people: [left()], snapshots: { ad: { freshAt: null } }, ...again(ended('spell:2026-12-31')) })).toHaveLength(1);
  });

  it('the newest end counts, whatever the order in the journal', () => {
    const older = ended('spell:2020-01-31', '2020-02-01');
    const newer = ended('spell:2026-12-31');

    expect(one(BACK, { people: [left()], memory: { verified: verified(newer, older) } }).day).toBe('2027-01-01');
    expect(one(BACK, { people: [left()], memory: { verified: verified(older, newer) } }).day).toBe('2027-01-01');
  });

  it('is still off although the person stays', () => {
    const world: World = { people: [person('e-1')], accounts: off, ...again(ended('spell:2026-12-31')) };
    const enable = { kind: 'enable', system: 'ad', account: 'ad-e-1' };

    expect(one(STUCK, world).values['by']).toBe('');
    expect(one(STUCK, world, { held: [{ change: enable, by: 'guardrail:enable' }] }).values['by']).toBe('guardrail:enable');
    expect(only(STUCK, world, { changes: [enable] })).toEqual([]);
  });

  it.each([
    ['on leave', person('e-1', { leaves: [{ from: '2026-11-01', access: 'suspend' }] })],
    ['gone', left()],
    ['not yet back', person('e-1', { firstDay: '2027-02-01' })],
  ])('is rightly off while the person is %s', (_what, someone) => {
    expect(only(STUCK, { people: [someone], accounts: off, ...again(ended('leave:2026-11-01')) })).toEqual([]);
  });
});

describe('orphan-account, unlinked-account, disputed-account', () => {
  const stranger = (extra = {}): World => ({ strangers: [{ system: 'ad', account: account('s-1', extra) }] });
  const withCandidates = (...candidates: string[]) => {
    const world = stranger();
    const { correlation } = makeInput(world);
    const strangers = correlation.strangers.map((one_) => ({ ...one_, candidates }) as unknown as Stranger);
    return [world, { input: { correlation: { ...correlation, strangers } } }] as const;
  };

  it.each([
    [true, 'true'],
    [false, 'false'],
    [null, ''],
  ])('an unknown account that is enabled: %s', (enabled, said) => {
    expect(one('orphan-account', stranger({ enabled })).values['enabled']).toBe(said);
  });

  it.each(['shared', 'service', 'protected'] as const)('a %s account is no orphan', (as) => {
    expect(only('orphan-account', { strangers: [{ system: 'ad', account: account('s-1'), as }] })).toEqual([]);
  });

  it('an orphan our clean-up has ended is no longer said', () => {
    const cleaned = { ...done('disable', { person: 'x', cause: 'cleanup:c-1', account: 's-1', at: at('2027-01-01') }), person: null };
    const gone = { ...stranger({ enabled: false }), memory: { verified: verified(cleaned) } };

    expect(only('orphan-account', gone)).toEqual([]);
    expect(only('orphan-account', { ...stranger(), memory: { verified: verified(cleaned) } })).toHaveLength(1);
  });

  it('of another tenant there are no orphans', () => {
    expect(only('orphan-account', { ...stranger(), snapshots: { ad: wrongTenant } })).toEqual([]);
  });

  it('with one candidate names them, with several lists them', () => {
    expect(one('unlinked-account', ...withCandidates('e-1')).values).toMatchObject({
      variant: 'candidates',
      employee: 'e-1',
      candidates: 'e-1',
    });
    expect(one('unlinked-account', ...withCandidates('e-1', 'e-2')).values).toMatchObject({ employee: '', candidates: 'e-1, e-2' });
  });

  it('an account found by name only is unlinked; a disputed one may not be seen at all', () => {
    const nameless = person('e-1', { accounts: [line('ad', null, { login: 'secret' })] });
    const world: World = { people: [nameless], accounts: { ad: [] }, situations: { 'e-1/ad': 'disputed' } };

    expect(one('disputed-account', world)).toMatchObject({ key: 'disputed-account/e-1/ad', values: { account: '' } });
    expect(one('disputed-account', { people: [person('e-1')], accounts: { ad: [] }, situations: { 'e-1/ad': 'disputed' } }).values).toEqual(
      {
        employee: 'e-1',
        system: 'ad',
        account: 'ad-e-1',
      },
    );
  });

  it.each(['linked', 'fresh-id', 'missing', 'unknown'] as const)('%s is none of these', (situation) => {
    const world: World = { people: [person('e-1')], situations: { 'e-1/ad': situation } };

    expect([...only('disputed-account', world), ...only('unlinked-account', world)]).toEqual([]);
  });
});

describe('account-missing, grant-missing, licence-missing', () => {
  const holder = (extra = {}) => person('e-1', { accounts: [line('ad', 'ad-e-1', { grants: ['vpn'], licences: ['E3'] })], ...extra });
  const bare: World = { people: [holder()], accounts: { ad: [account('ad-e-1')] } };

  it('names what is declared and not there', () => {
    expect(one('grant-missing', bare).subject.entitlement).toBe('vpn');
    expect(one('licence-missing', bare).subject.entitlement).toBe('E3');
  });

  it.each([
    ['existence', 'account-missing', { people: [holder()], accounts: { ad: [] } }],
    ['existence', 'grant-missing', bare],
    ['groups', 'grant-missing', bare],
    ['licences', 'licence-missing', bare],
  ] as const)('concludes nothing from a reading that is not complete in %s: %s', (attribute, code, world) => {
    const complete = (['existence', 'groups', 'licences'] as const).filter((each) => each !== attribute);

    expect(only(code, world)).toHaveLength(1);
    expect(only(code, { ...world, snapshots: { ad: { complete } } })).toEqual([]);
  });

  it('concludes nothing from what is not known', () => {
    const world: World = { people: [holder()], accounts: { ad: [account('ad-e-1', { groups: null, licences: null })] } };

    expect([...only('grant-missing', world), ...only('licence-missing', world)]).toEqual([]);
  });

  it.each([
    ['left', { lastDay: '2026-12-31' }],
    ['not started', { firstDay: '2027-02-01' }],
    ['past the cut-off', { lastDay: '2027-01-10', lastWorkingDay: '2026-12-31' }],
    ['suspended on leave', { leaves: [{ from: '2026-11-01', access: 'suspend' as const }] }],
  ])('asks for nothing of somebody who has %s', (_what, extra) => {
    const gone = { ...bare, people: [holder(extra)] };

    expect(only('grant-missing', gone)).toEqual([]);
    expect(only('account-missing', { ...gone, accounts: { ad: [] } })).toEqual([]);
  });

  it('a parked seat is not missing, its groups are', () => {
    const world = { ...bare, people: [holder({ leaves: [{ from: '2026-11-01', licences: 'park' }] })] };

    expect(only('licence-missing', world)).toEqual([]);
    expect(only('grant-missing', world)).toHaveLength(1);
  });

  it('groups of a running assignment are asked for once, those of an ended one never', () => {
    const assignments = [
      { id: 'a1', from: '2026-01-01', grants: { ad: ['kund-vpn'] } },
      { id: 'a2', from: '2026-01-01', to: '2026-12-31', grants: { ad: ['old-vpn'] } },
      { id: 'a3', from: '2027-02-01', grants: { ad: ['new-vpn'] } },
      { id: 'a4', from: '2026-01-01' },
    ];
    const two = person('e-1', { assignments, accounts: [line('ad', 'ad-e-1'), line('ad', 'ad-adm')] });
    const world: World = { people: [two], accounts: { ad: [account('ad-e-1'), account('ad-adm')] } };

    expect(only('grant-missing', world).map((finding) => finding.key)).toEqual(['grant-missing/e-1/ad/ad-e-1/kund-vpn']);
  });

  it('nothing is asked of a disputed account', () => {
    expect(only('grant-missing', { ...bare, situations: { 'e-1/ad': 'disputed' } })).toEqual([]);
  });

  it('nothing can be said of an account that was not read', () => {
    expect(only('grant-missing', { ...bare, unread: ['ad'] })).toEqual([]);
  });
});

describe('undeclared-grant and undeclared-licence', () => {
  const more: World = {
    people: [person('e-1', { assignments: [{ id: 'a1', from: '2026-01-01', to: '2026-12-31', grants: { ad: ['old-vpn'] } }] })],
    accounts: { ad: [account('ad-e-1', { groups: ['vpn', 'old-vpn'], licences: [seat('E3')] })] },
  };

  it('names what no file declares; groups of an ended assignment are on their way out', () => {
    expect(only('undeclared-grant', more).map((finding) => finding.values['grant'])).toEqual(['vpn']);
    expect(one('undeclared-licence', more)).toMatchObject({ cost: null, values: { licence: 'E3', monthly: '' } });
  });

  it('says what a seat costs', () => {
    const systems = [system('ad', { licences: [{ id: 'E3', price: '389.00 SEK', per: 'month' }] })];

    expect(one('undeclared-licence', { ...more, systems }).cost).toEqual({ monthly: '389.00 SEK', once: null, from: null });
  });

  it('is silent about what tonight takes off', () => {
    const changes = [
      { kind: 'groups', system: 'ad', account: 'ad-e-1', before: { groups: ['vpn', 'old-vpn'] }, after: { groups: ['old-vpn'] } },
      { kind: 'licences', system: 'ad', account: 'ad-e-1', before: { licences: ['E3'] }, after: {} },
      { kind: 'check-in', system: 'inventory', asset: '7' },
    ];

    expect(only('undeclared-grant', more, { changes })).toEqual([]);
    expect(only('undeclared-licence', more, { changes })).toEqual([]);
  });

  const silent: readonly [string, World][] = [
    ['leaving', { ...more, people: [person('e-1', { lastDay: '2027-01-10' })] }],
    ['disputed', { ...more, situations: { 'e-1/ad': 'disputed' } }],
    ['not read', { ...more, unread: ['ad'] }],
    ['not known', { ...more, accounts: { ad: [account('ad-e-1', { groups: null, licences: null })] } }],
    [
      'declared',
      { ...more, people: [person('e-1', { accounts: [line('ad', 'ad-e-1', { grants: ['vpn', 'old-vpn'], licences: ['E3'] })] })] },
    ],
  ];
  it.each(silent)('is silent about what is %s', (_what, world) => {
    expect([...only('undeclared-grant', world), ...only('undeclared-licence', world)]).toEqual([]);
  });
});

describe('deletion-due', () => {
  const CODE = 'deletion-due';
  const gone = (extra: World = {}): World => ({
    people: [person('e-1', { lastDay: '2026-09-30' })],
    accounts: off,
    memory: { verified: verified(ended('spell:2026-09-30', '2026-10-01')) },
    ...extra,
  });

  it('is due 90 days after our verified end', () => {
    expect(one(CODE, gone()).values).toMatchObject({ disabledOn: '2026-10-01', dueDay: '2026-12-30', days: '95' });
    expect(only(CODE, gone({ asOf: at('2026-12-30', '02:00') }))).toHaveLength(1);
    expect(only(CODE, gone({ asOf: at('2026-12-29', '02:00') }))).toEqual([]);
  });

  const silent: readonly [string, World][] = [
    ['data is preserved', gone({ holds: [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-10-01' }] })],
    ['the account is on', gone({ accounts: { ad: [account('ad-e-1')] } })],
    ['the account is gone', gone({ accounts: { ad: [] } })],
    ['we never ended it', gone({ memory: {} })],
    ['we ended another employment', gone({ memory: { verified: verified(ended('spell:2020-01-31', '2020-02-01')) } })],
    [
      'we only gave it back',
      gone({ memory: { verified: verified(done('enable', { person: 'e-1', cause: 'undo:r', at: at('2026-10-01') })) } }),
    ],
  ];
  it.each(silent)('is silent when %s', (_what, world) => {
    expect(only(CODE, world)).toEqual([]);
  });
});

describe('handover-overdue', () => {
  const CODE = 'handover-overdue';
  const otto = (extra: World = {}): World => ({
    people: [person('x-2001', { kind: 'consultant', lastDay: '2026-12-20', accounts: [line('vpn', 'vpn-x-2001')] })],
    systems: [csvSystem('vpn', { supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } })],
    organisation: { desks: { pahitt: { name: 'S', supplier: true, hours: 'weekdays 08-17', respond: 'PT4H' }, it: { name: 'IT' } } },
    memory: { handedOver: handed('x-2001', 'vpn') },
    snapshots: { vpn: { freshAt: at('2027-01-03', '12:00') } },
    ...extra,
  });

  it('is 15 days late on 4 January: still active in the export of 3 January', () => {
    expect(one(CODE, otto())).toMatchObject({
      who: 'desk:pahitt',
      day: '2026-12-21',
      values: {
        variant: 'still-active',
        employee: 'x-2001',
        handedOverOn: '2026-12-21',
        dueDay: '2026-12-21',
        days: '15',
        seenDay: '2027-01-03',
        desk: 'pahitt',
        checks: 'it',
      },
    });
  });

  it('is not overdue within the desk hours agreed on', () => {
    const after = (time: string) => otto({ asOf: at('2026-12-21', time), snapshots: { vpn: { freshAt: at('2026-12-01') } } });

    expect(only(CODE, after('16:00'))).toEqual([]);
    expect(only(CODE, after('16:01'))).toHaveLength(1);
  });

  it.each([
    ['an export older than the work', otto({ snapshots: { vpn: { freshAt: at('2026-12-20') } } }), 'not-seen'],
    ['an account of unknown state', otto({ accounts: { vpn: [account('vpn-x-2001', { enabled: null })] } }), 'not-seen'],
    ['an account lost in an incomplete export', otto({ accounts: { vpn: [] }, snapshots: { vpn: { complete: [] } } }), 'not-seen'],
    ['no reading', otto({ unread: ['vpn'] }), 'not-seen'],
    ['an export without a time', otto({ snapshots: { vpn: { freshAt: null } } }), 'still-active'],
  ])('says what is seen: %s', (_what, world, variant) => {
    expect(one(CODE, world).values['variant']).toBe(variant);
  });

  it.each([
    ['off', otto({ accounts: { vpn: [account('vpn-x-2001', { enabled: false })] } })],
    ['gone from a complete export', otto({ accounts: { vpn: [] } })],
  ])('is done when the account is %s', (_what, world) => {
    expect(only(CODE, world)).toEqual([]);
  });

  it('of groups counts from the day agreed on, and nothing is seen of it', () => {
    const memory = { handedOver: handed('x-2001', 'vpn', { kind: 'groups' }) };

    expect(one(CODE, otto({ memory })).values).toMatchObject({ variant: 'not-seen', days: '14' });
  });

  it('without a supplier takes the desk of the system, its time and no hours', () => {
    const systems = [csvSystem('vpn', { desk: 'it' })];
    const memory = { handedOver: handed(null, 'vpn') };

    expect(one(CODE, otto({ systems, memory })).values).toMatchObject({
      desk: 'it',
      checks: '',
      employee: '',
      dueDay: '2026-12-22',
      days: '13',
    });
  });

  it('without any desk or system still says so', () => {
    const world = otto({ systems: [], memory: { handedOver: handed('x-gone', 'vpn') }, organisation: { desks: {}, companies: [] } });

    expect(one(CODE, world)).toMatchObject({ who: null, values: { desk: '', dueDay: '2026-12-22' } });
  });

  it('of a desk without files takes a day', () => {
    const world = otto({ systems: [csvSystem('vpn', { desk: 'gone' })] });

    expect(one(CODE, world)).toMatchObject({ who: null, values: { desk: 'gone', dueDay: '2026-12-22' } });
  });
});
