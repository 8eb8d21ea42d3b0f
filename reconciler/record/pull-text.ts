/** What people read in a pull request: title, body, commit message, comments. Ids only. Pure. */
import type { Digest, Id, Locale } from '../../schemas/primitives.ts';
import { codeSpan, escapeMarkdown } from '../escape/markdown.ts';
import type { Proposal, ProposalLine } from '../model/proposal.ts';
import { dayLong } from '../texts/format.ts';
import { proposalSentences } from '../texts/proposal.ts';
import { type PullKey, pullWords } from '../texts/pulls.ts';
import { text } from '../texts/text.ts';
import { newYaml } from './new-yaml.ts';
import { boxLine, type Ticks } from './pull-ticks.ts';

/** Forges take 65,536 characters; what is longer is cut down to counts. */
export const LONGEST_BODY = 58_000;

/** Where a pull request comes from, and the language it is written in. */
export interface Origin {
  readonly locale: Locale;
  readonly run: string;
  readonly plan: Digest;
  readonly journalHead: string | null;
  /** True where people can tick the boxes of a pull request. */
  readonly boxes?: boolean;
  /** True where checks wait until a person lets them run. */
  readonly checksWait?: boolean;
}

/** Whom or what a proposal is about. */
function subjectOf(proposal: Proposal): string {
  return proposal.person ?? proposal.system ?? proposal.key.slice(proposal.key.indexOf('/') + 1);
}

function valuesOf(proposal: Proposal): Readonly<Record<string, string>> {
  return { who: subjectOf(proposal), day: proposal.day, count: String(proposal.lines.length) };
}

/** Under which words a proposal is described: what a person's source says, or what an inventory shows of devices. */
function topicOf({ purpose, person }: Proposal): Proposal['purpose'] | 'source-system' {
  return purpose === 'source' && person === null ? 'source-system' : purpose;
}

/** One line without markup; also the subject of the commit. */
export function pullTitle(proposal: Proposal, locale: Locale): string {
  return pullWords(locale, `title.${topicOf(proposal)}`, valuesOf(proposal));
}

function row(proposal: Proposal, line: ProposalLine, locale: Locale): string {
  const said = proposalSentences(locale, line).map(escapeMarkdown);
  const { type = '' } = line.values;
  const name = line.tag === null ? '' : `${codeSpan(line.tag)}${type === '' ? '' : ` (${escapeMarkdown(type)})`}:`;
  const what = [name, said.join('; ')].filter(Boolean).join(' ');
  const rule = text(locale, `rule.${line.because.rule}`);
  const why = rule === `rule.${line.because.rule}` ? line.because.rule : rule;
  const where = proposal.files.map((file) => file.file).find((file) => line.tag !== null && file.endsWith(`/${line.tag}.yaml`));
  const cells = [
    what,
    codeSpan(where ?? proposal.files[0]?.file ?? ''),
    escapeMarkdown(dayLong(locale, proposal.day)),
    [escapeMarkdown(why), codeSpan(line.because.file)].filter(Boolean).join(', '),
    codeSpan(line.values['to'] !== undefined && line.text === 'transfer' ? line.values['to'] : subjectOf(proposal)),
  ];
  return `| ${cells.join(' | ')} |`;
}

function table(proposal: Proposal, locale: Locale, most: number): string {
  const heads = (['what', 'where', 'when', 'why', 'who'] as const).map((name) => pullWords(locale, `head.${name}`));
  const rows = proposal.lines.slice(0, most).map((line) => row(proposal, line, locale));
  const left = proposal.lines.length - rows.length;
  const more = left === 0 ? [] : ['', pullWords(locale, 'table.more', { count: String(left) })];
  return [`| ${heads.join(' | ')} |`, '| --- | --- | --- | --- | --- |', ...rows, ...more].join('\n');
}

function steps(proposal: Proposal, { locale, boxes = false }: Origin, about: { readonly most: number; readonly ticks: Ticks }): string[] {
  if (proposal.checklist.length === 0) return [];
  const shown = proposal.checklist.slice(0, about.most).map(({ tag, items }) => {
    const isDone = (item: (typeof items)[number]): boolean => item.done || about.ticks.get(tag)?.has(item.text) === true;
    return [`**${codeSpan(tag)}**`, '', ...items.map((item) => boxLine(locale, item.text, isDone(item)))].join('\n');
  });
  const left = proposal.checklist.length - shown.length;
  const more = left === 0 ? [] : [pullWords(locale, 'steps.more', { count: String(left) })];
  return [`## ${pullWords(locale, 'head.steps')}`, ...shown, ...more, pullWords(locale, boxes ? 'steps.tick' : 'steps.state')];
}

const DEVICES: ReadonlySet<string> = new Set(['release', 'sale', 'receive', 'lost']);

