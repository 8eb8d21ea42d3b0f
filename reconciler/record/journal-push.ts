/** Pushes one commit onto the journal and finds out whether it is there: only what the remote then shows decides. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { Clock, Fault, PushResult, Remote } from '../ports.ts';
import { JOURNAL_REF } from './journal-places.ts';

/** What became of a push: ours is the head; somebody else's commit is; the branch stands as before and the remote refused; or nobody can tell. */
export type Landed =
  | { readonly state: 'ours' }
  | { readonly state: 'moved'; readonly head: CommitId | null }
  | { readonly state: 'refused'; readonly text: string }
  | { readonly state: 'unknown'; readonly fault: Fault };

const ROUNDS = 4;
const PAUSE = 2000;

/** Pushes by plain fast-forward. A push without an answer is asked about and repeated: the nonce in the commit makes repeating harmless. */
export async function landCommit(
  at: { readonly remote: Remote; readonly clock: Clock },
  commit: { readonly id: CommitId; readonly parent: CommitId | null },
): Promise<Landed> {
  let fault: Fault | null = null;
  for (let round = 1; ; round += 1) {
    const push: PushResult = await at.remote.push(commit.id, JOURNAL_REF);
    const shown = await at.remote.ask(JOURNAL_REF);
    if (shown.state === 'unknown') fault = shown.fault;
    else {
      const head = shown.state === 'present' ? shown.commit : null;
      if (head === commit.id) return { state: 'ours' };
      if (head !== commit.parent) return { state: 'moved', head };
      // The branch stands where it stood: the remote said no, or the push never arrived.
      if (push.state === 'rejected' && round > 1) return { state: 'refused', text: push.text };
      if (push.state === 'unknown') fault = push.fault;
    }
    if (round >= ROUNDS && fault !== null) return { state: 'unknown', fault };
    if (round >= ROUNDS) return { state: 'refused', text: 'the remote takes the push and does not show it' };
    await at.clock.sleep(PAUSE * round);
  }
}
