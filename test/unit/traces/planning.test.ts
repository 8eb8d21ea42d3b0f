/** Traces that broke simpler rules, as far as they are about planning. Those about writing stand with apply. */
import { describe, expect, it } from 'vitest';
import { plan, planChanges } from '../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { carryOut } from '../plan/carry-out.ts';
import { account, brief, briefHeld, done, idOf, makeInput, NIGHT, person, system, verified, type World } from '../plan/world.ts';

const DAY = '2027-01-03';
const CAUSE = `spell:${DAY}`;
const leaver = person('e-7', { lastDay: DAY });

describe('T1 extension during apply', () => {
  it('T1 planning again from the commit that extends finds nothing to end', () => {
    const before = planChanges(makeInput({ people: [leaver], only: 'e-7' }));
    const after = planChanges(makeInput({ people: [person('e-7', { lastDay: '2027-03-31' })], only: 'e-7' }));

    expect(brief(before.changes)).toEqual(['disable e-7 ad', 'sessions e-7 ad']);
    expect(after.changes).toEqual([]);
  });
});

describe('T2 what was added between plan and apply', () => {
  const groups = { ad: [account(idOf('ad', 'e-7'), { enabled: false, groups: ['sales'] })] };
  const ended = {
    verified: verified(
      done('disable', { person: 'e-7', cause: CAUSE, at: '2026-12-01T00:00:00Z' as Instant }),
      done('sessions', { person: 'e-7', cause: CAUSE, at: '2026-12-01T00:00:00Z' as Instant }),
    ),
  };

  it.each<[string, World, World]>([
    [
      'a hold',
      { accounts: groups, memory: ended },
      { holds: [{ id: 'm-7', subject: { employee: 'e-7' }, matter: 'M-7', from: '2027-01-01' }] },
    ],
    [
      'an exception',
      { accounts: groups, memory: ended },
      {
        exceptions: [
          {
            id: 'ex-1',
            subject: { employee: 'e-7' },
            change: 'groups',
            reason: 'handover',
            owner: 'e-1',
            from: '2027-01-01',
            until: '2027-01-31',
          },
        ],
      },
    ],
    ['a protection', {}, { policies: { guardrails: { protected: [{ id: idOf('ad', 'e-7') }] } } }],
    ['a file FREEZE or a branch lastday/freeze', {}, { frozen: true }],
    ['freeze in the policy', {}, { policies: { guardrails: { freeze: 'everything' } } }],
    ['mode observe', {}, { systems: [system('ad', { mode: 'observe' })] }],
    ['mode off', {}, { systems: [system('ad', { mode: 'off' })] }],
    ['a later cut-off', {}, { people: [person('e-7', { lastDay: '2027-01-04' })] }],
    ['a later time of day', {}, { policies: { access: { cutOff: '24:00' } }, asOf: '2027-01-03T22:00:00Z' as Instant }],
    ['a zone further west', {}, { people: [person('e-7', { lastDay: DAY, timeZone: 'Pacific/Honolulu' })] }],
    ['a limit of nobody', {}, { policies: { guardrails: { limits: { surprise: { count: 0, percent: 0 } } } } }],
  ])('T2 %s acts at once, although nothing half a day old has it', (_, base, added) => {
    const earlier = makeInput({ people: [leaver], ...base }).desired;
    const input = makeInput({ people: [leaver], ...base, ...added });

    expect(plan(makeInput({ people: [leaver], ...base, asOf: added.asOf ?? NIGHT })).changes).not.toEqual([]);
    expect(plan({ ...input, earlier }).changes).toEqual([]);
  });
});

describe('T3 a plan for a future day', () => {
  it('T3 says of itself that it is simulated, and its digest covers that', () => {
    const asOf = '2027-06-30T22:00:00Z' as Instant;
    const people = [person('e-7', { lastDay: '2027-06-30' })];

    const simulated = plan(makeInput({ people, asOf, simulated: true }));
    const real = plan(makeInput({ people, asOf }));

    expect(simulated.simulated).toBe(true);
    expect(simulated.id).not.toBe(real.id);
  });
});

describe('T4 a plan from another commit', () => {
  it('T4 the base is part of what the digest covers', () => {
    const input = makeInput({ people: [leaver] });

    expect(plan({ ...input, base: 'd'.repeat(40) as typeof input.base }).id).not.toBe(plan(input).id);
  });
});

describe('T5 a forged plan', () => {
  it('T5 planning again never reads limits, classes or changes from a plan: only from files, journal and readings', () => {
    const many = Array.from({ length: 20 }, (_, n) => person(`e-${n}`, { lastDay: DAY }));

    const made = planChanges(makeInput({ people: many }));

    expect(made.changes.filter((one) => one.kind === 'disable')).toHaveLength(3);
    expect(made.limits.find((one) => one.name === 'surprise')).toMatchObject({ value: 20, limit: 3, verdict: 'stopped' });
  });
});

describe('T6 an old job run again', () => {
  const input = makeInput({ people: [leaver] });
  const afterwards = carryOut(input, plan(input));

  function withEnabled(extra: Partial<typeof afterwards.memory> = {}) {
    const on = makeInput({ people: [leaver] });
    return { ...afterwards, observed: on.observed, correlation: on.correlation, memory: { ...afterwards.memory, ...extra } };
  }

  it('T6 after somebody enabled the account by hand: no second end', () => {
    expect(plan(withEnabled()).changes).toEqual([]);
  });

  it('T6 after an undo: held, and said', () => {
    const id = `disable/e-7/${CAUSE}/ad/ad-e-7` as never;

    expect(briefHeld(plan(withEnabled({ undone: new Set([id]) })).held)[0]).toBe('undone disable e-7 ad');
  });

  it('T6 after a rehire: no second end either', () => {
    const back = makeInput({ people: [person('e-7', { firstDay: '2027-01-04', periods: [{ from: '2020-01-01', to: DAY }] })] });

    expect(plan({ ...back, memory: afterwards.memory }).changes).toEqual([]);
  });
});
