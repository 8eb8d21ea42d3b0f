/** Builds plan inputs in memory for tests, from the parts in `world-parts.ts`. Everything is invented. */
import { type PolicyFiles, resolvePolicy } from '../../../reconciler/defaults.ts';
import type { Link, Situation, Stranger } from '../../../reconciler/model/correlation.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import type { Account, Observed, Snapshot } from '../../../reconciler/model/observed.ts';
import type { PlanInput } from '../../../reconciler/plan/input.ts';
import type { Device } from '../../../schemas/device.ts';
import type { AccountLine, Employee } from '../../../schemas/employee.ts';
import type { Cleanup, Exception, Hold, Override } from '../../../schemas/exception.ts';
import type { Lease } from '../../../schemas/lease.ts';
import type { Offboarding } from '../../../schemas/offboarding.ts';
import type { Organisation } from '../../../schemas/organisation.ts';
import type { EmployeeId, ForeignId, Instant, SystemId } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import { account, COMMIT, idOf, memory, NIGHT, type Plain, type SnapshotExtra, seat, sha256, snapshot, system } from './world-parts.ts';

export * from './world-parts.ts';

/** A world: what differs from an empty one. Accounts not given are those of the lines, enabled and holding what the lines say. */
export interface World {
  readonly asOf?: Instant;
  readonly people?: readonly Employee[];
  readonly systems?: readonly System[];
  readonly accounts?: Readonly<Record<string, readonly Account[]>>;
  readonly snapshots?: Readonly<Record<string, SnapshotExtra>>;
  readonly unread?: readonly string[];
  readonly devices?: readonly Plain<Device>[];
  readonly leases?: readonly Plain<Lease>[];
  readonly offboardings?: readonly Plain<Offboarding>[];
  readonly holds?: readonly Plain<Hold>[];
  readonly exceptions?: readonly Plain<Exception>[];
  readonly cleanups?: readonly Plain<Cleanup>[];
  readonly overrides?: readonly Plain<Override>[];
  readonly policies?: Plain<PolicyFiles>;
  readonly organisation?: Plain<Partial<Organisation>>;
  readonly broken?: Readonly<Record<string, string>>;
  readonly memory?: Partial<Memory>;
  readonly earlier?: PlanInput['earlier'];
  readonly massEdited?: readonly string[];
  readonly frozen?: boolean;
  readonly only?: string;
  readonly simulated?: boolean;
  readonly withoutKey?: boolean;
  readonly keepers?: readonly { readonly file: string; readonly person: string }[];
  /** Situation of a person's line in a system, by `<person>/<system>`; else `linked`, `login-only`, `missing` as it is found. */
  readonly situations?: Readonly<Record<string, Situation>>;
  readonly strangers?: readonly { system: string; account: Account; as?: Stranger['as'] }[];
  readonly files?: Readonly<Record<string, string>>;
}

const ORGANISATION = {
  name: 'Exempelgruppen',
  timeZone: 'Europe/Stockholm',
  locale: 'en',
  companies: [{ id: 'se', name: 'Exempelbolaget AB', country: 'SE', currency: 'SEK', vat: { rate: 25, deductible: 100 } }],
  units: [{ id: 'syd', name: 'Syd', company: 'se', manager: 'e-boss' }],
  desks: { it: { name: 'IT' }, pahitt: { name: 'Supplier', supplier: true } },
};

function keyed<T>(items: readonly object[] | undefined, key: string): ReadonlyMap<never, T> {
  return new Map((items ?? []).map((one) => [(one as Record<string, unknown>)[key] as never, one as T]));
}

