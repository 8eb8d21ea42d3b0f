/** Readings of systems that hold accounts alone. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Digest } from '../../../schemas/primitives.ts';
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
