/** Files that a lenient reader would take for something else. Each gets an error in our words, the cause first. */
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { withBytes } from './read.ts';
import { WORLD } from './world.ts';

const PATH = 'state/employees/x-2001.yaml';
const GOOD = WORLD[PATH] ?? '';
const ACCOUNTS = `${GOOD}accounts:\n  - {system: ad, login: otto}\n`;

function add(line: string): string {
  return `${GOOD}${line}\n`;
}

const bomb = `${GOOD}a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n`;
const deepFlow = `${GOOD}leaves: ${'['.repeat(3000)}${']'.repeat(3000)}\n`;
const deepMap = `${GOOD}${Array.from({ length: 40 }, (_, depth) => `${'  '.repeat(depth)}a:`).join('\n')}\n`;

const NASTY: readonly (readonly [name: string, text: string, code: string])[] = [
  ['a version directive', `%YAML 1.1\n---\n${GOOD}`, 'yaml-directive'],
  ['a tag directive', `%TAG ! tag:example.com,2000:\n---\n${GOOD}`, 'yaml-directive'],
  ['leading zeros', GOOD.replace('x-2001', '0012345'), 'number-form'],
  ['a plus sign', add('source: {system: hr, id: +4512345678}'), 'number-form'],
  ['a long number', add('source: {system: hr, id: 356938035643809123456}'), 'number-form'],
  ['a number just above what is exact', add('source: {system: hr, id: 9007199254740993}'), 'number-form'],
  ['octal', add('source: {system: hr, id: 0o17}'), 'number-form'],
  ['hexadecimal', add('source: {system: hr, id: 0x1F}'), 'number-form'],
  ['an exponent', add('source: {system: hr, id: 1e3}'), 'number-form'],
  ['a decimal', add('source: {system: hr, id: 1.50}'), 'number-form'],
  ['infinity', add('source: {system: hr, id: .inf}'), 'number-form'],
  ['not a number', add('source: {system: hr, id: .NaN}'), 'number-form'],
  ['minus zero', add('source: {system: hr, id: -0}'), 'number-form'],
  ['underscores', add('source: {system: hr, id: 1_000}'), 'number-form'],
  ['a duplicate key', add('kind: employee'), 'duplicate-key'],
  ['a duplicate key in a flow map', add('source: {system: hr, id: a, id: b}'), 'duplicate-key'],
  ['keys equal after composing', add('källa: 1\nka\u0308lla: 2'), 'duplicate-key'],
  ['__proto__', add('__proto__: {kind: employee}'), 'forbidden-key'],
  ['constructor', add('constructor: 1'), 'forbidden-key'],
  ['prototype, nested', add('source: {prototype: 1, system: hr, id: a}'), 'forbidden-key'],
  ['an anchor', add('unit: &here kbh').replace('unit: kbh\n', ''), 'yaml-anchor'],
  ['an unused anchor on a map', GOOD.replace('person: withheld', 'person: &me\n  name: A'), 'yaml-anchor'],
  ['an alias', `${ACCOUNTS}timeZone: *nowhere\n`, 'yaml-alias'],
  ['an alias bomb', bomb, 'yaml-anchor'],
  ['a merge key', add('<<: {kind: employee}'), 'yaml-merge-key'],
  ['a merge of an alias', `base: &base {kind: employee}\n${GOOD}<<: *base\n`, 'yaml-anchor'],
  ['a known tag', GOOD.replace('2027-06-30', '!!timestamp 2027-06-30'), 'yaml-tag'],
  ['a binary tag', GOOD.replace('withheld', '!!binary aGk='), 'yaml-tag'],
  ['an unknown tag', GOOD.replace('withheld', '!foo withheld'), 'yaml-tag'],
  ['a code tag', GOOD.replace('withheld', '!!js/function "x"'), 'yaml-tag'],
  ['a lone exclamation mark', GOOD.replace('withheld', '! withheld'), 'yaml-tag'],
  ['a tag on a key', GOOD.replace('kind:', '!!str kind:'), 'yaml-tag'],
  ['a right-to-left override', GOOD.replace('withheld', '{name: "Otto \u202e Utsourcad"}'), 'bidi-control'],
  ['an isolate', GOOD.replace('withheld', '{name: Otto \u2066x\u2069}'), 'bidi-control'],
  ['a right-to-left override in an escape', GOOD.replace('withheld', '{name: "Otto \\u202e"}'), 'bidi-control'],
  ['NUL', GOOD.replace('withheld', 'with\0held'), 'control-character'],
  ['an escape sequence', GOOD.replace('withheld', '{name: "\u001b[31mOtto"}'), 'control-character'],
  ['NUL in an escape', GOOD.replace('withheld', '{name: "Otto\\0"}'), 'control-character'],
  ['C1', GOOD.replace('withheld', '{name: Otto\u0085x}'), 'control-character'],
  ['a zero-width space', GOOD.replace('withheld', '{name: Ot\u200bto}'), 'control-character'],
  ['a line separator', GOOD.replace('withheld', '{name: Ot\u2028to}'), 'control-character'],
  ['half a surrogate in an escape', GOOD.replace('withheld', '{name: "Otto \\ud800"}'), 'control-character'],
  ['a byte order mark', `\ufeff${GOOD}`, 'byte-order-mark'],
  ['a carriage return alone', GOOD.replaceAll('\n', '\r'), 'bare-carriage-return'],
  ['two documents', `${GOOD}---\n${GOOD}`, 'yaml-documents'],
  ['nothing', '', 'empty-file'],
  ['a comment only', '# gone\n', 'empty-file'],
  ['null', 'null\n', 'empty-file'],
  ['a list', '- id: x-2001\n', 'wrong-type'],
  ['a word', 'x-2001\n', 'wrong-type'],
  ['no line break at the end', GOOD.trimEnd(), 'truncated'],
  ['an open quote', GOOD.replace('withheld', '"withheld'), 'yaml-syntax'],
  ['an open bracket', add('periods: [{from: 2019-01-07, to: 2020-06-30}'), 'yaml-syntax'],
  ['a tab for indent', add('periods:\n\t- {from: 2019-01-07, to: 2020-06-30}'), 'yaml-syntax'],
  ['two keys on a line', add('source: system: hr'), 'yaml-syntax'],
  ['a key without a colon', add('timeZone'), 'yaml-syntax'],
  ['wrong indent', GOOD.replace('kind:', '   kind:'), 'yaml-syntax'],
  ['a block in a flow', add('source: {system: hr,\n- id: x}'), 'yaml-syntax'],
  ['a bad escape', GOOD.replace('withheld', '{name: "Otto \\q"}'), 'yaml-syntax'],
  ['a reserved character', GOOD.replace('withheld', '@withheld'), 'yaml-syntax'],
  ['a backtick', GOOD.replace('withheld', '`withheld`'), 'yaml-syntax'],
  ['a list as key', add('? [a, b]\n: c'), 'yaml-syntax'],
  ['a key longer than 1,024 characters', add(`${'k'.repeat(1100)}: 1`), 'yaml-syntax'],
  ['thousands of brackets', deepFlow, 'too-deep'],
  ['forty levels', deepMap, 'too-deep'],
  ['a day that does not exist', GOOD.replace('2027-06-30', '2027-02-30'), 'not-a-day'],
  ['a day in another order', GOOD.replace('2027-06-30', '30/06/2027'), 'not-a-day'],
  ['yes for a word', GOOD.replace('consultant', 'yes'), 'unknown-word'],
  ['true for text', GOOD.replace('unit: kbh', 'unit: true'), 'wrong-type'],
  ['nothing after a colon', GOOD.replace('unit: kbh', 'unit:'), 'value-missing'],
  ['a number for text', GOOD.replace('unit: kbh', 'unit: 4711'), 'wrong-type'],
];

