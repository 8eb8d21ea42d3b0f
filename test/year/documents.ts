/** Documents of the simulated company, parsed once per text. */
import { parse } from 'yaml';
import type { Document, Kind } from '../../schemas/documents.ts';

export type { Document, Kind } from '../../schemas/documents.ts';

const known = new Map<string, unknown>();

/** More than a year or a world has; thousands of worlds in one process have more. */
const MOST = 20_000;

/** The document a text holds; the text is known to be valid. */
export function parseDocument<K extends Kind>(text: string): Document<K> {
  const found = known.get(text) ?? parse(text, { schema: 'core' });
  if (known.size > MOST) known.clear();
  known.set(text, found);
  return found as Document<K>;
}
