/** What is kept of a whole reading, and of the changes since, for a system that can tell what changed. Whatever is not exactly what would be kept is none. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import { minutesBetween } from '../../calendar.ts';
import type { Clock, EarlierReadings } from '../../ports.ts';

/** Minutes after which a reading is whole again, whatever changed: less than systems remember their changes. */
const LONGEST = 6 * 24 * 60;

/** What was kept: when all of the system was read last, and what an adapter needs to go on from there. */
export interface Kept<T> {
  readonly wholeAt: Instant;
  readonly content: T;
}

/** Where readings of one system are kept, and in which form. */
export interface Keeping<T> {
  /** What was kept, when it is of this system as its file stands, and not too old. Null in all other cases. */
  load(): Promise<Kept<T> | null>;
  /** Keeps what was read; `wholeAt` is null for a whole reading, which was of now. */
  save(content: T, wholeAt: Instant | null): Promise<void>;
}

/** Each form of what is kept has its number: another one is not read. */
const FORM = 1;

const Envelope = z.strictObject({
  form: z.literal(FORM),
  system: z.string(),
  wholeAt: z.iso.datetime({ precision: 0 }),
  content: z.unknown(),
});

/** Any change of a system's file makes the next reading a whole one. */
function fingerprintOf(system: System): string {
  return createHash('sha256').update(JSON.stringify(system)).digest('hex');
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}

/** Opens the place of one system. Null where its file does not ask for changes, or the runner keeps nothing. */
export function openKeeping<T>(
  system: System & { readonly reads?: 'whole' | 'changes' | undefined },
  runtime: { readonly clock: Clock; readonly earlier?: EarlierReadings | null },
  content: z.ZodType<T>,
): Keeping<T> | null {
  const { clock, earlier = null } = runtime;
  if (system.reads !== 'changes' || earlier === null) return null;
  const fingerprint = fingerprintOf(system);
  return {
    async load() {
      const bytes = await earlier.load(system.id);
      const kept = bytes === null ? null : Envelope.safeParse(parse(bytes)).data;
      if (kept === null || kept === undefined || kept.system !== fingerprint) return null;
      const wholeAt = kept.wholeAt as Instant;
      const age = minutesBetween(wholeAt, clock.now());
      const inside = content.safeParse(kept.content);
      return age < 0 || age > LONGEST || !inside.success ? null : { wholeAt, content: inside.data };
    },
    async save(found, wholeAt) {
      const kept = { form: FORM, system: fingerprint, wholeAt: wholeAt ?? clock.now(), content: found };
      await earlier.save(system.id, new TextEncoder().encode(JSON.stringify(kept)));
    },
  };
}
