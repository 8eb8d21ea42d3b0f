/** Accounts that their system hides when their sign-in ends. */
import { describe, expect, it } from 'vitest';
import type { AccountChange } from '../../../reconciler/model/change.ts';
import { applyWorld, endAccount, planOf } from './world.ts';

const [disable] = endAccount('e-1', 'a-1');
const hide = { ...disable, after: { enabled: false, gone: 'hidden' } } as AccountChange;
const show = {
  ...disable,
  kind: 'enable',
  before: { enabled: false, gone: 'hidden' },
  after: { enabled: true },
  precondition: null,
} as AccountChange;

/** A directory that shows only accounts that are on. */
function hiding(change: AccountChange) {
  const world = applyWorld(1);
  const { ad } = world;
  const read = ad.readAccount.bind(ad);
  ad.readAccount = async (id) => {
    const account = await read(id);
    return account?.enabled === false ? null : account;
  };
  world.replan = async () => planOf([change]);
  return world;
}

describe('a system that hides disabled accounts', () => {
  it('shows an end of sign-in to be done by not showing the account', async () => {
    const world = hiding(hide);

    expect((await world.run(planOf([hide]))).outcomes).toMatchObject([{ outcome: 'verified', detail: null }]);
    expect(world.ad.accounts.get('a-1')?.enabled).toBe(false);
  });

  it('is asked nothing about an account that was not there before', async () => {
    const world = hiding(hide);
    world.ad.edit('a-1', { enabled: false });

    expect((await world.run(planOf([hide]))).outcomes).toMatchObject([{ outcome: 'skipped', detail: 'absent' }]);
    expect(world.ad.written).toEqual([]);
  });

  it('gives an account back by its id', async () => {
    const world = hiding(show);
    world.ad.edit('a-1', { enabled: false });

    expect((await world.run(planOf([show]))).outcomes).toMatchObject([{ outcome: 'verified' }]);
  });

  it('says when the account does not come back', async () => {
    const world = hiding(show);
    world.ad.edit('a-1', { enabled: false });
    world.ad.fail({ operation: 'write', how: 'silent' });

    expect((await world.run(planOf([show]))).outcomes).toMatchObject([{ outcome: 'failed', detail: 'mismatch' }]);
  });
});