/** Words that only a library or an engine would say. */
const NOT_OURS =
  /YAMLParseError|YAMLWarning|Implicit keys|Nested mappings|Map keys must be unique|instancePath|must (have|NOT|match)|undefined|\[object|\bat .*\.(js|ts):|zod|ajv|Unexpected token|RangeError|flow collection/iu;

describe.each(NASTY)('%s', (_name, text, code) => {
  const { diagnostics, desired } = loadFiles(withBytes(PATH, text), null);

  it('is an error whose first line names the cause', () => {
    expect(diagnostics.filter((one) => one.severity === 'error')[0]?.code).toBe(code);
  });

  it('is said in our own words', () => {
    for (const { message, hint } of diagnostics) expect(`${message} ${hint ?? ''}`).not.toMatch(NOT_OURS);
  });

  it('has no value, and holds that person only', () => {
    expect(desired?.employees.has('x-2001' as never)).toBe(false);
    expect(desired === null ? [] : [...desired.broken.keys()]).toEqual(['x-2001']);
  });

  it('says nothing about other files', () => {
    expect(new Set(diagnostics.map((one) => one.file))).toEqual(new Set([PATH]));
  });
});

describe('bytes', () => {
  const encoder = new TextEncoder();
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['bytes that are no UTF-8', new Uint8Array([0xff, 0xfe, 0xfd, 10]), 'not-utf-8'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x69, 0, 0x64, 0, 10, 0]), 'not-utf-8'],
    ['Latin-1', new Uint8Array([...encoder.encode('name: G'), 0xf6, 10]), 'not-utf-8'],
    ['an overlong form', new Uint8Array([0xc0, 0xaf, 10]), 'not-utf-8'],
    ['one byte too many', encoder.encode(`${'#'.repeat(1024 * 1024)}\n`), 'file-too-large'],
  ];

  it.each(cases)('refuses %s', (_name, bytes, code) => {
    const { diagnostics } = loadFiles(withBytes(PATH, bytes), null);

    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it('takes a file of exactly the largest size', () => {
    const padding = '#'.repeat(1024 * 1024 - GOOD.length - 1);

    const { diagnostics } = loadFiles(withBytes(PATH, encoder.encode(`${GOOD}${padding}\n`)), null);

    expect(diagnostics).toEqual([]);
  });
});

