import { describe, expect, it } from 'vitest';
import type { AccountChange } from '../../../../reconciler/model/change.ts';
import type { VerifiedChange } from '../../../../reconciler/model/memory.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { carryOut } from '../carry-out.ts';
import { brief, briefHeld, done, makeInput, person, system, verified, type World } from '../world.ts';
import { ABLE, boxed, CAUSE, DAY, ended, leaver, off, wishing } from './mailbox-world.ts';

const inCountry = (country: string): NonNullable<World['organisation']> => ({
  companies: [{ id: 'se', name: 'Exempelbolaget', country, currency: 'SEK', vat: { rate: 25, deductible: 100 } }] as never,
});

/** `until` of the reply, and what the desk is handed. */
function ends(world: World) {
  const changes = plan(makeInput(world)).changes.filter((one): one is AccountChange => 'account' in one);
  return {
    reply: changes.find((one) => one.kind === 'mailbox')?.after.reply?.until ?? null,
    desk: changes.find((one) => one.kind === 'convert')?.after.mailbox ?? null,
  };
}

describe('the mailbox of a leaver', () => {
  it('is none where the account has none: nobody is asked for anything', () => {
    expect(brief(plan(makeInput(boxed({ of: { cannot: ['mailbox'] } }))).changes)).toEqual(['disable e-1 ad']);
  });

  it('answers by itself, and is given to the desk that owns the system, once the sign-in is off', () => {
    const changes = plan(makeInput(boxed())).changes;

    expect(brief(changes)).toEqual(['disable e-1 ad', 'mailbox e-1 ad', 'convert e-1 ad']);
    const disable = `disable/e-1/${CAUSE}/ad/ad-e-1`;
    expect(changes.slice(1)).toMatchObject([
      {
        kind: 'mailbox',
        class: 'rung',
        effect: 'set',
        by: 'reconciler',
        after: { reply: { until: '2027-02-02' } },
        dependsOn: [disable],
        because: { rule: 'ladder-mailbox', file: 'state/employees/e-1.yaml', pointer: '/lastDay' },
      },
      {
        kind: 'convert',
        effect: 'keyed',
        by: { desk: 'it' },
        reversible: 'no',
        after: { mailbox: { until: '2027-02-02', delegate: 'never', to: null } },
        dependsOn: [disable],
      },
    ]);
  });

  it('is named in the policy, by country, or in the plan', () => {
    const files = { 'policies/access.yaml': 'f' };
    const of = (world: World) => plan(makeInput(world)).changes.find((one) => one.kind === 'mailbox')?.because;

    expect(of(boxed({ files }))).toMatchObject({ file: 'policies/access.yaml', pointer: '/mailbox' });
    expect(of(boxed({ files, organisation: inCountry('FI') }))).toMatchObject({ pointer: '/mailboxByCountry/FI' });
    expect(of(boxed({ files, offboardings: wishing({ until: '2027-01-20' }) }))).toMatchObject({
      file: 'state/offboardings/e-1.yaml',
      pointer: '/accounts/ad/mailbox',
    });
  });

  const delegate = { until: '2027-01-31', delegate: 'e-2' };
  it.each<[string, World, string | null, object | null]>([
    ['in Sweden for thirty days', boxed(), '2027-02-02', { until: '2027-02-02', delegate: 'never', to: null }],
    ['in Norway at once, which the desk does', boxed({ organisation: inCountry('NO') }), null, { until: DAY, delegate: 'never', to: null }],
    [
      'in Norway later where the plan says so',
      boxed({ organisation: inCountry('NO'), offboardings: wishing({ until: '2027-01-15' }) }),
      '2027-01-15',
      { until: '2027-01-15', delegate: 'never', to: null },
    ],
    [
      'in Denmark for twelve months at most',
      boxed({ organisation: inCountry('DK'), offboardings: wishing({ until: '2028-06-30' }) }),
      '2028-01-03',
      { until: '2028-01-03', delegate: 'never', to: null },
    ],
    [
      'in Denmark as short as the plan says',
      boxed({ organisation: inCountry('DK'), offboardings: wishing({ until: '2027-01-10' }) }),
      '2027-01-10',
      { until: '2027-01-10', delegate: 'never', to: null },
    ],
    [
      'in Finland read by somebody else with consent only',
      boxed({ organisation: inCountry('FI'), offboardings: wishing(delegate) }),
      '2027-01-31',
      { until: '2027-01-31', delegate: 'with-consent', to: 'e-2' },
    ],
    [
      'elsewhere read by nobody, whatever the plan says',
      boxed({ offboardings: wishing(delegate) }),
      '2027-01-31',
      { until: '2027-01-31', delegate: 'never', to: null },
    ],
    [
      'of somebody of no company by the general rule',
      boxed({ people: [{ ...leaver, unit: 'nowhere' as never }] }),
      '2027-02-02',
      { until: '2027-02-02' },
    ],
    [
      'without a reply where the plan says so',
      boxed({ offboardings: wishing({ autoReply: false, until: '2027-01-31' }) }),
      null,
      { until: '2027-01-31' },
    ],
    [
      'without a reply in a death, and HR alone is asked',
      boxed({ offboardings: [{ employee: 'e-1', kind: 'planned', spell: DAY, silent: true }] }),
      null,
      { until: '2027-02-02' },
    ],
    ['without work for a desk where it has no seat', boxed({ of: { licences: [] } }), '2027-02-02', null],
    ['with work for a desk where nobody knows of seats', boxed({ of: { licences: null } }), '2027-02-02', { until: '2027-02-02' }],
    ['not where the reply runs already', boxed({ of: { replyUntil: '2027-02-02' } }), null, { until: '2027-02-02' }],
    ['over a reply of the person’s own', boxed({ of: { replyUntil: '2027-01-08' } }), '2027-02-02', { until: '2027-02-02' }],
    ['not where only a login leads to it', boxed({ situations: { 'e-1/ad': 'login-only' } }), null, null],
    ['not in a system without mailboxes', boxed({ snapshots: { ad: { abilities: { ...ABLE, writes: ['disable'] } } } }), null, null],
    ['the next night, where the first did not come so far', off(), '2027-02-02', { until: '2027-02-02' }],
    [
      'not again where no reading can show it',
      off({ memory: { verified: verified(ended), removals: tried('mailbox') } }),
      null,
      { until: '2027-02-02' },
    ],
    [
      'again where a run died over it, and no reading can show it',
      off({ memory: { verified: verified(ended), removals: tried('mailbox', { undone: true }) } }),
      '2027-02-02',
      { until: '2027-02-02' },
    ],
    [
      'again where the reading shows that it does not run',
      off({ of: { replyUntil: null }, memory: { verified: verified(ended), removals: tried('mailbox') } }),
      '2027-02-02',
      { until: '2027-02-02' },
    ],
    [
      'not twice',
      off({
        memory: {
          verified: verified(
            ended,
            ...(['mailbox', 'convert'] as const).map((kind) => done(kind, { person: 'e-1', cause: CAUSE, at: ended.at })),
          ),
        },
      }),
      null,
      null,
    ],
    [
      'without asking the desk after a week',
      off({ memory: { verified: verified({ ...ended, at: '2026-12-27T00:00:00Z' as Instant }) } }),
      '2027-02-02',
      null,
    ],
  ])('ends %s', (_, world, reply, desk) => {
    const found = ends(world);

    expect(found.reply).toBe(reply);
    if (desk === null) expect(found.desk).toBeNull();
    else expect(found.desk).toMatchObject(desk);
  });

  describe('whose closing day moves after the reply was set', () => {
    const replied = (until: string | null, cause = CAUSE, at = ended.at) =>
      done('mailbox', { person: 'e-1', cause, at, replyUntil: until as never });
    const asked = (until: string) =>
      new Map([['c', { change: 'c', kind: 'convert', system: 'ad', account: 'ad-e-1', after: { mailbox: { until } } }]]) as never;
    const moved = (to: object, ...before: readonly VerifiedChange[]) =>
      off({ offboardings: wishing(to), memory: { verified: verified(ended, ...before), handedOver: asked('2027-02-02') } });
    const first = replied('2027-02-02');
    const later = replied('2027-02-20', `${CAUSE}:2027-02-20:1`, '2027-01-05T00:00:00Z' as Instant);

    it.each<[string, World, (string | null)[], (string | null)[]]>([
      [
        'follows it later',
        moved({ until: '2027-02-20' }, first),
        [`${CAUSE}:2027-02-20:1`, '2027-02-20'],
        [`${CAUSE}:2027-02-20:1`, '2027-02-20'],
      ],
      [
        'follows it earlier',
        moved({ until: '2027-01-10' }, first),
        [`${CAUSE}:2027-01-10:1`, '2027-01-10'],
        [`${CAUSE}:2027-01-10:1`, '2027-01-10'],
      ],
      [
        'ends with a day that is over',
        moved({ until: '2027-01-03' }, first),
        [`${CAUSE}:none:1`, null],
        [`${CAUSE}:2027-01-03:1`, '2027-01-03'],
      ],
      ['ends where nobody is to be told any more', moved({ until: '2027-02-02', autoReply: false }, first), [`${CAUSE}:none:1`, null], []],
      ['follows it back', moved({ until: '2027-02-02' }, first, later), [`${CAUSE}:2027-02-02:2`, '2027-02-02'], []],
      [
        'is not set anew when it was ended',
        moved({ until: '2027-02-02', autoReply: false }, first, replied(null, `${CAUSE}:none:1`, '2027-01-05T00:00:00Z' as Instant)),
        [],
        [],
      ],
      [
        'does not ask for what was converted',
        moved({ until: '2027-02-20', converted: '2027-01-03' }, first),
        [`${CAUSE}:2027-02-20:1`, '2027-02-20'],
        [],
      ],
      [
        'is left where nobody knows what was set',
        moved({ until: '2027-02-20' }, done('mailbox', { person: 'e-1', cause: CAUSE, at: ended.at })),
        [],
        [`${CAUSE}:2027-02-20:1`, '2027-02-20'],
      ],
      [
        'has nothing of an earlier employment',
        moved({ until: '2027-02-02' }, replied('2026-02-02', 'spell:2026-01-03')),
        [CAUSE, '2027-02-02'],
        [],
      ],
    ])('%s', (_, world, reply, desk) => {
      const changes = plan(makeInput(world)).changes.filter((one): one is AccountChange => 'account' in one);
      const [mailbox, convert] = ['mailbox', 'convert'].map((kind) => changes.find((one) => one.kind === kind));

      expect(mailbox === undefined ? [] : [mailbox.cause, mailbox.after.reply?.until ?? null]).toEqual(reply);
      expect(convert === undefined ? [] : [convert.cause, convert.after.mailbox?.until]).toEqual(desk);
    });

    it('is not touched where an undo put it back', () => {
      const world = moved({ until: '2027-02-20' }, first);
      const held = plan(makeInput({ ...world, memory: { ...world.memory, undone: new Set([first.change]) } }));

      expect(brief(held.changes)).toEqual(['convert e-1 ad']);
      expect(briefHeld(held.held)).toContain('undone mailbox e-1 ad');
    });

    it('stands still once it has followed', () => {
      const input = makeInput(moved({ until: '2027-02-20' }, first));

      expect(plan(carryOut(input, plan(input))).changes).toEqual([]);
    });
  });

  it('counts from the day on which access ends, at once for an immediate plan', () => {
    const people = [person('e-1', { lastDay: '2027-03-31', lastWorkingDay: '2027-03-15' })];
    const offboardings = [{ employee: 'e-1', kind: 'immediate' as const, spell: '2027-03-31' }];

    expect(ends(boxed({ people, offboardings })).reply).toBe('2027-02-03');
    expect(ends(boxed({ people: [person('e-1', { lastDay: '2027-01-31', lastWorkingDay: DAY })] })).reply).toBe('2027-02-02');
  });

  it('is asked of the desk of the system, of HR in a death', () => {
    const of = (world: World) => plan(makeInput(world)).changes.find((one) => one.kind === 'convert')?.by;

    expect(of(boxed({ systems: [system('ad', { desk: 'pahitt' })] }))).toEqual({ desk: 'pahitt' });
    expect(of(boxed({ offboardings: [{ employee: 'e-1', kind: 'planned', spell: DAY, silent: true }] }))).toEqual({ desk: 'hr' });
  });

  it('is left as it is under a hold, and waits with a sign-in that is held', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2027-01-01' }];
    const kept = plan(makeInput(boxed({ holds })));

    expect(brief(kept.changes)).toEqual(['disable e-1 ad']);
    expect(briefHeld(kept.held).filter((one) => /mailbox|convert/u.test(one))).toEqual([
      'hold:m-7 mailbox e-1 ad',
      'hold:m-7 convert e-1 ad',
    ]);
    expect(briefHeld(plan(makeInput(boxed({ systems: [system('ad', { mode: 'observe' })] }))).held)).toEqual([
      'observe disable e-1 ad',
      `after:disable/e-1/${CAUSE}/ad/ad-e-1 mailbox e-1 ad`,
      `after:disable/e-1/${CAUSE}/ad/ad-e-1 convert e-1 ad`,
    ]);
  });

  it('is done once: the second run is silent', () => {
    const input = makeInput(boxed({ of: { replyUntil: null } }));

    expect(plan(carryOut(input, plan(input))).changes).toEqual([]);
  });
});

function tried(kind: string, more: object = {}) {
  return [{ change: `${kind}/e-1/${CAUSE}/ad/ad-e-1`, person: 'e-1', system: 'ad', class: 'rung', at: ended.at, ...more }] as never;
}
