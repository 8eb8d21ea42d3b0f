/** What an undo writes down: a change that puts something back, or why it is not put back. Pure. */
import type { Reason } from '../model/change.ts';
import type { Attribute } from '../model/observed.ts';
import type { Held } from '../model/plan.ts';
import { type Draft, draftOf, type Spot, type Wish } from './draft.ts';
import type { Ground } from './ground.ts';

/**
 * Why something is not put back (`Held.releasedBy`): the cut-off is still due, so move it with `extend`; the files do not declare it;
 * it is no longer as we left it; what was there before is not known; no reading tells yet whether it was taken; no seat is free; such a
 * thing cannot be put back at all.
 */
export type NotRestored = 'extend' | 'declare' | 'changed-since' | 'not-captured' | 'not-read' | 'no-seat' | 'not-restorable';

/** What is put back of one account, and for which run. */
export interface Undoing {
  readonly ground: Ground;
  readonly run: string;
  readonly spot: Spot;
  readonly reason: Reason;
}

/** What a change that puts something back says. */
export type Body = Pick<Wish, 'kind' | 'before' | 'after'>;

/** What must have been read whole: that which is put back. A directory has groups and no seats. */
function concludedFrom({ kind, after }: Body): readonly Attribute[] {
  if (kind === 'enable') return ['existence', 'status'];
  return ['existence', ...(['groups', 'licences'] as const).filter((part) => after[part] !== undefined)];
}

/** The change that puts it back. */
export function draftBack({ ground, run, spot, reason }: Undoing, body: Body): Draft {
  const concludes = concludedFrom(body);
  const due = ground.input.asOf;
  return draftOf(ground, spot, { ...body, cause: `undo:${run}`, class: 'enable', because: reason, due, concludes });
}

/** The change that is not made, with the reason. */
export function refuse(undoing: Undoing, why: NotRestored, body: Body): Held {
  return { change: draftBack(undoing, body).change, by: 'undone', until: null, releasedBy: why };
}
