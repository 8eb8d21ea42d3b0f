/** Plants each bug in a copy of the product and lets the simulator look for it. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MUTATIONS, type Mutation } from './mutations.ts';

/** What became of one planted bug: the first seed that failed, and how; null when none did. */
export interface Caught {
  readonly mutation: Mutation;
  readonly seed: number | null;
  readonly trouble: string | null;
}

const ROOT = join(import.meta.dirname, '../..');
const COPIED = ['reconciler', 'schemas', 'package.json', 'tsconfig.json', 'test/simulator', 'test/fakes', 'test/year'] as const;

/** The product in a temporary folder, with one bug in it. Throws when the text to replace does not stand there exactly once. */
function plant(mutation: Mutation): string {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const path of COPIED) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'reconciler', mutation.file);
  const parts = readFileSync(file, 'utf8').split(mutation.find);
  if (parts.length !== 2) throw new Error(`${mutation.name}: the text stands ${parts.length - 1} times in ${mutation.file}`);
  writeFileSync(file, parts.join(mutation.put));
  return folder;
}

function run(folder: string, args: readonly string[]): Promise<string> {
  return new Promise((done) => {
    let out = '';
    const child = spawn(process.execPath, [join(folder, 'test/simulator/first-failing.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (bytes: Buffer) => {
      out += String(bytes);
    });
    child.stderr.on('data', (bytes: Buffer) => {
      out += String(bytes);
    });
    child.on('close', () => done(out));
  });
}

/** Plants one bug and looks for it in seeds from the first on. */
export async function catchBug(mutation: Mutation, most: number): Promise<Caught> {
  const folder = plant(mutation);
  try {
    const line = (await run(folder, ['1', String(most)])).trim();
    if (line === '') return { mutation, seed: null, trouble: null };
    const { seed, trouble } = JSON.parse(line.split('\n').at(-1) ?? '') as { seed: number; trouble: string };
    return { mutation, seed, trouble };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tries all of them; 1 when one is not caught. */
export async function tryPlanted(print: (line: string) => void, most = 3000): Promise<number> {
  let missed = 0;
  print('| planted bug | invariant | seed |\n|---|---|---|');
  for (const mutation of MUTATIONS) {
    const { seed, trouble } = await catchBug(mutation, most);
    const invariant = trouble?.split(' ')[0] ?? 'not caught';
    if (seed === null) missed += 1;
    print(`| ${mutation.name} | ${invariant} | ${seed ?? '–'} |`);
  }
  return missed === 0 ? 0 : 1;
}
