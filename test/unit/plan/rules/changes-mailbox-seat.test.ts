/** The seat of a mailbox, which waits for it, and the reply of somebody who is back. */
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../reconciler/model/observed.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, at, brief, briefHeld, done, line, makeInput, type Plain, person, seat, system, verified, type World } from '../world.ts';
import { ABLE, boxed, CAUSE, ended, off, wishing } from './mailbox-world.ts';

describe('the seat of a mailbox', () => {
  const long = verified({ ...ended, at: '2026-12-20T00:00:00Z' as Instant });
  const closing = (until: string, more: object = {}) => wishing({ until, ...more });
  const later = (world: World & { of?: Plain<Partial<Account>> }) => plan(makeInput(off({ ...world, memory: { verified: long } })));

  it('stays until the mailbox has closed, and says what lets it go', () => {
    const made = later({});

    expect(brief(made.changes)).toEqual(['mailbox e-1 ad']);
    expect(made.held).toMatchObject([
      {
        by: `after:convert/e-1/${CAUSE}/ad/ad-e-1`,
        until: '2027-02-02',
        releasedBy: 'mailbox-settled',
        change: { kind: 'licences' },
      },
    ]);
  });

  it.each<[string, World & { of?: Plain<Partial<Account>> }, string[]]>([
    [
      'goes when it was converted',
      { offboardings: closing('2027-02-02', { converted: '2027-01-02' }) },
      ['mailbox e-1 ad', 'licences e-1 ad'],
    ],
    ['goes when it has closed', { offboardings: closing('2027-01-03') }, ['licences e-1 ad']],
    ['goes with an account without a mailbox', { of: { cannot: ['mailbox'] } }, ['licences e-1 ad']],
    ['goes in a system without mailboxes', { snapshots: { ad: { abilities: { ...ABLE, writes: ['licences'] } } } }, ['licences e-1 ad']],
    ['stays with the group that brings it', { of: { licences: [seat('E3', 'office')], groups: ['office', 'sales'] } }, ['mailbox e-1 ad']],
    [
      'does not keep groups that bring none',
      { of: { licences: [seat('E3', 'office')], groups: ['sales'] } },
      ['mailbox e-1 ad', 'groups e-1 ad'],
    ],
    [
      'does not keep groups where nobody knows of seats',
      { of: { licences: null, groups: ['sales'] } },
      ['mailbox e-1 ad', 'groups e-1 ad'],
    ],
  ])('%s', (_, world, expected) => {
    expect(brief(later(world).changes)).toEqual(expected);
  });

  describe('where the system names the seats that carry one', () => {
    const systems = [system('ad', { mailboxLicences: ['E3'] as never })];
    const two = { of: { licences: [seat('E3'), seat('VISIO')] }, systems };

    it('waits alone: others go on their day, and it follows', () => {
      const made = later(two);
      const [first] = made.changes.filter((one) => one.kind === 'licences');

      expect([brief(made.changes), briefHeld(made.held)]).toEqual([
        ['mailbox e-1 ad', 'licences e-1 ad'],
        [`after:convert/e-1/${CAUSE}/ad/ad-e-1 licences e-1 ad`],
      ]);
      expect(first).toMatchObject({ cause: CAUSE, after: { licences: ['E3'] } });
      expect(made.held[0]?.change).toMatchObject({
        cause: `${CAUSE}:mailbox`,
        before: { licences: ['E3', 'VISIO'] },
        after: { licences: ['VISIO'] },
      });
    });

    it('goes when the mailbox was converted, the same night as others', () => {
      const made = later({ ...two, offboardings: closing('2027-02-02', { converted: '2027-01-02' }) });

      expect(made.changes.filter((one) => one.kind === 'licences').map((one) => one.cause)).toEqual([CAUSE, `${CAUSE}:mailbox`]);
      expect(made.held).toEqual([]);
    });

    it('does not keep a group that brings another one', () => {
      const world = { of: { licences: [seat('VISIO', 'office')], groups: ['office'] }, systems };

      expect(brief(later(world).changes)).toEqual(['mailbox e-1 ad', 'groups e-1 ad']);
    });
  });

  it('of somebody on a list, or nobody’s, is what the list says', () => {
    const cleanups = [{ id: 'c-1', system: 'ad', accounts: ['x-1'], what: 'licences' as const, reason: 'unused' }];
    const strangers = [{ system: 'ad', account: account('x-1', { licences: [seat('E3')] }) }];

    expect(brief(plan(makeInput(boxed({ people: [], cleanups, strangers, accounts: { ad: [] } }))).changes)).toEqual(['licences - ad']);
  });
});

describe('the reply of somebody who is back', () => {
  const EARLIER = 'spell:2026-12-31';
  const AT = '2027-01-01T01:00:00Z' as Instant;
  const back = person('e-1', { firstDay: '2027-01-04' });
  const taken = done('disable', { person: 'e-1', cause: EARLIER, at: AT });
  const replied = done('mailbox', { person: 'e-1', cause: EARLIER, at: AT });
  const attempt = (change: string) => [{ change, person: 'e-1', system: 'ad', class: 'rung', at: AT }] as never;
  const returning = (of: Plain<Partial<Account>>, memory: NonNullable<World['memory']> = {}) =>
    boxed({ people: [back], of: { enabled: false, ...of }, memory: { verified: verified(taken), ...memory } });
  const ended2 = `mailbox/e-1/return:2027-01-04/ad/ad-e-1`;

  it.each<[string, World, string[]]>([
    [
      'ends with the sign-in',
      returning({ replyUntil: '2027-01-30' }, { verified: verified(taken, replied) }),
      ['enable e-1 ad', 'mailbox e-1 ad'],
    ],
    ['is left where it is not ours', returning({ replyUntil: '2027-01-30' }), ['enable e-1 ad']],
    ['is left where it has ended', returning({ replyUntil: null }, { verified: verified(taken, replied) }), ['enable e-1 ad']],
    [
      'ends where only an attempt is known',
      returning({}, { removals: attempt(`mailbox/e-1/${EARLIER}/ad/ad-e-1`) }),
      ['enable e-1 ad', 'mailbox e-1 ad'],
    ],
    ['is not asked for twice', returning({}, { removals: attempt(ended2) }), ['enable e-1 ad']],
    ['is not asked for where none is known', returning({}), ['enable e-1 ad']],
    [
      'is not asked for where its end is verified',
      returning(
        { replyUntil: '2027-01-30' },
        {
          verified: verified(taken, replied, done('mailbox', { person: 'e-1', cause: 'return:2027-01-04', at: at('2027-01-04', '01:00') })),
        },
      ),
      ['enable e-1 ad'],
    ],
  ])('%s', (_, world, expected) => {
    const made = plan(makeInput(world));

    expect(brief(made.changes)).toEqual(expected);
    expect(made.changes.filter((one) => one.kind === 'mailbox').every((one) => 'account' in one && one.after.reply === null)).toBe(true);
  });

  it('of two accounts ends on its own', () => {
    const two = person('e-1', { firstDay: '2027-01-04', accounts: [line('ad', 'ad-e-1'), line('ad', 'ad-2')] });
    const accounts = {
      ad: [account('ad-e-1', { enabled: false, replyUntil: '2027-01-30' }), account('ad-2', { replyUntil: '2027-01-30' })],
    };
    const world = { ...returning({}, { verified: verified(taken, replied) }), people: [two], accounts };

    expect(plan(makeInput(world)).changes.map((one) => `${one.kind} ${'account' in one ? one.account : ''}`)).toEqual([
      'enable ad-e-1',
      'mailbox ad-e-1',
    ]);
  });
});
