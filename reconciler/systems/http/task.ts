/** One write of the model as the calls that it takes: bounded by its time, and honest about whether anything was changed. */
import type { SystemId } from '../../../schemas/primitives.ts';
import { Fault } from '../../ports.ts';
import type { Answer, Http, HttpRequest } from './client.ts';

/** The calls of one write. All throw Fault. */
export interface Task {
  /** A question. When it fails before anything was changed, the Fault is `refused`: nothing has happened. */
  readonly ask: (request: HttpRequest) => Promise<Answer>;
  /** A change. An answer below 300 counts as made. */
  readonly change: (request: HttpRequest) => Promise<Answer>;
  /** Ends the write: `refused`, unless an earlier step of it was made. */
  refuse(text: string): never;
  /** Ends the write with the fault that a refusal of the system is, and with what that means. */
  fail(fault: Fault): never;
  /** Ends the write: the system answered that it did it, and what it shows is something else. */
  doubt(text: string): never;
}

/** What a write is, and until when of `clock.elapsed()` it may last. */
export interface TaskAbout {
  readonly where: SystemId;
  readonly operation: string;
  readonly until: number;
}

/** Begins a write. */
export function beginTask(http: Http, { where, operation, until }: TaskAbout): Task {
  let isChanged = false;

  /** The fault as the caller may take it: "refused" only while nothing was changed. */
  function honest(fault: Fault, isRefused: boolean): Fault {
    const refused = isRefused && !isChanged;
    if (refused === fault.refused) return fault;
    const text = isChanged ? `${fault.message}; an earlier step of the change was made` : fault.message;
    const { retryable, retryAfter, meaning } = fault;
    return new Fault(text, { where, operation: fault.operation, retryable, retryAfter, refused, meaning, cause: fault });
  }

  async function send(request: HttpRequest, isRefused: (fault: Fault) => boolean): Promise<Answer> {
    try {
      return await http.send({ ...request, until });
    } catch (error) {
      throw error instanceof Fault ? honest(error, isRefused(error)) : error;
    }
  }

  return {
    ask: (request) => send({ ...request, isRead: true }, () => true),
    async change(request) {
      const answer = await send(request, (fault) => fault.refused);
      if (answer.status < 300) isChanged = true;
      return answer;
    },
    refuse(text) {
      throw honest(new Fault(text, { where, operation, refused: true }), true);
    },
    fail(fault) {
      throw honest(fault, fault.refused);
    },
    doubt(text) {
      throw new Fault(text, { where, operation });
    },
  };
}

/** Lets writes through one after another, in the order in which they came. */
export function inTurn(): <T>(write: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (write) => {
    const next = last.then(write);
    last = next.catch(() => {});
    return next;
  };
}
