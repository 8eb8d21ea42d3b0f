/** `plan --no-cache` under strace: nothing is opened for writing, no connection is made. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeMini } from '../faults/mini.ts';
import type { Mini } from '../faults/mini-night.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
const main = join(import.meta.dirname, '../../reconciler/main.ts');

/** Calls that open something so that it can be changed, or change a file system. */
const OPENS = /\b(open|openat|openat2)\(.*\b(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND)\b/u;
const CHANGES = /^\d+\s+(creat|rename\w*|unlink\w*|mkdir\w*|rmdir|link\w*|symlink\w*|truncate|ftruncate|chmod|fchmod\w*|mknod\w*)\(/u;

function writesIn(trace: string): string[] {
  const lines = trace.split('\n').filter((line) => OPENS.test(line) || CHANGES.test(line));
  return lines.filter((line) => !/"\/dev\/(null|tty)"/u.test(line) && !/= -1 E/u.test(line));
}

describe.runIf(hasStrace)('plan --no-cache, watched by strace', () => {
  let mini: Mini;
  let trace = '';
  let printed = '';
  beforeAll(async () => {
    mini = await makeMini();
    const out = join(mini.folder, 'trace.txt');
    const done = spawnSync(
      'strace',
      [
        '-f',
        '-qq',
        '-e',
        'trace=file,desc,network,ftruncate,fchmod',
        '-e',
        'signal=none',
        '-o',
        out,
        process.execPath,
        main,
        '-C',
        mini.root,
        'plan',
        '--no-cache',
      ],
      {
        env: { ...process.env, LASTDAY_EXPORTS: mini.exports },
        encoding: 'utf8',
      },
    );
    if (done.status === null || done.status > 9) throw new Error(`${done.status} ${done.stderr}`);
    trace = readFileSync(out, 'utf8');
    printed = done.stdout;
  });

  it('plans', () => {
    expect(printed).toContain('Plan for');
    expect(trace).toContain('ad.json');
  });

  it('opens nothing for writing', () => {
    expect(writesIn(trace)).toEqual([]);
  });

  it('connects to nothing', () => {
    expect(trace.split('\n').filter((line) => /\bconnect\(/u.test(line) && !/= -1 E/u.test(line))).toEqual([]);
  });

  it('would have seen a write', () => {
    const out = join(mini.folder, 'trace-write.txt');
    spawnSync('strace', [
      '-f',
      '-qq',
      '-e',
      'trace=file,desc',
      '-o',
      out,
      process.execPath,
      '-e',
      `require('fs').writeFileSync(${JSON.stringify(join(mini.folder, 'written'))}, 'x')`,
    ]);

    expect(writesIn(readFileSync(out, 'utf8')).length).toBeGreaterThan(0);
  });
});

describe('the watcher of plan', () => {
  it('is there in CI; elsewhere its tests are left out by name when strace is not installed', () => {
    if (!hasStrace) process.stderr.write('left out: "plan --no-cache, watched by strace" (strace is not installed)\n');

    expect(hasStrace || process.env['CI'] !== 'true').toBe(true);
  });
});
