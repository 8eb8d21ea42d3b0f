import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { account, at, brief, done, idOf, line, makeInput, person, removals, seat, system, verified, type World } from '../world.ts';

const DAY = '2027-01-03';
const CAUSE = `spell:${DAY}`;
const leaver = person('e-1', { lastDay: DAY });
const OFF = account(idOf('ad', 'e-1'), { enabled: false });
const ended = done('disable', { person: 'e-1', cause: CAUSE, at: '2027-01-03T23:00:00Z' as never });

function changesOf(world: World) {
  return plan(makeInput(world)).changes;
}

describe('the end of sign-in', () => {
  it('is one change per account, the identity provider first, others and sessions after it', () => {
    const people = [person('e-1', { lastDay: DAY, accounts: ['m365', 'crm', 'ad'].map((one) => line(one, idOf(one, 'e-1'))) })];
    const systems = ['crm', 'm365', 'ad'].map((one) => system(one, one === 'ad' ? { identityProvider: true } : {}));

    const changes = changesOf({ people, systems });

    expect(brief(changes)).toEqual([
      'disable e-1 ad',
      'disable e-1 crm',
      'disable e-1 m365',
      'sessions e-1 ad',
      'sessions e-1 crm',
      'sessions e-1 m365',
    ]);
    expect(Object.fromEntries(changes.map((one) => [`${one.kind} ${one.system}`, one.dependsOn]))).toEqual({
      'disable ad': [],
      'disable crm': [`disable/e-1/${CAUSE}/ad/ad-e-1`],
      'disable m365': [`disable/e-1/${CAUSE}/ad/ad-e-1`],
      'sessions ad': [`disable/e-1/${CAUSE}/ad/ad-e-1`],
      'sessions crm': [`disable/e-1/${CAUSE}/crm/crm-e-1`],
      'sessions m365': [`disable/e-1/${CAUSE}/m365/m365-e-1`],
    });
  });

  it('has no end of sessions where the system has no call for it', () => {
    const abilities = { writes: ['disable', 'enable'], disabled: 'disabled', leaversPlace: null } as const;

    expect(brief(changesOf({ people: [leaver], snapshots: { ad: { abilities } } }))).toEqual(['disable e-1 ad']);
  });

  it.each([
    ['the end of sessions alone, where another system switches the account', { cannot: ['disable', 'enable'] }, ['sessions e-1 ad']],
    ['nothing of an account that is not ours in any of it', { cannot: ['disable', 'sessions'] }, []],
    ['no end of sessions that are kept elsewhere', { cannot: ['sessions'] }, ['disable e-1 ad']],
    ['both, where nothing is owned elsewhere', { cannot: [] }, ['disable e-1 ad', 'sessions e-1 ad']],
  ] as const)('is %s', (_, more, expected) => {
    const owned = account(idOf('ad', 'e-1'), { ...more });

    expect(brief(changesOf({ people: [leaver], accounts: { ad: [owned] } }))).toEqual(expected);
  });

  it('confirms that its owner has switched the account off, so that later rungs can follow', () => {
    const owned = account(idOf('ad', 'e-1'), { enabled: false, groups: ['sales'], cannot: ['disable', 'enable'] });

    expect(brief(changesOf({ people: [leaver], accounts: { ad: [owned] } }))).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
  });

  it('does not wait for an identity provider that is held', () => {
    const people = [person('e-1', { lastDay: DAY, accounts: ['m365', 'ad'].map((one) => line(one, idOf(one, 'e-1'))) })];
    const systems = [system('ad', { identityProvider: true, mode: 'observe' }), system('m365')];

    expect(changesOf({ people, systems }).map((one) => `${one.id} ${one.dependsOn.length}`)).toEqual([
      `disable/e-1/${CAUSE}/m365/m365-e-1 0`,
      `sessions/e-1/${CAUSE}/m365/m365-e-1 1`,
    ]);
  });

  it('says everything a change must say', () => {
    expect(changesOf({ people: [leaver] })[0]).toEqual({
      id: `disable/e-1/${CAUSE}/ad/ad-e-1`,
      person: 'e-1',
      spell: DAY,
      cause: CAUSE,
      system: 'ad',
      class: 'surprise',
      effect: 'set',
      because: { rule: 'cut-off', file: 'state/employees/e-1.yaml', pointer: '/lastDay', line: 0 },
      precondition: { id: 'ad-e-1', enabled: true, holds: null },
      reversible: 'yes',
      dependsOn: [],
      by: 'reconciler',
      cost: null,
      due: at(DAY),
      late: 1,
      kind: 'disable',
      account: 'ad-e-1',
      before: { enabled: true },
      after: { enabled: false },
    });
    expect(changesOf({ people: [leaver] })[1]).toMatchObject({
      kind: 'sessions',
      reversible: 'no',
      before: {},
      after: { sessions: 'ended' },
    });
  });

  it.each<[string, World, string, string]>([
    ['the last day', { people: [leaver] }, 'state/employees/e-1.yaml', '/lastDay'],
    [
      'the last working day',
      { people: [person('e-1', { lastDay: '2027-01-31', lastWorkingDay: DAY })] },
      'state/employees/e-1.yaml',
      '/lastWorkingDay',
    ],
    [
      'the access day of the plan',
      {
        people: [person('e-1', { lastDay: '2027-01-31' })],
        offboardings: [{ employee: 'e-1', kind: 'planned', spell: '2027-01-31', ends: { access: DAY } }],
      },
      'state/offboardings/e-1.yaml',
      '/ends/access',
    ],
    [
      'an immediate plan',
      { people: [person('e-1', { lastDay: '2027-01-31' })], offboardings: [{ employee: 'e-1', kind: 'immediate', spell: '2027-01-31' }] },
      'state/offboardings/e-1.yaml',
      '/kind',
    ],
  ])('points to %s', (_, world, file, pointer) => {
    expect(changesOf(world)[0]?.because).toEqual({ rule: 'cut-off', file, pointer, line: 0 });
  });

  it('does nothing before the cut-off, and for people without a last day', () => {
    expect(changesOf({ people: [person('e-1', { lastDay: '2027-01-04' }), person('e-2')] })).toEqual([]);
  });
});

