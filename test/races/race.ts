/** Many at once, in real processes on one plain git remote: who gets the lock, what the others say, and what a stopped holder still does when it wakes. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { git } from '../fakes/repository.ts';
import { type Ended, startCommand, startNight } from '../faults/child.ts';
import { doneIn, recordsOf, unsettledIn, verifies } from '../faults/journal-of.ts';
import { copyMini, disabledIn, worldOf } from '../faults/mini.ts';
import { type Mini, runMini } from '../faults/mini-night.ts';

/** The night of all races. */
export const NIGHT = '2027-01-01T02:00';
const LATER = '2027-01-01T03:00';
const STOP_AT_WRITE = pathToFileURL(join(import.meta.dirname, 'stop-at-write.mjs')).href;

/** What came of a race. */
export interface Race {
  /** Exit codes, lowest first. */
  readonly exits: readonly (number | null)[];
  /** Processes that wrote to a system. */
  readonly writers: number;
  /** Those that ended with 7 and named the run that has the lock. */
  readonly named: number;
  /** Changes that the journal calls done, and how many of them more than once. */
  readonly done: number;
  readonly twice: number;
  readonly unsettled: number;
  readonly verifies: boolean;
  readonly world: Readonly<Record<string, string>>;
}

function writesOf({ points }: Ended, from = 0): number {
  return points.slice(from).filter((point) => point.startsWith('write ')).length;
}

/** What the journal says at the end. */
async function journalOf(mini: Mini) {
  const done = doneIn(mini);
  return {
    done: done.length,
    twice: done.length - new Set(done).size,
    unsettled: unsettledIn(mini).length,
    verifies: await verifies(mini),
  };
}

/** A night that is started by so many runners in one moment. The one that has the lock waits before its first write until the others have ended. */
export async function race(eve: Mini, racers: number): Promise<Race> {
  const mini = copyMini(eve);
  const others = Array.from({ length: racers - 1 }, (_, index): Mini => {
    const root = join(mini.folder, `runner-${index}`);
    git(mini.folder, ['clone', '--quiet', mini.remote, root]);
    return { ...mini, root };
  });
  const environment = { NODE_OPTIONS: `--import ${STOP_AT_WRITE}` };
  const running = [mini, ...others].map((runner) => startCommand(runner, ['reconcile', '--on', NIGHT, '--no-wait'], { environment }));
  let left = racers;
  const ended = await Promise.all(
    running.map(async (one) => {
      const end = await one.ended;
      left -= 1;
      if (left === 1) for (const each of running) each.child.kill('SIGCONT');
      return end;
    }),
  );
  const [run = ''] = recordsOf(mini)
    .flatMap((record) => (record.type === 'claim' ? [record.run] : []))
    .slice(-1);
  return {
    exits: ended.map((one) => one.status).toSorted((a, b) => (a ?? -1) - (b ?? -1)),
    writers: ended.filter((one) => writesOf(one) > 0).length,
    named: ended.filter((one) => one.status === 7 && one.err.includes(run)).length,
    ...(await journalOf(mini)),
    world: worldOf(mini),
  };
}

/** What a holder that was stopped still did after it had been robbed. */
export interface Stopped {
  /** Writes after another run had taken the lock, the one on its way included. */
  readonly late: number;
  /** Of them those that were begun then. */
  readonly begun: number;
  readonly twice: number;
  readonly unsettled: number;
  readonly verifies: boolean;
  /** Everybody who was due is off, as the thief left it. */
  readonly isDone: boolean;
}

/** A holder that is stopped before one of its pushes or writes, robbed of its lock by a run that waits, and woken. */
export async function stopAndSteal(eve: Mini, point: number): Promise<Stopped> {
  const mini = copyMini(eve);
  const holder = startNight(mini, NIGHT, `${point}:before:SIGSTOP`);
  await holder.reached(point);
  await runMini(mini, LATER);
  const isDone = disabledIn(mini, 'ad').length === 3 && disabledIn(mini, 'chat').length === 3;
  holder.child.kill('SIGCONT');
  const ended = await holder.ended;
  const begun = writesOf(ended, point);
  const onItsWay = ended.points[point - 1]?.startsWith('write ') === true ? 1 : 0;
  const { twice, unsettled, verifies: isVerified } = await journalOf(mini);
  return { late: begun + onItsWay, begun, twice, unsettled, verifies: isVerified, isDone };
}

/** Pushes and writes of the night at which a holder can be stopped: from its intents to its last outcomes. */
export const POINTS: readonly number[] = Array.from({ length: 15 }, (_, index) => index + 2);
