import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { account, briefHeld, idOf, line, makeInput, person, seat, system, type World } from '../world.ts';

const systems = [system('ad', { authoritative: ['grants', 'licences'] })];
const anna = person('s-1', { accounts: [line('ad', idOf('ad', 's-1'), { grants: ['sales'], licences: ['E3'] })] });
const accounts = { ad: [account(idOf('ad', 's-1'), { groups: ['sales', 'extra'], licences: [seat('E3'), seat('VISIO')] })] };

function planned(world: World = {}) {
  return plan(makeInput({ people: [anna], systems, accounts, ...world }));
}

describe('where the files alone decide', () => {
  it('takes what nobody declared', () => {
    expect(planned().changes).toMatchObject([
      {
        kind: 'groups',
        class: 'cleanup',
        after: { groups: ['sales'] },
        because: { rule: 'authoritative', file: 'policies/systems/ad.yaml', pointer: '/authoritative' },
      },
      { kind: 'licences', class: 'cleanup', after: { licences: ['E3'] } },
    ]);
  });

  it('is single-use by what was taken: given again, it stays; another one goes', () => {
    const [groups] = planned().changes;
    const memory = {
      verified: new Map([
        [
          groups?.id as never,
          { ...groups, account: idOf('ad', 's-1'), at: '2027-01-02T00:00:00Z', run: 'r', before: null, sealed: null } as never,
        ],
      ]),
    };
    const other = { ad: [account(idOf('ad', 's-1'), { groups: ['sales', 'other'], licences: [seat('E3')] })] };

    expect(planned({ memory }).changes.map((one) => one.kind)).toEqual(['licences']);
    expect(planned({ memory, accounts: other }).changes.map((one) => one.kind)).toEqual(['groups']);
  });

  it.each<[string, World]>([
    ['the system is not authoritative', { systems: [system('ad')] }],
    ['everything is declared', { accounts: { ad: [account(idOf('ad', 's-1'), { groups: ['sales'], licences: [seat('E3')] })] } }],
    ['the account is gone', { accounts: { ad: [] } }],
    ['the system is not there', { systems: [] }],
  ])('takes nothing when %s', (_, world) => {
    expect(planned(world).changes).toEqual([]);
  });

  it('leaves to an assignment what its end takes, and takes the rest', () => {
    const ended = { id: 'a1', from: '2026-01-01', to: '2027-01-03', grants: { ad: ['kund'] } };
    const shown = { ad: [account(idOf('ad', 's-1'), { groups: ['sales', 'kund', 'extra'], licences: [seat('E3')] })] };

    const { changes } = planned({ people: [{ ...anna, assignments: [ended] as never }], accounts: shown });

    expect(changes.map((one) => `${one.class} ${JSON.stringify(one.after)}`).toSorted()).toEqual([
      'cleanup {"groups":["kund","sales"]}',
      'surprise {"groups":["extra","sales"]}',
    ]);
  });

  it('leaves to a clean-up list of the same night what it names, and takes the rest', () => {
    const list = { id: 'l', system: 'ad', accounts: [idOf('ad', 's-1')], what: 'groups' as const, entitlements: ['extra'], reason: 'old' };
    const shown = { ad: [account(idOf('ad', 's-1'), { groups: ['sales', 'extra', 'more'], licences: [seat('E3')] })] };

    expect(
      planned({ cleanups: [list], accounts: shown })
        .changes.map((one) => `${one.class} ${JSON.stringify(one.after)}`)
        .toSorted(),
    ).toEqual(['cleanup {"groups":["extra","sales"]}', 'list {"groups":["more","sales"]}']);
  });

  it('counts the only one of a unit, who is not here yet, against the count of a unit', () => {
    const people = [{ ...anna, unit: 'ny' as never, firstDay: '2027-02-01' as never }];

    expect(planned({ people }).limits).toContainEqual({ name: 'cleanup/unit:ny', value: 1, limit: 3, verdict: 'within' });
  });

  it('leaves leavers to the ladder', () => {
    expect(planned({ people: [{ ...anna, lastDay: '2027-01-03' as never }] }).changes.map((one) => one.kind)).toEqual([
      'disable',
      'sessions',
    ]);
  });

  it('waits for an id, a whole reading, and a thaw', () => {
    expect(briefHeld(planned({ situations: { 's-1/ad': 'login-only' } }).held)[0]).toBe('disputed groups s-1 ad');
    expect(briefHeld(planned({ snapshots: { ad: { complete: ['existence', 'status', 'licences', 'roles'] } } }).held)).toEqual([
      'incomplete:ad groups s-1 ad',
    ]);
    expect(briefHeld(planned({ policies: { guardrails: { freeze: 'cleanups' } } }).held)).toEqual([
      'freeze groups s-1 ad',
      'freeze licences s-1 ad',
    ]);
  });
});

