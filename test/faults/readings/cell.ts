/** One night over one system in memory, with an adapter that is real: read, judge, plan, apply; for the cells of the table of faults. */
import { apply } from '../../../reconciler/apply/apply.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import type { Observed, Snapshot } from '../../../reconciler/model/observed.ts';
import type { Outcome } from '../../../reconciler/model/outcome.ts';
import type { Plan } from '../../../reconciler/model/plan.ts';
import { correlate } from '../../../reconciler/observe/correlate.ts';
import { observe } from '../../../reconciler/observe/observe.ts';
import type { PlanInput } from '../../../reconciler/plan/input.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import { exitsOf } from '../../../reconciler/run/exits.ts';
import { withFresh } from '../../../reconciler/run/observing.ts';
import { openReader } from '../../../reconciler/systems/registry.ts';
import type { Day, EmployeeId, ForeignId } from '../../../schemas/primitives.ts';
import { testLog, testSealer } from '../../unit/apply/world.ts';
import { remembered } from '../../unit/observe/ground.ts';
import { line, makeInput, person } from '../../unit/plan/world.ts';
import { memory, NIGHT } from '../../unit/plan/world-parts.ts';
import type { Opened, Subject } from './subjects.ts';

/** What a night came to. */
export interface CellNight {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly exit: number;
}

const DAYS = ['2027-01-01', '2027-01-02', '2027-01-03'] as readonly string[] as readonly Day[];

/** Whose accounts or devices a system holds. */
export type Held = Pick<Subject, 'holds' | 'ids'>;

/** The files: eight people with an account each, the first of whom left yesterday; or eight devices, the first of which is back. */
function filesOf({ holds, ids }: Held, { system }: Opened): Pick<PlanInput, 'desired'> & PlanInput {
  const people = ids.map((id, index) => {
    const accounts = holds === 'accounts' ? [line(system.id, id)] : [line('ad', `a-${index + 1}`, { login: `login${index + 1}` })];
    return person(`e-${index + 1}`, { accounts, ...(index === 0 && holds === 'accounts' ? { lastDay: '2027-01-03' } : {}) });
  });
  const devices = ids.map((id, index) => {
    const back = { status: 'received', holder: null, awaitedFrom: 'e-1', returned: { on: '2027-01-03', condition: 'ok' } };
    const away = { status: 'in-use', holder: `e-${index + 1}` };
    const common = { id: `LT-000${index + 1}`, type: 'laptop', ownership: 'owned', inventory: { system: system.id, id } };
    return { ...common, ...(index === 0 ? back : away) };
  });
  return makeInput({ people, systems: [system], ...(holds === 'assets' ? { devices } : {}) });
}

function memoryWith(subject: Held, { system }: Opened, good: Snapshot | null, desired: Desired): Memory {
  const known = subject.ids.map((id, index) => [`e-${index + 1}/${system.id}`, id as ForeignId] as const);
  const reading = good === null ? null : { ...remembered(good, desired, system), tenant: system.tenant };
  return memory({
    baseline: new Map([[system.id, new Set<ForeignId>()]]),
    readingDays: new Map([[`${system.id}/${system.tenant}`, DAYS]]),
    goodReadings: new Map(reading === null ? [] : [[system.id, [reading]]]),
    knownIds: new Map(known),
    knownEmployees: new Set(subject.ids.map((_, index) => `e-${index + 1}` as EmployeeId)),
  });
}

/** One night. `before` each of its steps somebody may interfere. `good` is what the night before saw. */
export async function cellNight(
  subject: Held,
  opened: Opened,
  about: { readonly good: Snapshot | null; readonly beforeApply?: () => void },
): Promise<CellNight> {
  const { reader, writer, clock, system } = opened;
  const files = filesOf(subject, opened);
  const { desired } = files;
  const remembers = memoryWith(subject, opened, about.good, desired);
  const observed = await observe({ desired, memory: remembers, asOf: NIGHT, open: async () => reader });
  const planned = (seen: Observed, only: EmployeeId | null) =>
    plan({ ...files, observed: seen, memory: remembers, correlation: correlate(desired, seen, remembers), only });
  const made = planned(observed, null);
  about.beforeApply?.();
  const result = await apply({
    plan: made,
    failed: new Set(),
    log: testLog(),
    clock,
    sealer: testSealer(),
    reader: async () => reader,
    writer: async () => writer,
    replan: async (who, fresh) => planned(withFresh(observed, fresh), who),
    isCurrent: async () => true,
    declared: () => new Set(),
    particulars: () => ({ place: null, reply: null }),
    stopping: () => false,
  });
  const { end, bugs } = result;
  // That a system never shows its sessions is no fault.
  const outcomes = result.outcomes.filter(({ detail }) => detail !== 'not-shown');
  const { exit } = exitsOf({ plan: made, diagnostics: [], outcomes, pulls: [], end, bugs: bugs.length, detailed: false });
  const snapshot = observed.get(system.id);
  if (snapshot === undefined) throw new Error('the system was not read');
  return { snapshot, plan: made, outcomes, exit };
}

/** Everything that the system holds, by id, as somebody sees it who asks for the first time. */
export async function holdings({ credential }: Subject, { system, clock }: Opened): Promise<ReadonlyMap<string, string>> {
  const reader = await openReader(system, { exports: null, credential, clock });
  const { accounts, assets } = await reader.read(NIGHT);
  return new Map([...accounts, ...assets].map((one) => [one.id, JSON.stringify({ ...one, lastUse: null })]));
}
