/** Whether desks did their work in the agreed time, by what readings showed of it. */
import { describe, expect, it } from 'vitest';
import type { DeskWork } from '../../../reconciler/model/memory.ts';
import { recordOfDesks } from '../../../reconciler/plan/desk-record.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { makeDesired, memory, person, system, type World } from './world.ts';

const NOW = '2027-01-20T02:00:00Z' as Instant;
/** Monday night: eight hours of a desk that works from eight to five end at 17:00 in Stockholm. */
const GIVEN = '2027-01-11T01:00:00Z' as Instant;
const DUE = '2027-01-11T15:00:00Z';

const supplied = system('vpn', { kind: 'csv', supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } });
const desks = {
  pahitt: { name: 'Supplier', supplier: true, hours: 'weekdays 08-17' },
  it: { name: 'IT' },
  slow: { name: 'Slow', respond: 'PT48H' },
};

function record(work: Partial<DeskWork>, world: World = {}) {
  const desired = makeDesired({ people: [person('e-1')], systems: [supplied], organisation: { desks }, ...world });
  const one = {
    change: 'c',
    person: 'e-1',
    system: 'vpn',
    account: 'v-1',
    kind: 'disable',
    at: GIVEN,
    seenUndone: null,
    end: null,
    ...work,
  };
  return recordOfDesks({ desired, memory: memory({ deskWork: [one as DeskWork] }), asOf: NOW }).map(
    ({ desk, on, state, days }) => `${desk} ${on} ${state} ${days}`,
  );
}

const done = (at: string) => ({ as: 'done' as const, at: at as Instant });

describe('work of a supplier', () => {
  it.each<[string, Partial<DeskWork>, string[]]>([
    ['seen done in the first export', { end: done('2027-01-12T01:00:00Z') }, ['pahitt 2027-01-11 on-time 0']],
    ['seen done late, but nobody knows that it was', { end: done('2027-01-19T01:00:00Z') }, ['pahitt 2027-01-11 on-time 0']],
    [
      'undone in an export from before the agreed time',
      { seenUndone: DUE as Instant, end: done('2027-01-12T01:00:00Z') },
      ['pahitt 2027-01-11 on-time 0'],
    ],
    [
      'undone after the agreed time',
      { seenUndone: '2027-01-13T01:00:00Z' as Instant, end: done('2027-01-14T01:00:00Z') },
      ['pahitt 2027-01-11 late 3'],
    ],
    ['open within the agreed time', { at: '2027-01-20T01:00:00Z' as Instant }, ['pahitt 2027-01-20 open 0']],
    ['open after it', { seenUndone: '2027-01-19T01:00:00Z' as Instant }, ['pahitt 2027-01-11 overdue 9']],
    ['no longer asked for', { end: { as: 'withdrawn', at: NOW } }, ['pahitt 2027-01-11 withdrawn 0']],
    ['of a mailbox, which has a day of its own', { kind: 'convert' }, []],
    ['of a system that is no longer there', { system: 'gone' as never }, []],
  ])('%s', (_, work, expected) => {
    expect(record(work)).toEqual(expected);
  });
});

describe('work of a desk of our own', () => {
  it.each<[string, World, string[]]>([
    ['has a day where nothing was agreed', { systems: [system('vpn', { desk: 'it' })] }, ['it 2027-01-11 overdue 8']],
    ['has the desk’s own time', { systems: [system('vpn', { desk: 'slow' })] }, ['slow 2027-01-11 overdue 7']],
    ['is nobody’s where the files name no desk', { systems: [system('vpn')] }, []],
    ['counts a desk that the files do not describe', { systems: [system('vpn', { desk: 'unknown' })] }, ['unknown 2027-01-11 overdue 8']],
  ])('%s', (_, world, expected) => {
    expect(record({}, world)).toEqual(expected);
  });

  it.each([
    ['of the person’s company', 'e-1', [{ id: 'se', name: 'A', country: 'SE', currency: 'SEK' }]],
    ['of the first company for accounts of nobody', null, [{ id: 'se', name: 'A', country: 'SE', currency: 'SEK' }]],
    ['of nowhere without a company', null, []],
  ])('keeps the days off %s', (_, who, companies) => {
    const world = { organisation: { desks, companies } as never };
    // The night before Epiphany, which is a day off in Sweden and nowhere by default.
    const [said] = record({ person: who as never, at: '2027-01-05T20:00:00Z' as Instant }, world);

    expect(said).toBe(companies.length === 0 ? 'pahitt 2027-01-05 overdue 14' : 'pahitt 2027-01-05 overdue 13');
  });
});
