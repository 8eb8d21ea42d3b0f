/** Where things stand in a parsed document: entries of maps, items of lists, and the way along a path. Pure. */
import { type CST, isMap, isScalar, isSeq, type Pair, type Range, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { KeyOrder } from '../../../schemas/order.ts';
import { orderBelow } from './write-value.ts';

/** A node of a document. */
export type Node = Scalar | YAMLMap | YAMLSeq;

/** Why an edit is not made. */
export interface Refusal {
  readonly refused: string;
}

/** True for a refusal. */
export function isRefusal(result: object): result is Refusal {
  return 'refused' in result;
}

/** One entry of a map, or one item of a list. */
export interface Part {
  /** The key; the index of an item. */
  readonly key: string | number;
  /** Where the key or dash begins. */
  readonly start: number;
  /** Right after the colon or dash; null in a flow map whose key stands alone, and for items of flow lists. */
  readonly after: number | null;
  readonly node: Node | null;
  /** Where the content ends: for a block scalar after its last line break. */
  readonly end: number;
}

/** The range of a node: where it begins and its value ends. */
export function rangeOf(node: Node): readonly [number, number] {
  const [start, valueEnd] = node.range as Range;
  return [start, valueEnd];
}

/** True when nothing is written where a value could stand, or the value is null. */
export function isNull(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** True when a null is not even written. */
export function isUnwritten(node: Node | null): boolean {
  return node === null || rangeOf(node)[0] === rangeOf(node)[1];
}

/** Whether a map or list is in flow style. */
export function isFlow(node: YAMLMap | YAMLSeq): boolean {
  return node.flow === true;
}

/** Where the content of a node ends; `otherwise` when nothing is written. */
function endOf(node: Node | null, otherwise: number): number {
  if (node === null || isUnwritten(node)) return otherwise;
  if (isScalar(node) || isFlow(node)) return rangeOf(node)[1];
  const parts = isMap(node) ? entriesOf(node) : itemsOf(node);
  return (parts.at(-1) as Part).end;
}

function tokenEnd(tokens: readonly CST.SourceToken[] | undefined, type: string): number | null {
  const token = tokens?.find((one) => one.type === type);
  return token === undefined ? null : token.offset + token.source.length;
}

function entryOf(pair: Pair): Part {
  const key = pair.key as Scalar;
  const [start, keyEnd] = rangeOf(key);
  const after = tokenEnd(pair.srcToken?.sep, 'map-value-ind');
  const node = pair.value as Node | null;
  return { key: String(key.value), start, after, node, end: endOf(node, after ?? keyEnd) };
}

/** The entries of a map, in the order they are written. */
export function entriesOf(map: YAMLMap): Part[] {
  return map.items.map((pair) => entryOf(pair));
}

/** The items of a list, in order. */
export function itemsOf(list: YAMLSeq): Part[] {
  const tokens = list.srcToken?.type === 'block-seq' ? list.srcToken.items : [];
  const dashes = tokens.map((item) => tokenEnd(item.start, 'seq-item-ind')).filter((end) => end !== null);
  return list.items.map((item, index) => {
    const node = item as Node | null;
    const after = dashes[index] ?? null;
    const start = after === null ? rangeOf(node as Node)[0] : after - 1;
    return { key: index, start, after, node, end: endOf(node, after ?? start) };
  });
}

/** The collection that holds a part. */
export interface Slot {
  readonly parent: YAMLMap | YAMLSeq;
  readonly part: Part;
  /** Order of keys below the part. */
  readonly order: KeyOrder | null;
}

/**
 * Where a path leads: to a node (`slot` null for the document itself), to a place where nothing or null is written, or to a map that lacks the next key;
 * `rest` is what is left of the path from there on.
 */
export type Arrival =
  | { readonly kind: 'found'; readonly node: Node; readonly slot: Slot | null; readonly order: KeyOrder | null }
  | { readonly kind: 'vacant'; readonly slot: Slot; readonly rest: readonly (string | number)[] }
  | {
      readonly kind: 'absent';
      readonly map: YAMLMap;
      readonly rest: readonly [string, ...(string | number)[]];
      readonly order: KeyOrder | null;
    };

/** Follows a path from the root. */
export function arrive(root: Node, path: readonly (string | number)[], order: KeyOrder): Arrival | Refusal {
  let node: Node | null = root;
  let slot: Slot | null = null;
  let below: KeyOrder | null = order;
  for (const [index, step] of path.entries()) {
    if (slot !== null && isNull(node)) return { kind: 'vacant', slot, rest: path.slice(index) };
    if (typeof step === 'string' && isMap(node)) {
      const part: Part | undefined = entriesOf(node).find((entry) => entry.key === step);
      if (part === undefined) return { kind: 'absent', map: node, rest: [step, ...path.slice(index + 1)], order: below };
      below = orderBelow(below, step);
      slot = { parent: node, part, order: below };
    } else if (typeof step === 'number' && isSeq(node)) {
      const part: Part | undefined = itemsOf(node)[step];
      if (part === undefined) return { refused: `the list has no item ${step + 1}` };
      below = orderBelow(below, step);
      slot = { parent: node, part, order: below };
    } else {
      return { refused: `${path.slice(0, index + 1).join('.')} does not lead into a map or list` };
    }
    node = slot.part.node;
  }
  if (slot !== null && isNull(node)) return { kind: 'vacant', slot, rest: [] };
  return { kind: 'found', node: node as Node, slot, order: below };
}
