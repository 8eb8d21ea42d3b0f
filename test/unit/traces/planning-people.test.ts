/** Traces that broke simpler rules, as far as they are about planning. Those about writing stand with apply. */
import { describe, expect, it } from 'vitest';
import { correlate } from '../../../reconciler/observe/correlate.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import { planUndo } from '../../../reconciler/plan/restore.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { carryOut } from '../plan/carry-out.ts';
import {
  account,
  at,
  brief,
  briefHeld,
  done,
  idOf,
  line,
  makeInput,
  memory,
  NIGHT,
  person,
  system,
  verified,
  type World,
} from '../plan/world.ts';

const DAY = '2027-01-03';
const CAUSE = `spell:${DAY}`;
const leaver = person('e-7', { lastDay: DAY });

function disabledIn(world: World): string[] {
  return plan(makeInput(world))
    .changes.filter((one) => one.kind === 'disable')
    .map((one) => one.person ?? '-');
}

describe('T12 re-employed under a new id', () => {
  it.each([1, 8, 15, 400])('T12 the old account enabled by hand %i days later is said, never fought, at no rung', (days) => {
    const asOf = new Date(Date.parse(NIGHT) + days * 86_400_000).toISOString().replace('.000Z', 'Z') as Instant;
    const people = [leaver, person('e-8', { accounts: [], firstDay: '2027-01-05' })];
    const memoryOf = {
      verified: verified(
        done('disable', { person: 'e-7', cause: CAUSE, at: NIGHT }),
        done('sessions', { person: 'e-7', cause: CAUSE, at: NIGHT }),
      ),
    };
    const accounts = {
      ad: [account(idOf('ad', 'e-7'), { groups: ['sales'], licences: [{ id: 'E3', viaGroup: null, assignedOn: null }] })],
    };

    const made = plan(makeInput({ people, accounts, memory: memoryOf, asOf }));

    expect(made.changes).toEqual([]);
    expect(made.findings.map((one) => one.code)).toContain('account-re-enabled');
  });
});

describe('T13 immediate never ends', () => {
  const immediate = { employee: 'e-7', kind: 'immediate' as const, spell: '2027-02-28' };

  it('T13 leave at once, return, leave: the old plan is of another spell and ends nothing', () => {
    const first = makeInput({ people: [person('e-7', { lastDay: '2027-02-28' })], offboardings: [immediate] });
    const gone = plan(first);
    const returned = [person('e-7', { firstDay: '2028-01-10', periods: [{ from: '2020-01-01', to: '2027-02-28' }] })];
    const again = [person('e-7', { firstDay: '2028-01-10', lastDay: '2028-12-31', periods: [{ from: '2020-01-01', to: '2027-02-28' }] })];
    const later = (people: readonly Employee[], asOf: string) => {
      const made = makeInput({ people, offboardings: [immediate], asOf: asOf as Instant });
      return plan({ ...made, memory: carryOut(first, gone).memory });
    };

    expect(brief(gone.changes)).toEqual(['disable e-7 ad', 'sessions e-7 ad']);
    expect(brief(later(returned, '2028-01-10T01:00:00Z').changes)).toEqual([]);
    expect(brief(later(again, '2028-12-31T14:00:00Z').changes)).toEqual([]);
    expect(brief(later(again, '2029-01-01T01:00:00Z').changes)).toEqual(['disable e-7 ad', 'sessions e-7 ad']);
  });

  it('T13 once verified it goes on where it is not done yet, and ends nothing twice', () => {
    const ended = {
      verified: verified(done('disable', { person: 'e-7', cause: 'spell:2027-02-28', at: '2027-01-03T01:00:00Z' as Instant })),
    };
    const people = [person('e-7', { lastDay: '2027-02-28', accounts: [line('ad', idOf('ad', 'e-7')), line('m365', idOf('m365', 'e-7'))] })];

    const made = plan(makeInput({ people, systems: [system('ad'), system('m365')], offboardings: [immediate], memory: ended }));

    expect(brief(made.changes)).toEqual(['disable e-7 m365', 'sessions e-7 m365']);
    expect(made.forecast).toMatchObject([{ cutOff: '2027-01-03T01:00:00Z', systems: ['m365'] }]);
  });

  it('T13 the return gives sign-in back only where we took it', () => {
    const back = [person('e-7', { firstDay: '2027-01-04', periods: [{ from: '2020-01-01', to: '2026-12-31' }] })];
    const took = {
      verified: verified(done('disable', { person: 'e-7', cause: 'spell:2026-12-31', at: '2027-01-01T00:00:00Z' as Instant })),
    };
    const accounts = { ad: [account(idOf('ad', 'e-7'), { enabled: false })] };

    expect(brief(plan(makeInput({ people: back, accounts, memory: took })).changes)).toEqual(['enable e-7 ad']);
    expect(brief(plan(makeInput({ people: back, accounts })).changes)).toEqual([]);
  });
});

