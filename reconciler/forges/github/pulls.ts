/** Pull requests at GitHub: listed, opened, updated, closed, commented on. Ours are those from our own branches, opened by us. */
import { z } from 'zod';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import type { PullDraft, PullRequest } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { BRANCH, bodyWith, isOurLabel, isSame, keyOf, readBody, unixLines, WITHDRAWN, withinLimit } from '../rest/body.ts';
import { askAll, isUnfinished } from '../rest/reviewers.ts';
import { WireComment } from '../rest/wire.ts';
import type { Client } from './client.ts';
import { labelNames, WirePull } from './wire.ts';

/** The repository and who we are there. */
export interface Desk {
  readonly client: Client;
  /** Our own name at GitHub; asked once. */
  readonly me: () => Promise<string>;
  /** Short name of the default branch. */
  readonly base: string;
}

/** A pull request as the core knows it. */
export function toPull(desk: Desk, wire: WirePull): PullRequest {
  const { body, fingerprint } = readBody(wire.body);
  const labels = labelNames(wire.labels);
  const isMerged = wire.merged_at !== null && wire.merged_at !== undefined;
  const isClosed = wire.state === 'closed' && !isMerged;
  return {
    key: wire.head.ref.slice(BRANCH.length),
    branch: wire.head.ref,
    head: wire.head.sha as CommitId,
    state: isMerged ? 'merged' : wire.state,
    title: wire.title,
    body,
    // One that waits for another branch than the default one says something else than it should.
    fingerprint: wire.state === 'open' && wire.base.ref !== desk.base ? null : fingerprint,
    address: wire.html_url,
    number: wire.number,
    openedAt: wire.created_at as Instant,
    mergedAt: (wire.merged_at ?? null) as Instant | null,
    closedBy: isClosed ? (labels.includes(WITHDRAWN) ? 'us' : 'person') : null,
    labels,
  };
}

/** Opened by us, from a branch of ours in this very repository; a fork may use the same name. */
async function isOurs(desk: Desk, wire: WirePull): Promise<boolean> {
  const isBranch = keyOf(wire.head.ref) !== null && isSame(wire.head.repo?.full_name, desk.client.name);
  return isBranch && isSame(wire.user?.login, await desk.me());
}

async function onlyOurs(desk: Desk, wires: readonly WirePull[]): Promise<PullRequest[]> {
  const ours: PullRequest[] = [];
  for (const wire of wires) if (await isOurs(desk, wire)) ours.push(toPull(desk, wire));
  return ours;
}

/** Every open one of ours, and the thousand closed ones that changed last; newest first. */
export async function listPulls(desk: Desk): Promise<PullRequest[]> {
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const open = await desk.client.all(route, { state: 'open' }, { wire: WirePull, pages: 100 });
  const recent = { state: 'closed', sort: 'updated', direction: 'desc' };
  const closed = await desk.client.all(route, recent, { wire: WirePull, pages: 10 });
  const numbers = new Set(open.map((pull) => pull.number));
  const all = [...open, ...closed.filter((pull) => !numbers.has(pull.number))];
  return (await onlyOurs(desk, all)).sort((a, b) => (b.number ?? 0) - (a.number ?? 0));
}

/** The open one of a branch: ours, or the fault that somebody else opened it; null when there is none. */
async function findOpen(desk: Desk, draft: PullDraft): Promise<PullRequest | null> {
  const head = `${desk.client.name.split('/')[0]}:${draft.branch}`;
  const found = await desk.client.all('GET /repos/{owner}/{repo}/pulls', { state: 'open', head }, { wire: WirePull, pages: 1 });
  const wires = found.filter((pull) => pull.state === 'open' && pull.head.ref === draft.branch);
  const [ours] = await onlyOurs(desk, wires);
  if (ours !== undefined) return ours;
  if (!wires.some((pull) => isSame(pull.head.repo?.full_name, desk.client.name))) return null;
  throw new Fault(`somebody else has opened a pull request from ${draft.branch}; close it, or merge it`, {
    where: 'github',
    operation: 'open',
    refused: true,
  });
}

