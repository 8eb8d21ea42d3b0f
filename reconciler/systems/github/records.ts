/** Rows of GitHub -> the model. Pure. */
import { Day, Entitlement, type ForeignId, type Instant } from '../../../schemas/primitives.ts';
import { addDays } from '../../calendar.ts';
import type { Account, HeldLicence } from '../../model/observed.ts';
import type { Invitation, Seat, Team, User } from './wire.ts';

/** The licence of a Copilot seat, whatever the plan. */
export const COPILOT = 'copilot' as Entitlement;

/** What somebody is in the organisation, as GitHub names it: an owner is an `admin`. */
export type Standing = 'admin' | 'member' | 'outside-collaborator' | 'invited';

/** For how long GitHub remembers the last use of Copilot, in days. */
const REMEMBERED = 90;

/** The id of an invitation to an e-mail address: nobody has a number yet. */
export function invitationId(number: number): ForeignId {
  return `invitation-${number}` as ForeignId;
}

/** The number in the id of an invitation; null for other ids. */
export function invitationOf(id: ForeignId): number | null {
  const [, digits] = /^invitation-([1-9][0-9]{0,14})$/u.exec(id) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** The number of a user; null for what cannot be one. */
export function userOf(id: ForeignId): number | null {
  return /^[1-9][0-9]{0,14}$/u.test(id) ? Number(id) : null;
}

function dayIn(text: string | null | undefined): Day | null {
  return text === null || text === undefined ? null : (Day.safeParse(text.slice(0, 10)).data ?? null);
}

/**
 * The last day on which a seat was used. GitHub forgets it after 90 days: a seat that is older, without a date, was last used no later than
 * 90 days ago, and that day is given. Null while the seat is newer than that: then nothing is known.
 */
export function lastUseOf(seat: Seat, at: Instant): Day | null {
  const [use, signIn] = [dayIn(seat.last_activity_at), dayIn(seat.last_authenticated_at)];
  if (use !== null || signIn !== null) return (use ?? '') > (signIn ?? '') ? use : signIn;
  const since = dayIn(seat.created_at);
  const forgotten = addDays(at.slice(0, 10) as Day, -REMEMBERED);
  return since !== null && since < forgotten ? forgotten : null;
}

/** What a seat counts as: nothing once it is cancelled, although it can be used until the end of the billing cycle. */
export function heldBy(seat: Seat | null): readonly HeldLicence[] {
  if (seat === null || dayIn(seat.pending_cancellation_date) !== null) return [];
  const team = seat.assigning_team ?? null;
  const viaGroup = team === null ? null : (Entitlement.safeParse(team.slug).data ?? null);
  return [{ id: COPILOT, viaGroup, assignedOn: dayIn(seat.created_at) }];
}

/** What is known of somebody besides who they are. */
export interface Known {
  readonly standing: Standing | null;
  readonly groups: Account['groups'];
  readonly licences: Account['licences'];
  readonly lastUse: Account['lastUse'];
  readonly email: string | null;
  readonly sessions: number | null;
}

/**
 * An account. `enabled` means that the organisation's things can be reached or will be on the person's own wish: members, outside
 * collaborators, and who has an open invitation. Somebody else (`standing` null) is a user of GitHub who is outside.
 */
export function toAccount({ id, login }: User, known: Known): Account {
  const { standing, email, sessions, groups, licences, lastUse } = known;
  return {
    id: String(id) as ForeignId,
    login,
    email,
    enabled: standing !== null,
    groups,
    roles: standing === null ? [] : [standing as string as Entitlement],
    licences,
    lastUse,
    createdOn: null,
    sessions,
    name: null,
    ...(standing === 'outside-collaborator' ? { guest: true } : {}),
  };
}

/** An invitation to an e-mail address, as an account that nobody has yet. */
export function toInvited({ id, email }: Invitation, licences: Account['licences']): Account {
  const invited: Standing = 'invited';
  return {
    id: invitationId(id),
    login: null,
    email: email ?? null,
    enabled: true,
    groups: [],
    roles: [invited as string as Entitlement],
    licences,
    lastUse: null,
    createdOn: null,
    sessions: null,
    name: null,
  };
}

/** The teams that lie around a team, by their numbers; ends where a chain leads back. */
export function ancestorsIn(teams: ReadonlyMap<number, Team>): (team: number) => ReadonlySet<number> {
  return (team) => {
    const found = new Set<number>();
    for (let at = teams.get(team)?.parent?.id; at !== undefined && !found.has(at); at = teams.get(at)?.parent?.id) found.add(at);
    return found;
  };
}

/**
 * Slugs of the teams that somebody is in by themselves. A team that lies around another one of theirs is left out: it holds them through
 * that one, whether or not they are in it by themselves too. Null when a slug cannot be a grant.
 */
export function groupsOf(
  held: readonly { readonly id: number; readonly slug: string; readonly around: ReadonlySet<number> }[],
): readonly Entitlement[] | null {
  const around = new Set(held.flatMap((one) => [...one.around]));
  const slugs = held.filter(({ id }) => !around.has(id)).map(({ slug }) => Entitlement.safeParse(slug).data ?? null);
  return slugs.includes(null) ? null : slugs.filter((slug) => slug !== null).toSorted();
}
