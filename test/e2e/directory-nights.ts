/** Nights of the company of 5,000 on a real directory, verified by somebody else's client. The same for both kinds. */
import { describe, expect, it } from 'vitest';
import type { SystemWriter } from '../../reconciler/ports.ts';
import type { ForeignId } from '../../schemas/primitives.ts';
import { run } from '../counterparts/server.ts';
import { lastday } from '../fakes/command-line.ts';
import { type DirectoryCompany, groupsOf, idOf, LEAVERS, LEAVING, type Night, PEOPLE, personOf } from './directory-company.ts';

/** What an independent client sees of somebody. */
export interface Seen {
  readonly isDisabled: boolean;
  readonly container: string;
  readonly groups: readonly string[];
}

/** A directory with the company in it. */
export interface DirectoryScene {
  readonly company: () => DirectoryCompany;
  /** Everybody, by number, as somebody else's client shows it. */
  readonly seen: () => Promise<ReadonlyMap<number, Seen>>;
  /** Whether this number's password opens the account. */
  readonly signsIn: (number: number) => Promise<boolean>;
  readonly writer: () => Promise<SystemWriter>;
  readonly leavers: string;
  /** Requests of a night without changes. */
  readonly requests: number;
}

const COLLEAGUE = PEOPLE;

/** The nights, one after another. */
export function directoryNights(scene: DirectoryScene): void {
  let before: ReadonlyMap<number, Seen>;
  let disabling: Night;
  let ungrouping: Night;

  describe('nights of a company of 5,000', { timeout: 300_000 }, () => {
    it.each(['2027-01-28T02:00:00Z', '2027-01-29T02:00:00Z', '2027-01-30T02:00:00Z'])(
      '%s reads everybody and writes nothing',
      async (at) => {
        const quiet = await scene.company().night(at);

        expect(quiet.plan.sources).toMatchObject([{ system: 'directory', counts: { accounts: PEOPLE }, doubts: [] }]);
        expect(quiet).toMatchObject({ exit: 0, outcomes: [], writes: 0, reads: scene.requests });
      },
    );

    it('disables 45 leavers after the end of the month, each seen, and nobody else', async () => {
      before = await scene.seen();

      disabling = await scene.company().night('2027-02-01T02:00:00Z');

      expect(before.size).toBe(PEOPLE);
      expect(disabling.outcomes.map((one) => `${one.kind} ${one.person} ${one.outcome}`).toSorted()).toEqual(
        LEAVERS.map((number) => `disable ${personOf(number)} verified`),
      );
      expect([disabling.exit, disabling.writes]).toEqual([0, LEAVING]);
      const after = await scene.seen();
      const changed = [...after].filter(([number, one]) => one.isDisabled !== before.get(number)?.isDisabled).map(([number]) => number);
      expect(changed.toSorted((a, b) => a - b)).toEqual(LEAVERS);
    });

    it('lets no leaver sign in any more, and every colleague', async () => {
      expect([await scene.signsIn(1), await scene.signsIn(LEAVING), await scene.signsIn(COLLEAGUE)]).toEqual([false, false, true]);
    });

    it('writes nothing when it runs again', async () => {
      const again = await scene.company().night('2027-02-01T03:00:00Z');

      expect(again).toMatchObject({ exit: 0, outcomes: [], writes: 0, reads: scene.requests });
    });

    it('takes leavers out of their groups a week later, exactly them', async () => {
      ungrouping = await scene.company().night('2027-02-08T02:00:00Z');
      const again = await scene.company().night('2027-02-08T03:00:00Z');

      expect(ungrouping.outcomes.map((one) => `${one.kind} ${one.person} ${one.outcome}`).toSorted()).toEqual(
        LEAVERS.map((number) => `groups ${personOf(number)} verified`),
      );
      const after = await scene.seen();
      for (const [number, { groups }] of after) expect([number, groups]).toEqual([number, number <= LEAVING ? [] : groupsOf(number)]);
      expect(again).toMatchObject({ exit: 0, outcomes: [], writes: 0 });
    });

    it('puts exactly the groups and the sign-in back of who stays after all', async () => {
      const company = scene.company();
      company.extend(7, '2027-06-30', '2027-02-08T09:00:00Z');

      const undone = [];
      for (const [night, at] of [
        [disabling, '2027-02-08T10:00:00Z'],
        [ungrouping, '2027-02-08T10:30:00Z'],
      ] as const)
        undone.push(await lastday(company.shell(at), 'undo', night.run ?? '', personOf(7)));

      expect(undone.map((one) => [one.exit, one.err, one.exit === 0 ? '' : one.out])).toEqual([
        [0, '', ''],
        [0, '', ''],
      ]);
      expect((await scene.seen()).get(7)).toEqual(before.get(7));
      expect((await company.night('2027-02-08T11:00:00Z')).writes).toBe(0);
    });

    it('moves leavers to their container, and finds them there', async () => {
      const writer = await scene.writer();
      const gone = LEAVERS.filter((number) => number !== 7);

      for (const number of gone) await writer.write({ kind: 'place', account: idOf(number) as ForeignId, to: scene.leavers }, 10_000);

      const after = await scene.seen();
      const moved = [...after].filter(([, one]) => one.container === scene.leavers).map(([number]) => number);
      expect(moved.toSorted((a, b) => a - b)).toEqual(gone);
      expect(after.size).toBe(PEOPLE);
      const night = await scene.company().night('2027-02-09T02:00:00Z');
      expect(night).toMatchObject({ exit: 0, outcomes: [], writes: 0 });
      expect(night.plan.sources).toMatchObject([{ counts: { accounts: PEOPLE }, doubts: [] }]);
    });

    it('tells nobody by name to the journal, and no password', () => {
      const journal = run('git', ['-C', scene.company().repository.remote, 'log', '-p', 'lastday/journal']);

      expect(journal).toContain('disable');
      expect(journal).not.toMatch(/anstalld|Påhittad|Hemlig/u);
    });
  });
}
