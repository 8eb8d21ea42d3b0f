/** The parts of a world in memory: people, accounts, readings and what is remembered. Everything is invented. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { instantAt } from '../../../reconciler/calendar.ts';
import type { Hash } from '../../../reconciler/canonical.ts';
import type { Change, ChangeId } from '../../../reconciler/model/change.ts';
import type { GoodReading, Memory, Published, Removal, VerifiedChange } from '../../../reconciler/model/memory.ts';
import type { Abilities, Account, Asset, Attribute, HeldLicence, Reading, Seats, Snapshot } from '../../../reconciler/model/observed.ts';
import type { AccountLine, Employee } from '../../../schemas/employee.ts';
import type {
  CommitId,
  Day,
  Digest,
  EmployeeId,
  Entitlement,
  ForeignId,
  Instant,
  SystemId,
  TimeOfDay,
  Zone,
} from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import type { Rung } from '../../../schemas/vocabulary.ts';
import { recalledMemory } from '../../fakes/memory.ts';

/** Plain words where the files have branded ones: tests write strings. */
export type Plain<T> = T extends string
  ? string
  : T extends readonly (infer U)[]
    ? readonly Plain<U>[]
    : T extends object
      ? { [K in keyof T as K extends z.core.$brand ? string : K]: Plain<T[K]> }
      : T;

/** SHA-256 in hex, as the product uses it. */
export const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex') as Digest;

/** Half past one at night in Stockholm, a Monday: the usual instant of tests. */
export const NIGHT = '2027-01-04T01:00:00Z' as Instant;
export const COMMIT = 'c'.repeat(40) as CommitId;
const ZERO = '0'.repeat(64) as Digest;
export const ALL: readonly Attribute[] = ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse', 'holder', 'dates'];

/** The instant a wall clock shows in a zone; `16:00` in Stockholm unless told. */
export function at(day: string, time = '16:00', zone = 'Europe/Stockholm'): Instant {
  return instantAt(day as Day, time as TimeOfDay, zone as Zone);
}

/** The id that the account of a person in a system has in these worlds. */
export function idOf(where: string, who: string): ForeignId {
  return `${where}-${who}` as ForeignId;
}

/** An account line; the id is `<system>-<person>` unless told. */
export function line(where: string, id: string | null, extra: Plain<Partial<AccountLine>> = {}): AccountLine {
  return { system: where, ...(id === null ? {} : { id }), ...extra } as AccountLine;
}

/** A person with one account in `ad` unless told. */
export function person(id: string, extra: Plain<Partial<Employee>> = {}): Employee {
  const base = { id, person: 'withheld', kind: 'employee', unit: 'syd', firstDay: '2020-01-01', accounts: [line('ad', idOf('ad', id))] };
  return { ...base, ...extra } as Employee;
}

/** A system that is a practice file, enforced. */
export function system(id: string, extra: Plain<Partial<System>> = {}): System {
  const base = { kind: 'practice', id, mode: 'enforce', tenant: `${id}-test`, holds: ['accounts'], world: `${id}.json` };
  return { ...base, ...extra } as System;
}

/** A system that is an export, handed over to a supplier's desk. */
export function csvSystem(id: string, extra: Plain<Partial<System>> = {}): System {
  const tables = [{ holds: 'accounts', file: `${id}.csv`, columns: { id: 'Id', enabled: 'Enabled' }, freshness: { file: 'modified' } }];
  const base = { kind: 'csv', id, mode: 'enforce', tenant: `${id}-test`, holds: ['accounts'], tables, desk: 'it' };
  return { ...base, ...extra } as System;
}

/** An enabled account that holds nothing. */
export function account(id: string, extra: Plain<Partial<Account>> = {}): Account {
  const base = { id, login: null, email: null, enabled: true, groups: [], roles: [], licences: [], lastUse: null, createdOn: null };
  return { ...base, ...extra } as Account;
}

/** A directly held seat. */
export function seat(id: string, viaGroup: string | null = null, assignedOn: string | null = null): HeldLicence {
  return { id: id as Entitlement, viaGroup: viaGroup as Entitlement | null, assignedOn: assignedOn as Day | null };
}

/** What may differ in a snapshot. */
export interface SnapshotExtra {
  readonly complete?: readonly Attribute[];
  readonly provides?: readonly Attribute[];
  readonly mayRemove?: boolean;
  readonly isNew?: boolean;
  readonly assets?: readonly Asset[];
  readonly seats?: readonly Seats[];
  readonly readAt?: Instant;
  readonly freshAt?: Instant | null;
  readonly total?: number | null;
  readonly doubts?: Snapshot['doubts'];
  readonly people?: Reading['people'];
  readonly abilities?: Abilities;
  readonly statuses?: Reading['statuses'];
  readonly ended?: boolean;
}

