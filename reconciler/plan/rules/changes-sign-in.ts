/** Sign-in ended in one system: the account disabled, its sessions and tokens ended. Shared by all causes. Pure. */
import type { Instant } from '../../../schemas/primitives.ts';
import { addMinutes } from '../../calendar.ts';
import type { ChangeClass, Reason } from '../../model/change.ts';
import type { Attribute } from '../../model/observed.ts';
import { changeId, type Draft, draftOf, isOurs, isSpent, isTried, type Spot } from '../draft.ts';
import { effectOf, type Ground, isAble } from '../ground.ts';

/** Why and since when a sign-in ends. */
export interface SignInEnd {
  readonly cause: string;
  readonly class: ChangeClass;
  readonly because: Reason;
  readonly due: Instant;
}

const CONCLUDES: readonly Attribute[] = ['existence', 'status'];

/** How long after a verified end of sign-in its sessions are still asked for: tokens do not live longer. */
const SESSIONS_MINUTES = 30 * 24 * 60;

/** True where there are sessions to be ended, and a call that ends them. An account that is gone has none. */
function haveSessions(spot: Spot): boolean {
  const { system } = spot;
  return system.desk === null && effectOf(system) === 'disabled' && isAble(system, 'sessions') && isOurs(spot, 'sessions');
}

/** The end of sessions and tokens. Systems that are handed over end them with the account. */
export function endSessions(ground: Ground, spot: Spot, end: SignInEnd): Draft[] {
  const id = changeId('sessions', spot.view?.id ?? null, { cause: end.cause, system: spot.system.id, id: spot.id });
  if (!haveSessions(spot) || isSpent(ground, id)) return [];
  const wish = { ...end, kind: 'sessions', before: {}, after: { sessions: 'ended' }, concludes: CONCLUDES, reversible: 'no' } as const;
  return [draftOf(ground, spot, wish)];
}

/** The end of sign-in and sessions. What its owner has to switch off is not asked for here; once it is off, that is confirmed like any other. */
export function endSignIn(ground: Ground, spot: Spot, end: SignInEnd): Draft[] {
  const enabled = spot.account?.enabled ?? null;
  if (enabled === true && !isOurs(spot, 'disable')) return endSessions(ground, spot, end);
  const before = enabled === null ? {} : { enabled };
  const gone = effectOf(spot.system);
  const after = gone === 'disabled' ? { enabled: false } : { enabled: false, gone };
  const reversible = gone === 'deleted' ? 'no' : 'yes';
  const disable = draftOf(ground, spot, { ...end, kind: 'disable', before, after, concludes: CONCLUDES, reversible });
  return [disable, ...endSessions(ground, spot, end)];
}

/** Sessions that were left over when the account had been disabled: a run that died in between, or a system that failed. */
export function endLeftoverSessions(ground: Ground, spot: Spot, end: SignInEnd & { disabledAt: Instant }): Draft[] {
  const { account } = spot;
  if (account?.enabled !== false || account.sessions === 0) return [];
  if (addMinutes(end.disabledAt, SESSIONS_MINUTES) < ground.input.asOf) return [];
  const { disabledAt: _, ...rest } = end;
  const drafts = endSessions(ground, spot, rest);
  // Where a system does not show sessions, an attempt is all there can be; where it shows some, they are asked for again.
  const isShown = typeof account.sessions === 'number';
  return drafts.filter(({ change }) => isShown || !isTried(ground, change.id));
}
