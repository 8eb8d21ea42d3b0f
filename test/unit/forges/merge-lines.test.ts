/** Three-way merge by lines. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeLines } from '../../../reconciler/forges/local/merge-lines.ts';

describe('two sides', () => {
  test.each([
    ['change lines apart', 'a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n', 'A\nb\nC\n'],
    ['change the same line in the same way', 'a\nb\nc\n', 'a\nB\nc\n', 'a\nB\nc\n', 'a\nB\nc\n'],
    ['change the same line differently', 'a\nb\nc\n', 'a\nX\nc\n', 'a\nY\nc\n', null],
    ['change neighbouring lines', 'a\nb\n', 'A\nb\n', 'a\nB\n', null],
    ['add and delete apart', 'a\nb\nc\nd\n', 'a\nb\nc\n', 'x\na\nb\nc\nd\n', 'x\na\nb\nc\n'],
    ['add at the same place', 'a\nb\n', 'a\nx\nb\n', 'a\ny\nb\n', null],
    ['one of them does nothing', 'a\nb\n', 'a\nb\n', 'a\nB\n', 'a\nB\n'],
    ['replace everything and nothing', 'a\n', '', 'a\n', ''],
  ])('%s', (_name, old, ours, theirs, merged) => {
    expect(mergeLines(old, ours, theirs)).toBe(merged);
  });
});

test('it merges what git merges, to the same text, and refuses what git refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-merge-'));
  const old = Array.from({ length: 8 }, (_, index) => `line ${index}`);
  // Every line is unlike all others, so that there is one way only to pair old and new.
  const side = (name: string) =>
    fc.array(fc.constantFrom('keep', 'keep', 'keep', 'change', 'drop', 'add'), { minLength: 8, maxLength: 8 }).map((acts) =>
      old
        .flatMap((line, index) => {
          const act = acts[index];
          if (act === 'drop') return [];
          if (act === 'change') return [`${name} ${index}`];
          return act === 'add' ? [line, `${name} after ${index}`] : [line];
        })
        .map((line) => `${line}\n`)
        .join(''),
    );
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const base = old.map((line) => `${line}\n`).join('');
  fc.assert(
    fc.property(side('ours'), side('theirs'), (ours, theirs) => {
      const merged = mergeLines(base, ours, theirs);

      const git = spawnSync('git', ['merge-file', '-p', write('ours', ours), write('old', base), write('theirs', theirs)], {
        encoding: 'utf8',
      });
      expect(merged).toBe(git.status === 0 ? git.stdout : null);
    }),
    { numRuns: 60 },
  );
  rmSync(folder, { recursive: true });
});
