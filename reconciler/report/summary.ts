/** The night, told to people on one page: what was read, ended, stopped, proposed, is waited for, was left alone, and costs. */

import { dayOf } from '../calendar.ts';
import { momentIn } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { widthOf } from './layout.ts';
import { writeAccepted, writeEnded, writeNotDone } from './night/ended.ts';
import { writeLeft } from './night/left.ts';
import { writeMail } from './night/mail.ts';
import { writeAlso, writeMoney } from './night/money.ts';
import { writeLeftAlone, writePulls, writeWaiting } from './night/people.ts';
import { writeStopped } from './night/stopped.ts';
import { makePage, type Page, plainStyle, type Style } from './page.ts';
import { doubtsText, seenIn } from './plan-parts.ts';
import type { ReportView } from './view.ts';

/** How the night is told. */
export interface NightOptions {
  readonly style?: Style;
  /** The company is invented and the instant is not now. */
  readonly invented?: boolean;
  /** The run right after this one, when there was one: shows that nothing was left to do. */
  readonly second?: ReportView | null;
  /** Commands to go on with, each with what it shows. */
  readonly next?: readonly { readonly command: string; readonly shows: string }[];
}

function writeHead(page: Page, view: ReportView, options: NightOptions): void {
  const { locale, desired, plan } = view;
  const invented = options.invented ?? false;
  const values = { organisation: desired.organisation.name, when: momentIn(locale, plan.asOf, plan.zone) };
  page.heading(text(locale, invented ? 'night.as-if' : 'night.title', values));
  const read = [...desired.systems.values()].filter((system) => system.mode !== 'off');
  // Who only says who works here is no system that somebody has something in; it is read all the same.
  const systems = read.filter((system) => system.holds.some((held) => held !== 'people')).length;
  const size = {
    people: String(desired.employees.size),
    devices: String(desired.devices.size),
    systems: String(systems),
    sources: read.length === systems ? '' : String(read.length - systems),
  };
  if (invented) page.line(text(locale, 'night.invented'));
  page.line(text(locale, 'night.size', size));
}

function writeRead(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const today = dayOf(plan.asOf, plan.zone);
  const parts = plan.sources.map((source) => {
    const seen = String(seenIn(source));
    const age = source.freshAt === null ? today : dayOf(source.freshAt, plan.zone);
    const stamp = age === today ? '' : ` ${text(locale, 'night.export', { age })}`;
    return `${source.system} ${source.expected === null || seenIn(source) > source.expected ? seen : `${seen}/${source.expected}`}${stamp}`;
  });
  const incomplete = plan.sources.filter((source) => doubtsText(view, source) !== '');
  const all = incomplete.length === 0 ? `   ${text(locale, 'night.complete')}` : '';
  page.row([7], [text(locale, 'night.read'), parts.join(' · ') + all]);
  for (const source of incomplete) {
    const said = text(locale, 'night.incomplete', { system: source.system, why: doubtsText(view, source) });
    page.row([7], ['', { text: said, as: 'bad' }]);
  }
}

/** People whom a limit holds. */
function heldByLimits(view: ReportView): number {
  return new Set(view.plan.stops.flatMap((stop) => stop.held)).size;
}

/** Commands to go on with: in two columns when they are short, else each above what it shows. */
function writeNext(page: Page, view: ReportView, next: NonNullable<NightOptions['next']>): void {
  if (next.length === 0) return;
  const isShort = next.every(({ command }) => widthOf(command) < 34);
  page.blank();
  for (const [index, { command, shows }] of next.entries()) {
    const title = index === 0 ? text(view.locale, 'night.next') : '';
    if (isShort) page.row([7, 34], [title, command, { text: shows, as: 'quiet' }]);
    else {
      page.row([7], [title, command]);
      page.row([9], ['', { text: shows, as: 'quiet' }]);
    }
  }
}

function writeEnd(page: Page, view: ReportView, options: NightOptions): void {
  const { locale } = view;
  const second = options.second ?? null;
  const journal = text(locale, `night.journal-${(second ?? view).journal}`);
  if (second === null) page.line(journal);
  else {
    const mails = String((second.notices ?? []).filter((one) => one.outcome === 'accepted').length);
    const values = { changes: String(second.outcomes.length), mails, held: String(heldByLimits(second)) };
    page.line(`${text(locale, 'night.second', values)} ${journal}`);
  }
  if (view.exit !== 0 && options.invented !== true)
    page.line(text(locale, 'night.exit', { code: String(view.exit), why: text(locale, `exit.${view.exit}`) }));
  writeNext(page, view, options.next ?? []);
}

/** The night on one page of 80 columns; sections that have nothing to say are left out. */
export function nightText(view: ReportView, options: NightOptions = {}): string {
  const page = makePage(options.style ?? plainStyle);
  writeHead(page, view, options);
  page.blank();
  writeRead(page, view);
  page.blank();
  writeEnded(page, view);
  writeLeft(page, view);
  writeAccepted(page, view);
  writeNotDone(page, view);
  writeStopped(page, view);
  writePulls(page, view);
  writeMail(page, view);
  writeWaiting(page, view);
  writeLeftAlone(page, view);
  writeMoney(page, view);
  writeAlso(page, view);
  if (view.outcomes.length === 0 && view.plan.held.length === 0 && view.plan.proposals.length === 0)
    page.line(text(view.locale, 'night.nothing'));
  writeEnd(page, view, options);
  return page.text();
}
