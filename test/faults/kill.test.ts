/** Killed anywhere in apply and record: the next run ends in the same world, nothing twice, nothing lost. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startNight } from './child.ts';
import { doneIn, unsettledIn, verifies } from './journal-of.ts';
import { copyMini, disabledIn, makeMini, worldOf } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const LATER = '2027-01-01T03:00';
const PATIENCE = 120_000;

describe('a run that is killed', () => {
  let eve: Mini;
  let wanted: Readonly<Record<string, string>>;
  let all: readonly string[];
  beforeAll(async () => {
    eve = await makeMini();
    const whole = copyMini(eve);
    all = (await startNight(whole, NIGHT).ended).points;
    await runMini(whole, LATER);
    wanted = worldOf(whole);
  }, PATIENCE);

  it('has the points that matter: lock, intents, writes, outcomes, pull request, close', () => {
    const [lock, intents, ...rest] = all;
    expect([lock, intents]).toEqual(['push refs/heads/lastday/journal', 'push refs/heads/lastday/journal']);
    expect(rest.filter((point) => point.startsWith('write '))).toHaveLength(12);
    expect(rest.filter((point) => point === 'push refs/heads/lastday/journal')).toHaveLength(4);
    expect(rest.slice(-2)).toEqual(['push refs/heads/lastday/release/e-2-2026-12-31', 'push refs/heads/lastday/journal']);
    expect(all).toHaveLength(19);
  });

  it('ends all three sign-ins and opens the pull request when nobody kills it', () => {
    const ad = JSON.parse(wanted['ad.json'] ?? '') as { accounts: { id: string; enabled: boolean }[] };

    expect(disabledIn(eve, 'ad')).toEqual([]);
    expect(ad.accounts.filter((account) => !account.enabled).map((account) => account.id)).toEqual(['ad-1', 'ad-2', 'ad-3']);
    expect(Object.keys(wanted)).toContain('refs/heads/lastday/release/e-2-2026-12-31');
  });

  // Before each of the nineteen, and after those where it makes a difference who knows of what: lock, intents, first and last write, outcomes, pull request, close.
  const places = [
    ...Array.from({ length: 19 }, (_, index) => `${index + 1}:before`),
    ...[1, 2, 3, 7, 16, 18, 19].map((point) => `${point}:after`),
  ];

  it.concurrent.each(places)(
    'at point %s leaves nothing undone and does nothing twice',
    async (place) => {
      const mini = copyMini(eve);
      const killed = await startNight(mini, NIGHT, place).ended;
      expect([killed.signal, killed.points.length]).toEqual(['SIGKILL', Number.parseInt(place, 10)]);

      await runMini(mini, LATER);
      const last = await runMini(mini, '2027-01-01T04:00');

      expect(worldOf(mini)).toEqual(wanted);
      expect(last.outcomes).toEqual([]);
      expect(last.pulls.filter((pull) => pull.outcome !== 'untouched')).toEqual([]);
      expect(await verifies(mini)).toBe(true);
      const done = doneIn(mini);
      expect(done.toSorted()).toEqual([...new Set(done)].toSorted());
      expect(unsettledIn(mini)).toEqual([]);
    },
    PATIENCE,
  );
});
