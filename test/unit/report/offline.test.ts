/** The comment on a pull request that moves somebody's access. */
import { describe, expect, it } from 'vitest';
import type { Offline, OfflineEnd } from '../../../reconciler/model/offline.ts';
import { offlineMarkdown } from '../../../reconciler/report/offline.ts';
import type { Instant, Locale, Zone } from '../../../schemas/primitives.ts';

const ZONE = 'Europe/Stockholm' as Zone;

function end(more: Partial<OfflineEnd> = {}): OfflineEnd {
  const usual = { person: 'e-1', cause: 'spell', before: null, after: '2027-01-31T15:00:00Z', moved: 'set', systems: ['ad', 'crm'] };
  return { ...usual, isDue: false, isImmediate: false, monthly: '1079.00 SEK', ...more } as OfflineEnd;
}

function comment(more: Partial<Offline> = {}, locale: Locale = 'en'): string {
  const usual: Offline = {
    asOf: '2027-01-04T01:00:00Z' as Instant,
    ends: [end()],
    limits: [],
    massEdit: { value: 1, limit: 10, needsTwo: false },
  };
  return offlineMarkdown({ ...usual, ...more }, { locale, zone: ZONE });
}

describe('the comment', () => {
  it('tells days and times by the wall clock of the organisation, in its language', () => {
    expect(comment()).toContain('| `e-1` | set | `–` | `Sun 31 Jan 2027 16:00` | `ad, crm` | `1 079.00 SEK` |');
    expect(comment({}, 'sv')).toContain('`sön 31 jan 2027 16:00`');
    expect(comment()).toContain('Times are those of Europe/Stockholm.');
  });

  it('says what is due at once, and what an immediate plan does', () => {
    const text = comment({
      ends: [end({ isDue: true }), end({ person: 'e-2' as never, isImmediate: true, after: null, isDue: true, monthly: null })],
    });

    expect(text).toContain('This change sets or moves 2 ends of access.');
    expect(text.match(/due as soon as this is merged/gu)).toHaveLength(2);
    expect(text).toContain('| `e-2` | set | `–` | `at once` |');
  });

  it('says what is withdrawn', () => {
    expect(comment({ ends: [end({ before: '2027-01-31T15:00:00Z' as Instant, after: null, moved: 'withdrawn' })] })).toContain(
      '| withdrawn | `Sun 31 Jan 2027 16:00` | `–` |',
    );
  });

  it('names a limit that would be met, and a change that needs two approvers', () => {
    const text = comment({
      limits: [
        { name: 'surprise', value: 9, limit: 3, verdict: 'stopped' },
        { name: 'fresh', value: 1, limit: 10, verdict: 'within' },
      ],
      massEdit: { value: 12, limit: 10, needsTwo: true },
    });

    expect(text).toContain('Limit surprise: 9 due at once, 3 may go in one run.');
    expect(text).not.toContain('Limit fresh');
    expect(text).toContain('12 ends of access are set or moved earlier; one approver may do 10.');
  });

  it('counts what does not fit, and has nothing to say of a change that moves nobody', () => {
    const many = Array.from({ length: 205 }, (_, index) => end({ person: `e-${index}` as never }));

    expect(comment({ ends: many })).toContain('and 5 more.');
    expect(comment({ ends: [] })).toBe("This change moves nobody's access.\n");
  });
});
