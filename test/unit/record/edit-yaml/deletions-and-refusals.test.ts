/** Deletions, new items, refusals and ranges, to the byte. */
import { describe, expect, test } from 'vitest';
import type { EditValue } from '../../../../reconciler/model/proposal.ts';
import { readsAs, setInValue } from '../../../../reconciler/record/edit-yaml/confirm.ts';
import { editYaml } from '../../../../reconciler/record/edit-yaml.ts';
import { add, DEVICE, drop, edited, put, set } from './edits.ts';

describe('deleting a key', () => {
  test.each([
    ['takes its line and the comments right above', DEVICE, drop([], 'status'), DEVICE.replace('# who has it\nstatus: in-use\n', '')],
    ['leaves the modeline', '# yaml-language-server: x\nid: a\ntype: b\n', drop([], 'id'), '# yaml-language-server: x\ntype: b\n'],
    ['leaves comments after a blank line', '# top\n\nid: a\ntype: b\n', drop([], 'id'), '# top\n\ntype: b\n'],
    ['leaves comments that belong to the key above', 'a:\n  - x\n  # old\nb: 1\n', drop([], 'b'), 'a:\n  - x\n  # old\n'],
    [
      'is not fooled by text that looks like a comment',
      'a: |\n  x\n  # no comment\nb: 1\nc: 2\n',
      drop([], 'b'),
      'a: |\n  x\n  # no comment\nc: 2\n',
    ],
    ['takes a whole block', 'a:\n  x: 1\n  y:\n    - z\nb: 1\n', drop([], 'a'), 'b: 1\n'],
    ['at an open end', 'a: 1\nb: 2', drop([], 'b'), 'a: 1\n'],
    ['in a flow map takes the comma after it', 'a: {x: 1, y: 2, z: 3}\n', drop(['a'], 'y'), 'a: {x: 1, z: 3}\n'],
    ['at the end of a flow map takes the comma before it', 'a: {x: 1, y: 2}\n', drop(['a'], 'y'), 'a: {x: 1}\n'],
    ['alone in a flow map leaves it empty', 'a: {x: 1}\n', drop(['a'], 'x'), 'a: {}\n'],
    ['alone in a flow map takes its comma', 'a: {x: 1 ,}\n', drop(['a'], 'x'), 'a: {}\n'],
    ['leaves a comment beside the comma after it', 'a: {x: 1, # one\n  y: 2}\n', drop(['a'], 'x'), 'a: { # one\n  y: 2}\n'],
    ['leaves a comment beside the comma before it', 'a: {x: 1, # one\n  y: 2}\n', drop(['a'], 'y'), 'a: {x: 1, # one\n  }\n'],
    ['after a dash moves the next key up', 'a:\n  - x: 1\n    y: 2\n', drop(['a', 0], 'x'), 'a:\n  - y: 2\n'],
    [
      'after a dash keeps comments of the next key',
      'a:\n  - x: 1 # c\n    # of y\n    y: 2\n',
      drop(['a', 0], 'x'),
      'a:\n  -\n    # of y\n    y: 2\n',
    ],
    ['that is not there changes nothing', 'a: 1\n', drop([], 'b'), 'a: 1\n'],
    ['below what is not there changes nothing', 'a: 1\n', drop(['b', 'c'], 'd'), 'a: 1\n'],
    ['below a plain value changes nothing', 'a: 1\n', drop(['a'], 'd'), 'a: 1\n'],
    ['below null changes nothing', 'a:\n', drop(['a'], 'd'), 'a:\n'],
    ['with CRLF', '# c\r\na: 1\r\nb: 2\r\n', drop([], 'a'), 'b: 2\r\n'],
  ])('%s', (_name, text, edit, wanted) => {
    expect(edited(text, edit)).toBe(wanted);
  });
});

