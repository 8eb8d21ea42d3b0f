/** New YAML files: keys in the order of the schema, the editor's modeline first, LF. Pure. */
import { keyOrder } from '../../schemas/order.ts';
import type { Kind } from '../../schemas/places.ts';
import type { EditValue } from '../model/proposal.ts';
import { writeBlock } from './edit-yaml/write-value.ts';

/** The line that tells an editor which schema a file follows, relative to the file's own folder. */
export function modeline(kind: Kind, path: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  return `# yaml-language-server: $schema=${up}schemas/json/${kind}.schema.json`;
}

/** A new document of a kind as it is to stand at a path (from the root of the repository, with `/`). */
export function newYaml(kind: Kind, path: string, value: EditValue): string {
  const map = value as { readonly [key: string]: EditValue };
  const lines = writeBlock(map, { order: keyOrder(kind), step: 2, indent: 0 });
  return `${[modeline(kind, path), ...lines].join('\n')}\n`;
}
