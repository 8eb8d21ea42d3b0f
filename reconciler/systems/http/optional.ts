/** Parts of a reading without which the rest is still true. */
import { Fault } from '../../ports.ts';

/**
 * What was read; null when it cannot be read: then what it would tell is not provided, and access still ends. Anything that is no Fault is
 * thrown.
 */
export async function ifReadable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
