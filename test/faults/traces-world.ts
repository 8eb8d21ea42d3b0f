/** What the stories that broke simpler rules have in common: the companies they are lived through in, and how they are looked at. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Plan } from '../../reconciler/model/plan.ts';
import { type Called, lastday } from '../fakes/command-line.ts';
import { testContext } from '../fakes/process-world.ts';
import { copyMini, disabledIn, makeMini } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';

export const NIGHT = '2027-01-01T02:00';
export const NOW = '2027-01-01T01:00:00Z';
export const PATIENCE = 120_000;
export const { hash } = testContext({ folder: '', exports: '' }).world;
export const ROOT = join(import.meta.dirname, '../..');

/** Makes the eve of the busy night, and the company after it; once for a file of tests. */
export async function makeCompanies(): Promise<{ readonly eve: Mini; readonly after: Mini }> {
  const eve = await makeMini();
  const after = copyMini(eve);
  await runMini(after, NIGHT);
  return { eve, after };
}

/** Sign-ins that are off, in both directories. */
export function off(mini: Mini): readonly string[] {
  return [...disabledIn(mini, 'ad'), ...disabledIn(mini, 'chat')];
}

/** Those people's accounts in both directories. */
export function both(...people: readonly number[]): readonly string[] {
  return ['ad', 'chat'].flatMap((system) => people.map((index) => `${system}-${index}`));
}

/** What holds one person. */
export function heldBy(plan: Plan, person: string): readonly string[] {
  return [...new Set(plan.held.filter((held) => held.change.person === person).map((held) => held.by as string))];
}

/** Calls the command line as if it were then. */
export function callAt(mini: Mini, at: string, ...words: readonly string[]): Promise<Called> {
  return lastday({ folder: mini.root, exports: mini.exports, at, captureKey: new Uint8Array(32).fill(3) }, ...words);
}

/** A plan file. */
export interface Written {
  readonly path: string;
  readonly plan: Plan;
}

/** Makes a plan file with the command line. */
export async function planFile(mini: Mini, at: string, ...more: readonly string[]): Promise<Written> {
  const path = join(mini.folder, `plan-${Date.parse(at)}-${more.length}.json`);
  const called = await callAt(mini, at, 'plan', '--out', path, ...more);
  if (called.exit !== 0) throw new Error(`plan: exit ${called.exit}: ${called.err}`);
  return { path, plan: JSON.parse(readFileSync(path, 'utf8')) as Plan };
}