describe('a new item', () => {
  test.each([
    ['goes to the end of a block list', 'a:\n  - x # one\nb: 1\n', add(['a'], 'y'), 'a:\n  - x # one\n  - y\nb: 1\n'],
    ['keeps a list at the indent of its key', 'a:\n- x\nb: 1\n', add(['a'], 'y'), 'a:\n- x\n- y\nb: 1\n'],
    ['goes after comments of the list', 'a:\n  - x\n  # - old\nb: 1\n', add(['a'], 'y'), 'a:\n  - x\n  # - old\n  - y\nb: 1\n'],
    ['goes before comments of the next key', 'a:\n- x\n# of b\nb: 1\n', add(['a'], 'y'), 'a:\n- x\n- y\n# of b\nb: 1\n'],
    ['goes before the bracket of a flow list', 'a: [x, y]\n', add(['a'], 'z'), 'a: [x, y, z]\n'],
    ['goes into an empty flow list', 'a: []\n', add(['a'], { b: 1 }), 'a: [{b: 1}]\n'],
    ['makes the list where it is absent', 'id: x\n', add(['a'], 'y'), 'id: x\na:\n  - y\n'],
    ['makes the list where nothing stands', 'a:\nb: 1\n', add(['a'], 'y'), 'a:\n  - y\nb: 1\n'],
    ['makes the list with its absent parents', 'id: x\n', add(['a', 'b'], 'y'), 'id: x\na:\n  b:\n    - y\n'],
    ['makes the list inside a flow map', 'a: {b: null}\n', add(['a', 'b'], 'y'), 'a: {b: [y]}\n'],
    ['goes into a list within a list', 'a:\n  - - x\n  - z\n', add(['a', 0], 'y'), 'a:\n  - - x\n    - y\n  - z\n'],
    ['goes into a list that is the whole file', '- x\n# y\n', add([], 'z'), '- x\n# y\n- z\n'],
    ['goes after an item that is nothing', 'a:\n  -\nb: 1\n', add(['a'], 'y'), 'a:\n  -\n  - y\nb: 1\n'],
    [
      'is a map with its keys in order',
      'accounts:\n  - {system: ad}\n',
      add(['accounts'], { login: 'x', system: 'vpn' }),
      'accounts:\n  - {system: ad}\n  - {system: vpn, login: x}\n',
    ],
  ])('%s', (_name, text, edit, wanted) => {
    expect(edited(text, edit, 'employee')).toBe(wanted);
  });
});

