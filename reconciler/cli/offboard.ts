/** `lastday offboard`: everything a leaver holds, what becomes of it, a summary, and one pull request. */
import type { Employee } from '../../schemas/employee.ts';
import { didYouMean } from '../load/suggest.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type Ground, openGround } from '../run/ground.ts';
import { checkWith, readTexts, sendFiles } from '../run/sending.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { changedFiles } from './offboard/files.ts';
import { summaryOf } from './offboard/summary.ts';
import { type OffboardWish, readWish } from './offboard/wish.ts';
import { isOn } from './options.ts';

function findEmployee(ground: Ground, id: string): Employee {
  const { employees } = ground.desired;
  const found = employees.get(id as Employee['id']);
  if (found !== undefined) return found;

  throw new Stop(
    64,
    `there is no employee "${id}".`,
    didYouMean(id, employees.keys()) ?? 'The ids are the file names below state/employees.',
  );
}

function refuseInvalid(problems: readonly Diagnostic[]): void {
  const [first] = problems;
  if (first === undefined) return;
  throw new Stop(8, `that would not be valid: ${first.message} (${first.file})`, first.hint ?? 'Nothing was sent.');
}

function checkDevices(ground: Ground, wish: OffboardWish): void {
  for (const { tag } of wish.devices) {
    const device = ground.desired.devices.get(tag);
    if (device === undefined) throw new Stop(64, `there is no device ${tag}.`, 'The tags are the file names below state/devices.');
    if (device.holder !== wish.employee)
      throw new Stop(64, `${tag} is not held by ${wish.employee}.`, 'Leave it out, or change its holder first.');
  }
}

async function prepare(ground: Ground, wish: OffboardWish): Promise<ReadonlyMap<string, string>> {
  checkDevices(ground, wish);
  const texts = await readTexts(ground);
  const files = changedFiles(ground.desired, wish, (path) => new TextDecoder().decode(texts.get(path)));
  refuseInvalid(checkWith(texts, files));
  return files;
}

/** Shows the summary, and sends. */
export async function run(context: CliContext, invocation: Invocation): Promise<number> {
  const wish = readWish(invocation);
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    const employee = findEmployee(ground, wish.employee);
    const files = await prepare(ground, wish);
    const summary = summaryOf(ground.desired, employee, wish);
    if (files.size === 0) {
      context.world.out(
        context.shared.json
          ? `${JSON.stringify({ key: null, address: null, files: [] })}\n`
          : `${summary}\nNothing differs from the files: nothing to send.\n`,
      );
      return 0;
    }
    const isDry = isOn(invocation.options, 'dryRun');
    if (!context.shared.json) context.world.out(`${summary}\n${[...files.keys()].map((path) => `  ${path}`).join('\n')}\n`);
    if (isDry) {
      if (context.shared.json)
        context.world.out(`${JSON.stringify({ key: null, address: null, files: [...files.keys()], texts: Object.fromEntries(files) })}\n`);
      else for (const [path, text] of files) context.world.out(`\n--- ${path}\n${text}`);
      return 0;
    }
    const title = `Offboard ${employee.id}: last day ${wish.lastDay}`;
    const pull = await sendFiles(ground, {
      key: `offboard/${employee.id}-${wish.lastDay}`,
      purpose: 'offboard',
      person: employee.id,
      files,
      title,
      body: summary,
    });
    context.world.out(
      context.shared.json
        ? `${JSON.stringify({ key: pull.key, address: pull.address, files: [...files.keys()] })}\n`
        : `\nSent: ${pull.address}\n`,
    );
    return 0;
  } finally {
    await ground.close();
  }
}
