/** Evasions of the limits and of what is never touched, as far as one plan after another shows them. Who changes files, and how systems are read, stands beside this. */
import { describe, expect, it } from 'vitest';
import { intentOf } from '../../../reconciler/apply/records.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { EXCEPTION } from '../load/meaning/table.ts';
import { findings, said } from '../load/read.ts';
import { edited } from '../load/world.ts';
import { CAUSE, DAY, leavers, publishedSince, SINCE_8_DAYS, SINCE_13_HOURS, staff } from '../plan/guardrails/crowd.ts';
import {
  account,
  at,
  brief,
  briefHeld,
  done,
  idOf,
  line,
  makeDesired,
  makeInput,
  NIGHT,
  person,
  published,
  removals,
  seat,
  system,
  verified,
  type World,
} from '../plan/world.ts';
import { nightAfter } from './lived.ts';

const made = (world: World) => plan(makeInput(world));
const ended = (world: World) =>
  made(world)
    .changes.filter((one) => one.kind === 'disable')
    .map((one) => one.person as string);

const dayBefore = (asOf: Instant) => new Date(Date.parse(asOf) - 86_400_000).toISOString().slice(0, 10);

describe('G1 slow drip', () => {
  it('G1 a year in which the last days of three more of sixty are set back each night, and moved again, so that none is ever published', () => {
    let gone: ReturnType<typeof removals> = [];
    let waiting: string[] = [];
    const went: number[] = [];
    for (let night = 0; night < 365; night += 1) {
      const asOf = nightAfter(night);
      waiting = [...waiting, ...[0, 1, 2].map((n) => `v-${night}-${n}`)].slice(-12);
      const people = [...waiting.map((id) => person(id, { lastDay: dayBefore(asOf) })), ...staff(40)];

      const { changes, stops, forecast } = made({ people, asOf, memory: { removals: gone } });

      const tonight = changes.filter((one) => one.kind === 'disable').map((one) => one.person as string);
      const held = stops.flatMap((one) => one.held as readonly string[]);
      expect([...tonight, ...held].toSorted()).toEqual(waiting.toSorted());
      expect(forecast.map((one) => one.person as string)).toEqual(expect.arrayContaining(held));
      waiting = waiting.filter((id) => !tonight.includes(id));
      went.push(tonight.length);
      gone = [...gone, ...removals(tonight, { at: asOf })].slice(-40);
    }
    const most = (nights: number) =>
      Math.max(...went.map((_, end) => went.slice(Math.max(0, end - nights + 1), end + 1).reduce((a, b) => a + b, 0)));

    expect([most(1), most(7), most(30), most(365)]).toEqual([3, 9, 18, 225]);
  });

  it('G1 the sign-ins of accounts that nobody declares go on no night at all: they are findings', () => {
    const strangers = Array.from({ length: 9 }, (_, n) => ({ system: 'ad', account: account(`orphan-${n}`) }));

    const { changes, held, findings: found } = made({ people: staff(60), strangers });

    expect([changes, held]).toEqual([[], []]);
    expect(found.filter((one) => one.code === 'orphan-account')).toHaveLength(9);
  });
});

describe('G2 many systems', () => {
  const names = Array.from({ length: 20 }, (_, n) => `s${n}`);
  const systems = names.map((name) => system(name));
  const inEach = (prefix: string, extra: object) =>
    names.flatMap((name) =>
      [0, 1, 2].map((n) => person(`${prefix}-${name}-${n}`, { ...extra, accounts: [line(name, idOf(name, `${prefix}-${name}-${n}`))] })),
    );

  it('G2 three in each of twenty systems are sixty people, and three of them go', () => {
    const people = [...inEach('e', { lastDay: DAY }), ...inEach('s', {})];

    expect(ended({ people, systems })).toHaveLength(3);
    expect(made({ people, systems }).stops.map((one) => `${one.class} ${one.system} ${one.due} ${one.went}`)).toEqual([
      'surprise all 60 3',
    ]);
  });

  it('G2 who went in one of them counts in all of them, and once', () => {
    const gone = ['x-0', 'x-1', 'x-2'].flatMap((one) =>
      ['s0', 's1', 's2'].flatMap((where) => removals([one], { at: nightAfter(-1), system: where })),
    );
    const people = [...inEach('e', { lastDay: DAY }).slice(30), ...inEach('s', {})];

    // Three of nine in seven days, however many systems they went in.
    expect(ended({ people, systems, memory: { removals: gone } })).toHaveLength(3);
    expect(made({ people, systems, memory: { removals: gone } }).limits).toContainEqual({
      name: 'surprise/week',
      value: 33,
      limit: 9,
      verdict: 'stopped',
    });
  });
});

