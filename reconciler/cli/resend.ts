/** `lastday resend`: sends one message again, because a person has made sure that it is wanted. */
import { resend } from '../run/resending.ts';
import { text } from '../texts/text.ts';
import type { Invocation } from './command.ts';
import { type CliContext, UsageError } from './context.ts';

/** Sends it once; 0 when the mail server took it, 3 otherwise. */
export async function run(context: CliContext, { words }: Invocation): Promise<number> {
  const [id] = words;
  if (id === undefined)
    throw new UsageError('which message?', 'For example: lastday resend return-note/e-1042/spell:2026-12-31/2026-12-31');
  const { notice, to, outcome, detail } = await resend(context, id);
  const { world, shared } = context;
  const said = text(shared.locale ?? 'en', `notice.outcome-${outcome}`, { notice, why: detail ?? '' });
  world.out(shared.json ? `${JSON.stringify({ notice, to, outcome, detail })}\n` : `${notice} → ${to}: ${said}\n`);
  return outcome === 'accepted' ? 0 : 3;
}
