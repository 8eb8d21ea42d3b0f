/** One value taken out of a list of a resource, or put into it: a member of a group, an entitlement of a user. Nothing else of the list changes. */
import type { Answer } from '../http/client.ts';
import type { Resource } from './client.ts';
import { valuePath } from './filter.ts';
import { isOfForm } from './refusal.ts';
import type { Steps } from './steps.ts';
import { patchOf, writable } from './switch.ts';
import { WithId } from './wire.ts';

/** Which list of which resource. */
export interface ValueList {
  readonly list: string;
  readonly id: string;
  readonly attribute: string;
}

/** How often a list is changed anew because somebody else changed the resource in between. */
const ATTEMPTS = 3;

type Items = readonly unknown[];

function keyOf(item: unknown): string | null {
  if (typeof item === 'string') return item;
  return typeof item === 'object' && item !== null && 'value' in item ? (WithId.safeParse({ id: item.value }).data?.id ?? null) : null;
}

function itemsOf(resource: Resource, attribute: string): Items {
  const list = resource.body[attribute];
  return Array.isArray(list) ? (list as Items) : [];
}

async function read(steps: Steps, { list, id }: ValueList): Promise<Resource> {
  return (await steps.one(list, id)) ?? steps.refuse('what holds the list is not there any more');
}

/** Members and entitlements that were there before and are not there now, but the one that was to leave. */
function lostBetween(before: Items, after: Items, leaving: string | null): Items {
  const still = new Set(after.map(keyOf));
  return before.filter((item) => keyOf(item) !== leaving && !still.has(keyOf(item)));
}

async function sendItems(steps: Steps, at: ValueList, given: { readonly now: Resource; readonly items: Items }): Promise<Answer> {
  const body = { ...writable(given.now, await steps.capabilities()), [at.attribute]: given.items };
  return steps.send({ method: 'PUT', list: at.list, id: at.id, body, version: given.now.version });
}

/** PATCH where there is one; where it is not understood, PUT of the whole with the list as it should be. */
async function send(
  steps: Steps,
  at: ValueList,
  given: { readonly now: Resource; readonly operation: Readonly<Record<string, unknown>>; readonly items: Items },
): Promise<Answer> {
  const { list, id } = at;
  const { patch } = await steps.capabilities();
  if (patch) {
    const op = steps.dialect.capital ? { ...given.operation, op: capital(String(given.operation['op'])) } : given.operation;
    const answer = await steps.send({ method: 'PATCH', list, id, body: patchOf(op), version: given.now.version });
    if (!isOfForm(answer)) return answer;
  }
  return sendItems(steps, at, given);
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

/** Puts back what a service took out although nobody asked for it. */
async function restore(steps: Steps, at: ValueList, lost: Items): Promise<void> {
  const operation = { op: 'add', path: at.attribute, value: lost };
  steps.kept.emptied.add(at.attribute);
  const now = await read(steps, at);
  await send(steps, at, { now, operation, items: [...itemsOf(now, at.attribute), ...lost] });
  const left = lostBetween(lost, itemsOf(await read(steps, at), at.attribute), null);
  if (left.length > 0)
    steps.alarm(
      `the service emptied the list of ${at.attribute}, and ${left.length} of ${lost.length} could not be put back`,
      'others-lost',
    );
  steps.alarm(`the service emptied the list of ${at.attribute}; all ${lost.length} others were put back`, 'others-put-back');
}

/**
 * Looks whether only the one value moved. A list that is empty afterwards was emptied by the service, and is restored; single others
 * that are gone may have been taken out by somebody else in the same moment, and are only told of.
 */
async function check(steps: Steps, at: ValueList, given: { readonly before: Items; readonly leaving: string | null }): Promise<void> {
  const after = itemsOf(await read(steps, at), at.attribute);
  const lost = lostBetween(given.before, after, given.leaving);
  if (lost.length === 0) return;
  const isEmptied = after.every((item) => keyOf(item) === given.leaving);
  if (isEmptied) await restore(steps, at, lost);
  steps.alarm(`${lost.length} more left the list of ${at.attribute} in the same moment`, 'others-left');
}

interface Wish {
  readonly isSo: (items: Items) => boolean;
  readonly operation: Readonly<Record<string, unknown>>;
  readonly itemsOf: (items: Items) => Items;
  readonly leaving: string | null;
}

async function carryOut(steps: Steps, at: ValueList, wish: Wish): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const now = await read(steps, at);
    const before = itemsOf(now, at.attribute);
    if (wish.isSo(before)) return;
    if (steps.kept.emptied.has(at.attribute))
      return steps.refuse(`the service emptied a list of ${at.attribute} in this run; no other is changed`);
    const answer = await send(steps, at, { now, operation: wish.operation, items: wish.itemsOf(before) });
    // Who else is in a list decides nothing about this one: it is read and written again.
    if (answer.status === 412 && tried < ATTEMPTS) continue;
    if (answer.status >= 300) steps.fail(answer);
    return check(steps, at, { before, leaving: wish.leaving });
  }
}

/** Takes one value out of a list. One that is not in it is left alone. */
export async function takeOut(steps: Steps, at: ValueList, value: string): Promise<void> {
  const { attribute } = at;
  const byFilter = { op: 'remove', path: valuePath(attribute, value) };
  const byValue = { op: 'remove', path: attribute, value: [{ value }] };
  await carryOut(steps, at, {
    isSo: (items) => !items.some((item) => keyOf(item) === value),
    operation: steps.dialect.leaves === 'filter' ? byFilter : byValue,
    itemsOf: (items) => items.filter((item) => keyOf(item) !== value),
    leaving: value,
  });
}

/** Puts one value into a list. One that is in it is left alone. */
export async function putIn(steps: Steps, at: ValueList, value: string): Promise<void> {
  const { attribute } = at;
  await carryOut(steps, at, {
    isSo: (items) => items.some((item) => keyOf(item) === value),
    operation: { op: 'add', path: attribute, value: [{ value }] },
    itemsOf: (items) => [...items, { value }],
    leaving: null,
  });
}
