/** What pull requests look like at every forge that is asked over HTTP: branch names, labels that are states, and the text with our mark. Pure. */
import type { PullDraft } from '../../ports.ts';

/** Branches of ours. */
export const BRANCH = 'lastday/';
/** On everything of ours. */
export const OURS = 'lastday';
/** Says that we closed it ourselves. */
export const WITHDRAWN = 'lastday:withdrawn';
/** The issue that is the board. */
export const BOARD = 'lastday:board';
/** GitHub takes 65,536 characters; the others take no fewer. */
const LONGEST = 65_000;
const MARK = '<!-- lastday:fingerprint=';
const MARKER = /^<!-- lastday:fingerprint=([0-9a-f]{64}) -->\s*$/u;

/** The text with the line ends of git. */
export function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** The text with what a forge would refuse cut off at a line. */
export function withinLimit(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, text.lastIndexOf('\n', LONGEST))}\n\n…`;
}

/** A draft's text with the mark that says which proposal it shows. */
export function bodyWith(draft: PullDraft): string {
  return `${withinLimit(draft.body).trimEnd()}\n\n<!-- lastday:fingerprint=${draft.fingerprint} -->`;
}

/** A text as the forge has it, without our mark; the fingerprint is null when somebody took the mark out. */
export function readBody(text: string | null | undefined): { readonly body: string; readonly fingerprint: string | null } {
  const all = unixLines(text ?? '');
  // Looked for at one place only: a pattern that may begin anywhere takes minutes over many empty lines.
  const at = Math.max(0, all.lastIndexOf(MARK));
  const fingerprint = MARKER.exec(all.slice(at))?.[1] ?? null;
  if (fingerprint === null) return { body: all, fingerprint };
  let end = at;
  while (all[end - 1] === '\n') end -= 1;
  return { body: `${all.slice(0, end)}\n`, fingerprint };
}

/** `<purpose>/<id>` of a branch of ours; null for all others. */
export function keyOf(branch: string): string | null {
  return /^lastday\/[^/]+\/.+$/u.test(branch) ? branch.slice(BRANCH.length) : null;
}

/** True for labels that only we put on and take off. */
export function isOurLabel(label: string): boolean {
  return label === OURS || label.startsWith(`${OURS}:`);
}

/** True when two names are the same account or place there. */
export function isSame(a: string | null | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}

/** How people mark a draft in its title, at GitLab, Gitea and Forgejo. */
const DRAFT = /^(?:(?:draft|wip):|\[(?:draft|wip)\]|\(draft\))\s*/iu;

/** The new title, still marked as a draft when a person marked the old one so. */
export function keepDraft(old: string, title: string): string {
  return (DRAFT.exec(old)?.[0] ?? '') + title;
}

/** The title without a draft's mark. */
export function plainTitle(title: string): string {
  return title.replace(DRAFT, '');
}

/** True for a title that is marked as a draft. */
export function isDraft(title: string): boolean {
  return DRAFT.test(title);
}
