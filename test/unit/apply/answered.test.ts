/** Sessions that a system ends when it answers, and never shows. */
import { describe, expect, it } from 'vitest';
import type { AccountChange } from '../../../reconciler/model/change.ts';
import { applyWorld, endAccount, planOf } from './world.ts';

const [disable, sessions] = endAccount('e-1', 'a-1') as [AccountChange, AccountChange];
const after: AccountChange = { ...disable, id: 'groups/e-1/spell:2026-12-31/ad/a-1' as never, kind: 'groups', dependsOn: [sessions.id] };
const groups: AccountChange = { ...after, before: { groups: ['choir'] as never }, after: { groups: [] } };

/** A directory that shows no sessions; `isAnswered` is what its adapter says of their end. */
function silent(isAnswered: boolean, changes: readonly AccountChange[] = [disable, sessions]) {
  const world = applyWorld(1);
  const { ad } = world;
  const read = ad.readAccount.bind(ad);
  ad.readAccount = async (id) => {
    const account = await read(id);
    return account === null ? null : { ...account, sessions: null };
  };
  world.particulars = { place: null, reply: null, areSessionsAnswered: isAnswered };
  world.replan = async () => planOf(changes);
  return world;
}

const ends = (outcomes: readonly { readonly outcome: string; readonly detail: string | null }[]) =>
  outcomes.map(({ outcome, detail }) => [outcome, detail]);

describe('sessions that are not shown', () => {
  it('are accepted where the answer is all there is, and what depends on them follows', async () => {
    const all = [disable, sessions, groups];

    const { outcomes } = await silent(true, all).run(planOf(all));

    expect(ends(outcomes)).toEqual([
      ['verified', null],
      ['accepted', 'not-shown'],
      ['verified', null],
    ]);
  });

  it('are not verifiable where nobody says so', async () => {
    const { outcomes } = await silent(false).run(planOf([disable, sessions]));

    expect(ends(outcomes)).toEqual([
      ['verified', null],
      ['unverifiable', 'not-shown'],
    ]);
  });

  it.each([
    ['no answer came', 'lost-answer', ['unverifiable', 'answer-lost']],
    ['the system refused', 'refused', ['failed', 'refused']],
  ] as const)('are not accepted when %s', async (_, how, expected) => {
    const world = silent(true);
    world.ad.fail({ operation: 'write', how, nth: 2 });

    const { outcomes } = await world.run(planOf([disable, sessions]));

    expect(ends(outcomes)).toEqual([['verified', null], expected]);
  });

  it('are not accepted when they show after all and are open', async () => {
    const world = silent(true);
    world.ad.readAccount = async () => ({ ...world.ad.accounts.get('a-1'), sessions: 2, enabled: false }) as never;
    world.replan = async () => planOf([sessions]);

    const { outcomes } = await world.run(planOf([sessions]));

    expect(ends(outcomes)).toEqual([['failed', 'mismatch']]);
  });
});

describe('a sign-in that is not shown', () => {
  it('is never accepted: only what is read counts', async () => {
    const world = silent(true, [disable]);
    const read = world.ad.readAccount.bind(world.ad);
    world.ad.readAccount = async (id) => {
      const account = await read(id);
      return account === null || account.enabled === true ? account : { ...account, enabled: null };
    };

    const { outcomes } = await world.run(planOf([disable]));

    expect(ends(outcomes)).toEqual([['unverifiable', 'not-shown']]);
  });
});
