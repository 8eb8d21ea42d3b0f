import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../../reconciler/model/observed.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import { account, at, brief, briefHeld, done, idOf, line, makeInput, person, published, system, verified, type World } from './world.ts';

const DAY = '2027-01-03';
const CAUSE = `spell:${DAY}`;
const leaver = person('e-1', { lastDay: DAY });
const others = Array.from({ length: 5 }, (_, n) => person(`s-${n}`));
const OFF = '2026-12-20T01:00:00Z' as never;

function heldOf(world: World): string[] {
  return briefHeld(plan(makeInput(world)).held).filter((one) => !one.startsWith('after:'));
}

describe('what holds the end of sign-in', () => {
  it.each<[string, World, string, string]>([
    ['a broken file', { broken: { 'e-1': 'state/employees/e-1.yaml' } }, 'invalid:state/employees/e-1.yaml', 'repair-file'],
    ['a disputed account', { situations: { 'e-1/ad': 'disputed' } }, 'disputed', 'merge-confirmation'],
    ['a newly recorded id', { situations: { 'e-1/ad': 'fresh-id' } }, 'disputed', 'next-night'],
    ['several matches', { situations: { 'e-1/ad': 'unknown' } }, 'disputed', 'merge-confirmation'],
    ['protection by id', { policies: { guardrails: { protected: [{ id: idOf('ad', 'e-1') }] } } }, 'protected', 'not-touched'],
    [
      'protection by id in this system',
      { policies: { guardrails: { protected: [{ system: 'ad', id: idOf('ad', 'e-1') }] } } },
      'protected',
      'not-touched',
    ],
    ['protection by login', { policies: { guardrails: { protected: [{ login: 'ANNA' }] } } }, 'protected', 'not-touched'],
    ['protection by live role', { policies: { guardrails: { protected: [{ role: 'Domain Admins' }] } } }, 'protected', 'not-touched'],
    [
      'a shared account',
      { policies: { guardrails: { shared: [{ system: 'ad', login: 'anna', owner: 'e-2' }] } } },
      'shared',
      'not-touched',
    ],
    [
      'a service account',
      { policies: { guardrails: { service: [{ system: 'ad', id: idOf('ad', 'e-1'), owner: 'e-2' }] } } },
      'shared',
      'not-touched',
    ],
    [
      'a guest that somebody answers for',
      { policies: { guardrails: { guest: [{ system: 'ad', id: idOf('ad', 'e-1'), owner: 'e-2' }] } } },
      'shared',
      'not-touched',
    ],
    ['an observed system', { systems: [system('ad', { mode: 'observe' })] }, 'observe', 'switch-to-enforce'],
    ['fewer than three readings', { snapshots: { ad: { mayRemove: false } } }, 'incomplete:ad', 'three-readings'],
    ['the baseline', { memory: { baseline: new Map([['ad' as never, new Set([idOf('ad', 'e-1')])]]) } }, 'baseline', 'cleanup-list'],
    ['a freeze', { frozen: true }, 'freeze', 'thaw'],
    ['a freeze by policy', { policies: { guardrails: { freeze: 'everything' } } }, 'freeze', 'thaw'],
    ['too many moved by one change', { massEdited: ['e-1'] }, 'unapproved', 'two-approvers'],
  ])('%s', (_, extra, by, releasedBy) => {
    const accounts = {
      ad: [account(idOf('ad', 'e-1'), { login: 'anna', roles: ['Domain Admins'] }), ...others.map((one) => account(idOf('ad', one.id)))],
    };

    const made = plan(makeInput({ people: [leaver, ...others], accounts, ...extra }));

    expect(brief(made.changes)).toEqual([]);
    expect(made.held.filter((one) => one.change.kind === 'disable')).toMatchObject([{ by, releasedBy, until: null }]);
    expect(made.held.filter((one) => one.change.kind === 'sessions')).toMatchObject([
      { by: `after:disable/e-1/${CAUSE}/ad/ad-e-1`, releasedBy: 'after-change' },
    ]);
  });

  it.each<[string, World]>([
    [
      'a protection elsewhere',
      {
        policies: {
          guardrails: {
            protected: [
              { system: 'm365', id: idOf('ad', 'e-1') },
              { system: 'm365', role: 'Domain Admins' },
            ],
          },
        },
      },
    ],
    ['a hold: it never keeps a sign-in open', { holds: [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-01' }] }],
    ['a freeze of clean-ups', { policies: { guardrails: { freeze: 'cleanups' } } }],
  ])('is not %s', (_, extra) => {
    const accounts = { ad: [account(idOf('ad', 'e-1'), { login: 'anna', roles: ['Domain Admins'] })] };

    expect(brief(plan(makeInput({ people: [leaver], accounts, ...extra })).changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
  });

  it('a mass edit holds until it has been published like fresh', () => {
    const line13Hours = published({ person: 'e-1', cause: CAUSE, cutOff: at(DAY), since: '2027-01-03T12:00:00Z' as never });

    expect(heldOf({ people: [leaver], massEdited: ['e-1'] })).toEqual(['unapproved disable e-1 ad']);
    expect(heldOf({ people: [leaver], massEdited: ['e-1'], memory: { published: line13Hours } })).toEqual([]);
  });

  it('a mass edit of last days holds no leave', () => {
    const away = person('e-1', { leaves: [{ from: '2027-01-01', access: 'suspend' }] });

    expect(heldOf({ people: [away], massEdited: ['e-1'] })).toEqual([]);
  });

  it('baseline accounts that a list has ended since are ordinary again', () => {
    const memory = {
      baseline: new Map([['ad' as never, new Set([idOf('ad', 'e-1')])]]),
      verified: verified(done('disable', { person: 'e-1', cause: 'cleanup:old', at: OFF })),
    };

    expect(heldOf({ people: [leaver], memory })).toEqual([]);
  });
});

describe('readings that are not whole', () => {
  it.each<[Attribute[], boolean]>([
    [['existence'], false],
    [['status'], false],
    [['groups', 'roles', 'licences'], false],
    [['existence', 'status'], true],
  ])('complete in %s: ends sign-in %s', (complete, isEnded) => {
    const made = plan(makeInput({ people: [leaver], snapshots: { ad: { complete } } }));

    expect(made.changes.length > 0).toBe(isEnded);
    expect(made.held.some((one) => one.by === 'incomplete:ad')).toBe(!isEnded);
  });

  it('a system that was not read names everybody who is due in it', () => {
    const people = [person('e-1', { lastDay: DAY }), person('e-2', { lastDay: DAY, accounts: [line('ad', null, { login: 'bo' })] })];

    const made = plan(makeInput({ people, unread: ['ad'] }));

    expect(made.held.filter((one) => one.change.kind === 'disable').map((one) => `${one.by} ${one.change.id}`)).toEqual([
      `incomplete:ad disable/e-1/${CAUSE}/ad/ad-e-1`,
      `incomplete:ad disable/e-2/${CAUSE}/ad/unlinked-0`,
    ]);
  });

  it('an unknown status is no status', () => {
    const made = plan(makeInput({ people: [leaver], accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: null })] } }));

    expect(made.held[0]).toMatchObject({ by: 'incomplete:ad', change: { before: {}, precondition: { enabled: null } } });
  });

  it.each<[string, World, boolean]>([
    ['the system tells roles', {}, true],
    ['the system tells none', { snapshots: { ad: { complete: ['existence', 'status'], provides: ['existence', 'status'] } } }, false],
    [
      'the system tells none, but the rule names it',
      {
        snapshots: { ad: { complete: ['existence', 'status'], provides: ['existence', 'status'] } },
        policies: { guardrails: { administrators: [{ system: 'ad', role: 'Domain Admins' }] } },
      },
      true,
    ],
    ['the rule names another', { policies: { guardrails: { protected: [{ system: 'm365', role: 'Domain Admins' }] } } }, false],
  ])('roles that were not read whole: %s', (_, extra, isHeld) => {
    const made = plan(
      makeInput({
        people: [leaver],
        snapshots: { ad: { complete: ['existence', 'status'] } },
        policies: { guardrails: { protected: [{ role: 'Domain Admins' }] } },
        ...extra,
      }),
    );

    expect(made.held.some((one) => one.by === 'incomplete:ad')).toBe(isHeld);
  });
});
