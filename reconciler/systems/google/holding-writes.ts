/** Memberships and licences taken off and put back, exactly those that are named. */
import { z } from 'zod';
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { GoogleSystem } from './client.ts';
import { assignmentPath, holdingAddress } from './licences.ts';
import { heldLicences, membershipOf, productOf } from './records.ts';
import type { Steps } from './steps.ts';
import { Group, LicenceItem, Member, type User } from './wire.ts';

interface Wanted {
  readonly remove: readonly Entitlement[];
  readonly add: readonly Entitlement[];
}

/** A membership to change, once the group of that address was found and is not another one that has it as an alias. */
interface Membership {
  readonly path: string;
  readonly role: string;
  /** The role that the user has; null for none. */
  readonly has: string | null;
}

async function findMembership(
  steps: Steps,
  system: GoogleSystem,
  at: { user: User; entitlement: Entitlement },
): Promise<Membership | null> {
  const wanted = membershipOf(at.entitlement);
  if (wanted === null) return null;
  if (system.dynamicGroups?.some((one) => one.toLowerCase() === wanted.email) === true)
    steps.refuse('a rule decides who is in the group (`dynamicGroups`); nobody can be taken off or put in');
  const path = `/admin/directory/v1/groups/${encodeURIComponent(wanted.email)}`;
  const group = await steps.one({ operation: 'find a group', right: 'groups', path, query: { fields: 'id,email' } }, Group);
  if (group === null || group.email.toLowerCase() !== wanted.email) return null;
  const members = `/admin/directory/v1/groups/${encodeURIComponent(group.id)}/members`;
  const query = { fields: 'id,role,type' };
  const member = await steps.one({ operation: 'read one membership', right: 'members', path: `${members}/${at.user.id}`, query }, Member);
  return { path: members, role: wanted.role, has: member === null ? null : (member.role ?? 'MEMBER') };
}

async function takeOff(steps: Steps, user: User, membership: Membership): Promise<void> {
  const call = { operation: 'take off a group', right: 'members', method: 'DELETE', path: `${membership.path}/${user.id}` } as const;
  // Gone meanwhile is what was wanted.
  await steps.send(call);
}

async function putIn(steps: Steps, user: User, { path, role, has }: Membership): Promise<void> {
  const isDone = (body: unknown) => {
    const answer = Member.safeParse(body).data?.role ?? null;
    return answer === null ? null : answer === role;
  };
  const right = 'members';
  const isThere = await (has === null
    ? steps.send({ operation: 'put in a group', right, method: 'POST', path, body: { id: user.id, role } }, isDone)
    : steps.send({ operation: 'change a membership', right, method: 'PATCH', path: `${path}/${user.id}`, body: { role } }, isDone));
  if (!isThere) steps.refuse('the group or the membership went away meanwhile');
}

/** Changes memberships. All groups are looked at before the first is changed. A role that somebody does not have is not taken off. */
export async function writeGroups(
  steps: Steps,
  system: GoogleSystem,
  about: { readonly user: User; readonly wanted: Wanted },
): Promise<void> {
  const { user, wanted } = about;
  const find = (entitlement: Entitlement) => findMembership(steps, system, { user, entitlement });
  const taken: Membership[] = [];
  for (const entitlement of wanted.remove) {
    const membership = await find(entitlement);
    if (membership !== null && membership.has === membership.role) taken.push(membership);
  }
  const given: Membership[] = [];
  for (const entitlement of wanted.add) {
    const membership = (await find(entitlement)) ?? steps.refuse('there is no group of that address');
    if (membership.has !== membership.role) given.push(membership);
  }
  for (const membership of taken) {
    // An owner who is to be a member from now on stays in the group all the time.
    if (!given.some((one) => one.path === membership.path)) await takeOff(steps, user, membership);
  }
  for (const membership of given) await putIn(steps, user, membership);
}

const OfProduct = z.object({ productId: z.string(), skuId: z.string() });

type Product = z.infer<typeof OfProduct>;

/** The address under which the user has it; null for none. */
function holding(steps: Steps, user: User, product: Product): Promise<string | null> {
  return holdingAddress(product, user, (path) => steps.one({ operation: 'read one licence', right: 'licences', path }, LicenceItem));
}

/** Changes licences: takes them off under the address by which Google has them, and gives them by the present primary one. Those that Google assigns by itself are refused: they would come back in minutes. */
export async function writeLicences(
  steps: Steps,
  system: GoogleSystem,
  about: { readonly user: User; readonly wanted: Wanted },
): Promise<void> {
  const { user, wanted } = about;
  const inherited = heldLicences(system, wanted.remove, user.orgUnitPath ?? null).filter(({ viaGroup }) => viaGroup !== null);
  const removals: string[] = [];
  for (const licence of wanted.remove) {
    const product = productOf(licence);
    const address = product === null ? null : await holding(steps, user, product);
    if (product === null || address === null) continue;
    if (inherited.some(({ id }) => id === licence))
      steps.refuse(
        'Google assigns this licence by itself in the organisational unit of the account; move the account, or switch that off there',
      );
    removals.push(assignmentPath(product, address));
  }
  const additions: Product[] = [];
  for (const licence of wanted.add) {
    const product = productOf(licence) ?? steps.refuse('a licence is named as `<product>/sku<number>`');
    if ((await holding(steps, user, product)) === null) additions.push(product);
  }
  for (const path of removals) {
    await steps.send({ operation: 'take off a licence', right: 'licences', method: 'DELETE', path });
  }
  for (const product of additions) {
    const path = assignmentPath(product, user.primaryEmail).replace(/\/[^/]*$/u, '');
    const isDone = (answer: unknown) => (LicenceItem.safeParse(answer).success ? true : null);
    const body = { userId: user.primaryEmail };
    const isThere = await steps.send({ operation: 'give a licence', right: 'licences', method: 'POST', path, body }, isDone);
    if (!isThere) steps.refuse('Google knows no such licence, or does not know the account there yet');
  }
}
