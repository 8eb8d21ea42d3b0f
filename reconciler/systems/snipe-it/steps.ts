/** The calls of one write: bounded by its time, every answer checked, and no refusal claimed once something has been changed. */
import type { z } from 'zod';
import { Fault } from '../../ports.ts';
import type { HttpRequest } from '../http/client.ts';
import type { Client, Listed, ListRequest } from './client.ts';
import { faultOfEnvelope } from './refusal.ts';
import type { Envelope } from './wire.ts';

type Sent = Pick<HttpRequest, 'operation' | 'method' | 'path' | 'body'>;

/** What a write may do. Every call throws Fault. */
export interface Steps {
  list(request: ListRequest): Promise<Listed>;
  one<T extends z.ZodType>(request: ListRequest, wire: T): Promise<z.infer<T> | null>;
  /** Sends a change. An envelope that says `error` is a Fault, unless `isFine` says that it is what was wanted. */
  send(request: Sent, isFine?: (envelope: Envelope) => boolean): Promise<void>;
  /** The rows of a list that came whole; throws when one is missing or cannot be read. */
  whole<T>(read: { readonly values: readonly T[]; readonly problems: readonly string[] }, listed: Listed): readonly T[];
  /** Refuses the write, as long as nothing was changed by it. */
  refuse(text: string): never;
}

/** Steps of one write, until the given instant of the clock's elapsed time. */
export function stepsOf(client: Client, about: { readonly where: string; readonly operation: string; readonly until: number }): Steps {
  const { until, where, operation } = about;
  let changed = 0;

  /** After a first change nobody may read "refused" as "nothing happened". */
  function honest(error: unknown): unknown {
    if (!(error instanceof Fault) || !error.refused || changed === 0) return error;
    const { retryable, retryAfter } = error;
    return new Fault(`${error.message}; an earlier step of the change was made`, {
      where,
      operation: error.operation,
      retryable,
      retryAfter,
    });
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
    list: (request) => guarded(() => client.list({ ...request, until })),
    one: (request, wire) => guarded(() => client.one({ ...request, until }, wire)),
    send: (request, isFine = () => false) =>
      guarded(async () => {
        const envelope = await client.write({ ...request, until });
        if (envelope.status === 'error' && !isFine(envelope)) throw faultOfEnvelope(envelope, { where, operation: request.operation });
        changed += 1;
      }),
    whole({ values, problems }, listed) {
      const [problem] = problems;
      if (problem !== undefined) refuse(problem);
      if (!listed.ended || values.length !== listed.total) refuse('a list changed while it was read');
      return values;
    },
    refuse,
  };
}
