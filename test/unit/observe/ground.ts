/** A small organisation for tests of observing: files, memory and readings from a few words. */

import { resolvePolicy } from '../../../reconciler/defaults.ts';
import type { ChangeId } from '../../../reconciler/model/change.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { GoodReading, Memory, VerifiedChange } from '../../../reconciler/model/memory.ts';
import type { Attribute, Snapshot } from '../../../reconciler/model/observed.ts';
import { judge } from '../../../reconciler/observe/completeness.ts';
import { readingRecord } from '../../../reconciler/observe/figures.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { AcceptedReading } from '../../../schemas/exception.ts';
import type { Offboarding } from '../../../schemas/offboarding.ts';
import type { Organisation } from '../../../schemas/organisation.ts';
import type { Day, EmployeeId, ForeignId, Instant, SystemId } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import type { FakeAccount } from '../../fakes/records.ts';
import { type FakeSystem, fakeSystem } from '../../fakes/system.ts';

export const NIGHT = '2027-01-04T01:00:00Z' as Instant;

/** The same time, some days later. */
export function later(instant: Instant, days: number): Instant {
  return `${new Date(Date.parse(instant) + days * 86_400_000).toISOString().slice(0, 19)}Z` as Instant;
}

export function person(id: string, more: Record<string, unknown> = {}): Employee {
  return { id, person: { name: `Test Person ${id}` }, kind: 'employee', ...more } as unknown as Employee;
}

/** A directory; `more` overrides. */
export function directory(more: Record<string, unknown> = {}): System {
  const usual = { kind: 'practice', id: 'ad', mode: 'enforce', tenant: 'ad-tenant', holds: ['accounts'], world: 'ad.json' };
  return { ...usual, ...more } as unknown as System;
}

/** A system of exports; `more` overrides. */
export function exported(more: Record<string, unknown> = {}): System {
  const table = { holds: 'accounts', file: 'vpn.csv', columns: { id: 'Id' }, freshness: { file: 'modified' } };
  return {
    kind: 'csv',
    id: 'ad',
    mode: 'enforce',
    tenant: 'ad-tenant',
    holds: ['accounts'],
    tables: [table],
    ...more,
  } as unknown as System;
}

export interface Files {
  readonly people?: readonly Employee[];
  readonly devices?: readonly Record<string, unknown>[];
  readonly systems?: readonly System[];
  readonly offboardings?: readonly Record<string, unknown>[];
  readonly readings?: readonly Record<string, unknown>[];
  readonly guardrails?: object;
}

export function desiredOf(files: Files): Desired {
  const organisation = {
    name: 'Exempelgruppen',
    timeZone: 'Europe/Stockholm',
    locale: 'en',
    companies: [{ id: 'se', name: 'Exempel AB', country: 'SE', currency: 'SEK' }],
    units: [],
  };
  const devices = (files.devices ?? []) as unknown as Device[];
  const readings = (files.readings ?? []) as unknown as AcceptedReading[];
  const plans = (files.offboardings ?? []) as unknown as Offboarding[];
  return {
    commit: null,
    organisation: organisation as unknown as Organisation,
    employees: new Map((files.people ?? []).map((one) => [one.id, one])),
    devices: new Map(devices.map((one) => [one.id, one])),
    leases: new Map(),
    offboardings: new Map(plans.map((one) => [one.employee, one])),
    exceptions: new Map(),
    holds: new Map(),
    cleanups: new Map(),
    readings: new Map(readings.map((one) => [one.system, one])),
    overrides: new Map(),
    systems: new Map((files.systems ?? [directory()]).map((one) => [one.id, one])),
    policy: resolvePolicy({ guardrails: files.guardrails ?? {} }),
    files: new Map(),
    broken: new Map(),
  };
}

/** A disable that one of our runs saw carried out. */
export function disabled(account: string, at: Instant, more: Partial<VerifiedChange> = {}): [ChangeId, VerifiedChange] {
  const kind = more.kind ?? 'disable';
  const change = `${kind}/e-1/spell:2027-01-01/ad/${account}` as ChangeId;
  const usual = {
    change,
    person: 'e-1' as EmployeeId,
    system: 'ad' as SystemId,
    account: account as ForeignId,
    kind,
    cause: 'spell:2027-01-01',
  };
  return [change, { ...usual, at, run: 'r', before: null, sealed: null, ...more }];
}

