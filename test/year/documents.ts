/** Documents of the simulated company, parsed once per text. */
import { parse } from 'yaml';
import type { Document, Kind } from '../../schemas/documents.ts';

export type { Document, Kind } from '../../schemas/documents.ts';

const known = new Map<string, unknown>();

/** The document a text holds; the text is known to be valid. */
export function parseDocument<K extends Kind>(text: string): Document<K> {
  const found = known.get(text) ?? parse(text, { schema: 'core' });
  known.set(text, found);
  return found as Document<K>;
}
