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

  it('leaves to a clean-up list of the same night only what is left', () => {
    const list = { id: 'l', system: 'ad', accounts: [idOf('ad', 's-1')], what: 'groups' as const, reason: 'old' };

    expect(planned({ cleanups: [list] }).changes.filter((one) => one.class === 'list')).toEqual([]);
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
