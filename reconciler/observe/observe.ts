/** Reads every system that is not off, a few at a time, and judges what came. */
import type { Digest, Instant } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Observed, Reading, Snapshot } from '../model/observed.ts';
import { Fault, type SystemReader } from '../ports.ts';
import { judge } from './completeness.ts';

/** What observing is given. `open` throws Fault when a system cannot be opened at all. */
export interface ObserveRequest {
  readonly desired: Desired;
  readonly memory: Memory;
  readonly asOf: Instant;
  /** Systems as a completed run of twelve hours ago saw them; null or absent where none did. */
  readonly earlier?: Desired['systems'] | null;
  readonly open: (system: System) => Promise<SystemReader>;
  /** Is told one line per system as it is read: counts, no names. */
  readonly report?: (line: string) => void;
}

/** How many systems are read at the same time. */
const AT_ONCE = 4;

const NO_DIGEST = '0'.repeat(64) as Digest;

function unread(system: System, at: Instant, problem: string): Reading {
  return {
    system: system.id,
    tenant: null,
    readAt: at,
    freshAt: null,
    total: null,
    ended: false,
    pages: 0,
    accounts: [],
    assets: [],
    people: [],
    seats: [],
    provides: [],
    problems: [problem],
    digest: NO_DIGEST,
  };
}

/** One reading; a failure of the reader becomes a reading that holds nothing but the problem. */
async function readOne(system: System, request: ObserveRequest): Promise<Reading> {
  try {
    const reader = await request.open(system);
    return await reader.read(request.asOf);
  } catch (error) {
    if (error instanceof Fault) return unread(system, request.asOf, error.message);
    const kind = error instanceof Error ? error.name : typeof error;
    return unread(system, request.asOf, `the reader failed in a way it must not (${kind})`);
  }
}

/** The system with its canaries of now and of twelve hours ago: without one, more is concluded from a reading. */
function withSeenCanaries(system: System, { earlier }: ObserveRequest): System {
  const then = earlier?.get(system.id);
  if (then?.canaries === undefined || then.tenant !== system.tenant) return system;
  return { ...system, canaries: [...(system.canaries ?? []), ...then.canaries] };
}

function lineOf(snapshot: Snapshot): string {
  const { reading, complete, doubts } = snapshot;
  const count = reading.accounts.length + reading.assets.length + reading.people.length;
  const total = reading.total === null ? '' : ` of ${reading.total}`;
  const [first] = doubts;
  const verdict = complete.has('existence') ? 'complete' : `not complete: ${first === undefined ? 'nothing is known' : first.message}`;
  return `${reading.system} ${count}${total} (${reading.pages} pages) ${verdict}`;
}

/** Snapshots of all systems that are not off. Never fails because of a system: what cannot be read is a snapshot with doubts. */
export async function observe(request: ObserveRequest): Promise<Observed> {
  const systems = [...request.desired.systems.values()].filter((system) => system.mode !== 'off');
  const snapshots: { readonly index: number; readonly snapshot: Snapshot }[] = [];
  const waiting = systems.entries();
  async function work(): Promise<void> {
    for (const [index, system] of waiting) {
      const reading = await readOne(system, request);
      const { desired, memory, asOf } = request;
      const snapshot = judge(reading, { system: withSeenCanaries(system, request), desired, memory, asOf });
      snapshots.push({ index, snapshot });
      request.report?.(lineOf(snapshot));
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, systems.length) }, work));
  snapshots.sort((a, b) => a.index - b.index);
  return new Map(snapshots.map(({ snapshot }) => [snapshot.reading.system, snapshot]));
}
