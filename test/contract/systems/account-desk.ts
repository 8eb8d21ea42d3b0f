/** What the account suite needs of a system: its two ports, hands on its world, and what can go wrong there. */
import { it } from 'vitest';
import type { AccountChange } from '../../../reconciler/model/change.ts';
import type { Account } from '../../../reconciler/model/observed.ts';
import type { Clock, SystemReader, SystemWriter } from '../../../reconciler/ports.ts';
import type { Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import { WORLD } from './reader-suite.ts';

/** What a system may lack. Whatever a subject lacks it says, with the reason; nothing is left out silently. */
export type Lackable =
  | 'rename'
  | 'vanish'
  | 'twin'
  | 'enable'
  | 'groups'
  | 'licences'
  | 'inherited'
  | 'sessions'
  | 'blind'
  | 'tenant'
  | 'limit-read'
  | 'limit-write'
  | 'stale'
  | 'lost-answer'
  | 'own'
  | 'right';

/** What an administrator does in the system by hand. Ids are the system's own; groups and licences are named as the world names them. */
export interface Hand {
  rename(id: string, login: string): Promise<void>;
  vanish(id: string): Promise<void>;
  switchOff(id: string): Promise<void>;
  join(id: string, group: string): Promise<void>;
  /** Another account of the same person, with the same address; gives its id. */
  twin(id: string): Promise<string>;
  /** The account gets a licence through a group that it is put in. */
  inherit(id: string, licence: string, group: string): Promise<void>;
  /** The person accepts to come back, where a system asks them. */
  accept?(id: string): Promise<void>;
}

/** What goes wrong from now on. */
export interface Trouble {
  /** The list breaks off behind its first page or first record. */
  breakOff(): Promise<void>;
  /** Every list is answered with success and holds nobody: the rights to see are gone. */
  blind(): Promise<void>;
  /** Another tenant answers from now on. */
  otherTenant(): Promise<void>;
  /** The next request of this sort is refused because there were too many; it may be repeated after so many seconds. */
  limit(sort: 'read' | 'write', seconds: number): Promise<void>;
  /** That many readings of a single account show it as it was before the writes from now on. */
  stale(readings: number): Promise<void>;
  /** The next write is carried out and no answer comes. */
  loseAnswer(): Promise<void>;
  /** Every change is refused from now on: the identity that writes may see, and has not the right to change. */
  forbid(): Promise<void>;
}

/** A system made anew, with the world of the reader suite in it. */
export interface AccountDesk {
  readonly system: System;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
  readonly clock: Clock;
  readonly hand: Hand;
  readonly trouble: Trouble;
  /** The account that the credential for writing belongs to, where it is one among the others. */
  readonly own?: ForeignId;
}

/** One way of standing behind the two ports. */
export interface AccountSubject {
  readonly name: string;
  /** With `own`, its credential for writing is that of the account that the desk then names as `own`. */
  open(as?: 'own'): Promise<AccountDesk>;
  /** The id of its own for an id of the world. */
  readonly id?: (id: string) => string;
  /** The name of its own for a group or licence of the world; null for one that it cannot have. */
  readonly entitlement?: (name: string) => string | null;
  /** True where an account that is disabled is removed: neither listed nor read any more, and back without the seats that it had. */
  readonly removes?: boolean;
  /** Why it cannot show something, by what it is. */
  readonly lacks?: Readonly<Partial<Record<Lackable, string>>>;
  /** Milliseconds that a write may take there. Default: 10,000. */
  readonly patience?: number;
}

/** What the parts of the suite share. */
export interface Bench {
  readonly subject: AccountSubject;
  readonly account: (id: string) => ForeignId;
  readonly names: (...names: readonly string[]) => readonly Entitlement[];
  readonly timeout: number;
  readonly lacks: (what: Lackable) => boolean;
  readonly removes: boolean;
  /** Ids of the world's accounts that are listed. */
  readonly listed: readonly ForeignId[];
  /** An account that is enabled, has the group `sales`, and is not the first. */
  readonly second: ForeignId;
  /** True when the account is off, as the system shows that. */
  readonly isOff: (account: Account | null | undefined) => boolean;
  /** Registers a test, unless the subject says that it lacks what the test is about. */
  readonly given: (what: Lackable) => (name: string, test: () => Promise<void>) => void;
}

/** The bench of a subject. */
export function benchOf(subject: AccountSubject): Bench {
  const account = (id: string) => (subject.id?.(id) ?? id) as ForeignId;
  const named = (name: string) => (subject.entitlement === undefined ? name : subject.entitlement(name));
  const removes = subject.removes === true;
  return {
    subject,
    account,
    names: (...names) => names.map(named).filter((name) => name !== null) as unknown as readonly Entitlement[],
    removes,
    listed: WORLD.accounts.filter((one) => one.enabled || !removes).map((one) => account(one.id)),
    second: account(removes ? 'a-3' : 'a-2'),
    isOff: (one) => (removes ? one === null || one === undefined : one?.enabled === false),
    timeout: subject.patience ?? 10_000,
    lacks: (what) => subject.lacks?.[what] !== undefined,
    given: (what) => (name, test) => {
      if (subject.lacks?.[what] === undefined) it(name, test);
    },
  };
}

/** An account in a form that can be compared: lists in one order, and without what moves by itself. */
export function settled(account: Account | null): unknown {
  if (account === null) return null;
  const { groups, roles, licences, lastUse: _, sessions: __, ...rest } = account;
  return {
    ...rest,
    groups: groups?.toSorted() ?? null,
    roles: roles?.toSorted() ?? null,
    licences: licences?.map(({ id, viaGroup, switchedOff }) => `${id} ${viaGroup ?? ''} ${switchedOff?.join() ?? ''}`).toSorted() ?? null,
  };
}

/** A change as a plan has it, of this kind and account. */
export function changeOf(
  kind: AccountChange['kind'],
  account: ForeignId,
  lists: { readonly before?: AccountChange['before']; readonly after?: AccountChange['after'] } = {},
): AccountChange {
  return { kind, account, system: 'contract', before: lists.before ?? {}, after: lists.after ?? {} } as unknown as AccountChange;
}
