/** Who has which licence: one list for each product, and for one account one question for each SKU that is known. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { Fault } from '../../ports.ts';
import { readRows } from '../http/reading.ts';
import type { Client, GoogleSystem } from './client.ts';
import { addressesOf, licenceEntitlement, productOf } from './records.ts';
import { LicenceItem, type User } from './wire.ts';

/** Licences by the address of their holder, in lower case. */
export interface Assignments {
  readonly byAddress: ReadonlyMap<string, readonly Entitlement[]>;
  readonly pages: number;
  readonly problems: readonly string[];
}

/** The path of what somebody has of a SKU. Google takes an address here, and no id. */
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

/** Asks for one assignment; null when there is none. Throws Fault. */
type AskAssignment = (path: string) => Promise<LicenceItem | null>;

/** An address that was never a primary one is none of the licence manager's own, which it may say in any way. */
async function askUnderAlias(ask: AskAssignment, path: string): Promise<LicenceItem | null> {
  try {
    return await ask(path);
  } catch (error) {
    if (error instanceof Fault && error.refused && !error.retryable) return null;
    throw error;
  }
}

/**
 * The address under which a user has a licence; null when they have it under none. After a rename the licence manager goes on for a while
 * with the address from before, and says of the new one that there is no such thing. Throws Fault.
 */
export async function holdingAddress(
  product: Pick<LicenceItem, 'productId' | 'skuId'>,
  user: User,
  ask: AskAssignment,
): Promise<string | null> {
  const { primaryEmail } = user;
  if ((await ask(assignmentPath(product, primaryEmail))) !== null) return primaryEmail;
  for (const address of new Set(addressesOf(user))) {
    if (address === primaryEmail.toLowerCase()) continue;
    if ((await askUnderAlias(ask, assignmentPath(product, address))) !== null) return address;
  }
  return null;
}

/** What one user has of these licences, under any address. */
export async function readLicencesOf(client: Client, known: ReadonlySet<Entitlement>, user: User): Promise<readonly Entitlement[]> {
  const ask: AskAssignment = (path) => client.one({ operation: 'read one licence', right: 'licences', path }, LicenceItem);
  const held: Entitlement[] = [];
  for (const licence of known) {
    const product = productOf(licence);
    if (product !== null && (await holdingAddress(product, user, ask)) !== null) held.push(licence);
  }
  return held;
}
