/** Told to stop in the middle of a night: whoever is being handled is handled to the end, nobody else is begun, and the next run goes on. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCommand } from '../faults/child.ts';
import { doneIn, recordsOf, unsettledIn, verifies } from '../faults/journal-of.ts';
import { copyMini, makeMini, readWorld, worldOf } from '../faults/mini.ts';
import { type Mini, runMini } from '../faults/mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const LATER = '2027-01-01T03:00';
const PATIENCE = 120_000;

let eve: Mini;
let wanted: Readonly<Record<string, string>>;
beforeAll(async () => {
  eve = await makeMini();
  const whole = copyMini(eve);
  await runMini(whole, NIGHT);
  wanted = worldOf(whole);
}, PATIENCE);

/** Accounts of a person in both directories: `off` with sessions ended, `on`, or something between the two. */
function stateOf(mini: Mini, index: number): readonly string[] {
  return ['ad', 'chat'].map((system) => {
    const account = readWorld(mini, system).accounts.find((one) => one.id === `${system}-${index}`);
    if (account?.enabled === false && account.sessions === 0) return 'off';
    return account?.enabled === true && account.sessions === 2 ? 'on' : 'between';
  });
}

function closesIn(mini: Mini): readonly number[] {
  return recordsOf(mini).flatMap((record) => (record.type === 'close' ? [record.exit] : []));
}

/** A `git` in front of the real one that takes its time at the n-th call of a command: the third commit of a night tells what became of the first person. */
function slowGit(mini: Mini, command: string, at: number): { readonly path: string; readonly count: () => number } {
  const bin = join(mini.folder, 'bin');
  const marker = join(mini.folder, 'asked');
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const real = folders.map((folder) => join(folder, 'git')).find((path) => existsSync(path));
  const wait = `echo >> ${marker}; if [ "$(wc -l < ${marker})" = ${at} ]; then sleep 0.7; fi`;
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), `#!/bin/sh\ncase "$*" in *${command}*) ${wait};; esac\nexec ${real} "$@"\n`, { mode: 0o755 });
  return { path: [bin, ...folders].join(delimiter), count: () => (existsSync(marker) ? readFileSync(marker, 'utf8').length : 0) };
}

async function expectFinished(mini: Mini): Promise<void> {
  const next = await runMini(mini, LATER);

  expect(next.exit).toBe(0);
  expect(worldOf(mini)).toEqual(wanted);
  expect(unsettledIn(mini)).toEqual([]);
  const done = doneIn(mini);
  expect(done.toSorted()).toEqual([...new Set(done)].toSorted());
  expect(await verifies(mini)).toBe(true);
}

describe('a night that is told to stop', () => {
  it.concurrent.each([
    ['SIGTERM', '5:before', [1]],
    ['SIGINT', '5:after', [1]],
    ['SIGTERM', '9:before', [1, 2]],
    ['SIGINT', '12:after', [1, 2]],
  ] as const)(
    'by %s at point %s ends the person it is at, records it, leaves the others, ends with 130, and the next run finishes',
    async (signal, point, people) => {
      const mini = copyMini(eve);

      const ended = await startCommand(mini, ['reconcile', '--on', NIGHT, '--no-wait'], { signals: `${point}:${signal}` }).ended;

      expect([ended.status, ended.signal]).toEqual([130, null]);
      for (const index of [1, 2, 3])
        expect(stateOf(mini, index)).toEqual(people.some((one) => one === index) ? ['off', 'off'] : ['on', 'on']);
      expect(closesIn(mini).at(-1)).toBe(130);
      expect(doneIn(mini)).toHaveLength(people.length * 4 + 1);
      await expectFinished(mini);
    },
    PATIENCE,
  );

  it.concurrent.each([
    ['before the lock is held', '1:before'],
    ['once the first changes are announced', '2:after'],
  ])(
    'by SIGINT %s writes nothing to any system',
    async (_name, point) => {
      const mini = copyMini(eve);

      const ended = await startCommand(mini, ['reconcile', '--on', NIGHT, '--no-wait'], { signals: `${point}:SIGINT` }).ended;

      expect(ended.status).toBe(130);
      for (const index of [1, 2, 3]) expect(stateOf(mini, index)).toEqual(['on', 'on']);
      await expectFinished(mini);
    },
    PATIENCE,
  );

  it(
    'by SIGTERM while it opens a pull request says so, and the next run opens what is missing',
    async () => {
      const mini = copyMini(eve);

      const ended = await startCommand(mini, ['reconcile', '--on', NIGHT, '--no-wait'], { signals: '17:after:SIGTERM' }).ended;

      expect([ended.status, closesIn(mini).at(-1)]).toEqual([130, 130]);
      await expectFinished(mini);
    },
    PATIENCE,
  );

  it(
    'by SIGINT twice ends at once, and the next run finds what was begun',
    async () => {
      const mini = copyMini(eve);

      const ended = await startCommand(mini, ['reconcile', '--on', NIGHT, '--no-wait'], { signals: '9:before:SIGINT 9:after:SIGINT' })
        .ended;

      expect([ended.status, ended.points.length]).toEqual([130, 9]);
      expect(stateOf(mini, 2)).not.toEqual(['off', 'off']);
      await expectFinished(mini);
    },
    PATIENCE,
  );

  it(
    'by a terminal, which interrupts everything that was started, still records the person it is at',
    async () => {
      const mini = copyMini(eve);
      const { path, count } = slowGit(mini, 'fast-import', 3);

      const running = startCommand(mini, ['reconcile', '--on', NIGHT, '--no-wait'], { environment: { PATH: path } });
      while (count() < 3) await pause(10);
      await pause(50);
      running.signalGroup('SIGINT');
      const ended = await running.ended;

      expect(ended.status).toBe(130);
      expect(closesIn(mini).at(-1)).toBe(130);
      expect([1, 2, 3].map((index) => stateOf(mini, index))).toEqual([
        ['off', 'off'],
        ['on', 'on'],
        ['on', 'on'],
      ]);
      expect(doneIn(mini)).toHaveLength(5);
      await expectFinished(mini);
    },
    PATIENCE,
  );
});
