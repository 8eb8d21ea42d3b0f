/** `policies/approvals.yaml`: who is asked to review and may approve what. */
import { z } from 'zod';
import { EmployeeId, Id, opt, req } from '../primitives.ts';
import { Purpose } from '../vocabulary.ts';

const Approval = z.strictObject({
  for: req(z.enum([...Purpose.options, 'override', 'reading', 'hold', 'policy']), 'The kind of change.', 'release'),
  units: opt(z.array(Id).min(1).max(500), 'Only in these units.', ['syd']),
  desks: opt(z.array(Id).max(20), 'Desks whose teams may approve.', ['it']),
  people: opt(z.array(EmployeeId).max(100), 'People who may approve.', ['e-1012']),
  manager: opt(z.boolean(), "Whether the subject's manager may approve.", true),
  number: opt(z.int().min(1).max(5), 'How many approvals are needed. Default: 1.', 1),
});

/** Who may approve what. The subject, the author and the last pusher never count. */
export const Approvals = z.strictObject({
  source: opt(z.enum(['none', 'forge', 'signatures']), 'Where approvals are verified. Default: none.', 'none'),
  rules: req(z.array(Approval).max(500), 'The rules; the first that fits decides.', [{ for: 'release', desks: ['it'] }]),
});
export type Approvals = z.infer<typeof Approvals>;
