/** Drift without an automatic answer: every rule, asked once, in one order. Pure. */
import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Held } from '../model/plan.ts';
import type { Context } from './input.ts';

/** All findings, loudest first, then by key. */
export function findFindings(_context: Context, _changes: readonly Change[], _held: readonly Held[]): Finding[] {
  return [];
}
