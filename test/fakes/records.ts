/** Records of outside systems from a few words, for fakes and tests. */
import { createHash } from 'node:crypto';
import type { Account, Asset, HeldLicence, Reading, SourcePerson } from '../../reconciler/model/observed.ts';
import { contentText } from '../../reconciler/tables/content.ts';
import type { AssetTag, Day, Digest, Entitlement, ForeignId } from '../../schemas/primitives.ts';

/** An account in the fake, as loose as a test wants to write it. `sessions` counts live sign-ins. */
export interface FakeAccount {
  readonly id: string;
  readonly login?: string | null;
  readonly email?: string | null;
  readonly enabled?: boolean | null;
  readonly groups?: readonly string[] | null;
  readonly roles?: readonly string[] | null;
  readonly licences?: readonly (string | { readonly id: string; readonly viaGroup?: string; readonly assignedOn?: string })[] | null;
  readonly sessions?: number | null;
  readonly lastUse?: string | null;
  readonly createdOn?: string | null;
}

/** A device in the fake. */
export interface FakeAsset {
  readonly id: string;
  readonly tag?: string | null;
  readonly serial?: string | null;
  readonly holder?: string | null;
  readonly status?: string | null;
}

/** A person of an HR source in the fake. */
export interface FakePerson {
  readonly id: string;
  readonly login?: string | null;
  readonly firstDay?: string | null;
  readonly lastDay?: string | null;
  readonly unit?: string | null;
}

/** An account as the model has it, from a few words. */
export function account(given: FakeAccount): Account {
  const licences = given.licences ?? (given.licences === null ? null : []);
  return {
    id: given.id as ForeignId,
    login: given.login === undefined ? given.id : given.login,
    email: given.email ?? null,
    enabled: given.enabled === undefined ? true : given.enabled,
    groups: given.groups === undefined ? [] : (given.groups as readonly Entitlement[] | null),
    roles: given.roles === undefined ? [] : (given.roles as readonly Entitlement[] | null),
    licences: licences === null ? null : licences.map(heldLicence),
    lastUse: (given.lastUse ?? null) as Day | 'never' | null,
    createdOn: (given.createdOn ?? null) as Day | null,
    sessions: given.sessions === undefined ? 1 : given.sessions,
  };
}

function heldLicence(given: string | { readonly id: string; readonly viaGroup?: string; readonly assignedOn?: string }): HeldLicence {
  const one = typeof given === 'string' ? { id: given } : given;
  return {
    id: one.id as Entitlement,
    viaGroup: (one.viaGroup ?? null) as Entitlement | null,
    assignedOn: (one.assignedOn ?? null) as Day | null,
  };
}

/** A device as the model has it, from a few words. */
export function asset(given: FakeAsset): Asset {
  return {
    id: given.id,
    tag: (given.tag === undefined ? given.id : given.tag) as AssetTag | null,
    serial: given.serial ?? null,
    holder: given.holder === undefined ? '' : given.holder,
    status: given.status === undefined ? 'Deployed' : given.status,
  };
}

/** A person of an HR source as the model has it, from a few words. */
export function sourcePerson(given: FakePerson): SourcePerson {
  return {
    id: given.id,
    login: given.login ?? null,
    firstDay: (given.firstDay ?? null) as Day | null,
    lastDay: (given.lastDay ?? null) as Day | null,
    unit: given.unit ?? null,
  };
}

/** SHA-256 of the content without what moves every night, as live readers compute it. */
export function digestOf(content: Pick<Reading, 'accounts' | 'assets' | 'people' | 'seats'>): Digest {
  const accounts = content.accounts.map((one) => ({ ...one, lastUse: undefined, sessions: undefined }));
  return createHash('sha256')
    .update(contentText({ ...content, accounts }))
    .digest('hex') as Digest;
}
