/** What services that speak SCIM do differently: a row of data each, and no name of a service anywhere else. */
import type { ScimDialect } from '../../../schemas/system-kinds/scim.ts';
import type { Abilities } from '../../model/observed.ts';

/**
 * How `active` may be changed by PATCH: with a path and a boolean (RFC 7644), as an object without a path, or with a capital letter and
 * the text `False`, as Entra sends it as it comes.
 */
export type SwitchForm = 'path' | 'object' | 'text';

/**
 * How one value leaves a list by PATCH: by a filter in the path (RFC 7644), or by the value beside a bare path. A service that does not
 * know the second form can empty the whole list by it, so that it is used only where it is documented.
 */
export type LeaveForm = 'filter' | 'value';

/** One service. */
export interface Dialect {
  /** What an account is there once it has been made inactive. */
  readonly disabled: Abilities['disabled'];
  /** The same for people: one sentence. */
  readonly effect: string;
  /** False where nothing makes the same account active again. */
  readonly returns: boolean;
  /** The forms that are tried, in this order; then PUT. */
  readonly switches: readonly SwitchForm[];
  readonly leaves: LeaveForm;
  /** True where operations of PATCH are written with a capital letter. */
  readonly capital: boolean;
  /** False where the members of its groups cannot be changed one by one. */
  readonly groups: boolean;
  /** Requests in a minute that it bears from everybody together. */
  readonly perMinute: number;
}

const GENERIC: Dialect = {
  disabled: 'disabled',
  effect: 'the account can no longer sign in; it stays listed and can be made active again',
  returns: true,
  switches: ['path', 'object'],
  leaves: 'filter',
  capital: false,
  groups: true,
  perMinute: 120,
};

/** The services that are known. Sources: docs/systems/scim.md. */
export const DIALECTS: Readonly<Record<ScimDialect, Dialect>> = {
  generic: GENERIC,
  entra: { ...GENERIC, switches: ['text', 'path', 'object'], leaves: 'value', capital: true },
  okta: { ...GENERIC, switches: ['object', 'path'] },
  slack: {
    ...GENERIC,
    effect: 'the member is deactivated in the whole organisation; messages stay, and the account can be made active again',
    perMinute: 180,
  },
  'github-emu': {
    ...GENERIC,
    effect: 'the user is suspended; sign-in name and address are made unreadable until the account is active again',
    switches: ['object'],
    leaves: 'value',
  },
  'github-organisation': {
    ...GENERIC,
    disabled: 'deleted',
    effect: 'the member is removed from the organisation, and the identity is deleted; only a new invitation brings the person back',
    returns: false,
    switches: ['object'],
    leaves: 'value',
    groups: false,
  },
  pagerduty: {
    ...GENERIC,
    disabled: 'deleted',
    effect: 'the user is deleted; who comes back gets a new user',
    returns: false,
    groups: false,
  },
  atlassian: {
    ...GENERIC,
    disabled: 'hidden',
    effect: 'the account is deactivated and no longer listed; it can be made active again by its id',
  },
};
