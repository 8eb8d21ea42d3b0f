/** Nights over real smart HTTP: two runs at once, lost answers, dead holders, rules that refuse, a remote that goes away. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { explainError } from '../../reconciler/cli/explain-error.ts';
import { type GitHttpServer, PROTECTING_HOOK, serveGit } from '../fakes/git-http.ts';
import { git } from '../fakes/repository.ts';
import { startCommand, startNight } from '../faults/child.ts';
import { doneIn, recordsOf, unsettledIn, verifies } from '../faults/journal-of.ts';
import { copyMini, disabledIn, makeCompany, worldOf } from '../faults/mini.ts';
import { contextAt, type Mini, runMini } from '../faults/mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const LATER = '2027-01-01T03:00';
const PATIENCE = 120_000;
const BOTH = ['ad-1', 'ad-2', 'chat-1', 'chat-2'];

/** Two leavers; and the world as a quiet night leaves it. */
let eve: Mini;
let wanted: Readonly<Record<string, string>>;
beforeAll(async () => {
  eve = await makeCompany({
    people: 8,
    lines: (index) => (index <= 2 ? 'lastDay: 2026-12-31\n' : ''),
    hasVpn: (index) => index > 5,
    nights: ['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30'],
  });
  const whole = copyMini(eve);
  await runMini(whole, NIGHT);
  wanted = worldOf(whole);
}, PATIENCE);

const running: GitHttpServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

interface Served {
  readonly mini: Mini;
  readonly server: GitHttpServer;
}

/** A copy of the company whose remote is reached over HTTP. */
async function serve(hook: string | null = null): Promise<Served> {
  const mini = copyMini(eve);
  const server = await serveGit(mini.remote, hook);
  running.push(server);
  git(mini.root, ['remote', 'set-url', 'origin', server.address()]);
  return { mini, server };
}

/** Another runner: a clone of its own, the same remote and systems. */
function otherRunner({ mini, server }: Served): Mini {
  const root = join(mini.folder, 'other');
  git(mini.folder, ['clone', '--quiet', mini.remote, root]);
  git(root, ['remote', 'set-url', 'origin', server.address()]);
  return { ...mini, root };
}

/** The company by its path again: what follows needs no server. */
function athome(mini: Mini): Mini {
  git(mini.root, ['remote', 'set-url', 'origin', mini.remote]);
  return mini;
}

function off(mini: Mini): readonly string[] {
  return [...disabledIn(mini, 'ad'), ...disabledIn(mini, 'chat')];
}

function runsIn(mini: Mini): readonly string[] {
  return recordsOf(mini).flatMap((record) => (record.type === 'claim' ? [record.run] : []));
}

async function expectOnce(mini: Mini): Promise<void> {
  const done = doneIn(mini);
  expect(done.toSorted()).toEqual([...new Set(done)].toSorted());
  expect(unsettledIn(mini)).toEqual([]);
  expect(worldOf(mini)).toEqual(wanted);
  expect(await verifies(mini)).toBe(true);
}

/** A night and the code it ends with, also where it ends with an error. */
async function night(mini: Mini, on: string, wait = true): Promise<{ readonly exit: number; readonly said: string }> {
  const context = contextAt(mini);
  try {
    const view = await runMini(mini, on, { context, wait });
    return { exit: view.exit, said: context.complained() };
  } catch (error) {
    const exit = explainError(error, context.world);
    return { exit, said: context.complained() };
  }
}

describe('two runs at once', () => {
  it(
    'of which one holds the lock: the other ends with 7, names it, and writes nothing',
    async () => {
      const served = await serve(PROTECTING_HOOK);
      const { mini } = served;
      const holder = startNight(mini, NIGHT, '3:before:SIGSTOP');
      await holder.reached(3);

      const other = await startCommand(otherRunner(served), ['reconcile', '--on', NIGHT, '--no-wait']).ended;
      const meanwhile = off(mini);
      holder.child.kill('SIGCONT');
      const ended = await holder.ended;

      expect(other.status).toBe(7);
      expect(other.err).toContain(runsIn(mini).at(-1));
      expect(other.points).toEqual([]);
      expect(meanwhile).toEqual([]);
      expect(ended.status).toBe(0);
      await expectOnce(mini);
    },
    PATIENCE,
  );

  it(
    'of which the other was quicker: this one begins again, and finds nothing left to do',
    async () => {
      const served = await serve(PROTECTING_HOOK);
      const { mini, server } = served;
      const rival = otherRunner(served);
      let quicker: number | null = null;
      server.beforePush(async () => {
        quicker = (await startCommand(rival, ['reconcile', '--on', NIGHT]).ended).status;
      });

      const late = await startNight(mini, NIGHT).ended;

      expect([quicker, late.status]).toEqual([0, 0]);
      expect(late.points.filter((point) => point.startsWith('write '))).toEqual([]);
      await expectOnce(mini);
    },
    PATIENCE,
  );

  it.each([2, 3, 5, 8, 9, 11, 14])(
    'of which the other was quicker by its request %i: this one goes by what it then finds',
    async (request) => {
      const served = await serve(PROTECTING_HOOK);
      const { mini, server } = served;
      const rival = otherRunner(served);
      let quicker: number | null = null;
      server.beforeRequest(request, async () => {
        quicker = (await startCommand(rival, ['reconcile', '--on', NIGHT]).ended).status;
      });

      const late = await startCommand(mini, ['reconcile', '--on', NIGHT]).ended;

      expect([quicker, late.status, late.err.replaceAll(/^POINT .*\n/gmu, '')]).toEqual([0, 0, '']);
      await expectOnce(mini);
    },
    PATIENCE,
  );

  it(
    'started in one moment: together they do everything once',
    async () => {
      const served = await serve();
      const runners = [served.mini, otherRunner(served)];

      const ended = await Promise.all(runners.map((runner) => startCommand(runner, ['reconcile', '--on', NIGHT, '--no-wait']).ended));

      const codes = ended.map((one) => one.status ?? -1).toSorted((a, b) => a - b);
      // The one that comes too late ends in 7; or in 0 when it begins again after the other.
      expect([
        [0, 0],
        [0, 7],
      ]).toContainEqual(codes);
      for (const one of ended.filter(({ status }) => status === 7))
        expect(runsIn(served.mini).some((run) => one.err.includes(run))).toBe(true);
      await expectOnce(served.mini);
    },
    PATIENCE,
  );
});

