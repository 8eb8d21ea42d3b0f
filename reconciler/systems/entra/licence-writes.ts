/** Licences taken off and put back, in one call. What an account has through a group is the group's, and is refused. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { SwitchedOff } from '../../model/observed.ts';
import { readProducts } from './directory.ts';
import type { Skus } from './records.ts';
import type { Steps } from './steps.ts';
import type { User } from './wire.ts';

/** What is wanted of one account. */
export interface WantedLicences {
  readonly remove: readonly Entitlement[];
  readonly add: readonly Entitlement[];
  /** Service plans that stay switched off in what is given; those of other products are all on. */
  readonly switchedOff?: SwitchedOff;
}

/** A product to give, under the name that it was asked for. */
interface Given {
  readonly name: Entitlement;
  readonly skuId: string;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

function idsOf(skus: Skus, name: Entitlement): readonly string[] {
  const ids = [...skus].filter(([, one]) => one === name).map(([id]) => id);
  return ids.length === 0 && GUID.test(name) ? [name] : ids;
}

/** Assignments of these products, as the account has them by itself. */
function direct(steps: Steps, user: User, at: { skus: Skus; remove: readonly Entitlement[] }): readonly string[] {
  const states = user.licenseAssignmentStates ?? steps.refuse('Entra does not say which licences come from groups');
  return at.remove.flatMap((name) =>
    idsOf(at.skus, name).flatMap((skuId) => {
      const own = states.filter((one) => one.skuId === skuId);
      if (own.some((one) => (one.assignedByGroup ?? null) === null)) return [skuId];
      // Not held at all is what was wanted; held through a group is not.
      return own.length === 0 ? [] : steps.refuse(`the licence "${name}" comes from a group: take the account off that group`);
    }),
  );
}

function missing(steps: Steps, user: User, at: { skus: Skus; add: readonly Entitlement[] }): readonly Given[] {
  const has = new Set((user.assignedLicenses ?? []).map((one) => one.skuId));
  const given = at.add.flatMap((name) => {
    const [first, ...more] = idsOf(at.skus, name);
    if (first === undefined) return steps.refuse(`the tenant has no product "${name}"`);
    return [first, ...more].some((id) => has.has(id)) ? [] : [{ name, skuId: first }];
  });
  if (given.length > 0 && !user.usageLocation)
    steps.refuse('the account has no country of use, without which Entra gives no licence; set it first');
  return given;
}

/** Takes licences off an account and gives it others. `reread` reads the account again. */
export async function writeLicences(
  steps: Steps,
  user: User,
  wanted: WantedLicences & { readonly reread: () => Promise<User | null> },
): Promise<void> {
  const { skus } = await steps.ask(() => readProducts(steps.client, steps.until));
  const removeLicenses = direct(steps, user, { skus, remove: wanted.remove });
  const added = missing(steps, user, { skus, add: wanted.add });
  if (removeLicenses.length + added.length === 0) return;
  const off = new Map(Object.entries(wanted.switchedOff ?? {}));
  const addLicenses = added.map(({ name, skuId }) => ({ skuId, disabledPlans: off.get(name) ?? [] }));
  const path = `/users/${user.id}/assignLicense`;
  await steps.send({ operation: 'change licences', method: 'POST', path, body: { addLicenses, removeLicenses } });
  await steps.settle(async () => {
    const states = (await wanted.reread())?.licenseAssignmentStates ?? [];
    const own = new Set(states.filter((one) => (one.assignedByGroup ?? null) === null).map((one) => one.skuId));
    return removeLicenses.every((id) => !own.has(id)) && added.every(({ skuId }) => own.has(skuId));
  });
}
