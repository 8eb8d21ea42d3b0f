import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { account, at, brief, briefHeld, done, idOf, line, makeInput, person, seat, system, verified, type World } from '../world.ts';

const ORPHANS = {
  id: 'orphans-1',
  system: 'ad',
  accounts: ['tmp-1', 'tmp-2', 'gone'],
  what: 'disable' as const,
  reason: 'found in the year-end check',
};
const strangers = ['tmp-1', 'tmp-2'].map((id) => ({
  system: 'ad',
  account: account(id, { groups: ['a', 'b'], licences: [seat('E3'), seat('F1', 'g')] }),
}));

function planned(world: World) {
  return plan(makeInput({ people: [person('s-1')], cleanups: [ORPHANS], strangers, ...world }));
}

describe('an approved clean-up list', () => {
  it('ends sign-in of exactly the accounts that are there and on', () => {
    const { changes } = planned({});

    expect(changes.map((one) => `${one.id} ${one.class} ${one.person}`)).toEqual([
      'disable/-/cleanup:orphans-1/ad/tmp-1 list null',
      'disable/-/cleanup:orphans-1/ad/tmp-2 list null',
      'sessions/-/cleanup:orphans-1/ad/tmp-1 list null',
      'sessions/-/cleanup:orphans-1/ad/tmp-2 list null',
    ]);
    expect(changes[0]).toMatchObject({
      because: { rule: 'cleanup-list', file: 'state/cleanups/orphans-1.yaml', pointer: '/accounts/0' },
      spell: null,
      dependsOn: [],
    });
    expect(changes[2]?.dependsOn).toEqual(['disable/-/cleanup:orphans-1/ad/tmp-1']);
  });

  it('takes groups of which an undo knows nothing where there is no key: nobody declares what nobody has', () => {
    const { changes } = planned({ cleanups: [{ ...ORPHANS, what: 'groups' }], withoutKey: true });

    expect(changes.map(({ kind, reversible }) => `${kind} ${reversible}`)).toEqual(['groups partly', 'groups partly']);
  });

  it('leaves an account alone that somebody has enabled again: its sessions too', () => {
    const ended = { ...done('disable', { person: '-', account: 'tmp-1', cause: 'cleanup:orphans-1', at: at('2027-01-02') }), person: null };
    const { changes } = planned({ memory: { verified: verified(ended) } });

    expect(changes.map((one) => one.id)).toEqual(['disable/-/cleanup:orphans-1/ad/tmp-2', 'sessions/-/cleanup:orphans-1/ad/tmp-2']);
  });

  it('uses no budget', () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ system: 'ad', account: account(`tmp-${n}`) }));
    const list = { ...ORPHANS, accounts: many.map((one) => one.account.id) };

    const made = planned({ cleanups: [list], strangers: many });

    expect(made.changes).toHaveLength(80);
    expect(made.stops).toEqual([]);
  });

  it('lets go what was in the baseline, and nothing that is frozen or too new', () => {
    const baseline = new Map([['ad' as never, new Set(['tmp-1', 'tmp-2'] as never[])]]);

    expect(planned({ memory: { baseline } }).changes).toHaveLength(4);
    expect(briefHeld(planned({ policies: { guardrails: { freeze: 'cleanups' } } }).held)[0]).toBe('freeze disable - ad');
    expect(briefHeld(planned({ snapshots: { ad: { mayRemove: false } } }).held)[0]).toBe('incomplete:ad disable - ad');
  });

  it.each<[string, World]>([
    ['it is off already', { strangers: strangers.map((one) => ({ ...one, account: { ...one.account, enabled: false } })) }],
    [
      'it was done',
      {
        memory: {
          verified: verified(
            ...['tmp-1', 'tmp-2'].flatMap((id) =>
              (['disable', 'sessions'] as const).map((kind) => ({
                ...done(kind, { person: '-', cause: 'cleanup:orphans-1', account: id, at: '2027-01-03T00:00:00Z' as never }),
                person: null,
              })),
            ),
          ),
        },
      },
    ],
    ['the system is not there', { systems: [] }],
    ['the system was not read', { unread: ['ad'] }],
  ])('changes nothing when %s', (_, world) => {
    expect(planned(world).changes).toEqual([]);
  });

  it('never ends the sign-in of somebody who is here', () => {
    const list = { ...ORPHANS, accounts: [idOf('ad', 's-1'), idOf('ad', 'e-1')] };
    const people = [person('s-1'), person('e-1', { lastDay: '2027-01-03' })];
    const baseline = new Map([['ad' as never, new Set([idOf('ad', 'e-1')])]]);

    const made = planned({ people, cleanups: [list], memory: { baseline } });

    expect(brief(made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
    expect(made.changes.map((one) => one.cause)).toEqual(['cleanup:orphans-1', 'cleanup:orphans-1']);
    expect(briefHeld(made.held)[0]).toBe('baseline disable e-1 ad');
  });

  it.each([
    ['groups', undefined, { before: { groups: ['a', 'b'] }, after: { groups: [] } }],
    ['groups', ['a'], { before: { groups: ['a', 'b'] }, after: { groups: ['b'] } }],
    ['licences', undefined, { before: { licences: ['E3'] }, after: { licences: [] } }],
    ['licences', ['F1'], null],
  ] as const)('takes %s %j', (what, entitlements, expected) => {
    const list = { ...ORPHANS, accounts: ['tmp-1'], what, ...(entitlements === undefined ? {} : { entitlements: [...entitlements] }) };

    expect(planned({ cleanups: [list] }).changes).toMatchObject(expected === null ? [] : [expected]);
  });

  it.each(['groups', 'licences'] as const)('leaves %s that the files declare', (what) => {
    const people = [person('s-1', { accounts: [line('ad', idOf('ad', 's-1'), { grants: ['a'], licences: ['E3'] })] })];
    const accounts = { ad: [account(idOf('ad', 's-1'), { groups: ['a', 'b'], licences: [seat('E3'), seat('VISIO')] })] };
    const list = { ...ORPHANS, accounts: [idOf('ad', 's-1')], what };

    expect(planned({ people, accounts, cleanups: [list] }).changes).toMatchObject([
      { after: { [what]: [what === 'groups' ? 'a' : 'E3'] }, person: 's-1' },
    ]);
  });

  it('an account whose person is not known any more is nobody’s', () => {
    const input = makeInput({ people: [person('s-1')], cleanups: [{ ...ORPHANS, accounts: [idOf('ad', 's-1')] }] });
    const without = { ...input, desired: { ...input.desired, employees: new Map() } };

    expect(plan(without).changes.map((one) => one.person)).toEqual([null, null]);
  });

  it('is held for a system that is only observed', () => {
    expect(briefHeld(planned({ systems: [system('ad', { mode: 'observe' })] }).held)[0]).toBe('observe disable - ad');
  });

  it('touches nothing that is protected or preserved', () => {
    const hold = { id: 'm-7', subject: { account: { system: 'ad', id: 'tmp-1' } }, matter: 'M-7', from: '2026-12-01' };
    const list = { ...ORPHANS, accounts: ['tmp-1', 'tmp-2'], what: 'groups' as const };

    const made = planned({ cleanups: [list], holds: [hold], policies: { guardrails: { protected: [{ id: 'tmp-2' }] } } });

    expect(briefHeld(made.held)).toEqual(['hold:m-7 groups - ad', 'protected groups - ad']);
  });
});
