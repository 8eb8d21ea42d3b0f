/** The night as Markdown: short enough for any forge, and nothing in it that data could have made. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../reconciler/model/change.ts';
import { MARKDOWN_LIMIT, planMarkdown } from '../../../reconciler/report/markdown.ts';
import { nasty } from '../escape/nasty.ts';
import { as, change, finding, held, outcomes, plan, SECRET_LOGIN, SECRET_NAME, view } from './sample.ts';

function manyChanges(count: number): Change[] {
  return Array.from({ length: count }, (_, index) => change({ person: `e-${index}`, system: index % 2 === 0 ? 'ad' : 'm365' }));
}

describe('length', () => {
  it.each([
    ['5,000 changes of 5,000 people', { changes: manyChanges(5000) }],
    ['5,000 held changes', { held: manyChanges(5000).map((one) => held(one, 'guardrail:surprise', 'override')) }],
    [
      '5,000 findings',
      {
        findings: Array.from({ length: 5000 }, (_, index) =>
          finding('account-missing', { subject: { employee: `e-${index}`, system: 'ad' } }),
        ),
      },
    ],
    [
      '5,000 pull requests',
      { proposals: Array.from({ length: 5000 }, (_, index) => ({ ...plan.proposals[0], key: `release/e-${index}` })) },
    ],
    ['a stop that holds 5,000', { stops: [{ ...plan.stops[0], held: Array.from({ length: 5000 }, (_, index) => `e-${index}`) }] }],
    [
      '300 systems',
      { sources: Array.from({ length: 300 }, (_, index) => ({ ...plan.sources[2], system: `system-${'x'.repeat(50)}-${index}` })) },
    ],
  ])('stays below the limit with %s', (_name, parts) => {
    const markdown = planMarkdown(view({ plan: as({ ...plan, ...parts }) }));

    expect(markdown.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(markdown.endsWith('\n')).toBe(true);
  });

  it('gives numbers in place of lines, and says so', () => {
    const markdown = planMarkdown(view({ plan: as({ ...plan, changes: manyChanges(5000) }) }));

    expect(markdown).toContain('only numbers stand here');
    expect(markdown).toContain('| ad | 2500 × end sign-in |');
    expect(markdown).toContain('**Plan: 5 000 accounts');
  });

  it('gives one line per person when every line would be too long', () => {
    const changes = Array.from({ length: 1200 }, (_, index) => change({ person: `e-${index % 300}`, system: `s${index}` }));

    expect(planMarkdown(view({ plan: as({ ...plan, changes }) }))).toContain('| e-7 | 4 × end sign-in |');
  });
});

describe('content', () => {
  it('stands line by line, with outcomes after a run', () => {
    const markdown = planMarkdown(view({ outcomes }));

    expect(markdown).toContain('## The night of Mon 4 Jan 2027 02:00 (Europe/Stockholm)');
    expect(markdown).toContain('| x-1 | end sign-in | vpn | vpn-otto | by driftpahitt; access.yaml:14 (at cut-off) | handed over |');
    expect(markdown).toContain(`\`${'b4'.repeat(32)}\``);
    expect(markdown).toContain('| 3 450.00 SEK | 5 seats CRM (crm) unused for 45 days or more | from now |');
  });

  it('has in each table rows of as many cells as it has heads', () => {
    for (const locale of ['sv', 'da', 'en'] as const) {
      const tables = planMarkdown(view({ outcomes: outcomes.slice(0, 2), locale }))
        .split('\n\n')
        .filter((part) => part.startsWith('|'));
      for (const table of tables) {
        const widths = new Set(
          table
            .trim()
            .split('\n')
            .map((row) => row.split(/(?<!\\)\|/u).length),
        );
        expect(widths.size, table).toBe(1);
      }
    }
  });

  it('names nobody', () => {
    const markdown = planMarkdown(view({ outcomes }));

    expect(markdown).not.toContain(SECRET_NAME);
    expect(markdown).not.toContain(SECRET_LOGIN);
    expect(markdown).not.toContain('everyone');
  });

  it('does nothing that data asks for', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const account = `x${text}`;
        const bad = change({
          person: 'e-1',
          account,
          rule: text,
          kind: 'groups',
          before: { groups: [account, text] },
          after: { groups: [] },
        });
        const found = finding('orphan-account', { values: { system: text, account: text } });
        const whole = { ...plan, changes: [bad], held: [held(bad, `hold:${text}`, text)], findings: [found] };
        const markdown = planMarkdown(view({ plan: whole }));
        expect(markdown).not.toMatch(
          /[^\\]\[x\]\(y\)|<!--|<img|^#{1,6} (?!The|Plan|Changes|Held|Stopped|Pull|Findings|Money|Readings)[^#]/mu,
        );
        expect(markdown).not.toMatch(/@everyone|www\.|:\/\//iu);
        const rows = markdown.split('\n').filter((line) => line.startsWith('| e-1 | take off groups'));
        expect(rows.map((row) => row.split(' | ').length)).toEqual([5, 5]);
      }),
      { numRuns: 200 },
    );
  });
});
