/** The part of memory that is about mail: what was announced, and the last that is known of it. Pure. */
import type { NoticeIntentRecord, NoticeOutcomeRecord } from '../model/journal.ts';
import type { NoticeId, PastNotice } from '../model/notice.ts';

/** Under way. */
export interface NoticesFold {
  readonly last: Map<NoticeId, PastNotice>;
  /** What was known before the newest announcement: that stands again when nothing was sent. */
  readonly before: Map<NoticeId, PastNotice | null>;
}

/** No mail yet. */
export function startNotices(): NoticesFold {
  return { last: new Map(), before: new Map() };
}

/** Adds one record. Announced and not reported on counts as unknown: it may have been sent. */
export function foldNotices(fold: NoticesFold, record: NoticeIntentRecord | NoticeOutcomeRecord): void {
  const known = fold.last.get(record.notice) ?? null;
  if (record.type === 'notice-intent') {
    const { notice, kind, person, to, content, at, run } = record;
    fold.before.set(notice, known);
    fold.last.set(notice, { id: notice, kind, person, to, content, state: 'unverifiable', at, run });
    return;
  }
  if (known === null) return;
  const { outcome } = record;
  switch (outcome) {
    case 'accepted':
    case 'failed':
    case 'unverifiable':
      fold.last.set(record.notice, { ...known, state: outcome, at: record.at });
      break;
    case 'skipped':
    case 'superseded': {
      const before = fold.before.get(record.notice) ?? null;
      if (before === null) fold.last.delete(record.notice);
      else fold.last.set(record.notice, before);
      break;
    }
    default:
      outcome satisfies never;
  }
}
