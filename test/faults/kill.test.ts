/** Killed anywhere in apply and record: the next run ends in the same world, nothing twice, nothing lost. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openObjects } from '../../reconciler/git/objects.ts';
import type { Chained } from '../../reconciler/model/journal.ts';
import { parseRun } from '../../reconciler/record/chain.ts';
import { verifyJournal } from '../../reconciler/record/verify.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import { testContext } from '../fakes/process-world.ts';
import { git } from '../fakes/repository.ts';
import { copyMini, makeMini, worldOf } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const LATER = '2027-01-01T03:00';
const { hash } = testContext({ folder: '', exports: '' }).world;

/** Runs the night in a child that dies at the n-th point; resolves to what it had reached. */
function runKilled(mini: Mini, kill: string): { readonly points: readonly string[]; readonly signal: string | null } {
  const preload = pathToFileURL(join(import.meta.dirname, 'kill-at.mjs')).href;
  const child = spawnSync(process.execPath, ['--import', preload, join(import.meta.dirname, 'night-child.ts'), mini.folder, NIGHT], {
    env: { ...process.env, LASTDAY_TEST_KILL: kill },
    encoding: 'utf8',
  });
  const points = [...child.stderr.matchAll(/^POINT \d+ (.*)$/gmu)].map((match) => match[1] ?? '');
  if (child.signal === null && child.status !== 0) throw new Error(child.stderr);
  return { points, signal: child.signal };
}

async function recordsOf(mini: Mini): Promise<readonly Chained[]> {
  const head = git(mini.remote, ['rev-parse', 'refs/heads/lastday/journal']) as CommitId;
  const files = git(mini.remote, ['ls-tree', '-r', '--name-only', head]).split('\n');
  return files.flatMap((file) => {
    const run = parseRun(`${git(mini.remote, ['show', `${head}:${file}`])}\n`, null, hash);
    if ('fault' in run) throw new Error(run.fault);
    return run.records;
  });
}

async function verifies(mini: Mini): Promise<boolean> {
  const reader = openObjects(mini.remote);
  const head = git(mini.remote, ['rev-parse', 'refs/heads/lastday/journal']) as CommitId;
  const verdict = await verifyJournal({ reader, head, genesis: null, anchors: [], hash });
  await reader.close();
  return verdict.ok;
}

describe('a run that is killed', () => {
  let eve: Mini;
  let wanted: Readonly<Record<string, string>>;
  let all: readonly string[];
  beforeAll(async () => {
    eve = await makeMini();
    const whole = copyMini(eve);
    all = runKilled(whole, '0:before').points;
    await runMini(whole, LATER);
    wanted = worldOf(whole);
  });

  it('has the points that matter: lock, intents, writes, outcomes, pull request, close', () => {
    expect(all.length).toBeGreaterThanOrEqual(18);
    expect(all.filter((point) => point.startsWith('write ')).length).toBeGreaterThanOrEqual(10);
    expect(all.filter((point) => point === 'push refs/heads/lastday/journal').length).toBeGreaterThanOrEqual(6);
    expect(all.some((point) => point.startsWith('push refs/heads/lastday/release/'))).toBe(true);
  });

  it('ends all three sign-ins, hands one over and opens the pull request when nobody kills it', () => {
    const ad = JSON.parse(wanted['ad.json'] ?? '') as { accounts: { id: string; enabled: boolean }[] };

    expect(ad.accounts.filter((account) => !account.enabled).map((account) => account.id)).toEqual(['ad-1', 'ad-2', 'ad-3']);
    expect(Object.keys(wanted).filter((name) => name.startsWith('refs/heads/lastday/release/'))).toEqual([
      'refs/heads/lastday/release/e-2-2026-12-31',
    ]);
  });

  // Every one of the first sixteen points before it happens, and some after: more than twenty places, spread over the whole night.
  const places = [
    ...Array.from({ length: 16 }, (_, index) => `${index + 1}:before`),
    ...[1, 2, 5, 9, 15, 17, 18, 19].map((point) => `${point}:after`),
  ];

  it.each(places)('at point %s leaves nothing undone and does nothing twice', async (place) => {
    const mini = copyMini(eve);
    const killed = runKilled(mini, place);
    const isReached = killed.points.length >= Number(place.split(':')[0]);
    expect(killed.signal).toBe(isReached ? 'SIGKILL' : null);

    await runMini(mini, LATER);
    const last = await runMini(mini, '2027-01-01T04:00');

    expect(worldOf(mini)).toEqual(wanted);
    expect(last.outcomes).toEqual([]);
    expect(last.pulls.filter((pull) => pull.outcome !== 'untouched')).toEqual([]);
    expect(await verifies(mini)).toBe(true);
    const records = await recordsOf(mini);
    const done = records
      .filter((record) => record.type === 'outcome' && (record.outcome === 'verified' || record.outcome === 'handed-over'))
      .map((record) => ('change' in record ? record.change : ''));
    expect(done.toSorted()).toEqual([...new Set(done)].toSorted());
    const intents = new Set(records.flatMap((record) => (record.type === 'intent' ? [record.change as string] : [])));
    const settled = new Set(
      records.flatMap((record) => (record.type === 'outcome' || record.type === 'late' ? [record.change as string] : [])),
    );
    expect([...intents].filter((change) => !settled.has(change))).toEqual([]);
  });
});
