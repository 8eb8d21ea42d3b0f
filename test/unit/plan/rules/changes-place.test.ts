import { describe, expect, it } from 'vitest';
import type { VerifiedChange } from '../../../../reconciler/model/memory.ts';
import type { Abilities } from '../../../../reconciler/model/observed.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, brief, briefHeld, done, idOf, makeInput, person, system, verified, type World } from '../world.ts';

const DAY = '2027-01-03';
const CAUSE = `spell:${DAY}`;
const LEAVERS = 'OU=Left';
const OWN = 'OU=Syd';
const ABLE: Abilities = { writes: ['disable', 'enable', 'place'], disabled: 'disabled', leaversPlace: LEAVERS };
const leaver = person('e-1', { lastDay: DAY });
const ended = done('disable', { person: 'e-1', cause: CAUSE, at: '2027-01-03T23:00:00Z' as Instant });

function lying(place: string | null | undefined, world: World & { enabled?: boolean } = {}): World {
  const { enabled = true, ...rest } = world;
  const one = account(idOf('ad', 'e-1'), { enabled, ...(place === undefined ? {} : { place }) });
  return { people: [leaver], accounts: { ad: [one] }, snapshots: { ad: { abilities: ABLE } }, ...rest };
}

const off = (place: string | null, world: World = {}) => lying(place, { enabled: false, memory: { verified: verified(ended) }, ...world });

function briefs(world: World): string[] {
  return brief(plan(makeInput(world)).changes);
}

describe('the account of somebody who has left', () => {
  it('is moved in the night of the cut-off, after its sign-in, and names no place', () => {
    const made = plan(makeInput(lying(OWN)));

    expect(made.changes).toMatchObject([
      { kind: 'disable' },
      {
        id: `place/e-1/${CAUSE}/ad/ad-e-1`,
        kind: 'place',
        class: 'rung',
        reversible: 'until',
        before: {},
        after: { place: 'leavers' },
        dependsOn: [`disable/e-1/${CAUSE}/ad/ad-e-1`],
        because: { rule: 'place', file: 'state/employees/e-1.yaml', pointer: '/lastDay' },
      },
    ]);
    expect(JSON.stringify(made)).not.toContain('OU=');
  });

  it('comes back in part only where nobody can seal where it lay', () => {
    const moved = (withoutKey: boolean) => plan(makeInput({ ...lying(OWN), withoutKey })).changes.find(({ kind }) => kind === 'place');

    expect([moved(true)?.reversible, moved(false)?.reversible]).toEqual(['partly', 'until']);
  });

  it.each<[string, World, string[]]>([
    ['later, where that night did not come so far', off(OWN), ['place e-1 ad']],
    ['not where it lies there', off(LEAVERS), []],
    ['not where the system does not show where it lies', off(null), []],
    ['not where nobody shows it at all', lying(undefined, { enabled: false, memory: { verified: verified(ended) } }), []],
    ['not where somebody has enabled it again', off(OWN, { accounts: { ad: [account(idOf('ad', 'e-1'), { place: OWN })] } }), []],
    [
      'not twice: wherever somebody puts it, it stays',
      off(OWN, { memory: { verified: verified(ended, done('place', { person: 'e-1', cause: CAUSE, at: ended.at })) } }),
      [],
    ],
    ['not in a system that cannot', off(OWN, { snapshots: { ad: { abilities: { ...ABLE, writes: ['disable'] } } } }), []],
    ['not in a system that has no such place', off(OWN, { snapshots: { ad: { abilities: { ...ABLE, leaversPlace: null } } } }), []],
    ['not in a system that does not say what it can', off(OWN, { snapshots: {} }), ['sessions e-1 ad']],
    ['not where only a login leads to it', off(OWN, { situations: { 'e-1/ad': 'login-only' } }), []],
    [
      'where it was off before we came: its being off is confirmed first',
      lying(OWN, { enabled: false }),
      ['disable e-1 ad', 'place e-1 ad'],
    ],
    ['not where it was off and lies there', lying(LEAVERS, { enabled: false }), []],
  ])('is moved %s', (_, world, expected) => {
    expect(briefs(world)).toEqual(expected);
  });

  it('waits where its sign-in is held, and under a hold on its own', () => {
    const observed = plan(makeInput(lying(OWN, { systems: [system('ad', { mode: 'observe' })] })));
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2027-01-01' }];
    const kept = plan(makeInput(lying(OWN, { holds })));

    expect(briefHeld(observed.held)).toEqual(['observe disable e-1 ad', `after:disable/e-1/${CAUSE}/ad/ad-e-1 place e-1 ad`]);
    expect(brief(kept.changes)).toEqual(['disable e-1 ad']);
    expect(briefHeld(kept.held)).toEqual(['hold:m-7 place e-1 ad']);
  });
});

