/** Asking people and teams to review: all at once, and each alone where one of them cannot. */
import { Fault, type PullDraft, type PullRequest } from '../../ports.ts';
import { OURS } from './body.ts';

/** Whom a forge is asked to ask, by the fields that GitHub and Gitea share. */
export interface Asked {
  readonly reviewers: readonly string[];
  /** Short names of teams. */
  readonly team_reviewers: readonly string[];
}

/** True until a pull request has our labels: they are put on last, so that one without them was left by a run that ended early. */
export function isUnfinished(pull: Pick<PullRequest, 'labels'>): boolean {
  return !pull.labels.includes(OURS);
}

/** False when it is refused for good; a limit of the rate is thrown, for the next run to ask again. */
async function isTaken(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || !error.refused || error.retryable) throw error;
    return false;
  }
}

/** Asks everybody whom the draft names. That somebody cannot review changes nothing that matters, and keeps nobody else from being asked. */
export async function askAll(draft: PullDraft, ask: (asked: Asked) => Promise<unknown>): Promise<void> {
  const { reviewers } = draft;
  const team_reviewers = draft.teams.map((team) => team.slice(team.indexOf('/') + 1));
  if (reviewers.length + team_reviewers.length === 0) return;
  if ((await isTaken(ask({ reviewers, team_reviewers }))) || reviewers.length + team_reviewers.length === 1) return;
  for (const one of reviewers) await isTaken(ask({ reviewers: [one], team_reviewers: [] }));
  for (const one of team_reviewers) await isTaken(ask({ reviewers: [], team_reviewers: [one] }));
}
