/** Who has which licence: one list for each product, and for one account one question for each SKU that is known. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { Client, GoogleSystem } from './client.ts';
import { addressesOf, licenceEntitlement, productOf, readRows } from './records.ts';
import { LicenceItem, type User } from './wire.ts';

/** Licences by the address of their holder, in lower case. */
export interface Assignments {
  readonly byAddress: ReadonlyMap<string, readonly Entitlement[]>;
  readonly pages: number;
  readonly problems: readonly string[];
}

/** The address of what somebody has of a SKU. Google takes the present primary address here, and no id. */
export function assignmentPath({ productId, skuId }: Pick<LicenceItem, 'productId' | 'skuId'>, address: string): string {
  const part = encodeURIComponent;
  return `/apps/licensing/v1/product/${part(productId)}/sku/${part(skuId)}/user/${part(address)}`;
}

/** All assignments of the products in the system file. */
export async function readAssignments(client: Client, system: GoogleSystem): Promise<Assignments> {
  const byAddress = new Map<string, Entitlement[]>();
  const found: string[] = [];
  let pages = 0;
  for (const product of system.products ?? []) {
    const listed = await client.list({
      operation: 'read licences',
      right: 'licences',
      path: `/apps/licensing/v1/product/${encodeURIComponent(product)}/users`,
      query: { customerId: system.tenant, maxResults: 1000 },
      rows: 'items',
      kind: 'licensing#licenseAssignmentList',
    });
    pages += listed.pages;
    const { values, problems } = readRows(listed.rows, LicenceItem, `licences of the product ${product}`);
    found.push(...problems);
    for (const item of values) {
      const licence = licenceEntitlement(item);
      const address = item.userId.toLowerCase();
      if (licence === null) found.push(`a licence of the product ${product} cannot be named`);
      else byAddress.set(address, [...(byAddress.get(address) ?? []), licence]);
    }
  }
  return { byAddress, pages, problems: [...new Set(found)] };
}

/** How many addresses hold something and are nobody's: renamed or deleted right now, or the list is of somewhere else. */
export function strangersIn({ byAddress }: Assignments, users: readonly User[]): number {
  const known = new Set(users.flatMap(addressesOf));
  return [...byAddress.keys()].filter((address) => !known.has(address)).length;
}

/** What a user has of the assignments, under any address. */
export function licencesOf({ byAddress }: Assignments, user: User): readonly Entitlement[] {
  return [...new Set(addressesOf(user).flatMap((address) => byAddress.get(address) ?? []))];
}

/** Licences that somebody has or that the file prices: those that one account is asked about. */
export function knownLicences(assignments: Assignments, system: GoogleSystem): ReadonlySet<Entitlement> {
  const named = [...(system.licences ?? []), ...(system.automaticLicences ?? []).map(({ licence }) => ({ id: licence }))].map(
    ({ id }) => id,
  );
  const ours = named.filter((id) => system.products?.includes(productOf(id)?.productId ?? '') === true);
  return new Set([...[...assignments.byAddress.values()].flat(), ...ours]);
}

/** What one user has of these licences. */
export async function readLicencesOf(client: Client, known: ReadonlySet<Entitlement>, user: User): Promise<readonly Entitlement[]> {
  const held: Entitlement[] = [];
  for (const licence of known) {
    const product = productOf(licence);
    if (product === null) continue;
    const path = assignmentPath(product, user.primaryEmail);
    const item = await client.one({ operation: 'read one licence', right: 'licences', path }, LicenceItem);
    if (item !== null) held.push(licence);
  }
  return held;
}
