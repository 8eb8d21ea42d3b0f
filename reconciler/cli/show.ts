/** Printing a plan or a night: text on a terminal, JSON when asked, annotations and a summary in CI. */
import { annotations } from '../report/annotations.ts';
import { forecastText } from '../report/forecast.ts';
import { planJson } from '../report/json.ts';
import { planMarkdown } from '../report/markdown.ts';
import { plainStyle, type Style, terminalStyle } from '../report/page.ts';
import { nightText } from '../report/summary.ts';
import { planText } from '../report/text.ts';
import type { ReportView } from '../report/view.ts';
import type { CliContext } from './context.ts';

/** Whether sign-in names may be shown: asked for, or a person looks at a terminal; never in CI. */
export function showsNames(context: CliContext, asked: boolean): boolean {
  return !context.world.isCi && (asked || context.world.isTerminal);
}

/** Colours for a person at a terminal who has not refused them. */
export function styleFor(context: CliContext): Style {
  const { isTerminal, isCi, env } = context.world;
  const isRefused = (env('NO_COLOR') ?? '') !== '';
  return isTerminal && !isCi && !isRefused ? terminalStyle : plainStyle;
}

/** The Markdown goes to the job's summary, where there is one. */
async function writeSummary(context: CliContext, view: ReportView): Promise<void> {
  const path = context.world.env('GITHUB_STEP_SUMMARY');
  if (path === undefined) return;
  const before = await context.world.readFile(path);
  await context.world.writeFile(path, `${before === null ? '' : new TextDecoder().decode(before)}${planMarkdown(view)}\n`);
}

/** Prints a night: what became of the plan; in CI and with `full` below the plan itself. */
export async function showNight(context: CliContext, view: ReportView, full: boolean): Promise<void> {
  const { world, shared } = context;
  if (shared.json || full || world.isCi) await showPlan(context, view, full);
  if (shared.json) return;
  if (full || world.isCi) world.out('\n');
  world.out(nightText(view, { style: styleFor(context) }));
}

/** Prints a view. */
export async function showPlan(context: CliContext, view: ReportView, full: boolean): Promise<void> {
  const { world, shared } = context;
  if (shared.json) {
    const { outcomes, pulls, notices = [], exits, exit, run } = view;
    world.out(`${JSON.stringify({ plan: JSON.parse(planJson(view.plan)) as unknown, outcomes, pulls, notices, exit, exits, run })}\n`);
    return;
  }
  const style = styleFor(context);
  if (view.plan.simulated) world.out(`${forecastText(view, { style })}\n`);
  world.out(planText(view, { full, countsFirst: world.isCi, style }));
  if (world.env('GITHUB_ACTIONS') === 'true') world.err(annotations(view));
  await writeSummary(context, view);
}
