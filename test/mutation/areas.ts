/** Which code is changed, and which tests are to notice it. */

/** A part of the product whose tests are tested. */
export interface Area {
  /** Files that are changed, as Stryker's patterns. */
  readonly mutate: readonly string[];
  /** Tests that run, as vitest's patterns; none with chance in it, whose verdict would differ from run to run. */
  readonly tests: readonly string[];
}

/** By name, as `npm run mutate` takes them. */
export const AREAS: Readonly<Record<string, Area>> = {
  guardrails: {
    mutate: ['reconciler/plan/guardrails/**/*.ts'],
    tests: [
      'test/unit/plan/guardrails/{administrators,ahead,devices,limits,matrix,overrides,stops}.test.ts',
      'test/unit/plan/hold-back*.test.ts',
    ],
  },
  safeguards: {
    mutate: ['reconciler/plan/{hold-back,held,classify,effective,baseline,cutoff,precondition,self-merge,restore*}.ts'],
    tests: [
      'test/unit/plan/{hold-back,held,classify,effective,baseline,cutoff,precondition,self-merge,restore,bulkhead,dependencies}*.test.ts',
      'test/unit/plan/guardrails/{limits,stops,ahead}.test.ts',
      'test/unit/traces/*.test.ts',
    ],
  },
  completeness: {
    mutate: ['reconciler/observe/{completeness,explained,figures,plausible}.ts'],
    tests: ['test/unit/observe/**/*.test.ts'],
  },
  journal: {
    mutate: ['reconciler/record/{chain,journal-*,fold*,late,lock,recall,verify}.ts'],
    tests: ['test/unit/record/*.test.ts'],
  },
  changes: { mutate: ['reconciler/plan/rules/changes-*.ts'], tests: ['test/unit/plan/rules/*.test.ts', 'test/unit/plan/restore*.test.ts'] },
  findings: { mutate: ['reconciler/plan/rules/{finding,duties}-*.ts'], tests: ['test/unit/plan/findings/*.test.ts'] },
};
