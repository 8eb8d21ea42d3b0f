/** What was read, in numbers: one line per system. Pure. */
import type { SystemId } from '../../schemas/primitives.ts';
import type { Attribute, Reading, Snapshot } from '../model/observed.ts';
import type { SourceLine } from '../model/plan.ts';
import type { Ground } from './ground.ts';

function count<T>(rows: readonly T[], isCounted: (row: T) => boolean): number {
  return rows.filter(isCounted).length;
}

/** Records with a known value, for attributes that the reader can deliver. */
function knownIn({ accounts, assets, people, provides }: Reading): Partial<Record<Attribute, number>> {
  const known: Record<Attribute, number> = {
    existence: accounts.length + assets.length + people.length,
    status: count(accounts, (one) => one.enabled !== null) + count(assets, (one) => one.status !== null),
    groups: count(accounts, (one) => one.groups !== null),
    roles: count(accounts, (one) => one.roles !== null),
    licences: count(accounts, (one) => one.licences !== null),
    lastUse: count(accounts, (one) => one.lastUse !== null),
    holder: count(assets, (one) => one.holder !== null),
    dates: count(people, (one) => one.firstDay !== null || one.lastDay !== null),
  };
  return Object.fromEntries(provides.map((attribute) => [attribute, known[attribute]]));
}

function sourceOf(ground: Ground, snapshot: Snapshot, declaredEnabled: number): SourceLine {
  const { reading, complete, doubts, isNew } = snapshot;
  return {
    system: reading.system,
    counts: {
      ...knownIn(reading),
      accounts: reading.accounts.length,
      assets: reading.assets.length,
      people: reading.people.length,
      enabled: count(reading.accounts, (one) => one.enabled === true),
      declaredEnabled,
    },
    expected: reading.total ?? ground.input.memory.goodReadings.get(reading.system)?.at(-1)?.count ?? null,
    complete: [...complete].sort(),
    doubts: doubts.map(({ attribute, code, message }) => ({ attribute, code, message })),
    digest: reading.digest,
    tenant: reading.tenant,
    readAt: reading.readAt,
    freshAt: reading.freshAt,
    isNew,
  };
}

/** One line per system that was read, in the order of systems. */
export function sourceLines(ground: Ground): SourceLine[] {
  const enabled = new Map<SystemId, number>();
  for (const link of ground.input.correlation.links) {
    if (link.account?.enabled === true) enabled.set(link.system, (enabled.get(link.system) ?? 0) + 1);
  }
  const lines: SourceLine[] = [];
  for (const { id, snapshot } of ground.systems.values()) {
    if (snapshot !== null) lines.push(sourceOf(ground, snapshot, enabled.get(id) ?? 0));
  }
  return lines;
}
