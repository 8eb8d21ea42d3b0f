/** Why a line stands in the plan: rule, place in the files, who put it there, what holds it, what became of it. */
import type { Change, Reason } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Held } from '../model/plan.ts';
import type { Proposal } from '../model/proposal.ts';
import { findingText, todoText } from '../texts/finding.ts';
import { dayLong, moment, money } from '../texts/format.ts';
import { outcomeText } from '../texts/outcome.ts';
import { findKey, text } from '../texts/text.ts';
import { deskText, heldText, proposalLineText, savingText, verbText, whatText } from './change-text.ts';
import { makePage, type Page, plainStyle, type Style } from './page.ts';
import { whoLabel } from './people.ts';
import type { ReportView } from './view.ts';

/** Who put the line of the file there, as git tells it. */
export interface Origin {
  readonly commit: string;
  readonly author: string;
  readonly day: string;
  readonly subject: string;
  /** Who approved, where that was verified; else null. */
  readonly approvedBy: string | null;
}

/** What the caller knows besides the plan. */
export interface ExplainOptions {
  /** The origin of a reason's line; null when git does not tell. */
  readonly originOf?: (reason: Reason) => Origin | null;
  readonly style?: Style;
}

const WIDTHS = [2, 15];

function fact(page: Page, view: ReportView, [key, value]: readonly [string, string]): void {
  if (value !== '') page.row(WIDTHS, ['', text(view.locale, `explain.${key}`), value]);
}

function writeReason(
  page: Page,
  view: ReportView,
  { reason, options }: { readonly reason: Reason; readonly options: ExplainOptions },
): void {
  const rule = findKey(`rule.${reason.rule}`) === null ? reason.rule : `${text(view.locale, `rule.${reason.rule}`)} (${reason.rule})`;
  const place = reason.line > 0 ? `${reason.file}:${reason.line}` : reason.file;
  fact(page, view, ['rule', rule]);
  fact(page, view, ['where', `${place} ${reason.pointer}`.trim()]);
  const origin = options.originOf?.(reason) ?? null;
  if (origin === null) return;
  fact(page, view, ['commit', `${origin.commit.slice(0, 10)} ${origin.subject}`]);
  fact(page, view, ['set-by', `${origin.author}, ${origin.day}`]);
  fact(page, view, ['approved', origin.approvedBy ?? text(view.locale, 'explain.approval-unverified')]);
}

function writeChange(page: Page, view: ReportView, { change, held }: { readonly change: Change; readonly held: Held | null }): void {
  const { locale, plan } = view;
  const key = change.due > plan.asOf ? 'due-on' : 'due';
  fact(page, view, [key, moment(locale, change.due, plan.zone)]);
  fact(page, view, ['class', text(locale, `class.${change.class}`)]);
  if (held !== null) fact(page, view, ['held', heldText(locale, held)]);
  if (change.by !== 'reconciler') fact(page, view, ['who', change.by.desk]);
  fact(page, view, ['todo', deskText(locale, change)]);
  const outcome = view.outcomes.find((one) => one.change === change.id);
  if (outcome !== undefined) fact(page, view, ['outcome', outcomeText(locale, outcome)]);
  const gone = change.kind === 'disable' ? change.after.gone : undefined;
  if (gone !== undefined) fact(page, view, ['effect', text(locale, `explain.effect-${gone}`)]);
  fact(page, view, ['undo', text(locale, `explain.undo-${change.reversible}`)]);
  fact(page, view, ['cost', savingText(locale, change)]);
}

function writeFinding(page: Page, view: ReportView, finding: Finding): void {
  const { locale } = view;
  fact(page, view, ['todo', todoText(locale, finding)]);
  fact(page, view, ['who', whoLabel(finding.who)]);
  if (finding.day !== null) fact(page, view, ['due-on', dayLong(locale, finding.day)]);
  const costs = [finding.cost?.monthly, finding.cost?.once].filter((cost) => cost != null);
  fact(page, view, ['cost', costs.map((cost) => money(locale, cost)).join(', ')]);
}

/** Everything in the plan that the id names: a change, finding or proposal by its key, or all of one person. */
function foundBy(view: ReportView, id: string) {
  const { plan } = view;
  const ofChange = (change: Change) => change.id === id || change.person === id;
  const ofProposal = (one: Proposal) => one.key === id || one.person === id;
  return {
    changes: plan.changes.filter(ofChange),
    held: plan.held.filter((one) => ofChange(one.change)),
    proposals: plan.proposals.filter(ofProposal),
    findings: plan.findings.filter((one) => one.key === id || one.subject.employee === id),
  };
}

/** Why each line that the id names stands in the plan; null when the plan has no such line. `id` is a change, finding or proposal key, or a person. */
export function explainText(view: ReportView, id: string, options: ExplainOptions = {}): string | null {
  const { locale } = view;
  const page = makePage(options.style ?? plainStyle);
  const { changes, held, proposals, findings } = foundBy(view, id);
  const all = [...changes.map((change) => ({ change, held: null })), ...held.map((one) => ({ change: one.change, held: one }))];
  for (const about of all) {
    const { change } = about;
    page.heading(`${change.person ?? ''} ${verbText(locale, change)} · ${change.system} · ${whatText(view, change)}`.trim());
    writeReason(page, view, { reason: change.because, options });
    writeChange(page, view, about);
  }
  for (const proposal of proposals) {
    for (const line of proposal.lines) {
      page.heading(`PR ${proposal.key} · ${line.tag ?? ''} ${proposalLineText(locale, line)}`);
      writeReason(page, view, { reason: line.because, options });
    }
  }
  for (const finding of findings) {
    page.heading(findingText(locale, finding));
    writeReason(page, view, { reason: finding.because, options });
    writeFinding(page, view, finding);
  }
  const written = page.text();
  return written === '' ? null : written;
}