describe('G7 small or split units', () => {
  const systems = [system('ad', { authoritative: ['grants'] })];
  const groupless = (unit: (n: number) => string, count: number) => {
    const people = Array.from({ length: count }, (_, n) => person(`h-${String(n).padStart(2, '0')}`, { unit: unit(n) }));
    const accounts = { ad: people.map((one) => account(idOf('ad', one.id), { groups: ['extra'] })) };
    return made({ people, accounts, systems }).changes.filter((one) => one.kind === 'groups').length;
  };

  it.each<[string, (n: number) => string, number]>([
    ['one unit of twelve', () => 'syd', 3],
    ['a unit of five, the least that a share means', (n) => (n < 5 ? 'syd' : 'other'), 5],
    ['four units of three', (n) => `u-${n % 4}`, 5],
    ['a unit for each', (n) => `u-${n}`, 5],
  ])('G7 %s: however people are divided in the change itself, the system stops at five', (_, unit, most) => {
    expect(groupless(unit, 12)).toBe(most);
  });
});

describe('G9 policy and data in one change', () => {
  const raised = { guardrails: { limits: { surprise: { count: 200, percent: 100 } } } };
  const people = [...leavers(30), ...staff(60)];

  it('G9 a limit that is raised with the last days is not the limit of that night, nor of any before half a day', () => {
    expect(ended({ people, policies: raised, earlier: makeDesired({ people }) })).toHaveLength(3);
  });

  it('G9 the night after a run has seen it, it is', () => {
    expect(ended({ people, policies: raised, earlier: makeDesired({ people, policies: raised }) })).toHaveLength(30);
  });

  it.each<[string, World, World]>([
    ['a protection that is taken out', {}, { policies: { guardrails: { protected: [{ id: idOf('ad', 'e-000') }] } } }],
    ['a system switched to enforce', {}, { systems: [system('ad', { mode: 'observe' })] }],
    [
      'a service account that is one no more',
      {},
      { policies: { guardrails: { service: [{ system: 'ad', id: idOf('ad', 'e-000'), owner: 's-000' }] } } },
    ],
  ])('G9 so is %s', (_, now, then) => {
    const one = [...leavers(1), ...staff(60)];

    expect(ended({ people: one, ...now, earlier: makeDesired({ people: one, ...then }) })).toEqual([]);
    expect(ended({ people: one, ...now, earlier: makeDesired({ people: one, ...now }) })).toEqual(['e-000']);
  });
});

describe('G11 two hundred last days in as many changes', () => {
  const people = [...leavers(200), ...staff(300)];

  it.each<[string, World['memory'], number]>([
    ['the night they are merged: surprise', {}, 5],
    ['the night after: fresh', { published: publishedSince(leavers(200), SINCE_13_HOURS) }, 25],
    ['after a week in which nobody objected: known', { published: publishedSince(leavers(200), SINCE_8_DAYS) }, 200],
  ])('G11 no author is counted, but classes are: %s', (_, memory, went) => {
    expect(ended({ people, memory: memory ?? {} })).toHaveLength(went);
  });
});

describe('G12 an exception as a back door', () => {
  const holds = { groups: ['sales'], licences: [seat('E3')] };

  it.each(['disable', 'sessions', 'end-day'])(
    'G12 none can be written for %s: the end of a sign-in is moved by the last day alone',
    (change) => {
      expect(said(findings(edited(EXCEPTION, 'change: licences', `change: ${change}`)))).toHaveLength(1);
    },
  );

  it('G12 and no other keeps a sign-in open, alone or in a chain of ids', () => {
    const exceptions = (['groups', 'licences', 'mailbox', 'place', 'files', 'convert', 'release'] as const).flatMap((change) =>
      [0, 1].map((n) => ({
        id: `ex-${change}-${n}`,
        subject: { employee: 'e-000' },
        change,
        reason: 'x',
        owner: 'e-000',
        from: '2026-12-01',
        until: '2027-05-01',
      })),
    );

    expect(brief(made({ people: leavers(1), accounts: { ad: [account(idOf('ad', 'e-000'), holds)] }, exceptions }).changes)).toEqual([
      'disable e-000 ad',
      'sessions e-000 ad',
    ]);
  });
});

describe('G13 a hold of one’s own', () => {
  const off = verified(
    done('disable', { person: 'e-000', cause: CAUSE, at: '2026-12-01T00:00:00Z' as Instant }),
    done('sessions', { person: 'e-000', cause: CAUSE, at: '2026-12-01T00:00:00Z' as Instant }),
  );

  it.each<[string, object]>([
    ['the person', { employee: 'e-000' }],
    ['the account', { account: { system: 'ad', id: idOf('ad', 'e-000') } }],
  ])('G13 on %s keeps groups, and no sign-in open', (_, subject) => {
    const holds = [{ id: 'm-1', subject, matter: 'M-1', from: '2026-12-01' }];
    const groups = account(idOf('ad', 'e-000'), { enabled: false, groups: ['sales'] });

    expect(brief(made({ people: leavers(1), holds }).changes)).toEqual(['disable e-000 ad', 'sessions e-000 ad']);
    expect(briefHeld(made({ people: leavers(1), holds, accounts: { ad: [groups] }, memory: { verified: off } }).held)).toEqual([
      'hold:m-1 groups e-000 ad',
    ]);
  });

  it('G13 that its author is its subject is said, and is no reason to hold anything', () => {
    const loosened = [
      { person: 'e-000', what: 'hold', file: 'state/holds/m-1.yaml', pointer: '/subject', commit: 'c'.repeat(40) },
    ] as never;

    const { findings: found, changes } = plan({ ...makeInput({ people: leavers(1) }), loosened });

    expect(found).toContainEqual(expect.objectContaining({ code: 'loosened-by-subject', subject: { employee: 'e-000' } }));
    expect(changes).toHaveLength(2);
  });
});

