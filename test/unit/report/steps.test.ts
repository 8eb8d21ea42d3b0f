/** Steps of the ladder in words: what they do, where the account goes, which day, and what an end of sign-in really is in some systems. */
import { describe, expect, it } from 'vitest';
import { explainText } from '../../../reconciler/report/explain.ts';
import { planMarkdown } from '../../../reconciler/report/markdown.ts';
import { planText } from '../../../reconciler/report/text.ts';
import { as, change, held, plan, view } from './sample.ts';

const base = change({ person: 'e-1', system: 'ad' });

function told(parts: object, locale: 'en' | 'sv' | 'da' = 'en'): string {
  const only = { ...plan, changes: [as({ ...base, ...parts })], held: [], proposals: [], findings: [], stops: [] };
  return planText(view({ plan: as(only), locale }));
}

describe('a step in words', () => {
  it.each([
    [
      'a last day',
      { kind: 'end-day', before: { endDay: null }, after: { endDay: '2027-01-29' } },
      ['- set last day', '29 Jan', '1 last day kept by a system'],
    ],
    ['a later one', { kind: 'end-day', before: { endDay: '2027-01-15' }, after: { endDay: '2027-01-29' } }, ['+ set last day']],
    ['an earlier one', { kind: 'end-day', before: { endDay: '2027-02-15' }, after: { endDay: '2027-01-29' } }, ['- set last day']],
    ['none', { kind: 'end-day', before: { endDay: '2027-01-15' }, after: { endDay: null } }, ['+ set last day', ': none']],
    ['a move', { kind: 'place', before: {}, after: { place: 'leavers' } }, ['- move', 'to the place of leavers', '1 account moved']],
    ['a move back', { kind: 'place', before: {}, after: { place: 'earlier' } }, ['+ move', 'back to where it was']],
    ['an account that is hidden', { kind: 'disable', before: {}, after: { enabled: false, gone: 'hidden' } }, ['- hide account']],
    ['an account that is deleted', { kind: 'disable', before: {}, after: { enabled: false, gone: 'deleted' } }, ['- delete account']],
  ])('says %s', (_, parts, expected) => {
    const text = told(parts).replaceAll(/\s+/gu, ' ');

    for (const words of expected) expect(text).toContain(words);
  });

  it('says what an end of sign-in really is in each language, on each page', () => {
    const gone = as({ ...base, kind: 'disable', before: {}, after: { enabled: false, gone: 'deleted' }, reversible: 'no' });
    const only = as({ ...plan, changes: [gone], held: [held(gone, 'deletes', 'allow-deletion')], proposals: [], findings: [], stops: [] });

    expect(told(gone, 'sv')).toContain('radera konto');
    expect(told(gone, 'da')).toContain('slet konto');
    expect(planMarkdown(view({ plan: only }))).toContain('delete account');
    expect(explainText(view({ plan: only }), 'e-1')?.replaceAll(/\s+/gu, ' ')).toContain('the system deletes the account for good');
  });
});
