/** What is left without an owner; exceptions, systems, loosened rules. */
import { describe, expect, it } from 'vitest';
import { account, person, system, type World } from '../world.ts';
import { device, one, only, plan } from './look.ts';

const desks = { it: { name: 'IT' }, hr: { name: 'HR' } };

describe('responsibility-without-owner', () => {
  const CODE = 'responsibility-without-owner';
  const leaver = person('e-1012', { lastDay: '2027-01-15', manager: 'e-boss' });
  const keys = (world: World) =>
    only(CODE, { organisation: { desks, units: [] }, ...world }).map((finding) => finding.key.slice(CODE.length + 1));

  it('service, shared and guest accounts, by id, never by sign-in name', () => {
    const guardrails = {
      service: [
        { system: 'ad', id: 'svc-1', owner: 'e-1012' },
        { system: 'ad', login: 'SVC-Print', owner: 'e-1012' },
        { system: 'ad', login: 'svc-other', owner: 'e-1012' },
      ],
      shared: [{ system: 'ad', owner: 'e-1012' }],
      guest: [{ system: 'ad', id: 'g-1', owner: 'e-1012' }],
    };
    const strangers = [
      { system: 'ad', account: account('s-77', { login: 'svc-print' }), as: 'service' as const },
      { system: 'ad', account: account('s-78') },
    ];

    const found = keys({ people: [leaver], policies: { guardrails }, strangers });

    expect(found).toEqual(['guest/ad/g-1', 'service/ad/s-77', 'service/ad/service-3', 'service/ad/svc-1', 'shared/ad/shared-1']);
  });

  it('custodians, exceptions, acting managers', () => {
    const devices = [
      device('TB-1', { pool: 'skola' as never }, { custodian: 'e-1012' }),
      device('TB-2', null, { custodian: 'e-1012', status: 'destroyed' }),
      device('TB-3', null, { custodian: 'e-boss' }),
      device('TB-4', null),
    ];
    const exception = (id: string, until: string) => ({
      id,
      subject: { employee: 'e-1' },
      change: 'groups' as const,
      reason: 'r',
      owner: 'e-1012',
      from: '2026-12-01',
      until,
    });
    const acting = (to: string) => ({ who: 'e-1012', from: '2026-12-01', to });
    const units = [
      { id: 'syd', name: 'Syd', company: 'se', acting: acting('2027-03-31') },
      { id: 'norr', name: 'Norr', company: 'se', acting: acting('2027-01-03') },
      { id: 'vast', name: 'Väst', company: 'se' },
    ];

    const found = keys({
      people: [leaver, person('e-boss')],
      devices,
      exceptions: [exception('ex-1', '2027-01-04'), exception('ex-2', '2027-01-03')],
      organisation: { desks, units: units },
    });

    expect(found).toEqual(['acting/syd', 'custodian/TB-1', 'exception/ex-1']);
  });

  it('what open plans name', () => {
    const wishes = {
      successor: 'e-1012',
      handover: [{ what: 'x', to: 'e-1012' }],
      accounts: {
        m365: { files: { to: 'e-1012' }, mailbox: { until: '2027-02-28', delegate: 'e-1012' } },
        ad: {},
        crm: { mailbox: { until: '2027-02-28' } },
      },
    };

    const found = keys({
      people: [leaver, person('e-1', { lastDay: '2027-01-31' }), person('e-2', { lastDay: '2027-01-31' })],
      offboardings: [plan('e-1', '2027-01-31', wishes), plan('e-2', '2027-01-31')],
    });

    expect(found).toEqual(['files/m365/e-1', 'handover/e-1/1', 'mailbox/m365/e-1', 'successor/e-1']);
  });

  const service = (owner: string) => ({ guardrails: { service: [{ system: 'ad', id: 'svc-1', owner }] } });

  it.each([
    ['leaves in 31 days', person('e-1', { lastDay: '2027-02-04' }), []],
    ['stays', person('e-1'), []],
    ['leaves in thirty days', person('e-1', { lastDay: '2027-02-03' }), ['30']],
    ['has left', person('e-1', { lastDay: '2026-12-31' }), ['-4']],
    ['is not in the files', person('e-2'), ['']],
  ])('an owner who %s', (_what, someone, days) => {
    const found = only(CODE, { people: [someone], policies: service('e-1') });

    expect(found.map((finding) => finding.values['days'])).toEqual(days);
  });

  describe('what nobody takes over in a day, from when a last day is known', () => {
    const later = person('e-1012', { lastDay: '2027-09-30' });
    const admin = (id: string, extra: object = {}) => account(`ad-${id}`, { roles: ['Admins'], lastUse: '2027-01-01', ...extra });
    const guardrails = (more: object = {}) => ({ guardrails: { administrators: [{ system: 'ad', role: 'Admins', ...more }] } });
    const both = [later, person('e-2')].map((who) => ({ ...who, accounts: [{ system: 'ad', id: `ad-${who.id}` }] }) as never);
    const accounts = { ad: [admin('e-1012'), admin('e-2')] };

    it.each<[string, World, string[]]>([
      ['is nothing while another holds the role', { accounts }, []],
      ['the other is disabled', { accounts: { ad: [admin('e-1012'), admin('e-2', { enabled: false })] } }, ['role/ad/Admins e-1012']],
      ['two must hold it', { accounts, policies: guardrails({ least: 2 }) }, ['role/ad/Admins e-1012']],
      [
        'an account of nobody holds it too',
        { accounts: { ad: [admin('e-1012')] }, strangers: [{ system: 'ad', account: admin('x') }] },
        [],
      ],
      [
        'a group of approvers',
        {
          accounts: { ad: [admin('e-1012', { groups: ['owners'] }), admin('e-2')] },
          policies: { guardrails: { approvers: [{ system: 'ad', group: 'owners' }] } },
        },
        ['role/ad/owners e-1012'],
      ],
      ['a system that was not read says nothing', { unread: ['ad'] }, []],
    ])('the last holders of a role: %s', (_, world, expected) => {
      const found = only(CODE, { people: both, policies: guardrails(), organisation: { desks, units: [] }, ...world });

      expect(found.map((finding) => `${finding.key.slice(CODE.length + 1)} ${finding.values['owner']}`)).toEqual(expected);
    });

    it.each([
      ['of somebody who leaves', 'e-1012', ['schedule/.github/workflows/nightly.yml']],
      ['of somebody who stays', 'e-2', []],
    ])('the schedule %s', (_, keeper, expected) => {
      const keepers = [{ file: '.github/workflows/nightly.yml', person: keeper }];

      expect(keys({ people: [later, person('e-2')], keepers })).toEqual(expected);
    });
  });

  it('goes to the manager of the owner, else to HR', () => {
    expect(one(CODE, { people: [leaver], policies: service('e-1012'), organisation: { desks, units: [] } }).who).toBe('e-boss');
    expect(one(CODE, { policies: service('e-9'), organisation: { desks } }).who).toBe('desk:hr');
  });
});

