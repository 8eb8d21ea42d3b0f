/** What lies ahead within 90 days, for people. Pure. */
import type { Upcoming } from '../model/plan.ts';
import type { Context } from './input.ts';

/** Rungs, device days, lease notice days, reviews and decisions ahead, by day. */
export function upcoming(_context: Context): Upcoming[] {
  return [];
}
