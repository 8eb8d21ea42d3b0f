import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { account, idOf, makeInput, person, type World } from '../world.ts';

const DAY = '2027-01-03';
const RULE = { administrators: [{ system: 'ad', role: 'Domain Admins' }] };

function admin(id: string, extra: object = {}) {
  return account(idOf('ad', id), { roles: ['Domain Admins'], lastUse: '2027-01-01', ...extra });
}

function heldOf(world: World): string[] {
  const made = plan(makeInput({ policies: { guardrails: RULE }, ...world }));
  return made.held.filter((one) => one.by === 'last-admin').map((one) => `${one.change.person} ${one.releasedBy}`);
}

const two = [person('e-1', { lastDay: DAY }), person('e-2', { lastDay: DAY })];
const both = { ad: [admin('e-1'), admin('e-2')] };

describe('the last usable administrators', () => {
  it.each<[string, World, string[]]>([
    ['two of two on one night: the last in order stays', { people: two, accounts: both }, ['e-2']],
    ['a third who is here is enough', { people: [...two, person('s-1')], accounts: { ad: [...both.ad, admin('s-1')] } }, []],
    [
      'a third who is disabled is not',
      { people: [...two, person('s-1')], accounts: { ad: [...both.ad, admin('s-1', { enabled: false })] } },
      ['e-2'],
    ],
    [
      'a third who never signed in is not',
      { people: [...two, person('s-1')], accounts: { ad: [...both.ad, admin('s-1', { lastUse: 'never' })] } },
      ['e-2'],
    ],
    [
      'a third with another role is not',
      { people: [...two, person('s-1')], accounts: { ad: [...both.ad, admin('s-1', { roles: [] })] } },
      ['e-2'],
    ],
    [
      'roles that are unknown are none',
      { people: [...two, person('s-1')], accounts: { ad: [...both.ad, admin('s-1', { roles: null })] } },
      ['e-2'],
    ],
    [
      'one who is away with `suspend` is not',
      {
        people: [...two, person('s-1', { leaves: [{ from: '2027-01-01', access: 'suspend' }] })],
        accounts: { ad: [...both.ad, admin('s-1')] },
      },
      ['s-1'],
    ],
    [
      'one whose leave is over is',
      {
        people: [...two, person('s-1', { leaves: [{ from: '2026-01-01', to: '2026-12-01', access: 'suspend' }] })],
        accounts: { ad: [...both.ad, admin('s-1')] },
      },
      [],
    ],
    [
      'one whose leave parks licences is',
      {
        people: [...two, person('s-1', { leaves: [{ from: '2026-01-01', licences: 'park' }] })],
        accounts: { ad: [...both.ad, admin('s-1')] },
      },
      [],
    ],
    [
      'an account of nobody is',
      { people: two, accounts: both, strangers: [{ system: 'ad', account: admin('break-glass'), as: 'protected' }] },
      [],
    ],
    [
      'an account on a clean-up list is not',
      {
        people: two,
        accounts: both,
        strangers: [{ system: 'ad', account: admin('tmp') }],
        cleanups: [{ id: 'l', system: 'ad', accounts: [idOf('ad', 'tmp')], what: 'disable', reason: 'old' }],
      },
      ['null'],
    ],
    [
      'lists for other things or systems are not asked',
      {
        people: two,
        accounts: both,
        strangers: [{ system: 'ad', account: admin('tmp') }],
        cleanups: [
          { id: 'l', system: 'ad', accounts: [idOf('ad', 'tmp')], what: 'groups', reason: 'old' },
          { id: 'm', system: 'm365', accounts: [idOf('ad', 'tmp')], what: 'disable', reason: 'old' },
        ],
      },
      [],
    ],
    [
      'a service by id is not',
      {
        people: two,
        accounts: both,
        strangers: [{ system: 'ad', account: admin('svc'), as: 'service' }],
        policies: { guardrails: { ...RULE, service: [{ system: 'ad', id: idOf('ad', 'svc'), owner: 'e-1' }] } },
      },
      ['e-2'],
    ],
    [
      'a service by login is not',
      {
        people: two,
        accounts: both,
        strangers: [{ system: 'ad', account: admin('svc', { login: 'svc' }), as: 'service' }],
        policies: { guardrails: { ...RULE, service: [{ system: 'ad', login: 'svc', owner: 'e-1' }] } },
      },
      ['e-2'],
    ],
    [
      'as many stay as must',
      { people: two, accounts: both, policies: { guardrails: { administrators: [{ system: 'ad', role: 'Domain Admins', least: 2 }] } } },
      ['e-1', 'e-2'],
    ],
    [
      'a system that is not there has none',
      { people: two, accounts: both, policies: { guardrails: { administrators: [{ system: 'm365', role: 'Domain Admins' }] } } },
      [],
    ],
    ['a system that was not read shows none', { people: two, unread: ['ad'] }, []],
    [
      'an account whose person is not in the files is nobody’s',
      { people: two, accounts: both, strangers: [{ system: 'ad', account: admin('s-9') }] },
      [],
    ],
  ])('%s', (_, world, expected) => {
    expect(heldOf(world)).toEqual(expected.map((one) => `${one} other-administrator`));
  });

  it.each<[string, object, string[]]>([
    ['names the account, which is the last in order', {}, ['null']],
    ['is of another system', { system: 'm365' }, []],
    ['takes another thing', { what: 'licences' }, []],
    ['names another account', { accounts: ['ad-x'] }, []],
  ])(
    'an account of nobody is held with the others where a clean-up list takes it, and counts otherwise: where the list %s',
    (_, extra, expected) => {
      const list = { id: 'l', system: 'ad', accounts: [idOf('ad', 'tmp')], what: 'disable' as const, reason: 'old', ...extra };
      const least = { guardrails: { administrators: [{ system: 'ad', role: 'Domain Admins', least: 2 }] } };
      const world: World = {
        people: [...two, person('s-1')],
        accounts: { ad: [...both.ad, admin('s-1')] },
        policies: least,
        cleanups: [list],
      };

      expect(heldOf({ ...world, strangers: [{ system: 'ad', account: admin('tmp') }] })).toEqual(
        expected.map((one) => `${one} other-administrator`),
      );
    },
  );

  it.each([0, 1, 2])('of several accounts of nobody the last by id stays, in whatever order they come (%i)', (turn) => {
    const ids = ['tmp-1', 'tmp-2', 'tmp-3'];
    const strangers = [...ids.slice(turn), ...ids.slice(0, turn)].map((id) => ({ system: 'ad', account: admin(id) }));
    const cleanups = [{ id: 'l', system: 'ad', accounts: ids.map((id) => idOf('ad', id)), what: 'disable' as const, reason: 'old' }];

    const made = plan(makeInput({ policies: { guardrails: RULE }, strangers, cleanups }));

    expect(made.held.filter((one) => one.by === 'last-admin').map((one) => one.change.id)).toEqual(['disable/-/cleanup:l/ad/ad-tmp-3']);
  });

  it('comes out the same when one person is planned alone', () => {
    const alone = ['e-1', 'e-2'].map((only) => heldOf({ people: two, accounts: both, only }));

    expect(alone).toEqual([[], ['e-2 other-administrator']]);
  });

  it('still keeps the last one after the other has gone', () => {
    expect(heldOf({ people: two, accounts: { ad: [admin('e-1', { enabled: false }), admin('e-2')] } })).toEqual([
      'e-2 other-administrator',
    ]);
  });

  it('somebody a rule fails about comes last in order, and so stays for the others', () => {
    const odd = person('s-1');
    Object.defineProperty(odd, 'leaves', {
      get: () => {
        throw new TypeError('odd');
      },
    });

    const made = plan(makeInput({ policies: { guardrails: RULE }, people: [...two, odd], accounts: { ad: [...both.ad, admin('s-1')] } }));

    expect(made.changes.filter((one) => one.kind === 'disable').map((one) => one.person)).toEqual(['e-1', 'e-2']);
    expect(made.held.filter((one) => one.by === 'bug').map((one) => one.change.person)).toContain('s-1');
  });

  it('a link to somebody who is not in the files counts as nobody’s', () => {
    const input = makeInput({
      people: [...two, person('s-1')],
      accounts: { ad: [...both.ad, admin('s-1')] },
      policies: { guardrails: RULE },
    });
    const employees = new Map([...input.desired.employees].filter(([id]) => id !== 's-1'));

    expect(plan({ ...input, desired: { ...input.desired, employees } }).held.filter((one) => one.by === 'last-admin')).toEqual([]);
  });
});