/** Labels that are missing are made first; one that is there already is no fault. */
async function addLabels(desk: Desk, number: number, labels: readonly string[]): Promise<void> {
  for (const name of labels) {
    await ignoring(desk.client.call('POST /repos/{owner}/{repo}/labels', { name, color: 'ededed' }, z.unknown()), 'already_exists');
  }
  await desk.client.call('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { issue_number: number, labels }, z.unknown());
}

/** Waits for a call whose refusal changes nothing that matters; `because` names the only refusal that is ignored. */
async function ignoring(call: Promise<unknown>, because?: string): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Fault) || !error.refused) throw error;
    const isExpected = because === undefined || error.message.includes(because) || error.message.includes('refused what was sent');
    if (!isExpected) throw error;
  }
}

async function dress(desk: Desk, pull: PullRequest, draft: PullDraft): Promise<PullRequest> {
  const number = pull.number ?? 0;
  const missing = draft.labels.filter((label) => !pull.labels.includes(label));
  if (missing.length > 0) await addLabels(desk, number, missing);
  const over = pull.labels.filter((label) => isOurLabel(label) && !draft.labels.includes(label));
  for (const name of over) {
    const route = 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}';
    await ignoring(desk.client.call(route, { issue_number: number, name }, z.unknown()));
  }
  const kept = pull.labels.filter((label) => !over.includes(label));
  return { ...pull, labels: [...kept, ...missing] };
}

/** Reviewers, then labels: what has our labels lacks nothing. */
async function finish(desk: Desk, pull: PullRequest, draft: PullDraft): Promise<PullRequest> {
  const route = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';
  if (isUnfinished(pull)) await askAll(draft, (asked) => desk.client.call(route, { pull_number: pull.number, ...asked }, z.unknown()));
  return dress(desk, pull, draft);
}

async function create(desk: Desk, draft: PullDraft): Promise<PullRequest> {
  const { title, branch } = draft;
  const values = { title, head: branch, base: desk.base, body: bodyWith(draft) };
  try {
    return toPull(desk, await desk.client.call('POST /repos/{owner}/{repo}/pulls', values, WirePull));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Refused because it is there already, or made although no answer came: either way it is found by its branch.
    const found = await findOpen(desk, draft);
    if (found === null) throw error;
    return updatePull(desk, found, draft);
  }
}

/** Opens it, or finds and updates the one of ours that is open already. */
export async function openPull(desk: Desk, draft: PullDraft): Promise<PullRequest> {
  const found = await findOpen(desk, draft);
  return found === null ? finish(desk, await create(desk, draft), draft) : updatePull(desk, found, draft);
}

/** One pull request as it is right now. */
export async function readPull(desk: Desk, pull: PullRequest): Promise<PullRequest> {
  return toPull(desk, await desk.client.call('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: pull.number }, WirePull));
}

/** Puts a label of ours on, once. */
export async function markPull(desk: Desk, pull: PullRequest, label: string): Promise<void> {
  if (!pull.labels.includes(label)) await addLabels(desk, pull.number ?? 0, [label]);
}

/** Title, body, branch it waits for, and labels as the draft says; reviewers where the run that opened it ended before it asked them. */
export async function updatePull(desk: Desk, pull: PullRequest, draft: PullDraft): Promise<PullRequest> {
  const values = { pull_number: pull.number, title: draft.title, body: bodyWith(draft), base: desk.base };
  const updated = await desk.client.call('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', values, WirePull);
  return finish(desk, toPull(desk, updated), draft);
}

/** Says something once: a comment of ours with the same text is not repeated. */
export async function commentOnce(desk: Desk, pull: PullRequest, text: string): Promise<void> {
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const me = await desk.me();
  const body = withinLimit(text);
  const said = await desk.client.all(route, { issue_number: pull.number }, { wire: WireComment, pages: 10 });
  const isSaid = said.some((one) => isSame(one.user?.login, me) && unixLines(one.body ?? '').trim() === body.trim());
  if (isSaid) return;
  await desk.client.call('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: pull.number, body }, z.unknown());
}

/** Closes it with a word, marked as closed by us. */
export async function closePull(desk: Desk, pull: PullRequest, comment: string): Promise<void> {
  await commentOnce(desk, pull, comment);
  await addLabels(desk, pull.number ?? 0, [WITHDRAWN]);
  const values = { pull_number: pull.number, state: 'closed' };
  await desk.client.call('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', values, z.unknown());
}
