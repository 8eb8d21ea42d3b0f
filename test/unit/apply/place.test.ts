/** Moves of accounts carried out: where to is told to the system alone. */
import { describe, expect, it } from 'vitest';
import type { AccountChange } from '../../../reconciler/model/change.ts';
import type { IntentRecord } from '../../../reconciler/model/journal.ts';
import { applyWorld, endAccount, planOf, testSealer } from './world.ts';

const [disable] = endAccount('e-1', 'a-1');
const move = {
  ...disable,
  id: 'place/e-1/spell:2026-12-31/ad/a-1',
  kind: 'place',
  before: {},
  after: { place: 'leavers' },
} as AccountChange;

function lying(place: string | null) {
  const world = applyWorld(1);
  world.ad.edit('a-1', { place: 'OU=Syd' });
  world.replan = async () => planOf([move]);
  world.particulars = { place, reply: null };
  return world;
}

describe('a move', () => {
  it('is verified where the account lies afterwards, and captured sealed', async () => {
    const world = lying('OU=Left');

    const { outcomes } = await world.run(planOf([move]));

    expect(outcomes).toMatchObject([{ outcome: 'verified' }]);
    expect(world.ad.accounts.get('a-1')?.place).toBe('OU=Left');
    expect(JSON.stringify(world.log.records)).not.toContain('OU=');
    const sealed = (world.log.records[0] as IntentRecord).capture.sealed;
    expect(JSON.parse(Buffer.from(testSealer().open('', sealed?.bytes ?? '') ?? []).toString())).toMatchObject({ place: 'OU=Syd' });
  });

  it('is made without a key as well, and says that it could not be captured', async () => {
    const world = lying('OU=Left');
    world.sealer = testSealer(false);

    const { outcomes } = await world.run(planOf([move]));

    expect(outcomes).toMatchObject([{ outcome: 'verified' }]);
    expect((world.log.records[0] as IntentRecord).capture).toMatchObject({ sealed: null, complete: false });
  });

  it('is not made where nobody knows where to', async () => {
    const world = lying(null);

    expect((await world.run(planOf([move]))).outcomes).toMatchObject([{ outcome: 'skipped', detail: 'no-place' }]);
    expect(world.ad.written).toEqual([]);
  });

  it('is not made where the account lies elsewhere by now', async () => {
    const world = lying('OU=Left');
    world.ad.before = (call) => {
      if (call.operation === 'readAccount' && world.ad.calls.length === 1) world.ad.edit('a-1', { place: 'OU=Nord' });
    };

    expect((await world.run(planOf([move]))).outcomes).toMatchObject([{ outcome: 'skipped', detail: 'precondition' }]);
  });

  it('of an account that lies nowhere has nothing to seal', async () => {
    const world = lying('OU=Left');
    world.ad.edit('a-1', { place: null, groups: [] });

    await world.run(planOf([move]));

    expect((world.log.records[0] as IntentRecord).capture).toMatchObject({ sealed: null, complete: true });
  });
});
