/** What a service says of itself -> what is used of it. What it does not say is not there, but users, groups and PATCH. Pure. */
import { Page, ProviderConfig, ResourceType, Schema } from './wire.ts';

/** The three documents as they came; null for one that did not. */
export interface Documents {
  readonly config: unknown;
  readonly resourceTypes: unknown;
  readonly schemas: unknown;
}

/** What is used of a service. */
export interface Capabilities {
  readonly patch: boolean;
  readonly filter: boolean;
  /** True only where versions are announced: an ETag of a proxy says nothing of a resource. */
  readonly etag: boolean;
  readonly sort: boolean;
  readonly paging: 'index' | 'cursor';
  /** The most that it gives in a page, when it says. */
  readonly largestPage: number | null;
  readonly users: string;
  /** Null where there are no groups. */
  readonly groups: string | null;
  /** Attributes of a user, by lower-case name: whether they can be written. Null where no schema was given. */
  readonly attributes: ReadonlyMap<string, boolean> | null;
}

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:user';

function rowsOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document as readonly unknown[];
  return Page.safeParse(document).data?.Resources ?? [];
}

/** Only a plain path below the address is followed. */
function endpointOf(rows: readonly unknown[], name: string): string | null {
  for (const row of rows) {
    const { data } = ResourceType.safeParse(row);
    if (data === undefined || (data.name ?? data.id)?.toLowerCase() !== name) continue;
    const path = data.endpoint.startsWith('/') ? data.endpoint : `/${data.endpoint}`;
    return /^(\/[A-Za-z0-9_-]{1,60}){1,4}$/u.test(path) ? path : null;
  }
  return null;
}

function attributesOf(schemas: unknown): Capabilities['attributes'] {
  for (const row of rowsOf(schemas)) {
    const { data } = Schema.safeParse(row);
    if (data?.id.toLowerCase() !== USER_SCHEMA || data.attributes.length === 0) continue;
    return new Map(data.attributes.map(({ name, mutability }) => [name.toLowerCase(), mutability?.toLowerCase() !== 'readonly']));
  }
  return null;
}

/** What is used. Total: any document, or none, gives an answer. */
export function capabilitiesOf({ config, resourceTypes, schemas }: Documents): Capabilities {
  const said = ProviderConfig.safeParse(config).data ?? null;
  const types = rowsOf(resourceTypes);
  const pagination = said?.pagination ?? null;
  const is = (one: 'patch' | 'filter' | 'etag' | 'sort') => said?.[one]?.supported ?? null;
  return {
    patch: is('patch') !== false,
    filter: is('filter') === true,
    etag: is('etag') === true,
    sort: is('sort') === true,
    paging: pagination?.cursor === true ? 'cursor' : 'index',
    largestPage: pagination?.maxPageSize ?? null,
    users: endpointOf(types, 'user') ?? '/Users',
    groups: endpointOf(types, 'group') ?? (types.length > 0 ? null : '/Groups'),
    attributes: attributesOf(schemas),
  };
}
