/** Documents of a known value in every layout YAML allows us: indents, flow and block, comments, blank lines, quotes, line ends. */
import * as fc from 'fast-check';
import type { EditValue } from '../../../../reconciler/model/proposal.ts';

type Map = { readonly [key: string]: EditValue };

/** A text and the value it means. */
export interface Laid {
  readonly text: string;
  readonly value: Map;
}

/** Draws one of many; a function so that a layout is a plain walk over the value. */
type Draw = (below: number) => number;

const WORDS = [
  'awaited',
  'e-1042',
  '2026-12-31',
  'Åsa Öberg',
  'null',
  'true',
  '4711',
  '0042',
  '+4670',
  'a: b',
  'x # y',
  '#no',
  "it's",
  'say "hi"',
  ' lead',
  'trail ',
  '',
  '1e5',
  '0x1f',
  '~',
  '- x',
  '[a',
  '{b',
  'a,b',
  '1800.00 SEK',
  'yes',
  'no',
  '2024-01-15T10:00',
  '\u00a0',
  'tab\there',
  'two\nlines',
  '\u{1f600}',
  '\u2028',
  '\ufeff',
];
const KEYS = ['id', 'type', 'status', 'holder', 'note', 'lease', 'locks', 'returned', 'LT-0042', 'x y', '4711', 'on', 'a', 'b', 'c'];

