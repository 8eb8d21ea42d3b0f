/** What people and git do at a forge of our own making, for the suite and for nights that are cut. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Forge } from '../../../reconciler/ports.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import type { Interference, KeptPull, Store, WebForge } from '../../fakes/web-forge.ts';
import { liveThroughMerges, MERGED } from './merge-stops.ts';
import { begin, CUTS, type Cutter, type End, liveThrough, makeCutter, SETTLED, type StopDesk } from './stops.ts';
import { draftOf, type Harness } from './suite.ts';

/** A server with its store, and how its forge is opened. */
export interface Counterpart<S extends WebForge & { readonly store: Store }> {
  start(): Promise<S>;
  open(server: S, clock: FakeClock): Forge;
  /** Makes a label known, where labels have numbers. */
  addLabel(server: S, name: string): void;
}

let pushes = 0;

function newestOf(store: Store, key: string): KeptPull {
  const found = store.pulls.findLast((pull) => pull.source === `lastday/${key}`);
  if (found === undefined) throw new Error(`there is no pull request ${key}`);
  return found;
}

/** Puts a commit on a branch. */
export function pushTo(store: Store, branch: string): void {
  pushes += 1;
  store.branches.set(branch, String(pushes).padStart(40, '0'));
}

function endAs(store: Store, key: string, how: 'merged' | 'closed'): Promise<void> {
  newestOf(store, key).state = how;
  return Promise.resolve();
}

function commentsOf(store: Store, key: string): Promise<string[]> {
  return Promise.resolve((store.comments.get(newestOf(store, key).number) ?? []).map((comment) => comment.body));
}

/** The harness of the suite. */
export function harnessOf<S extends WebForge & { readonly store: Store }>(counterpart: Counterpart<S>, server: S, forge: Forge): Harness {
  const { store } = server;
  return {
    forge,
    push(draft) {
      pushTo(store, draft.branch);
      return Promise.resolve();
    },
    end: (key, how) => endAs(store, key, how),
    touch(key, { body, label }) {
      const pull = newestOf(store, key);
      pull.body = body(pull.body);
      counterpart.addLabel(server, label);
      pull.labels.push(label);
      return Promise.resolve();
    },
    say(key, text) {
      const { number } = newestOf(store, key);
      store.comments.set(number, [...(store.comments.get(number) ?? []), { user: 'practice-person', body: text }]);
      return Promise.resolve();
    },
    pushForeign() {
      const common = { number: 9000 + store.pulls.length, state: 'open', title: 'Something else', body: '', target: 'main' } as const;
      store.pulls.push({ ...common, source: 'somebody/else', author: 'practice-person', labels: [], sha: 'f'.repeat(40) });
      return Promise.resolve();
    },
    comments: (key) => commentsOf(store, key),
    boards: () => Promise.resolve(store.issues.filter((issue) => issue.state === 'open').map((issue) => issue.body)),
  };
}

/** A counterpart for one night that is cut. */
function stopDeskOf<S extends WebForge & { readonly store: Store }>(counterpart: Counterpart<S>, server: S): StopDesk {
  const { store } = server;
  return {
    openForge(cutter: Cutter) {
      server.interfere = (): Interference | null => {
        const how = cutter.next();
        if (how === 'go') return null;
        return how === 'lose' ? { lost: true } : { status: 502, body: null };
      };
      return counterpart.open(server, fakeClock());
    },
    setBranch(branch, commit) {
      if (commit === null) store.branches.delete(branch);
      else store.branches.set(branch, commit);
      return Promise.resolve();
    },
    end: (key, how) => endAs(store, key, how),
    comments: (key) => commentsOf(store, key),
    isMerged: (key) => Promise.resolve(newestOf(store, key).state === 'merged'),
  };
}

/** Nights that are cut at every request, each at a server of its own. */
export function describeStops<S extends WebForge & { readonly store: Store }>(name: string, counterpart: Counterpart<S>): void {
  describe(`a night at ${name} that is cut`, () => {
    let straight: End;
    let requests: number;

    beforeAll(async () => {
      const server = await counterpart.start();
      const story = await begin(stopDeskOf(counterpart, server));
      const cutter = makeCutter(0, 'error');
      await story.night(cutter);
      requests = cutter.seen;
      straight = await story.end();
      await server.stop();
    });

    test('the straight run ends as it should', () => {
      expect(requests).toBeGreaterThan(20);
      expect(straight.pulls.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
        'open ',
        'open ',
        'open ',
        'closed person',
        'open ',
        'closed us',
      ]);
      expect(straight.comments).toEqual([0, 0, 0, 1, 1, 1]);
    });

    test.each(CUTS)(
      'by %s at every request: the same end',
      async (how) => {
        for (let at = 1; at <= requests; at += 1) {
          const server = await counterpart.start();
          const life = await liveThrough(await begin(stopDeskOf(counterpart, server)), makeCutter(at, how));
          await server.stop();

          expect({ at, ...life }).toEqual({ at, isCut: true, wrongs: [], end: straight, last: SETTLED });
          expect(server.violations).toEqual([]);
        }
      },
      60_000,
    );

    test('of merges by the machine: cut at every request, each is merged once', async () => {
      const live = async (cutter: Cutter) => {
        const server = await counterpart.start();
        const life = await liveThroughMerges(stopDeskOf(counterpart, server), cutter);
        await server.stop();
        expect(server.violations).toEqual([]);
        return { ...life, merges: server.store.merges.toSorted() };
      };
      const wanted = { ...MERGED, merges: ['lastday/release/e-0001-2026-12-31', 'lastday/release/e-0002-2026-12-31'] };
      const whole = makeCutter(0, 'error');
      expect(await live(whole)).toEqual({ ...wanted, isCut: false });

      for (const how of CUTS) {
        for (let at = 1; at <= whole.seen; at += 1) {
          expect({ how, at, ...(await live(makeCutter(at, how))) }).toEqual({ how, at, isCut: true, ...wanted });
        }
      }
    }, 120_000);
  });
}

/** One server for the tests of a file; every test must leave no violation. */
export function useCounterpart<S extends WebForge & { readonly store: Store }>(
  counterpart: Counterpart<S>,
): {
  readonly server: () => S;
  readonly clock: () => FakeClock;
  readonly open: () => Forge;
  readonly draft: () => ReturnType<typeof draftOf>;
} {
  let server: S;
  let clock: FakeClock;
  let drafts = 0;
  beforeAll(async () => {
    server = await counterpart.start();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    clock = fakeClock('2027-01-04T01:00:00Z');
    server.interfere = () => null;
    return () => {
      expect(server.violations).toEqual([]);
    };
  });
  return {
    server: () => server,
    clock: () => clock,
    open: () => counterpart.open(server, clock),
    draft() {
      drafts += 1;
      const draft = draftOf(`release/y-${drafts}-2026-12-31`);
      pushTo(server.store, draft.branch);
      return draft;
    },
  };
}
