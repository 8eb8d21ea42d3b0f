/** The editor over random documents: it writes what was meant, or nothing, and leaves every other byte alone. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Edit, EditValue } from '../../../../reconciler/model/proposal.ts';
import { type Edited, editYaml } from '../../../../reconciler/record/edit-yaml.ts';
import { anyKey, anyLaid, anyScalar, anyValue, type Laid } from './layout.ts';

/** Every path into a value. */
function pathsOf(value: EditValue, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [
    path,
    ...keys.flatMap((key) => pathsOf((value as Readonly<Record<string | number, EditValue>>)[key] as EditValue, [...path, key])),
  ];
}

/** An edit that often hits something of the document, and sometimes nothing. */
function anyEdit({ value }: Laid): fc.Arbitrary<Edit> {
  const some = fc.constantFrom(...pathsOf(value));
  const path = fc.oneof({ weight: 6, arbitrary: some }, { weight: 1, arbitrary: fc.tuple(some, anyKey).map(([to, key]) => [...to, key]) });
  const keyIn = (to: readonly (string | number)[]) => {
    const held = to.reduce<EditValue | undefined>(
      (inner, step) => (inner as Readonly<Record<string | number, EditValue>> | undefined)?.[step],
      value,
    );
    const keys = held !== null && typeof held === 'object' && !Array.isArray(held) ? Object.keys(held) : [];
    return keys.length === 0 ? anyKey : fc.oneof(anyKey, fc.constantFrom(...keys));
  };
  return fc.oneof(
    fc.record({ op: fc.constant('setScalar' as const), path, value: anyScalar }),
    path.chain((to) => fc.record({ op: fc.constant('setKey' as const), path: fc.constant(to), key: keyIn(to), value: anyValue })),
    path.chain((to) => fc.record({ op: fc.constant('deleteKey' as const), path: fc.constant(to), key: keyIn(to) })),
    fc.record({ op: fc.constant('appendItem' as const), path, value: anyValue }),
  );
}

const anyCase = anyLaid.chain((laid) => fc.record({ laid: fc.constant(laid), edit: anyEdit(laid) }));

/** The same change made to the value, written down independently of the editor. Null where the edit makes no sense; deleting what is not there changes nothing. */
function meant(root: EditValue, edit: Edit): { value: EditValue } | null {
  return change(root, edit) ?? (edit.op === 'deleteKey' ? { value: root } : null);
}

function change(root: EditValue, edit: Edit): { value: EditValue } | null {
  const copy = structuredClone<EditValue>(root);
  const path = edit.op === 'setKey' || edit.op === 'deleteKey' ? [...edit.path, edit.key] : [...edit.path];
  const last = path.pop();
  if (last === undefined) return null;
  let at = copy as Record<string | number, EditValue>;
  for (const [index, step] of path.entries()) {
    if (Array.isArray(at) !== (typeof step === 'number')) return null;
    if (at[step] === undefined || at[step] === null) {
      if ((typeof step === 'number' && at[step] === undefined) || edit.op === 'deleteKey') return null;
      if (typeof (path[index + 1] ?? last) === 'number') return null;
      at[step] = {};
    }
    if (typeof at[step] !== 'object') return null;
    at = at[step] as Record<string | number, EditValue>;
  }
  if (Array.isArray(at) !== (typeof last === 'number')) return null;
  if (typeof last === 'number' && at[last] === undefined) return null;
  if (edit.op === 'deleteKey') delete at[last];
  else if (edit.op === 'appendItem') {
    const list = at[last] ?? [];
    if (!Array.isArray(list)) return null;
    at[last] = [...(list as EditValue[]), edit.value];
  } else at[last] = edit.value;
  return { value: copy };
}

function comments(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) => /(?:^|\s)(# (?:about|first|t|the end).*|#second: x)$/u.exec(line)?.[1] ?? '')
    .filter(Boolean);
}

/** Edits that mean something and are refused all the same: they would lose a comment, or leave a map without its last key. */
const MAY_BE_REFUSED = ['the old value holds a comment', 'the old value is a text over several lines', 'it is the only key of its map'];

function expectOnlyRangesChanged(old: string, result: Edited): void {
  let text = '';
  let at = 0;
  for (const range of result.ranges) {
    expect(range.start).toBeGreaterThanOrEqual(at);
    text += old.slice(at, range.start) + range.text;
    at = range.end;
  }
  expect(text + old.slice(at)).toBe(result.text);
}

test('the layouts mean their values', () => {
  fc.assert(
    fc.property(anyLaid, ({ text, value }) => {
      expect(parse(text)).toEqual(value);
    }),
    { numRuns: 200 },
  );
});

test('an edit reads back as meant, and all bytes outside its ranges stay', () => {
  const refusals = new Set<string>();
  let done = 0;
  fc.assert(
    fc.property(anyCase, ({ laid, edit }) => {
      const result = editYaml(laid.text, [edit], 'device');

      if ('refused' in result) {
        if (meant(laid.value, edit) !== null) refusals.add(result.refused.replace(/^.* is the only key/u, 'it is the only key'));
        return;
      }
      done += 1;
      expect(parse(result.text)).toEqual(meant(laid.value, edit)?.value);
      expectOnlyRangesChanged(laid.text, result);
      if (edit.op !== 'deleteKey') expect(comments(result.text)).toEqual(comments(laid.text));
      if (laid.text.includes('\r\n')) expect(result.text.replaceAll('\r\n', '')).not.toContain('\n');
    }),
    { numRuns: 1000 },
  );
  expect(done).toBeGreaterThan(400);
  expect(MAY_BE_REFUSED).toEqual(expect.arrayContaining([...refusals]));
});

test('several edits in one go end in ranges of the original', () => {
  const anySeries = anyLaid.chain((laid) =>
    fc.record({ laid: fc.constant(laid), edits: fc.array(anyEdit(laid), { minLength: 2, maxLength: 4 }) }),
  );
  fc.assert(
    fc.property(anySeries, ({ laid, edits }) => {
      const result = editYaml(laid.text, edits, 'device');

      if ('refused' in result) return;
      expectOnlyRangesChanged(laid.text, result);
    }),
    { numRuns: 200 },
  );
});
