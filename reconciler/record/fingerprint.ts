/** What a pull request says, as one digest; and what a commit of ours holds, so that a commit of somebody else is told from it. */
import type { Digest } from '../../schemas/primitives.ts';
import type { Purpose } from '../../schemas/vocabulary.ts';
import { canonicalJson, type Hash } from '../canonical.ts';
import type { Proposal, ProposalLine } from '../model/proposal.ts';

/** Purposes whose day is only the night on which they are proposed: it moves on every night, and says nothing new. */
const DATED_TODAY: ReadonlySet<Purpose> = new Set(['ids', 'pin']);

/** A line as the fingerprint sees it: without its place in the file, and without a remark that comes by itself when the day is over. */
function lastingPart(line: ProposalLine): ProposalLine {
  return { ...line, because: { ...line.because, line: 0 }, remarks: line.remarks.filter((remark) => remark.text !== 'awaited-since') };
}

/** The fingerprint of a proposal: over edits, table and checklist, not over run, plan, line numbers or what changes with the nights alone. The same fingerprint, the same pull request. */
export function fingerprintOf(proposal: Proposal, hash: Hash): Digest {
  const { purpose, person, system, files, checklist } = proposal;
  const day = DATED_TODAY.has(purpose) || (purpose === 'source' && person === null) ? null : proposal.day;
  return hash(canonicalJson({ purpose, person, system, day, files, lines: proposal.lines.map(lastingPart), checklist }));
}

/** The digest of a commit's message (without the line that names this digest) and of the files it changes; null stands for a deleted file. */
export function contentOf(message: string, files: ReadonlyMap<string, string | null>, hash: Hash): Digest {
  const lines = message
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('Content: '));
  return hash(canonicalJson({ message: lines, files: Object.fromEntries(files) }));
}
