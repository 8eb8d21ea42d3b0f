/** Everything that hangs on a last day, when the day moves: a table of what goes along and what stays. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../reconciler/calendar.ts';
import { type Move, moveEmployee, movePlan } from '../../../reconciler/cli/offboard/move.ts';
import { editYaml } from '../../../reconciler/record/edit-yaml.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Offboarding } from '../../../schemas/offboarding.ts';
import type { Day } from '../../../schemas/primitives.ts';

const LATER = { from: '2026-12-31', to: '2027-01-31', today: '2026-12-10' } as Move;
const EARLIER = { from: '2026-12-31', to: '2026-12-20', today: '2026-12-10' } as Move;
const SAME = { from: '2026-12-31', to: '2026-12-31', today: '2026-12-10' } as Move;

const employee = (more: object = {}) => ({ id: 'e-1', person: 'withheld', kind: 'employee', lastDay: '2026-12-31', ...more }) as Employee;
const plan = (more: object = {}) => ({ employee: 'e-1', kind: 'planned', spell: '2026-12-31', ...more }) as Offboarding;
const offer = (more: object = {}) => ({ price: '1800.00 SEK', vat: 'included', answerBy: '2026-12-15', else: 'release', ...more });

/** A document in flow style, edited as the file would be. */
function edited(doc: object, moved: { edits: Parameters<typeof editYaml>[1] }, kind: 'employee' | 'offboarding'): unknown {
  const lines = Object.entries(doc).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const result = editYaml(lines.join(''), moved.edits, kind);
  if ('refused' in result) throw new Error(result.refused);
  return result.text;
}

describe('the employee', () => {
  it.each<[string, Move, object, Day | null, Record<string, string | null>, string[]]>([
    ['only the day', LATER, {}, null, { lastDay: '2027-01-31' }, []],
    ['a last day at work goes along', LATER, { lastWorkingDay: '2026-12-18' }, null, { lastWorkingDay: '2027-01-18' }, ['say.working']],
    ['one that is over stays', LATER, { lastWorkingDay: '2026-12-01' }, null, { lastWorkingDay: '2026-12-01' }, ['say.access-kept']],
    [
      'one that is asked for counts',
      LATER,
      { lastWorkingDay: '2026-12-01' },
      '2027-01-15' as Day,
      { lastWorkingDay: '2027-01-15' },
      ['say.working'],
    ],
    [
      'asked for as the last day itself: none',
      LATER,
      { lastWorkingDay: '2026-12-18' },
      '2027-01-31' as Day,
      { lastWorkingDay: null },
      ['say.working-dropped'],
    ],
    ['after the last day: for the check to refuse', LATER, {}, '2027-02-01' as Day, { lastWorkingDay: '2027-02-01' }, ['say.working']],
    ['earlier: one before it stays', EARLIER, { lastWorkingDay: '2026-12-18' }, null, { lastWorkingDay: '2026-12-18' }, []],
    ['earlier: one after it goes', EARLIER, { lastWorkingDay: '2026-12-24' }, null, { lastWorkingDay: null }, ['say.working-dropped']],
    ['the same day: nothing', SAME, { lastWorkingDay: '2026-12-01' }, null, { lastWorkingDay: '2026-12-01', lastDay: '2026-12-31' }, []],
    [
      'a first last day takes the review away',
      { ...LATER, from: null },
      { lastDay: undefined, reviewBy: '2027-06-30' },
      null,
      { reviewBy: null, lastDay: '2027-01-31' },
      [],
    ],
  ])('%s', (_name, move, more, working, expected, said) => {
    const before = Object.fromEntries(Object.entries(employee(more)).filter(([, value]) => value !== undefined)) as Employee;

    const moved = moveEmployee(before, move, working);

    const text = edited(before, moved, 'employee') as string;
    for (const [key, value] of Object.entries(expected)) {
      if (value === null) expect(text).not.toContain(`${key}:`);
      else expect(text).toMatch(new RegExp(`^${key}: "?${value}"?$`, 'mu'));
    }
    expect(moved.said.map((one) => one.text)).toEqual(said);
  });
});

