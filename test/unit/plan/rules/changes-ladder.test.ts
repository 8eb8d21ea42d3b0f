import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, brief, done, idOf, line, makeInput, person, seat, system, verified, type World } from '../world.ts';

const DAY = '2026-12-20';
const CAUSE = `spell:${DAY}`;
const HOLDING = account(idOf('ad', 'e-1'), {
  enabled: false,
  groups: ['vpn', 'sales'],
  licences: [seat('VISIO'), seat('E3'), seat('F1', 'sales')],
});

function ended(when: string, extra = {}) {
  const of = { person: 'e-1', cause: CAUSE, at: when as Instant };
  return verified({ ...done('disable', of), ...extra }, done('sessions', of));
}

function changesOf(when: string, extra: World = {}) {
  const people = [person('e-1', { lastDay: DAY })];
  return plan(makeInput({ people, accounts: { ad: [HOLDING] }, ...extra, memory: { verified: ended(when), ...extra.memory } })).changes;
}

/** Who leaves, with what the files declare; and somebody else, who has the same declared. */
function leaver(declared: object, assignments: readonly object[] = []) {
  const accounts = [line('ad', idOf('ad', 'e-1'), declared), line('crm', idOf('crm', 'e-1'), { grants: ['sales'] })];
  return person('e-1', { lastDay: DAY, accounts, assignments: assignments as never });
}

describe('rungs after our verified end of sign-in', () => {
  it.each([
    ['2026-12-28T01:00:00Z', '2027-01-03T22:59:59Z', []],
    ['2026-12-28T01:00:00Z', '2027-01-03T23:00:00Z', ['groups e-1 ad']],
    ['2026-12-27T23:30:00Z', '2027-01-03T23:00:00Z', ['groups e-1 ad']],
    ['2026-12-21T01:00:00Z', '2027-01-03T23:00:00Z', ['groups e-1 ad', 'licences e-1 ad']],
    ['2026-12-21T01:00:00Z', '2027-01-03T22:59:59Z', ['groups e-1 ad']],
  ])('off since %s, at %s: %j', (since, asOf, expected) => {
    expect(brief(changesOf(since, { asOf: asOf as Instant }))).toEqual(expected);
  });

  it('counts days in the person’s zone', () => {
    const people = [person('e-1', { lastDay: DAY, timeZone: 'Pacific/Auckland' })];

    // 12:00 UTC is the next day in Auckland: the 29th there, so the groups are due on the 5th, from 11:00 UTC on the 4th.
    expect(brief(changesOf('2026-12-28T12:00:00Z', { people, asOf: '2027-01-04T10:59:59Z' as Instant }))).toEqual([]);
    expect(brief(changesOf('2026-12-28T12:00:00Z', { people, asOf: '2027-01-04T11:00:00Z' as Instant }))).toEqual(['groups e-1 ad']);
  });

  it('takes all groups, and the seats held directly', () => {
    const [groups, licences] = changesOf('2026-12-01T01:00:00Z');

    expect(groups).toMatchObject({
      class: 'rung',
      before: { groups: ['sales', 'vpn'] },
      after: { groups: [] },
      reversible: 'yes',
      late: 27,
      because: { rule: 'ladder-groups', file: 'state/employees/e-1.yaml', pointer: '/lastDay' },
    });
    expect(groups?.precondition?.holds).toMatch(/^[0-9a-f]{64}$/u);
    expect(licences).toMatchObject({ before: { licences: ['E3', 'VISIO'] }, after: { licences: [] }, cost: null });
  });

  it.each<[string, World, string[]]>([
    ['with a key', {}, ['yes', 'yes']],
    ['without one, of what no file declares', { withoutKey: true }, ['partly', 'partly']],
    [
      'without one, of what the files declare in part',
      { withoutKey: true, people: [leaver({ grants: ['sales', 'vpn'], licences: ['E3'] })] },
      ['yes', 'partly'],
    ],
    [
      'without one, of what the files declare, an assignment among them',
      {
        withoutKey: true,
        people: [
          leaver({ grants: ['vpn'], licences: ['E3', 'VISIO'] }, [{ client: 'kund' }, { client: 'kund', grants: { ad: ['sales'] } }]),
        ],
      },
      ['yes', 'yes'],
    ],
  ])('come back whole %s', (_, extra, expected) => {
    const seats = {
      seats: [
        { licence: 'E3' as never, bought: 9 },
        { licence: 'VISIO' as never, bought: 9 },
      ],
    };

    const others = person('e-2', { accounts: [line('ad', idOf('ad', 'e-2'), { grants: ['sales', 'vpn'], licences: ['E3', 'VISIO'] })] });
    const people = [...(extra.people ?? [person('e-1', { lastDay: DAY })]), others];

    const taken = changesOf('2026-12-01T01:00:00Z', { snapshots: { ad: seats }, ...extra, people });

    expect(taken.map(({ reversible }) => reversible)).toEqual(expected);
  });

  it.each([
    ['all parts were on', {}, 'yes'],
    ['it is known which parts were off', { switchedOff: ['plan-1'] }, 'yes'],
    ['it is not known which parts were off', { switchedOff: null }, 'partly'],
  ])('come back as they were where %s', (_, more, expected) => {
    const accounts = { ad: [account(idOf('ad', 'e-1'), { enabled: false, licences: [{ ...seat('E3'), ...more }] })] };
    const snapshots = { ad: { seats: [{ licence: 'E3' as never, bought: 9 }] } };

    expect(changesOf('2026-12-08T01:00:00Z', { accounts, snapshots }).map(({ kind, reversible }) => `${kind} ${reversible}`)).toEqual([
      `licences ${expected}`,
    ]);
  });

  it('points to the policy where there is one', () => {
    const [groups] = changesOf('2026-12-01T01:00:00Z', { files: { 'policies/access.yaml': 'blob' } });

    expect(groups?.because).toEqual({ rule: 'ladder-groups', file: 'policies/access.yaml', pointer: '/ladder/groups', line: 0 });
  });

  it('leaves groups that make an administrator', () => {
    const accounts = { ad: [account(idOf('ad', 'e-1'), { enabled: false, groups: ['sales', 'Domain Admins', 'Tier 0', 'Elsewhere'] })] };
    const guardrails = {
      protected: [{ role: 'Tier 0' }, { system: 'm365', role: 'Elsewhere' }, { id: 'x' }],
      administrators: [
        { system: 'ad', role: 'Domain Admins' },
        { system: 'm365', role: 'sales' },
      ],
    };

    expect(changesOf('2026-12-01T01:00:00Z', { accounts, policies: { guardrails } })[0]?.after).toEqual({
      groups: ['Domain Admins', 'Tier 0'],
    });
  });

  it.each<[string, World]>([
    ['our end of sign-in is not verified', { memory: { verified: new Map() } }],
    ['the account was enabled again', { accounts: { ad: [{ ...HOLDING, enabled: true }] } }],
    ['the account is gone', { accounts: { ad: [] } }],
    ['the end was undone', { memory: { undone: new Set([`disable/e-1/${CAUSE}/ad/ad-e-1`]) as never } }],
    ['there is nothing to take', { accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false })] } }],
    ['the cut-off was moved', { people: [person('e-1', { lastDay: '2027-06-30' })] }],
    ['the system is off', { systems: [system('ad', { mode: 'off' })] }],
    ['groups and licences are not known', { accounts: { ad: [{ ...HOLDING, groups: null, licences: null }] } }],
  ])('nothing when %s', (_, extra) => {
    const rungs = changesOf('2026-12-01T01:00:00Z', extra).filter((one) => one.kind === 'groups' || one.kind === 'licences');

    expect(rungs).toEqual([]);
  });

  it('is done once', () => {
    const of = { person: 'e-1', cause: CAUSE, at: '2026-12-08T01:00:00Z' as Instant };
    const all = new Map([...ended('2026-12-01T01:00:00Z'), ...verified(done('groups', of))]);

    expect(brief(changesOf('2026-12-01T01:00:00Z', { memory: { verified: all } }))).toEqual(['licences e-1 ad']);
  });

  it('an account found off counts from the night on which that was confirmed', () => {
    const found = ended('2026-12-28T01:00:00Z', { before: { enabled: false } });

    expect(brief(changesOf('', { memory: { verified: found }, asOf: '2027-01-04T01:00:00Z' as Instant }))).toEqual(['groups e-1 ad']);
  });
});

