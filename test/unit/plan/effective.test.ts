import { describe, expect, it } from 'vitest';
import { effectiveOf, isAuthoritative, modeOf } from '../../../reconciler/plan/effective.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { Day } from '../../../schemas/primitives.ts';
import {
  account,
  brief,
  briefHeld,
  done,
  idOf,
  line,
  makeDesired,
  makeInput,
  person,
  seat,
  system,
  verified,
  type World,
} from './world.ts';

const TODAY = '2027-01-04' as Day;

function both(now: World, then: World) {
  return { ...makeInput(now), earlier: makeDesired(then) };
}

describe('limits', () => {
  it('are the smaller in every number; without limit is the largest', () => {
    const now = {
      policies: { guardrails: { limits: { fresh: { count: 1, percent: 50 }, surprise: { week: 2 }, enable: { count: 99 } } } },
    };
    const then = {
      policies: { guardrails: { limits: { fresh: { count: 9, percent: 9, week: 4 }, known: { percent: 10 }, cleanup: { unitCount: 1 } } } },
    };

    const { limits } = effectiveOf(both(now, then), TODAY);

    expect(limits.fresh).toEqual({ count: 1, percent: 9, week: 4, month: null });
    expect(limits.surprise).toMatchObject({ week: 2, month: 6 });
    expect(limits.known).toEqual({ percent: 10 });
    expect(limits.enable.count).toBe(10);
    expect(limits.cleanup.unitCount).toBe(1);
  });

  it('of now alone count where nothing earlier is known', () => {
    const input = makeInput({ policies: { guardrails: { limits: { surprise: { count: 50 } } } } });

    expect(effectiveOf(input, TODAY).limits.surprise.count).toBe(50);
  });
});

describe('what is removed or shortened still protects for half a day', () => {
  const leaver = person('e-1', { lastDay: '2027-01-03' });

  it('a protection', () => {
    const made = plan(both({ people: [leaver] }, { policies: { guardrails: { protected: [{ id: idOf('ad', 'e-1') }] } } }));

    expect(briefHeld(made.held)[0]).toBe('protected disable e-1 ad');
  });

  it.each([
    ['removed', []],
    ['shortened', [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-01', until: '2027-01-01' }]],
  ])('a hold that was %s', (_, holds) => {
    const hold = { id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-01' };
    const seats = { ad: [account(idOf('ad', 'e-1'), { groups: ['sales'] })] };

    const made = plan(both({ people: [leaver], accounts: seats, holds }, { holds: [hold] }));

    expect(briefHeld(made.held)).toEqual(['hold:m-7 groups e-1 ad']);
    expect(brief(made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
  });

  it('an exception', () => {
    const exception = {
      id: 'ex-1',
      subject: { employee: 'e-1' },
      change: 'groups' as const,
      reason: 'handover',
      owner: 'e-2',
      from: '2026-12-01',
      until: '2027-01-31',
    };
    const world: World = {
      people: [leaver],
      accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false, groups: ['sales'] })] },
      memory: {
        verified: verified(
          done('disable', { person: 'e-1', cause: 'spell:2027-01-03', at: '2026-12-20T01:00:00Z' as never }),
          done('sessions', { person: 'e-1', cause: 'spell:2027-01-03', at: '2026-12-20T01:00:00Z' as never }),
        ),
      },
    };

    expect(brief(plan(makeInput(world)).changes)).toEqual(['groups e-1 ad']);
    expect(plan(both(world, { exceptions: [exception] })).held).toMatchObject([
      { by: 'exception:ex-1', until: '2027-01-31', releasedBy: 'exception-ends' },
    ]);
  });

  it('an administrator’s role, a service and a shared account', () => {
    const guardrails = {
      administrators: [{ system: 'ad', role: 'Domain Admins' }],
      service: [{ system: 'ad', login: 'svc', owner: 'e-1' }],
      shared: [{ system: 'ad', login: 'info', owner: 'e-1' }],
    };

    const found = effectiveOf(both({}, { policies: { guardrails } }), TODAY);

    expect([found.administrators.length, found.service.length, found.shared.length]).toEqual([1, 1, 1]);
  });

  it('a longer ladder', () => {
    const world: World = {
      people: [leaver],
      policies: { access: { cutOff: '16:00', ladder: { groups: 'P1D' } } },
      accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false, groups: ['sales'] })] },
      memory: {
        verified: verified(
          done('disable', { person: 'e-1', cause: 'spell:2027-01-03', at: '2027-01-02T20:00:00Z' as never }),
          done('sessions', { person: 'e-1', cause: 'spell:2027-01-03', at: '2027-01-02T20:00:00Z' as never }),
        ),
      },
    };

    expect(brief(plan(makeInput(world)).changes)).toEqual(['groups e-1 ad']);
    expect(brief(plan(both(world, {})).changes)).toEqual([]);
    expect(brief(plan(both({ ...world, policies: {} }, { policies: world.policies ?? {} })).changes)).toEqual([]);
  });
});

