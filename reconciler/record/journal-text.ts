/** Fixed words of journal commits: `git log lastday/journal` reads as a story, in counts and ids, without a name. */
import type { Digest, Instant } from '../../schemas/primitives.ts';
import type { ClaimRecord, JournalRecord } from '../model/journal.ts';

const VERBS: Readonly<Record<string, string>> = {
  disable: 'disable',
  sessions: 'end sessions of',
  place: 'move',
  mailbox: 'set replies of',
  convert: 'hand over mailboxes of',
  groups: 'take groups off',
  licences: 'take licences off',
  'end-day': 'set the last day of',
  enable: 'enable',
  restore: 'restore',
  'check-in': 'check in',
  'check-out': 'check out',
  status: 'set the status of',
  pull: 'pull request',
  'return-note': 'return note',
  settlement: 'settlement',
  'decision-due': 'word of a decision',
  'buyout-question': 'question to buy',
};

/** The whole message: subject, run, digest of the last record, and who asked for it where a person did. */
export function commitMessage(
  subject: string,
  trailers: { readonly run: string; readonly digest: Digest; readonly reason?: string },
): string {
  const reason = trailers.reason === undefined ? '' : `Reason: ${oneLine(trailers.reason)}\n`;
  return `${oneLine(subject)}\n\nRun: ${trailers.run}\n${reason}Digest: ${trailers.digest}\n`;
}

/** `2027-01-04 01:00 UTC`. */
export function stamp(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

/** `Claim 2027-01-04 01:00 UTC, reconcile from 3f2c1ab`. */
export function claimSubject(claim: ClaimRecord): string {
  const only = claim.only === null ? '' : ` for ${claim.only}`;
  return `Claim ${stamp(claim.at)}, ${claim.kind}${only} from ${claim.commit.slice(0, 7)}`;
}

const ENDS: Readonly<Record<string, string>> = {
  verified: 'Verified',
  accepted: 'Accepted',
  'already-so': 'Already so',
  'handed-over': 'Handed over',
  skipped: 'Skipped',
  superseded: 'Superseded',
  failed: 'Failed',
  unverifiable: 'Unverifiable',
  opened: 'Opened',
  updated: 'Updated',
  merged: 'Merged',
  withdrawn: 'Withdrawn',
  refused: 'Refused by a person',
};

/** What these records say, in a line: `Intend: disable 8, end sessions of 8`, `Verified: disable 7; Failed: disable 1`. */
export function subjectOf(records: readonly JournalRecord[]): string {
  const groups = new Map<string, Map<string, number>>();
  const rest: string[] = [];
  for (const record of records) {
    if (record.type === 'intent') count(groups, 'Intend', record.change);
    else if (record.type === 'late') count(groups, `Late, ${(ENDS[record.outcome] ?? record.outcome).toLowerCase()}`, record.change);
    else if (record.type === 'outcome') count(groups, ENDS[record.outcome] ?? record.outcome, record.change);
    else if (record.type === 'notice-intent') count(groups, 'Intend to send', record.notice);
    else if (record.type === 'notice-outcome') count(groups, ENDS[record.outcome] ?? record.outcome, record.notice);
    else rest.push(...single(record));
  }
  const counted = [...groups].map(([lead, counts]) => `${lead}: ${[...counts].map(([verb, number]) => `${verb} ${number}`).join(', ')}`);
  return [...counted, ...rest].join('; ') || 'Nothing';
}

function count(groups: Map<string, Map<string, number>>, lead: string, change: string): void {
  const rung = change.split('/')[0] ?? '';
  const verb = VERBS[rung] ?? rung;
  const counts = groups.get(lead) ?? new Map<string, number>();
  groups.set(lead, counts.set(verb, (counts.get(verb) ?? 0) + 1));
}

function single(record: JournalRecord): string[] {
  if (record.type === 'claim') return [claimSubject(record)];
  if (record.type === 'heartbeat') return [`Still at work ${stamp(record.at)}`];
  if (record.type === 'forecast') return [`Publish ${record.entries.length} cut-offs`];
  if (record.type === 'close') return [`Close ${stamp(record.at)}, exit ${record.exit}`];
  return [];
}

/** One line of at most 200 characters, without control characters. */
function oneLine(text: string): string {
  const clean = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return clean.trim().slice(0, 200);
}
