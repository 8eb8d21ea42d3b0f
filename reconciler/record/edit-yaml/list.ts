/** Adding items to lists. Pure. */
import type { YAMLSeq } from 'yaml';
import type { KeyOrder } from '../../../schemas/order.ts';
import type { EditValue } from '../../model/proposal.ts';
import { columnOf, type Surroundings } from './block-map.ts';
import { insertLines, nextLine, skipDeeperComments } from './lines.ts';
import { isFlow, itemsOf, type Part, rangeOf, type Slot } from './places.ts';
import type { Splice } from './splices.ts';
import { orderBelow, writeFlow, writeItem } from './write-value.ts';

/** Where a list stands and what its items look like. */
export interface ListPlace {
  readonly list: YAMLSeq;
  readonly slot: Slot | null;
  readonly order: KeyOrder | null;
}

/** Puts an item in at the end of a list, in the list's own style. */
export function appendToList(around: Surroundings, place: ListPlace, value: EditValue): Splice[] {
  const { text, step } = around;
  const { list, order } = place;
  const last = itemsOf(list).at(-1);
  if (isFlow(list)) {
    const written = writeFlow(value, orderBelow(order, 0));
    const at = last?.end ?? rangeOf(list)[0] + 1;
    return [{ start: at, end: at, text: last === undefined ? written : `, ${written}` }];
  }
  const indent = columnOf(text, last as Part);
  const holder = place.slot === null ? -1 : columnOf(text, place.slot.part);
  const end = skipDeeperComments(text, nextLine(text, (last as Part).end), Math.max(indent - 1, holder));
  return [insertLines(text, end, writeItem(value, { order, step, indent }))];
}
