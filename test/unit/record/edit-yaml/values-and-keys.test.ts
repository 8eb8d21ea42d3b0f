/** Values and new keys, to the byte. */
import { describe, expect, test } from 'vitest';
import { DEVICE, edited, put, set } from './edits.ts';

describe('a value', () => {
  test.each([
    ['is replaced and its comment stays', 'a: old # why\nb: 1\n', set(['a'], 'new'), 'a: new # why\nb: 1\n'],
    ['is not touched when it is the same', "a: 'old' # why\n", set(['a'], 'old'), "a: 'old' # why\n"],
    ['comes where nothing stood', 'a:\nb: 1\n', set(['a'], 'x'), 'a: x\nb: 1\n'],
    ['comes where nothing stood, before a comment', 'a: # why\nb: 1\n', set(['a'], 'x'), 'a: x # why\nb: 1\n'],
    ['keeps CRLF', 'a: old\r\nb: 1\r\n', set(['a'], 'new'), 'a: new\r\nb: 1\r\n'],
    ['over two lines is replaced as a whole', 'a: one\n  two\nb: 1\n', set(['a'], 'x'), 'a: x\nb: 1\n'],
    ['in a flow map', 'a: {x: 1, y: 2} # c\n', set(['a', 'y'], 3), 'a: {x: 1, y: 3} # c\n'],
    ['in a list', 'a:\n  - x # one\n  - y\n', set(['a', 0], 'z'), 'a:\n  - z # one\n  - y\n'],
    ['that a list item lacks', 'a:\n  -\n  - y\n', set(['a', 0], 'z'), 'a:\n  - z\n  - y\n'],
    ['that is null, in a list', 'a:\n  - x\n', set(['a', 0], null), 'a:\n  - null\n'],
    ['below keys of which the first holds nothing', 'a:\n', put(['a', 'b'], 'c', 1), 'a:\n  b:\n    c: 1\n'],
    ['that a flow key lacks', 'a: {x, y: 2}\n', set(['a', 'x'], 1), 'a: {x: 1, y: 2}\n'],
    ['that a flow key with a colon lacks', 'a: {x: , y: 2}\n', set(['a', 'x'], 1), 'a: {x: 1 , y: 2}\n'],
    ['in place of a block', 'a:\n  x: 1\n  y: 2\nb: 1\n', set(['a'], null), 'a: null\nb: 1\n'],
    ['in place of a block at the open end', 'a:\n  x: 1\n  y: 2', set(['a'], null), 'a: null'],
    ['in place of a block with CRLF', 'a:\r\n  x: |\r\n    y\r\nb: 1\r\n', set(['a'], null), 'a: null\r\nb: 1\r\n'],
    ['in place of a flow map', 'holder: {unit: reception} # desk\n', set(['holder'], 'e-1'), 'holder: e-1 # desk\n'],
    ['in place of a map in a list', 'a:\n  - x: 1\n    y: 2\n  - z\n', set(['a', 0], 'w'), 'a:\n  - w\n  - z\n'],
    ['that is a map, in one line', 'a: 1\n', put([], 'a', { x: 1, y: ['p', 'q'] }), 'a: {x: 1, y: [p, q]}\n'],
    ['that is a map, where nothing stood', 'a:\nb: 1\n', put([], 'a', { x: 1 }), 'a:\n  x: 1\nb: 1\n'],
    ['that is a map, where null stood', 'a: ~ # none\nb: 1\n', put([], 'a', { x: 1 }), 'a: # none\n  x: 1\nb: 1\n'],
    ['that is a list, where null stood', 'a: null\n', put([], 'a', ['x', { y: 1 }]), 'a:\n  - x\n  - {y: 1}\n'],
    ['that is an empty list, where nothing stood', 'a: # why\nb: 1\n', put([], 'a', []), 'a: [] # why\nb: 1\n'],
    ['that is an empty map, where null stood', 'a:\n  b: ~\n', put(['a'], 'b', {}), 'a:\n  b: {}\n'],
    ['that is a map, where null stood in a flow map', 'a: {b: null}\n', put(['a'], 'b', { c: 1 }), 'a: {b: {c: 1}}\n'],
    ['that is a map, where null stood in a list', 'a:\n  - null\n', put(['a', 0], 'b', 1), 'a:\n  - {b: 1}\n'],
  ])('%s', (_name, text, edit, wanted) => {
    expect(edited(text, edit)).toBe(wanted);
  });

  test.each<[string | number | boolean | null, string]>([
    ['2026-12-31', '2026-12-31'],
    ['e-1042', 'e-1042'],
    ['0d9a6c1e-5b7f-4c56-9d0e-6f7a0f6c9c11', '0d9a6c1e-5b7f-4c56-9d0e-6f7a0f6c9c11'],
    ['1800.00 SEK', '1800.00 SEK'],
    ['P14D', 'P14D'],
    ['Åsa Öberg', 'Åsa Öberg'],
    ['yes', 'yes'],
    ['4711', '"4711"'],
    ['0042', '"0042"'],
    ['+46701234567', '"+46701234567"'],
    ['1e5', '"1e5"'],
    ['0x1F', '"0x1F"'],
    ['0o17', '"0o17"'],
    ['.5', '".5"'],
    ['.inf', '".inf"'],
    ['-.INF', '"-.INF"'],
    ['.nan', '".nan"'],
    ['true', '"true"'],
    ['NULL', '"NULL"'],
    ['~', '"~"'],
    ['', '""'],
    ['...', '"..."'],
    ['---', '"---"'],
    ['16:00', '"16:00"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['#b', '"#b"'],
    ['@x', '"@x"'],
    ['end ', '"end "'],
    ['two\nlines', '"two\\nlines"'],
    ['say "hi"', '"say \\"hi\\""'],
    ["it's", '"it\'s"'],
    ['\u200b\u2028\u202e\u0085', '"\\u200b\\u2028\\u202e\\u0085"'],
    [42, '42'],
    [-1, '-1'],
    [true, 'true'],
    [null, 'null'],
  ])('%j is written as %s', (value, wanted) => {
    expect(edited('a: old\n', set(['a'], value))).toBe(`a: ${wanted}\n`);
  });
});

describe('a new key', () => {
  test.each([
    ['goes after the last present key before it in the schema', put([], 'awaitedFrom', 'e-1042'), 'locks', 'awaitedFrom: e-1042\nlocks'],
    ['goes before all when nothing precedes it', put([], 'id', 'LT-0043'), 'id: LT-0042', 'id: LT-0043'],
    ['goes to the end when the schema does not know it', put([], 'zzz', 1), 'present}\n', 'present}\nzzz: 1\n'],
    ['goes before the brace of a flow map', put(['locks'], 'simPin', 'known'), 'present}', 'present, simPin: known}'],
    ['comes with its absent parents as a block', put(['returned'], 'on', '2027-01-08'), 'locks', 'returned:\n  on: 2027-01-08\nlocks'],
    [
      'may be a short map',
      put([], 'returned', { condition: 'ok', on: '2027-01-08' }),
      'locks',
      'returned: {on: 2027-01-08, condition: ok}\nlocks',
    ],
  ])('%s', (_name, edit, old, now) => {
    expect(edited(DEVICE, edit)).toBe(DEVICE.replace(old, now));
  });

  test.each([
    [
      'above the first key and its comments, below the modeline',
      '# yaml-language-server: $schema=x\n# about\nstatus: a\n',
      put([], 'id', 'x'),
      '# yaml-language-server: $schema=x\nid: x\n# about\nstatus: a\n',
    ],
    [
      'after comments that stand deeper than it',
      'id: x\n  # deeper\n\n  # and on\nstatus: a\n',
      put([], 'type', 'b'),
      'id: x\n  # deeper\n\n  # and on\ntype: b\nstatus: a\n',
    ],
    [
      'before comments that stand at its own indent',
      'id: x\n# of status\nstatus: a\n',
      put([], 'type', 'b'),
      'id: x\ntype: b\n# of status\nstatus: a\n',
    ],
    ['at an open end', 'id: x', put([], 'type', 'b'), 'id: x\ntype: b'],
    ['at an open end with CRLF', 'id: x\r\ntype: a', put([], 'status', 'b'), 'id: x\r\ntype: a\r\nstatus: b'],
    [
      'after a text over several lines',
      'id: x\nmodel: |\n  one\n  two\n\nstatus: a\n',
      put([], 'serial', 'b'),
      'id: x\nmodel: |\n  one\n  two\nserial: b\n\nstatus: a\n',
    ],
    [
      'with the indent of its map',
      'locks:\n    activation: removed\nlost:\n',
      put(['locks'], 'simPin', 'known'),
      'locks:\n    activation: removed\n    simPin: known\nlost:\n',
    ],
    [
      'with the step of the file',
      'locks:\n    activation: removed\nsale:\n',
      put(['sale'], 'to', 'e-1'),
      'locks:\n    activation: removed\nsale:\n    to: e-1\n',
    ],
    [
      'with the step of the file, two levels',
      'locks:\n    activation: removed\n',
      put(['repair', 'x'], 'y', 'e'),
      'locks:\n    activation: removed\nrepair:\n    x:\n        y: e\n',
    ],
    ['into an empty flow map', 'locks: {}\n', put(['locks'], 'simPin', 'known'), 'locks: {simPin: known}\n'],
    [
      'into a flow map with a comma at its end',
      'locks: {activation: removed, }\n',
      put(['locks'], 'simPin', 'known'),
      'locks: {activation: removed, simPin: known, }\n',
    ],
    [
      'into a flow map over lines',
      'locks: {\n  activation: removed # c\n}\n',
      put(['locks'], 'simPin', 'known'),
      'locks: {\n  activation: removed, simPin: known # c\n}\n',
    ],
    [
      'into the first map of a list',
      'accounts:\n  - login: a\n',
      put(['accounts', 0], 'system', 'ad'),
      'accounts:\n  - system: ad\n    login: a\n',
    ],
    [
      'into a map of a list',
      'accounts:\n  - system: ad\n    login: a\n',
      put(['accounts', 0], 'id', 'x'),
      'accounts:\n  - system: ad\n    id: x\n    login: a\n',
    ],
    [
      'into a record, at its end',
      'lines:\n  LT-2: {rent: 1}\n',
      put(['lines'], 'LT-1', { rent: 2 }),
      'lines:\n  LT-2: {rent: 1}\n  LT-1: {rent: 2}\n',
    ],
    ['into a file that only has comments', '# nothing yet\n', put([], 'id', 'x'), '# nothing yet\nid: x\n'],
    ['into an empty file', '', put(['a'], 'b', { c: 1 }), 'a:\n  b: {c: 1}\n'],
  ])('%s', (_name, text, edit, wanted) => {
    const kind = text.startsWith('accounts') ? 'employee' : text.startsWith('lines') ? 'lease' : 'device';

    expect(edited(text, edit, kind)).toBe(wanted);
  });

  test('that holds too much for one line is written as a block', () => {
    const accounts = [
      { licences: ['A'.repeat(40), 'B'.repeat(40), 'C'.repeat(40)], system: 'm365' },
      { system: 'ad', login: 'annexe' },
    ];

    expect(edited('id: e-1\n', put([], 'accounts', accounts), 'employee')).toBe(
      `id: e-1\naccounts:\n  - system: m365\n    licences:\n      - ${'A'.repeat(40)}\n      - ${'B'.repeat(40)}\n      - ${'C'.repeat(40)}\n  - {system: ad, login: annexe}\n`,
    );
  });
});
