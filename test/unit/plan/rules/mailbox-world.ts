/** A leaver with an account that has a mailbox, for the rules about mailboxes. Everybody is invented. */
import type { Abilities, Account } from '../../../../reconciler/model/observed.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { account, done, idOf, type Plain, person, seat, verified, type World } from '../world.ts';

/** The last day of the leaver here. */
export const DAY = '2027-01-03';
/** The cause of their changes. */
export const CAUSE = `spell:${DAY}`;
/** A system that can set automatic replies. */
export const ABLE: Abilities = { writes: ['disable', 'enable', 'mailbox', 'groups', 'licences'], disabled: 'disabled', leaversPlace: null };
/** Somebody who left the day before. */
export const leaver = person('e-1', { lastDay: DAY });
/** Our verified end of their sign-in. */
export const ended = done('disable', { person: 'e-1', cause: CAUSE, at: '2027-01-03T23:00:00Z' as Instant });

/** A world in which that person has an account with a seat. */
export function boxed(world: World & { of?: Plain<Partial<Account>> } = {}): World {
  const { of = {}, ...rest } = world;
  const one = account(idOf('ad', 'e-1'), { licences: [seat('E3')], ...of });
  return { people: [leaver], accounts: { ad: [one] }, snapshots: { ad: { abilities: ABLE } }, ...rest };
}

/** The same, with the sign-in ended by us. */
export const off = (world: World & { of?: Plain<Partial<Account>> } = {}) =>
  boxed({ ...world, of: { enabled: false, ...world.of }, memory: { verified: verified(ended), ...world.memory } });

/** A plan that says what becomes of the mailbox. */
export const wishing = (mailbox: object, more: object = {}): NonNullable<World['offboardings']> => [
  { employee: 'e-1', kind: 'planned', spell: DAY, accounts: { ad: { mailbox: mailbox as never } }, ...more },
];
