/** The largest files that are read, in every shape that makes parsers slow: an answer within two seconds, and not ten thousand of them. */
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../reconciler/load/check-document.ts';
import { LARGEST } from '../../../reconciler/load/decode.ts';
import { diagnose } from '../../../reconciler/load/diagnose.ts';
import type { Problem } from '../../../reconciler/load/problem.ts';
import { editYaml } from '../../../reconciler/record/edit-yaml.ts';

const PATH = 'state/employees/x-2001.yaml';
const SECONDS = 2;

/** Seconds that this thread has worked: what other programs on the machine do does not count. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1e6;
}

/** The unit over and over, up to the largest file. */
function filled(unit: (index: number) => string, most = LARGEST - 1000): string {
  const parts: string[] = [];
  for (let length = 0, index = 0; length < most; index += 1) {
    const part = unit(index);
    parts.push(part);
    length += Buffer.byteLength(part);
  }
  return parts.slice(0, -1).join('');
}

/** As many as are still parsed. */
const DENSE = 45_000;

const SHAPES: readonly (readonly [name: string, text: string])[] = [
  ['keys of a map', filled((index) => `k${index}: 1\n`)],
  ['keys of a map, as many as are parsed', filled((index) => `k${index}: 1\n`, (DENSE / 2) * 10)],
  ['keys that combine', filled((index) => `кa\u0308${index}: x\n`, (DENSE / 2) * 14)],
  ['items', `a:\n${filled(() => '- 1\n')}`],
  ['lists in lists', `${filled(() => '- ')}a\n`],
  ['open brackets', `${filled(() => '[')}\n`],
  ['anchors', filled((index) => `- &a${index} x\n`, (DENSE / 2) * 11)],
  ['hidden characters in escapes', filled(() => '- "\\u0000"\n', (DENSE / 2) * 11)],
  ['personal numbers', filled((index) => `- 19900101-123${index % 10}\n`, (DENSE / 2) * 16)],
  ['one long text in escapes', `a: "${filled(() => '\\u0041')}"\n`],
  ['one long key', `${filled(() => 'k')}: 1\n`],
  ['one long number', `a: ${filled(() => '1')}\n`],
  ['blank lines', `${filled(() => '\n')}a: 1\n`],
  ['documents', filled(() => '---\na\n')],
];

describe('answers soon for a file full of', () => {
  it.each(SHAPES)('%s', (_name, text) => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST);
    const start = process.threadCpuUsage();

    const problems = checkDocument(PATH, text);

    expect(secondsSince(start)).toBeLessThan(SECONDS);
    expect(problems.some((one) => one.severity === 'error')).toBe(true);
    expect(problems.length).toBeLessThanOrEqual(101);
  });
});

it('shows a hundred problems of a file, errors before warnings, and says how many more there are', () => {
  const problem = (severity: 'error' | 'warning', index: number): Problem => ({
    severity,
    code: `${severity}-${index}`,
    message: 'x',
    file: PATH,
    pointer: '',
  });
  const warnings = Array.from({ length: 150 }, (_, index) => problem('warning', index));

  const both = diagnose([...warnings, problem('error', 0)], () => null);
  const doubts = diagnose(warnings, () => null);

  expect(both).toHaveLength(101);
  expect(both.filter((one) => one.severity === 'error').map((one) => one.code)).toEqual(['error-0', 'more-problems']);
  expect(doubts.find((one) => one.code === 'more-problems')).toMatchObject({
    severity: 'warning',
    message: expect.stringContaining('50 more') as string,
  });
});

it('edits a map with very many keys within two seconds', () => {
  const text = `id: x-2001\n${Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join('')}`;
  const start = process.threadCpuUsage();

  const edited = editYaml(text, [{ op: 'setKey', path: [], key: 'k10000', value: 2 }], 'employee');

  expect(secondsSince(start)).toBeLessThan(SECONDS);
  expect(edited).toMatchObject({ text: text.replace('k10000: 1\n', 'k10000: 2\n') });
});