function consequences(proposal: Proposal, locale: Locale): string[] {
  const files = proposal.purpose === 'pin' ? 'nothing.pin' : 'nothing.files';
  const devices = proposal.approved === undefined ? 'nothing.devices' : 'nothing.merges-itself';
  const nothing: PullKey = DEVICES.has(proposal.purpose) ? devices : files;
  return [
    `## ${pullWords(locale, 'head.nothing')}`,
    pullWords(locale, nothing, { day: proposal.day }),
    `## ${pullWords(locale, 'head.refuse')}`,
    pullWords(locale, 'refuse.close'),
    ...exceptionToPaste(proposal, locale),
  ];
}

/** The exception that postpones this proposal, as text to paste; empty where no exception can. */
function exceptionToPaste(proposal: Proposal, locale: Locale): string[] {
  if (proposal.person === null || (proposal.purpose !== 'release' && proposal.purpose !== 'sale')) return [];
  const id = `postpone-${proposal.key.slice(proposal.key.indexOf('/') + 1)}`.slice(0, 63) as Id;
  const file = `state/exceptions/${id}.yaml`;
  const exception = {
    id,
    subject: { employee: proposal.person },
    change: proposal.purpose,
    reason: pullWords(locale, 'exception.reason'),
    owner: 'e-…',
    from: proposal.day,
    until: 'YYYY-MM-DD',
  };
  return [
    pullWords(locale, 'refuse.exception', { file: codeSpan(file) }),
    `\`\`\`yaml\n${newYaml('exception', file, exception).trimEnd()}\n\`\`\``,
  ];
}

function footer(origin: Origin): string {
  const { locale, run, plan, journalHead } = origin;
  const journal = journalHead === null ? '' : codeSpan(journalHead.slice(0, 12));
  const values = { run: codeSpan(run), plan: codeSpan(plan.slice(0, 12)), journal };
  return `---\n${pullWords(locale, 'footer.run', values)}\n${pullWords(locale, 'footer.undo')}`;
}

interface Sizes {
  readonly rows: number;
  readonly steps: number;
  readonly ticks: Ticks;
}

function bodyWith(proposal: Proposal, origin: Origin, most: Sizes): string {
  const { locale } = origin;
  const parts = [
    pullWords(locale, `sentence.${topicOf(proposal)}`, { ...valuesOf(proposal), who: codeSpan(subjectOf(proposal)) }),
    table(proposal, locale, most.rows),
    ...steps(proposal, origin, { most: most.steps, ticks: most.ticks }),
    ...(origin.checksWait === true ? [`## ${pullWords(locale, 'head.checks')}`, pullWords(locale, 'checks.wait')] : []),
    ...consequences(proposal, locale),
    footer(origin),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The body: a sentence, a table, the steps per device, what happens without it, how to refuse, where it comes from. At most 58,000 characters. A box is ticked when the files say so or `ticks` does. */
export function pullBody(proposal: Proposal, origin: Origin, ticks: Ticks = new Map()): string {
  const sizes = [Number.POSITIVE_INFINITY, 100, 30, 10, 0];
  for (const size of sizes) {
    const body = bodyWith(proposal, origin, { rows: size === 0 ? 10 : size, steps: size, ticks });
    if (body.length <= LONGEST_BODY) return body;
  }
  return bodyWith(proposal, origin, { rows: 0, steps: 0, ticks });
}

/** The trailers of a commit, without the digest of its content. */
function trailers(proposal: Proposal, origin: Origin, fingerprint: Digest): string[] {
  return [
    ...(proposal.person === null ? [] : [`Person: ${proposal.person}`]),
    ...(proposal.system === null ? [] : [`System: ${proposal.system}`]),
    `Run: ${origin.run}`,
    `Rule: ${proposal.because.rule}`,
    ...(origin.journalHead === null ? [] : [`Journal: ${origin.journalHead}`]),
    `Pull: ${proposal.key}`,
    ...(proposal.approved === undefined ? [] : [`Approved: ${proposal.approved}`]),
    `Fingerprint: ${fingerprint}`,
  ];
}

/** A commit message without its last trailer `Content`; with `body` it is all that a plain git remote shows of the pull request. */
export function commitMessage(
  proposal: Proposal,
  origin: Origin,
  parts: { readonly fingerprint: Digest; readonly body: string | null },
): string {
  const middle = parts.body === null ? [] : [parts.body.trimEnd()];
  return `${[pullTitle(proposal, origin.locale), ...middle, trailers(proposal, origin, parts.fingerprint).join('\n')].join('\n\n')}\n`;
}

/** The comment on a pull request that a person closed: that it stays closed, and the exception as text to paste. */
export function refusedComment(proposal: Proposal, locale: Locale): string {
  return [pullWords(locale, 'comment.refused'), ...exceptionToPaste(proposal, locale)].join('\n\n');
}