/** The files of a world. The cut-off is 16:00 unless the world's policies say otherwise. */
export function makeDesired(world: World): Desired {
  const stems = new Map<string, Offboarding>();
  for (const plan of world.offboardings ?? []) {
    const second = stems.has(plan.employee);
    stems.set(second ? `${plan.employee}.2` : plan.employee, plan as Offboarding);
  }
  return {
    commit: COMMIT,
    organisation: { ...ORGANISATION, ...world.organisation } as Organisation,
    employees: keyed(world.people, 'id'),
    devices: keyed(world.devices, 'id'),
    leases: keyed(world.leases, 'id'),
    offboardings: stems,
    exceptions: keyed(world.exceptions, 'id'),
    holds: keyed(world.holds, 'id'),
    cleanups: keyed(world.cleanups, 'id'),
    readings: new Map(),
    overrides: keyed(world.overrides, 'id'),
    systems: keyed(world.systems ?? [system('ad', { identityProvider: true })], 'id'),
    policy: resolvePolicy({ access: { cutOff: '16:00' }, ...world.policies } as PolicyFiles),
    files: new Map(Object.entries(world.files ?? {})),
    broken: new Map(Object.entries(world.broken ?? {}) as [EmployeeId, string][]),
  };
}

function accountOf(one: AccountLine, who: Employee): Account {
  const id = one.id ?? idOf(one.system, who.id);
  return account(id, { login: one.login ?? null, groups: one.grants ?? [], licences: (one.licences ?? []).map((name) => seat(name)) });
}

/** Readings of all systems of a world. */
export function makeObserved(world: World, desired: Desired): Observed {
  const observed = new Map<SystemId, Snapshot>();
  for (const [id, one] of desired.systems) {
    if (one.mode === 'off' || world.unread?.includes(id)) continue;
    const own = [...desired.employees.values()].flatMap((who) =>
      (who.accounts ?? []).filter((each) => each.system === id).map((each) => accountOf(each, who)),
    );
    const strangers = (world.strangers ?? []).filter((each) => each.system === id).map((each) => each.account);
    const readAt = world.asOf ?? NIGHT;
    const accounts = [...(world.accounts?.[id] ?? own), ...strangers];
    observed.set(id, snapshot(id, accounts, { readAt, freshAt: readAt, ...world.snapshots?.[id] }));
  }
  return observed;
}

function situate(one: AccountLine, seen: Snapshot | undefined): { situation: Situation; account: Account | null } {
  if (seen === undefined) return { situation: 'unknown', account: null };
  const whole = seen.complete.has('existence');
  if (one.id !== undefined) {
    const found = seen.byId.get(one.id) ?? null;
    if (found === null) return { situation: whole ? 'missing' : 'unknown', account: null };
    return { situation: 'linked', account: found };
  }
  const matches = seen.reading.accounts.filter((each) => each.login !== null && each.login === one.login);
  if (matches.length === 1 && whole) return { situation: 'login-only', account: matches[0] ?? null };
  return { situation: matches.length === 0 && whole ? 'missing' : 'unknown', account: null };
}

/** The input of a plan. */
export function makeInput(world: World = {}): PlanInput {
  const desired = makeDesired(world);
  const observed = makeObserved(world, desired);
  const links: Link[] = [];
  for (const who of desired.employees.values()) {
    for (const [index, one] of (who.accounts ?? []).entries()) {
      const met = situate(one, observed.get(one.system));
      const situation = world.situations?.[`${who.id}/${one.system}`] ?? met.situation;
      links.push({ person: who.id, employee: who, system: one.system, line: one, index, situation, account: met.account });
    }
  }
  const strangers = (world.strangers ?? []).map((one) => {
    return { system: one.system as SystemId, id: one.account.id, account: one.account, as: one.as ?? 'orphan', candidates: [] };
  });
  const baseline = new Map([...desired.systems.keys()].map((id) => [id, new Set<ForeignId>()]));
  return {
    desired,
    earlier: world.earlier ?? null,
    observed,
    correlation: { links, strangers },
    memory: memory({ baseline, ...world.memory }),
    asOf: world.asOf ?? NIGHT,
    massEdited: new Map((world.massEdited ?? []).map((id) => [id as EmployeeId, COMMIT])),
    frozen: world.frozen ?? false,
    only: (world.only ?? null) as EmployeeId | null,
    simulated: world.simulated ?? false,
    ...(world.withoutKey === undefined ? {} : { withoutKey: world.withoutKey }),
    ...(world.keepers === undefined ? {} : { keepers: world.keepers as PlanInput['keepers'] & object }),
    base: COMMIT,
    inputs: {},
    policyTree: 't'.repeat(40),
    tool: '0.0.0',
    hash: sha256,
  };
}
