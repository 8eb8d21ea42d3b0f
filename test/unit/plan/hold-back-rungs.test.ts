import { describe, expect, it } from 'vitest';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import {
  ALL,
  account,
  brief,
  briefHeld,
  csvSystem,
  done,
  idOf,
  line,
  makeInput,
  person,
  seat,
  system,
  verified,
  type World,
} from './world.ts';

const DAY = '2027-01-03';
const CAUSE = `spell:${DAY}`;
const leaver = person('e-1', { lastDay: DAY });
const OFF = '2026-12-20T01:00:00Z' as never;

/** Somebody whose groups and seats are due tonight. */
function atRungs(extra: World = {}): World {
  return {
    people: [leaver],
    accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false, groups: ['sales', 'vpn'], licences: [seat('E3')] })] },
    ...extra,
    memory: {
      verified: verified(
        done('disable', { person: 'e-1', cause: CAUSE, at: OFF }),
        done('sessions', { person: 'e-1', cause: CAUSE, at: OFF }),
      ),
      ...extra.memory,
    },
  };
}

function heldOf(world: World): string[] {
  return briefHeld(plan(makeInput(world)).held).filter((one) => !one.startsWith('after:'));
}

describe('what holds rungs', () => {
  it('goes when nothing holds it', () => {
    expect(brief(plan(makeInput(atRungs())).changes)).toEqual(['groups e-1 ad', 'licences e-1 ad']);
  });

  it.each<[string, World, string[]]>([
    [
      'a hold',
      { holds: [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-01' }] },
      ['hold:m-7 groups e-1 ad', 'hold:m-7 licences e-1 ad'],
    ],
    [
      'an exception of one rung',
      {
        exceptions: [
          {
            id: 'ex-1',
            subject: { employee: 'e-1' },
            change: 'licences',
            reason: 'handover',
            owner: 'e-2',
            from: '2026-12-21',
            until: '2027-01-10',
          },
        ],
      },
      ['exception:ex-1 licences e-1 ad'],
    ],
    [
      'an exception in another system',
      {
        exceptions: [
          {
            id: 'ex-1',
            subject: { employee: 'e-1' },
            change: 'licences',
            system: 'm365',
            reason: 'handover',
            owner: 'e-2',
            from: '2026-12-21',
            until: '2027-01-10',
          },
        ],
      },
      [],
    ],
    [
      'an exception of a finding',
      {
        exceptions: [
          {
            id: 'ex-1',
            subject: { account: { system: 'ad', id: idOf('ad', 'e-1') } },
            finding: 'stale-licence',
            reason: 'handover',
            owner: 'e-2',
            from: '2026-12-21',
            until: '2027-01-10',
          },
        ],
      },
      [],
    ],
    [
      'groups that were not read whole',
      { snapshots: { ad: { complete: ['existence', 'status', 'licences', 'roles'] } } },
      ['incomplete:ad groups e-1 ad'],
    ],
    ['no id recorded', { situations: { 'e-1/ad': 'login-only' } }, ['disputed groups e-1 ad', 'disputed licences e-1 ad']],
    ['an observed system', { systems: [system('ad', { mode: 'observe' })] }, ['observe groups e-1 ad', 'observe licences e-1 ad']],
  ])('%s', (_, extra, expected) => {
    expect(heldOf(atRungs(extra))).toEqual(expected);
  });

  it('shows under a hold what lies ahead, with its day, from the night it begins', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-28' }];
    const accounts = { ad: [account(idOf('ad', 'e-1'), { groups: ['sales'], licences: [seat('E3')] })] };

    const made = plan(makeInput({ people: [leaver], accounts, holds }));

    expect(brief(made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
    expect(made.held.map((one) => `${one.by} ${one.change.kind} ${one.change.due} ${one.releasedBy}`)).toEqual([
      'hold:m-7 groups 2027-01-10T23:00:00Z hold-ends',
      'hold:m-7 licences 2027-01-17T23:00:00Z hold-ends',
    ]);
  });

  it('says nothing of what lies ahead where something else holds first', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-28' }];
    const accounts = { ad: [account(idOf('ad', 'e-1'), { groups: ['sales'] })] };

    expect(heldOf({ people: [leaver], accounts, holds, systems: [system('ad', { mode: 'observe' })] })).toEqual(['observe disable e-1 ad']);
  });

  it('an undo is respected and said', () => {
    const id = done('disable', { person: 'e-1', cause: CAUSE, at: OFF });
    const memory = { verified: verified(id), undone: new Set([id.change]) };

    expect(heldOf({ people: [leaver], memory })).toEqual(['undone disable e-1 ad']);
    expect(plan(makeInput({ people: [leaver], memory })).held[0]?.releasedBy).toBe('undo-again');
  });
});

describe('work for a desk', () => {
  const vpn = csvSystem('vpn', { supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } });
  const inVpn = person('e-1', { lastDay: DAY, accounts: [line('vpn', idOf('vpn', 'e-1'))] });

  it('is handed over from the first reading, without limits, without sessions', () => {
    const people = Array.from({ length: 9 }, (_, n) => person(`e-${n}`, { lastDay: DAY, accounts: [line('vpn', idOf('vpn', `e-${n}`))] }));

    const made = plan(makeInput({ people, systems: [vpn], snapshots: { vpn: { mayRemove: false } }, massEdited: ['e-1'] }));

    expect(made.changes).toHaveLength(9);
    expect(made.changes[0]).toMatchObject({ kind: 'disable', by: { desk: 'pahitt' }, effect: 'keyed' });
    expect(made.stops).toEqual([]);
  });

  it('is handed over once', () => {
    const [change] = plan(makeInput({ people: [inVpn], systems: [vpn] })).changes;
    const handedOver = new Map([
      [change?.id as never, { ...change, account: idOf('vpn', 'e-1'), after: {}, at: OFF, run: 'run-1' } as never],
    ]);

    expect(plan(makeInput({ people: [inVpn], systems: [vpn], memory: { handedOver } })).changes).toEqual([]);
  });

  it('is not asked for what a whole reading shows to be off', () => {
    const accounts = { vpn: [account(idOf('vpn', 'e-1'), { enabled: false, groups: ['all'] })] };

    expect(plan(makeInput({ people: [inVpn], systems: [vpn], accounts })).changes).toEqual([]);
  });

  it('goes to the system’s desk where there is no supplier, and to IT where there is neither', () => {
    const { desk: _, ...noDesk } = csvSystem('vpn');
    const desks = [csvSystem('vpn', { desk: 'lon' }), noDesk as never].map(
      (one) => plan(makeInput({ people: [inVpn], systems: [one] })).changes[0]?.by,
    );

    expect(desks).toEqual([{ desk: 'lon' }, { desk: 'it' }]);
  });

  it('needs no seeing for half a day', () => {
    const input = makeInput({ people: [inVpn], systems: [vpn] });

    expect(plan({ ...input, earlier: makeInput({ systems: [] }).desired }).changes).toHaveLength(1);
  });
});

describe('commits and situations', () => {
  it('a system that is off is not looked at', () => {
    expect(plan(makeInput({ people: [leaver], systems: [system('ad', { mode: 'off' })] })).held).toEqual([]);
  });

  it('an account that a whole reading does not show needs nothing', () => {
    const made = plan(makeInput({ people: [leaver], accounts: { ad: [] } }));

    expect([made.changes, made.held, made.forecast]).toEqual([[], [], []]);
  });

  it('exactly one login in a whole reading is enough for the end of sign-in, and only that', () => {
    const people = [person('e-1', { lastDay: DAY, accounts: [line('ad', null, { login: 'anna' })] })];
    const accounts = { ad: [account('guid-1', { login: 'anna', groups: ['sales'] })] };

    const made = plan(makeInput({ people, accounts }));

    expect(made.changes.map((one) => one.id)).toEqual([`disable/e-1/${CAUSE}/ad/guid-1`, `sessions/e-1/${CAUSE}/ad/guid-1`]);
  });

  it('carries the commit a mass edit came from without using it', () => {
    const input = makeInput({ people: [leaver], massEdited: ['s-9'] });

    expect([...input.massEdited.values()]).toEqual(['c'.repeat(40) as CommitId]);
    expect(plan(input).changes).toHaveLength(2);
  });
});

describe('all attributes', () => {
  it('are what a whole reading is complete in', () => {
    expect(ALL).toHaveLength(8);
  });
});
