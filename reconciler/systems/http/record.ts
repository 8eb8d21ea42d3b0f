/** Single records of a system over HTTP, and parts that a credential may not read. */
import type { z } from 'zod';
import type { SystemId } from '../../../schemas/primitives.ts';
import { Fault } from '../../ports.ts';
import type { Answer, Ask, Http } from './client.ts';

/** What a client of a system has for its records. */
export interface RecordLine {
  readonly system: { readonly id: SystemId };
  readonly http: Http;
  /** A refusal, said so that it can be mended. */
  readonly fault: (answer: Answer, operation: string) => Fault;
}

/** Reads one record; null when the system itself says that it is not there. Throws Fault. */
export type ReadRecord = <T extends z.ZodType>(
  request: { readonly operation: string; readonly path: string },
  wire: T,
  ask?: Ask,
) => Promise<z.infer<T> | null>;

/** A record as its form has it. Throws Fault with this sentence for another form. */
export function parseRecord<T extends z.ZodType>(
  line: Pick<RecordLine, 'system'>,
  wire: T,
  about: { readonly body: unknown; readonly operation: string; readonly odd: string },
): z.infer<T> {
  const parsed = wire.safeParse(about.body);
  if (parsed.success) return parsed.data;
  throw new Fault(about.odd, { where: line.system.id, operation: about.operation });
}

/**
 * The reading of single records as one identity. `odd` is what is said of a record that is not as it should be; `isAbsent` knows the
 * system's own 404 from that of something which stands in front of it and says nothing about a record.
 */
export function recordReader(
  line: RecordLine,
  about: { readonly odd: string; readonly isAbsent: (answer: Answer) => boolean },
): ReadRecord {
  const { http, fault } = line;
  const { odd, isAbsent } = about;
  return async ({ operation, path }, wire, ask = (request) => http.send(request)) => {
    const answer = await ask({ operation, method: 'GET', path });
    if (isAbsent(answer)) return null;
    if (answer.status !== 200) throw fault(answer, operation);
    return parseRecord(line, wire, { body: answer.body, operation, odd });
  };
}

/** What a credential may not read is null; every other Fault is thrown on. */
export async function orUnknown<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Fault && error.refused && !error.retryable) return null;
    throw error;
  }
}
