/** Bundles the product into `dist/`: code-split and minified, so that a command loads only what it needs; with the licences of what is in it. */
import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Plugin, type RolldownOutput, rolldown } from 'rolldown';
import { schemaFiles } from './reconciler/load/schema-files.ts';
import { kinds } from './schemas/emit.ts';
import type { Kind } from './schemas/places.ts';
import { branchesOf, precompile } from './schemas/precompile.ts';

/** Code of a module that loads others at the moment they are needed, without waiting: what it names lies beside `dist/chunks/`. */
function later(...lines: readonly string[]): string {
  return ["import { createRequire } from 'node:module';", 'const fromHere = createRequire(import.meta.url);', ...lines].join('\n');
}

/** Modules whose work is done here, ahead of time, instead of at every start. */
const MADE_AHEAD: Readonly<Record<string, () => string>> = {
  'reconciler/load/compile.ts': () =>
    later(
      "import { branchCheck } from './branch-check.ts';",
      `const branches = ${JSON.stringify(Object.fromEntries(kinds().map((kind) => [kind, branchesOf(kind) ?? undefined])))};`,
      'const load = (name) => fromHere(`../checks/${name}.cjs`);',
      'const whole = (kind) => branches[kind] ? branchCheck({ ...branches[kind], load: (value) => load(`${kind}.${value}`) }) : load(kind);',
      'const checks = {};',
      'export const checkFor = (kind) => (checks[kind] ??= whole(kind));',
    ),
  'reconciler/load/schema-files.ts': () =>
    later('export const schemaFiles = new Proxy({}, { get: (_, kind) => fromHere(`../../schemas/json/${kind}.schema.json`) });'),
  'reconciler/load/schema-version.ts': () => {
    const version = createHash('sha256').update(JSON.stringify(schemaFiles)).digest('hex');
    return `export function schemaVersion(){return ${JSON.stringify(version)}}`;
  },
  // Most commands reckon with days alone, which needs no calendar of zones.
  'node_modules/temporal-polyfill/index.js': () =>
    later("export const Temporal = new Proxy({}, { get: (_, name) => fromHere('../lazy/temporal.cjs').Temporal[name] });"),
};

const madeAhead: Plugin = {
  name: 'made-ahead',
  load(id) {
    const module = Object.keys(MADE_AHEAD).find((path) => id.endsWith(`/${path}`));
    return module === undefined ? null : { code: MADE_AHEAD[module]?.() ?? '', moduleType: 'js' };
  },
};

/**
 * Code that stands in for a part of Node: the real one is started at the first call of a function. An ordinary import would start it
 * with the program and look at every export, which for cryptography and processes alone takes as long as starting Node.
 */
function lazyBuiltin(name: string): string {
  const code = Object.entries(process.getBuiltinModule(name) as Readonly<Record<string, unknown>>).map(([key, value]) => {
    if (typeof value === 'function' && /^[a-z]/u.test(key)) return `export function ${key}(...given){return real().${key}(...given)}`;
    const it = typeof value === 'object' && value !== null ? `standIn(()=>real().${key})` : `(()=>real().${key})()`;
    return `const it_${key}=/*@__PURE__*/${it};export{it_${key} as ${key}};`;
  });
  return `const real=()=>process.getBuiltinModule(${JSON.stringify(name)});
function standIn(find){return new Proxy({},{get(_,key){const value=find()[key];return typeof value==='function'?value.bind(find()):value}})}
${code.join('\n')}
export default /*@__PURE__*/standIn(real);`;
}

const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  resolveId: (source) => (source.startsWith('node:') ? { id: `\0lazy:${source}`, moduleSideEffects: false } : null),
  load: (id) => (id.startsWith('\0lazy:') ? lazyBuiltin(id.slice('\0lazy:'.length)) : null),
};

/** Small files of which a command meets few in a change: one per kind, or per branch of a kind. */
const CHECKS = kinds().flatMap((kind) => branchesOf(kind)?.values.map((value) => `${kind}.${value}`) ?? [kind]);

const checks: Plugin = {
  name: 'checks',
  resolveId: (source) => (source.startsWith('check:') ? source : null),
  load(id) {
    if (!id.startsWith('check:')) return null;
    const [kind, branch] = id.slice('check:'.length).split('.');
    return precompile(kind as Kind, branch);
  },
};

/** Bundles what is loaded at the moment it is needed. */
async function bundleLater(folder: string, input: Readonly<Record<string, string>>): Promise<RolldownOutput['output']> {
  const bundle = await rolldown({ input: { ...input }, platform: 'node', plugins: [checks] });
  const { output } = await bundle.write({ dir: `dist/${folder}`, format: 'cjs', minify: true, entryFileNames: '[name].cjs' });
  await bundle.close();
  return output;
}

/** Folders of the packages whose code is in the bundle. */
function packagesIn(output: readonly RolldownOutput['output'][number][]): string[] {
  const found = new Set<string>();
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue;
    for (const id of chunk.moduleIds) {
      const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u.exec(id)?.[0];
      if (folder !== undefined) found.add(folder);
    }
  }
  return [...found].sort();
}

async function noticeOf(folder: string): Promise<string> {
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
  const name = (await readdir(folder)).find((file) => /^licen[cs]e/iu.test(file));
  const text = name === undefined ? '' : await readFile(join(folder, name), 'utf8');
  return `${about.name} ${about.version} (${about.license ?? 'see its repository'})\n\n${text.trim()}\n`;
}

/** What is always needed together comes in one file: to find, open and start a file takes longer than to read it. */
const GROUPS = [
  // All that every command needs, beside the entry, which must stay where it finds the package's own description.
  { name: 'start', tags: ['$initial' as const], test: (id: string) => !id.endsWith('/reconciler/main.ts') },
  { name: 'base', test: /\/reconciler\/(git\/|calendar|canonical|escape\/)|\/schemas\/places|\0lazy:/u },
  {
    name: 'tree',
    test: /\/reconciler\/(defaults|load\/(assemble|check-meaning|load-commit|paths|problem|reading|references|suggest|touched|tree))/u,
  },
  {
    name: 'parse',
    test: /\/reconciler\/load\/(changed|check-document|compare|decode|diagnose|excerpt|locate|parse-yaml|read-file|shape|words|yaml)|\/node_modules\/yaml\//u,
  },
];

await rm('dist', { recursive: true, force: true });
const bundle = await rolldown({
  input: { lastday: 'reconciler/main.ts' },
  platform: 'node',
  plugins: [madeAhead, lazyBuiltins],
});
const { output } = await bundle.write({
  dir: 'dist',
  format: 'esm',
  minify: true,
  chunkFileNames: 'chunks/[name]-[hash].js',
  codeSplitting: { groups: GROUPS },
});
await bundle.close();
await bundleLater('checks', Object.fromEntries(CHECKS.map((name) => [name, `check:${name}`])));
const lazy = await bundleLater('lazy', { temporal: 'temporal-polyfill' });
const notices = await Promise.all(packagesIn([...output, ...lazy]).map(noticeOf));
await writeFile('dist/THIRD-PARTY.txt', notices.join(`\n${'-'.repeat(80)}\n\n`));
await chmod('dist/lastday.js', 0o755);
