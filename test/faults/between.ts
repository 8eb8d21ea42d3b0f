/** A night whose plan is made, and then something happens before or while it is carried out. */
import type { Desired } from '../../reconciler/model/desired.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import type { Remote } from '../../reconciler/ports.ts';
import { openGround } from '../../reconciler/run/ground.ts';
import { type Night, runNight } from '../../reconciler/run/nightly.ts';
import { planOn } from '../../reconciler/run/plan-run.ts';
import type { TestContext } from '../fakes/process-world.ts';
import { contextAt, type Mini } from './mini-night.ts';

/** What happens meanwhile. */
export interface Meanwhile {
  /** After the plan was made, before the lock is asked for. */
  readonly afterPlan?: (plan: Plan) => void;
  /** Before each call to the remote from then on, counted from 0. */
  readonly beforeCall?: (call: number, operation: string) => void;
  /** The files as the plan sees them, with something odd in them that no file can say. */
  readonly desired?: (desired: Desired) => Desired;
  readonly only?: string;
  readonly context?: TestContext;
}

/** The night as it was planned, and as it went. */
export interface Lived extends Night {
  readonly plan: Plan;
  /** Calls to the remote after the plan. */
  readonly calls: number;
}

/** The remote, watched. */
function watched(remote: Remote, before: (operation: string) => void): Remote {
  const tell = <R>(operation: string, call: () => R): R => {
    before(operation);
    return call();
  };
  return {
    address: remote.address,
    ask: (ref) => tell('ask', () => remote.ask(ref)),
    list: (prefix) => tell('list', () => remote.list(prefix)),
    fetch: (refs) => tell('fetch', () => remote.fetch(refs)),
    commit: (commit) => tell('commit', () => remote.commit(commit)),
    push: (commit, ref, lease) => tell('push', () => remote.push(commit, ref, lease)),
    remove: (ref, expected) => tell('remove', () => remote.remove(ref, expected)),
  };
}

/** Lives through a night of the company. */
export async function liveNight(mini: Mini, on: string, meanwhile: Meanwhile): Promise<Lived> {
  const { afterPlan, beforeCall, only = null, context = contextAt(mini) } = meanwhile;
  const opened = await openGround(context, { fetch: true, cache: false, on });
  let isPlanned = false;
  let calls = 0;
  const before = (operation: string) => {
    if (!isPlanned) return;
    beforeCall?.(calls, operation);
    calls += 1;
  };
  try {
    const desired = meanwhile.desired?.(opened.desired) ?? opened.desired;
    const ground = { ...opened, desired, remote: opened.remote === null ? null : watched(opened.remote, before) };
    const made = await planOn(ground, { only, fetch: true, simulated: false });
    isPlanned = true;
    afterPlan?.(made.plan);
    const night = await runNight(made, { kind: 'reconcile', plan: made.plan, wait: true, attempt: 1 });
    return { ...night, plan: made.plan, calls };
  } finally {
    await opened.close();
  }
}
