/** Writes `schemas/json/*.schema.json` and `docs/files.md` from the definitions; a test compares what is committed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileReference } from './describe.ts';
import { emitText, kinds } from './emit.ts';

const root = new URL('../', import.meta.url);
mkdirSync(new URL('schemas/json/', root), { recursive: true });
mkdirSync(new URL('docs/', root), { recursive: true });
for (const kind of kinds()) writeFileSync(new URL(`schemas/json/${kind}.schema.json`, root), emitText(kind));
writeFileSync(new URL('docs/files.md', root), fileReference());
