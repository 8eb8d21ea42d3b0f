/** Pull requests at Gitea and Forgejo: listed, opened, updated, closed, commented on. Ours are those from our own branches, opened by us. */
import { z } from 'zod';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import { instantOf } from '../../calendar.ts';
import type { PullDraft, PullRequest } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { bodyWith, isOurLabel, isSame, keepDraft, keyOf, plainTitle, readBody, unixLines, WITHDRAWN, withinLimit } from '../rest/body.ts';
import { askAll, isUnfinished } from '../rest/reviewers.ts';
import { WireComment } from '../rest/wire.ts';
import { type Desk, PAGE } from './desk.ts';
import { numbersOf, setLabels } from './labels.ts';
import { WirePull } from './wire.ts';

/** An instant; dates that were never set come as the year 1 or as 1970. */
function instantFrom(text: string | null | undefined): Instant | null {
  const milliseconds = Date.parse(text ?? '');
  return Number.isNaN(milliseconds) || milliseconds <= 0 ? null : instantOf(milliseconds);
}

/** A pull request as the core knows it. */
export function toPull(desk: Desk, wire: WirePull): PullRequest {
  const { body, fingerprint } = readBody(wire.body);
  const labels = wire.labels.map((label) => label.name);
  const state = wire.merged === true ? 'merged' : wire.state;
  return {
    key: keyOf(wire.head.ref) ?? '',
    branch: wire.head.ref,
    head: (wire.head.sha ?? null) as CommitId | null,
    state,
    title: plainTitle(wire.title),
    body,
    // One that waits for another branch than the default one says something else than it should.
    fingerprint: state === 'open' && wire.base.ref !== desk.base ? null : fingerprint,
    address: wire.html_url,
    number: wire.number,
    openedAt: instantFrom(wire.created_at),
    mergedAt: state === 'merged' ? instantFrom(wire.merged_at) : null,
    closedBy: state === 'closed' ? (labels.includes(WITHDRAWN) ? 'us' : 'person') : null,
    labels,
  };
}

/** From a branch of ours in this very repository; a fork may use the same name. */
function isHere(desk: Desk, wire: WirePull): boolean {
  return keyOf(wire.head.ref) !== null && isSame(wire.head.repo?.full_name, desk.client.project);
}

async function onlyOurs(desk: Desk, wires: readonly WirePull[]): Promise<PullRequest[]> {
  const ours: PullRequest[] = [];
  for (const wire of wires) if (isHere(desk, wire) && isSame(wire.user?.login, await desk.me())) ours.push(toPull(desk, wire));
  return ours;
}

function listWith(desk: Desk, state: 'open' | 'closed', most: number): Promise<WirePull[]> {
  const query = { state, sort: 'recentupdate', limit: PAGE };
  return desk.client.all(`${desk.path}/pulls`, query, { wire: WirePull, most, by: 'number' });
}

/** Every open one of ours, and the thousand closed ones that changed last; newest first. */
export async function listPulls(desk: Desk): Promise<PullRequest[]> {
  const [open, closed] = [await listWith(desk, 'open', 200), await listWith(desk, 'closed', 20)];
  const byNumber = new Map([...closed, ...open].map((wire) => [wire.number, wire]));
  return (await onlyOurs(desk, [...byNumber.values()])).sort((a, b) => (b.number ?? 0) - (a.number ?? 0));
}

/** The open one of a branch: ours, or the fault that somebody else opened it; null when there is none. */
async function findOpen(desk: Desk, draft: PullDraft): Promise<PullRequest | null> {
  const open = await listWith(desk, 'open', 200);
  const wires = open.filter((wire) => wire.head.ref === draft.branch && isHere(desk, wire));
  const [ours] = await onlyOurs(desk, wires);
  if (ours !== undefined || wires.length === 0) return ours ?? null;
  throw new Fault(`somebody else has opened a pull request from ${draft.branch}; close it, or merge it`, {
    where: 'gitea',
    operation: 'open',
    refused: true,
  });
}

async function create(desk: Desk, draft: PullDraft): Promise<PullRequest> {
  const body = { base: desk.base, head: draft.branch, title: draft.title, body: bodyWith(draft) };
  let wire: WirePull;
  try {
    wire = await desk.client.call({ method: 'POST', path: `${desk.path}/pulls`, body }, WirePull);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Refused because it is there already, or made although no answer came: either way it is found by its branch.
    const found = await findOpen(desk, draft);
    if (found === null) throw error;
    return updatePull(desk, found, draft);
  }
  return finish(desk, wire, { draft, pull: toPull(desk, wire) });
}

