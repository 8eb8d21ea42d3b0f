/** One edit: from the operation to splices of the text, read back before it counts. Pure. */
import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { KeyOrder } from '../../../schemas/order.ts';
import type { Edit, EditValue } from '../../model/proposal.ts';
import { addToBlockMap, columnOf, deleteFromBlockMap, type NewEntry, type Surroundings } from './block-map.ts';
import { isSameValue, readsAs, setInValue } from './confirm.ts';
import { PARSING, whyUnfit } from './fitness.ts';
import { addToFlowMap, deleteFromFlowMap } from './flow-map.ts';
import { insertLines } from './lines.ts';
import { appendToList } from './list.ts';
import { type Arrival, arrive, entriesOf, isFlow, isRefusal, itemsOf, type Node, type Refusal, type Slot } from './places.ts';
import { applySplices, type Draft, type Splice } from './splices.ts';
import { fillVacancy, isVacant, replaceValue } from './value.ts';
import { isScalar, orderBelow, writeBlock } from './write-value.ts';

type Path = readonly (string | number)[];
type Splices = readonly Splice[] | Refusal;

interface Sheet extends Surroundings {
  readonly root: Node;
  readonly order: KeyOrder;
}

/** Spaces per level, from the first nested block of the file; 2 where there is none. */
function stepOf(text: string, root: Node): number {
  if (!isMap(root)) return 2;
  for (const { node } of entriesOf(root)) {
    const part = isMap(node) && !isFlow(node) ? entriesOf(node)[0] : undefined;
    if (part !== undefined) return columnOf(text, part);
  }
  return 2;
}

function addEntry(sheet: Sheet, map: YAMLMap, entry: NewEntry & { readonly order: KeyOrder | null }): Splices {
  if (isFlow(map)) return addToFlowMap(map, entry.key, { value: entry.value, order: entry.order });
  return addToBlockMap(sheet, map, entry);
}

function writeInto(sheet: Sheet, slot: Slot, value: EditValue): Splices {
  if (!isScalar(value) && isVacant(slot)) return fillVacancy(sheet, slot, { value, blocks: 0 });
  return replaceValue(sheet.text, slot, value);
}

/** Puts a value where the path leads beyond what is there: `inner` is what the last step holds. */
function putBeyond(sheet: Sheet, place: Arrival, { path, inner }: { readonly path: Path; readonly inner: EditValue }): Splices {
  if (place.kind === 'found') return { refused: `${path.join('.')} holds something else` };
  const missing = place.kind === 'vacant' ? place.rest : place.rest.slice(1);
  if (missing.some((step) => typeof step === 'number')) return { refused: `${path.join('.')} leads into a list that is not there` };
  const value = missing.reduceRight<EditValue>((held, step) => ({ [step]: held }), inner);
  if (place.kind === 'vacant') return fillVacancy(sheet, place.slot, { value, blocks: missing.length });
  return addEntry(sheet, place.map, { key: place.rest[0], value, blocks: missing.length + 1, order: place.order });
}

function putKey(sheet: Sheet, edit: { readonly path: Path; readonly key: string; readonly value: EditValue }): Splices {
  const place = arrive(sheet.root, edit.path, sheet.order);
  if (isRefusal(place)) return place;
  if (place.kind !== 'found' || !isMap(place.node)) {
    return putBeyond(sheet, place, { path: edit.path, inner: { [edit.key]: edit.value } });
  }
  const part = entriesOf(place.node).find((entry) => entry.key === edit.key);
  if (part !== undefined) return writeInto(sheet, { parent: place.node, part, order: orderBelow(place.order, edit.key) }, edit.value);
  return addEntry(sheet, place.node, { key: edit.key, value: edit.value, blocks: 0, order: place.order });
}

function putItem(sheet: Sheet, path: Path, value: EditValue): Splices {
  const list = arrive(sheet.root, path.slice(0, -1), sheet.order);
  if (isRefusal(list)) return list;
  const index = path.at(-1) as number;
  const part = list.kind === 'found' && isSeq(list.node) ? itemsOf(list.node)[index] : undefined;
  if (list.kind !== 'found' || !isSeq(list.node) || part === undefined) return { refused: `${path.join('.')} is not there` };
  return replaceValue(sheet.text, { parent: list.node, part, order: null }, value);
}

function removeKey(sheet: Sheet, path: Path, key: string): Splices {
  const place = arrive(sheet.root, path, sheet.order);
  if (isRefusal(place)) return place;
  if (place.kind !== 'found' || !isMap(place.node)) return { refused: `${path.join('.')} is not a map` };
  return isFlow(place.node) ? deleteFromFlowMap(sheet.text, place.node, key) : deleteFromBlockMap(sheet.text, place.node, key);
}

function appendTo(sheet: Sheet, path: Path, value: EditValue): Splices {
  const place = arrive(sheet.root, path, sheet.order);
  if (isRefusal(place)) return place;
  if (place.kind !== 'found' || !isSeq(place.node)) return putBeyond(sheet, place, { path, inner: [value] });
  return appendToList(sheet, { list: place.node, slot: place.slot, order: place.order }, value);
}

function splicesFor(sheet: Sheet, edit: Edit): Splices {
  switch (edit.op) {
    case 'setScalar': {
      const key = edit.path.at(-1);
      if (typeof key === 'string') return putKey(sheet, { path: edit.path.slice(0, -1), key, value: edit.value });
      return putItem(sheet, edit.path, edit.value);
    }
    case 'setKey':
      return putKey(sheet, edit);
    case 'deleteKey':
      return removeKey(sheet, edit.path, edit.key);
    case 'appendItem':
      return appendTo(sheet, edit.path, edit.value);
    /* v8 ignore next -- @preserve */
    default:
      return edit satisfies never;
  }
}

/** A file that holds comments at most gets its first keys at its end. */
function writeFirst(text: string, value: EditValue, order: KeyOrder): Splices {
  if (isScalar(value) || Array.isArray(value)) return { refused: 'the file is empty' };
  return [insertLines(text, text.length, writeBlock(value, { order, step: 2, indent: 0 }))];
}

/** The draft after one edit that reads back as meant, or why it is refused. An edit that changes no value changes no byte. */
export function editOnce(draft: Draft, edit: Edit, order: KeyOrder): Draft | Refusal {
  const { text } = draft;
  const document = parseDocument(text, { ...PARSING, keepSourceTokens: true });
  const unfit = whyUnfit(document, text);
  if (unfit !== null) return { refused: unfit };
  const old = document.toJS() as EditValue;
  const wanted = setInValue(old, edit);
  if (isSameValue(old, wanted)) return draft;
  const root = document.contents as Node | null;
  const splices =
    root === null ? writeFirst(text, wanted as EditValue, order) : splicesFor({ text, step: stepOf(text, root), root, order }, edit);
  if (isRefusal(splices)) return splices;
  const next = applySplices(draft, splices);
  return readsAs(next.text, wanted) ? next : { refused: 'the text would not read back as meant' };
}
