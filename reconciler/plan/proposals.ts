/** Edits to files that a person must merge. Pure. */
import type { Proposal } from '../model/proposal.ts';
import type { Context } from './input.ts';

/** All proposals, by key. */
export function propose(_context: Context): Proposal[] {
  return [];
}
