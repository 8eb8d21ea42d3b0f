/** The calls of one write: bounded by its time, every answer checked, and no refusal claimed once something has been changed. */
import type { z } from 'zod';
import { type Clock, Fault } from '../../ports.ts';
import type { Call, Client, ListCall, Listed } from './client.ts';

/** What a write may do. Every call throws Fault. */
export interface Steps {
  one<T extends z.ZodType>(call: Call, wire: T): Promise<z.infer<T> | null>;
  list(call: ListCall): Promise<Listed>;
  /**
   * Sends a change; false when what it is about is not there. `isDone` looks at the answer, null meaning that it does not say: Google may
   * answer OK and leave all as it was.
   */
  send(call: Call, isDone?: (body: unknown) => boolean | null): Promise<boolean>;
  /**
   * Sends something that goes beside the write, whatever comes of it: within three seconds, and within a quarter of the time that is left.
   * It is no step of the change: when the change itself is refused afterwards, it is refused.
   */
  aside(call: Call): Promise<void>;
  /** Refuses the write, as long as nothing was changed by it. */
  refuse(text: string): never;
}

/** Milliseconds for what goes beside a write. */
const MOST_ASIDE = 3_000;

/** Steps of one write, until the given instant of the clock's elapsed time. */
export function stepsOf(
  client: Client,
  about: { readonly where: string; readonly operation: string; readonly until: number; readonly clock: Clock },
): Steps {
  const { until, where, operation, clock } = about;
  let isChanged = false;

  /** After a first change nobody may read "refused" as "nothing happened". */
  function honest(error: unknown): unknown {
    if (!(error instanceof Fault) || !error.refused || !isChanged) return error;
    const { retryable, retryAfter, meaning } = error;
    const text = `${error.message}; an earlier step of the change was made`;
    return new Fault(text, { where, operation: error.operation, retryable, retryAfter, meaning });
  }

  async function guarded<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw honest(error);
    }
  }

  function refuse(text: string): never {
    throw honest(new Fault(text, { where, operation, refused: true }));
  }

  return {
    one: (call, wire) => guarded(() => client.one({ ...call, until }, wire)),
    list: (call) => guarded(() => client.list({ ...call, until })),
    async send(call, isDone = () => true) {
      const body = await guarded(() => client.ask({ ...call, until }));
      if (body === null) return false;
      const done = isDone(body);
      if (done === null) throw new Fault("Google's answer is not what it should be", { where, operation: call.operation });
      if (!done) refuse('Google answered OK and left the account as it was; perhaps only a super administrator may change it');
      isChanged = true;
      return true;
    },
    async aside(call) {
      const now = clock.elapsed();
      try {
        await client.ask({ ...call, until: now + Math.min(MOST_ASIDE, (until - now) / 4) });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    },
    refuse,
  };
}
