/** Sums over many seeds, and how they are told. */
import type { SeedResult } from './worlds/seed.ts';

/** What many seeds came to together. */
export interface Counts {
  seeds: number;
  personDays: number;
  runs: number;
  writes: number;
  faults: number;
  crashes: number;
  undos: number;
  failing: number;
}

/** Nothing yet. */
export function noCounts(): Counts {
  return { seeds: 0, personDays: 0, runs: 0, writes: 0, faults: 0, crashes: 0, undos: 0, failing: 0 };
}

/** Adds one seed. */
export function countSeed(counts: Counts, result: SeedResult): void {
  counts.seeds += 1;
  counts.personDays += result.personDays;
  counts.runs += result.runs;
  counts.writes += result.writes;
  counts.faults += result.faults;
  counts.crashes += result.crashes;
  counts.undos += result.undos;
  counts.failing += result.troubles.length > 0 ? 1 : 0;
}

/** One line of figures. */
export function tell(counts: Counts, seconds: number): string {
  const { seeds, personDays, runs, writes, faults, crashes, undos, failing } = counts;
  return `${seeds} seeds, ${personDays} person-days, ${runs} runs (${undos} undos), ${writes} writes, ${faults} faults, ${crashes} crashes: ${failing} failing, ${seconds.toFixed(0)} s`;
}
