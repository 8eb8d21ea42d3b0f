/** `lastday plan` on what the systems show. Opens readers only; writes nothing but the plan file that was asked for, and the parse cache. */
import { minutesBetween } from '../calendar.ts';
import { planJson } from '../report/json.ts';
import { WIDTH, wrap } from '../report/layout.ts';
import { exitsOf } from '../run/exits.ts';
import type { Ground } from '../run/ground.ts';
import { digestOf, planRun, viewOf } from '../run/plan-run.ts';
import { sayErrors } from '../run/say-errors.ts';
import type { Invocation } from './command.ts';
import type { CliContext } from './context.ts';
import { Stop } from './context.ts';
import { isNotOff, isOn, textOption } from './options.ts';
import { showPlan, showsNames } from './show.ts';

/** How old what this clone knows of the remote is; planning never fetches. */
async function sayAge(context: CliContext, ground: Ground): Promise<void> {
  const known = await ground.objects.resolve(ground.branch.replace('refs/heads/', 'refs/remotes/origin/'));
  if (known === null) return;
  const [commit] = await ground.objects.history({ from: known, since: null, limit: 1 });
  if (commit === undefined) return;
  const hours = Math.max(0, Math.floor(minutesBetween(commit.at, ground.trueNow) / 60));
  const where =
    known === ground.head
      ? 'the same commit as the remote had when it was last fetched'
      : `not the remote's head, which was ${known.slice(0, 7)}`;
  const said = `From commit ${ground.head.slice(0, 7)}, ${where}; that commit is ${hours} hours old. Nothing was fetched.`;
  context.world.err(`${wrap(said, WIDTH).join('\n')}\n`);
}

/** Plans and prints. */
export async function runLive(context: CliContext, { options }: Invocation): Promise<number> {
  const on = textOption(options, 'on');
  const made = await planRun(context, {
    on,
    only: textOption(options, 'only'),
    cache: isNotOff(options, 'cache'),
    fetch: false,
    simulated: on !== null,
  });
  const { ground, plan } = made;
  try {
    sayErrors(ground);
    const { exits, exit } = exitsOf({
      plan,
      diagnostics: ground.diagnostics,
      outcomes: [],
      pulls: [],
      end: null,
      bugs: 0,
      detailed: isOn(options, 'detailedExitcode'),
    });
    const out = textOption(options, 'out');
    if (out !== null) {
      if (plan.id !== digestOf(plan, context.world.hash)) throw new Stop(70, 'the plan does not match its own digest.');
      await context.world.writeFile(context.world.resolve(context.world.folder, out), planJson(plan));
    }
    if (!context.shared.json) await sayAge(context, ground);
    await showPlan(
      ground.context,
      viewOf(made, { names: showsNames(context, isOn(options, 'names')), exit, exits }),
      isOn(options, 'full'),
    );
    if (out !== null) context.world.err(`Plan file: ${out}\nApply it with: lastday apply ${out} --digest ${plan.id}\n`);
    return exit;
  } finally {
    await ground.close();
  }
}
