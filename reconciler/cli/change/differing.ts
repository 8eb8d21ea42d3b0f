/** The least edits that make a document say what is wanted: fields that say it already are not touched. */
import { canonicalJson } from '../../canonical.ts';
import type { Edit, EditValue } from '../../model/proposal.ts';

type Map = { readonly [key: string]: EditValue };

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Edits for every wanted key that is missing or says something else; maps are gone into. Keys that are not wanted stay. */
export function differingKeys(path: readonly string[], present: object, wanted: Map): Edit[] {
  return Object.entries(wanted).flatMap(([key, value]): Edit[] => {
    const now: unknown = Object.entries(present).find(([name]) => name === key)?.[1];
    if (now !== undefined && canonicalJson(now) === canonicalJson(value)) return [];
    if (isMap(now) && isMap(value)) return differingKeys([...path, key], now, value);
    return [{ op: 'setKey', path, key, value }];
  });
}
