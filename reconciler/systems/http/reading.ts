/** Readings of systems that hold accounts alone. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Digest, Instant, SystemId } from '../../../schemas/primitives.ts';
import type { Reading } from '../../model/observed.ts';
import { contentText } from '../../tables/content.ts';

/** A reading without devices, people of a source and digest. */
export type AccountReading = Omit<Reading, 'assets' | 'people' | 'digest'>;

/** The reading with the digest of its content; last use and sessions do not count. */
export function readingOf(came: AccountReading): Reading {
  const content = { accounts: came.accounts, assets: [], people: [], seats: came.seats };
  const digest = createHash('sha256')
    .update(contentText(content, ['lastUse', 'sessions']))
    .digest('hex') as Digest;
  return { ...came, ...content, digest };
}

/** What a system that answers at once says of itself: the content is of the moment in which it was asked, and nothing says how much there is. */
export function liveReading(client: { readonly system: { readonly id: SystemId } }, tenant: string, at: Instant) {
  return { system: client.system.id, tenant, readAt: at, freshAt: at, total: null };
}

/** How far what came may be trusted. */
export interface Part {
  readonly ended: boolean;
  readonly pages: number;
  readonly problems: readonly string[];
}

/** Several parts as one. */
export function joined(parts: readonly Part[]): Part {
  return {
    ended: parts.every((one) => one.ended),
    pages: parts.reduce((sum, one) => sum + one.pages, 0),
    problems: parts.flatMap((one) => one.problems),
  };
}

/** A list as a part, with what was found wrong with its rows. */
export function partOf({ ended, pages, problems }: Part, more: readonly string[]): Part {
  return { ended, pages, problems: [...problems, ...more] };
}

/** A reading that brought nothing home but the reason. */
export function failedReading(about: Pick<AccountReading, 'system' | 'readAt' | 'abilities'>, problem: string): Reading {
  const nothing = { tenant: null, freshAt: null, total: null, ended: false, pages: 0, accounts: [], seats: [], provides: [] };
  return readingOf({ ...about, ...nothing, problems: [problem] });
}

/** Rows read one by one. `problems` has one sentence when some could not be read. */
export function readRows<T extends z.ZodType>(
  rows: readonly unknown[],
  wire: T,
  what: string,
): { readonly values: readonly z.infer<T>[]; readonly problems: readonly string[] } {
  const values: z.infer<T>[] = [];
  for (const row of rows) {
    const parsed = wire.safeParse(row);
    if (parsed.success) values.push(parsed.data);
  }
  const bad = rows.length - values.length;
  return { values, problems: bad === 0 ? [] : [`${bad} of ${rows.length} ${what} cannot be read`] };
}
