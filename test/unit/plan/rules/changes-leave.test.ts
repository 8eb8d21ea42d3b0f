import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { account, brief, briefHeld, done, idOf, makeInput, person, seat, system, verified, type World } from '../world.ts';

const SUSPENDED = { from: '2027-01-04', to: '2027-08-31', access: 'suspend' as const };
const PARKED = { from: '2027-01-04', to: '2027-08-31', licences: 'park' as const };
const CAUSE = 'leave:2027-01-04';

function away(...leaves: readonly object[]) {
  return person('e-13', { leaves: leaves as never });
}

function changesOf(world: World) {
  const accounts = { ad: [account(idOf('ad', 'e-13'), { licences: [seat('E3')] })] };
  return plan(makeInput({ people: [away(SUSPENDED)], accounts, ...world })).changes;
}

describe('a leave', () => {
  it('that suspends ends sign-in and sessions', () => {
    expect(changesOf({})).toMatchObject([
      {
        kind: 'disable',
        cause: CAUSE,
        class: 'surprise',
        because: { rule: 'leave-suspend', pointer: '/leaves/0/from' },
        due: '2027-01-03T23:00:00Z',
      },
      { kind: 'sessions' },
    ]);
  });

  it('that parks frees seats', () => {
    expect(changesOf({ people: [away(PARKED)] })).toMatchObject([
      {
        kind: 'licences',
        cause: CAUSE,
        before: { licences: ['E3'] },
        after: { licences: [] },
        because: { rule: 'leave-park', pointer: '/leaves/0/licences' },
      },
    ]);
  });

  describe('that parks, in a system with mailboxes', () => {
    const MAIL = { ad: { abilities: { writes: ['licences', 'mailbox'], disabled: 'disabled', leaversPlace: null } as const } };
    const named = [system('ad', { mailboxLicences: ['E3'] as never })];
    const seats = { ad: [account(idOf('ad', 'e-13'), { licences: [seat('E3'), seat('VISIO')] })] };
    const converted = [away({ ...PARKED, converted: '2027-01-03' })];
    const without = { ad: [account(idOf('ad', 'e-13'), { licences: [seat('E3')], cannot: ['mailbox'] })] };
    const of = (world: World) => {
      const accounts = { ad: [account(idOf('ad', 'e-13'), { licences: [seat('E3')] })] };
      const made = plan(makeInput({ people: [away(PARKED)], accounts, ...world }));
      return [...made.changes, ...made.held.map((one) => ({ ...one.change, held: `${one.by} ${one.releasedBy} ${one.until}` }))].map(
        (one) => {
          const held = 'held' in one ? ` ${String(one.held)}` : '';
          return `${one.cause}${'account' in one ? ` ${one.after.licences?.join() || '-'}` : ''}${held}`;
        },
      );
    };
    const HELD = 'mailbox mailbox-parked 2027-08-31';

    it.each<[string, World, string[]]>([
      ['the seat stays, for the mailbox would go with it', { snapshots: MAIL }, [`${CAUSE} - ${HELD}`]],
      ['the seat goes where the mailbox was converted', { snapshots: MAIL, people: converted }, [`${CAUSE} -`]],
      ['the seat goes where the account has no mailbox', { snapshots: MAIL, accounts: without }, [`${CAUSE} -`]],
      [
        'others go where it is said which carries it',
        { systems: named, accounts: seats },
        [`${CAUSE} E3`, `${CAUSE}:mailbox VISIO ${HELD}`],
      ],
      ['both go where it was converted', { systems: named, accounts: seats, people: converted }, [`${CAUSE} E3`, `${CAUSE}:mailbox VISIO`]],
      [
        'a leave without an end waits without one',
        { snapshots: MAIL, people: [away({ from: '2027-01-04', licences: 'park' })] },
        [`${CAUSE} - ${HELD.replace('2027-08-31', 'null')}`],
      ],
    ])('%s', (_, world, expected) => {
      expect(of(world)).toEqual(expected);
    });
  });

  it('may do both', () => {
    expect(brief(changesOf({ people: [away({ ...SUSPENDED, licences: 'park' })] }))).toEqual([
      'disable e-13 ad',
      'sessions e-13 ad',
      'licences e-13 ad',
    ]);
  });

  it.each<[string, World]>([
    ['it begins tomorrow', { people: [away({ ...SUSPENDED, from: '2027-01-05' })] }],
    ['it is over', { people: [away({ ...SUSPENDED, from: '2026-01-01', to: '2027-01-03' })] }],
    ['it does not say what it takes: by default everything is kept', { people: [away({ from: '2027-01-01' })] }],
    ['it takes nothing', { people: [away({ from: '2027-01-01', access: 'keep', licences: 'keep' })] }],
    ['the account is off already', { accounts: { ad: [account(idOf('ad', 'e-13'), { enabled: false })] } }],
    ['there are no seats', { people: [away(PARKED)], accounts: { ad: [account(idOf('ad', 'e-13'))] } }],
    [
      'the seats were parked',
      {
        people: [away(PARKED)],
        memory: { verified: verified(done('licences', { person: 'e-13', cause: CAUSE, at: '2027-01-04T00:00:00Z' as never })) },
      },
    ],
    ['the account is not there', { accounts: { ad: [] } }],
    ['nobody knows what it holds', { people: [away(PARKED)], unread: ['ad'] }],
    ['the system is not there', { systems: [] }],
  ])('takes nothing when %s', (_, world) => {
    expect(changesOf(world)).toEqual([]);
  });

  it('that was carried out is not carried out again, but for its sessions', () => {
    const of = { person: 'e-13', cause: CAUSE, at: '2027-01-04T00:30:00Z' as never };
    const off = { ad: [account(idOf('ad', 'e-13'), { enabled: false })] };

    expect(brief(changesOf({ accounts: off, memory: { verified: verified(done('disable', of)) } }))).toEqual(['sessions e-13 ad']);
    expect(changesOf({ memory: { verified: verified(done('disable', of)) } })).toEqual([]);
  });

  it('that an undo put back is held', () => {
    const change = done('disable', { person: 'e-13', cause: CAUSE, at: '2027-01-04T00:30:00Z' as never });
    const memory = { verified: verified(change), undone: new Set([change.change]) };

    expect(briefHeld(plan(makeInput({ people: [away(SUSPENDED)], memory })).held)[0]).toBe('undone disable e-13 ad');
  });

  it('gives way to the end of the employment', () => {
    const people = [person('e-13', { lastDay: '2027-01-03', leaves: [SUSPENDED] })];

    expect(changesOf({ people }).map((one) => one.cause)).toEqual(['spell:2027-01-03', 'spell:2027-01-03']);
  });

  it('is a removal like others: too many on one day are held', () => {
    const people = Array.from({ length: 8 }, (_, n) => person(`e-${n}`, { leaves: [SUSPENDED] }));

    expect(plan(makeInput({ people })).stops).toMatchObject([{ class: 'surprise', due: 8, went: 3 }]);
  });

  it('in a system of a desk is handed over once', () => {
    const systems = [system('ad', { supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } })];
    const [change] = changesOf({ systems });
    const handedOver = new Map([[change?.id as never, { change: change?.id } as never]]);

    expect(change?.by).toEqual({ desk: 'pahitt' });
    expect(changesOf({ systems, memory: { handedOver } })).toEqual([]);
  });
});
