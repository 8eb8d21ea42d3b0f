/** Assets of Request Tracker -> the model. Pure. */
import { AssetTag } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import type { Asset } from '../../model/observed.ts';
import type { AssetAnswer, Named } from './wire.ts';

/** A system of kind `rt`. */
export type RtSystem = Extract<System, { kind: 'rt' }>;

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
export function toAsset(answer: AssetAnswer, { fields }: Pick<RtSystem, 'fields'>): Asset {
  const tag = AssetTag.safeParse(fields?.tag === undefined ? answer.Name : fieldOf(answer, fields.tag));
  return {
    id: answer.id,
    tag: tag.success ? tag.data : null,
    serial: fieldOf(answer, fields?.serial),
    holder: holderOf(answer.HeldBy),
    status: answer.Status,
  };
}

/** Custom fields that the system file names and no asset shows: misspelt, not applied to the catalog, or not for this account to see. */
export function missingFields(answers: readonly AssetAnswer[], { fields }: Pick<RtSystem, 'fields'>): readonly string[] {
  if (answers.length === 0) return [];
  const shown = new Set(answers.flatMap((answer) => answer.CustomFields?.map((field) => field.name) ?? []));
  return Object.values(fields ?? {}).filter((name) => !shown.has(name));
}
