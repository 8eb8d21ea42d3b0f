/** What an edit means for the parsed document; the text that came out is read back and compared with it. Pure. */
import { parseDocument } from 'yaml';
import type { Edit, EditValue } from '../../model/proposal.ts';
import { isSound, PARSING } from './fitness.ts';

type Path = readonly (string | number)[];
type Change = (old: EditValue | undefined) => EditValue | undefined;

/** The value with what stands at a path changed; missing parents become maps. Undefined deletes a key. */
function changeAt(root: EditValue | undefined, path: Path, change: Change): EditValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(root);
  if (typeof step === 'number') {
    const list = Array.isArray(root) ? (root as readonly EditValue[]) : [];
    const changed = changeAt(list[step], rest, change) ?? null;
    return step < list.length ? list.map((item, index) => (index === step ? changed : item)) : [...list, changed];
  }
  const map = new Map(Object.entries(root ?? {}) as [string, EditValue][]);
  const changed = changeAt(map.get(step), rest, change);
  if (changed === undefined) map.delete(step);
  else map.set(step, changed);
  return Object.fromEntries(map);
}

/** The value with a missing key at the end of a path left alone: nothing is made on the way to a deletion. */
function hasPath(root: EditValue | undefined, path: Path): boolean {
  let value: unknown = root;
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return true;
}

/** The parsed document as it is after an edit. */
export function setInValue(root: EditValue | undefined, edit: Edit): EditValue | undefined {
  switch (edit.op) {
    case 'setScalar':
      return changeAt(root, edit.path, () => edit.value);
    case 'setKey':
      return changeAt(root, [...edit.path, edit.key], () => edit.value);
    case 'deleteKey':
      return hasPath(root, [...edit.path, edit.key]) ? changeAt(root, [...edit.path, edit.key], () => undefined) : root;
    case 'appendItem':
      return changeAt(root, edit.path, (old) => [...(Array.isArray(old) ? (old as readonly EditValue[]) : []), edit.value]);
    /* v8 ignore next -- @preserve */
    default:
      return edit satisfies never;
  }
}

/** True when two parsed values are the same; the order of keys says nothing. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSameValue(a[key as keyof typeof a], b[key as keyof typeof b]));
}

/** True when the text reads back as exactly the value, without an error. */
export function readsAs(text: string, value: EditValue | undefined): boolean {
  const document = parseDocument(text, PARSING);
  return isSound(document) && isSameValue(document.toJS(), value ?? null);
}
