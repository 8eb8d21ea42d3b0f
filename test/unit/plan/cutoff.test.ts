import { describe, expect, it } from 'vitest';
import { assignmentEndings, cutOffsOf, leaveEndings, spellEnding } from '../../../reconciler/plan/cutoff.ts';
import { makeContext } from '../../../reconciler/plan/input.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { at, brief, makeDesired, makeInput, NIGHT, person, published, type World } from './world.ts';

function viewOf(world: World) {
  const input = makeInput(world);
  const view = makeContext(input).people.get('e-1' as never);
  if (view === undefined) throw new Error('no such person');
  return { input, view };
}

describe('the end of an employment', () => {
  it('is absent without a last day', () => {
    const { input, view } = viewOf({ people: [person('e-1')] });

    expect(spellEnding(input, view)).toBeNull();
  });

  it.each([
    ['2027-01-03T15:09:59Z', false],
    ['2027-01-03T15:10:00Z', true],
  ])('is due ten minutes after its instant: at %s %s', (asOf, isDue) => {
    const { input, view } = viewOf({ people: [person('e-1', { lastDay: '2027-01-03' })], asOf: asOf as Instant });

    expect(spellEnding(input, view)).toMatchObject({ cutOff: '2027-01-03T15:00:00Z', isDue });
  });

  const immediate = [{ employee: 'e-1', kind: 'immediate' as const, spell: '2027-02-28' }];
  const people = [person('e-1', { lastDay: '2027-02-28' })];

  it('is at once with an immediate plan', () => {
    const { input, view } = viewOf({ people, offboardings: immediate });

    expect(spellEnding(input, view)).toEqual({ cause: 'spell:2027-02-28', cutOff: NIGHT, class: 'immediate', isDue: true });
  });

  it('an immediate plan keeps the instant that was first published, not the regular one ahead', () => {
    const first = '2027-01-03T01:00:00Z' as Instant;
    const line = (cutOff: Instant) => published({ person: 'e-1', cause: 'spell:2027-02-28', cutOff, since: first });
    const seen = viewOf({ people, offboardings: immediate, memory: { published: line(first) } });
    const planned = viewOf({ people, offboardings: immediate, memory: { published: line(at('2027-02-28')) } });

    expect(spellEnding(seen.input, seen.view)).toMatchObject({ cutOff: first, class: 'fresh' });
    expect(spellEnding(planned.input, planned.view)).toMatchObject({ cutOff: NIGHT, class: 'immediate' });
  });

  it('an immediate plan after the last day has the regular instant', () => {
    const { input, view } = viewOf({
      people: [person('e-1', { lastDay: '2027-01-03' })],
      offboardings: [{ employee: 'e-1', kind: 'immediate', spell: '2027-01-03' }],
    });

    expect(spellEnding(input, view)).toMatchObject({ cutOff: at('2027-01-03'), class: 'immediate' });
  });
});

describe('assignments and leaves', () => {
  it('an assignment ends at 00:00 of the day after, when it has a day and gives something', () => {
    const assignments = [
      { id: 'a1', from: '2026-01-01', to: '2027-01-03', grants: { ad: ['kund'] } },
      { id: 'a2', from: '2026-01-01', grants: { ad: ['kund'] } },
      { id: 'a3', from: '2026-01-01', to: '2027-01-03' },
    ];
    const { input, view } = viewOf({ people: [person('e-1', { assignments })] });

    expect(assignmentEndings(input, view)).toMatchObject([
      { cause: 'assignment:a1:2027-01-03', cutOff: '2027-01-03T23:00:00Z', isDue: true, index: 0 },
    ]);
  });

  it('a leave counts when it takes something, and is over after its last day', () => {
    const leaves = [
      { from: '2026-01-01', to: '2026-12-31' },
      { from: '2027-01-04', licences: 'park' as const },
      { from: '2026-02-01', to: '2027-01-03', access: 'suspend' as const },
    ];
    const { input, view } = viewOf({ people: [person('e-1', { leaves })] });

    expect(leaveEndings(input, view)).toMatchObject([
      { cause: 'leave:2027-01-04', index: 1, isOver: false },
      { cause: 'leave:2026-02-01', index: 2, isOver: true },
    ]);
  });
});

