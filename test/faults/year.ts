/** Many nights of a small company in little time: readings, plan and writes are real, the journal is a list in memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../schemas/primitives.ts';
import { startSimulation } from '../practice/simulate.ts';
import type { Mini } from './mini-night.ts';

/** Lives through these instants, in order; tells when each account was first seen disabled. */
export async function liveThrough(mini: Mini, system: string, instants: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const simulation = startSimulation();
  const ended = new Map<string, string>();
  for (const at of instants) {
    await simulation.night({ root: mini.root, exports: mini.exports, at: at as Instant, quiet: true });
    const { accounts } = JSON.parse(readFileSync(join(mini.exports, `${system}.json`), 'utf8')) as {
      accounts: readonly { id: string; enabled: boolean }[];
    };
    for (const { id, enabled } of accounts) if (!enabled && !ended.has(id)) ended.set(id, at);
  }
  return ended;
}

/** The instant, moved by minutes. */
export function moved(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString().replace('.000Z', 'Z');
}
