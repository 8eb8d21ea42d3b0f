/** What a pull request says, as one digest; and what a commit of ours holds, so that a commit of somebody else is told from it. */
import type { Digest } from '../../schemas/primitives.ts';
import { canonicalJson, type Hash } from '../canonical.ts';
import type { Proposal } from '../model/proposal.ts';

/** The fingerprint of a proposal: over edits, table and checklist, not over run, plan or line numbers. The same fingerprint, the same pull request. */
export function fingerprintOf(proposal: Proposal, hash: Hash): Digest {
  const { purpose, person, system, day, files, checklist } = proposal;
  const lines = proposal.lines.map((line) => ({ ...line, because: { ...line.because, line: 0 } }));
  return hash(canonicalJson({ purpose, person, system, day, files, lines, checklist }));
}

/** The digest of a commit's message (without the line that names this digest) and of the files it changes; null stands for a deleted file. */
export function contentOf(message: string, files: ReadonlyMap<string, string | null>, hash: Hash): Digest {
  const lines = message
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('Content: '));
  return hash(canonicalJson({ message: lines, files: Object.fromEntries(files) }));
}