describe('what has been done is never done again', () => {
  it('a verified end', () => {
    const both = verified(ended, done('sessions', { person: 'e-1', cause: CAUSE, at: ended.at }));

    expect(changesOf({ people: [leaver], accounts: { ad: [OFF] }, memory: { verified: both } })).toEqual([]);
  });

  it('not even when somebody has enabled the account again', () => {
    expect(changesOf({ people: [leaver], memory: { verified: verified(ended) } })).toEqual([]);
  });

  it('a new spell is another change', () => {
    const changes = changesOf({ people: [person('e-1', { lastDay: '2027-01-02' })], memory: { verified: verified(ended) } });

    expect(brief(changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
  });
});

describe('sessions left over when the account had been disabled', () => {
  const memory = { verified: verified(ended) };

  it.each<[string, World, number]>([
    ['are still ended, without budget', { accounts: { ad: [OFF] }, memory }, 1],
    ['are not asked for where none are shown', { accounts: { ad: [{ ...OFF, sessions: 0 }] }, memory }, 0],
    ['are asked for again where some are shown', { accounts: { ad: [{ ...OFF, sessions: 2 }] }, memory: { ...memory, removals: [] } }, 1],
    [
      'are given up after a month',
      { accounts: { ad: [OFF] }, memory: { verified: verified({ ...ended, at: '2026-12-04T00:00:00Z' as never }) } },
      0,
    ],
  ])('%s', (_, world, count) => {
    const changes = changesOf({ people: [leaver], ...world });

    expect(changes.map((one) => `${one.kind} ${one.class}`)).toEqual(Array.from({ length: count }, () => 'sessions rung'));
  });

  it.each<[string, number | undefined, number, object]>([
    ['once where the system does not show them', undefined, 0, {}],
    ['again where a run died over them, and the system does not show them', undefined, 1, { undone: true }],
    ['until they are gone where it does', 1, 1, {}],
  ])('are tried %s', (_, sessions, count, more) => {
    const [before] = removals(['e-1'], { at: '2027-01-03T23:00:00Z' as never });
    const tried = { ...before, change: `sessions/e-1/${CAUSE}/ad/ad-e-1` as never, ...more } as never;
    const shown = sessions === undefined ? OFF : { ...OFF, sessions };

    expect(changesOf({ people: [leaver], accounts: { ad: [shown] }, memory: { ...memory, removals: [tried] } })).toHaveLength(count);
  });
});

describe('an account that is off already', () => {
  it.each<[string, World, string[]]>([
    [
      'that holds groups: its being off is confirmed, so that the ladder can begin',
      { accounts: { ad: [{ ...OFF, groups: ['sales'] as never }] } },
      ['disable e-1 ad', 'sessions e-1 ad'],
    ],
    ['that holds a seat likewise', { accounts: { ad: [{ ...OFF, licences: [seat('E3')] }] } }, ['disable e-1 ad', 'sessions e-1 ad']],
    ['that holds nothing needs nothing', { accounts: { ad: [OFF] } }, []],
    ['whose holdings nobody knows needs nothing', { accounts: { ad: [{ ...OFF, groups: null, licences: null }] } }, []],
    [
      'whose holdings were not read whole needs nothing',
      { accounts: { ad: [{ ...OFF, groups: ['sales'] as never }] }, snapshots: { ad: { complete: ['existence', 'status'] } } },
      [],
    ],
    [
      'that holds seats of groups, or protected groups only, needs nothing',
      {
        accounts: { ad: [{ ...OFF, groups: ['Domain Admins'] as never, licences: [seat('E3', 'g')] }] },
        policies: { guardrails: { protected: [{ role: 'Domain Admins' }] } },
      },
      [],
    ],
    [
      'in an observed system needs nothing',
      { accounts: { ad: [{ ...OFF, groups: ['sales'] as never }] }, systems: [system('ad', { mode: 'observe' })] },
      [],
    ],
    [
      'that is disputed needs nothing',
      { accounts: { ad: [{ ...OFF, groups: ['sales'] as never }] }, situations: { 'e-1/ad': 'disputed' } },
      [],
    ],
  ])('%s', (_, world, expected) => {
    const changes = changesOf({ people: [leaver], ...world });

    expect(brief(changes)).toEqual(expected);
    expect(changes.every((one) => one.class === 'rung')).toBe(true);
  });

  it('uses no budget', () => {
    const people = Array.from({ length: 9 }, (_, n) => person(`e-${n}`, { lastDay: DAY }));
    const accounts = { ad: people.map((one) => account(idOf('ad', one.id), { enabled: false, groups: ['sales'] })) };

    expect(plan(makeInput({ people, accounts })).stops).toEqual([]);
  });

  it('in a reading that is not whole is not concluded from', () => {
    const made = plan(makeInput({ people: [leaver], accounts: { ad: [OFF] }, snapshots: { ad: { complete: ['status'] } } }));

    expect(made.held[0]).toMatchObject({ by: 'incomplete:ad', change: { kind: 'disable' } });
  });
});

describe('a person with two accounts in one system', () => {
  it('loses both; others wait for the first', () => {
    const accounts = [line('ad', 'a-1'), line('ad', 'a-2'), line('m365', 'm-1')];
    const systems = [system('ad', { identityProvider: true }), system('m365')];

    const changes = changesOf({ people: [person('e-1', { lastDay: DAY, accounts })], systems });

    expect(changes.filter((one) => one.kind === 'disable').map((one) => `${one.id} ${one.dependsOn.length}`)).toEqual([
      `disable/e-1/${CAUSE}/ad/a-1 0`,
      `disable/e-1/${CAUSE}/ad/a-2 0`,
      `disable/e-1/${CAUSE}/m365/m-1 1`,
    ]);
    expect(changes.find((one) => one.id === `sessions/e-1/${CAUSE}/ad/a-2`)?.dependsOn).toEqual([`disable/e-1/${CAUSE}/ad/a-2`]);
  });
});
