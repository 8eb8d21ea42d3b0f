/** The lock for a run: taken on top of the very journal that was planned from. */
import type { Digest, EmployeeId } from '../../schemas/primitives.ts';
import { Stop } from '../cli/context.ts';
import type { Plan } from '../model/plan.ts';
import { invariant } from '../ports.ts';
import type { RunJournal } from '../record/journal.ts';
import { type LockRequest, takeLock } from '../record/lock.ts';
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

/** Takes the lock with this claim. Ends with 7 when another run has it, with 4 when there is no remote or it refuses; `next` says what to do about a holder. */
async function take(ground: Ground, request: Pick<LockRequest, 'claim' | 'wait'>, next: (holder: string) => string): Promise<RunJournal> {
  const { world } = ground.context;
  if (ground.remote === null) throw new Stop(4, 'this clone has no remote.');
  const result = await takeLock({
    ...request,
    remote: ground.remote,
    reader: ground.objects,
    clock: world.clock,
    hash: world.hash,
    nonce: hex(world.random(16)),
    on: ground.memory.head,
  });
  if (result.state === 'held') return result.run;
  if (result.state === 'failed') throw result.fault;
  throw new Stop(7, `run ${result.holder} holds the lock since ${result.since}.`, next(result.holder));
}

/** Takes the lock on top of the very journal that was planned from. Ends with 7 when another run has it, with 4 when the remote refuses. */
export async function lockFor(made: PlanRun, wish: NightWish): Promise<RunJournal> {
  const { ground } = made;
  invariant(ground.remote !== null, 'a run without a remote was let through');
  const {
    type: _t,
    journal: _j,
    at: _a,
    ...claim
  } = claimOf(wish.plan, { ...aboutClaim(ground, wish), memory: ground.memory, observed: made.observed, desired: ground.desired });
  const unlock = (holder: string) => `Wait for it; if it is dead: lastday unlock ${holder} --reason "why it is known to be dead"`;
  return take(ground, { claim, wait: wish.wait }, unlock);
}

/** The lock for what a person does by hand: it plans nobody, and publishes nothing. Ends with 7 when a run has it. */
export async function lockForPerson(ground: Ground, kind: 'pulls' | 'resend', only: EmployeeId | null): Promise<RunJournal> {
  const { world } = ground.context;
  const claim = {
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
  };
  return take(ground, { claim, wait: false }, () => 'Wait for it, then try again.');
}
