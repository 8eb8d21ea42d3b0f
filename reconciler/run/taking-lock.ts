/** The lock for a run: taken on top of the very journal that was planned from. */
import type { Digest, EmployeeId } from '../../schemas/primitives.ts';
import { Stop } from '../cli/context.ts';
import type { Plan } from '../model/plan.ts';
import { invariant } from '../ports.ts';
import type { RunJournal } from '../record/journal.ts';
import { takeLock } from '../record/lock.ts';
import type { Ground } from './ground.ts';
import type { PlanRun } from './plan-run.ts';
import { type ClaimAbout, claimOf } from './records.ts';
import type { UndoWish } from './undoing.ts';

/** What a run is carried out for. */
export interface NightWish {
  readonly kind: 'reconcile' | 'apply' | 'undo';
  /** The plan to carry out: the upper bound. For `apply` the one from the file; else the one just made. */
  readonly plan: Plan;
  /** False: says who holds the lock at once instead of watching whether they are dead. */
  readonly wait: boolean;
  readonly attempt: number;
  /** For `undo`: which run's changes, and whose. */
  readonly undo?: UndoWish;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function aboutClaim(ground: Ground, wish: NightWish): ClaimAbout {
  const { world } = ground.context;
  return {
    kind: wish.kind,
    attempt: wish.attempt,
    home: ground.desired.organisation.home ?? null,
    versions: { lastday: world.version, journal: '1' },
    at: world.clock.now(),
  };
}

/** Takes the lock on top of the very journal that was planned from. Ends with 7 when another run has it, with 4 when the remote refuses. */
export async function lockFor(made: PlanRun, wish: NightWish): Promise<RunJournal> {
  const { ground } = made;
  const { world } = ground.context;
  invariant(ground.remote !== null, 'a run without a remote was let through');
  const {
    type: _t,
    journal: _j,
    at: _a,
    ...claim
  } = claimOf(wish.plan, { ...aboutClaim(ground, wish), memory: ground.memory, observed: made.observed, desired: ground.desired });
  const result = await takeLock({
    remote: ground.remote,
    reader: ground.objects,
    clock: world.clock,
    hash: world.hash,
    nonce: hex(world.random(16)),
    claim,
    on: ground.memory.head,
    wait: wish.wait,
  });
  if (result.state === 'held') return result.run;
  if (result.state === 'failed') throw result.fault;
  throw new Stop(
    7,
    `run ${result.holder} holds the lock since ${result.since}.`,
    `Wait for it; if it is dead: lastday unlock ${result.holder} --reason "why it is known to be dead"`,
  );
}

/** The lock for what a person does by hand: it plans nobody, and publishes nothing. Ends with 7 when a run has it. */
export async function lockForPerson(ground: Ground, kind: 'pulls' | 'resend', only: EmployeeId | null): Promise<RunJournal> {
  const { world } = ground.context;
  if (ground.remote === null) throw new Stop(4, 'this clone has no remote.');
  const result = await takeLock({
    remote: ground.remote,
    reader: ground.objects,
    clock: world.clock,
    hash: world.hash,
    nonce: hex(world.random(16)),
    on: ground.memory.head,
    wait: false,
    claim: {
      attempt: 1,
      kind,
      home: ground.desired.organisation.home ?? null,
      commit: ground.head,
      versions: { lastday: world.version, journal: '1' },
      policy: '0'.repeat(64) as Digest,
      plan: null,
      asOf: world.clock.now(),
      only,
      readings: [],
    },
  });
  if (result.state === 'held') return result.run;
  if (result.state === 'failed') throw result.fault;
  throw new Stop(7, `run ${result.holder} holds the lock since ${result.since}.`, 'Wait for it, then try again.');
}
