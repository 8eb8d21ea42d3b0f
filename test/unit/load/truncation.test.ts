/** A file cut off at any byte: never silently different, except where the cut cannot be told from an edit. */
import { describe, expect, it } from 'vitest';
import { decode } from '../../../reconciler/load/decode.ts';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { parseYaml } from '../../../reconciler/load/parse-yaml.ts';
import { withBytes } from './read.ts';
import { makeFiles, WORLD } from './world.ts';

const FILES = Object.entries(WORLD).filter(([path]) => path.startsWith('state/'));

describe.each(FILES)('%s', (path, text) => {
  const bytes = new TextEncoder().encode(text);
  const isLineEnd = (length: number) => bytes[length - 1] === 10;
  const cuts = Array.from(bytes.keys());

  it('is an error when cut anywhere but at the end of a line', () => {
    const silent = cuts.filter((length) => length > 0 && !isLineEnd(length) && !('problem' in decode(bytes.slice(0, length))));

    expect(silent).toEqual([]);
  });

  it('is, when cut at the end of a line, an error or a document with fewer lines and nothing changed in those it has', () => {
    const whole = lines(parseYaml(text));
    for (const length of cuts.filter((one) => isLineEnd(one))) {
      const part = new TextDecoder().decode(bytes.slice(0, length));
      const { diagnostics } = loadFiles(withBytes(path, part), null);
      if (diagnostics.some((one) => one.severity === 'error')) continue;

      const kept = lines(parseYaml(part));

      expect(whole).toEqual(expect.arrayContaining(kept));
      expect(kept.length).toBeLessThan(whole.length);
    }
  });
});

/** Every leaf of a value as `path=value`. */
function lines(parsed: ReturnType<typeof parseYaml>): string[] {
  if ('problems' in parsed) throw new Error('not parsed');
  const result: string[] = [];
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) result.push(`${path}=${JSON.stringify(value)}`);
    else for (const [key, item] of Object.entries(value)) walk(item, `${path}/${key}`);
  };
  walk(parsed.value, '');
  return result;
}

it('says where to look', () => {
  const path = 'state/employees/e-1042.yaml';
  const [found] = loadFiles(withBytes(path, WORLD[path]?.slice(0, 150) ?? ''), null).diagnostics;

  expect(found).toMatchObject({ code: 'truncated', file: path, line: 9 });
});

it('has nothing to say about the whole', () => {
  expect(loadFiles(makeFiles(), null).diagnostics).toEqual([]);
});
