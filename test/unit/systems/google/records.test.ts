/** Names of groups and licences: one for each, back to what they name, and none that a file may not hold. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalNumbers } from '../../../../reconciler/load/personal-numbers.ts';
import { groupEntitlement, licenceEntitlement, membershipOf, productOf } from '../../../../reconciler/systems/google/records.ts';
import { laterUse } from '../../../../reconciler/systems/google/usage.ts';
import type { Day, Entitlement } from '../../../../schemas/primitives.ts';

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/u);

describe('licences', () => {
  it('of a bare number would be taken for somebody in one of five', () => {
    expect(personalNumbers('Google-Apps/1010020020')).toHaveLength(1);
  });

  it('have names that are nobody’s number, and lead back to the product and the SKU', () => {
    const number = fc.integer({ min: 1_010_000_000, max: 1_010_999_999 }).map(String);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constant('Google-Apps'),
          number.map((one) => one.slice(0, 6)),
        ),
        fc.oneof(number, word),
        (productId, skuId) => {
          const name = licenceEntitlement({ productId, skuId });
          // What begins as our own names do is the one that cannot be told from them.
          fc.pre(name !== null && !/^sku[0-9]+$/u.test(skuId));
          expect(productOf(name)).toEqual({ productId, skuId });
          if (/^[0-9]+$/u.test(skuId)) expect(personalNumbers(name)).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['..', 'x'],
    ['x', '../y'],
    ['', 'x'],
    ['x', ''],
    ['a b', 'x'],
    ['x', '%2e'],
  ])('of %j and %j have no name', (productId, skuId) => {
    expect(licenceEntitlement({ productId, skuId })).toBeNull();
    expect(productOf(`${productId}/${skuId}` as Entitlement)).toBeNull();
  });
});

describe('memberships', () => {
  it.each(['MEMBER', 'MANAGER', 'OWNER'])('as %s lead back to the group', (role) => {
    const name = groupEntitlement('Sales@exempel.example', role);

    expect(membershipOf(name as Entitlement)).toEqual({ email: 'sales@exempel.example', role });
  });

  it.each([
    'sales',
    'a@b',
    '@exempel.example',
    'a@exempel.example#boss',
    'a@exempel.example/members',
    'a b@exempel.example',
    'a@b@c.example',
  ])('under the name %j are none', (name) => {
    expect(membershipOf(name as Entitlement)).toBeNull();
  });
});

describe('the later use', () => {
  const [early, late] = ['2026-01-01', '2026-02-01'] as Day[];
  it.each([
    [early, late, late],
    [late, early, late],
    ['never', early, early],
    [early, 'never', early],
    ['never', 'never', 'never'],
    [null, 'never', 'never'],
    [early, null, early],
    [null, null, null],
  ] as const)('of %j and %j is %j', (a, b, expected) => {
    expect(laterUse(a ?? null, b ?? null)).toBe(expected);
  });
});
