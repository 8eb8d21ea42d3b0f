/** How sure it is that an account is a person's: what may be done to it by that. Pure. */
import type { Draft } from './draft.ts';
import { isWhole } from './ground.ts';

/** Why a link does not bear a change; null when it does. */
export type LinkDoubt = 'disputed' | 'fresh-id' | 'login-only' | 'several' | 'not-seen';

/** Sign-in may end on an account that exactly one login leads to; everything else needs a recorded id that a completed run saw. */
export function doubtLink(draft: Draft): LinkDoubt | null {
  const { link, change, system } = draft;
  if (link === null) return null;
  switch (link.situation) {
    case 'disputed':
    case 'fresh-id':
      return link.situation;
    case 'login-only':
      return change.kind === 'disable' || change.kind === 'sessions' ? null : 'login-only';
    case 'linked':
      return link.account === null ? 'not-seen' : null;
    case 'missing':
    case 'unknown':
      // Hidden by our own end of its sign-in: it is given back by the id that the file records.
      if (change.kind === 'enable' && change.before.gone === 'hidden') return null;
      return isWhole(system, ['existence']) ? 'several' : 'not-seen';
  }
}
