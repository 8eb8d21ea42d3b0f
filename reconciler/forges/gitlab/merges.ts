/** Merge requests at GitLab: listed, opened, updated, closed, commented on. Ours are those from our own branches, opened by us. */
import { z } from 'zod';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import { instantOf } from '../../calendar.ts';
import type { PullDraft, PullRequest } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { bodyWith, isOurLabel, isSame, keepDraft, keyOf, plainTitle, readBody, unixLines, WITHDRAWN, withinLimit } from '../rest/body.ts';
import type { RestClient } from '../rest/client.ts';
import { WireFound, WireMerge, WireNote } from './wire.ts';

/** The project and who we are there. */
export interface Desk {
  readonly client: RestClient;
  /** Path of the project in the API. */
  readonly path: string;
  /** Our own name at GitLab; asked once. */
  readonly me: () => Promise<string>;
  /** Short name of the default branch. */
  readonly base: string;
}

function instantFrom(text: string | null | undefined): Instant | null {
  const milliseconds = Date.parse(text ?? '');
  return Number.isNaN(milliseconds) ? null : instantOf(milliseconds);
}

const STATES = { opened: 'open', locked: 'open', closed: 'closed', merged: 'merged' } as const;

/** A merge request as the core knows it. */
export function toPull(desk: Desk, wire: WireMerge): PullRequest {
  const { body, fingerprint } = readBody(wire.description);
  const labels = wire.labels ?? [];
  const state = STATES[wire.state];
  return {
    key: keyOf(wire.source_branch) ?? '',
    branch: wire.source_branch,
    head: (wire.sha ?? null) as CommitId | null,
    state,
    title: plainTitle(wire.title),
    body,
    // One that waits for another branch than the default one says something else than it should.
    fingerprint: state === 'open' && wire.target_branch !== desk.base ? null : fingerprint,
    address: wire.web_url,
    number: wire.iid,
    openedAt: instantFrom(wire.created_at),
    mergedAt: instantFrom(wire.merged_at),
    closedBy: state === 'closed' ? (labels.includes(WITHDRAWN) ? 'us' : 'person') : null,
    labels,
  };
}

/** From a branch of ours in this very project; a fork may use the same name. */
function isHere(wire: WireMerge): boolean {
  return keyOf(wire.source_branch) !== null && wire.source_project_id === wire.target_project_id;
}

async function onlyOurs(desk: Desk, wires: readonly WireMerge[]): Promise<PullRequest[]> {
  const ours: PullRequest[] = [];
  for (const wire of wires) if (isHere(wire) && isSame(wire.author?.username, await desk.me())) ours.push(toPull(desk, wire));
  return ours;
}

/** The scope is always said: GitLab's own default hides what others opened. */
function listWith(desk: Desk, query: Readonly<Record<string, string>>, most: number): Promise<WireMerge[]> {
  const all = { ...query, scope: 'all', per_page: 100 };
  return desk.client.all(`${desk.path}/merge_requests`, all, { wire: WireMerge, most, by: 'link' });
}

/** Every open one of ours, and the thousand closed and merged ones that changed last; newest first. */
export async function listMerges(desk: Desk): Promise<PullRequest[]> {
  const open = await listWith(desk, { state: 'opened' }, 100);
  const recent = { order_by: 'updated_at', sort: 'desc' };
  const ended = [
    ...(await listWith(desk, { state: 'closed', ...recent }, 10)),
    ...(await listWith(desk, { state: 'merged', ...recent }, 10)),
  ];
  const byNumber = new Map([...ended, ...open].map((wire) => [wire.iid, wire]));
  return (await onlyOurs(desk, [...byNumber.values()])).sort((a, b) => (b.number ?? 0) - (a.number ?? 0));
}

/** The open one of a branch: ours, or the fault that somebody else opened it; null when there is none. */
async function findOpen(desk: Desk, draft: PullDraft): Promise<PullRequest | null> {
  const wires = (await listWith(desk, { state: 'opened', source_branch: draft.branch }, 1)).filter(isHere);
  const [ours] = await onlyOurs(desk, wires);
  if (ours !== undefined || wires.length === 0) return ours ?? null;
  throw new Fault(`somebody else has opened a merge request from ${draft.branch}; close it, or merge it`, {
    where: 'gitlab',
    operation: 'open',
    refused: true,
  });
}

