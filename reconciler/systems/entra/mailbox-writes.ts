/** Automatic replies of a mailbox, until the end of a day. */
import { addDays, addMinutes } from '../../calendar.ts';
import type { Write } from '../../ports.ts';
import type { Steps } from './steps.ts';
import { Replies } from './wire.ts';

type Reply = Extract<Write, { kind: 'mailbox' }>['reply'];

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as a reply holds it: Entra takes replies for HTML. */
export function replyText(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (one) => MARKUP[one] ?? one).replaceAll(/\r\n|\r|\n/gu, '<br>');
}

/** The text that people read in a reply: Entra wraps what it is given in a page. */
function plain(text: string | null | undefined): string {
  return (text ?? '')
    .replaceAll(/<br\s*\/?>/giu, '\n')
    .replaceAll(/<[^>]*>/gu, '')
    .trim();
}

function isSo(now: Replies, reply: Reply): boolean {
  if (reply === null) return now.status.toLowerCase() === 'disabled';
  const text = plain(replyText(reply.text));
  const end = `${addDays(reply.until, 1)}T00:00:00`;
  return (
    now.status.toLowerCase() === 'scheduled' &&
    now.externalAudience?.toLowerCase() === 'all' &&
    now.scheduledEndDateTime?.timeZone === 'UTC' &&
    now.scheduledEndDateTime.dateTime.replace(/\.0+$/u, '') === end &&
    plain(now.internalReplyMessage) === text &&
    plain(now.externalReplyMessage) === text
  );
}

function settingOf(reply: Reply, steps: Steps): Readonly<Record<string, unknown>> {
  if (reply === null) return { status: 'disabled' };
  const text = replyText(reply.text);
  const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  return {
    status: 'scheduled',
    externalAudience: 'all',
    // A minute ago by our clock: a start that lies ahead by theirs would leave the first letters unanswered.
    scheduledStartDateTime: at(addMinutes(steps.client.clock.now(), -1).slice(0, 19)),
    scheduledEndDateTime: at(`${addDays(reply.until, 1)}T00:00:00`),
    internalReplyMessage: text,
    externalReplyMessage: text,
  };
}

/** Sets or ends automatic replies. What is so already is left as it is, with its own beginning. */
export async function writeReplies(steps: Steps, user: string, reply: Reply): Promise<void> {
  const read = () =>
    steps.one({ operation: 'read automatic replies', path: `/users/${user}/mailboxSettings/automaticRepliesSetting` }, Replies);
  const now = (await read()) ?? steps.refuse('the account has no mailbox that Entra could set replies for');
  if (isSo(now, reply)) return;
  const body = { automaticRepliesSetting: settingOf(reply, steps) };
  await steps.send({ operation: 'set automatic replies', method: 'PATCH', path: `/users/${user}/mailboxSettings`, body });
  await steps.settle(async () => {
    const then = await read();
    return then !== null && isSo(then, reply);
  });
}
