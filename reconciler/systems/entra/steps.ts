/** The calls of one write: bounded by its time, and no refusal claimed once something has been changed. */
import type { z } from 'zod';
import { Fault } from '../../ports.ts';
import type { Answer, HttpRequest } from '../http/client.ts';
import { bodyOf, type Client } from './client.ts';
import { type Listed, type ListRequest, readList } from './pages.ts';

type Asked = Pick<HttpRequest, 'operation' | 'path' | 'query'>;
type Sent = Pick<HttpRequest, 'operation' | 'method' | 'path' | 'body'>;

/** What a write may do. Every call throws Fault. */
export interface Steps {
  readonly client: Client;
  readonly until: number;
  /** One record; null when there is none. */
  one<T extends z.ZodType>(request: Asked, wire: T): Promise<z.infer<T> | null>;
  list(request: Omit<ListRequest, 'until'>): Promise<Listed>;
  /** Any other question. */
  ask<T>(question: () => Promise<T>): Promise<T>;
  /** Sends a change. A refusal is a Fault, unless `isFine` says that it is what was wanted. */
  send(request: Sent, isFine?: (answer: Answer) => boolean): Promise<void>;
  /** Waits until the change shows, for some seconds at most: what is read right after a write may be from before it. */
  settle(isShown: () => Promise<boolean>): Promise<void>;
  /** Refuses the write, as long as nothing was changed by it. */
  refuse(text: string): never;
}

/** Waits between questions whether a change shows, in milliseconds. */
const PATIENCE = [0, 1_000, 2_000, 4_000, 8_000] as const;

/** Steps of one write, until the given instant of the clock's elapsed time. */
export function stepsOf(client: Client, about: { readonly operation: string; readonly until: number }): Steps {
  const { until, operation } = about;
  const { clock } = client;
  const where = client.system.id;
  let changed = 0;

  /** After a first change nobody may read "refused" as "nothing happened"; before it nothing but a change can have an unknown outcome. */
  function honest(error: unknown, isChange: boolean): unknown {
    if (!(error instanceof Fault)) return error;
    const { retryable, retryAfter, meaning } = error;
    const more = { where, operation: error.operation, retryable, retryAfter, meaning };
    if (changed > 0) return error.refused ? new Fault(`${error.message}; an earlier step of the change was made`, more) : error;
    return isChange || error.refused ? error : new Fault(error.message, { ...more, refused: true });
  }

  async function guarded<T>(call: () => Promise<T>, isChange = false): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw honest(error, isChange);
    }
  }

  return {
    client,
    until,
    one: (request, wire) =>
      guarded(async () => {
        const answer = await client.send({ ...request, method: 'GET', until });
        return answer.status === 404 ? null : bodyOf(client, answer, { operation: request.operation, wire });
      }),
    list: (request) => guarded(() => readList(client, { ...request, until })),
    ask: (question) => guarded(question),
    send: (request, isFine = () => false) =>
      guarded(async () => {
        const answer = await client.send({ ...request, until });
        if (answer.status < 300) changed += 1;
        else if (!isFine(answer)) throw client.fault(answer, request.operation);
      }, true),
    async settle(isShown) {
      for (const wait of PATIENCE) {
        if (clock.elapsed() + wait >= until) return;
        if (wait > 0) await clock.sleep(wait);
        try {
          if (await isShown()) return;
        } catch (error) {
          // The change was taken; whoever asked for it reads for themselves.
          if (error instanceof Fault) return;
          throw error;
        }
      }
    },
    refuse(text) {
      throw honest(new Fault(text, { where, operation, refused: true }), false);
    },
  };
}
