/** A small world to apply plans in: one fake directory, a log that keeps what it is given, and a planner that looks at the directory. */
import { type ApplyLog, type ApplyRequest, type ApplyResult, apply, type FreshTargets } from '../../../reconciler/apply/apply.ts';
import type { Particulars } from '../../../reconciler/apply/target.ts';
import type { AccountChange, ChangeId } from '../../../reconciler/model/change.ts';
import type { JournalRecord } from '../../../reconciler/model/journal.ts';
import type { Plan } from '../../../reconciler/model/plan.ts';
import type { Sealer } from '../../../reconciler/ports.ts';
import type { Day, EmployeeId, Entitlement, ForeignId, Instant, SystemId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type FakeSystem, fakeSystem } from '../../fakes/system.ts';

/** A log in memory; `mode` says how appends end from now on. */
export interface TestLog extends ApplyLog {
  readonly records: JournalRecord[];
  mode: 'ok' | 'fenced' | 'failed';
  left: number;
  /** Called before each append; throwing here is a crash. */
  before: (records: readonly JournalRecord[]) => void;
}

export function testLog(): TestLog {
  const log: TestLog = {
    run: '20270104T010000Z-00000001',
    records: [],
    mode: 'ok',
    left: 15 * 60_000,
    before: () => {},
    async append(records) {
      log.before(records);
      if (log.mode === 'ok') log.records.push(...records);
      return log.mode;
    },
    stillOurs: async () => log.mode !== 'fenced',
    heartbeat: async () => 'ok',
    remaining: () => log.left,
  };
  return log;
}

/** A sealer with one key: bytes are reversed, which is enough to see that they are not in the open. */
export function testSealer(has = true): Sealer {
  return {
    seal: (month, bytes) => (has ? { key: `capture-${month}`, bytes: Buffer.from(bytes).reverse().toString('base64') } : null),
    open: (_key, bytes) => Buffer.from(bytes, 'base64').reverse(),
  };
}

const NO_REASON = { rule: 'cut-off', file: 'state/employees/e-1.yaml', pointer: '/lastDay', line: 0 };

/** Changes that end one account: disable, then sessions. */
export function endAccount(person: string, account: string, system = 'ad', enabled: boolean | null = true): AccountChange[] {
  const base = {
    person: person as EmployeeId,
    spell: '2026-12-31' as Day,
    cause: 'spell:2026-12-31',
    system: system as SystemId,
    class: 'known',
    effect: 'set',
    because: NO_REASON,
    precondition: { id: account as ForeignId, enabled, holds: null },
    reversible: 'yes',
    by: 'reconciler',
    cost: null,
    due: '2026-12-31T15:00:00Z' as Instant,
    late: 4,
    account: account as ForeignId,
  } as const;
  const id = `disable/${person}/spell:2026-12-31/${system}/${account}` as ChangeId;
  const sessions = `sessions/${person}/spell:2026-12-31/${system}/${account}` as ChangeId;
  return [
    { ...base, id, kind: 'disable', before: { enabled: true }, after: { enabled: false }, dependsOn: [] },
    { ...base, id: sessions, kind: 'sessions', before: {}, after: { sessions: 'ended' }, dependsOn: [id] },
  ];
}

/** A plan that holds these changes and nothing else. */
export function planOf(changes: readonly AccountChange[]): Plan {
  return { changes, held: [], findings: [], proposals: [], sources: [], stops: [], forecast: [] } as unknown as Plan;
}

/** What a test may set. */
export interface ApplyWorld {
  readonly ad: FakeSystem;
  readonly log: TestLog;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly lines: string[];
  /** Planning again; a test replaces it to merge something in between. */
  replan: (person: EmployeeId | null, fresh: FreshTargets) => Promise<Plan>;
  /** Moves with every merge; what was planned at an older head is no longer current. */
  head: number;
  planned: number;
  declared: ReadonlySet<string>;
  particulars: Particulars;
  sealer: Sealer;
  stop: boolean;
  /** Changes that failed the night before. */
  failed: ReadonlySet<ChangeId>;
  run(plan: Plan): Promise<ApplyResult>;
}

/** People `e-1`… with accounts `a-1`… in one directory. */
export function applyWorld(people: number): ApplyWorld {
  const accounts = Array.from({ length: people }, (_, index) => ({
    id: `a-${index + 1}`,
    login: `user${index + 1}`,
    enabled: true,
    groups: ['sales', 'choir'],
    sessions: 2,
  }));
  const ad = fakeSystem({ system: 'ad', accounts });
  const log = testLog();
  const clock = fakeClock();
  const world: ApplyWorld = {
    ad,
    log,
    clock,
    lines: [],
    replan: async (person) => planOf(person === null ? [] : endAccount(person, person.replace('e-', 'a-'))),
    head: 1,
    planned: 1,
    declared: new Set(['sales']),
    particulars: { place: null, reply: null },
    sealer: testSealer(),
    failed: new Set(),
    stop: false,
    run: (plan) => apply(requestOf(world, plan)),
  };
  return world;
}

function requestOf(world: ApplyWorld, plan: Plan): ApplyRequest {
  const { ad, log, clock, sealer } = world;
  return {
    plan,
    failed: world.failed,
    log,
    clock,
    sealer,
    reader: async () => ad,
    writer: async () => ad,
    replan: (person, fresh) => {
      world.planned = world.head;
      return world.replan(person, fresh);
    },
    isCurrent: async () => world.planned === world.head,
    particulars: () => world.particulars,
    declared: () => world.declared as ReadonlySet<Entitlement>,
    stopping: () => world.stop,
    report: (line) => world.lines.push(line),
  };
}

/** The plan that ends everybody's account. */
export function endEverybody(people: number): Plan {
  return planOf(Array.from({ length: people }, (_, index) => endAccount(`e-${index + 1}`, `a-${index + 1}`)).flat());
}
