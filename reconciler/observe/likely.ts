/** Who an account without an owner may belong to, when no sign-in name or address says so exactly: guesses with a score, for a person to judge. Pure. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Likely } from '../model/correlation.ts';
import type { Desired } from '../model/desired.ts';
import type { Account } from '../model/observed.ts';

/** Letters that are letters of their own and do not come apart into a base and a mark. */
const LETTERS: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th' };

/** Lower case without marks: `Åsa Ørsted` is `asa orsted`. */
function plain(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return bare.replaceAll(/[øæœßłđðþ]/gu, (letter) => LETTERS[letter] ?? letter);
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(plain(text).split(/[^\p{L}\p{N}]+/u))].filter((word) => word.length > 1);
}

/** The part of a name before the `@`, without marks; '' when it is too short to say anything. */
function localOf(name: string): string {
  const local = plain(name.split('@')[0] ?? '');
  return local.length < 4 ? '' : local;
}

/** Sign-in names that are made of a name in one of the usual ways. */
function patternsOf(words: readonly string[]): readonly string[] {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const made = [
    `${first}.${last}`,
    `${last}.${first}`,
    `${first}${last}`,
    `${first.slice(0, 1)}${last}`,
    `${first}${last.slice(0, 1)}`,
    `${first.slice(0, 3)}${last.slice(0, 3)}`,
    `${last.slice(0, 3)}${first.slice(0, 3)}`,
  ];
  return made.filter((name) => name.length > 3);
}

/** How sure each kind of resemblance is, of a hundred. */
const SCORES = { local: 95, name: 90, partOfName: 75, pattern: 60 } as const;

/** So many guesses are shown. */
const MOST = 3;

interface Index {
  readonly words: ReadonlyMap<EmployeeId, readonly string[]>;
  readonly byWord: ReadonlyMap<string, readonly EmployeeId[]>;
  readonly byLocal: ReadonlyMap<string, readonly EmployeeId[]>;
  readonly byPattern: ReadonlyMap<string, readonly EmployeeId[]>;
}

function add(map: Map<string, EmployeeId[]>, key: string, person: EmployeeId): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [person]);
  else if (!found.includes(person)) found.push(person);
}

function indexOf(desired: Desired): Index {
  const words = new Map<EmployeeId, readonly string[]>();
  const byWord = new Map<string, EmployeeId[]>();
  const byLocal = new Map<string, EmployeeId[]>();
  const byPattern = new Map<string, EmployeeId[]>();
  for (const { id, person, accounts } of desired.employees.values()) {
    const names = person === 'withheld' ? [] : [person.email];
    for (const name of [...names, ...(accounts ?? []).map((line) => line.login)]) {
      const local = localOf(name ?? '');
      if (local !== '') add(byLocal, local, id);
    }
    if (person === 'withheld') continue;
    const own = wordsOf(person.name);
    words.set(id, own);
    for (const word of own) add(byWord, word, id);
    for (const pattern of patternsOf(own)) add(byPattern, pattern, id);
  }
  return { words, byWord, byLocal, byPattern };
}

/** What the words of two names say: the same, one is within the other, or nothing. */
function resemblance(seen: readonly string[], own: readonly string[]): number {
  const shared = own.filter((word) => seen.includes(word)).length;
  if (shared < 2) return 0;
  if (shared === own.length && shared === seen.length) return SCORES.name;
  return shared === own.length || shared === seen.length ? SCORES.partOfName : 0;
}

function guesses(index: Index, account: Account): ReadonlyMap<EmployeeId, number> {
  const scores = new Map<EmployeeId, number>();
  const note = (person: EmployeeId, score: number) => {
    if (score > (scores.get(person) ?? 0)) scores.set(person, score);
  };
  for (const name of [account.login, account.email]) {
    const local = localOf(name ?? '');
    for (const person of index.byLocal.get(local) ?? []) note(person, SCORES.local);
    for (const person of index.byPattern.get(local) ?? []) note(person, SCORES.pattern);
  }
  const seen = wordsOf(account.name ?? '');
  // The rarest word is enough to find everybody who has all of them; a common one alone says nothing.
  for (const word of seen) {
    for (const person of index.byWord.get(word) ?? []) note(person, resemblance(seen, index.words.get(person) ?? []));
  }
  return scores;
}

/** Makes the guesser of one set of files; its index is built at the first question. At most three guesses, the surest first, then by id. */
export function makeGuesser(desired: Desired): (account: Account) => readonly Likely[] {
  let index: Index | null = null;
  return (account) => {
    index ??= indexOf(desired);
    return [...guesses(index, account)]
      .map(([person, score]) => ({ person, score }))
      .toSorted((a, b) => b.score - a.score || (a.person < b.person ? -1 : 1))
      .slice(0, MOST);
  };
}