describe('T16 a redirected link', () => {
  const people = Array.from({ length: 6 }, (_, n) => person(`e-${n}`, n < 2 ? { lastDay: DAY } : {}));
  const accounts = { ad: people.map((one) => account(idOf('ad', one.id), { login: one.id })) };
  const seen = memory({
    baseline: new Map([['ad' as never, new Set<never>()]]),
    knownIds: new Map(people.map((one) => [`${one.id}/ad`, idOf('ad', one.id)])),
    knownEmployees: new Set(people.map((one) => one.id)),
  });

  /** The lines of two people with their ids exchanged, or one pointing to the account of an undeclared person. */
  function redirected(from: string, to: string, logins: boolean): Employee[] {
    const accountsOf = (owner: string, target: string) => [line('ad', idOf('ad', target), logins ? { login: owner } : {})];
    return people.map((one) => {
      if (one.id === from) return { ...one, accounts: accountsOf(from, to) };
      return one.id === to ? { ...one, accounts: accountsOf(to, from) } : one;
    });
  }

  const pairs = people
    .slice(0, 2)
    .flatMap((one) => people.filter((other) => other.id !== one.id).map((other) => [one.id, other.id] as const));

  it.each(pairs)('T16 ids of %s and %s exchanged: nothing is written to either', (from, to) => {
    for (const logins of [true, false]) {
      const input = makeInput({ people: redirected(from, to, logins), accounts });
      const correlation = correlate(input.desired, input.observed, seen);

      const made = plan({ ...input, correlation, memory: seen });

      const touched = made.changes.map((one) => one.id.split('/')[4]);
      expect(touched).not.toContain(idOf('ad', from));
      expect(touched).not.toContain(idOf('ad', to));
      expect(briefHeld(made.held)).toContain(`disputed disable ${from} ad`);
    }
  });

  it('T16 stays so the next night: what is disputed is not remembered as known', () => {
    const input = makeInput({ people: redirected('e-0', 'e-5', false), accounts });
    const made = plan({ ...input, correlation: correlate(input.desired, input.observed, seen), memory: seen });

    expect(made.knownIds['e-0/ad']).toBe(idOf('ad', 'e-0'));
  });

  it('T16 to an account that nobody declares: the same', () => {
    const others = people
      .filter((one) => one.id !== 'e-5')
      .map((one) => (one.id === 'e-0' ? { ...one, accounts: [line('ad', idOf('ad', 'e-5'))] } : one));
    const input = makeInput({ people: others, accounts });

    const made = plan({ ...input, correlation: correlate(input.desired, input.observed, seen), memory: seen });

    expect(made.changes.map((one) => one.person)).toEqual(['e-1', 'e-1']);
  });
});

describe('T18 two last administrators', () => {
  const admins = [person('e-1', { lastDay: DAY }), person('e-2', { lastDay: DAY }), person('e-3')];
  const guardrails = { administrators: [{ system: 'ad', role: 'Domain Admins' }] };
  const admin = (id: string, enabled = true) => account(idOf('ad', id), { roles: ['Domain Admins'], enabled, lastUse: '2027-01-01' });

  it('T18 two of two: one stays', () => {
    const accounts = { ad: [admin('e-1'), admin('e-2'), account(idOf('ad', 'e-3'))] };

    expect(disabledIn({ people: admins, accounts, policies: { guardrails } })).toEqual(['e-1']);
  });

  it('T18 two of three with one disabled: one stays', () => {
    const accounts = { ad: [admin('e-1'), admin('e-2'), admin('e-3', false)] };

    expect(disabledIn({ people: admins, accounts, policies: { guardrails } })).toEqual(['e-1']);
  });

  it('T18 again live: when the first is off, the other still stays', () => {
    const accounts = { ad: [admin('e-1', false), admin('e-2'), account(idOf('ad', 'e-3'))] };

    expect(disabledIn({ people: admins, accounts, policies: { guardrails } })).toEqual([]);
  });

  it('T18 a third who is here: both go', () => {
    const accounts = { ad: [admin('e-1'), admin('e-2'), admin('e-3')] };

    expect(disabledIn({ people: admins, accounts, policies: { guardrails } })).toEqual(['e-1', 'e-2']);
  });
});

describe('T7 capture, as far as undo plans from it', () => {
  it('T7 what was captured right before is what comes back, although the run died after the write', () => {
    const ended = done('disable', { person: 'e-9', cause: 'spell:2026-12-31', at: '2027-01-01T00:00:00Z' as Instant, run: 'dead' });
    const input = makeInput({
      people: [person('e-9')],
      accounts: { ad: [account(idOf('ad', 'e-9'), { enabled: false })] },
      memory: { verified: verified(ended) },
    });

    expect(brief(planUndo(input, 'dead', null).changes)).toEqual(['enable e-9 ad']);
  });
});

describe('the cut-off of all these', () => {
  it('lies before the night', () => {
    expect(at(DAY) < NIGHT).toBe(true);
  });
});
