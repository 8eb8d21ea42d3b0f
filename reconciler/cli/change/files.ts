/** Files of a change: edits of those that are there, byte for byte, and whole new ones. */
import type { Kind } from '../../../schemas/places.ts';
import type { Edit, EditValue } from '../../model/proposal.ts';
import { editYaml } from '../../record/edit-yaml.ts';
import { newYaml } from '../../record/new-yaml.ts';
import { Stop } from '../context.ts';

/** Files that are being changed. */
export interface ChangedFiles {
  edit(kind: Kind, path: string, edits: readonly Edit[]): void;
  create(kind: Kind, path: string, value: { readonly [key: string]: EditValue }): void;
  /** Those that differ from what is there, with their new texts. */
  all(): ReadonlyMap<string, string>;
}

/** Begins a change of these texts. An edit that the machine cannot make ends the command; nothing has been sent then. */
export function changeFiles(texts: ReadonlyMap<string, Uint8Array>): ChangedFiles {
  const now = new Map<string, string>();
  const before = (path: string) => new TextDecoder().decode(texts.get(path));
  return {
    edit(kind, path, edits) {
      if (edits.length === 0) return;
      const result = editYaml(now.get(path) ?? before(path), edits, kind);
      if ('refused' in result)
        throw new Stop(1, `${path} cannot be edited by the machine: ${result.refused}.`, 'Edit it by hand, in a pull request of your own.');
      now.set(path, result.text);
    },
    create: (kind, path, value) => void now.set(path, newYaml(kind, path, value)),
    all: () => new Map([...now].filter(([path, text]) => !texts.has(path) || before(path) !== text)),
  };
}