/** What memory keeps of a snapshot after a completed run, as the journal folds it. */
export function remembered(snapshot: Snapshot, desired: Desired, system: System): GoodReading {
  const record = readingRecord(snapshot, { system, desired, earlier: [] });
  return {
    run: `run-${record.readAt}`,
    at: record.readAt,
    tenant: record.tenant ?? '',
    count: record.count,
    declaredEnabled: record.declaredEnabled,
    known: record.known,
    enabled: record.enabled,
    complete: record.complete,
    digest: record.digest,
    freshAt: record.freshAt,
    ids: record.came,
  };
}

/** Nights in a row over one system: each reads, judges, and remembers what was good, as the nightly does. */
export class Nights {
  readonly desired: { files: Files };
  readonly system: System;
  memory: Memory;
  at: Instant;
  constructor(files: Files, system: System, at: Instant = NIGHT) {
    this.desired = { files };
    this.system = system;
    this.memory = recalledMemory({ kind: 'first' });
    this.at = at;
  }

  files(): Desired {
    return desiredOf({ ...this.desired.files, systems: [this.system] });
  }

  async night(fake: FakeSystem, days = 1): Promise<Snapshot> {
    this.at = later(this.at, days);
    const desired = this.files();
    const reading = await fake.read(this.at);
    const snapshot = judge(reading, { system: this.system, desired, memory: this.memory, asOf: this.at });
    if (snapshot.complete.has('existence')) this.remember(snapshot, desired);
    this.know(snapshot, desired);
    return snapshot;
  }

  private remember(snapshot: Snapshot, desired: Desired): void {
    const before = (this.memory.goodReadings.get(this.system.id) ?? []).map((one) => ({ ...one, ids: [] }));
    const goodReadings = new Map(this.memory.goodReadings).set(this.system.id, [...before, remembered(snapshot, desired, this.system)]);
    const key = `${this.system.id}/${this.system.tenant}`;
    const days = new Set(this.memory.readingDays.get(key)).add(this.at.slice(0, 10) as Day);
    this.memory = { ...this.memory, goodReadings, readingDays: new Map(this.memory.readingDays).set(key, [...days]) };
  }

  /** Recorded ids are remembered once they were seen, and then kept. */
  private know(snapshot: Snapshot, desired: Desired): void {
    const knownIds = new Map<string, ForeignId>();
    for (const one of desired.employees.values()) {
      for (const line of one.accounts ?? []) {
        const key = `${one.id}/${line.system}`;
        const id = line.id !== undefined && snapshot.byId.has(line.id) ? line.id : this.memory.knownIds.get(key);
        if (id !== undefined) knownIds.set(key, id);
      }
    }
    this.memory = { ...this.memory, kind: 'recalled', knownIds, knownEmployees: new Set(desired.employees.keys()) };
  }
}

/** Every attribute that a directory delivers. */
export const ALL: readonly Attribute[] = ['existence', 'groups', 'lastUse', 'licences', 'roles', 'status'];

/** So many accounts, all alike; `a-00001` and on. */
export function accounts(count: number, more: Partial<FakeAccount> = {}): FakeAccount[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `a-${String(index + 1).padStart(5, '0')}`,
    groups: ['staff'],
    roles: ['user'],
    licences: ['E3'],
    lastUse: '2027-01-01',
    ...more,
  }));
}

/** People who have those accounts. */
export function holders(count: number, more: Record<string, unknown> = {}): Files {
  return { people: accounts(count).map((one, index) => person(`e-${index + 1}`, { accounts: [{ system: 'ad', id: one.id }], ...more })) };
}

/** The codes of all doubts, each once, sorted. */
export function codes(snapshot: Snapshot): string[] {
  return [...new Set(snapshot.doubts.map((doubt) => doubt.code))].toSorted();
}

/** A directory after some good nights. */
export async function afterGoodNights(count: number, good = 3): Promise<{ nights: Nights; fake: FakeSystem }> {
  const nights = new Nights(holders(count), directory());
  const fake = fakeSystem({ accounts: accounts(count), provides: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'] });
  for (let night = 0; night < good; night += 1) await nights.night(fake);
  return { nights, fake };
}
