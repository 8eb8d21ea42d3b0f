/** Tells a story, night by night, in the words that people read. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, instantAt } from '../../reconciler/calendar.ts';
import type { Change } from '../../reconciler/model/change.ts';
import type { Finding } from '../../reconciler/model/finding.ts';
import type { Edit, Proposal } from '../../reconciler/model/proposal.ts';
import { deskText, heldText, verbText } from '../../reconciler/report/change-text.ts';
import type { WorldAccount } from '../../reconciler/systems/practice/wire.ts';
import { findingText, todoText } from '../../reconciler/texts/finding.ts';
import { dayLong } from '../../reconciler/texts/format.ts';
import { proposalSentences } from '../../reconciler/texts/proposal.ts';
import { text } from '../../reconciler/texts/text.ts';
import type { Day, Locale, TimeOfDay, Zone } from '../../schemas/primitives.ts';
import { type Simulated, startSimulation } from '../practice/simulate.ts';
import { type Company, openCompany } from '../year/company.ts';
import type { Kind } from '../year/documents.ts';
import { type Beginning, filesOf, writeSystems } from './small-world.ts';

/** What people do on a day, in the morning after its night. */
export interface Deed {
  readonly on: string;
  readonly says: string;
  readonly does: (company: Company) => void;
}

/** A story: what there is, what people do, and until when it is told. */
export interface Story extends Beginning {
  readonly title: string;
  /** First day that is told; three quiet nights come before it. */
  readonly from: string;
  readonly to: string;
  readonly deeds: readonly Deed[];
  /** True tells every step of accounts, and how the directory stands in the end. */
  readonly isOfAccounts?: boolean;
}

const LOCALE: Locale = 'en';
const STOCKHOLM = 'Europe/Stockholm' as Zone;

/** A deed that edits one file. */
export function edits(on: string, says: string, about: { kind: Kind; path: string; edits: readonly Edit[] }): Deed {
  return { on, says, does: (company) => company.edit(about.kind, about.path, about.edits) };
}

/** A deed that merges pull requests. */
export function merges(on: string, ...keys: readonly string[]): Deed {
  return { on, says: `The pull request ${keys.join(' and ')} is merged.`, does: (company) => keys.forEach((key) => company.merge(key)) };
}

function pullLines(proposal: Proposal): string[] {
  const lines = proposal.lines.map((line) => `  - ${[line.tag, proposalSentences(LOCALE, line).join('; ')].filter(Boolean).join(': ')}`);
  const boxes = proposal.checklist.map(({ tag, items }) => {
    const left = items.filter((item) => !item.done).map((item) => text(LOCALE, `check.${item.text}`));
    return `  - to do for ${tag}: ${left.join(' / ')}`;
  });
  return [...lines, ...boxes];
}

function costOf({ cost }: Finding): string {
  const monthly = cost?.monthly ?? null;
  const once = cost?.once ?? null;
  return `${monthly === null ? '' : ` (${monthly} a month)`}${once === null ? '' : ` (${once} once)`}`;
}

/** What is said of a finding, without what changes every day. */
function said(finding: Finding): string {
  const who = finding.who === null ? '' : `${finding.who}: `;
  return `${findingText(LOCALE, finding)}${costOf(finding)}. → ${who}${todoText(LOCALE, finding)}`;
}

/** Findings about hardware: who leaves and how accounts end is told elsewhere. */
function isHardware(finding: Finding): boolean {
  return finding.subject.device !== undefined || finding.subject.lease !== undefined || finding.code === 'pull-request-unmerged';
}

interface Told {
  readonly findings: Map<string, string>;
  readonly pulls: Map<string, string>;
  readonly held: Set<string>;
}

/** A step of an account, in words; ends of sign-in are told by themselves. */
function accountLines(change: Change): string[] {
  if ('asset' in change || change.kind === 'disable' || change.kind === 'sessions') return [];
  const { endDay, place, reply } = change.after;
  const day = (value: Day | null) => (value === null ? 'none' : dayLong(LOCALE, value));
  const desk = deskText(LOCALE, change);
  const parts = [
    verbText(LOCALE, change),
    ...(endDay === undefined ? [] : [day(endDay)]),
    ...(place === undefined ? [] : [place === 'leavers' ? 'to the place of leavers' : 'back where it was']),
    ...(reply === undefined ? [] : [reply === null ? 'no automatic reply' : `automatic reply until ${day(reply.until)}`]),
    ...(desk === '' || change.by === 'reconciler' ? [] : [`asked of ${change.by.desk}: ${desk}`]),
  ];
  return [`- ${change.person}: ${parts.join(', ')}${desk === '' ? '.' : ''}`];
}

/** How the directory stands in the end. */
function directoryOf(folder: string): string[] {
  const { accounts } = JSON.parse(readFileSync(join(folder, 'ad.json'), 'utf8')) as { accounts: readonly WorldAccount[] };
  return accounts.slice(0, 1).map(({ id, enabled, endDay, place, replyUntil, reply, licences }) => {
    const parts = [
      enabled === true ? 'on' : 'off',
      ...(endDay === undefined ? [] : [`last day ${endDay ?? 'none'}`]),
      ...(place == null ? [] : [`in ${place}`]),
      ...(replyUntil === undefined ? [] : [replyUntil === null ? 'no reply' : `replies until ${replyUntil}: “${reply}”`]),
      ...(licences?.length ? [`seats ${licences.map((one) => one.id).join(', ')}`] : []),
    ];
    return `- ${id}: ${parts.join(', ')}`;
  });
}

