/** Parts of the night: the first one of a repository, a desk's work that is seen to be done, and what a system only answers. */
import { describe, expect, it } from 'vitest';
import { nightText } from '../../../reconciler/report/summary.ts';
import { as, changes, memory, outcome, plan, view } from './sample.ts';

const first = as({ ...memory, runs: [] });
const quiet = { ...plan, changes: [], held: [], proposals: [], findings: [], stops: [] };

describe('the first night of a repository', () => {
  it('lists everybody whose last day has passed, by how their access stands', () => {
    const [disable] = changes;
    const open = as({
      ...quiet,
      forecast: [{ person: 's-1', cause: 'spell:2027-01-03', cutOff: '2027-01-03T23:00:00Z', systems: ['ad'] }],
    });
    const done = as({ ...disable, person: 'e-1' });
    const handed = as({ ...disable, person: 'x-1', id: 'disable/x-1/spell:2026-12-20/vpn/vpn-otto' });
    const outcomes = [outcome(done, 'verified', '2027-01-04T01:00:40Z'), outcome(handed, 'handed-over', '2027-01-04T01:00:41Z')];

    const told = nightText(view({ plan: open, memory: first, outcomes }));

    const [, listed = ''] = /^LAST DAY HAS PASSED: \d+ people\n((?: {2}.*\n)+)/mu.exec(told) ?? [];
    expect(listed).toMatch(/^ {2}ended tonight +e-1$/mu);
    expect(listed).toMatch(/^ {2}handed over +x-1$/mu);
    expect(listed).toMatch(/^ {2}still waiting +s-1$/mu);
    expect(listed).toMatch(/^ {2}no sign-in on /mu);
  });

  it('is the only one that does', () => {
    expect(nightText(view({ plan: quiet }))).not.toContain('LAST DAY HAS PASSED');
    expect(nightText(view({ plan: quiet, memory: null }))).not.toContain('LAST DAY HAS PASSED');
  });
});

describe('work of a desk that tonight’s reading shows', () => {
  it('is late by the cut-off that an earlier night published, although the plan has it no more', () => {
    const [disable] = changes;
    const seen = as({ ...disable, person: 'x-1', system: 'vpn', id: 'disable/x-1/spell:2026-12-20/vpn/vpn-otto' });
    const published = new Map([
      ['x-1/spell:2026-12-20', { person: 'x-1', cause: 'spell:2026-12-20', cutOff: '2026-12-20T15:00:00Z', since: '2026-12-01T01:00:00Z' }],
    ]);
    const outcomes = [outcome(seen, 'verified', '2027-01-04T01:00:00Z', 'seen-in-reading')];

    const told = nightText(view({ plan: { ...quiet, forecast: [] }, memory: as({ ...memory, published }), outcomes }));

    expect(told).toMatch(/x-1 +vpn +Sun 20 Dec 16:00 +02:00:00 +15 days/u);
  });
});

describe('what a system answers and never shows', () => {
  it('is told by itself, for each system and kind with its people, and not as something that was not done', () => {
    const [disable] = changes;
    const ended = (person: string) => as({ ...disable, person, kind: 'sessions', id: `sessions/${person}/spell:2027-01-03/ad/${person}` });
    const outcomes = ['e-1', 's-1'].map((person) => outcome(ended(person), 'accepted', '2027-01-04T01:00:40Z', 'not-shown'));

    const told = nightText(view({ plan: quiet, outcomes }));

    expect(told).toMatch(/^DONE BY ITS ANSWER ALONE: the system has no way to show it\n {2}ad +end sessions +e-1, s-1$/mu);
    expect(told).not.toMatch(/NOT DONE/u);
  });
});

describe('inventory records that a limit holds', () => {
  it('are named as devices, with the inventory', () => {
    const [disable] = changes;
    const status = as({ ...disable, person: null, kind: 'status', system: 'snipe-it', asset: '7', tag: 'LT-0007', class: 'cleanup' });
    const held = [{ change: status, by: 'guardrail:cleanup', until: null, releasedBy: 'override' }];
    const stop = {
      class: 'cleanup',
      system: 'snipe-it',
      window: 'run',
      due: 6,
      limit: 5,
      went: 5,
      held: ['LT-0007'],
      digest: 'a'.repeat(64),
    };

    const told = nightText(view({ plan: as({ ...quiet, held, stops: [stop] }) })).replaceAll(/\s+/gu, ' ');

    expect(told).toContain('6 devices in snipe-it without a recent change in the files, limit 5; held: LT-0007');
  });
});
