/** Files of a leaver: given to the desk with the end of the sign-in, and waited for by the seats. */
import { describe, expect, it } from 'vitest';
import type { AccountChange } from '../../../../reconciler/model/change.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { carryOut } from '../carry-out.ts';
import { account, brief, briefHeld, idOf, line, makeInput, person, seat, system, verified, type World } from '../world.ts';
import { CAUSE, DAY, ended, leaver } from './mailbox-world.ts';

const successor = person('e-2', { accounts: [line('ad', 'ad-e-2')] });
const wishing = (files: object, more: object = {}): NonNullable<World['offboardings']> => [
  { employee: 'e-1', kind: 'planned', spell: DAY, accounts: { ad: { files: files as never } }, ...more },
];

/** A leaver with a seat, and whoever gets the files. */
function world(more: World = {}, files: object = { to: 'e-2' }): World {
  const accounts = { ad: [account(idOf('ad', 'e-1'), { licences: [seat('E3')] }), account('ad-e-2')] };
  return { people: [leaver, successor], accounts, offboardings: wishing(files), ...more };
}

function handed(more: World = {}, files?: object): AccountChange | undefined {
  return plan(makeInput(world(more, files))).changes.find((one): one is AccountChange => one.kind === 'files');
}

describe('files that a plan gives to somebody', () => {
  it('are work for the desk of the system, once the sign-in is off', () => {
    expect(handed({ systems: [system('ad', { desk: 'pahitt' })] })).toMatchObject({
      id: `files/e-1/${CAUSE}/ad/ad-e-1`,
      class: 'rung',
      effect: 'keyed',
      by: { desk: 'pahitt' },
      after: { files: { to: 'e-2', account: 'ad-e-2' } },
      reversible: 'no',
      dependsOn: [`disable/e-1/${CAUSE}/ad/ad-e-1`],
      because: { rule: 'files-wished', file: 'state/offboardings/e-1.yaml', pointer: '/accounts/ad/files' },
    });
  });

  it.each<[string, World, object | null]>([
    ['of IT where the system names no desk', {}, { desk: 'it' }],
    ['of HR alone in a death', { offboardings: wishing({ to: 'e-2' }, { silent: true }) }, { desk: 'hr' }],
    ['of the supplier', { systems: [system('ad', { supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } })] }, { desk: 'pahitt' }],
    ['of nobody where they were moved', { offboardings: wishing({ to: 'e-2', moved: '2027-01-03' }) }, null],
    [
      'of nobody where the plan says nothing of the system',
      { offboardings: [{ employee: 'e-1', kind: 'planned', spell: DAY, accounts: {} }] },
      null,
    ],
    ['of nobody where it says nothing of accounts', { offboardings: [{ employee: 'e-1', kind: 'planned', spell: DAY }] }, null],
    ['of nobody without a plan', { offboardings: [] }, null],
    ['of nobody where only a login leads to the account', { situations: { 'e-1/ad': 'login-only' } }, null],
  ])('are work %s', (_, more, by) => {
    expect(handed(more)?.by ?? null).toEqual(by);
  });

  it.each([
    ['who has no account there', [person('e-2', { accounts: [] })]],
    ['whose account is not recorded', [person('e-2', { accounts: [{ system: 'ad', login: 'two' }] as never })]],
    ['whom nobody knows', []],
  ])('go to somebody %s by their id alone', (_, others) => {
    expect(handed({ people: [leaver, ...others] })?.after.files).toEqual({ to: 'e-2', account: null });
  });

  it('are asked for the next night too where the first did not come so far, and then no more', () => {
    const off = [account(idOf('ad', 'e-1'), { enabled: false, sessions: 0 }), account('ad-e-2')];
    const input = makeInput(world({ accounts: { ad: off }, memory: { verified: verified(ended) } }));
    const made = plan(input);

    expect(brief(made.changes)).toEqual(['files e-1 ad']);
    expect(plan(carryOut(input, made)).changes).toEqual([]);
  });

  it('are left under a hold, which preserves', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2027-01-01' }];

    expect(briefHeld(plan(makeInput(world({ holds }))).held)).toContain('hold:m-7 files e-1 ad');
  });
});

describe('the seats of somebody whose files go to another', () => {
  const long = verified({ ...ended, at: '2026-12-20T00:00:00Z' as Instant });
  const later = (files: object, more: World = {}) => {
    const ad = [account(idOf('ad', 'e-1'), { enabled: false, sessions: 0, groups: ['sales'], licences: [seat('E3')] }), account('ad-e-2')];
    return plan(makeInput(world({ accounts: { ad }, memory: { verified: long }, ...more }, files)));
  };

  it('wait until they were moved; groups do not', () => {
    const made = later({ to: 'e-2' });

    expect(brief(made.changes)).toEqual(['files e-1 ad', 'groups e-1 ad']);
    expect(made.held).toMatchObject([
      { by: `after:files/e-1/${CAUSE}/ad/ad-e-1`, releasedBy: 'files-moved', until: null, change: { kind: 'licences' } },
    ]);
  });

  it('go when they were', () => {
    expect(brief(later({ to: 'e-2', moved: '2027-01-02' }).changes)).toEqual(['groups e-1 ad', 'licences e-1 ad']);
  });

  it('do not wait on a list of seats to be taken from nobody’s account', () => {
    const cleanups = [{ id: 'c-1', system: 'ad', accounts: ['x-1'], what: 'licences' as const, reason: 'unused' }];
    const strangers = [{ system: 'ad', account: account('x-1', { licences: [seat('E3')] }) }];

    expect(brief(plan(makeInput({ people: [], cleanups, strangers })).changes)).toEqual(['licences - ad']);
  });
});
