/** The plan, or the night, as Markdown for a pull request, a step summary or an issue; every value is escaped. */
import { escapeMarkdown } from '../escape/markdown.ts';
import { moment } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { countsText } from './counts.ts';
import {
  changesPart,
  type Detail,
  findingsPart,
  heldPart,
  mailPart,
  moneyPart,
  pullsPart,
  readingsPart,
  stopsPart,
} from './markdown-parts.ts';
import type { ReportView } from './view.ts';

/** Characters that a comment of any forge can hold, with room for what the forge adds. */
export const MARKDOWN_LIMIT = 58_000;

function head(view: ReportView): string {
  const { locale, plan } = view;
  const title = text(locale, view.outcomes.length > 0 ? 'md.night' : 'md.title', { when: moment(locale, plan.asOf, plan.zone) });
  const based = text(locale, 'md.based', { commit: plan.base.slice(0, 10), plan: plan.id.slice(0, 12), run: view.run ?? '-' });
  const lines = [`## ${escapeMarkdown(title)}`, '', `**${escapeMarkdown(countsText(locale, plan))}** ${escapeMarkdown(based)}`, ''];
  if (plan.simulated) lines.push(escapeMarkdown(text(locale, 'plan.simulated')), '');
  return `${lines.join('\n')}\n`;
}

function whole(view: ReportView, detail: Detail): string {
  const note = detail === 'lines' ? '' : `> ${escapeMarkdown(text(view.locale, 'md.collapsed'))}\n\n`;
  const parts = [stopsPart, changesPart, heldPart, pullsPart, mailPart, findingsPart, moneyPart, readingsPart];
  return head(view) + note + parts.map((part) => part(view, detail)).join('');
}

/** At most the limit, cut at the end of a line. */
function fit(markdown: string): string {
  if (markdown.length <= MARKDOWN_LIMIT) return markdown;
  return markdown.slice(0, markdown.lastIndexOf('\n', MARKDOWN_LIMIT - 1) + 1);
}

/** The report as Markdown of at most 58,000 characters: line by line; when that is too long by person; then as numbers. */
export function planMarkdown(view: ReportView): string {
  for (const detail of ['lines', 'people'] as const) {
    const markdown = whole(view, detail);
    if (markdown.length <= MARKDOWN_LIMIT) return markdown;
  }
  return fit(whole(view, 'counts'));
}