describe('refused, as a whole', () => {
  test.each([
    ['what is no YAML', 'a: [1\n', set(['a'], 1), 'the file is not valid YAML'],
    ['two documents', 'a: 1\n---\nb: 1\n', set(['a'], 2), 'the file is not valid YAML'],
    ['an anchor', 'a: &x 1\n', set(['a'], 2), 'the file has an anchor or a tag'],
    ['a tag', 'a: !!str 1\n', set(['a'], 2), 'the file has an anchor or a tag'],
    ['an alias', 'a: &x 1\nb: *x\n', set(['a'], 2), 'the file has an alias'],
    ['an explicit key', '? a\n: 1\n', set(['a'], 2), 'the file has an unusual key'],
    ['a key that is a list', '[a]: 1\nb: 1\n', set(['b'], 2), 'the file has an unusual key'],
    ['a map without braces in a list', 'a: [b: 1]\n', put(['a', 0], 'c', 2), 'the file has a map without braces in a list'],
    ['a text over several lines', 'a: |\n  x\n', set(['a'], 1), 'the old value is a text over several lines'],
    ['a block with a comment', 'a:\n  x: 1 # c\n  y: 2\n', set(['a'], 1), 'the old value holds a comment'],
    ['a flow map with a comment', 'a: {x: 1, # c\n  y: 2}\n', set(['a'], 1), 'the old value holds a comment'],
    ['a comment before null', 'a: # c\n  null\n', put([], 'a', { x: 1 }), 'a comment stands before the old value'],
    ['the only key of a block map', 'a:\n  x: 1\n', drop(['a'], 'x'), 'x is the only key of its map'],
    ['a way through a value', 'a: 1\n', put(['a', 'b'], 'c', 1), 'a.b does not lead into a map or list'],
    ['a way through a value, by index', 'a: 1\n', set(['a', 0, 'b'], 1), 'a.0 does not lead into a map or list'],
    ['a key in a list', 'a: [1]\n', put(['a'], 'b', 1), 'a holds something else'],
    ['an item of a map', 'a: {b: 1}\n', set(['a', 0], 1), 'a.0 is not there'],
    ['an item that is not there', 'a: [1]\n', set(['a', 1], 1), 'a.1 is not there'],
    ['an item of an item that is not there', 'a: [1]\n', set(['a', 1, 'b'], 1), 'the list has no item 2'],
    ['an item of nothing', 'a:\n', set(['a', 0], 1), 'a.0 is not there'],
    ['an item through a value', 'a: 1\n', set(['a', 0, 0], 1), 'a.0 does not lead into a map or list'],
    ['a list that would have to be made up', 'a: 1\n', put(['b', 0], 'c', 1), 'b.0 leads into a list that is not there'],
    ['an append to a value', 'a: 1\n', add(['a'], 1), 'a holds something else'],
    ['an append through a value', 'a: 1\n', add(['a', 'b'], 1), 'a.b does not lead into a map or list'],
    ['a deletion by key in a list', 'a: [1]\n', drop(['a'], '0'), 'a is not a map'],
    ['a deletion through a list by key', 'a: [{b: 1}]\n', drop(['a', '0'], 'b'), 'a.0 does not lead into a map or list'],
    ['an item of an empty file', '# c\n', add([], 1), 'the file is empty'],
    ['a value as the whole of an empty file', '', set([], 1), 'the file is empty'],
    ['the whole file', 'a: 1\n', set([], 1), 'is not there'],
    [
      'a deletion after which a comment would become text',
      'a: |\n  x\nb:\n  - 1\n  # deep\n',
      drop([], 'b'),
      'the text would not read back as meant',
    ],
  ])('%s', (_name, text, edit, wanted) => {
    expect(edited(text, edit)).toMatch(new RegExp(`^REFUSED .*${wanted.replaceAll('.', '\\.')}$`, 'u'));
  });

  test('one refused edit undoes those before it', () => {
    expect(edited('a: 1\nb: |\n  x\n', [set(['a'], 2), set(['b'], 3)])).toBe('REFUSED the old value is a text over several lines');
  });
});

describe('ranges', () => {
  test('are those of the old text, with what stands there now', () => {
    const result = editYaml('a: 1\nb: 2\nc: 3\n', [set(['a'], 7), put([], 'd', 4), set(['d'], 5), drop([], 'b')], 'device');

    expect(result).toEqual({
      text: 'a: 7\nc: 3\nd: 5\n',
      ranges: [
        { start: 3, end: 4, text: '7' },
        { start: 5, end: 10, text: '' },
        { start: 15, end: 15, text: 'd: 5\n' },
      ],
    });
  });

  test('are none where nothing changes', () => {
    expect(editYaml('a: 1\n', [set(['a'], 1), drop([], 'b')], 'device')).toEqual({ text: 'a: 1\n', ranges: [] });
  });
});

describe('reading back', () => {
  test.each([
    ['a: [1\n', { a: [1] }, false],
    ['a: 1\n', { a: 1 }, true],
    ['a: 1\n', { a: 2 }, false],
    ['a: 1\n', { a: 1, b: 2 }, false],
    ['a: 1\n', { b: 1 }, false],
    ['a: [1]\n', { a: { 0: 1 } }, false],
    ['a: null\n', { a: { b: 1 } }, false],
    ['# c\n', null, true],
  ])('%j as %j: %s', (text, value, wanted) => {
    expect(readsAs(text, value as EditValue)).toBe(wanted);
  });

  test('a change inside a list leaves the other items', () => {
    expect(setInValue({ a: [1, 2] }, set(['a', 1], 3))).toEqual({ a: [1, 3] });
    expect(setInValue(undefined, put(['a'], 'b', 1))).toEqual({ a: { b: 1 } });
  });
});
