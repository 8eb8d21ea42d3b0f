/** Accounts: unknown, missing, undeclared. */
import { describe, expect, it } from 'vitest';
import type { Stranger } from '../../../../reconciler/model/correlation.ts';
import type { Doubt } from '../../../../reconciler/model/observed.ts';
import { account, at, done, line, makeInput, person, seat, system, verified, type World } from '../world.ts';
import { one, only } from './look.ts';

const wrongTenant: { doubts: readonly Doubt[] } = { doubts: [{ attribute: 'all', code: 'wrong-tenant', message: 'other tenant' }] };

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

  it('an orphan says whose it may be, and how sure that is', () => {
    const [world, { input }] = withCandidates();
    const strangers = input.correlation.strangers.map((each) => ({
      ...each,
      likely: [
        { person: 'e-1', score: 90 },
        { person: 'e-2', score: 60 },
      ],
    }));

    const found = one('orphan-account', world, { input: { correlation: { ...input.correlation, strangers } as never } });

    expect(found.values['likely']).toBe('e-1 (90 %), e-2 (60 %)');
  });

  it('an orphan says what its seats cost, from when they all can be saved', () => {
    const licences = [
      { id: 'E3', price: '389.00 SEK', per: 'month', commitment: { until: '2027-06-30', quantity: 9 } },
      { id: 'VISIO', price: '153.00 SEK', per: 'month', commitment: { until: '2027-03-31', quantity: 9 } },
      { id: 'CRM', price: '690.00 SEK', per: 'month' },
    ];
    const given = (held: readonly string[] | null): World => ({
      ...stranger({ licences: held === null ? null : held.map((id) => seat(id)) }),
      systems: [system('ad', { licences })],
    });

    expect(one('orphan-account', given(['VISIO', 'E3', 'CRM', 'OTHER']))).toMatchObject({
      values: { licences: 'CRM, E3, OTHER, VISIO', monthly: '1232.00 SEK' },
      cost: { monthly: '1232.00 SEK', from: '2027-07-01' },
    });
    expect(one('orphan-account', given(['CRM'])).cost).toMatchObject({ monthly: '690.00 SEK', from: null });
    expect(one('orphan-account', given(['OTHER'])).cost).toBeNull();
    expect(one('orphan-account', given(null))).toMatchObject({ values: { licences: '', monthly: '' }, cost: null });
  });

  it.each(['shared', 'service', 'guest', 'protected'] as const)('a %s account is no orphan', (as) => {
    expect(only('orphan-account', { strangers: [{ system: 'ad', account: account('s-1'), as }] })).toEqual([]);
  });

  it('an orphan our clean-up has ended is no longer said', () => {
    const cleaned = { ...done('disable', { person: 'x', cause: 'cleanup:c-1', account: 's-1', at: at('2027-01-01') }), person: null };
    const gone = { ...stranger({ enabled: false }), memory: { verified: verified(cleaned) } };

    expect(only('orphan-account', gone)).toEqual([]);
    expect(only('orphan-account', { ...stranger(), memory: { verified: verified(cleaned) } })).toHaveLength(1);
  });

  it('a guest that nobody answers for is said as such, until it is off or on a file', () => {
    const guest = (extra = {}, as?: 'guest'): World => ({
      strangers: [
        { system: 'ad', account: account('g-1', { guest: true, lastUse: '2026-10-01', ...extra }), ...(as === undefined ? {} : { as }) },
      ],
    });

    expect(one('undeclared-guest', guest()).values).toMatchObject({ system: 'ad', account: 'g-1', enabled: 'true', lastUse: '2026-10-01' });
    expect(only('orphan-account', guest())).toEqual([]);
    expect(only('undeclared-guest', guest({ enabled: false }))).toEqual([]);
    expect(only('undeclared-guest', guest({ enabled: null }))).toHaveLength(1);
    const priced = [system('ad', { licences: [{ id: 'E3', price: '389.00 SEK', per: 'month' }] })];
    const paid = one('undeclared-guest', { ...guest({ enabled: false, licences: [seat('E3')] }), systems: priced });
    expect(paid.cost?.monthly).toBe('389.00 SEK');
    expect(only('undeclared-guest', guest({}, 'guest'))).toEqual([]);
    expect(only('undeclared-guest', guest({ guest: false }))).toEqual([]);
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
  it.each([
    ['a group that is declared', { grants: ['alla'] }, 0],
    ['a group of an assignment', { assignments: ['alla'] }, 0],
    ['a group that is not declared', { grants: ['other'] }, 1],
    ['a group, and no group is declared', {}, 1],
  ])('a seat that comes from %s', (_what, { grants, assignments }: { grants?: string[]; assignments?: string[] }, count) => {
    const own = line('ad', 'ad-e-1', grants === undefined ? {} : { grants });
    const work = assignments === undefined ? {} : { assignments: [{ id: 'a1', from: '2026-01-01', grants: { ad: assignments } }] };
    const world = {
      people: [person('e-1', { accounts: [own], ...work })],
      accounts: { ad: [account('ad-e-1', { groups: ['alla'], licences: [seat('E3', 'alla')] })] },
    };

    expect(only('undeclared-licence', world)).toHaveLength(count);
  });

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
