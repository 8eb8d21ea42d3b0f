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
    [
      'a reply',
      { kind: 'mailbox', before: {}, after: { reply: { until: '2027-02-02' } } },
      ['- mailbox', 'automatic reply until', '2 Feb', '1 automatic reply'],
    ],
    ['no reply', { kind: 'mailbox', before: {}, after: { reply: null } }, ['+ mailbox', 'no automatic reply']],
    [
      'a mailbox for a desk',
      { kind: 'convert', by: { desk: 'it' }, before: {}, after: { mailbox: { until: '2027-02-02', delegate: 'never', to: null } } },
      ['- close mailbox', 'closes Tue 2 Feb', 'by it'],
    ],
    [
      'files for a desk',
      { kind: 'files', by: { desk: 'it' }, before: {}, after: { files: { to: 'e-2', account: '1069' } } },
      ['move files', 'to e-2', 'by it'],
    ],
    [
      'a status',
      {
        kind: 'status',
        asset: '311',
        tag: 'LT-1',
        before: { status: 'available' },
        after: { status: 'returned-to-lessor', shown: 'gone' },
      },
      ['set status', 'LT-1: returned to the lessor', '1 inventory record'],
    ],
    [
      'a status that has no word',
      { kind: 'status', asset: '311', tag: 'LT-1', before: {}, after: { status: 'elsewhere' } },
      ['LT-1: elsewhere'],
    ],
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

describe('what a desk is asked to do with files', () => {
  it.each(['en', 'sv', 'da'] as const)('names who gets them, the account, and where to say that it is done, in %s', (locale) => {
    const files = as({ ...base, kind: 'files', by: { desk: 'it' }, before: {}, after: { files: { to: 'e-2', account: '1069' } } });
    const only = as({ ...plan, changes: [files], held: [], proposals: [], findings: [], stops: [] });

    expect(explainText(view({ plan: only, locale }), 'e-1')?.replaceAll(/\s+/gu, ' ')).toMatch(/e-2 \([a-z]+ 1069\).*files\.moved/u);
  });
});

describe('what a desk is asked to do with a mailbox', () => {
  const deskText = (delegate: string, to: string | null, locale: 'en' | 'sv' | 'da' = 'en') => {
    const convert = as({
      ...base,
      kind: 'convert',
      by: { desk: 'it' },
      before: {},
      after: { mailbox: { until: '2027-02-02', delegate, to } },
    });
    const only = as({ ...plan, changes: [convert], held: [], proposals: [], findings: [], stops: [] });
    return explainText(view({ plan: only, locale }), 'e-1')?.replaceAll(/\s+/gu, ' ');
  };

  it.each([
    ['never', null, 'nobody else reads it.'],
    ['with-consent', 'e-2', 'somebody else, e-2, reads it only with the consent of the person.'],
    ['with-consent', null, 'somebody else reads it only with the consent of the person.'],
    ['allowed', 'e-2', 'e-2 may read it until then, as little as the work needs.'],
  ])('says who reads it: %s %s', (delegate, to, words) => {
    expect(deskText(delegate, to)).toContain(words);
  });

  it('says to close it at once where the rules give no time', () => {
    const convert = as({ ...base, kind: 'convert', after: { mailbox: { until: '2026-12-31', delegate: 'never', to: null } } });

    expect(
      explainText(view({ plan: as({ ...plan, changes: [convert], held: [], proposals: [], findings: [], stops: [] }) }), 'e-1'),
    ).toContain('Close it at once');
  });

  it('names the facts and the day in each language', () => {
    for (const locale of ['en', 'sv', 'da'] as const) expect(deskText('never', null, locale)).toMatch(/50 GB.*litigation hold.*2/u);
  });
});
