/** Mail as text: subject and body of each kind of notice, in the reader's language. Names nobody but by id. Pure. */
import type { Notice } from '../model/notice.ts';
import { text } from '../texts/text.ts';
import { makePage, type Page } from './page.ts';
import { writeLeaver } from './status/leaver.ts';
import type { ReportView } from './view.ts';

/** A message before it is addressed. */
export interface NoticeText {
  readonly subject: string;
  readonly body: string;
}

/** What HR's desk is told first of a message that it is to hand on. */
function writeVia(page: Page, { locale }: ReportView, { values }: Notice): void {
  const via = values['via'] ?? '';
  if (via === '') return;
  page.line(text(locale, 'notice.via', { employee: values['employee'] ?? '' }));
  page.line(text(locale, `notice.via-${via}`));
  page.blank();
}

/** Lines of a settlement in the order of a calculation; those without an amount are left out. */
const SUMS = [
  ['notice.net', 'net'],
  ['notice.tax', 'tax'],
  ['notice.gross', 'gross'],
  ['notice.earlier', 'earlier'],
  ['notice.benefit', 'difference'],
] as const;

function writeSettlement(page: Page, { locale }: ReportView, { values }: Notice): void {
  const say = (key: string) => text(locale, key, values);
  if (values['variant'] === 'withdrawn') {
    page.line(say('notice.settlement.withdrawn'));
    return;
  }
  page.line(say('notice.settlement.lead'));
  page.blank();
  for (const [key, name] of SUMS) if ((values[name] ?? '') !== '') page.line(say(key), 2);
  page.blank();
  if ((values['lease'] ?? '') !== '') {
    page.line(say('notice.lease'));
    if ((values['asked'] ?? '') !== '') page.line(say('notice.asked'));
    page.blank();
  }
  page.line(say(`notice.settle-${values['variant'] ?? ''}`));
  if ((values['missing'] ?? '') !== '') page.line(say('notice.missing'));
  if ((values['earlier'] ?? '') !== '') page.line(say('notice.replaces'));
}

function writeDecision(page: Page, { locale }: ReportView, { values, rows }: Notice): void {
  page.line(text(locale, `notice.decision-due.${values['variant'] ?? ''}`, values));
  page.blank();
  for (const row of rows) {
    const usual = text(locale, `disposition.${row['usual'] ?? ''}`);
    page.line(text(locale, 'notice.decision-row', { ...row, usual }), 2);
  }
  page.blank();
  page.line(text(locale, 'notice.decision-how', values));
}

function writeBody(page: Page, view: ReportView, notice: Notice): void {
  const { locale } = view;
  const { kind, person, values } = notice;
  switch (kind) {
    case 'return-note':
      page.line(text(locale, 'notice.return-note.lead', values));
      page.blank();
      writeLeaver(page, view, person);
      break;
    case 'settlement':
      writeSettlement(page, view, notice);
      break;
    case 'decision-due':
      writeDecision(page, view, notice);
      break;
    case 'buyout-question':
      page.line(text(locale, 'notice.buyout-question.lead', values));
      page.blank();
      page.line(text(locale, `notice.buyout-else-${values['else'] ?? ''}`, values));
      break;
    default:
      kind satisfies never;
  }
}

/** Subject and body. The view's language is the reader's. */
export function noticeText(view: ReportView, notice: Notice): NoticeText {
  const { locale, desired } = view;
  const page = makePage();
  writeVia(page, view, notice);
  writeBody(page, view, notice);
  page.blank();
  page.line(text(locale, 'notice.footer', { organisation: desired.organisation.name, notice: notice.id }));
  const variant = notice.values['variant'] === 'withdrawn' ? '.withdrawn' : '';
  return { subject: text(locale, `notice.${notice.kind}${variant}.subject`, notice.values), body: page.text() };
}
