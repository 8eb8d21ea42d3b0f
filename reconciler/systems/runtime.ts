/** What the machine that runs us gives to the adapters of outside systems. */
import type { Clock } from '../ports.ts';

/** What a system may be opened with: nothing of it comes from the repository. */
export interface Runtime {
  /** The folder that exports and practice worlds lie below; null when the runner names none. */
  readonly exports: string | null;
  /** A credential by its name, or null when the runner has none of that name. */
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
}
