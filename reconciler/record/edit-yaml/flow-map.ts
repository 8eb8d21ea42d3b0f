/** Adding and deleting entries of flow maps. Pure. */
import type { YAMLMap } from 'yaml';
import type { KeyOrder } from '../../../schemas/order.ts';
import type { EditValue } from '../../model/proposal.ts';
import { hasComment } from './lines.ts';
import { entriesOf, type Part, rangeOf } from './places.ts';
import type { Splice } from './splices.ts';
import { orderBelow, writeFlow, writeScalar } from './write-value.ts';

/** Puts a new key in before the closing brace. */
export function addToFlowMap(map: YAMLMap, key: string, value: { readonly value: EditValue; readonly order: KeyOrder | null }): Splice[] {
  const written = `${writeScalar(key)}: ${writeFlow(value.value, orderBelow(value.order, key))}`;
  const last = entriesOf(map).at(-1);
  const at = last?.end ?? rangeOf(map)[0] + 1;
  return [{ start: at, end: at, text: last === undefined ? written : `, ${written}` }];
}

/** Right after the comma that follows an entry; the entry's end where none follows. */
function pastComma(text: string, entry: Part): number {
  const after = text.slice(entry.end);
  const spaces = after.search(/\S/u);
  return after[spaces] === ',' ? entry.end + spaces + 1 : entry.end;
}

/** Deletes a key that is there together with its comma. A comment beside the comma before it stays, and then the comma after it goes. */
export function deleteFromFlowMap(text: string, map: YAMLMap, key: string): Splice[] {
  const entries = entriesOf(map);
  const index = entries.findIndex((entry) => entry.key === key);
  const entry = entries[index] as Part;
  const next = entries[index + 1];
  const above = entries[index - 1];
  if (next !== undefined && !hasComment(text.slice(entry.end, next.start))) return [{ start: entry.start, end: next.start, text: '' }];
  if (next === undefined && above !== undefined && !hasComment(text.slice(above.end, entry.start))) {
    return [{ start: above.end, end: entry.end, text: '' }];
  }
  return [{ start: entry.start, end: pastComma(text, entry), text: '' }];
}
