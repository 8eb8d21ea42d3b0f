import { describe, expect, it } from 'vitest';
import type { AccountChange } from '../../../../reconciler/model/change.ts';
import type { Abilities } from '../../../../reconciler/model/observed.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../../schemas/employee.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { carryOut } from '../carry-out.ts';
import { account, at, done, idOf, line, makeDesired, makeInput, NIGHT, person, published, system, verified, type World } from '../world.ts';

const LAST = '2027-01-29';
const KEEPING: Abilities = { writes: ['disable', 'enable', 'end-day'], disabled: 'disabled', leaversPlace: null };
const AD = system('ad', { endDay: 'keep' });
const leaver = person('e-1', { lastDay: LAST });
const A_WEEK_AGO = '2026-12-27T00:00:00Z' as Instant;

/** A world whose directory keeps last days, with the cut-off published for a week. */
function keeping(world: World & { endDay?: string | null; who?: Employee; cutOff?: Instant; since?: Instant } = {}): World {
  const { endDay = null, who = leaver, cutOff = at(LAST), since = A_WEEK_AGO, ...rest } = world;
  const cause = `spell:${who.lastDay}`;
  return {
    people: [who],
    systems: [AD],
    accounts: { ad: [account(idOf('ad', 'e-1'), { endDay })] },
    snapshots: { ad: { abilities: KEEPING } },
    ...rest,
    memory: { published: published({ person: 'e-1', cause, cutOff, since }), ...rest.memory },
  };
}

const wrote = (day: string, n: number, more: object = {}) =>
  done('end-day', {
    person: 'e-1',
    cause: `last-day:${day}:${n}`,
    at: `2027-01-0${n}T01:00:00Z` as Instant,
    before: { endDay: null },
    ...more,
  });

function ends(world: World): string[] {
  return plan(makeInput(world))
    .changes.filter((one): one is AccountChange => one.kind === 'end-day')
    .map((one) => `${one.cause} ${one.class} ${one.before.endDay} ${one.after.endDay}`);
}

describe('a last day that a system takes off nobody', () => {
  const FOR_GOOD: Abilities = { ...KEEPING, lastDays: 'moved' };
  const judged = (more: object, abilities = FOR_GOOD) => {
    const made = plan(makeInput(keeping({ snapshots: { ad: { abilities } }, ...more })));
    return [made.changes.map((one) => one.kind), made.held.map((one) => `${one.change.kind} ${one.by} ${one.releasedBy}`)];
  };
  const ours = { endDay: LAST, who: person('e-1'), memory: { verified: verified(wrote(LAST, 1)) } };

  it('is a person’s to take off: it is said, and not tried every night', () => {
    expect(judged(ours)).toEqual([[], ['end-day not-restored last-day-by-hand']]);
    expect(judged(ours, KEEPING)).toEqual([['end-day'], []]);
  });

  it('is set, and moved', () => {
    expect(judged({})).toEqual([['end-day'], []]);
    expect(judged({ endDay: '2027-01-20', memory: { verified: verified(wrote('2027-01-20', 1)) } })).toEqual([['end-day'], []]);
  });
});