const scalar: fc.Arbitrary<EditValue> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<EditValue>(...WORDS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).filter((text) => text.isWellFormed()) },
  { weight: 1, arbitrary: fc.integer({ min: -1_000_000, max: 1_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom<EditValue>(true, false, null) },
);

/** Any value that an edit may write. */
export const anyValue: fc.Arbitrary<EditValue> = fc.letrec<{ value: EditValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** A plain value. */
export const anyScalar = scalar as fc.Arbitrary<string | number | boolean | null>;

/** A key. */
export const anyKey = fc.constantFrom(...KEYS);

const anyMap = fc.dictionary(anyKey, anyValue, { minKeys: 1, maxKeys: 5 });

function isMap(value: EditValue): value is Map {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function writeScalar(value: EditValue, draw: Draw): string {
  if (typeof value !== 'string') return value === null ? (['null', '~'][draw(2)] as string) : JSON.stringify(value);
  if (/^[a-z][a-z0-9-]*$/u.test(value) && !/^(null|true|false)$/u.test(value))
    return [value, quoted(value), `'${value}'`][draw(3)] as string;
  if (/^\d{4}-\d\d-\d\d$/u.test(value) && draw(2) === 0) return value;
  return /^[ -~]*$/u.test(value) && draw(2) === 0 ? `'${value.replaceAll("'", "''")}'` : quoted(value);
}

interface Style {
  readonly draw: Draw;
  readonly step: number;
  readonly end: string;
}

function comment({ draw }: Style, indent: number): string[] {
  switch (draw(8)) {
    case 0:
      return [`${' '.repeat(indent)}# about ${draw(100)}`];
    case 1:
      return ['', `${' '.repeat(indent)}# first`, `${' '.repeat(indent)}#second: x`];
    case 2:
      return [''];
    default:
      return [];
  }
}

function trailing({ draw }: Style): string {
  return draw(5) === 0 ? ` ${' '.repeat(draw(3))}# t ${draw(10)}` : '';
}

function flow(value: EditValue, style: Style): string {
  const { draw } = style;
  const gap = draw(2) === 0 ? ' ' : '';
  if (Array.isArray(value)) {
    const items = (value as readonly EditValue[]).map((item) => flow(item, style));
    return `[${gap}${items.join(', ')}${items.length > 0 && draw(6) === 0 ? ',' : ''}${gap}]`;
  }
  if (!isMap(value)) return writeScalar(value, draw);
  const entries = Object.entries(value).map(([key, item]) => `${writeKey(key, draw)}: ${flow(item, style)}`);
  const comma = entries.length > 0 && draw(6) === 0 ? ' ,' : '';
  return `{${gap}${entries.join(draw(3) === 0 ? ' , ' : ', ')}${comma}${gap}}`;
}

/** A flow map over several lines, with comments beside its commas. */
function wideFlow(value: Map, style: Style, indent: number): string[] {
  const pad = ' '.repeat(indent);
  const entries = Object.entries(value).map(([key, item]) => `${pad}${writeKey(key, style.draw)}: ${flow(item, style)}`);
  const lines = entries.map((entry, index) => `${entry}${index < entries.length - 1 || style.draw(2) === 0 ? ',' : ''}${trailing(style)}`);
  return ['{', ...lines, `${pad}}`];
}

function writeKey(key: string, draw: Draw): string {
  return /^[a-zA-Z][\w-]*$/u.test(key) && draw(4) > 0 ? key : quoted(key);
}

function isEmpty(value: EditValue): boolean {
  return value === null || typeof value !== 'object' || Object.keys(value).length === 0;
}

/** What follows `key:` or `-`: the rest of the line, and the lines below. */
function below(value: EditValue, style: Style, indent: number): [string, string[]] {
  const { draw, step } = style;
  if (value === null && draw(3) === 0) return [trailing(style), []];
  if (typeof value === 'string' && /^[a-z]+ ?[a-z]*\nl?[a-z]+$/u.test(value) && draw(2) === 0) {
    const pad = ' '.repeat(indent + step);
    return [' |-', value.split('\n').map((line) => pad + line)];
  }
  if (isEmpty(value) || draw(3) === 0) return [` ${flow(value, style)}${trailing(style)}`, []];
  if (isMap(value) && draw(3) === 0) {
    const [first = '', ...rest] = wideFlow(value, style, indent + step);
    return [` ${first}`, [...rest.slice(0, -1), `${rest.at(-1) ?? ''}${trailing(style)}`]];
  }
  return [trailing(style), block(value, style, indent + step)];
}

function block(value: EditValue, style: Style, indent: number): string[] {
  const pad = ' '.repeat(indent);
  if (isMap(value)) {
    return Object.entries(value).flatMap(([key, item]) => {
      const isLoose = Array.isArray(item) && item.length > 0 && style.draw(3) === 0;
      const [rest, lines] = isLoose ? [trailing(style), block(item, style, indent)] : below(item, style, indent);
      return [...comment(style, indent), `${pad}${writeKey(key, style.draw)}:${rest}`, ...lines];
    });
  }
  return (value as readonly EditValue[]).flatMap((item) => {
    if (!isEmpty(item) && style.draw(2) === 0) {
      const [first = '', ...lines] = block(item, { ...style, draw: (n) => (n === 8 ? 7 : style.draw(n)) }, indent + 2);
      return [...comment(style, indent), `${pad}- ${first.trimStart()}`, ...lines];
    }
    const [rest, lines] = below(item, style, indent);
    return [...comment(style, indent), `${pad}-${rest}`, ...lines];
  });
}

/** A document in a random layout. */
export const anyLaid: fc.Arbitrary<Laid> = fc
  .record({
    value: anyMap,
    seed: fc.array(fc.nat({ max: 1000 }), { minLength: 40, maxLength: 40 }),
    step: fc.constantFrom(2, 4),
    end: fc.constantFrom('\n', '\r\n'),
    tail: fc.nat({ max: 3 }),
  })
  .map(({ value, seed, step, end, tail }) => {
    let at = 0;
    const draw: Draw = (n) => ((seed[at++ % seed.length] as number) + at) % n;
    const head = tail === 0 ? ['# yaml-language-server: $schema=../../schemas/json/device.schema.json'] : [];
    const lines = [...head, ...block(value, { draw, step, end }, 0)];
    const last = ['', `${end}# the end`, `${end}${end}`, end][tail] as string;
    return { text: `${lines.join(end)}${last}`, value };
  });
