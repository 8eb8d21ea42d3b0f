/** Tables and bodies of pull requests that are made to keep a reader busy: an answer within two seconds, in little memory. */
import { expect, it } from 'vitest';
import { readBody } from '../../../reconciler/forges/rest/body.ts';
import { ticksIn } from '../../../reconciler/record/pull-ticks.ts';
import { parseTable } from '../../../reconciler/tables/csv.ts';

const SECONDS = 2;
const MARK = `<!-- lastday:fingerprint=${'a'.repeat(64)} -->`;

function secondsOf(work: () => unknown): number {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1e6;
}

it.each([
  ['one line of twenty million letters', 'a'.repeat(20e6), 'a row is longer than 131072 characters'],
  ['a quote that nobody closes', `"${'a\n'.repeat(1e6)}`, 'a row is longer than 131072 characters'],
  ['separators alone', `a,b\n${','.repeat(5e6)}`, 'a row is longer than 131072 characters'],
])('gives up a table of %s', (_name, text, problem) => {
  let problems: readonly string[] = [];

  expect(secondsOf(() => (problems = parseTable(text, 'auto').problems))).toBeLessThan(SECONDS);

  expect(problems).toContain(problem);
});

it('gives up a table of too many cells', () => {
  const table = parseTable(`a,b\n${`${','.repeat(100_000)}\n`.repeat(60)}`, 'comma');

  expect(table).toMatchObject({ ended: false, rows: [], problems: ['there are more than 5000000 cells'] });
});

it.each([
  ['empty lines', '\n'.repeat(65_000)],
  ['spaces', `- [x] ${' '.repeat(60_000)}y`],
  ['boxes', '- [x] '.repeat(10_000)],
  ['marks that are none', '\n<!-- lastday:fingerprint='.repeat(2500)],
  ['back-ticks', `**${'`'.repeat(60_000)}**`],
])('reads a body of %s at once', (_name, text) => {
  expect(secondsOf(() => [readBody(text), readBody(`${text}${MARK}x`), ticksIn(text)])).toBeLessThan(SECONDS);
});

it.each([
  ['at its end', `Text\n\n${MARK}\n`, 'Text\n', 'a'.repeat(64)],
  ['at its end, with space behind it', `Text\n\n${MARK}  \n\n`, 'Text\n', 'a'.repeat(64)],
  ['alone', MARK, '\n', 'a'.repeat(64)],
  ['not at its end', `${MARK}\nText\n`, `${MARK}\nText\n`, null],
  [
    'twice: the last counts',
    `${MARK.replaceAll('aaaa', 'bbbb')}\nText\n${MARK}`,
    `${MARK.replaceAll('aaaa', 'bbbb')}\nText\n`,
    'a'.repeat(64),
  ],
  ['broken', 'Text\n<!-- lastday:fingerprint=aa -->\n', 'Text\n<!-- lastday:fingerprint=aa -->\n', null],
])('reads a mark that stands %s', (_name, text, body, fingerprint) => {
  expect(readBody(text)).toEqual({ body, fingerprint });
});
