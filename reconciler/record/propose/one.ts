/** One proposal and its pull request: left alone, opened, updated, or refused. Every step looks up by key first, so that it may be repeated. */
import type { Digest } from '../../../schemas/primitives.ts';
import type { PullOutcome } from '../../model/outcome.ts';
import type { Proposal } from '../../model/proposal.ts';
import type { PullDraft, PullRequest } from '../../ports.ts';
import { pullWords } from '../../texts/pulls.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { type Origin, pullBody, pullTitle, refusedComment } from '../pull-text.ts';
import { type Branch, inspect, isFresh, pushCommit } from './branch.ts';
import { type EditedFile, editFiles } from './edited-files.ts';
import { branchOf, type Ground, outcomeOf, type ProposeRequest } from './request.ts';
import { teamsFor } from './reviewers.ts';

/** How many pull requests are open, and how many this run opened. */
export interface Budget {
  open: number;
  opened: number;
}

/** Where the texts of this run come from. */
export function originOf(request: ProposeRequest): Origin {
  const { desired, run, plan, journalHead } = request;
  return { locale: desired.organisation.locale, run, plan, journalHead };
}

function draftOf(request: ProposeRequest, proposal: Proposal, fingerprint: Digest): PullDraft {
  const origin = originOf(request);
  return {
    key: proposal.key,
    branch: branchOf(proposal.key),
    title: pullTitle(proposal, origin.locale),
    body: pullBody(proposal, origin),
    fingerprint,
    labels: ['lastday', `lastday:${proposal.purpose}`],
    reviewers: [],
    teams: teamsFor(request.desired, proposal),
  };
}

/** Why nothing is opened for a key whose newest pull request is not open: it is merged, or a person closed exactly this. */
async function settled(ground: Ground, proposal: Proposal, fingerprint: Digest): Promise<PullOutcome | null> {
  const { memory, forge, desired } = ground.request;
  const pull = ground.pulls.get(proposal.key);
  const address = pull?.address ?? null;
  if (pull?.state === 'merged' && pull.fingerprint === fingerprint) {
    return outcomeOf(proposal.key, 'untouched', { address, detail: 'merged' });
  }
  const isRefused = pull?.state === 'closed' && pull.closedBy === 'person' && (pull.fingerprint ?? fingerprint) === fingerprint;
  if (isRefused) await forge.comment(pull, refusedComment(proposal, desired.organisation.locale));
  const isRemembered = memory.refused.get(proposal.key)?.fingerprint === fingerprint && pull?.closedBy !== 'us';
  return isRefused || isRemembered ? outcomeOf(proposal.key, 'refused', { address, detail: 'closed-by-person', fingerprint }) : null;
}

function limitReached(ground: Ground, proposal: Proposal, budget: Budget): string | null {
  const { open, perRun } = ground.request.desired.policy.devices.pullRequests;
  if (proposal.urgent) return null;
  if (budget.open >= open) return 'limit-open';
  return budget.opened >= perRun ? 'limit-run' : null;
}

/** A branch that somebody else wrote on is never written on by us. */
async function leaveAlone(ground: Ground, pull: PullRequest | null, about: { key: string; fingerprint: Digest }): Promise<PullOutcome> {
  const { forge, desired } = ground.request;
  if (pull === null) return outcomeOf(about.key, 'left-alone', { detail: 'branch-not-ours' });
  const { address } = pull;
  if (pull.fingerprint === about.fingerprint) return outcomeOf(about.key, 'untouched', { address, detail: 'commits-of-others' });
  await forge.comment(pull, pullWords(desired.organisation.locale, 'comment.left-alone'));
  return outcomeOf(about.key, 'left-alone', { address, detail: 'commits-of-others' });
}

/** True when the forge shows this very text with our label: a run that ended between making and labelling left neither or one. */
function isDressed({ forge }: ProposeRequest, pull: PullRequest, fingerprint: Digest): boolean {
  return pull.fingerprint === fingerprint && (forge.kind === 'local' || pull.labels.includes('lastday'));
}

interface Work {
  readonly ground: Ground;
  readonly proposal: Proposal;
  readonly fingerprint: Digest;
  readonly branch: Branch;
  readonly files: ReadonlyMap<string, EditedFile>;
}

/** The branch first, with a lease; the text second. */
async function write(work: Work, pull: PullRequest | null, fresh: boolean): Promise<PullOutcome> {
  const { ground, proposal, fingerprint, branch, files } = work;
  const { forge } = ground.request;
  const draft = draftOf(ground.request, proposal, fingerprint);
  if (!fresh) {
    const body = forge.kind === 'local' ? draft.body : null;
    const parts = { files, origin: originOf(ground.request), fingerprint, body, expected: branch.head };
    const failure = await pushCommit(ground.request, proposal, parts);
    if (failure !== null) return outcomeOf(proposal.key, 'failed', { address: pull?.address ?? null, detail: failure });
  }
  if (pull === null) return outcomeOf(proposal.key, 'opened', { address: (await forge.open(draft)).address, fingerprint });
  return outcomeOf(proposal.key, 'updated', { address: (await forge.update(pull, draft)).address, fingerprint });
}

/** Brings one proposal to the forge. */
export async function bring(ground: Ground, proposal: Proposal, budget: Budget): Promise<PullOutcome> {
  const { key } = proposal;
  const fingerprint = fingerprintOf(proposal, ground.request.hash);
  const newest = ground.pulls.get(key) ?? null;
  const pull = newest?.state === 'open' ? newest : null;
  const address = pull?.address ?? null;
  if (pull === null) {
    const done = await settled(ground, proposal, fingerprint);
    if (done !== null) return done;
  }
  const edited = await editFiles(ground, proposal);
  if ('failed' in edited) return outcomeOf(key, 'failed', { address, detail: edited.failed });
  if ([...edited.files.values()].every((file) => file.text === file.old))
    return outcomeOf(key, 'untouched', { address, detail: 'already-so' });
  const branch = await inspect(ground, key);
  if (branch.state === 'foreign') return leaveAlone(ground, pull, { key, fingerprint });
  const fresh = await isFresh(ground, proposal, { branch, fingerprint });
  if (pull !== null && fresh && isDressed(ground.request, pull, fingerprint)) return outcomeOf(key, 'untouched', { address });
  const limit = pull === null ? limitReached(ground, proposal, budget) : null;
  if (limit !== null) return outcomeOf(key, 'limited', { detail: limit });
  const outcome = await write({ ground, proposal, fingerprint, branch, files: edited.files }, pull, fresh);
  if (outcome.outcome === 'opened') {
    budget.open += 1;
    budget.opened += 1;
  }
  return outcome;
}