describe('cut-offs from files alone', () => {
  it('takes the earliest of access day, last working day and last day, in the person’s zone', () => {
    const desired = makeDesired({
      people: [
        person('e-1', { lastDay: '2027-01-31', lastWorkingDay: '2027-01-15' }),
        person('e-2', { lastDay: '2027-01-31', lastWorkingDay: '2027-01-31' }),
        person('e-3', { lastDay: '2027-01-31', timeZone: 'Pacific/Auckland' }),
        person('e-4', { lastDay: '2027-01-31' }),
        person('e-5'),
        person('e-6', { lastDay: '2027-01-31', lastWorkingDay: '2027-02-05' }),
      ],
      offboardings: [
        { employee: 'e-2', kind: 'planned', spell: '2027-01-31', ends: { access: '2027-01-10' } },
        { employee: 'e-4', kind: 'immediate', spell: '2027-01-31' },
        { employee: 'e-6', kind: 'planned', spell: '2027-01-31', ends: { access: '2027-01-10' }, closed: '2027-01-01' },
      ],
    });

    expect(Object.fromEntries(cutOffsOf(desired))).toEqual({
      'e-1': at('2027-01-15'),
      'e-2': at('2027-01-10'),
      'e-3': at('2027-01-31', '16:00', 'Pacific/Auckland'),
      'e-4': '0000-01-01T00:00:00Z',
      'e-6': at('2027-01-31'),
    });
  });
});

const ZONES = [
  // The Sunday on which clocks change in the week of the last day, in both directions.
  ['Europe/Stockholm', '2027-03-28'],
  ['Europe/Stockholm', '2027-10-31'],
  ['America/New_York', '2027-03-14'],
  ['America/New_York', '2027-11-07'],
  ['Pacific/Auckland', '2027-04-04'],
  ['Pacific/Auckland', '2027-09-26'],
] as const;

describe('zones with a clock change in the week', () => {
  describe.each(ZONES)('%s around %s', (zone, day) => {
    it.each(['00:30', '02:30', '16:00', '24:00'])('access ends at %s on the wall, never before', (cutOff) => {
      const base = { people: [person('e-1', { lastDay: day, timeZone: zone })], policies: { access: { cutOff } } };
      const end = at(day, cutOff, zone);
      const later = (minutes: number) => new Date(Date.parse(end) + minutes * 60_000).toISOString().replace('.000Z', 'Z') as Instant;

      const changes = [-1440, -60, -1, 0, 9, 10, 60].map((minutes) => {
        return plan(makeInput({ ...base, asOf: later(minutes) })).changes.length;
      });

      expect(changes).toEqual([0, 0, 0, 0, 0, 2, 2]);
    });
  });
});

describe('however late a run comes', () => {
  it.each([1, 4, 40, 400])('%i days late: still ended, and shown as late', (days) => {
    const asOf = new Date(Date.parse('2027-01-03T15:30:00Z') + days * 86_400_000).toISOString().replace('.000Z', 'Z') as Instant;

    const made = plan(makeInput({ people: [person('e-1', { lastDay: '2027-01-03' })], asOf }));

    expect(brief(made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
    expect(made.changes.map((one) => one.late)).toEqual([days, days]);
  });

  it('40 days late with 60 leavers: all are handled or held by name', () => {
    const leavers = Array.from({ length: 60 }, (_, n) => person(`e-${n}`, { lastDay: `2026-11-${String((n % 25) + 1).padStart(2, '0')}` }));
    const others = Array.from({ length: 100 }, (_, n) => person(`s-${n}`));

    const made = plan(makeInput({ people: [...leavers, ...others] }));

    const ends = [...made.changes, ...made.held.map((one) => one.change)].filter((one) => one.kind === 'disable');
    expect(new Set(ends.map((one) => one.person))).toEqual(new Set(leavers.map((one) => one.id)));
    expect(made.held.filter((one) => one.change.kind === 'disable').every((one) => one.releasedBy !== '')).toBe(true);
    expect(made.stops[0]?.held).toHaveLength(57);
  });
});
