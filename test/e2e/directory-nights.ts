/** Nights of the company of 5,000 on a real directory, verified by somebody else's client. The same for both kinds. */
import { describe, expect, it } from 'vitest';
import { run } from '../counterparts/server.ts';
import { lastday } from '../fakes/command-line.ts';
import { type DirectoryCompany, groupsOf, LEAVERS, LEAVING, type Night, PEOPLE, personOf } from './directory-company.ts';

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
  readonly leavers: string;
  /** Requests of a night without changes, before and after the leavers were moved. */
  readonly requests: readonly [before: number, after: number];
  /** Writes that take somebody to the leavers' container, or back; their groups may have to be told. */
  readonly writesToMove: (number: number) => number;
}

const COLLEAGUE = PEOPLE;

/** The nights, one after another. */
export function directoryNights(scene: DirectoryScene): void {
  let before: ReadonlyMap<number, Seen>;
  let disabling: Night;
  let ungrouping: Night;

  describe('nights of a company of 5,000', { timeout: 120_000 }, () => {
    it.each(['2027-01-28T02:00:00Z', '2027-01-29T02:00:00Z', '2027-01-30T02:00:00Z'])(
      '%s reads everybody and writes nothing',
      async (at) => {
        const quiet = await scene.company().night(at);

        expect(quiet.plan.sources).toMatchObject([{ system: 'directory', counts: { accounts: PEOPLE }, doubts: [] }]);
        expect(quiet).toMatchObject({ exit: 0, outcomes: [], writes: 0, reads: scene.requests[0] });
      },
    );

    it('disables and moves 45 leavers after the end of the month, each seen, and nobody else', async () => {
      before = await scene.seen();

      disabling = await scene.company().night('2027-02-01T02:00:00Z');

      expect(before.size).toBe(PEOPLE);
      expect(disabling.outcomes.map((one) => `${one.kind} ${one.person} ${one.outcome}`).toSorted()).toEqual(
        ['disable', 'place'].flatMap((kind) => LEAVERS.map((number) => `${kind} ${personOf(number)} verified`)),
      );
      const writes = LEAVERS.reduce((sum, number) => sum + 1 + scene.writesToMove(number), 0);
      expect([disabling.exit, disabling.writes]).toEqual([0, writes]);
      const after = await scene.seen();
      expect(after.size).toBe(PEOPLE);
      for (const [number, one] of after) {
        const was = before.get(number);
        expect([number, one]).toEqual([number, number <= LEAVING ? { ...was, isDisabled: true, container: scene.leavers } : was]);
      }
    });

    it('lets no leaver sign in any more, and every colleague', async () => {
      expect([await scene.signsIn(1), await scene.signsIn(LEAVING), await scene.signsIn(COLLEAGUE)]).toEqual([false, false, true]);
    });

    it('writes nothing when it runs again', async () => {
      const again = await scene.company().night('2027-02-01T03:00:00Z');

      expect(again).toMatchObject({ exit: 0, outcomes: [], writes: 0, reads: scene.requests[1] });
      expect(again.plan.sources).toMatchObject([{ counts: { accounts: PEOPLE }, doubts: [] }]);
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

    it('puts exactly the groups, the place and the sign-in back of who stays after all', async () => {
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

    it('tells nobody by name to the journal, and no password', () => {
      const journal = run('git', ['-C', scene.company().repository.remote, 'log', '-p', 'lastday/journal']);

      expect(journal).toContain('disable');
      expect(journal).not.toMatch(/anstalld|Påhittad|Hemlig|ou=[a-z]/iu);
    });
  });
}
