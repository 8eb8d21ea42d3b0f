/** A system that deletes an account which is disabled: its sign-in is ended, and nothing else of it is written. */
import { expect, it } from 'vitest';
import { writeOne } from '../../../reconciler/apply/write-one.ts';
import type { Change } from '../../../reconciler/model/change.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { account } from '../../fakes/records.ts';
import { fakeSystem } from '../../fakes/system.ts';

async function carryOut(kind: 'disable' | 'groups' | 'enable') {
  const fake = fakeSystem({ accounts: [{ id: 'a-1', enabled: kind !== 'enable', groups: ['vpn'] }] });
  const expected = { account: account({ id: 'a-1', enabled: kind !== 'enable', groups: ['vpn'] }) };
  const lists = { before: { groups: ['vpn'] }, after: { groups: [] } };
  const change = { kind, account: 'a-1', system: 'ad', ...lists } as unknown as Change;
  const writer = {
    system: fake.system,
    write: async () => {
      fake.accounts.delete('a-1');
    },
  };
  const objection = async () => null;
  return writeOne({ change, expected, reader: fake, writer, clock: fakeClock(), timeout: 1000, objection });
}

it('is verified when the account is gone after it was disabled', async () => {
  expect(await carryOut('disable')).toEqual({ outcome: 'verified', detail: null, seen: null });
});

it.each(['groups', 'enable'] as const)('is no success when it was to do something else: %s', async (kind) => {
  expect(await carryOut(kind)).toMatchObject({ outcome: 'failed', detail: 'mismatch' });
});
