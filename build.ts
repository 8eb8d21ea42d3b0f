/** Bundles the product into `dist/`: code-split and minified, so that a command loads only what it needs; with the licences of what is in it. */
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RolldownOutput, rolldown } from 'rolldown';
import { precompile } from './schemas/precompile.ts';

/** Folders of the packages whose code is in the bundle. */
function packagesIn(output: RolldownOutput['output']): string[] {
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

await rm('dist', { recursive: true, force: true });
/** Checks of the JSON Schemas are made ahead, so that no command compiles a schema, and ajv itself stays out of the bundle. */
const checks = { name: 'checks', load: (id: string) => (id.endsWith('reconciler/load/compile.ts') ? { code: precompile(), moduleType: 'js' as const } : null) };

const bundle = await rolldown({ input: { lastday: 'reconciler/main.ts' }, platform: 'node', external: [/^node:/u], plugins: [checks] });
const { output } = await bundle.write({ dir: 'dist', format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' });
await bundle.close();
const notices = await Promise.all(packagesIn(output).map(noticeOf));
await writeFile('dist/THIRD-PARTY.txt', notices.join(`\n${'-'.repeat(80)}\n\n`));
await chmod('dist/lastday.js', 0o755);
