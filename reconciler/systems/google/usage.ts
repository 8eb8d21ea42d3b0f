/** Last use of mail and sign-in by the usage reports, which are some days late. */
import type { Day, Instant } from '../../../schemas/primitives.ts';
import { addDays } from '../../calendar.ts';
import type { Account } from '../../model/observed.ts';
import { readRows } from '../http/reading.ts';
import type { Client } from './client.ts';
import { lastUseOf } from './records.ts';
import { reasonOfFault } from './refusal.ts';
import { UsageReport } from './wire.ts';

/** The newest day of use by the id of the account. */
export interface Usage {
  readonly byId: ReadonlyMap<string, Account['lastUse']>;
  readonly pages: number;
  readonly problems: readonly string[];
}

/** Reports are two to three days late, sometimes more; what is older than this is of no use. */
const FIRST_AGE = 3;
const LAST_AGE = 6;

const PARAMETERS = 'accounts:last_login_time,gmail:last_access_time';

/** The later of two days of last use; a day is later than never, and never than unknown. */
export function laterUse(a: Account['lastUse'], b: Account['lastUse']): Account['lastUse'] {
  if (a === null || b === null) return a ?? b;
  if (a === 'never' || b === 'never') return a === 'never' ? b : a;
  return a < b ? b : a;
}

async function readDay(client: Client, day: Day): Promise<Usage> {
  const { rows, pages } = await client.list({
    operation: 'read usage reports',
    right: 'usage',
    path: `/admin/reports/v1/usage/users/all/dates/${day}`,
    query: { parameters: PARAMETERS, maxResults: 1000 },
    rows: 'usageReports',
    kind: 'admin#reports#usageReports',
  });
  const { values, problems } = readRows(rows, UsageReport, 'usage reports');
  const byId = new Map<string, Account['lastUse']>();
  for (const { entity, parameters } of values) {
    const uses = (parameters ?? []).map(({ datetimeValue }) => lastUseOf(datetimeValue));
    byId.set(entity.profileId, uses.reduce(laterUse, null));
  }
  return { byId, pages, problems };
}

/** The newest report there is; null when none of the last days has come. Throws Fault for anything but a day that has not come yet. */
export async function readUsage(client: Client, at: Instant): Promise<Usage | null> {
  for (let age = FIRST_AGE; age <= LAST_AGE; age += 1) {
    const day = addDays(at.slice(0, 10) as Day, -age);
    try {
      const usage = await readDay(client, day);
      if (usage.byId.size > 0) return usage;
    } catch (error) {
      if (reasonOfFault(error) !== 'invalid') throw error;
    }
  }
  return null;
}
