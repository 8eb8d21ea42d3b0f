/** `lastday drift`: the findings with what each costs; and, on request, pull requests that mend one kind of them. */
import type { Id } from '../../schemas/primitives.ts';
import { didYouMean } from '../load/suggest.ts';
import type { Finding } from '../model/finding.ts';
import { FINDING_VALUES } from '../plan/text-keys.ts';
import { driftText, isOfUnit } from '../report/drift.ts';
import { type PlanRun, planRun, viewOf } from '../run/plan-run.ts';
import type { Invocation } from './command.ts';
import { type CliContext, UsageError } from './context.ts';
import { listOption, textOption } from './options.ts';
import { showsNames } from './show.ts';

function checkCodes(codes: readonly string[]): void {
  for (const code of codes) {
    if (code in FINDING_VALUES) continue;
    throw new UsageError(
      `there is no finding "${code}".`,
      didYouMean(code, Object.keys(FINDING_VALUES)) ?? 'lastday drift shows the codes there are.',
    );
  }
}

function unitOf({ ground }: PlanRun, unit: string | null): Id | null {
  if (unit === null) return null;
  const ids = ground.desired.organisation.units.map((one) => one.id);
  const found = ids.find((id) => id === unit);
  if (found === undefined) throw new UsageError(`there is no unit "${unit}".`, didYouMean(unit, ids) ?? `There are: ${ids.join(', ')}.`);
  return found;
}

function print(context: CliContext, made: PlanRun, wish: { codes: readonly string[]; unit: Id | null }): void {
  const { plan } = made;
  const { codes, unit } = wish;
  const view = viewOf(made, { names: showsNames(context, false) });
  if (context.shared.json) {
    const isIn = (one: Finding) => unit === null || isOfUnit(view, one, unit);
    const wanted = plan.findings.filter((one) => (codes.length === 0 || codes.includes(one.code)) && isIn(one));
    context.world.out(`${JSON.stringify(wanted)}\n`);
    return;
  }
  const about = unit === null ? {} : { unit };
  for (const options of codes.length === 0 ? [about] : codes.map((code) => ({ ...about, code })))
    context.world.out(driftText(view, options));
}

/** Lists findings; with `--propose` sends what mends them. */
export async function run(context: CliContext, { options }: Invocation): Promise<number> {
  const on = textOption(options, 'on');
  const codes = listOption(options, 'code');
  const proposed = textOption(options, 'propose');
  checkCodes(proposed === null ? codes : [...codes, proposed]);
  const made = await planRun(context, { on, only: null, cache: true, fetch: proposed !== null, simulated: on !== null });
  try {
    if (proposed !== null) {
      const { proposeMends } = await import('./drift-propose.ts');
      return await proposeMends(made, proposed);
    }
    print(context, made, { codes, unit: unitOf(made, textOption(options, 'unit')) });
    return 0;
  } finally {
    await made.ground.close();
  }
}
