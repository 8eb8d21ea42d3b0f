/** What is remembered of mail: the last that is known, and nothing of what was put off. */
import { describe, expect, it } from 'vitest';
import type { NoticeIntentRecord, NoticeOutcomeRecord } from '../../../reconciler/model/journal.ts';
import type { NoticeOutcomeKind } from '../../../reconciler/model/notice.ts';
import { foldNotices, startNotices } from '../../../reconciler/record/fold-notices.ts';

const ID = 'return-note/e-1/x';

function intent(run: string, at = `2027-01-04T01:00:0${run.length}Z`): NoticeIntentRecord {
  const because = { rule: 'r', file: 'f', pointer: '' };
  const record = {
    type: 'notice-intent',
    run,
    at,
    notice: ID,
    kind: 'return-note',
    person: 'e-1',
    to: 'person:e-1',
    content: 'c',
    because,
  };
  return record as unknown as NoticeIntentRecord;
}

function outcome(kind: NoticeOutcomeKind): NoticeOutcomeRecord {
  const record = { type: 'notice-outcome', run: 'a', at: '2027-01-04T01:00:09Z', notice: ID, person: 'e-1', outcome: kind, detail: null };
  return record as unknown as NoticeOutcomeRecord;
}

function folded(...records: readonly (NoticeIntentRecord | NoticeOutcomeRecord)[]) {
  const fold = startNotices();
  for (const record of records) foldNotices(fold, record);
  return [...fold.last.values()].map(({ state, run }) => `${state} ${run}`);
}

describe('mail as it is remembered', () => {
  it.each<[string, readonly (NoticeIntentRecord | NoticeOutcomeRecord)[], readonly string[]]>([
    ['announced and never reported on: nobody knows', [intent('a')], ['unverifiable a']],
    ['taken', [intent('a'), outcome('accepted')], ['accepted a']],
    ['refused', [intent('a'), outcome('failed')], ['failed a']],
    ['unknown', [intent('a'), outcome('unverifiable')], ['unverifiable a']],
    ['put off: as if it had never been', [intent('a'), outcome('skipped')], []],
    ['no longer asked for: likewise', [intent('a'), outcome('superseded')], []],
    ['put off, then taken', [intent('a'), outcome('skipped'), intent('bb'), outcome('accepted')], ['accepted bb']],
    ['refused, and sent again by a person', [intent('a'), outcome('failed'), intent('bb'), outcome('accepted')], ['accepted bb']],
    ['refused, and put off when it was sent again', [intent('a'), outcome('failed'), intent('bb'), outcome('skipped')], ['failed a']],
    ['unknown, and the run that sent it again died', [intent('a'), intent('bb')], ['unverifiable bb']],
    ['reported on and never announced: nothing', [outcome('accepted')], []],
  ])('%s', (_what, records, expected) => {
    expect(folded(...records)).toEqual(expected);
  });
});
