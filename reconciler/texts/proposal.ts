/** What a line of a proposal says, as sentences for people; nothing is said twice. Pure. */
import type { Locale } from '../../schemas/primitives.ts';
import type { ProposalLine } from '../model/proposal.ts';
import { text } from './text.ts';

/** The line itself, then its remarks but those of the keys left out. */
export function proposalSentences(locale: Locale, line: ProposalLine, without: readonly string[] = []): readonly string[] {
  const saysSince = (line.values['since'] ?? '') !== '';
  const told = line.remarks.filter((remark) => !without.includes(remark.text) && !(saysSince && remark.text === 'awaited-since'));
  return [text(locale, `line.${line.text}`, line.values), ...told.map((remark) => text(locale, `remark.${remark.text}`, remark.values))];
}
