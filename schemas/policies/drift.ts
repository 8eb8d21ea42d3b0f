/** `policies/drift.yaml`: which findings there are, how loud, and from when. */
import { z } from 'zod';
import { Id, opt, Period } from '../primitives.ts';
import { FindingCode, Severity } from '../vocabulary.ts';

const Rule = z.strictObject({
  on: opt(z.boolean(), 'Whether it is reported. Default: true.', true),
  severity: opt(Severity, 'How loud it is.', 'warning'),
  after: opt(Period, 'Threshold: for how long, or how long before.', 'P45D'),
  tell: opt(z.array(Id).max(20), 'Desks that are told.', ['it']),
});

const rules = Object.fromEntries(
  FindingCode.options.map((code) => [code, opt(Rule, `Settings of the finding ${code}.`, { severity: 'warning' })]),
);

/** Settings per finding. */
export const Drift = z.strictObject(rules as Record<FindingCode, ReturnType<typeof opt<typeof Rule>>>);
export type Drift = z.infer<typeof Drift>;