describe('what is allowed', () => {
  const allowed: readonly (readonly [string, string])[] = [
    ['CR LF', GOOD.replaceAll('\n', '\r\n')],
    ['a document start', `---\n${GOOD}`],
    ['a document end', `${GOOD}...\n`],
    ['comments and empty lines', `# who\n\n${GOOD}\n# end\n\n`],
    ['a block scalar', GOOD.replace('person: withheld', 'person:\n  name: >-\n    Otto\n    Utsourcad')],
    ['quotes around what looks like a number', add('source: {system: ad, id: "0012345"}')],
    ['names in Arabic and Hebrew', GOOD.replace('withheld', '{name: "محمد דוד"}')],
    ['a name with a joiner', GOOD.replace('withheld', '{name: "علی\u200cرضا"}')],
    ['emoji', GOOD.replace('withheld', '{name: "Otto 🧑‍💻"}')],
    ['a percent sign in a value', GOOD.replace('withheld', '{name: "100 % Otto"}')],
  ];

  it.each(allowed)('%s', (_name, text) => {
    expect(loadFiles(withBytes(PATH, text), null).diagnostics).toEqual([]);
  });

  it('keeps yes and no as words', () => {
    const path = 'state/offboardings/e-1042.yaml';

    const { desired } = loadFiles(withBytes(path, WORLD[path] ?? ''), null);

    expect(desired?.offboardings.get('e-1042')?.devices).toMatchObject({ 'PH-0101': { offer: { answer: 'yes' } } });
  });
});
