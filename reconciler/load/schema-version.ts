/** Which schemas a document was checked against, as one word. The bundle replaces this module by the word itself (`build.ts`). */
import { createHash } from 'node:crypto';
import { schemaFiles } from './schema-files.ts';

/** SHA-256 over every schema: another word whenever any of them changes. */
export function schemaVersion(): string {
  return createHash('sha256').update(JSON.stringify(schemaFiles)).digest('hex');
}
