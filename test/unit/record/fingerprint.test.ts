/** A pull request is touched only when what it says differs: not because a night has passed. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Hash } from '../../../reconciler/canonical.ts';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { fingerprintOf } from '../../../reconciler/record/fingerprint.ts';
import type { Day, Digest, EmployeeId, SystemId } from '../../../schemas/primitives.ts';
import type { Purpose } from '../../../schemas/vocabulary.ts';

const hash: Hash = (text) => createHash('sha256').update(text).digest('hex') as Digest;
const because = { rule: 'device-day', file: 'state/employees/e-1.yaml', pointer: '/lastDay', line: 4 };

function proposal(purpose: Purpose, more: Partial<Proposal> = {}): Proposal {
  const line = { tag: null, text: 'pin-genesis', values: { genesis: 'a'.repeat(40) }, remarks: [], because } as const;
  const usual = { key: `${purpose}/x`, purpose, person: null, system: null, day: '2027-01-04' as Day, urgent: false, silent: false };
  return { ...usual, files: [], lines: [line], checklist: [], because, ...more };
}

function withRemarks(...texts: readonly string[]): Proposal {
  const [line] = proposal('release').lines;
  return proposal('release', { lines: [{ ...line, remarks: texts.map((text) => ({ text, values: {} })) }] as never });
}

describe('the fingerprint', () => {
  it.each(['ids', 'pin'] as const)('of %s stays the same the night after: their day is only tonight', (purpose) => {
    const tonight = fingerprintOf(proposal(purpose), hash);

    expect(fingerprintOf(proposal(purpose, { day: '2027-01-05' as Day }), hash)).toBe(tonight);
  });

  it.each(['release', 'sale', 'receive', 'source', 'close'] as const)(
    'of %s changes with the day: that day is what it is about',
    (purpose) => {
      const person = 'e-1' as EmployeeId;
      const tonight = fingerprintOf(proposal(purpose, { person }), hash);

      expect(fingerprintOf(proposal(purpose, { person, day: '2027-01-05' as Day }), hash)).not.toBe(tonight);
    },
  );

  it('of what an inventory shows stays the same the night after: it is about no day', () => {
    const tonight = fingerprintOf(proposal('source', { system: 'inventory' as SystemId }), hash);

    expect(fingerprintOf(proposal('source', { system: 'inventory' as SystemId, day: '2027-01-05' as Day }), hash)).toBe(tonight);
  });

  it('does not see a line number, nor the remark that comes once the day is over', () => {
    const before = fingerprintOf(withRemarks('by-policy'), hash);
    const after = withRemarks('awaited-since', 'by-policy');
    const moved = { ...after, lines: after.lines.map((line) => ({ ...line, because: { ...because, line: 9 } })) };

    expect(fingerprintOf(moved, hash)).toBe(before);
  });

  it('sees every other remark', () => {
    const before = fingerprintOf(withRemarks('by-policy'), hash);

    expect(fingerprintOf(withRemarks('by-policy', 'under-hold'), hash)).not.toBe(before);
  });
});
