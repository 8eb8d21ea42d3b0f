/** Mail of a night or a plan: what kind, about whom, to whom by id, and what became of it. */
import type { Notice, NoticeOutcome } from '../../model/notice.ts';
import { text } from '../../texts/text.ts';
import { isSilent } from '../facts.ts';
import type { Page } from '../page.ts';
import { whoLabel } from '../people.ts';
import type { ReportView } from '../view.ts';

/** Why nothing was sent has words of its own where somebody can do something about it. */
const WHY: ReadonlySet<string> = new Set(['put-off', 'unreachable', 'time', 'lease', 'signal']);

function endText({ locale }: ReportView, { outcome, detail, notice }: NoticeOutcome): string {
  const why = text(locale, `notice.why-${detail !== null && WHY.has(detail) ? detail : 'other'}`);
  return text(locale, `notice.outcome-${outcome}`, { notice, why });
}

/** Who gets it, by id. */
export function mailTo(to: string): string {
  return whoLabel(to.replace(/^person:/u, ''));
}

/** One line for messages that are alike: the kind, the people, and what is said of all of them. */
export interface MailLine {
  readonly kind: string;
  readonly people: string[];
  readonly to: Set<string>;
  readonly said: string;
}

/** Lines of the mail of a night; before a run, of what a plan would send. */
export function mailLines(view: ReportView): readonly MailLine[] {
  const lines = new Map<string, MailLine>();
  function add({ kind, person, to }: Pick<Notice, 'kind' | 'person' | 'to'>, said: string): void {
    if (isSilent(view, person)) return;
    const key = `${kind} ${said}`;
    const line = lines.get(key) ?? { kind, people: [], to: new Set<string>(), said };
    lines.set(key, line);
    if (!line.people.includes(person)) line.people.push(person);
    line.to.add(mailTo(to));
  }
  const done = new Set((view.notices ?? []).map((one) => one.notice));
  for (const one of view.notices ?? []) add(one, endText(view, one));
  for (const one of view.plan.notices ?? []) {
    if (done.has(one.id) || (one.held === null && view.run !== null)) continue;
    add(one, text(view.locale, `notice.held-${one.held ?? 'nothing'}`, { to: mailTo(one.to) }));
  }
  return [...lines.values()];
}

/** The section; nothing when there is no mail. */
export function writeMail(page: Page, view: ReportView): void {
  const lines = mailLines(view);
  if (lines.length === 0) return;
  page.heading(text(view.locale, 'night.mail'));
  for (const { kind, people, to, said } of lines)
    page.row([2, 20], ['', text(view.locale, `notice.kind-${kind}`), `${people.join(', ')} → ${[...to].join(', ')}: ${said}`]);
}