describe('a seat that carries the mailbox of somebody who stays', () => {
  const abilities = { writes: ['licences', 'groups', 'mailbox'], disabled: 'disabled', leaversPlace: null } as const;
  const files = (more: object = {}) => [system('ad', { authoritative: ['grants', 'licences'], ...more })];
  const holding = (...licences: readonly ReturnType<typeof seat>[]) => ({
    ad: [account(idOf('ad', 's-1'), { groups: ['sales', 'office'], licences })],
  });
  const bob = person('s-1', { accounts: [line('ad', idOf('ad', 's-1'), { grants: ['sales', 'office'], licences: ['VISIO'] })] });
  const judged = (world: World) => {
    const made = plan(
      makeInput({ people: [bob], systems: files({ mailboxLicences: ['E3', 'E5'] }), snapshots: { ad: { abilities } }, ...world }),
    );
    return [
      made.changes.map((one) => `${one.kind} ${JSON.stringify(one.after)}`),
      made.held.map((one) => `${one.by} ${one.releasedBy} ${'account' in one.change ? JSON.stringify(one.change.after) : ''}`),
    ];
  };
  const HELD = 'mailbox mailbox-undeclared';

  it.each<[string, World, string[], string[]]>([
    ['is not taken as the last of them', { accounts: holding(seat('E3'), seat('VISIO')) }, [], [`${HELD} {"licences":["VISIO"]}`]],
    [
      'waits alone: others go',
      { accounts: holding(seat('E3'), seat('VISIO'), seat('PROJECT')) },
      ['licences {"licences":["E3","VISIO"]}'],
      [`${HELD} {"licences":["PROJECT","VISIO"]}`],
    ],
    [
      'goes where another one carries it',
      { accounts: holding(seat('E3'), seat('E5', 'office'), seat('VISIO')) },
      ['licences {"licences":["VISIO"]}'],
      [],
    ],
    [
      'is not taken with another such seat',
      { accounts: holding(seat('E3'), seat('E5'), seat('VISIO')) },
      [],
      [`${HELD} {"licences":["VISIO"]}`],
    ],
    [
      'stays with the group that brings it',
      {
        accounts: holding(seat('E3', 'office'), seat('VISIO')),
        people: [person('s-1', { accounts: [line('ad', idOf('ad', 's-1'), { grants: ['sales'], licences: ['VISIO'] })] })],
      },
      [],
      [`${HELD} {"groups":["sales"]}`],
    ],
    [
      'may be any, where the file names none',
      { accounts: holding(seat('PROJECT'), seat('VISIO')), systems: files() },
      [],
      [`${HELD} {"licences":["VISIO"]}`],
    ],
    [
      'is none in a system without mailboxes',
      {
        accounts: holding(seat('PROJECT'), seat('VISIO')),
        systems: files(),
        snapshots: { ad: { abilities: { ...abilities, writes: ['licences'] } } },
      },
      ['licences {"licences":["VISIO"]}'],
      [],
    ],
    [
      'is none of an account without a mailbox',
      {
        accounts: {
          ad: [account(idOf('ad', 's-1'), { groups: ['sales', 'office'], licences: [seat('E3'), seat('VISIO')], cannot: ['mailbox'] })],
        },
      },
      ['licences {"licences":["VISIO"]}'],
      [],
    ],
  ])('%s', (_, world, changes, held) => {
    expect(judged(world)).toEqual([changes, held]);
  });
});
