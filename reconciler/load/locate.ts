/** JSON pointers -> lines and columns; done only for files that have something to say. */
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair } from 'yaml';
import type { Reason } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { parseText } from './parse-yaml.ts';
import { partsOf } from './problem.ts';

/** A text with its parsed document, for several look-ups. It is parsed when a pointer is first looked for. */
export interface Located {
  readonly text: string;
  readonly lines: LineCounter;
  document(): Document | null;
}

/** Where a value stands: offsets in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Prepares a text. */
export function prepare(text: string): Located {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  let document: Document | null | undefined;
  const parsed = () => {
    document = document === undefined ? parseText(text) : document;
    return document;
  };
  return { text, lines, document: parsed };
}

function childOf(node: unknown, part: string): { readonly pair: Pair | null; readonly value: unknown } | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === part);
    return pair === undefined ? null : { pair, value: pair.value };
  }
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return item === undefined ? null : { pair: null, value: item };
  }
  return null;
}

function spanOfNode(node: unknown): Span | null {
  const range = (node as Node | null)?.range;
  return range === null || range === undefined ? null : { start: range[0], end: range[1] };
}

/** The span of the value (or key) a pointer names; of the nearest one around it when it does not exist. */
export function spanOf(located: Located, pointer: string, at: 'key' | 'value' = 'value'): Span {
  let node: unknown = located.document()?.contents ?? null;
  let span: Span = spanOfNode(node) ?? { start: 0, end: 0 };
  let isExact = true;
  for (const part of partsOf(pointer)) {
    const child = childOf(node, part);
    if (child === null) {
      isExact = false;
      break;
    }
    const key = spanOfNode(child.pair?.key);
    const value = spanOfNode(child.value);
    const isBlock = (isMap(child.value) || isSeq(child.value)) && child.value.flow !== true;
    const isEmpty = value === null || value.start === value.end;
    const wanted = at === 'key' || isBlock || isEmpty ? key : value;
    span = wanted ?? value ?? span;
    node = child.value;
  }
  return isExact || pointer === '' ? firstLine(located, span) : firstLine(located, { start: span.start, end: span.start });
}

/** A span never crosses a line: the caret stands under its first line. */
function firstLine(located: Located, span: Span): Span {
  const stop = located.text.indexOf('\n', span.start);
  const end = stop >= 0 && stop < span.end ? stop : span.end;
  return { start: span.start, end: Math.max(end, span.start) };
}

/** Line and column (from 1) of an offset. */
export function positionAt(located: Located, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = located.lines.linePos(Math.min(offset, Math.max(0, located.text.length - 1)));
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Line and column (from 1) of what a pointer names in a text; of the nearest thing around it when it is not there. */
export function locate(text: string, pointer: string): { readonly line: number; readonly column: number } {
  const located = prepare(text);
  return positionAt(located, spanOf(located, pointer).start);
}

type Line = (reason: Reason) => Reason;

/** Where the texts of a plan's files come from. */
export interface Texts {
  /** A file's text at the plan's commit, or null. */
  readonly read: (path: string) => Promise<string | null>;
  /** Texts that were located before: for who plans again and again. */
  readonly known?: Map<string, Located> | undefined;
}

async function linesFor(reasons: readonly Reason[], { read, known }: Texts): Promise<Line> {
  const files = new Map<string, Located | null>();
  for (const { file } of reasons) {
    if (files.has(file)) continue;
    const text = file === '' ? null : await read(file);
    const located = text === null ? null : (known?.get(text) ?? prepare(text));
    if (text !== null && located !== null) known?.set(text, located);
    files.set(file, located);
  }
  return (reason) => {
    const located = files.get(reason.file);
    if (located === null || located === undefined) return reason;
    return { ...reason, line: positionAt(located, spanOf(located, reason.pointer, 'key').start).line };
  };
}

/** The plan with the line of every reason filled in. */
export async function locateReasons(plan: Plan, texts: Texts): Promise<Plan> {
  const lines = plan.proposals.flatMap((proposal) => proposal.lines);
  const notices = plan.notices ?? [];
  const all = [...plan.changes, ...plan.held.map((held) => held.change), ...plan.proposals, ...lines, ...plan.findings, ...notices];
  const line = await linesFor(
    all.map((one) => one.because),
    texts,
  );
  return {
    ...plan,
    changes: plan.changes.map((change) => ({ ...change, because: line(change.because) })),
    held: plan.held.map((held) => ({ ...held, change: { ...held.change, because: line(held.change.because) } })),
    ...(plan.notices === undefined ? {} : { notices: notices.map((notice) => ({ ...notice, because: line(notice.because) })) }),
    findings: plan.findings.map((finding) => ({ ...finding, because: line(finding.because) })),
    proposals: plan.proposals.map((proposal) => ({
      ...proposal,
      because: line(proposal.because),
      lines: proposal.lines.map((one) => ({ ...one, because: line(one.because) })),
    })),
  };
}
