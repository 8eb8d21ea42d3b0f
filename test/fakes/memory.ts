/** What earlier nights left: nothing, but what a test gives. */
import type { Memory } from '../../reconciler/model/memory.ts';
import type { Digest } from '../../schemas/primitives.ts';

/** A recalled memory in which nothing has happened yet. */
export function recalledMemory(more: Partial<Memory> = {}): Memory {
  return {
    kind: 'recalled',
    head: null,
    genesis: null,
    lastDigest: '0'.repeat(64) as Digest,
    lastAt: null,
    runs: [],
    goodReadings: new Map(),
    readingDays: new Map(),
    published: new Map(),
    removals: [],
    verified: new Map(),
    handedOver: new Map(),
    deskWork: [],
    openIntents: [],
    failed: new Set(),
    refused: new Map(),
    undone: new Set(),
    spentOverrides: new Set(),
    knownIds: new Map(),
    knownEmployees: new Set(),
    baseline: new Map(),
    baselineTenants: new Map(),
    notices: new Map(),
    finishedPlans: new Set(),
    ...more,
  };
}
