/** Short hands for edits in tests, and their result as one text. */
import type { Edit, EditValue } from '../../../../reconciler/model/proposal.ts';
import { editYaml } from '../../../../reconciler/record/edit-yaml.ts';
import type { Kind } from '../../../../schemas/places.ts';

type Path = (string | number)[];
/** Sets a plain value. */
export const set = (path: Path, value: string | number | boolean | null): Edit => ({ op: 'setScalar', path, value });
/** Sets a key. */
export const put = (path: Path, key: string, value: EditValue): Edit => ({ op: 'setKey', path, key, value });
/** Deletes a key. */
export const drop = (path: Path, key: string): Edit => ({ op: 'deleteKey', path, key });
/** Appends an item. */
export const add = (path: Path, value: EditValue): Edit => ({ op: 'appendItem', path, value });

/** The edited text, or `REFUSED` and why. */
export function edited(text: string, edit: Edit | readonly Edit[], kind: Kind = 'device'): string {
  const result = editYaml(text, Array.isArray(edit) ? (edit as readonly Edit[]) : [edit as Edit], kind);
  return 'refused' in result ? `REFUSED ${result.refused}` : result.text;
}

/** A device as people write one. */
export const DEVICE = `# yaml-language-server: $schema=../../schemas/json/device.schema.json
# the big one
id: LT-0042   # tag
type: laptop

# who has it
status: in-use
holder: e-1042 # since spring
ownership: leased
locks: {activation: present}
`;
