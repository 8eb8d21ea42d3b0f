/** Small edits of one file's top level, as data. Pure. */
import type { Edit, EditValue } from '../model/proposal.ts';

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}

/** Sets a field of a document to a value, whatever stands there now; nothing when it already has that value. */
export function setField(document: object, key: string, value: EditValue): Edit[] {
  const present = Object.entries(document).find(([name]) => name === key);
  if (present === undefined) return [{ op: 'setKey', path: [], key, value }];
  if (present[1] === value) return [];
  if (isScalar(value) && isScalar(present[1])) return [{ op: 'setScalar', path: [key], value }];
  return [
    { op: 'deleteKey', path: [], key },
    { op: 'setKey', path: [], key, value },
  ];
}

/** Takes fields away that are there. */
export function dropFields(document: object, ...keys: readonly string[]): Edit[] {
  return keys.filter((key) => Object.keys(document).includes(key)).map((key) => ({ op: 'deleteKey', path: [], key }));
}
