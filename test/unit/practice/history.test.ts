/** The practice company's history: dated steps that end in what stands at the root. */
import { describe, expect, it } from 'vitest';
import { filesOfRoot, NIGHTS_BEFORE, steps, THE_NIGHT, tellStory } from '../../practice/history.ts';
import { BY_HAND } from '../../practice/world-facts.ts';

const root = filesOfRoot();
const story = tellStory(root);

describe('the history', () => {
  it('ends with the files at the root', () => {
    const files = new Map(story.first);

    for (const { step, files: after } of story.steps) {
      if (step.how !== 'open') for (const [path, text] of after) files.set(path, text);
    }

    expect(files).toEqual(root);
  });

  it('goes forward in time, and something happens in every month', () => {
    const dates = steps.map((step) => step.at);
    const byHand = BY_HAND.map((one) => one.at);

    expect(dates).toEqual(dates.toSorted());
    expect(new Set([...dates, ...byHand].map((at) => at.slice(0, 7)))).toEqual(
      new Set(['2026-09', '2026-10', '2026-11', '2026-12', '2027-01']),
    );
  });

  it('has the nights in order, and nothing after the evening of 3 January', () => {
    expect(NIGHTS_BEFORE).toHaveLength(19);
    expect([...NIGHTS_BEFORE, THE_NIGHT]).toEqual([...NIGHTS_BEFORE, THE_NIGHT].toSorted());
    expect(steps.filter((step) => step.at > '2027-01-03 22:00')).toEqual([]);
  });

  it('enters the last days of e-1001, e-1003 and e-1010 only on Sunday 3 January, and e-1008 before the first night', () => {
    const firstDays = ['e-1001', 'e-1003', 'e-1010', 'e-1008'].map(
      (id) => /lastDay: .*/u.exec(story.first.get(`state/employees/${id}.yaml`) ?? '')?.[0],
    );
    const entered = steps.filter((step) => step.at > '2027-01-03 02:00').map((step) => step.people);

    expect(firstDays).toEqual([undefined, undefined, undefined, 'lastDay: 2027-01-03']);
    expect(entered).toEqual([['e-1001'], ['e-1003'], ['e-1010'], ['e-1041', 'e-1042', 'e-1043', 'e-1044', 'e-1045', 'e-1046'], ['e-1019']]);
  });

  it('refuses a root whose text a step does not find', () => {
    const changed = new Map(root);
    changed.set('state/employees/e-1001.yaml', (root.get('state/employees/e-1001.yaml') ?? '').replace('lastDay: 2026-12-31\n', ''));

    expect(() => tellStory(changed)).toThrow(/2027-01-03 14:05 state\/employees\/e-1001\.yaml: stands there nowhere/u);
  });
});
