/** Text -> plain value, by the strict part of YAML 1.2 that the files may use. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { isTooDense, textProblem, unseenCharacter } from './decode.ts';
import { errorAt, pointerOf, type TextProblem } from './problem.ts';
import { yamlProblem } from './yaml-errors.ts';

/** Deepest nesting that is read. */
const DEEPEST = 16;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** The YAML document of a text. Never throws. Keys that stand twice are left to `parseYaml`: the parser compares each with every other. */
export function parseText(text: string): Document | null {
  if (isTooDense(text)) return null;
  try {
    return parseDocument(text, {
      schema: 'core',
      version: '1.2',
      resolveKnownTags: false,
      stringKeys: true,
      uniqueKeys: false,
      merge: false,
      prettyErrors: false,
      strict: true,
    });
  } catch {
    return null;
  }
}

interface Build {
  readonly problems: TextProblem[];
}

function add(build: Build, node: Node | null, problem: TextProblem): void {
  build.problems.push({ ...problem, offset: node?.range?.[0] ?? 0 });
}

function checkProperties(build: Build, node: Node, pointer: string): void {
  const { anchor, tag } = node as { anchor?: string; tag?: string };
  if (anchor !== undefined) {
    const text = { message: 'Anchors (`&name`) are not allowed.', hint: 'Write the value out wherever it is needed.' };
    add(build, node, errorAt(pointer, 'yaml-anchor', text));
  }
  if (tag !== undefined) {
    const text = { message: 'Tags (`!name`) are not allowed.', hint: 'Remove the tag; put quotes around text that begins with `!`.' };
    add(build, node, errorAt(pointer, 'yaml-tag', text));
  }
}

const WHOLE = /^(0|-?[1-9][0-9]*)$/u;

/** Why a plain number cannot stand as it is, or null. A number that would be read as another one is refused, not mended. */
function numberProblem(source: string): string | null {
  if (WHOLE.test(source)) return Number.isSafeInteger(Number(source)) ? null : 'This number is too long to be kept exactly.';
  if (/^[-+]?0[0-9]+$/u.test(source)) return 'A number that begins with 0 would lose its zeros.';
  if (source.startsWith('+')) return 'A number that begins with + would lose it.';
  if (/^[-+]?0[xo]/u.test(source)) return 'Hexadecimal and octal numbers are not allowed.';
  if (source.includes('_')) return 'A number with underscores is read differently by different programs.';
  return 'Only whole numbers are allowed.';
}

function buildString(build: Build, node: Scalar, pointer: string): string {
  const value = node.value as string;
  if (node.type === 'PLAIN' && /^[-+]?[0-9][0-9_]*_[0-9_]*$/u.test(value)) {
    const message = numberProblem(value) ?? '';
    add(build, node, errorAt(pointer, 'number-form', { message, hint: `Put quotes around it: "${value}".` }));
  }
  if (node.type === 'QUOTE_DOUBLE') {
    const unseen = unseenCharacter(value, 'This text');
    if (unseen !== null) add(build, node, errorAt(pointer, unseen.code, unseen));
  }
  return value;
}

function buildScalar(build: Build, node: Scalar, pointer: string): unknown {
  const { value, source } = node;
  if (typeof value === 'string') return buildString(build, node, pointer);
  if (typeof value === 'number') {
    const message = numberProblem(source ?? String(value));
    if (message !== null) add(build, node, errorAt(pointer, 'number-form', { message, hint: `Put quotes around it: "${source}".` }));
  }
  return value;
}

function checkKey(build: Build, key: string, about: { node: Node; pointer: string; seen: Map<string, string> }): void {
  const { node, pointer, seen } = about;
  if (key === '<<') {
    const text = { message: 'Merge keys (`<<`) are not allowed.', hint: 'Write the properties out.' };
    add(build, node, { ...errorAt(pointer, 'yaml-merge-key', text), at: 'key' });
  }
  if (FORBIDDEN.has(key)) {
    const text = { message: `The key \`${key}\` is not allowed anywhere.`, hint: 'Remove it.' };
    add(build, node, { ...errorAt(pointer, 'forbidden-key', text), at: 'key' });
  }
  const same = /[^\0-\x7f]/u.test(key) ? key.normalize('NFC') : key;
  const other = seen.get(same);
  if (other === key) add(build, node, yamlProblem('DUPLICATE_KEY', 0));
  else if (other !== undefined) {
    const text = {
      message: 'This key stands twice in the same map, once with composed and once with combining characters.',
      hint: 'Keep one of the two.',
    };
    add(build, node, { ...errorAt(pointer, 'duplicate-key', text), at: 'key' });
  }
  seen.set(same, key);
}

