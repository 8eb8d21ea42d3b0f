/** Writing to a real Request Tracker: a person who changes the same asset, refusals that look like successes, answers that are lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Write } from '../../../reconciler/ports.ts';
import { isRequestTrackerInstalled } from '../../counterparts/rt.ts';
import { type Between, startBetween } from '../../fakes/between.ts';
import { AT } from './reader-suite.ts';
import { open, problemOf, restore, rt, seenByHand, useRequestTracker } from './rt-desk.ts';

describe.runIf(isRequestTrackerInstalled)('writing to Request Tracker 5, a real one', () => {
  useRequestTracker();

  describe('writing', () => {
    const checkIn = (more: { version?: string; status?: string } = {}): Write => ({
      kind: 'check-in',
      asset: '311',
      status: 'received',
      ...more,
    });

    it('is refused when a person changed the asset after it was read, whatever they changed', async () => {
      await restore();
      const { reader, writer } = await open();
      const read = await reader.readAsset('311');
      await rt.editAsset('311', { Description: 'In the blue bag' });

      const fault = await problemOf(writer.write(checkIn({ version: read?.version ?? '' }), 10_000));

      expect(fault).toMatchObject({ refused: true, message: 'somebody changed the asset in between; the next run looks at it again' });
      expect(await seenByHand()).toEqual({ holder: ['testper'], status: 'in-use' });
    });

    it('is carried out on the state that was read', async () => {
      await restore();
      const { reader, writer } = await open();
      const read = await reader.readAsset('311');

      await writer.write(checkIn({ version: read?.version ?? '' }), 10_000);

      expect(await seenByHand()).toEqual({ holder: [], status: 'allocated' });
    });

    it.each([
      ['the lifecycle does not allow the status', {}, { statuses: [{ means: 'received', name: 'new' }] }, 'writer'],
      ['there is no such status', {}, { statuses: [{ means: 'received', name: 'nonsense' }] }, 'writer'],
      ['the account may look and not touch', {}, {}, 'reader'],
    ] as const)('that is answered with success and a sentence is refused, and nothing is done: %s', async (_, wish, more, as) => {
      await restore();
      const { writer } = await open({ more, as });

      const fault = await problemOf(writer.write(checkIn(wish), 10_000));

      expect(fault).toMatchObject({
        refused: true,
        message: 'it did not accept the change: its rules or the rights of the account do not allow it',
      });
      expect(await seenByHand()).toEqual({ holder: ['testper'], status: 'in-use' });
    });

    it.each([
      ['nobody is known by', 'test.ny', 'there is no user with the sign-in name of the new holder'],
      ['an address, for which a user would be made', 'ny@exempel.example', 'there is no user with the sign-in name of the new holder'],
      ['digits, which would be somebody else', '4711', 'a sign-in name of digits alone cannot be told from the number of a user'],
    ])('to a name that %s is refused', async (_, holder, words) => {
      await restore();
      const { writer } = await open();

      const fault = await problemOf(writer.write({ kind: 'check-out', asset: '311', holder }, 10_000));

      expect(fault).toMatchObject({ refused: true, message: expect.stringContaining(words) });
      expect(await seenByHand()).toEqual({ holder: ['testper'], status: 'in-use' });
    });

    it('takes the name as it is spelt there', async () => {
      await restore();
      const { reader, writer } = await open();

      await writer.write({ kind: 'check-out', asset: '312', holder: 'testada' }, 10_000);

      expect(await reader.readAsset('312')).toMatchObject({ holder: 'TestAda', status: 'in-use' });
    });

    it('again changes nothing', async () => {
      await restore();
      const { reader, writer } = await open();
      await writer.write(checkIn(), 10_000);
      const once = await reader.readAsset('311');

      await writer.write(checkIn(), 10_000);

      expect(await reader.readAsset('311')).toEqual(once);
    });

    it.each([
      ['no credential is named', { credential: { read: 'rt-read' } }, 'no credential is named for it'],
      ['another tenant answers', { tenant: 'rt.exempel.example' }, 'another tenant answered'],
    ])('is refused when %s', async (_, more, words) => {
      const { writer } = await open({ more });

      const fault = await problemOf(writer.write(checkIn(), 10_000));

      expect(fault).toMatchObject({ refused: true, message: expect.stringContaining(words) });
    });

    it('is refused when there is no time for it', async () => {
      await restore();
      const { writer } = await open();

      expect(await problemOf(writer.write(checkIn(), 0))).toMatchObject({ refused: true });
      expect(await seenByHand()).toEqual({ holder: ['testper'], status: 'in-use' });
    });
  });

  describe('a status alone', () => {
    const status = (means: string, more: { version?: string } = {}): Write => ({ kind: 'status', asset: '311', status: means, ...more });
    const back = async () => {
      await restore();
      const opened = await open();
      await opened.writer.write({ kind: 'check-in', asset: '311', status: 'received' }, 10_000);
      return opened;
    };

    it('is written on the state that was read, and is shown as the reading says that it is', async () => {
      const { reader, writer } = await back();
      const read = await reader.readAsset('311');

      await writer.write(status('lost', { version: read?.version ?? '' }), 10_000);

      expect(await seenByHand()).toEqual({ holder: [], status: 'stolen' });
      const { statuses, assets } = await reader.read(AT);
      expect(statuses).toMatchObject({ received: 'received', hold: 'stolen', lost: 'stolen', sold: 'recycled' });
      expect(assets.find(({ id }) => id === '311')?.status).toBe('stolen');
    });

    it('is refused when a person changed the asset after it was read, or has it, or no status there is named', async () => {
      const { reader, writer } = await back();
      const read = await reader.readAsset('311');
      await rt.editAsset('311', { Description: 'In the red bag' });
      const stale = await problemOf(writer.write(status('lost', { version: read?.version ?? '' }), 10_000));
      const unnamed = await problemOf(writer.write(status('sale-pending'), 10_000));
      await rt.editAsset('311', { HeldBy: ['testbo'] });
      const held = await problemOf(writer.write(status('lost'), 10_000));

      expect([stale.refused, unnamed.refused, held.refused]).toEqual([true, true, true]);
      expect(await seenByHand()).toEqual({ holder: ['testbo'], status: 'allocated' });
    });

    it('that the lifecycle does not allow is refused, and nothing is done', async () => {
      const { writer } = await back();

      const fault = await problemOf(writer.write(status('available'), 10_000));

      expect(fault).toMatchObject({ refused: true, message: expect.stringContaining('it did not accept the change') });
      expect(await seenByHand()).toEqual({ holder: [], status: 'allocated' });
    });
  });

  describe('between the steps of one write', () => {
    let between: Between;
    let puts = 0;
    beforeAll(async () => {
      between = await startBetween(rt.address);
    });
    afterAll(() => between.stop());

    const cases = [
      {
        name: 'a person changes it right before the first change: refused by the server itself',
        at: { method: 'PUT', puts: 1 },
        edit: { HeldBy: ['testbo'] },
        refused: true,
        after: { holder: ['testbo'], status: 'in-use' },
      },
      {
        name: 'a person changes the holder after the status was written: it stays theirs, and the outcome is looked at again',
        at: { method: 'GET', puts: 1 },
        edit: { HeldBy: ['testbo'] },
        refused: false,
        after: { holder: ['testbo'], status: 'allocated' },
      },
      {
        name: 'a person changes it right before the holder is taken off: it stays theirs',
        at: { method: 'PUT', puts: 2 },
        edit: { HeldBy: ['testbo'] },
        refused: false,
        after: { holder: ['testbo'], status: 'allocated' },
      },
    ] as const;

    it.each(cases)('$name', async ({ at, edit, refused, after }) => {
      await restore();
      puts = 0;
      let isDone = false;
      between.before = async ({ method }) => {
        if (method === 'PUT') puts += 1;
        if (!isDone && method === at.method && puts === at.puts) {
          isDone = true;
          await rt.editAsset('311', edit);
        }
        return null;
      };
      const { writer } = await open({ address: between.address });

      const fault = await problemOf(writer.write({ kind: 'check-in', asset: '311', status: 'received' }, 10_000));

      expect([isDone, fault.refused]).toEqual([true, refused]);
      expect(await seenByHand()).toEqual(after);
    });

    it('a write whose answer is lost leaves the outcome unknown; a question that fails before it leaves nothing done', async () => {
      await restore();
      between.before = async ({ method }) => (method === 'PUT' ? 502 : null);
      const { writer } = await open({ address: between.address });
      const lost = await problemOf(writer.write({ kind: 'check-in', asset: '311', status: 'received' }, 10_000));
      between.before = async () => 403;

      const asked = await problemOf(writer.write({ kind: 'check-in', asset: '311', status: 'received' }, 10_000));

      expect([lost.refused, asked.refused]).toEqual([false, true]);
    });
  });
});