/** A judged reading, complete in everything unless told. */
export function snapshot(id: string, accounts: readonly Account[], extra: SnapshotExtra = {}): Snapshot {
  const assets = extra.assets ?? [];
  const reading: Reading = {
    system: id as SystemId,
    tenant: `${id}-test`,
    readAt: extra.readAt ?? NIGHT,
    freshAt: extra.freshAt === undefined ? NIGHT : extra.freshAt,
    total: extra.total === undefined ? accounts.length : extra.total,
    ended: extra.ended ?? true,
    pages: 1,
    accounts,
    assets,
    ...(extra.abilities === undefined ? {} : { abilities: extra.abilities }),
    ...(extra.statuses === undefined ? {} : { statuses: extra.statuses }),
    people: extra.people ?? [],
    seats: extra.seats ?? [],
    provides: extra.provides ?? ALL,
    problems: [],
    digest: sha256(`${id}:${JSON.stringify(accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)))}`),
  };
  return {
    reading,
    complete: new Set(extra.complete ?? ALL),
    doubts: extra.doubts ?? [],
    isNew: extra.isNew ?? true,
    mayRemove: extra.mayRemove ?? true,
    byId: new Map(accounts.map((one) => [one.id, one])),
    byTag: new Map(assets.filter((one) => one.tag !== null).map((one) => [one.tag as string, one])),
  };
}

/** Nothing is remembered but what is given; baselines are taken and empty, so that nothing is held by them. */
export function memory(extra: Partial<Memory> = {}): Memory {
  return recalledMemory({ head: COMMIT, genesis: COMMIT, ...extra });
}

/** Published cut-offs, by their key. */
export function published(
  ...entries: readonly { person: string; cause: string; cutOff: Instant; since: Instant }[]
): Map<string, Published> {
  return new Map(entries.map((one) => [`${one.person}/${one.cause}`, { ...one, person: one.person as EmployeeId }]));
}

/** A verified change of ours. */
export function done(
  kind: Rung,
  of: { person: string; cause: string; system?: string; account?: string; at: Instant } & Partial<
    Pick<VerifiedChange, 'before' | 'run' | 'sealed' | 'status' | 'replyUntil'>
  >,
): VerifiedChange {
  const where = of.system ?? 'ad';
  const id = of.account ?? idOf(where, of.person);
  return {
    change: `${kind}/${of.person}/${of.cause}/${where}/${id}` as ChangeId,
    person: of.person as EmployeeId,
    system: where as SystemId,
    account: id as ForeignId,
    kind,
    cause: of.cause,
    at: of.at,
    run: of.run ?? 'run-1',
    before: of.before === undefined ? { enabled: true } : of.before,
    sealed: of.sealed ?? null,
    ...(of.status === undefined ? {} : { status: of.status }),
    ...(of.replyUntil === undefined ? {} : { replyUntil: of.replyUntil }),
  };
}

/** Verified changes by their ids. */
export function verified(...changes: readonly VerifiedChange[]): Map<ChangeId, VerifiedChange> {
  return new Map(changes.map((one) => [one.change, one]));
}

/** Removals that count against the limits. */
export function removals(people: readonly string[], extra: { at: Instant; class?: Removal['class']; system?: string }): Removal[] {
  const where = extra.system ?? 'ad';
  return people.map((one) => ({
    person: one as EmployeeId,
    system: where as SystemId,
    class: extra.class ?? 'surprise',
    at: extra.at,
    change: `disable/${one}/spell:x/${where}/${idOf(where, one)}` as ChangeId,
  }));
}

/** A good reading of a system in numbers. */
export function goodReading(readAt: Instant, declaredEnabled: number, extra: Partial<GoodReading> = {}): GoodReading {
  return {
    run: 'run-0',
    at: readAt,
    tenant: 'ad-test',
    count: declaredEnabled,
    declaredEnabled,
    known: {},
    enabled: declaredEnabled,
    complete: ALL,
    digest: ZERO,
    freshAt: readAt,
    ids: [],
    ...extra,
  };
}

/** `<rung> <person or tag> <system>` of changes, for short assertions. */
export function brief(changes: readonly Change[]): string[] {
  return changes.map((one) => `${one.kind} ${'tag' in one ? one.tag : (one.person ?? '-')} ${one.system}`);
}

/** `<by> <rung> <person> <system>` of what is held. */
export function briefHeld(held: readonly { change: Change; by: string }[]): string[] {
  return held.map((one) => `${one.by} ${brief([one.change]).join('')}`);
}