describe('how far a system may be changed', () => {
  it.each([
    ['enforce', 'enforce', 'enforce'],
    ['enforce', 'observe', 'observe'],
    ['enforce', undefined, 'observe'],
    ['observe', 'enforce', 'observe'],
    ['off', 'enforce', 'off'],
  ] as const)('now %s, half a day ago %s: %s', (now, then, expected) => {
    const one = system('ad', { mode: now });
    const input = both({ systems: [one] }, { systems: then === undefined ? [] : [system('ad', { mode: then })] });

    expect(modeOf(input, one)).toBe(expected);
  });

  it('says which nights it waits for', () => {
    const people = [person('e-1', { lastDay: '2027-01-03' })];
    const made = plan(both({ people }, { systems: [system('ad', { mode: 'observe' })] }));

    expect(made.held[0]).toMatchObject({ by: 'observe', releasedBy: 'next-night' });
  });

  it('takes a new authority of the files only when it stood there before', () => {
    const now = system('ad', { authoritative: ['grants', 'licences'] });
    const then = system('ad', { authoritative: ['grants'] });
    const input = both({ systems: [now] }, { systems: [then] });

    expect(isAuthoritative(input, now.id, 'grants')).toBe(true);
    expect(isAuthoritative(input, now.id, 'licences')).toBe(false);
    expect(isAuthoritative(both({ systems: [now] }, { systems: [] }), now.id, 'grants')).toBe(false);
    expect(isAuthoritative(makeInput({ systems: [now] }), now.id, 'licences')).toBe(true);
    expect(isAuthoritative(makeInput({}), 'none' as never, 'grants')).toBe(false);
  });
});

describe('holds and exceptions on one account', () => {
  it('are found by system and id', () => {
    const subject = { account: { system: 'ad', id: idOf('ad', 'e-1') } };
    const people = [person('e-1', { lastDay: '2027-01-03', accounts: [line('ad', idOf('ad', 'e-1')), line('m365', idOf('m365', 'e-1'))] })];
    const hold = { id: 'm-8', subject, matter: 'M-8', from: '2026-12-01', until: '2027-06-30' };
    const accounts = {
      ad: [account(idOf('ad', 'e-1'), { groups: ['sales'] })],
      m365: [account(idOf('m365', 'e-1'), { licences: [seat('E3')] })],
    };

    const made = plan(makeInput({ people, systems: [system('ad'), system('m365')], accounts, holds: [hold] }));

    expect(made.held).toMatchObject([
      { by: 'hold:m-8', until: '2027-06-30', change: { kind: 'groups', due: '2027-01-10T23:00:00Z', late: 0 } },
    ]);
  });

  it('of another day count for nothing', () => {
    const holds = [
      { id: 'm-1', subject: { employee: 'e-1' }, matter: 'M-1', from: '2027-01-05' },
      { id: 'm-2', subject: { employee: 'e-1' }, matter: 'M-2', from: '2026-01-05', until: '2027-01-03' },
      { id: 'm-3', subject: { device: 'LT-1' }, matter: 'M-3', from: '2026-01-05' },
    ];

    expect(effectiveOf(makeInput({ holds }), TODAY).holds.size).toBe(0);
  });
});
