/** Bundles the product into `dist/`: code-split and minified, so that a command loads only what it needs. */
import { chmod, rm } from 'node:fs/promises';
import { rolldown } from 'rolldown';

await rm('dist', { recursive: true, force: true });
const bundle = await rolldown({
  input: { lastday: 'reconciler/main.ts' },
  platform: 'node',
  external: [/^node:/u],
});
await bundle.write({
  dir: 'dist',
  format: 'esm',
  minify: true,
  chunkFileNames: 'chunks/[name]-[hash].js',
});
await bundle.close();
await chmod('dist/lastday.js', 0o755);
