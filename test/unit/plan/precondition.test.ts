import { describe, expect, it } from 'vitest';
import { digestHoldings, preconditionOf } from '../../../reconciler/plan/precondition.ts';
import { lostBy } from '../../../reconciler/plan/rules/changes-holdings.ts';
import { account, seat, sha256 } from './world.ts';

describe('what must still be true', () => {
  const full = account('a', { groups: ['y', 'x'], roles: ['r'], licences: [seat('F1', 'x'), seat('E3')] });

  it('is a digest of everything held, whatever the order', () => {
    const same = account('a', { groups: ['x', 'y'], roles: ['r'], licences: [seat('E3'), seat('F1', 'x')] });

    expect(digestHoldings(full, sha256)).toBe(digestHoldings(same, sha256));
  });

  it.each([
    ['a group', { groups: ['x'] }],
    ['a role', { roles: [] }],
    ['a seat', { licences: [seat('E3')] }],
    ['how a seat is held', { licences: [seat('F1'), seat('E3')] }],
    ['what is not known', { groups: null, roles: null, licences: null }],
  ])('changes with %s', (_, extra) => {
    expect(digestHoldings({ ...full, ...extra } as never, sha256)).not.toBe(digestHoldings(full, sha256));
  });

  it('leaves holdings out where they are not part of the change', () => {
    expect(preconditionOf(full, sha256, false)).toEqual({ id: 'a', enabled: true, holds: null });
    expect(preconditionOf(full, sha256, true).holds).toBe(digestHoldings(full, sha256));
  });
});

describe('what a change takes', () => {
  it('is the difference, and nothing where it says nothing', () => {
    expect(lostBy({ before: { groups: ['a', 'b'] as never }, after: { groups: ['b'] as never } }, 'groups')).toEqual(['a']);
    expect(lostBy({ before: {}, after: {} }, 'licences')).toEqual([]);
  });
});