/** GitLab's storage and its database may be a moment apart. */
const PASSING = [
  { status: 400, words: /source.?branch.*does not exist/iu },
  { status: 409, words: /resource lock/iu },
];

/** Numbers of people by name; whom GitLab does not know by exactly that name is not asked. Teams cannot be: GitLab asks no groups. */
async function numbersOf(desk: Desk, names: readonly string[]): Promise<number[]> {
  const numbers: number[] = [];
  for (const username of names) {
    const found = await desk.client.call({ method: 'GET', path: '/users', query: { username } }, WireFound.array());
    numbers.push(...found.filter((user) => isSame(user.username, username)).map(({ id }) => id));
  }
  return numbers;
}

async function create(desk: Desk, draft: PullDraft): Promise<PullRequest> {
  const { title, branch, labels } = draft;
  const reviewers = await numbersOf(desk, draft.reviewers);
  const asked = reviewers.length === 0 ? {} : { reviewer_ids: reviewers };
  const text = { title, description: bodyWith(draft), labels: labels.join(',') };
  const body = { source_branch: branch, target_branch: desk.base, ...text, ...asked };
  try {
    return toPull(desk, await desk.client.call({ method: 'POST', path: `${desk.path}/merge_requests`, body, passing: PASSING }, WireMerge));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Refused because it is there already, or made although no answer came: either way it is found by its branch.
    const found = await findOpen(desk, draft);
    if (found === null) throw error;
    return updateMerge(desk, found, draft);
  }
}

/** Opens it, or finds and updates the one of ours that is open already. */
export async function openMerge(desk: Desk, draft: PullDraft): Promise<PullRequest> {
  const found = await findOpen(desk, draft);
  return found === null ? create(desk, draft) : updateMerge(desk, found, draft);
}

/** Path of one merge request in the API. */
export function one(desk: Desk, pull: PullRequest): string {
  return `${desk.path}/merge_requests/${pull.number}`;
}

/** One merge request as it is right now. */
export async function readMerge(desk: Desk, pull: PullRequest): Promise<PullRequest> {
  return toPull(desk, await desk.client.call({ method: 'GET', path: one(desk, pull) }, WireMerge));
}

/** Title, text, branch it waits for, and labels as the draft says, in one call; labels of people and a mark as draft stay. */
export async function updateMerge(desk: Desk, pull: PullRequest, draft: PullDraft): Promise<PullRequest> {
  const now = await desk.client.call({ method: 'GET', path: one(desk, pull) }, WireMerge);
  const over = (now.labels ?? []).filter((label) => isOurLabel(label) && !draft.labels.includes(label));
  const body = {
    title: keepDraft(now.title, draft.title),
    description: bodyWith(draft),
    target_branch: desk.base,
    add_labels: draft.labels.join(','),
    ...(over.length === 0 ? {} : { remove_labels: over.join(',') }),
  };
  return toPull(desk, await desk.client.call({ method: 'PUT', path: one(desk, pull), body }, WireMerge));
}

/** Puts a label of ours on, once. */
export async function markMerge(desk: Desk, pull: PullRequest, label: string): Promise<void> {
  if (!pull.labels.includes(label))
    await desk.client.call({ method: 'PUT', path: one(desk, pull), body: { add_labels: label } }, z.unknown());
}

/** Says something once: a note of ours with the same text is not repeated. */
export async function commentOnce(desk: Desk, pull: PullRequest, text: string): Promise<void> {
  const path = `${one(desk, pull)}/notes`;
  const me = await desk.me();
  const body = withinLimit(text);
  const notes = await desk.client.all(path, { per_page: 100 }, { wire: WireNote, most: 10, by: 'link' });
  const isSaid = notes.some((note) => isSame(note.author?.username, me) && unixLines(note.body ?? '').trim() === body.trim());
  if (!isSaid) await desk.client.call({ method: 'POST', path, body: { body } }, z.unknown());
}

/** Closes it with a word, marked as closed by us, in the same call. */
export async function closeMerge(desk: Desk, pull: PullRequest, comment: string): Promise<void> {
  await commentOnce(desk, pull, comment);
  const body = { state_event: 'close', add_labels: WITHDRAWN };
  const now = await desk.client.call({ method: 'GET', path: one(desk, pull) }, WireMerge);
  if (now.state === 'opened') await desk.client.call({ method: 'PUT', path: one(desk, pull), body }, z.unknown());
}
