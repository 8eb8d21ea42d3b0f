/** Who is billed: Slack counts it now and then, and by its own rule of who is active. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { HeldLicence } from '../../model/observed.ts';
import { type Part, partOf } from '../http/reading.ts';
import { orUnknown } from '../http/record.ts';
import type { Client } from './client.ts';
import { Billable, BillablePage } from './wire.ts';

/** A seat is the account itself: it ends with it, and is not taken off by itself. */
const SEAT: HeldLicence = { id: 'slack' as Entitlement, viaGroup: 'account' as Entitlement, assignedOn: null };

/** Seats by member. */
export interface Billing {
  readonly byMember: ReadonlyMap<string, readonly HeldLicence[]>;
  readonly part: Part;
}

/** The words that say which workspace is meant; null where an organisation's file names none. */
function scopeOf({ system }: Client): Readonly<Record<string, string>> | null {
  if (system.plan !== 'enterprise') return {};
  return system.workspace === undefined ? null : { team_id: system.workspace };
}

/** Everybody's seat; null where it is not asked for, or the token may not see it. Throws Fault. */
export async function readBilling(client: Client): Promise<Billing | null> {
  const scope = scopeOf(client);
  if (client.system.billing !== true || scope === null) return null;
  const what = 'seats';
  const query = { ...scope, limit: String(client.system.pageSize ?? 200) };
  const rowsOf = (body: unknown) => {
    const page = BillablePage.safeParse(body).data;
    return page === undefined ? null : Object.entries(page.billable_info);
  };
  const chain = await orUnknown(() => client.list({ operation: 'read seats', method: 'team.billableInfo', what, query }, rowsOf));
  if (chain === null) return null;
  const rows = chain.rows as readonly (readonly [string, unknown])[];
  const byMember = new Map<string, readonly HeldLicence[]>();
  let bad = 0;
  for (const [id, row] of rows) {
    const billed = Billable.safeParse(row).data?.billing_active;
    if (billed === undefined) bad += 1;
    else byMember.set(id, billed ? [SEAT] : []);
  }
  return { byMember, part: partOf(chain, bad === 0 ? [] : [`${bad} of ${rows.length} seats cannot be read`]) };
}

/** The seat of one member; null where it is not known. Throws Fault. */
export async function readSeat(client: Client, id: string): Promise<readonly HeldLicence[] | null> {
  const scope = scopeOf(client);
  if (client.system.billing !== true || scope === null) return null;
  const method = { operation: 'read one seat', method: 'team.billableInfo', query: { ...scope, user: id } };
  const page = await orUnknown(() => client.ask(method, BillablePage, { absent: ['user_not_found'] }));
  const billed = Billable.safeParse(page?.billable_info[id]).data?.billing_active;
  return billed === undefined ? null : billed ? [SEAT] : [];
}