/** What merges itself: approved by the plan, and seen unchanged on an earlier night; the nightly does so last of all. */
function mergeThemselves(night: Simulated, told: Told, company: Company): string[] {
  const seen = night.plan.proposals.filter((one) => one.approved !== undefined && told.pulls.get(one.key) === pullLines(one).join('\n'));
  for (const { key } of seen) {
    company.merge(key);
    told.pulls.delete(key);
  }
  return seen.map(({ key }) => `- Pull request \`${key}\` merges itself: the plan approves all of it, and nobody stopped it.`);
}

function tellNight(night: Simulated, told: Told, isOfAccounts: boolean): string[] {
  const lines: string[] = [];
  for (const change of night.plan.changes) {
    if (change.kind === 'disable') lines.push(`- The sign-in of ${change.person} ends.`);
    if (change.kind === 'status')
      lines.push(`- The inventory follows: status of ${change.tag}, ${change.before.status} becomes ${change.after.status}.`);
    else if ('tag' in change) lines.push(`- The inventory follows: ${change.kind} of ${change.tag}.`);
  }
  for (const change of isOfAccounts ? night.plan.changes : []) lines.push(...accountLines(change));
  for (const held of isOfAccounts ? night.plan.held : []) {
    const line = `- Held: ${verbText(LOCALE, held.change)} of ${held.change.person}: ${heldText(LOCALE, held)}.`;
    if (!told.held.has(line)) lines.push(line);
    told.held.add(line);
  }
  const proposals = night.plan.proposals.filter(({ purpose }) => purpose !== 'ids' && purpose !== 'pin');
  for (const proposal of proposals) {
    const body = pullLines(proposal).join('\n');
    const before = told.pulls.get(proposal.key);
    if (before !== body) lines.push(`- Pull request \`${proposal.key}\` ${before === undefined ? 'is opened' : 'is updated'}:`, body);
    told.pulls.set(proposal.key, body);
  }
  for (const key of told.pulls.keys()) {
    if (proposals.some((proposal) => proposal.key === key)) continue;
    told.pulls.delete(key);
    lines.push(`- Pull request \`${key}\` has nothing left to propose.`);
  }
  const findings = new Map(
    night.plan.findings.filter(isHardware).map((finding) => [`${finding.key} ${finding.values['variant'] ?? ''}`, said(finding)]),
  );
  for (const [key, sentence] of findings) if (!told.findings.has(key)) lines.push(`- ${sentence}`);
  for (const [key, sentence] of told.findings) if (!findings.has(key)) lines.push(`- No longer: ${sentence.split(' → ')[0] ?? ''}`);
  told.findings.clear();
  for (const [key, sentence] of findings) told.findings.set(key, sentence);
  return lines;
}

function head(day: Day): string {
  return `## ${dayLong(LOCALE, day)}`;
}

/** How devices stand at the end. */
function ending(company: Company): string[] {
  const lines = company.all('device').map(([, device]) => {
    const holder = device.holder === null ? 'nobody' : typeof device.holder === 'string' ? device.holder : 'the pool';
    return `- ${device.id}: ${device.status}, with ${holder}`;
  });
  return ['## In the end', ...lines];
}

/** The story as Markdown. Nights on which nothing new is said are left out. */
export async function tell(story: Story): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-story-'));
  try {
    writeSystems(folder, story);
    const company = await openCompany(filesOf(story));
    const simulation = startSimulation();
    const told: Told = { findings: new Map(), pulls: new Map(), held: new Set() };
    const parts = [`# ${story.title}`];
    const first = addDays(story.from as Day, -3);
    for (let day = first; day <= story.to; day = addDays(day, 1)) {
      const at = instantAt(day, '02:00' as TimeOfDay, STOCKHOLM);
      // What was merged since is not withdrawn.
      for (const key of told.pulls.keys()) if (!company.pulls.has(key)) told.pulls.delete(key);
      const night = await simulation.night({ root: '', exports: folder, at, quiet: true }, company.site);
      for (const key of company.pulls.keys()) if (!night.plan.proposals.some((one) => one.key === key)) company.pulls.delete(key);
      const merged = mergeThemselves(night, told, company);
      const proposals = night.plan.proposals.filter(({ key, approved }) => approved === undefined || company.pulls.has(key));
      const lines = [...tellNight({ ...night, plan: { ...night.plan, proposals } }, told, story.isOfAccounts === true), ...merged];
      const deeds = story.deeds.filter((deed) => deed.on === day);
      for (const deed of deeds) deed.does(company);
      if (day < story.from) continue;
      if (lines.length + deeds.length === 0) continue;
      parts.push(head(day), ...(lines.length === 0 ? [] : ['At night:', lines.join('\n')]), ...deeds.map((deed) => `By day: ${deed.says}`));
    }
    return `${[...parts, ...ending(company), ...(story.isOfAccounts === true ? directoryOf(folder) : [])].join('\n\n')}\n`
      .replaceAll(/\n\n(?=- )/gu, '\n\n')
      .replaceAll(/(\n- [^\n]*)\n\n(?=- )/gu, '$1\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
