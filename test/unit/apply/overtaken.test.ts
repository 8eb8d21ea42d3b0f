/** Somebody changes an account between two changes of ours. */
import { expect, it } from 'vitest';
import type { AccountChange } from '../../../reconciler/model/change.ts';
import { applyWorld, endAccount, planOf } from './world.ts';

it('leaves the rest of an account alone once somebody else has changed it', async () => {
  const world = applyWorld(1);
  const [disable, sessions] = endAccount('e-1', 'a-1');
  const mailbox = {
    ...sessions,
    id: 'mailbox/e-1/spell:2026-12-31/ad/a-1',
    kind: 'mailbox',
    after: { reply: { until: '2027-01-31' } },
  } as unknown as AccountChange;
  const plan = planOf([disable, sessions, mailbox].filter((one) => one !== undefined));
  world.particulars = { place: null, reply: 'Gone.' };
  world.replan = async () => plan;
  const read = world.ad.readAccount.bind(world.ad);
  let looks = 0;
  world.ad.readAccount = async (id) => {
    looks += world.ad.accounts.get(id)?.enabled === false ? 1 : 0;
    // The first look is ours, at what we wrote.
    if (looks === 2) world.ad.edit(id, { enabled: true });
    return read(id);
  };

  const result = await world.run(plan);

  expect(result.outcomes.map((one) => [one.kind, one.outcome, one.detail])).toEqual([
    ['disable', 'verified', null],
    ['sessions', 'skipped', 'precondition'],
    ['mailbox', 'skipped', 'precondition'],
  ]);
});
