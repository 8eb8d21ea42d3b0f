/** One proposal and its pull request: left alone, opened, updated, or refused. Every step looks up by key first, so that it may be repeated. */
import type { Digest } from '../../../schemas/primitives.ts';
import type { PullOutcome } from '../../model/outcome.ts';
import type { Proposal } from '../../model/proposal.ts';
import type { PullDraft, PullRequest } from '../../ports.ts';
import { pullWords } from '../../texts/pulls.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { type Origin, pullBody, pullTitle, refusedComment } from '../pull-text.ts';
import { type Ticks, ticksIn } from '../pull-ticks.ts';
import { type Branch, inspect, isFresh, pushCommit } from './branch.ts';
import { type EditedFile, editFiles } from './edited-files.ts';
import { branchOf, type Ground, outcomeOf, type ProposeRequest } from './request.ts';
import { teamsFor } from './reviewers.ts';

/** The day has come. */
const URGENT = 'lastday:urgent';
/** A person closed it. */
const REFUSED = 'lastday:refused';
/** A person wrote on its branch. */
const CHANGED = 'lastday:changed-by-person';

/** How many pull requests are open, and how many this run opened. */
export interface Budget {
  open: number;
  opened: number;
}

/** Where the texts of this run come from. */
export function originOf(request: ProposeRequest): Origin {
  const { desired, run, plan, journalHead, checksWait = false } = request;
  return { locale: desired.organisation.locale, run, plan, journalHead, boxes: request.forge.kind !== 'local', checksWait };
}

/** Whose it is, what it is for, and whether its day has come. */
function labelsOf(proposal: Proposal): readonly string[] {
  return ['lastday', `lastday:${proposal.purpose}`, ...(proposal.urgent ? [URGENT] : [])];
}

function draftOf(request: ProposeRequest, proposal: Proposal, about: { fingerprint: Digest; ticks: Ticks }): PullDraft {
  const origin = originOf(request);
  return {
    key: proposal.key,
    branch: branchOf(proposal.key),
    title: pullTitle(proposal, origin.locale),
    body: pullBody(proposal, origin, about.ticks),
    fingerprint: about.fingerprint,
    labels: labelsOf(proposal),
    reviewers: [],
    teams: teamsFor(request.desired, proposal),
  };
}

/** True when what was merged may be missing from the base only because the base is older: the default branch has moved on since. */
async function isBaseOld({ request }: Ground): Promise<boolean> {
  if (request.branch === undefined) return true;
  const there = await request.remote.ask(request.branch);
  return there.state !== 'present' || there.commit !== request.base;
}

/** Why nothing is opened for a key whose newest pull request is not open: a person closed exactly this. */
async function refused(ground: Ground, proposal: Proposal, fingerprint: Digest): Promise<PullOutcome | null> {
  const { memory, forge, desired } = ground.request;
  const pull = ground.pulls.get(proposal.key);
  const address = pull?.address ?? null;
  const isRefused = pull?.state === 'closed' && pull.closedBy === 'person' && (pull.fingerprint ?? fingerprint) === fingerprint;
  if (isRefused) {
    await forge.comment(pull, refusedComment(proposal, desired.organisation.locale));
    await forge.mark(pull, REFUSED);
  }
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
  await forge.mark(pull, CHANGED);
  return outcomeOf(about.key, 'left-alone', { address, detail: 'commits-of-others' });
}

/** True when the forge shows this very text with our labels, and none of ours that is over: a run that ended between making and labelling left neither or some. */
function isDressed({ forge }: ProposeRequest, pull: PullRequest, about: { proposal: Proposal; fingerprint: Digest }): boolean {
  if (pull.fingerprint !== about.fingerprint) return false;
  const wanted = labelsOf(about.proposal);
  const shown = pull.labels.filter((label) => label === 'lastday' || label.startsWith('lastday:'));
  return forge.kind === 'local' || (shown.length === wanted.length && wanted.every((label) => shown.includes(label)));
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
  const plain = draftOf(ground.request, proposal, { fingerprint, ticks: new Map() });
  if (!fresh) {
    const body = forge.kind === 'local' ? plain.body : null;
    const parts = { files, origin: originOf(ground.request), fingerprint, body, branch };
    const failure = await pushCommit(ground.request, proposal, parts);
    if (failure !== null) return outcomeOf(proposal.key, 'failed', { address: pull?.address ?? null, detail: failure });
  }
  if (pull === null) return outcomeOf(proposal.key, 'opened', { address: (await forge.open(plain)).address, fingerprint });
  // Read once more: boxes that somebody ticked while this run worked stay ticked.
  const now = await forge.read(pull);
  if (now.state !== 'open') return outcomeOf(proposal.key, 'failed', { address: pull.address, detail: 'ended-meanwhile' });
  const draft = draftOf(ground.request, proposal, { fingerprint, ticks: ticksIn(now.body) });
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
    const done = await refused(ground, proposal, fingerprint);
    if (done !== null) return done;
  }
  const isMerged = newest?.state === 'merged' && newest.fingerprint === fingerprint;
  const merged = outcomeOf(key, 'untouched', { address: newest?.address ?? null, detail: 'merged' });
  const edited = await editFiles(ground, proposal);
  if ('failed' in edited) return outcomeOf(key, 'failed', { address, detail: edited.failed });
  if ([...edited.files.values()].every((file) => file.text === file.old))
    return isMerged ? merged : outcomeOf(key, 'untouched', { address, detail: 'already-so' });
  // Merged, and the newest files lack it all the same: it was taken back, or merged elsewhere; it is due again.
  if (isMerged && (await isBaseOld(ground))) return merged;
  const branch = await inspect(ground, key);
  if (branch.state === 'foreign') return leaveAlone(ground, pull, { key, fingerprint });
  const fresh = await isFresh(ground, proposal, { branch, fingerprint });
  if (pull !== null && fresh && isDressed(ground.request, pull, { proposal, fingerprint })) return outcomeOf(key, 'untouched', { address });
  const limit = pull === null ? limitReached(ground, proposal, budget) : null;
  if (limit !== null) return outcomeOf(key, 'limited', { detail: limit });
  const outcome = await write({ ground, proposal, fingerprint, branch, files: edited.files }, pull, fresh);
  if (outcome.outcome === 'opened') {
    budget.open += 1;
    budget.opened += 1;
  }
  return outcome;
}