describe('the last usable approvers', () => {
  const owners = (id: string, extra: object = {}) =>
    account(idOf('ad', id), { groups: ['people-owners'], lastUse: '2027-01-01', ...extra });
  const rule = (more: object = {}) => ({ guardrails: { approvers: [{ system: 'ad', group: 'people-owners', ...more }] } });
  const heldBy = (world: World) =>
    plan(makeInput({ people: two, policies: rule(), ...world }))
      .held.filter((one) => one.change.kind === 'disable')
      .map((one) => `${one.change.person} ${one.by} ${one.releasedBy}`);
  const all = { ad: [owners('e-1'), owners('e-2')] };

  it.each<[string, World, string[]]>([
    ['the last in order stays', { accounts: all }, ['e-2 last-approver other-approver']],
    ['both go where a third is', { people: [...two, person('s-1')], accounts: { ad: [...all.ad, owners('s-1')] } }, []],
    [
      'a third who is disabled does not count',
      { people: [...two, person('s-1')], accounts: { ad: [...all.ad, owners('s-1', { enabled: false })] } },
      ['e-2 last-approver other-approver'],
    ],
    [
      'as many stay as must',
      { accounts: all, policies: rule({ least: 2 }) },
      ['e-1 last-approver other-approver', 'e-2 last-approver other-approver'],
    ],
    ['groups that are unknown are none', { accounts: { ad: [owners('e-1', { groups: null }), owners('e-2', { groups: null })] } }, []],
    [
      'nobody goes where the groups were not read whole',
      { accounts: all, snapshots: { ad: { complete: ['existence', 'status', 'roles'] } } },
      ['e-1 incomplete:ad complete-reading', 'e-2 incomplete:ad complete-reading'],
    ],
    [
      'of those who are administrators too, the administrator is named first',
      {
        accounts: { ad: [owners('e-1', { roles: ['Domain Admins'] }), owners('e-2', { roles: ['Domain Admins'] })] },
        policies: { guardrails: { ...RULE, ...rule().guardrails } },
      },
      ['e-2 last-admin other-administrator'],
    ],
  ])('%s', (_, world, expected) => {
    expect(heldBy(world)).toEqual(expected);
  });
});
