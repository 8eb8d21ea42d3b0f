import { describe, expect, it } from 'vitest';
import { knownIds } from '../../../reconciler/plan/known-ids.ts';
import { line, makeInput, person, type World } from './world.ts';

const remembered = { knownIds: new Map([['e-1/ad', 'before' as never]]) };

describe('ids to remember', () => {
  it.each<[string, World, Record<string, string>]>([
    ['of a line that fits', {}, { 'e-1/ad': 'ad-e-1' }],
    ['of a new one that was seen', { situations: { 'e-1/ad': 'fresh-id' } }, { 'e-1/ad': 'ad-e-1' }],
    ['of a disputed one, what was known', { situations: { 'e-1/ad': 'disputed' }, memory: remembered }, { 'e-1/ad': 'before' }],
    ['of one not seen, what was known', { unread: ['ad'], memory: remembered }, { 'e-1/ad': 'before' }],
    ['of one not seen and not known, none', { unread: ['ad'] }, {}],
    [
      'of a line without an id, none',
      { people: [person('e-1', { accounts: [line('ad', null, { login: 'anna' })] })], memory: remembered },
      {},
    ],
    ['of a line that vanished, what was known', { people: [person('e-1', { accounts: [] })], memory: remembered }, { 'e-1/ad': 'before' }],
    [
      'of a line that went when the person was closed, none',
      {
        people: [person('e-1', { lastDay: '2026-12-31', accounts: [] })],
        offboardings: [{ employee: 'e-1', kind: 'planned', spell: '2026-12-31', closed: '2027-01-02' }],
        memory: remembered,
      },
      {},
    ],
    [
      'of a second line in one system, under its number',
      { people: [person('e-1', { accounts: [line('ad', 'a'), line('m365', 'm'), line('ad', 'b')] })] },
      { 'e-1/ad': 'a', 'e-1/ad#2': 'b' },
    ],
  ])('%s', (_, world, expected) => {
    expect(knownIds(makeInput({ people: [person('e-1')], ...world }))).toEqual(expected);
  });
});
