/** Edits of YAML files as text in, text out: splices at ranges of the parsed document, so that every other byte stays. Pure. */
import { keyOrder } from '../../schemas/order.ts';
import type { Kind } from '../../schemas/places.ts';
import type { Edit } from '../model/proposal.ts';
import { editOnce } from './edit-yaml/edit-once.ts';
import { isRefusal, type Refusal } from './edit-yaml/places.ts';
import { changedRanges, type Splice, startDraft } from './edit-yaml/splices.ts';

/** A file's new text, and where it differs: ranges of the old text in order, each with what stands there now. */
export interface Edited {
  readonly text: string;
  readonly ranges: readonly Splice[];
}

/**
 * Carries out edits one after the other. Anything that cannot be done without touching other bytes, or that would not read back
 * as meant, is refused as a whole, with the reason as a sentence for people.
 */
export function editYaml(text: string, edits: readonly Edit[], kind: Kind): Edited | Refusal {
  const order = keyOrder(kind);
  let draft = startDraft(text);
  for (const edit of edits) {
    const next = editOnce(draft, edit, order);
    if (isRefusal(next)) return next;
    draft = next;
  }
  return { text: draft.text, ranges: changedRanges(draft, text.length) };
}
