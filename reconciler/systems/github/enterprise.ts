/** The licences of the enterprise that an organisation is part of: who uses one, and how many are paid. */
import { Entitlement } from '../../../schemas/primitives.ts';
import type { HeldLicence, Seats } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import { readRows } from '../http/reading.ts';
import type { Client } from './client.ts';
import { type Part, partWith } from './lists.ts';
import { Licensed, LicensedPage } from './wire.ts';

/** What gives such a licence: belonging to the organisation. It ends with that, and is not taken off by itself. */
const THROUGH = 'organisation' as Entitlement;

/** The licence that GitHub sells itself; others, as those of Visual Studio, are paid elsewhere. */
const OWN = 'enterprise' as Entitlement;

/** People of the whole enterprise with a licence, and GitHub's two numbers. */
export interface Licences extends Part<Licensed> {
  readonly consumed: number;
  readonly purchased: number;
}

/** Everybody in the enterprise who uses a licence. Throws Fault: also when the file or the runner has no credential of the enterprise. */
export async function readLicences(client: Client): Promise<Licences> {
  const { system, prefix, enterprise } = client;
  const operation = 'read enterprise licences';
  if (enterprise === null) throw new Fault('there is no credential of the enterprise', { where: system.id, operation, refused: true });
  let [consumed, purchased] = [0, 0];
  const rowsOf = (body: unknown) => {
    const page = LicensedPage.safeParse(body).data;
    if (page === undefined) return null;
    [consumed, purchased] = [page.total_seats_consumed, page.total_seats_purchased];
    return page.users;
  };
  const what = 'enterprise licences';
  const path = `${prefix}/enterprises/${encodeURIComponent(system.enterprise?.name ?? '')}/consumed-licenses`;
  const chain = await client.list({ operation, what, path, rowsOf }, (request) => enterprise.send(request));
  return { ...partWith(chain, readRows(chain.rows, Licensed, what)), consumed, purchased };
}

function licenceOf({ license_type: type }: Licensed): Entitlement {
  const name = (type ?? 'enterprise').toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
  return Entitlement.safeParse(name).data ?? OWN;
}

/** What one user holds of them, by sign-in name in small letters. */
export function licencesByLogin({ values }: Licences): ReadonlyMap<string, HeldLicence> {
  const rows = values.flatMap((row) => (row.github_com_login ? [[row.github_com_login.toLowerCase(), licenceOf(row)] as const] : []));
  return new Map(rows.map(([login, id]) => [login, { id, viaGroup: THROUGH, assignedOn: null }]));
}

/** Addresses that the enterprise knows to be somebody's: the name at the identity provider, else one at a domain of its own. */
export function addressesOf({ values }: Licences): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { github_com_login: login, github_com_saml_name_id: name, github_com_verified_domain_emails: emails } of values) {
    const address = [name, ...(emails ?? [])].find((one) => one?.includes('@') === true);
    if (login && address) found.set(login.toLowerCase(), address);
  }
  return found;
}

/**
 * Seats as they count for this organisation: those that people of other organisations use are none of its own, so that what is left over is
 * what the enterprise has left over.
 */
export function seatsOf({ consumed, purchased }: Licences, heldHere: number): readonly Seats[] {
  return [{ licence: OWN, bought: Math.max(heldHere, purchased - Math.max(0, consumed - heldHere)) }];
}
