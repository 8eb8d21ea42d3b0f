/** Annotations, explanations, the list of drift, and who is due. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotations } from '../../../reconciler/report/annotations.ts';
import { driftText } from '../../../reconciler/report/drift.ts';
import { explainText } from '../../../reconciler/report/explain.ts';
import { duePeople, forecastText } from '../../../reconciler/report/forecast.ts';
import { nasty } from '../escape/nasty.ts';
import { as, change, finding, held, outcomes, plan, view } from './sample.ts';

const origin = { commit: 'abcdef0123456789', author: 'Lina Ledsam', day: '2027-01-03', subject: 'offboard e-1', approvedBy: null };

describe('annotations', () => {
  it('are workflow commands with file, line and title', () => {
    expect(annotations(view()).split('\n')[1]).toBe(
      '::error file=policies/drift.yaml,line=3,title=handover-overdue::end vpn of x-1: still active on 3 Jan, 15 days late: do it now; it is checked in the next reading',
    );
  });

  it('are at most ten of each level, with the rest as a number', () => {
    const lines = annotations(view()).split('\n');

    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
    expect(lines.find((line) => line.includes('more of this kind'))).toBe('::warning title=lastday::4 more of this kind: see the report');
  });

  it('tell of a change that is done and touched others', () => {
    const odd = [{ ...outcomes[0]!, outcome: 'verified' as const, detail: 'others-put-back' }];

    expect(annotations(view({ outcomes: odd }))).toMatch(/title=verified::e-1 ad: .*all of them were put back/u);
  });

  it('tell first what was stopped and what failed', () => {
    const failed = [{ ...outcomes[0]!, outcome: 'failed' as const }];

    expect(
      annotations(view({ outcomes: failed }))
        .split('\n')
        .slice(0, 2)
        .join(' '),
    ).toMatch(/^::error title=guardrail%3Asurprise::Stopped.*::error file=policies\/access.yaml,line=14,title=failed::e-1 ad/u);
  });

  it('are one line each, whatever the data', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const found = finding('orphan-account', {
          values: { system: text, account: text },
          because: { rule: text, file: text, pointer: '', line: 1 },
        });
        const lines = annotations(view({ plan: { ...plan, findings: [found], held: [], stops: [] } })).split('\n');
        expect(lines).toHaveLength(2);
        expect(lines[0]).toMatch(/^::warning (file=[^,:]*,line=1,|file=[^,:]*,|line=1,)?title=orphan-account::/u);
      }),
    );
  });

  it('are nothing when there is nothing to say', () => {
    expect(annotations(view({ plan: { ...plan, findings: [], held: [], stops: [] } }))).toBe('');
  });
});

describe('explain', () => {
  it('tells rule, place, origin, class and outcome of one change', () => {
    const id = plan.changes[0]!.id;

    expect(explainText(view({ outcomes }), id, { originOf: () => origin })).toBe(`e-1 end sign-in · ad · e-1-ad-0d9a…
  Rule:          at cut-off (cut-off)
  Stands in:     policies/access.yaml:14 /cutOff
  Commit:        abcdef0123 offboard e-1
  Set by:        Lina Ledsam, 2027-01-03
  Approved:      not verified: it stands on the default branch
  Due since:     Thu 31 Dec 2026 16:00 (Europe/Stockholm)
  Class:         surprise
  Outcome:       done and seen
  Can be undone: yes
`);
  });

  it('tells what holds a change and what releases it', () => {
    expect(explainText(view(), plan.held[0]!.change.id)).toMatch(/Held: +data kept for m-7: legal ends the hold/u);
  });

  it('tells who acts on a finding, by when, and its cost', () => {
    const text = explainText(view(), 'buyout-cost/e-3/LT-0003/ll-2025-011') ?? '';

    expect(text).toMatch(/Who acts: +finance/u);
    expect(text).toMatch(/Cost: +3 050.00 SEK/u);
  });

  it('tells everything of one person', () => {
    const text = explainText(view(), 'e-1') ?? '';

    expect(text.match(/^\S/gmu)?.length).toBeGreaterThan(6);
    expect(text).toContain('PR release/e-1-2026-12-31 · LT-0001');
  });

  it('knows nothing of what is not in the plan', () => {
    expect(explainText(view(), 'e-404')).toBeNull();
  });
});

describe('drift', () => {
  it('lists findings loudest first, with the sum of each kind', () => {
    const text = driftText(view());

    expect(text.indexOf('handover-overdue')).toBeLessThan(text.indexOf('stale-licence'));
    expect(text).toContain('stale-licence: 7 findings; 3 756.00 SEK a month');
    expect(text).toContain('from 1 Feb');
  });

  it('lists only one kind, or only one unit', () => {
    expect(driftText(view(), { code: 'orphan-account' }).match(/finding/gu)).toHaveLength(1);
    expect(driftText(view(), { unit: as('lager') })).toContain('No findings.');
    expect(driftText(view(), { unit: as('syd') })).toContain('LT-0003');
  });

  it('keeps silent plans to HR', () => {
    const asked = finding('device-awaited', {
      subject: { employee: 'e-4', device: 'PH-0004' },
      values: { device: 'PH-0004', employee: 'e-4' },
    });

    expect(driftText(view({ plan: { ...plan, findings: [asked] } }))).toContain('No findings.');
  });
});

describe('who is due', () => {
  it('names everybody, the held ones too, the earliest first', () => {
    expect(duePeople(view())).toEqual([
      { person: 'x-1', cutOff: '2026-12-20T15:00:00Z', systems: ['vpn'], heldBy: [] },
      { person: 'e-1', cutOff: '2026-12-31T15:00:00Z', systems: ['ad', 'm365', 'crm'], heldBy: ['observe'] },
      { person: 's-1', cutOff: '2026-12-31T15:00:00Z', systems: ['ad'], heldBy: ['guardrail:surprise'] },
      { person: 's-2', cutOff: '2026-12-31T15:00:00Z', systems: ['ad'], heldBy: ['guardrail:surprise'] },
    ]);
  });

  it('leaves out people with whom only a system is left that is never changed', () => {
    const looked = held(change({ person: 'e-2', system: 'crm' }), 'observe', 'switch-to-enforce');

    expect(duePeople(view({ plan: { ...plan, changes: [], held: [looked] } }))).toEqual([]);
  });

  it('leaves out what is held for a later day', () => {
    const later = held(change({ person: 'e-2', due: '2027-02-01T15:00:00Z' }), 'hold:m-7', 'hold-ends');

    expect(duePeople(view({ plan: { ...plan, changes: [], held: [later] } }))).toEqual([]);
  });

  it('is told with cut-off, unit, systems and what holds it', () => {
    const upcoming = as([{ day: '2027-01-04', kind: 'device-day', person: 'e-1', subject: 'LT-0001', system: null }]);
    const text = forecastText(view({ plan: { ...plan, simulated: true, upcoming } }));

    expect(text).toContain('Access ends: 4 people');
    expect(text).toMatch(/s-1 +Thu 31 Dec 16:00 +lager +ad; limit for surprise/u);
    expect(text).toMatch(/Mon 4 Jan +e-1 +device day +LT-0001/u);
  });
});
