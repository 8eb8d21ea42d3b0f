/** The areas name code and tests that exist, and a report is counted as it is. */
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AREAS } from './areas.ts';
import { percentOf, readScore } from './score.ts';

const ROOT = join(import.meta.dirname, '../..');
const PATTERNS = Object.entries(AREAS).flatMap(([name, { mutate, tests }]) => [...mutate, ...tests].map((one) => [name, one] as const));

describe('an area', () => {
  it.each(PATTERNS)('%s finds files by %s', (_, pattern) => {
    expect(globSync(pattern, { cwd: ROOT }).length).toBeGreaterThan(0);
  });
});

describe('a score', () => {
  const mutant = (status: string) => ({
    status,
    mutatorName: 'BooleanLiteral',
    replacement: 'false',
    location: { start: { line: 2, column: 7 }, end: { line: 2, column: 11 } },
  });

  it('counts what was noticed, what was not, and what was not tried', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lastday-score-'));
    const path = join(folder, 'report.json');
    const states = ['Killed', 'Timeout', 'Killed', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'];
    writeFileSync(path, JSON.stringify({ files: { 'a.ts': { source: 'x\n  y = true\n', mutants: states.map(mutant) } } }));

    const score = readScore(path);

    rmSync(folder, { recursive: true });
    const line = 'a.ts:2:7 BooleanLiteral -> false   in: y = true';
    expect(score).toEqual({ noticed: 3, survived: 2, ignored: 2, survivors: [line, line] });
  });

  it.each([
    [{ noticed: 85, survived: 15 }, 85],
    [{ noticed: 849, survived: 151 }, 84.9],
    [{ noticed: 9999, survived: 1 }, 99.9],
    [{ noticed: 0, survived: 0 }, 0],
  ])('of %o is %d per cent', (counts, percent) => {
    expect(percentOf(counts)).toBe(percent);
  });
});