function buildMap(build: Build, map: YAMLMap, at: { pointer: string; depth: number }): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const seen = new Map<string, string>();
  for (const { key, value } of map.items) {
    const node = key as Node;
    const name = isScalar<string | null>(node) ? (node.value ?? '') : '';
    const pointer = at.pointer + pointerOf(name);
    if (!isScalar(node)) {
      if (isAlias(node)) buildNode(build, node, { pointer: at.pointer, depth: at.depth });
      else add(build, node, errorAt(at.pointer, 'yaml-syntax', { message: 'A key must be a plain word.', hint: 'Write `key: value`.' }));
      continue;
    }
    checkProperties(build, node, pointer);
    checkKey(build, name, { node, pointer, seen });
    if (FORBIDDEN.has(name)) continue;
    result[name] = buildNode(build, value as Node | null, { pointer, depth: at.depth + 1 });
  }
  return result;
}

function buildSeq(build: Build, seq: YAMLSeq, at: { pointer: string; depth: number }): unknown[] {
  return seq.items.map((item, index) => buildNode(build, item as Node | null, { pointer: `${at.pointer}/${index}`, depth: at.depth + 1 }));
}

function buildNode(build: Build, node: Node | null, at: { pointer: string; depth: number }): unknown {
  if (node === null || node === undefined) return null;
  if (isAlias(node)) {
    const text = {
      message: 'Aliases (`*name`) are not allowed.',
      hint: 'Write the value out; put quotes around text that begins with `*`.',
    };
    add(build, node, errorAt(at.pointer, 'yaml-alias', text));
    return null;
  }
  checkProperties(build, node, at.pointer);
  if (isScalar(node)) return buildScalar(build, node, at.pointer);
  if (at.depth >= DEEPEST) {
    const text = { message: 'Lists and maps are nested too deeply.', hint: `At most ${DEEPEST} levels are read.` };
    add(build, node, errorAt(at.pointer, 'too-deep', text));
    return null;
  }
  if (isMap(node)) return buildMap(build, node, at);
  if (isSeq(node)) return buildSeq(build, node, at);
  return null;
}

function directive(text: string): TextProblem | null {
  const found = /^%/mu.exec(text);
  return found === null ? null : yamlProblem('BAD_DIRECTIVE', found.index);
}

/** Forms that are refused wherever they stand; what else a broken document seems to hold is left unsaid. */
const REFUSED = new Set(['yaml-anchor', 'yaml-alias', 'yaml-tag', 'yaml-merge-key', 'forbidden-key', 'duplicate-key', 'too-deep']);

function documentProblems(doc: Document, build: Build): readonly TextProblem[] {
  const [first] = doc.errors;
  if (first !== undefined) {
    return [yamlProblem(first.code, first.pos[0]), ...build.problems.filter((problem) => REFUSED.has(problem.code))];
  }
  const warning = build.problems.length === 0 ? doc.warnings[0] : undefined;
  return [...build.problems, ...(warning === undefined ? [] : [yamlProblem(warning.code, warning.pos[0])])];
}

/** What parsing came to: a value, or everything that stands in its way, the cause first. */
export type Parsed = { readonly value: unknown } | { readonly problems: readonly TextProblem[] };

/** The value of a text. A text with any problem has no value. */
export function parseYaml(text: string): Parsed {
  const problem = textProblem(text) ?? directive(text);
  if (problem !== null) return { problems: [problem] };
  const doc = parseText(text);
  if (doc === null) return { problems: [yamlProblem('RESOURCE_EXHAUSTION', 0)] };
  const build: Build = { problems: [] };
  const value = doc.errors.some((error) => error.code === 'RESOURCE_EXHAUSTION')
    ? null
    : buildNode(build, doc.contents, { pointer: '', depth: 0 });
  const problems = documentProblems(doc, build);
  if (problems.length > 0) return { problems: problems.toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0)) };
  if (doc.contents === null || value === null) {
    return {
      problems: [
        errorAt('', 'empty-file', { message: 'The file is empty.', hint: 'Restore its content; to end something, write the day it ends.' }),
      ],
    };
  }
  return { value };
}
