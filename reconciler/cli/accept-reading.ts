/** `lastday accept-reading`: accepts that a system really has fewer accounts now. Proposes the file; a person merges it. */
import type { SystemId } from '../../schemas/primitives.ts';
import { addDays, dayOf } from '../calendar.ts';
import { pathOf } from '../plan/input.ts';
import { newYaml } from '../record/new-yaml.ts';
import { openGround } from '../run/ground.ts';
import { openReaders, readSystems } from '../run/observing.ts';
import { seenSafeguards } from '../run/planning.ts';
import { checkWith, readTexts, sendFiles } from '../run/sending.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { isOn, textOption } from './options.ts';

/** Reads the system, shows what it has, and sends the file. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const reason = textOption(options, 'reason');
  if (reason === null) throw new UsageError('--reason is missing.', 'Say why the number fell, in a few words that name nobody.');
  const system = (words[0] ?? '') as SystemId;
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    const { desired } = ground;
    if (!desired.systems.has(system))
      throw new Stop(64, `there is no system "${system}".`, `There are: ${[...desired.systems.keys()].join(', ')}.`);
    const asOf = context.world.clock.now();
    const earlier = await seenSafeguards(ground, desired, asOf);
    const snapshot = (await readSystems(ground, openReaders(ground), { asOf, earlier })).get(system);
    if (snapshot === undefined) throw new Stop(9, `${system} is off; it is not read.`);
    const { reading } = snapshot;
    const count = reading.accounts.length + reading.assets.length + reading.people.length;
    const hard = snapshot.doubts.find((doubt) =>
      ['fault', 'not-ended', 'wrong-tenant', 'canary', 'duplicate-id', 'total-differs', 'empty'].includes(doubt.code),
    );
    if (hard !== undefined) throw new Stop(9, `this reading is not whole: ${hard.message}`, 'Only a whole reading can be accepted.');
    const today = dayOf(asOf, desired.organisation.timeZone);
    const path = pathOf(desired, 'state/readings', system);
    const text = newYaml('reading', path, { system, count, digest: reading.digest, reason, from: today, until: addDays(today, 1) });
    const files = new Map([[path, text]]);
    const [problem] = checkWith(await readTexts(ground), files);
    if (problem !== undefined) throw new Stop(8, `that would not be valid: ${problem.message}`, problem.hint ?? null);
    const { json } = context.shared;
    if (!json) context.world.out(`${system} has ${count} records now.\n\n--- ${path}\n${text}`);
    if (isOn(options, 'dryRun')) {
      if (json) context.world.out(`${JSON.stringify({ system, count, path, key: null, address: null })}\n`);
      return 0;
    }
    const { pull } = await sendFiles(ground, {
      key: `cleanup/reading-${system}-${today}`,
      purpose: 'cleanup',
      person: null,
      files,
      title: `Accept ${count} records of ${system}`,
      body: `The reading of ${today} has ${count} records. Merging this makes it the base for later readings, until ${addDays(today, 1)}. Nothing is removed for it.`,
    });
    const { key, address } = pull;
    context.world.out(json ? `${JSON.stringify({ system, count, path, key, address })}\n` : `\nSent: ${address}\n`);
    return 0;
  } finally {
    await ground.close();
  }
}
