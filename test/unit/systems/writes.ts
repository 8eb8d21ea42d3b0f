/** What the tests of systems with accounts share: writes in short, what a refused one says, and counterparts that end with their test. */
import { afterEach, expect } from 'vitest';
import { Fault, type SystemWriter, type Write } from '../../../reconciler/ports.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import type { JsonServer } from '../../fakes/json-server.ts';

/** Counterparts of one test file. */
export interface Counterparts {
  /** Keeps one until the end of its test. */
  keep(server: JsonServer): void;
  /** Ends every one of them after each test, and fails it when a call was made that no fact names. */
  endEach(): void;
}

/** Counterparts that are ended with their test. */
export function counterparts(): Counterparts {
  const started: JsonServer[] = [];
  return {
    keep: (server) => void started.push(server),
    endEach() {
      afterEach(async () => {
        const ended = started.splice(0);
        await Promise.all(ended.map((one) => one.stop()));
        expect(ended.flatMap((one) => one.violations)).toEqual([]);
      });
    },
  };
}

/** What a write that does not work says. */
export async function refusalOf({ writer }: { readonly writer: SystemWriter }, write: Write, timeout = 100_000): Promise<Fault> {
  const error: unknown = await writer.write(write, timeout).catch((one: unknown) => one);
  if (!(error instanceof Fault)) throw new Error(`no Fault: ${String(error)}`);
  return error;
}

/** A write of one of the kinds without details. */
export function switching(kind: 'disable' | 'enable' | 'sessions', account: number | string): Write {
  return { kind, account: String(account) as ForeignId };
}

/** A write of groups or licences. */
export function lists(
  kind: 'groups' | 'licences',
  account: number | string,
  about: { remove?: readonly string[]; add?: readonly string[] },
): Write {
  return { kind, account: String(account) as ForeignId, remove: (about.remove ?? []) as never, add: (about.add ?? []) as never };
}
