/** Whether sessions that we ended are seen as ended: Entra moves an instant of the account, which the writer notes and the reader compares. */
import type { Clock } from '../../ports.ts';

/** Of accounts whose sessions were ended in this process: the instant that their tokens had to be newer than before. */
const ended = new WeakMap<Clock, Map<string, string>>();

/** Notes what `signInSessionsValidFromDateTime` was right before the sessions of an account are ended. */
export function noteEnd(clock: Clock, account: string, before: string | null | undefined): void {
  const all = ended.get(clock) ?? new Map<string, string>();
  ended.set(clock, all);
  all.set(account, before ?? '');
}

/** 0 when our own end of its sessions shows: the instant is another one than before it. Null: not known. */
export function sessionsOf(clock: Clock, account: string, now: string | null | undefined): number | null {
  const before = ended.get(clock)?.get(account);
  return before === undefined || now === null || now === undefined || now === before ? null : 0;
}