describe('exception-running-out', () => {
  it.each([
    ['2026-12-21', '2027-01-18', 1],
    ['2026-12-21', '2027-01-04', 1],
    ['2026-12-21', '2027-01-19', 0],
    ['2026-12-21', '2027-01-03', 0],
    ['2027-01-05', '2027-01-10', 0],
  ])('from %s until %s', (from, until, count) => {
    const exceptions = [{ id: 'ex-1', subject: { device: 'LT-1' }, change: 'release' as const, reason: 'r', owner: 'e-boss', from, until }];

    expect(only('exception-running-out', { exceptions })).toHaveLength(count);
  });
});

describe('system-not-read', () => {
  const doubt = (attribute: string, code: string, message: string) => ({ attribute, code, message }) as never;

  it('says what is doubted, in codes and numbers', () => {
    const doubts = [
      doubt('existence', 'absences', '12 of 71 are missing'),
      doubt('status', 'absences', 'at most 2'),
      doubt('all', 'stale', 'too old'),
    ];

    expect(one('system-not-read', { snapshots: { ad: { doubts } } })).toMatchObject({
      day: '2027-01-04',
      who: 'desk:it',
      values: {
        variant: 'incomplete',
        codes: 'absences, stale',
        attributes: 'existence, status, all',
        numbers: '12, 71, 2',
        freshDay: '2027-01-04',
      },
    });
  });

  it('what a reader cannot deliver is no doubt, and a system that is off is not read', () => {
    expect(only('system-not-read', { snapshots: { ad: { doubts: [doubt('lastUse', 'not-provided', '')] } } })).toEqual([]);
    expect(only('system-not-read', { systems: [system('ad', { mode: 'off' })] })).toEqual([]);
  });

  it('a reading without a time of its own has the day it was read', () => {
    expect(one('system-not-read', { snapshots: { ad: { freshAt: null, doubts: [doubt('all', 'stale', '')] } } }).day).toBe('2027-01-04');
  });
});

describe('loosened-by-subject', () => {
  it('goes to the manager, or to HR for somebody unknown', () => {
    const loosened = [{ person: 'e-9', what: 'exception', file: 'state/exceptions/ex-1.yaml', pointer: '', commit: 'c' }] as never;

    expect(one('loosened-by-subject', { organisation: { desks } }, { input: { loosened } }).who).toBe('desk:hr');
  });
});
