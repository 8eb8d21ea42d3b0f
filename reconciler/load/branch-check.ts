/** The check of a kind that is made ahead in parts, one per branch: of a dozen kinds of systems a company has three. */
import type { Check } from './compile.ts';

/** What tells the branches apart, and how the check of one is loaded. */
export interface BranchChecks {
  readonly property: string;
  readonly values: readonly string[];
  readonly load: (value: string) => Check;
}

/** One check from those of its branches; each is loaded at the first value that needs it. A value of no branch is refused by any of them, and in the same words. */
export function branchCheck({ property, values, load }: BranchChecks): Check {
  const [first = ''] = values;
  const loaded = new Map<string, Check>();
  const check: Check = (value) => {
    const told = (value as Readonly<Record<string, unknown>> | null)?.[property];
    const name = typeof told === 'string' && values.includes(told) ? told : first;
    const one = loaded.get(name) ?? load(name);
    loaded.set(name, one);
    const isRight = one(value);
    check.errors = one.errors ?? null;
    return isRight;
  };
  return check;
}
