/** What the tables of rules share: the files of the world by short names, and one test per line of a table. */
import { describe, expect, it } from 'vitest';
import { findings, said } from '../read.ts';
import { type Overrides, WORLD } from '../world.ts';

export const ORG = 'state/organisation.yaml';
export const ANNA = 'state/employees/e-1042.yaml';
export const LINA = 'state/employees/e-1012.yaml';
export const OTTO = 'state/employees/x-2001.yaml';
export const LAPTOP = 'state/devices/LT-0042.yaml';
export const PHONE = 'state/devices/PH-0101.yaml';
export const TABLET = 'state/devices/TB-0003.yaml';
export const LEASE = 'state/leases/hy-2024-017.yaml';
export const PLAN = 'state/offboardings/e-1042.yaml';
export const EXCEPTION = 'state/exceptions/ex-1.yaml';
export const HOLD = 'state/holds/m-7.yaml';
export const CLEANUP = 'state/cleanups/orphans.yaml';
export const READING = 'state/readings/ad.yaml';
export const OVERRIDE = 'policies/overrides/or-1.yaml';
export const GUARD = 'policies/guardrails.yaml';
export const AD = 'policies/systems/ad.yaml';
export const INVENTORY = 'policies/systems/inventory.yaml';
export const TASKS = 'policies/offboarding.yaml';
export const APPROVALS = 'policies/approvals.yaml';
export const DRIFT = 'policies/drift.yaml';

/** A file of the world with one more line. */
export function more(path: string, line: string): Overrides {
  return { [path]: `${WORLD[path]}${line}\n` };
}

/** A device with these lines. */
export function device(id: string, lines: string): Overrides {
  return { [`state/devices/${id}.yaml`]: `id: ${id}\n${lines}` };
}

export const OWNED = 'type: laptop\nownership: owned\n';

/** What a change to the world leads to. */
export type Case = readonly [name: string, overrides: Overrides, expected: readonly string[]];

/** One test per case. */
export function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    it.each(cases)('%s', (_name, overrides, expected) => {
      expect(said(findings(overrides))).toEqual(expected);
    });
  });
}