describe('the plan', () => {
  it.each<[string, Move, object, string[], string[]]>([
    ['its spell', LATER, {}, ['spell: 2027-01-31'], []],
    [
      'its days',
      LATER,
      { ends: { access: '2026-12-24', devices: '2027-01-04', phone: '2027-01-08' } },
      ['"access":2027-01-24', '"devices":2027-02-04', '"phone":2027-02-08'],
      ['say.moved-access', 'say.moved-devices', 'say.moved-phone'],
    ],
    ['not access that has ended', LATER, { ends: { access: '2026-12-01' } }, ['"2026-12-01"'], ['say.access-kept']],
    [
      'access of the last day itself, even when it is over',
      { ...LATER, today: '2027-01-02' as Day },
      { ends: { access: '2026-12-31' } },
      ['2027-01-31'],
      ['say.moved-access'],
    ],
    [
      'an offer that waits',
      LATER,
      { devices: { 'PH-1': { disposition: 'buyout', offer: offer() } } },
      ['"answerBy":2027-01-15'],
      ['say.moved-answer'],
    ],
    [
      'not one that was answered',
      LATER,
      { devices: { 'PH-1': { disposition: 'buyout', offer: offer({ answer: 'yes' }) } } },
      ['"answerBy":"2026-12-15"'],
      ['say.offer-kept'],
    ],
    [
      'not one whose day is over',
      LATER,
      { devices: { 'PH-1': { disposition: 'buyout', offer: offer({ answerBy: '2026-12-09' }) } } },
      ['"answerBy":"2026-12-09"'],
      [],
    ],
    [
      'an offer, earlier, but never into the past',
      EARLIER,
      { devices: { 'PH-1': { disposition: 'buyout', offer: offer() } } },
      ['"answerBy":2026-12-10'],
      ['say.moved-answer'],
    ],
    [
      'nor before it was made',
      EARLIER,
      { devices: { 'PH-1': { disposition: 'buyout', offer: offer({ sent: '2026-12-12' }) } } },
      ['"answerBy":2026-12-12'],
      ['say.moved-answer'],
    ],
    ['a mailbox', LATER, { accounts: { m365: { mailbox: { until: '2027-01-31' } } } }, ['"until":2027-03-03'], ['say.moved-mailbox']],
    [
      'earlier: access after the end goes, and `ends` with it',
      EARLIER,
      { ends: { access: '2026-12-24' } },
      ['spell: 2026-12-20'],
      ['say.moved-access'],
    ],
    [
      'earlier: and leaves the others',
      EARLIER,
      { ends: { access: '2026-12-24', devices: '2026-12-31' } },
      ['"devices":2026-12-20'],
      ['say.moved-access', 'say.moved-devices'],
    ],
    ['earlier: access before the end stays', EARLIER, { ends: { access: '2026-12-15' } }, ['"access":"2026-12-15"'], []],
    [
      'nothing when nothing moves',
      SAME,
      { ends: { access: '2026-12-01', devices: '2027-01-04' }, devices: { 'PH-1': { disposition: 'buyout', offer: offer() } } },
      ['"access":"2026-12-01","devices":"2027-01-04"'],
      [],
    ],
    [
      'other dispositions stay',
      LATER,
      { devices: { 'LT-1': { disposition: 'hold', until: '2027-03-31', matter: 'M-7' } } },
      ['"until":"2027-03-31"'],
      [],
    ],
  ])('%s', (_name, move, more, expected, said) => {
    const before = plan(more);

    const moved = movePlan(before, move);

    const text = edited(before, moved, 'offboarding') as string;
    for (const one of expected) expect(text).toContain(one);
    expect(moved.said.map((one) => one.text)).toEqual(said);
  });

  it('later: every gap between the days stays as it was', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2027-01-01' as Day, days));
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 40 }), (from, to, gap) => {
        fc.pre(to > from);
        const today = '2026-12-01' as Day;
        const doc = plan({ spell: from, ends: { access: addDays(from, -Math.min(gap, 20)), devices: addDays(from, gap) } });

        const there = JSON.stringify(movePlan(doc, { from, to, today }).edits);

        const distance = daysBetween(from, to);
        expect(there).toContain(`"key":"devices","value":"${addDays(from, gap + distance)}"`);
        expect(there).toContain(`"key":"access","value":"${addDays(from, distance - Math.min(gap, 20))}"`);
      }),
      { numRuns: 50 },
    );
  });
});