describe('what a freed seat saves', () => {
  const licences = [
    { id: 'E3', price: '389.00 SEK', per: 'month' as const, seats: 1 },
    { id: 'VISIO', price: '153.00 SEK', per: 'month' as const, seats: 5, commitment: { until: '2027-06-30', quantity: 5 } },
  ];

  function freed(extra: World) {
    return changesOf('2026-12-01T01:00:00Z', extra).find((one) => one.kind === 'licences');
  }

  it('is the sum, from the day on which all of it counts', () => {
    expect(freed({ systems: [system('ad', { licences })] })).toMatchObject({
      cost: { monthly: '542.00 SEK', from: '2027-07-01' },
      reversible: 'partly',
    });
  });

  it('is at once without a term, and can be put back while seats are left', () => {
    const plenty = licences.map(({ id, price, per }) => ({ id, price, per, seats: 9 }));

    expect(freed({ systems: [system('ad', { licences: plenty })] })).toMatchObject({
      cost: { monthly: '542.00 SEK', from: null },
      reversible: 'yes',
    });
  });

  it('takes the later of two terms', () => {
    const [first, second] = licences;
    const both = [{ ...first, commitment: { until: '2027-12-31', quantity: 1 } }, second] as typeof licences;

    expect(freed({ systems: [system('ad', { licences: both })] })?.cost?.from).toBe('2028-01-01');
    expect(freed({ systems: [system('ad', { licences: both.toReversed() })] })?.cost?.from).toBe('2028-01-01');
  });

  it('goes by the seats the system tells, where it does', () => {
    const seats = [
      { licence: 'E3' as never, bought: 5 },
      { licence: 'VISIO' as never, bought: 5 },
    ];

    expect(freed({ systems: [system('ad', { licences })], snapshots: { ad: { seats } } })?.reversible).toBe('yes');
  });
});