/** Opens it, or finds and updates the one of ours that is open already. */
export async function openPull(desk: Desk, draft: PullDraft): Promise<PullRequest> {
  const found = await findOpen(desk, draft);
  return found === null ? create(desk, draft) : updatePull(desk, found, draft);
}

/** Path of one pull request in the API. */
export function one(desk: Desk, pull: PullRequest): string {
  return `${desk.path}/pulls/${pull.number}`;
}

function readWire(desk: Desk, pull: PullRequest): Promise<WirePull> {
  return desk.client.call({ method: 'GET', path: one(desk, pull) }, WirePull);
}

/** One pull request as it is right now. */
export async function readPull(desk: Desk, pull: PullRequest): Promise<PullRequest> {
  return toPull(desk, await readWire(desk, pull));
}

/** Puts exactly these labels of ours on, beside those of people; nothing where they are so. Returns all. */
async function setOurs(desk: Desk, wire: WirePull, ours: readonly string[]): Promise<string[]> {
  const others = wire.labels.filter((there) => !isOurLabel(there.name));
  const present = wire.labels.filter((there) => isOurLabel(there.name)).map((there) => there.name);
  const isThere = present.length === ours.length && ours.every((name) => present.includes(name));
  if (!isThere) await setLabels(desk, wire.number, [...others.map((there) => there.id), ...(await numbersOf(desk, ours))]);
  return [...others.map((there) => there.name), ...ours];
}

/** Reviewers, then labels: what has our labels lacks nothing. `wire`: as it was before, with the labels it has. */
async function finish(desk: Desk, wire: WirePull, about: { draft: PullDraft; pull: PullRequest }): Promise<PullRequest> {
  const { draft, pull } = about;
  const path = `${one(desk, pull)}/requested_reviewers`;
  if (isUnfinished({ labels: wire.labels.map((label) => label.name) }))
    await askAll(draft, (body) => desk.client.call({ method: 'POST', path, body }, z.unknown()));
  return { ...pull, labels: await setOurs(desk, wire, draft.labels) };
}

/** Title, body, branch it waits for, and labels as the draft says; labels of people and a mark as draft stay. */
export async function updatePull(desk: Desk, pull: PullRequest, draft: PullDraft): Promise<PullRequest> {
  const now = await readWire(desk, pull);
  const base = now.base.ref === desk.base ? {} : { base: desk.base };
  const body = { title: keepDraft(now.title, draft.title), body: bodyWith(draft), ...base };
  const updated = await desk.client.call({ method: 'PATCH', path: one(desk, pull), body }, WirePull);
  return finish(desk, now, { draft, pull: toPull(desk, updated) });
}

/** Puts a label of ours on, once. */
export async function markPull(desk: Desk, pull: PullRequest, name: string): Promise<void> {
  const now = await readWire(desk, pull);
  const ours = now.labels.map((there) => there.name).filter(isOurLabel);
  if (!ours.includes(name)) await setOurs(desk, now, [...ours, name]);
}

/** Says something once: a comment of ours with the same text is not repeated. */
export async function commentOnce(desk: Desk, pull: PullRequest, text: string): Promise<void> {
  const path = `${desk.path}/issues/${pull.number}/comments`;
  const me = await desk.me();
  const body = withinLimit(text);
  // This list has no pages.
  const said = await desk.client.call({ method: 'GET', path }, z.array(WireComment).nullable());
  const isSaid = (said ?? []).some((comment) => isSame(comment.user?.login, me) && unixLines(comment.body ?? '').trim() === body.trim());
  if (!isSaid) await desk.client.call({ method: 'POST', path, body: { body } }, z.unknown());
}

/** Closes it with a word, marked as closed by us. */
export async function closePull(desk: Desk, pull: PullRequest, comment: string): Promise<void> {
  await commentOnce(desk, pull, comment);
  await markPull(desk, pull, WITHDRAWN);
  await desk.client.call({ method: 'PATCH', path: one(desk, pull), body: { state: 'closed' } }, z.unknown());
}
