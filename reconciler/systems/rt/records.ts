/** Assets of Request Tracker -> the model. Pure. */

import type { DeviceStatus } from '../../../schemas/device.ts';
import { AssetTag } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import type { Asset, Reading } from '../../model/observed.ts';
import type { AssetAnswer, Named } from './wire.ts';

/** A system of kind `rt`. */
export type RtSystem = Extract<System, { kind: 'rt' }>;

/** What the lifecycle `assets`, which Request Tracker comes with, has for each status of the files. */
const USUAL: Readonly<Partial<Record<DeviceStatus, string>>> = {
  'in-use': 'in-use',
  received: 'allocated',
  available: 'allocated',
  hold: 'allocated',
  lost: 'stolen',
  sold: 'recycled',
  'returned-to-lessor': 'recycled',
  'returned-to-owner': 'recycled',
  destroyed: 'recycled',
  retired: 'recycled',
};

/** The status there that a status of the files is written as: by the system's file, else as Request Tracker comes. */
function statuses({ statuses: named = [] }: Pick<RtSystem, 'statuses'>): Readonly<Record<string, string>> {
  return { ...USUAL, ...Object.fromEntries(named.map(({ means, name }) => [means, name])) };
}

/** The status there for a status of the files; null when none is known, so that it stays as it is. */
export function statusFor(system: Pick<RtSystem, 'statuses'>, means: string): string | null {
  return statuses(system)[means] ?? null;
}

/** The status of the files that a status there is the only one for; else the word that is used there. */
export function statusOf(system: Pick<RtSystem, 'statuses'>, name: string): string {
  const meanings = Object.entries(statuses(system)).filter(([, one]) => one === name);
  return meanings.length === 1 ? (meanings[0]?.[0] ?? name) : name;
}

/** What the reading shows of a device that was given each status of the files. */
export function shownStatuses(system: Pick<RtSystem, 'statuses'>): NonNullable<Reading['statuses']> {
  return Object.fromEntries(Object.entries(statuses(system)).map(([means, name]) => [means, statusOf(system, name)]));
}

/** The user that stands for nobody. */
const NOBODY = 'Nobody';

/** Who holds it: a sign-in name, '' for nobody, null when that cannot be said in one name (several people, a group). */
export function holderOf(held: AssetAnswer['HeldBy']): string | null {
  if (held === null || held === undefined) return null;
  const members: readonly Named[] = Array.isArray(held) ? held : [held];
  if (members.some((one) => one.type !== 'user')) return null;
  const people = members.filter((one) => one.id !== NOBODY);
  if (people.length > 1) return null;
  return people[0]?.id ?? '';
}

function fieldOf(answer: AssetAnswer, name: string | undefined): string | null {
  const [value] = answer.CustomFields?.find((field) => field.name === name)?.values ?? [];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An asset as the model has it. */
export function toAsset(answer: AssetAnswer, system: Pick<RtSystem, 'fields' | 'statuses'>): Asset {
  const { fields } = system;
  const tag = AssetTag.safeParse(fields?.tag === undefined ? answer.Name : fieldOf(answer, fields.tag));
  return {
    id: answer.id,
    tag: tag.success ? tag.data : null,
    serial: fieldOf(answer, fields?.serial),
    holder: holderOf(answer.HeldBy),
    status: statusOf(system, answer.Status),
  };
}

/** Custom fields that the system file names and no asset shows: misspelt, not applied to the catalog, or not for this account to see. */
export function missingFields(answers: readonly AssetAnswer[], { fields }: Pick<RtSystem, 'fields'>): readonly string[] {
  if (answers.length === 0) return [];
  const shown = new Set(answers.flatMap((answer) => answer.CustomFields?.map((field) => field.name) ?? []));
  return Object.values(fields ?? {}).filter((name) => !shown.has(name));
}