describe('answers that are lost', () => {
  it.each([
    ['of the claim, carried out', ['lost']],
    ['of the claim, cut off', ['cut']],
    ['of the claim, which never arrived', ['never']],
    ['of every push', ['cut', 'lost', 'never', 'cut', 'lost', 'never', 'cut', 'cut', 'cut']],
  ] as const)(
    '%s: the night is as any other',
    async (_name, fates) => {
      const { mini, server } = await serve(PROTECTING_HOOK);
      const before = runsIn(mini).length;
      server.fates(...fates);

      const { exit } = await night(mini, NIGHT);

      expect([exit, runsIn(mini).length]).toEqual([0, before + 1]);
      await expectOnce(mini);
    },
    PATIENCE,
  );
});

describe('a lock whose holder is dead', () => {
  it(
    'is named to those who do not wait, and taken by who does',
    async () => {
      const { mini } = await serve(PROTECTING_HOOK);
      const killed = await startNight(mini, NIGHT, '5:before:SIGKILL').ended;
      const [dead = ''] = runsIn(mini).slice(-1);

      const impatient = await night(mini, '2027-01-01T02:05', false);
      const patient = await night(mini, LATER);

      expect(killed.signal).toBe('SIGKILL');
      expect([impatient.exit, impatient.said]).toEqual([7, expect.stringContaining(dead)]);
      expect(patient.exit).toBe(0);
      await expectOnce(mini);
    },
    PATIENCE,
  );
});

describe('a rule that refuses the journal', () => {
  const refuse = (journalPushes: number) => `#!/bin/sh
while read old new ref; do
  if [ "$ref" = refs/heads/lastday/journal ]; then
    echo >> "$GIT_DIR/pushed"
    if [ $(wc -l < "$GIT_DIR/pushed") -gt ${journalPushes} ]; then echo "nobody pushes this branch" >&2; exit 1; fi
  fi
done
`;

  it.each([
    ['from the claim on', 0],
    ['from the intents on', 1],
  ])(
    '%s ends the night with 4: nothing is written to any system',
    async (_name, pushes) => {
      const { mini } = await serve(refuse(pushes));

      const { exit, said } = await night(mini, NIGHT);

      expect([exit, off(mini)]).toEqual([4, []]);
      expect(said).toContain('refused the journal');
    },
    PATIENCE,
  );

  it(
    'from the first outcomes on ends it with 4 after one person, and the next run settles what was done',
    async () => {
      const { mini } = await serve(refuse(2));

      const { exit } = await night(mini, NIGHT);
      const done = off(mini);
      writeFileSync(join(mini.remote, 'hooks', 'pre-receive'), PROTECTING_HOOK, { mode: 0o755 });
      await night(athome(mini), LATER);

      expect([exit, done]).toEqual([4, ['ad-1', 'chat-1']]);
      await expectOnce(mini);
    },
    PATIENCE,
  );
});

describe('a remote that goes away in the middle', () => {
  it.each([12, 36, 60, 84, 108])(
    'after %i requests: nothing more is written, it ends with 4, and the next run goes on',
    async (requests) => {
      const { mini, server } = await serve();
      let then: readonly string[] | null = null;
      server.downAfter(requests, () => {
        then = off(mini);
      });

      const { exit } = await night(mini, NIGHT);
      const after = off(mini);
      server.down(false);
      await night(athome(mini), LATER);

      expect([exit, then]).toEqual([4, after]);
      expect(BOTH).toEqual(off(mini));
      await expectOnce(mini);
    },
    PATIENCE,
  );
});
