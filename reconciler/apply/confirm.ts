/** What tonight's readings say about earlier runs: handed-over work that is done, and announced changes nobody reported on. Pure. */
import type { Instant } from '../../schemas/primitives.ts';
import type { HandedOver, Memory, OpenIntent } from '../model/memory.ts';
import type { Account, Observed, Snapshot } from '../model/observed.ts';
import type { Outcome } from '../model/outcome.ts';
import { directLicences, isSwitched } from './target.ts';

function isDone(work: HandedOver | OpenIntent, account: Account): boolean | null {
  const listed = (held: readonly string[] | null, wanted: unknown) =>
    held === null || !Array.isArray(wanted) ? null : held.every((one) => wanted.includes(one));
  switch (work.kind) {
    case 'disable':
    case 'enable':
    case 'sessions':
      return isSwitched(work.kind, account);
    case 'groups':
      return listed(account.groups, work.after['groups']);
    case 'licences':
      return listed(directLicences(account), work.after['licences']);
    case 'mailbox':
    case 'restore':
    case 'check-in':
    case 'check-out':
      return null;
  }
}

/** Gone counts as done only where absence may be concluded. */
function isDoneIn(work: HandedOver | OpenIntent, snapshot: Snapshot | undefined): boolean | null {
  if (snapshot === undefined) return null;
  const account = snapshot.byId.get(work.account);
  if (account === undefined) return snapshot.complete.has('existence') && work.kind !== 'enable' ? true : null;
  return snapshot.complete.has('status') || work.kind !== 'disable' ? isDone(work, account) : null;
}

function settled(work: HandedOver | OpenIntent, outcome: Outcome['outcome'], about: { detail: string; at: Instant }): Outcome {
  const { change, kind, person, system, account } = work;
  return { change, kind, person, system, account, class: 'rung', outcome, detail: about.detail, at: about.at };
}

/** Outcomes of handed-over work that a new, complete reading shows to be done. */
export function confirmHandedOver(memory: Memory, observed: Observed, at: Instant): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const work of memory.handedOver.values()) {
    const snapshot = observed.get(work.system);
    const freshAt = snapshot?.reading.freshAt ?? null;
    // An export made before the work was handed over proves nothing about it.
    if (snapshot?.isNew !== true || freshAt === null || freshAt <= work.at) continue;
    if (isDoneIn(work, snapshot) === true) outcomes.push(settled(work, 'verified', { detail: 'seen-in-reading', at }));
  }
  return outcomes;
}

/** Outcomes of changes that a dead run announced: found done, or left to be planned again. */
export function closeOpenIntents(memory: Memory, observed: Observed, at: Instant): readonly Outcome[] {
  return memory.openIntents.map((intent) => {
    const isFound = isDoneIn(intent, observed.get(intent.system)) === true;
    return settled(intent, isFound ? 'verified' : 'superseded', { detail: isFound ? 'found' : 'planned-again', at });
  });
}
