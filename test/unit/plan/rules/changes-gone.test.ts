/** Systems in which ending a sign-in hides the account, or deletes it: what is planned there, and what is not. */
import { describe, expect, it } from 'vitest';
import type { Abilities } from '../../../../reconciler/model/observed.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { planUndo } from '../../../../reconciler/plan/restore.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import {
  at,
  brief,
  briefHeld,
  done,
  line,
  makeDesired,
  makeInput,
  NIGHT,
  person,
  published,
  system,
  verified,
  type World,
} from '../world.ts';

const DAY = '2027-01-03';
const writes = ['disable', 'enable', 'sessions'] as const;
const HIDES: Abilities = { writes, disabled: 'hidden', leaversPlace: null };
const DELETES: Abilities = { writes, disabled: 'deleted', leaversPlace: null };
const leaver = person('e-1', { lastDay: DAY });
const FRESH = published({ person: 'e-1', cause: `spell:${DAY}`, cutOff: at(DAY), since: '2027-01-03T12:00:00Z' as Instant });

function there(abilities: Abilities, world: World = {}): World {
  return { people: [leaver], snapshots: { ad: { abilities } }, ...world };
}

const allowed = (world: World = {}) =>
  there(DELETES, { systems: [system('ad', { allowDeletion: true })], memory: { published: FRESH }, ...world });

describe('where ending a sign-in hides the account', () => {
  it('says so, and ends no sessions of an account that cannot be asked for any more', () => {
    expect(plan(makeInput(there(HIDES))).changes).toMatchObject([
      { kind: 'disable', after: { enabled: false, gone: 'hidden' }, reversible: 'yes', effect: 'set' },
    ]);
  });

  const EARLIER = 'spell:2026-12-31';
  const ended = done('disable', { person: 'e-1', cause: EARLIER, at: '2027-01-01T01:00:00Z' as Instant, run: 'run-7' });
  const back = person('e-1', { firstDay: '2027-01-04' });
  const gone = (world: World = {}) =>
    there(HIDES, { people: [back], accounts: { ad: [] }, ...world, memory: { verified: verified(ended), ...world.memory } });
  const missing = (world: World) => plan(makeInput(world)).findings.filter((one) => one.code === 'account-missing');

  it('takes its absence as it is meant, and gives it back by its id on the day of return', () => {
    const made = plan(makeInput(gone()));

    expect(made.changes).toMatchObject([
      {
        id: 'enable/e-1/return:2027-01-04/ad/ad-e-1',
        before: { enabled: false, gone: 'hidden' },
        after: { enabled: true },
        precondition: null,
      },
    ]);
    expect(missing(gone())).toEqual([]);
    expect(missing(gone({ frozen: true }))).toEqual([]);
    expect(plan(makeInput(gone({ people: [person('e-1', { lastDay: '2026-12-31' })] }))).changes).toEqual([]);
  });

  it.each<[string, World]>([
    ['it was not we who ended it', gone({ memory: { verified: new Map() } })],
    ['the system only disables', gone({ snapshots: { ad: { abilities: { ...HIDES, disabled: 'disabled' } } } })],
    ['no id is recorded', gone({ people: [{ ...back, accounts: [line('ad', null, { login: 'anna' })] }] })],
  ])('gives nothing back where %s: the account is missing', (_, world) => {
    expect(plan(makeInput(world)).changes).toEqual([]);
    expect(missing(world)).toHaveLength(1);
  });

  it('waits for a whole reading', () => {
    const snapshots = { ad: { abilities: HIDES, complete: ['status'] as const } };

    expect(plan(makeInput(gone({ snapshots }))).changes).toEqual([]);
  });

  it('is undone by its id', () => {
    const made = planUndo(makeInput(gone({ people: [person('e-1')] })), 'run-7', null);

    expect(made.changes).toMatchObject([{ kind: 'enable', before: { enabled: false, gone: 'hidden' } }]);
  });

  it('is not undone in a system that deletes', () => {
    const world = gone({ people: [person('e-1')], snapshots: { ad: { abilities: DELETES } } });

    expect(planUndo(makeInput(world), 'run-7', null).held).toMatchObject([{ releasedBy: 'changed-since' }]);
  });
});

describe('where ending a sign-in deletes the account', () => {
  it('is held until the system’s file allows it', () => {
    const made = plan(makeInput(there(DELETES, { memory: { published: FRESH } })));

    expect(made.changes).toEqual([]);
    expect(made.held).toMatchObject([
      { by: 'deletes', releasedBy: 'allow-deletion', change: { reversible: 'no', after: { enabled: false, gone: 'deleted' } } },
    ]);
  });

  it('is done where it is allowed, and was published before', () => {
    expect(brief(plan(makeInput(allowed())).changes)).toEqual(['disable e-1 ad']);
  });

  it.each<[string, World, string[]]>([
    ['it is a surprise', allowed({ memory: {} }), ['deletes disable e-1 ad next-night']],
    [
      'it is allowed only since today',
      allowed({ earlier: makeDesired({ systems: [system('ad')] }) }),
      ['deletes disable e-1 ad allow-deletion'],
    ],
    ['the system is new', allowed({ earlier: makeDesired({ systems: [] }) }), ['observe disable e-1 ad next-night']],
    [
      'data is preserved, which is more than the sign-in',
      allowed({ holds: [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2027-01-01' }] }),
      ['hold:m-7 disable e-1 ad hold-ends'],
    ],
    [
      'it is a leave, which ends',
      allowed({ people: [person('e-1', { leaves: [{ from: '2027-01-04', access: 'suspend' }] })], memory: {} }),
      ['deletes disable e-1 ad not-touched'],
    ],
  ])('is held where %s', (_, world, expected) => {
    const made = plan(makeInput(world));

    expect(made.changes).toEqual([]);
    expect(made.held.map((one) => `${briefHeld([one]).join('')} ${one.releasedBy}`)).toEqual(expected);
  });

  it('is done at once by an immediate plan, and by an approved list', () => {
    const immediate = { employee: 'e-1', kind: 'immediate' as const, spell: '2027-03-31' };
    const cleanups = [{ id: 'c-1', system: 'ad', accounts: ['ad-e-1'], what: 'disable' as const, reason: 'left' }];

    expect(
      brief(
        plan(makeInput(allowed({ asOf: NIGHT, people: [person('e-1', { lastDay: '2027-03-31' })], offboardings: [immediate], memory: {} })))
          .changes,
      ),
    ).toEqual(['disable e-1 ad']);
    expect(brief(plan(makeInput(allowed({ cleanups, memory: {} }))).changes)).toEqual(['disable e-1 ad']);
  });
});
