/** `lastday explain`: why a line stands in the plan, down to the commit that wrote the file's line. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import { didYouMean } from '../load/suggest.ts';
import type { Plan } from '../model/plan.ts';
import { explainText, type Origin } from '../report/explain.ts';
import { type PlanRun, planRun, viewOf } from '../run/plan-run.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { textOption } from './options.ts';
import { showsNames } from './show.ts';

/** The newest commit of the first-parent line that touched each file the answer points to. */
async function findOrigins(made: PlanRun, files: ReadonlySet<string>): Promise<ReadonlyMap<string, Origin>> {
  const found = new Map<string, Origin>();
  for (const file of files) {
    const [commit] = await made.ground.objects.history({ from: made.plan.base, since: null, under: [file], limit: 1 });
    if (commit === undefined) continue;
    const { id, author, at, subject } = commit;
    found.set(file, { commit: id, author, day: at.slice(0, 10), subject, approvedBy: null });
  }
  return found;
}

/** Everything of the plan that an id names, or that is about a person. */
function linesOf({ plan }: PlanRun, id: string): Pick<Plan, 'changes' | 'held' | 'proposals' | 'findings'> {
  return {
    changes: plan.changes.filter((one) => one.id === id || one.person === id),
    held: plan.held.filter(({ change }) => change.id === id || change.person === id),
    proposals: plan.proposals.filter((one) => one.key === id || one.person === id),
    findings: plan.findings.filter((one) => one.key === id || one.subject.employee === id),
  };
}

/** Everything that can be asked about. */
function knownIds({ plan, ground }: PlanRun): readonly string[] {
  const lines = [...plan.changes, ...plan.held.map(({ change }) => change)].map((one) => one.id);
  return [...ground.desired.employees.keys(), ...lines, ...plan.proposals.map((one) => one.key), ...plan.findings.map((one) => one.key)];
}

function filesOf(made: PlanRun, id: string): ReadonlySet<string> {
  const { changes, held, proposals, findings } = linesOf(made, id);
  return new Set([...changes, ...held.map((one) => one.change), ...proposals, ...findings].map((one) => one.because.file));
}

/** Explains a change, finding, proposal or person. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const id = words[0] ?? '';
  const on = textOption(options, 'on');
  const made = await planRun(context, { on, only: null, cache: true, fetch: false, simulated: on !== null });
  try {
    const origins = await findOrigins(made, filesOf(made, id));
    const text = explainText(viewOf(made, { names: showsNames(context, false) }), id, {
      originOf: (reason) => origins.get(reason.file) ?? null,
    });
    if (context.shared.json && text !== null) {
      context.world.out(`${JSON.stringify({ ...linesOf(made, id), origins: Object.fromEntries(origins) })}\n`);
      return 0;
    }
    if (text === null && made.ground.desired.employees.has(id as EmployeeId)) {
      context.world.out(`Nothing is due for ${id}, and nothing is found. lastday status ${id} shows what lies ahead.\n`);
      return 0;
    }
    if (text === null)
      throw new Stop(
        64,
        `the plan has no line "${id}".`,
        didYouMean(id, knownIds(made)) ?? "An id of the plan, a finding's key, or an employee; `lastday plan --full` shows ids.",
      );
    context.world.out(text);
    return 0;
  } finally {
    await made.ground.close();
  }
}
