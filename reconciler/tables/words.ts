/** Yes, no and lists as other people's tables write them. Pure. */

const YES = ['true', 'yes', '1', 'y', 'active', 'enabled', 'ja', 'aktiv'];
const NO = ['false', 'no', '0', 'n', 'inactive', 'disabled', 'nej', 'inaktiv'];

/** Words for yes and for no, regardless of case; each list has a usual one. */
export interface Words {
  readonly yes?: readonly string[] | undefined;
  readonly no?: readonly string[] | undefined;
}

/** True or false for a word of the lists; null for an empty cell and for every other word. */
export function parseBoolean(text: string, words: Words = {}): boolean | null {
  const word = text.trim().toLowerCase();
  const yes = words.yes?.map((one) => one.toLowerCase()) ?? YES;
  const no = words.no?.map((one) => one.toLowerCase()) ?? NO;
  if (word === '') return words.no?.includes('') === true ? false : null;
  if (words.yes !== undefined && yes.includes(word)) return true;
  if (words.no !== undefined && no.includes(word)) return false;
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : null;
}

/** What separates several values in one cell. */
export type ListSeparator = 'comma' | 'semicolon' | 'pipe' | 'newline';

const SEPARATORS: Readonly<Record<ListSeparator, RegExp>> = { comma: /,/u, semicolon: /;/u, pipe: /\|/u, newline: /\r\n|\r|\n/u };

/** The values of one cell, each once, in their order; an empty cell has none. */
export function parseList(text: string, separator: ListSeparator): readonly string[] {
  const values = text.split(SEPARATORS[separator]).map((value) => value.trim());
  return [...new Set(values.filter((value) => value !== ''))];
}
