/** Builders of single lines of a plan, for the report tests. */

import type { Change, Reason } from '../../../reconciler/model/change.ts';
import type { Finding } from '../../../reconciler/model/finding.ts';
import type { Held } from '../../../reconciler/model/plan.ts';

import { as } from './sample-company.ts';

export function reason(rule: string, file = 'policies/access.yaml', line = 14): Reason {
  return { rule, file, pointer: '/cutOff', line };
}

export interface ChangeSketch {
  readonly person: string | null;
  readonly system?: string;
  readonly kind?: string;
  readonly late?: number;
  readonly due?: string;
  readonly class?: string;
  readonly by?: unknown;
  readonly cost?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly account?: string;
  readonly rule?: string;
}

export function change(sketch: ChangeSketch): Change {
  const { person, system = 'ad', kind = 'disable' } = sketch;
  const account = sketch.account ?? `${person}-${system}-0d9a6c1e-5b7f`;
  return as({
    id: `${kind}/${person}/spell:2026-12-31/${system}/${account}`,
    person,
    spell: '2026-12-31',
    cause: 'spell:2026-12-31',
    system,
    kind,
    account,
    class: sketch.class ?? 'surprise',
    effect: 'set',
    because: reason(sketch.rule ?? 'cut-off'),
    precondition: null,
    reversible: 'yes',
    dependsOn: [],
    by: sketch.by ?? 'reconciler',
    cost: sketch.cost ?? null,
    due: sketch.due ?? '2026-12-31T15:00:00Z',
    late: sketch.late ?? 4,
    before: sketch.before ?? { enabled: true },
    after: sketch.after ?? { enabled: false },
  });
}

export function held(of: Change, by: string, releasedBy: string, until: string | null = null): Held {
  return as({ change: of, by, releasedBy, until });
}

export function finding(code: string, parts: Partial<Record<keyof Finding, unknown>> = {}): Finding {
  const subject: Record<string, string> = as(parts.subject ?? {});
  return as({
    key: `${code}/${Object.values(subject).join('/')}`,
    code,
    severity: 'warning',
    subject,
    values: {},
    who: null,
    day: null,
    cost: null,
    because: reason(code, 'policies/drift.yaml', 3),
    ...parts,
  });
}
