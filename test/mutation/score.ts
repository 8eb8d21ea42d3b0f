/** What came of a run of mutations: read from Stryker's report (mutation-testing-report-schema 2). */
import { readFileSync } from 'node:fs';

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError' | 'Pending';
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** How many changes the tests noticed. */
export interface Score {
  readonly noticed: number;
  readonly survived: number;
  /** Changes of code that runs once, when it is loaded: nothing is said of them. */
  readonly ignored: number;
  /** One line for each that nobody noticed: where, and what was changed. */
  readonly survivors: readonly string[];
}

/** Reads a report. Throws when the file is none. */
export function readScore(path: string): Score {
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  let [noticed, ignored] = [0, 0];
  const survivors: string[] = [];
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const { status, location, mutatorName, replacement } of mutants) {
      if (status === 'Killed' || status === 'Timeout') noticed += 1;
      else if (status !== 'Survived' && status !== 'NoCoverage') ignored += 1;
      else {
        const { line, column } = location.start;
        const text = (lines[line - 1] ?? '').trim();
        survivors.push(`${file}:${line}:${column} ${mutatorName} -> ${(replacement ?? '').replaceAll(/\s+/gu, ' ')}   in: ${text}`);
      }
    }
  }
  return { noticed, ignored, survived: survivors.length, survivors };
}

/** Share of the changes that were noticed, in per cent with one digit. */
export function percentOf({ noticed, survived }: Pick<Score, 'noticed' | 'survived'>): number {
  return Math.floor((noticed * 1000) / Math.max(1, noticed + survived)) / 10;
}
