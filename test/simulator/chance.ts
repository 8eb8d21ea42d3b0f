/** Chance that can be told apart by name: each part of a world draws from a sequence of its own, so that leaving one step out changes no other. */
import { type Chance, chanceOf } from '../year/random.ts';

export type { Chance } from '../year/random.ts';

/** FNV-1a over a text. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** The sequence of a name within a seed. */
export function chanceFor(seed: number, name: string): Chance {
  return chanceOf(mixed(`${seed}/${name}`));
}