describe('approvals', () => {
  const people: readonly Employee[] = [...leavers(2, { lastDay: '2027-02-28' }), ...staff(20)];
  const offboardings = people.slice(0, 2).map((one) => ({ employee: one.id, kind: 'immediate' as const, spell: '2027-02-28' }));
  const rules = [{ for: 'offboard' as const, people: ['s-001'], number: 1 }];

  it.each(['G14 of a second account', 'G15 of somebody whose file was given the account', 'G20 that a plain git remote cannot show'])(
    '%s: none is read, so none can be borrowed: what needs two is held, wherever they are said to be verified',
    () => {
      for (const source of ['none', 'forge', 'signatures'] as const) {
        const { changes, held } = made({ people, offboardings, policies: { approvals: { source, rules } } });

        expect(brief(changes)).toEqual(['disable e-000 ad', 'sessions e-000 ad']);
        expect(held.find((one) => one.change.kind === 'disable')).toMatchObject({ by: 'guardrail:immediate', releasedBy: 'two-approvers' });
        expect(changes.map((one) => intentOf(one, null as never, { run: 'r', at: NIGHT }).approval)).toEqual(['unverified', 'unverified']);
      }
    },
  );

  it('G19 two who act together are not prevented: what they merged waits half a day, is published, and then goes as fresh', () => {
    const cause = 'spell:2027-02-28';
    const lines = published(...offboardings.map((one) => ({ person: one.employee, cause, cutOff: nightAfter(-1), since: nightAfter(-1) })));

    expect(made({ people, offboardings }).forecast.map((one) => one.person)).toEqual(['e-000', 'e-001']);
    expect(ended({ people, offboardings, memory: { published: lines } })).toEqual(['e-000', 'e-001']);
  });
});

describe('G17 protected by name', () => {
  const keeper = person('e-1', { lastDay: DAY, accounts: [line('ad', idOf('ad', 'e-1'), { login: 'keeper' })] });
  const renamed = account(idOf('ad', 'e-1'), { login: 'somebody', roles: ['Domain Admins'] });
  const inBoth = person('e-1', { lastDay: DAY, accounts: [line('ad', idOf('ad', 'e-1'), { login: 'somebody' })] });
  const heldOf = (entry: object, who = keeper, more: World = {}) =>
    briefHeld(
      made({ people: [who, ...staff(5)], accounts: { ad: [renamed] }, policies: { guardrails: { protected: [entry] } }, ...more }).held,
    )[0];

  it('G17 the account renamed in the system is the same: by id, by role, and by the name that its file has', () => {
    expect(heldOf({ id: idOf('ad', 'e-1') }, inBoth)).toBe('protected disable e-1 ad');
    expect(heldOf({ role: 'Domain Admins' }, inBoth)).toBe('protected disable e-1 ad');
    expect(heldOf({ login: 'keeper' })).toBe('protected disable e-1 ad');
  });

  it('G17 a role that can be read no more protects by the reading that is not whole', () => {
    const snapshots = { ad: { complete: ['existence', 'status'] as const } };

    expect(heldOf({ role: 'Other' }, inBoth, { snapshots })).toBe('incomplete:ad disable e-1 ad');
  });

  it('G17 by sign-in name alone nobody is protected whose name both the system and the file have changed', () => {
    expect(heldOf({ login: 'keeper' }, inBoth)).toBeUndefined();
  });
});

describe('G18 a zone or a time of day', () => {
  it.each<[string, World]>([
    ['an earlier time of day', { policies: { access: { cutOff: '08:00' } } }],
    ['a zone further east', { organisation: { timeZone: 'Asia/Tokyo' } }],
  ])('G18 %s for everybody makes of all who were known a surprise again', (_, extra) => {
    const people = leavers(20);
    const memory = { published: publishedSince(people, SINCE_8_DAYS) };

    expect(ended({ people: [...people, ...staff(40)], memory })).toHaveLength(20);
    expect(at(DAY)).toBe('2027-01-03T15:00:00Z');
    expect(ended({ people: [...people, ...staff(40)], memory, ...extra })).toHaveLength(3);
  });
});
