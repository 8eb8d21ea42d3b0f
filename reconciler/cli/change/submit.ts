/** A change of files on its way: checked as a whole, shown, agreed to, sent as one pull request. */
import type { EmployeeId } from '../../../schemas/primitives.ts';
import type { Purpose } from '../../../schemas/vocabulary.ts';
import { escapeTerminal } from '../../escape/terminal.ts';
import type { Desired } from '../../model/desired.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { Bug } from '../../ports.ts';
import { placeOf } from '../../report/diagnostics.ts';
import { loadWith, sendFiles } from '../../run/sending.ts';
import { text } from '../../texts/text.ts';
import type { Invocation } from '../command.ts';
import { Stop } from '../context.ts';
import { isOn } from '../options.ts';
import { styleFor } from '../show.ts';
import { agree } from './asking.ts';
import type { Desk } from './desk.ts';
import { type Said, saidMarkdown, saidPage, saidText } from './said.ts';

/** What is to be sent. The summary is made from the files as they will be. */
export interface Change {
  readonly key: string;
  readonly purpose: Purpose;
  readonly person: EmployeeId | null;
  readonly files: ReadonlyMap<string, string>;
  readonly title: Said;
  readonly summary: (after: Desired) => readonly Said[];
  /** What `--json` tells besides. */
  readonly data?: (after: Desired) => object;
}

function problemText(problem: Diagnostic): string {
  const hint = problem.hint === undefined ? '' : ` ${problem.hint}`;
  return `${placeOf(problem)}: ${escapeTerminal(problem.message)}${escapeTerminal(hint)}`;
}

/** Errors that the change brings: what was wrong before is no matter of this change. */
function newProblems(desk: Desk, problems: readonly Diagnostic[]): readonly Diagnostic[] {
  if (problems.length === 0) return [];
  const keyOf = (one: Diagnostic) => `${one.file}\n${one.code}\n${one.pointer ?? ''}\n${one.message}`;
  const known = new Set(loadWith(desk.texts, new Map()).problems.map(keyOf));
  return problems.filter((one) => !known.has(keyOf(one)));
}

/** The files as they will be; what would not be valid ends the command, with place, cause and next step of each problem. */
function desiredAfter(desk: Desk, files: Change['files']): Desired {
  const { desired, problems } = loadWith(desk.texts, files);
  const [first, ...others] = newProblems(desk, problems);
  if (first !== undefined) {
    const more = others.slice(0, 9).map((one) => `  ${problemText(one)}\n`);
    throw new Stop(
      8,
      `that would not be valid: ${problemText(first)}`,
      `${more.join('').trimStart()}Nothing was sent.`.replaceAll('\n', '\n  '),
    );
  }
  if (desired === null) throw new Bug('files without a new error cannot be loaded');
  return desired;
}

function print(
  desk: Desk,
  change: Change,
  about: { readonly address: string | null; readonly isNew: boolean; readonly isDry: boolean; readonly after: Desired },
): void {
  const { world, shared } = desk.context;
  const { address, isNew, isDry, after } = about;
  // Files name people, and what CI prints is kept and read by many.
  const isShown = isDry && !world.isCi;
  if (shared.json) {
    const texts = isShown ? { texts: Object.fromEntries(change.files) } : {};
    const key = address === null ? null : change.key;
    world.out(`${JSON.stringify({ key, address, isNew, files: [...change.files.keys()], ...texts, ...change.data?.(after) })}\n`);
    return;
  }
  if (isShown) for (const [path, content] of change.files) world.out(`\n--- ${path}\n${content}`);
  else if (isDry) return;
  else if (address === null) world.out(`${text(desk.locale, 'sent.nothing')}\n`);
  else world.out(`\n${text(desk.locale, isNew ? 'sent.new' : 'sent.found', { address })}\n${text(desk.locale, 'sent.next')}\n`);
}

/** Checks, shows, asks where somebody can be asked, and sends. Resolves to the exit code. */
export async function submit(desk: Desk, change: Change, options: Invocation['options']): Promise<number> {
  const { world, shared } = desk.context;
  const after = desiredAfter(desk, change.files);
  const summary = change.summary(after);
  if (!shared.json) {
    world.out(saidPage(desk.locale, summary, styleFor(desk.context)));
    if (change.files.size > 0) world.out(`\n${[...change.files.keys()].map((path) => `  ${path}`).join('\n')}\n`);
  }
  const isDry = isOn(options, 'dryRun');
  if (change.files.size === 0 || isDry) {
    print(desk, change, { address: null, isNew: false, isDry: isDry && change.files.size > 0, after });
    return 0;
  }
  if (!isOn(options, 'yes') && !(await agree(desk))) {
    world.out(`${text(desk.locale, 'sent.declined')}\n`);
    return 0;
  }
  if (world.stopping()) throw new Stop(130, 'interrupted; nothing was sent.');
  const { locale } = desk.desired.organisation;
  const { key, purpose, person, files } = change;
  const title = saidText(locale, change.title);
  const { pull, isNew } = await sendFiles(desk.ground, { key, purpose, person, files, title, body: saidMarkdown(locale, summary) });
  print(desk, change, { address: pull.address, isNew, isDry: false, after });
  return 0;
}
