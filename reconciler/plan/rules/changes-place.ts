/** Changes: the account of somebody who has left is moved to where such accounts lie, and back where it lay when the person returns. Pure. */
import type { ForeignId, SystemId } from '../../../schemas/primitives.ts';
import type { VerifiedChange } from '../../model/memory.ts';
import { changeId, type Draft, draftOf, isSpent, type Spot, type Wish } from '../draft.ts';
import { type Ground, offers, verifiedOf } from '../ground.ts';
import type { SignInEnd } from './changes-sign-in.ts';

/** Where accounts of leavers lie in the system; null where they stay where they are. */
export function leaversPlace({ system }: Pick<Spot, 'system'>): string | null {
  return offers(system, 'place') ? (system.snapshot?.reading.abilities?.leaversPlace ?? null) : null;
}

/** True for a recorded account that shows another place than the leavers'. */
export function liesElsewhere(spot: Spot): boolean {
  const place = spot.account?.place ?? null;
  const leavers = leaversPlace(spot);
  return spot.link?.situation === 'linked' && leavers !== null && place !== null && place !== leavers;
}

function wishOf({ input }: Ground, end: SignInEnd): Wish {
  const reason = { ...end.because, rule: 'place' };
  return {
    ...end,
    because: reason,
    class: 'rung',
    kind: 'place',
    before: {},
    after: { place: 'leavers' },
    concludes: ['existence', 'status'],
    // Where it lay is only ever kept sealed, and known as long as that can be opened.
    reversible: input.withoutKey === true ? 'partly' : 'until',
  };
}

/** The move to the leavers' place, once: wherever somebody puts the account afterwards it stays. */
export function moveToLeavers(ground: Ground, spot: Spot, end: SignInEnd): Draft[] {
  const draft = draftOf(ground, spot, wishOf(ground, end));
  return liesElsewhere(spot) && !isSpent(ground, draft.change.id) ? [draft] : [];
}

/** The newest move that we verified, when it was one to the leavers' place; null otherwise. */
export function lastMove(ground: Ground, system: SystemId, account: ForeignId): VerifiedChange | null {
  const moves = verifiedOf(ground, system, account).filter((one) => one.kind === 'place');
  const last = moves.reduce<VerifiedChange | null>((a, b) => (a === null || b.at > a.at ? b : a), null);
  return last?.cause.startsWith('spell:') === true && !ground.input.memory.undone.has(last.change) ? last : null;
}

/** Where the account lay before; null when that was not captured, or cannot be unsealed here. */
export function earlierPlace(move: VerifiedChange): string | null {
  const place = move.before?.['place'];
  return typeof place === 'string' ? place : null;
}

/** The move back, of an account that still lies where our own move has put it. */
export function moveBack(ground: Ground, spot: Spot, back: Pick<Wish, 'cause' | 'because' | 'due'>): Draft[] {
  const { view, system, account } = spot;
  const leavers = leaversPlace(spot);
  if (view === null || leavers === null || account?.place !== leavers) return [];
  const id = changeId('place', view.id, { cause: back.cause, system: system.id, id: spot.id });
  if (lastMove(ground, system.id, spot.id)?.person !== view.id || isSpent(ground, id)) return [];
  const wish: Wish = {
    ...back,
    kind: 'place',
    class: 'enable',
    before: { place: 'leavers' },
    after: { place: 'earlier' },
    concludes: ['existence', 'status'],
  };
  return [draftOf(ground, spot, wish)];
}
