/** The plan as text: grouped by person, counted, at most 80 columns, without a name. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, pad, widthOf, wrap } from '../../../reconciler/report/layout.ts';
import { makePage, terminalStyle } from '../../../reconciler/report/page.ts';
import { planText } from '../../../reconciler/report/text.ts';
import { nasty } from '../escape/nasty.ts';
import { as, change, held, plan, SECRET_LOGIN, view } from './sample.ts';

function linesOf(text: string): string[] {
  return text.split('\n');
}

describe('plan text', () => {
  it('tells the plan grouped by person', () => {
    expect(planText(view())).toBe(`Plan for Mon 4 Jan 2027 02:00 (Europe/Stockholm)
commit 3f2c1ab · expires 12:00
e-1     last day Thu 31 Dec 2026 · 4 days late · surprise
  - end sign-in        ad      e-1-ad-0d9a…    access.yaml:14 (at cut-off)
  - end sign-in        m365    e-1-m365-0d…    access.yaml:14 (at cut-off)
  PR release           LT-0001   no longer has a holder; awaited from e-1 since
                                 Thu 31 Dec 2026; lease hy-2024-017: give notice
                                 by Fri 29 Jan 2027
  ! free licence       m365    SPE_E3          Mon 18 Jan 2027: data kept for
                                               m-7: legal ends the hold
  ! end sign-in        crm     e-1-crm-0d9…    system is only observed: do it by
                                               hand, or switch the system to
                                               enforce
x-1     last day Sun 20 Dec 2026 · 15 days late · known for 7 days
  - free licence       m365    SPE_E3          access.yaml:14 (after the
                                               sign-in); 389.00 SEK a month from
                                               1 Jul
  - end sign-in        vpn     vpn-otto        by driftpahitt; access.yaml:14
                                               (at cut-off)
! stop: surprise, 3 due, limit 1; held: s-1, s-2
  right: it goes on the next night; wrong: move the days back today; at once: a
  file in policies/overrides/
  set b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4
16 other findings: lastday drift
Read: ad 71 of 71 · m365 52 of 52 · crm 40 (incomplete: the list was cut short)
      · vpn 1 031 of 1 031
Plan: 2 accounts, 1 licence, 1 task for a desk, 1 pull request. 4 held.
Limits: surprise 3 of 1 · known 0 of 1 806
`);
  });

  it('puts the counts first for a log', () => {
    expect(linesOf(planText(view(), { countsFirst: true }))[2]).toBe(
      'Plan: 2 accounts, 1 licence, 1 task for a desk, 1 pull request. 4 held.',
    );
  });

  it('shows every line with its id and whole path when asked for all', () => {
    const text = planText(view(), { full: true });

    expect(text).toContain('sessions/e-1/spell:2026-12-31/ad/e-1-ad-0d9a6c1e-5b7f');
    expect(text).toContain('policies/access.yaml:14');
    expect(text).toMatch(/^s-1 /mu);
  });

  it('says that nothing is to do', () => {
    const empty = { ...plan, changes: [], held: [], proposals: [], findings: [], stops: [], limits: [], sources: [] };

    expect(planText(view({ plan: empty }))).toContain('Plan: nothing to do.');
  });

  it('says of a plan for another time that it cannot be applied', () => {
    expect(planText(view({ plan: { ...plan, simulated: true } }))).toContain('this plan cannot be applied');
  });

  it('names logins only when asked, and never that of a protected identity', () => {
    const ends = as([change({ person: 'e-1' }), change({ person: 'e-2' })]);
    const both = view({ plan: { ...plan, changes: ends, held: [] }, names: true });

    expect(planText({ ...both, names: false })).not.toContain(SECRET_LOGIN);
    expect(planText(both)).toContain(SECRET_LOGIN);
    expect(planText(both)).not.toContain('skyddad.person');
  });

  it('groups what belongs to nobody at the end', () => {
    const orphan = change({ person: null, account: 'tmp-k7', class: 'list' });
    const text = planText(view({ plan: { ...plan, changes: [orphan, ...plan.changes] } }));

    expect(text.indexOf('accounts of nobody')).toBeGreaterThan(text.indexOf('x-1'));
  });

  it.each(['sv', 'da', 'en', 'fi'] as const)('keeps to 80 columns in %s', (locale) => {
    for (const full of [true, false]) {
      const shown = planText(view({ locale }), { full });

      expect(linesOf(shown).filter((line) => widthOf(line) > 80)).toEqual([]);
      expect(linesOf(shown).filter((line) => line.endsWith(' '))).toEqual([]);
    }
  });

  it('differs by colours only from the text without them', () => {
    const bare = planText(view(), { style: terminalStyle }).replaceAll(new RegExp(`${String.fromCodePoint(27)}.[0-9]+m`, 'gu'), '');

    expect(bare).toBe(planText(view()));
  });

  it('keeps everything that commands a terminal out, whatever the plan holds', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const bad = change({ person: 'e-1', account: `x${text}`, rule: text });
        const shown = planText(view({ plan: { ...plan, changes: [bad], held: [held(bad, `hold:${text}`, text)] } }));
        expect(shown.replaceAll('\n', '')).not.toMatch(/\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
      }),
      { numRuns: 200 },
    );
  });
});

describe('layout', () => {
  it('wraps without losing a word or going over the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zåäö0-9.,:-]{1,30}$/u), { maxLength: 20 }),
        fc.integer({ min: 8, max: 80 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width);
          expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        },
      ),
    );
  });

  it('does not part an amount', () => {
    expect(wrap('the sum is 14 027.00 SEK', 17)).toEqual(['the sum is', '14 027.00 SEK']);
  });

  it.each([
    ['åäö', 3],
    ['e\u0301', 1],
    ['漢字', 4],
    ['👩‍💻', 4],
    ['', 0],
  ])('%s takes %d columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('pads and cuts by columns', () => {
    expect(pad('å', 3)).toBe('å  ');
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('abcd', 4)).toBe('abcd');
  });

  it('puts a last cell that has no room on lines of its own', () => {
    const page = makePage();
    page.row([60], ['x'.repeat(70), 'y'.repeat(20)]);

    expect(page.text()).toBe(`${'x'.repeat(70)}\n        ${'y'.repeat(20)}\n`);
  });
});
