/** Where each evasion (G), each false stop (F) and each way for a reading to be wrong (C) is lived through: none may be left out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Where a test's title begins with the id. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  evasions: ['G1', 'G2', 'G7', 'G9', 'G11', 'G12', 'G13', 'G14', 'G15', 'G17', 'G18', 'G19', 'G20'],
  'evasions-history': ['G8', 'G9', 'G10', 'G11', 'G12', 'G13', 'G14', 'G18'],
  'evasions-systems': ['G3', 'G4', 'G5', 'G6', 'G8', 'G9'],
  'false-stops': ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10'],
  readings: ['C1', 'C4'],
};

/** What is told where its subject is tested, by a title or a row there; O is what else may go wrong with a plan. */
const TOLD_THERE: readonly (readonly [id: string, path: string, title: string])[] = [
  ['G1', 'test/unit/plan/guardrails/matrix.test.ts', 'counts a night of every week: drop by drop no more than the month holds'],
  ['G2', 'test/unit/plan/guardrails/stops.test.ts', 'counts people once over all systems, and holds them in all'],
  ['G3', 'test/unit/load/meaning/rest.test.ts', "['one tenant twice'"],
  ['G5', 'test/unit/observe/completeness.test.ts', 'may remove from the fourth day on, and not before'],
  ['G5', 'test/unit/plan/effective.test.ts', 'now %s, half a day ago %s: %s'],
  ['G6', 'test/unit/plan/baseline.test.ts', 'takes note of what is wrong then, and removes none of it'],
  ['G8', 'test/unit/plan/guardrails/stops.test.ts', 'goes by the smallest base of today, 7 and 30 days ago'],
  ['G8', 'test/unit/observe/counts.test.ts', 'growth (C9, G8)'],
  ['G10', 'test/unit/plan/hold-back.test.ts', 'a mass edit holds until it has been published like fresh'],
  ['G12', 'test/unit/load/meaning/rest.test.ts', "'two exceptions of 181 days in sum'"],
  ['G13', 'test/unit/run/loosenings.test.ts', 'finds a hold on oneself'],
  ['G16', 'test/unit/record/propose.test.ts', 'a branch of that name that is not ours is never adopted'],
  ['G16', 'test/unit/record/propose.test.ts', '%s is never overwritten: a comment, once'],
  ['G16', 'test/unit/record/propose.merge.test.ts', 'where a person wrote on its branch'],
  ['G17', 'test/unit/plan/guardrails/matrix.test.ts', '%s: whatever the class and the step'],
  ['G20', 'test/unit/record/audit.test.ts', 'known, approval unverified)'],
  ['F2', 'test/unit/plan/guardrails/turnover.test.ts', '%s, %i of 100 late: nobody is stuck'],
  ['F4', 'test/unit/record/fold-nights.test.ts', 'neither begin nor end with a run that was not completed'],
  [
    'F5',
    'test/unit/plan/guardrails/turnover.test.ts',
    'would wait for weeks, were it not that what a night holds is published and goes the next',
  ],
  ['C1', 'test/unit/observe/completeness.test.ts', 'one attribute that is gone (C1)'],
  ['C2', 'test/unit/observe/completeness.test.ts', 'that flips is doubted (C2)'],
  ['C3', 'test/unit/observe/completeness.test.ts', 'has one record twice and another never, and the total agrees (C3)'],
  ['C5', 'test/unit/observe/shrink.test.ts', 'of one in a hundred each night is seen against the best of thirty days (C5)'],
  ['C6', 'test/unit/observe/completeness.test.ts', 'shows only half to us, and the total agrees (C6)'],
  ['C7', 'test/unit/observe/fresh-and-canaries.test.ts', 'the age of the content (C7)'],
  ['C8', 'test/unit/observe/fresh-and-canaries.test.ts', 'canaries (C8)'],
  ['C9', 'test/unit/observe/counts.test.ts', 'growth (C9, G8)'],
  ['C9', 'test/unit/observe/completeness.test.ts', 'comes from another tenant (C9)'],
  ['C10', 'test/unit/observe/counts.test.ts', 'of accounts that we disabled are explained where the system hides them (C10)'],
  ['C11', 'test/unit/observe/shrink.test.ts', 'one account fewer in a system of nine is no reason to stop (C11)'],
  ['C11', 'test/unit/observe/shrink.test.ts', 'from %i accounts, %i at a time, %s'],
  ['C12', 'test/unit/observe/counts.test.ts', 'a reading that a person accepted (C12)'],
  ['C13', 'test/unit/observe/counts.test.ts', 'a first reading (C13)'],
  ['C14', 'test/unit/observe/completeness.test.ts', 'claims more than it shows (C14)'],
  ['C15', 'test/unit/systems/export-folder.test.ts', 'notices a file that grows while it is read (C15)'],
  ['C15', 'test/unit/systems/csv.test.ts', 'two days: two exports were joined (C15)'],
  ['O1', 'test/unit/plan/hold-back.test.ts', "'a shared account'"],
  ['O2', 'test/unit/plan/findings/people.test.ts', 'from the day after the last day of its manager; the plan says who is proposed'],
  ['O3', 'test/unit/apply/apply.test.ts', 'stops a system whose pilot write shows no effect'],
  ['O4', 'test/faults/traces.test.ts', 'T2 the branch lastday/freeze counts at once'],
  ['O5', 'test/unit/apply/apply.test.ts', 'stops a system after three failures among its first ten writes'],
  ['O10', 'test/unit/plan/findings/sign-ins.test.ts', 'account-re-enabled and account-disabled-by-us'],
  ['O11', 'test/unit/traces/evasions-systems.test.ts', "['people without an account'"],
  ['O12', 'test/unit/record/propose.test.ts', 'closed by a person: refused until it changes, and said once'],
];

const files = Object.entries(TOLD).map(([name, ids]) => [`test/unit/traces/${name}.test.ts`, ids] as const);
const titles = (path: string) => [...read(path).matchAll(/['`]([GFC]\d{1,2}) /gu)].map(([, id]) => id ?? '');

describe('the list', () => {
  it.each([
    ['G', 20],
    ['F', 10],
    ['C', 15],
  ])('has all of %s, to %i', (letter, last) => {
    const told = new Set([...files.flatMap(([, ids]) => ids), ...TOLD_THERE.map(([id]) => id)]);

    expect([...told].filter((id) => id.startsWith(letter)).toSorted()).toEqual(
      Array.from({ length: last }, (_, n) => `${letter}${n + 1}`).toSorted(),
    );
  });

  it.each(files)('of %s is what its titles begin with', (path, ids) => {
    expect([...new Set(titles(path))].toSorted()).toEqual(ids.toSorted());
  });

  it.each(TOLD_THERE)('%s is told in %s: %s', (_id, path, title) => {
    expect(read(path)).toContain(title);
  });
});