describe('the last day that a system keeps', () => {
  it('says everything a change must say', () => {
    expect(plan(makeInput(keeping())).changes).toEqual([
      {
        id: `end-day/e-1/last-day:${LAST}:1/ad/ad-e-1`,
        person: 'e-1',
        spell: LAST,
        cause: `last-day:${LAST}:1`,
        system: 'ad',
        class: 'rung',
        effect: 'set',
        because: { rule: 'end-day', file: 'state/employees/e-1.yaml', pointer: '/lastDay', line: 0 },
        precondition: { id: 'ad-e-1', enabled: true, holds: null },
        reversible: 'yes',
        dependsOn: [],
        by: 'reconciler',
        cost: null,
        due: at('2027-01-04', '00:00'),
        late: 0,
        kind: 'end-day',
        account: 'ad-e-1',
        before: { endDay: null },
        after: { endDay: LAST },
      },
    ]);
  });

  it.each<[string, World, string[]]>([
    ['is set once the cut-off is known', keeping(), [`last-day:${LAST}:1 rung null ${LAST}`]],
    ['or was published the night before', keeping({ since: '2027-01-03T12:00:00Z' as Instant }), [`last-day:${LAST}:1 rung null ${LAST}`]],
    ['not before', keeping({ since: NIGHT }), []],
    ['nor of a cut-off that nobody published', keeping({ memory: { published: new Map() } }), []],
    ['is left where it is right', keeping({ endDay: LAST }), []],
    ['is brought forward', keeping({ endDay: '2027-02-26' }), [`last-day:${LAST}:1 rung 2027-02-26 ${LAST}`]],
    ['is moved on at once', keeping({ endDay: '2027-01-20', since: NIGHT }), [`last-day:${LAST}:1 rung 2027-01-20 ${LAST}`]],
    [
      'is taken off at once where it is ours and no day is left',
      keeping({ endDay: LAST, who: person('e-1'), memory: { verified: verified(wrote(LAST, 1)) } }),
      [`last-day:none:2 rung ${LAST} null`],
    ],
    ['is left where somebody else has set it, and no day is in the files', keeping({ endDay: LAST, who: person('e-1') }), []],
    ['is none, and stays none', keeping({ who: person('e-1') }), []],
    [
      'comes again after it went',
      keeping({ memory: { verified: verified(wrote(LAST, 1), wrote('none', 2)) } }),
      [`last-day:${LAST}:3 rung null ${LAST}`],
    ],
    [
      'comes again, in whatever order the journal is remembered',
      keeping({ memory: { verified: verified(wrote('none', 2), wrote(LAST, 1)) } }),
      [`last-day:${LAST}:3 rung null ${LAST}`],
    ],
    ['is not fought over', keeping({ endDay: '2027-02-26', memory: { verified: verified(wrote(LAST, 1)) } }), []],
    [
      'that has passed is given back where it was we who wrote it',
      keeping({ endDay: '2027-01-02', since: NIGHT, memory: { verified: verified(wrote('2027-01-02', 1)) } }),
      [`last-day:${LAST}:2 enable 2027-01-02 ${LAST}`],
    ],
    ['that has passed stays where somebody else wrote it', keeping({ endDay: '2027-01-02' }), []],
    [
      'that has passed is taken off somebody who is here again',
      keeping({ endDay: '2027-01-02', who: person('e-1'), memory: { verified: verified(wrote('2027-01-02', 1)) } }),
      ['last-day:none:2 enable 2027-01-02 null'],
    ],
    [
      'is nothing to somebody who has not begun',
      keeping({
        endDay: '2027-01-02',
        who: person('e-1', { firstDay: '2027-02-01' }),
        memory: { verified: verified(wrote('2027-01-02', 1)) },
      }),
      [],
    ],
    ['is nothing in a system whose file does not ask for it', keeping({ systems: [system('ad')] }), []],
    ['is nothing in one that is told to ignore it', keeping({ systems: [system('ad', { endDay: 'ignore' })] }), []],
    [
      'that is ours is moved on where the system’s file does not ask for it any more',
      keeping({ systems: [system('ad')], endDay: '2027-01-20', memory: { verified: verified(wrote('2027-01-20', 1)) } }),
      [`last-day:${LAST}:2 rung 2027-01-20 ${LAST}`],
    ],
    [
      'that is ours is not brought forward there',
      keeping({ systems: [system('ad')], endDay: '2027-02-20', memory: { verified: verified(wrote('2027-02-20', 1)) } }),
      [],
    ],
    ['that is somebody else’s is not moved on there', keeping({ systems: [system('ad')], endDay: '2027-01-20' }), []],
    ['is nothing in one that asks for it only since today', keeping({ earlier: makeDesired({ systems: [system('ad')] }) }), []],
    ['is nothing in one that was not there half a day ago', keeping({ earlier: makeDesired({ systems: [] }) }), []],
    ['is nothing in a system that cannot', keeping({ snapshots: { ad: { abilities: { ...KEEPING, writes: ['disable'] } } } }), []],
    ['is nothing in a system that does not say what it can', keeping({ snapshots: {} }), []],
    ['is nothing in a system that is not read', keeping({ unread: ['ad'] }), []],
    ['is nothing in a system that is off', keeping({ systems: [system('ad', { endDay: 'keep', mode: 'off' })] }), []],
    ['is nothing where the account shows no such thing', keeping({ accounts: { ad: [account(idOf('ad', 'e-1'))] } }), []],
    [
      'is nothing where nobody knows whether the account is on',
      keeping({ accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: null, endDay: null })] } }),
      [],
    ],
    ['is nothing on an account of which the id is not recorded', keeping({ situations: { 'e-1/ad': 'login-only' } }), []],
    [
      'is nothing to a last administrator, of whom a run decides on the day',
      keeping({
        accounts: { ad: [account(idOf('ad', 'e-1'), { endDay: null, roles: ['Admin'] })] },
        policies: { guardrails: { administrators: [{ system: 'ad', role: 'Admin' }] } },
      }),
      [],
    ],
    [
      'is nothing to who holds a group that makes one',
      keeping({
        accounts: { ad: [account(idOf('ad', 'e-1'), { endDay: null, roles: null, groups: ['Admin'] })] },
        policies: { guardrails: { administrators: [{ system: 'ad', role: 'Admin' }] } },
      }),
      [],
    ],
    [
      'is nothing where roles and groups are not shown',
      keeping({ accounts: { ad: [account(idOf('ad', 'e-1'), { endDay: null, roles: null, groups: null })] } }),
      [`last-day:${LAST}:1 rung null ${LAST}`],
    ],
  ])('%s', (_, world, expected) => {
    expect(ends(world)).toEqual(expected);
  });

  it('is nothing after the cut-off: then a run ends the sign-in', () => {
    const who = person('e-1', { lastDay: '2027-01-03' });

    expect(ends(keeping({ who, cutOff: at('2027-01-03') }))).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['an access day of the plan', {}, '2027-01-15', 'state/offboardings/e-1.yaml'],
    ['a last working day', { lastWorkingDay: '2027-01-20' }, '2027-01-20', 'state/employees/e-1.yaml'],
  ])('follows %s', (_, more, day, file) => {
    const who = person('e-1', { lastDay: LAST, ...more });
    const offboardings = file.includes('offboardings')
      ? [{ employee: 'e-1', kind: 'planned' as const, spell: LAST, ends: { access: day } }]
      : [];
    const made = plan(makeInput(keeping({ who, cutOff: at(day), offboardings })));

    expect(made.changes).toMatchObject([{ kind: 'end-day', after: { endDay: day }, because: { file } }]);
  });

  it('is never before the cut-off, wherever the person or the system is', () => {
    const cutOffs: [zone: string, time: string, cutOff: Instant, day: string][] = [
      ['Europe/Stockholm', '24:00', at(LAST, '24:00'), LAST],
      ['America/New_York', '24:00', at(LAST, '24:00', 'America/New_York'), '2027-01-30'],
      ['Pacific/Auckland', '24:00', at(LAST, '24:00', 'Pacific/Auckland'), LAST],
      ['Europe/Stockholm', '16:00', at(LAST), LAST],
    ];

    for (const [timeZone, cutOff, instant, day] of cutOffs) {
      const who = person('e-1', { lastDay: LAST, timeZone });
      const made = ends(keeping({ who, cutOff: instant, policies: { access: { cutOff } } }));

      expect(made).toEqual([`last-day:${day}:1 rung null ${day}`]);
      expect(at(day, '24:00', 'UTC') >= instant && at(day, '24:00') >= instant).toBe(true);
    }
  });

  it('waits where the system is observed, the account protected, or everything frozen', () => {
    const worlds: World[] = [
      keeping({ systems: [system('ad', { endDay: 'keep', mode: 'observe' })] }),
      keeping({ policies: { guardrails: { protected: [{ id: idOf('ad', 'e-1') }] } } }),
      keeping({ frozen: true }),
      keeping({ snapshots: { ad: { abilities: KEEPING, mayRemove: false } } }),
    ];

    expect(worlds.flatMap((world) => plan(makeInput(world)).held.map((one) => `${one.change.kind} ${one.by}`))).toEqual([
      'end-day observe',
      'end-day protected',
      'end-day freeze',
      'end-day incomplete:ad',
    ]);
  });

  it('is not kept back by a hold: it keeps data, never a sign-in', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2027-01-01' }];

    expect(ends(keeping({ holds }))).toHaveLength(1);
  });

  it('that an undo put back is shown as held, until the day is another', () => {
    const memory = { verified: verified(wrote(LAST, 1)), undone: new Set([wrote(LAST, 1).change]) };
    const moved = person('e-1', { lastDay: '2027-02-12' });

    const made = plan(makeInput(keeping({ memory })));

    expect(made.changes).toEqual([]);
    expect(made.held.map((one) => `${one.by} ${one.change.id}`)).toEqual([`undone end-day/e-1/last-day:${LAST}:1/ad/ad-e-1`]);
    expect(
      ends(
        keeping({
          who: moved,
          memory: {
            ...memory,
            published: published({ person: 'e-1', cause: 'spell:2027-02-12', cutOff: at('2027-02-12'), since: A_WEEK_AGO }),
          },
        }),
      ),
    ).toEqual(['last-day:2027-02-12:2 rung null 2027-02-12']);
  });

  it('of two accounts are two changes, of one nothing twice', () => {
    const who = person('e-1', { lastDay: LAST, accounts: [line('ad', 'a-1'), line('ad', 'a-2')] });
    const accounts = { ad: [account('a-1', { endDay: null }), account('a-2', { endDay: LAST })] };
    const input = makeInput(keeping({ who, accounts }));
    const made = plan(input);

    expect(made.changes.map((one) => one.id)).toEqual([`end-day/e-1/last-day:${LAST}:1/ad/a-1`]);
    expect(plan(carryOut(input, made)).changes).toEqual([]);
  });

  it('goes before the sign-in that is given back, so that both work from then on', () => {
    const back = person('e-1', { firstDay: '2027-01-04' });
    const ended = done('disable', { person: 'e-1', cause: 'spell:2026-12-31', at: '2027-01-01T01:00:00Z' as Instant });
    const memory = { verified: verified(ended, wrote('2026-12-31', 1)) };
    const accounts = { ad: [account(idOf('ad', 'e-1'), { enabled: false, endDay: '2026-12-31' })] };

    const made = plan(makeInput(keeping({ who: back, accounts, memory })));

    expect(made.changes.map((one) => `${one.kind} ${one.class}`)).toEqual(['end-day enable', 'enable enable']);
  });
});
