/** The one text form of what a reading holds, so that the same content always has the same digest. Pure. */
import type { Account, Asset, Reading, Seats, SourcePerson } from '../model/observed.ts';

/** The parts of a reading that its digest covers. */
export type Content = Pick<Reading, 'accounts' | 'assets' | 'people' | 'seats'>;

function sorted(items: readonly string[] | null): readonly string[] | null {
  return items === null ? null : items.toSorted();
}

function accountLine(one: Account): string {
  const licences = one.licences?.map((held) => JSON.stringify([held.id, held.viaGroup, held.assignedOn])) ?? null;
  const parts = [one.id, one.login, one.email, one.enabled, sorted(one.groups), sorted(one.roles), sorted(licences)];
  return JSON.stringify(['account', ...parts, one.lastUse, one.createdOn]);
}

function assetLine(one: Asset): string {
  return JSON.stringify(['asset', one.id, one.tag, one.serial, one.holder, one.status]);
}

function personLine(one: SourcePerson): string {
  return JSON.stringify(['person', one.id, one.login, one.firstDay, one.lastDay, one.unit]);
}

function seatsLine(one: Seats): string {
  return JSON.stringify(['seats', one.licence, one.bought]);
}

/** One line per record, sorted by code unit: the text whose SHA-256 is the digest of the reading. Order of records, groups and licences does not matter. */
export function contentText(content: Content): string {
  const lines = [
    ...content.accounts.map(accountLine),
    ...content.assets.map(assetLine),
    ...content.people.map(personLine),
    ...content.seats.map(seatsLine),
  ];
  return lines.sort().join('\n');
}