describe('the account of somebody who is back', () => {
  const EARLIER = 'spell:2026-12-31';
  const AT = '2027-01-01T01:00:00Z' as Instant;
  const back = person('e-1', { firstDay: '2027-01-04' });
  const taken = done('disable', { person: 'e-1', cause: EARLIER, at: AT });
  const moved = done('place', { person: 'e-1', cause: EARLIER, at: AT, before: { place: OWN } });

  function returning(world: World = {}, ...changes: readonly VerifiedChange[]): World {
    const memory = { verified: verified(...(changes.length === 0 ? [taken, moved] : changes)), ...world.memory };
    return lying(LEAVERS, { enabled: false, people: [back], ...world, memory });
  }

  it('goes back where it lay, with the sign-in that is given back', () => {
    const made = plan(makeInput(returning()));

    expect(made.changes).toMatchObject([
      { kind: 'enable' },
      {
        id: 'place/e-1/return:2027-01-04/ad/ad-e-1',
        class: 'enable',
        after: { place: 'earlier' },
        dependsOn: ['enable/e-1/return:2027-01-04/ad/ad-e-1'],
        because: { rule: 'rehire', pointer: '/firstDay' },
      },
    ]);
    expect(JSON.stringify(made)).not.toContain('OU=');
  });

  const enabled = account(idOf('ad', 'e-1'), { place: LEAVERS });
  const again = done('place', { person: 'e-1', cause: 'return:2027-01-04', at: '2027-01-04T00:30:00Z' as Instant });
  const given = done('enable', { person: 'e-1', cause: 'return:2027-01-04', at: '2027-01-04T00:30:00Z' as Instant });

  it.each<[string, World, string[]]>([
    ['the next night, where only the sign-in came back', returning({ accounts: { ad: [enabled] } }, taken, moved, given), ['place e-1 ad']],
    ['not where it lies elsewhere by now', returning({ accounts: { ad: [{ ...enabled, place: 'OU=Nord' }] } }, taken, moved, given), []],
    ['not where we did not move it', returning({}, taken), ['enable e-1 ad']],
    ['not twice', returning({ accounts: { ad: [enabled] } }, taken, moved, given, again), []],
    [
      'not where it was moved for another end than this return answers',
      returning({ accounts: { ad: [enabled] } }, taken, { ...moved, cause: 'spell:2027-02-01' }, given),
      [],
    ],
    ['not where the sign-in stays off', returning({}, { ...taken, before: { enabled: false } }, moved), []],
    [
      'not where the system has no such place any more',
      returning({ snapshots: { ad: { abilities: { ...ABLE, leaversPlace: null } } } }),
      ['enable e-1 ad'],
    ],
    ['not where an undo has done so', returning({ memory: { undone: new Set([moved.change]) } }), ['enable e-1 ad']],
    [
      'not where it was another’s when we moved it',
      returning({ accounts: { ad: [enabled] } }, taken, { ...moved, person: 'e-2' as never }, given),
      [],
    ],
    [
      'as the newest of several moves says',
      returning({}, taken, moved, { ...moved, change: 'x' as never, at: '2026-06-01T00:00:00Z' as Instant }),
      ['enable e-1 ad', 'place e-1 ad'],
    ],
  ])('goes back %s', (_, world, expected) => {
    expect(briefs(world)).toEqual(expected);
  });

  const sealed = { ...moved, before: { enabled: true }, sealed: { key: 'capture-2026-12', bytes: 'AA==' } };

  it('goes back where only who writes can unseal where it lay', () => {
    expect(briefs(returning({}, taken, sealed))).toEqual(['enable e-1 ad', 'place e-1 ad']);
  });

  it.each([
    ['nothing was kept', { ...sealed, sealed: null }],
    ['what was kept has been forgotten', { ...sealed, at: '2026-09-30T01:00:00Z' as Instant }],
  ])('stays, and is said, where %s', (_, move) => {
    const made = plan(makeInput(returning({}, taken, move)));

    expect(brief(made.changes)).toEqual(['enable e-1 ad']);
    expect(made.held.map((one) => `${one.by} ${one.change.kind} ${one.releasedBy}`)).toEqual(['not-restored place not-captured']);
  });

  it('waits with a sign-in that is held, also by a hold on data, which keeps nothing from coming back', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2027-01-01' }];

    expect(briefs(returning({ holds }))).toEqual(['enable e-1 ad', 'place e-1 ad']);
    expect(briefHeld(plan(makeInput(returning({ frozen: true }))).held)).toEqual([
      'freeze enable e-1 ad',
      'after:enable/e-1/return:2027-01-04/ad/ad-e-1 place e-1 ad',
    ]);
  });
});
