/** Adding and deleting entries of flow maps. Pure. */
import type { YAMLMap } from 'yaml';
import type { KeyOrder } from '../../../schemas/order.ts';
import type { EditValue } from '../../model/proposal.ts';
import { hasComment } from './lines.ts';
import { entriesOf, rangeOf } from './places.ts';
import type { Splice } from './splices.ts';
import { orderBelow, writeFlow, writeScalar } from './write-value.ts';

/** Puts a new key in before the closing brace. */
export function addToFlowMap(map: YAMLMap, key: string, value: { readonly value: EditValue; readonly order: KeyOrder | null }): Splice[] {
  const written = `${writeScalar(key)}: ${writeFlow(value.value, orderBelow(value.order, key))}`;
  const last = entriesOf(map).at(-1);
  const at = last?.end ?? rangeOf(map)[0] + 1;
  return [{ start: at, end: at, text: last === undefined ? written : `, ${written}` }];
}

/** Deletes a key together with its comma. A comment beside the comma stays, and then the comma too. */
export function deleteFromFlowMap(text: string, map: YAMLMap, key: string): Splice[] {
  const entries = entriesOf(map);
  const index = entries.findIndex((entry) => entry.key === key);
  const entry = entries[index];
  if (entry === undefined) return [];
  const next = entries[index + 1];
  const above = entries[index - 1];
  if (next !== undefined) {
    if (!hasComment(text.slice(entry.end, next.start))) return [{ start: entry.start, end: next.start, text: '' }];
    return [{ start: entry.start, end: text.indexOf(',', entry.end) + 1, text: '' }];
  }
  const start = above === undefined || hasComment(text.slice(above.end, entry.start)) ? entry.start : above.end;
  return [{ start, end: entry.end, text: '' }];
}
