/** Which heading of somebody else's tables is what: the one form that every layout has. */
import type { DateOrder } from '../tables/dates.ts';

/** Headings of a table of people. `manager` is a full name or a sign-in name. */
export interface PeopleColumns {
  readonly login: string;
  readonly name?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly enabled?: string;
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly manager?: string;
}

/** Headings of a table of devices. `holder` is a sign-in name; `holderType` says what a device is checked out to. */
export interface AssetColumns {
  readonly tag: string;
  readonly serial?: string;
  readonly model?: string;
  readonly category?: string;
  readonly purchased?: string;
  readonly cost?: string;
  readonly status?: string;
  readonly holder?: string;
  readonly holderType?: string;
  readonly holderFirstName?: string;
  readonly holderLastName?: string;
  readonly holderEmail?: string;
  readonly place?: string;
}

/** Headings of a table of licences. */
export interface LicenceColumns {
  readonly id: string;
  readonly name?: string;
  readonly cost: string;
  readonly seats?: string;
  readonly until?: string;
  readonly login?: string;
  /** Yes-or-no columns that are looked at and not kept. */
  readonly flags?: readonly string[];
}

/** A layout. `name` begins the ids of the systems that are written for the same files. */
export interface Mapping {
  readonly name: string;
  readonly dates: DateOrder;
  /** The period of licence prices. */
  readonly per: 'month' | 'year';
  readonly people?: PeopleColumns;
  readonly assets?: AssetColumns;
  readonly licences?: LicenceColumns;
}
