/** Mail as the mailer of a night is given it. */
import type { Instant } from '../../schemas/primitives.ts';
import type { Examination } from './examination.ts';

/** One message as it is handed over: plain text, one recipient. */
export interface Mail {
  /** Id of the notice: the same message has the same one whenever it is sent. */
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly at: Instant;
}

/** Hands mail to a server. Never tries again by itself. */
export interface Mailer {
  /**
   * Resolves when the server took the message. Throws Fault: `refused` and not `retryable` when it said no for good; `refused` and
   * `retryable` when it certainly did not take it now (operation `connect` where it could not be spoken with at all); else nobody knows.
   * `timeout` in milliseconds is for everything.
   */
  send(mail: Mail, timeout: number): Promise<void>;
  /** Speaks with the server as for sending and sends nothing; for `doctor`. Throws Fault. */
  examine(): Promise<Examination>;
}
