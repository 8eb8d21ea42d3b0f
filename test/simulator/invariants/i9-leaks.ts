/** I9: no secret, name, sign-in name or address in anything printed, in the journal, in messages of commits, in names of branches. */
import { JOURNAL, MAIN } from '../ports.ts';
import type { ProcessSeen, Watch } from '../seen.ts';

const patterns = new WeakMap<Set<string>, { readonly size: number; readonly pattern: RegExp }>();

function patternOf(secrets: Set<string>): RegExp {
  const known = patterns.get(secrets);
  if (known?.size === secrets.size) return known.pattern;
  const words = [...secrets].map((one) => one.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${words.join('|')})(?![\\p{L}\\p{N}_-])`, 'u');
  patterns.set(secrets, { size: secrets.size, pattern });
  return pattern;
}

/** Messages of our commits that nobody has read yet. */
function* newMessages(watch: Watch): Generator<readonly [where: string, text: string]> {
  for (const [ref, head] of watch.git.refs) {
    if (ref === MAIN) continue;
    yield [`the name of ${ref === JOURNAL ? 'the journal' : 'a branch'}`, ref];
    for (let at: typeof head | null = head; at !== null && !watch.scanned.has(at); ) {
      watch.scanned.add(at);
      const info = watch.git.describe(at);
      if (!/^lastday\b/iu.test(info.author)) break;
      yield ['a commit message', watch.git.messageAt(at)];
      at = info.parent;
    }
  }
}

/** After each process. */
export function tellsNobody(watch: Watch, { ended, writes }: ProcessSeen): string[] {
  if (watch.secrets.size === 0) return [];
  const pattern = patternOf(watch.secrets);
  const journal = watch.chain.runs.slice(-2).map((one) => one.text);
  const texts: (readonly [string, string])[] = [
    ['what is printed', ended.printed],
    ...journal.map((text) => ['the journal', text] as const),
    ...newMessages(watch),
  ];
  if (ended.view !== null)
    texts.push(['an outcome', JSON.stringify([ended.view.outcomes, ended.view.pulls, writes.map((one) => one.change)])]);
  return texts.flatMap(([where, text]) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [`${where} says ${JSON.stringify(found)}`];
  });
}
