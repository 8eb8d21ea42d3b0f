/** The calls of one write: bounded by its time, and no refusal claimed once something has been changed. */
import { Fault, type FaultMeaning } from '../../ports.ts';
import type { Answer } from '../http/client.ts';
import type { Client, Resource } from './client.ts';
import type { Dialect } from './dialects.ts';
import type { Capabilities } from './discovery.ts';
import { pathPart } from './filter.ts';
import type { Listed } from './paging.ts';

/** A resource to be changed, on the version that it was read with. */
export interface Sending {
  readonly method: 'PATCH' | 'PUT';
  readonly list: string;
  readonly id: string;
  readonly body: unknown;
  readonly version: string | null;
}

/** What is kept from one write of a run to the next. */
export interface Kept {
  /** Attributes of which the service has emptied a list in this run: no other is changed. */
  readonly emptied: Set<string>;
  /** Ids of groups by what the files call them; null before they were read. */
  groups: ReadonlyMap<string, string> | null;
}

/** What a write may do. Every call throws Fault. */
export interface Steps {
  readonly dialect: Dialect;
  readonly kept: Kept;
  capabilities(): Promise<Capabilities>;
  list(request: { readonly what: string; readonly path: string; readonly excluded?: string }): Promise<Listed>;
  one(list: string, id: string): Promise<Resource | null>;
  /** Sends a change and gives the answer, whatever its status. */
  send(sending: Sending): Promise<Answer>;
  /** Throws the fault of an answer that is no success. */
  fail(answer: Answer): never;
  /** Refuses the write, as long as nothing was changed by it. */
  refuse(text: string): never;
  /** Ends the write after something else than what was wanted became of it. */
  alarm(text: string, meaning?: FaultMeaning): never;
}

/** Steps of one write, until the given instant of the clock's elapsed time. */
export function stepsOf(client: Client, about: { readonly operation: string; readonly until: number; readonly kept: Kept }): Steps {
  const { until, operation, kept } = about;
  const { where } = client;
  let changed = 0;

  /** After a first change nobody may read "refused" as "nothing happened". */
  function honest(error: unknown): unknown {
    if (!(error instanceof Fault) || !error.refused || changed === 0) return error;
    const { retryable, retryAfter, meaning } = error;
    return new Fault(`${error.message}; an earlier step of the change was made`, { where, operation, retryable, retryAfter, meaning });
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
    dialect: client.dialect,
    kept,
    capabilities: () => guarded(() => client.capabilities(until)),
    list: (request) => guarded(() => client.list({ ...request, until })),
    one: (list, id) => guarded(() => client.one({ operation: 'read what is to be changed', list, id, until })),
    send: ({ method, list, id, body, version }) =>
      guarded(async () => {
        const part = pathPart(id) ?? refuse('there is no such record');
        const answer = await client.change({ operation, method, path: `${list}/${part}`, body, version, until });
        if (answer.status < 300) changed += 1;
        return answer;
      }),
    fail(answer) {
      throw honest(client.fault(answer, operation));
    },
    refuse,
    alarm(text, meaning) {
      throw new Fault(text, { where, operation, meaning: meaning ?? null });
    },
  };
}
