/** Writing a value where another one, or nothing, stands. Pure. */
import { isMap, isScalar as isScalarNode } from 'yaml';
import type { EditValue } from '../../model/proposal.ts';
import { columnOf, type Surroundings } from './block-map.ts';
import { hasComment, insertLines, nextLine, withoutLineEnd } from './lines.ts';
import { isFlow, isNull, isUnwritten, type Refusal, rangeOf, type Slot } from './places.ts';
import type { Splice } from './splices.ts';
import { isEmpty, isScalar, writeBlock, writeFlow } from './write-value.ts';

/** True when the part stands in a flow map or list, where everything is in one line. */
function isInFlow(slot: Slot): boolean {
  return isFlow(slot.parent);
}

/** Writes a value in one line in place of whatever stands there. */
export function replaceValue(text: string, slot: Slot, value: EditValue): Splice[] | Refusal {
  const { node, after, end } = slot.part;
  const written = writeFlow(value, slot.order);
  if (node === null || isUnwritten(node)) {
    const at = after ?? end;
    return [{ start: at, end: at, text: after === null ? `: ${written}` : ` ${written}` }];
  }
  if (isScalarNode(node) && node.type?.startsWith('BLOCK') === true) return { refused: 'the old value is a text over several lines' };
  if (isScalarNode(node)) {
    const [start, valueEnd] = rangeOf(node);
    return [{ start, end: valueEnd, text: written }];
  }
  const start = isFlow(node) || after === null ? rangeOf(node)[0] : after;
  const stop = withoutLineEnd(text, end);
  if (hasComment(text.slice(start, stop))) return { refused: 'the old value holds a comment' };
  return [{ start, end: stop, text: start === after ? ` ${written}` : written }];
}

/** Writes a map or list where nothing or null stands: as a block, or in one line inside a flow map. */
export function fillVacancy(
  around: Surroundings,
  slot: Slot,
  filling: { readonly value: EditValue; readonly blocks: number },
): Splice[] | Refusal {
  const { text, step } = around;
  const { value, blocks } = filling;
  const { node, after } = slot.part;
  if (isScalar(value) || isEmpty(value) || isInFlow(slot) || !isMap(slot.parent) || after === null) return replaceValue(text, slot, value);
  const indent = columnOf(text, slot.part) + step;
  const end = node === null || isUnwritten(node) ? after : rangeOf(node)[1];
  if (hasComment(text.slice(after, end))) return { refused: 'a comment stands before the old value' };
  const block = insertLines(text, nextLine(text, end), writeBlock(value, { order: slot.order, step, indent, blocks }));
  return end === after ? [block] : [{ start: after, end, text: '' }, block];
}

/** True when the part holds nothing or null. */
export function isVacant(slot: Slot): boolean {
  return isNull(slot.part.node);
}
