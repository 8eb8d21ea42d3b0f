/** The pull request that pins the journal: the run that begins the journal proposes it, as the plan of every later run does. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { Proposal } from '../model/proposal.ts';
import type { PlanRun } from './plan-run.ts';
import { planWith } from './planning.ts';

/** What to propose once the first commit of the journal is known; nothing where the plan knew it already. */
export function proposalsOfFirstRun(made: PlanRun, genesis: CommitId): readonly Proposal[] {
  if (made.ground.memory.genesis !== null) return [];
  const { observed, memory, plan } = made;
  const { asOf, only, simulated } = plan;
  const again = planWith(made.ground, made.setting, { asOf, only, simulated, observed, memory: { ...memory, genesis } });
  return again.proposals.filter((proposal) => proposal.purpose === 'pin');
}
