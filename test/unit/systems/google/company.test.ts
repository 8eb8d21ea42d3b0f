/** How many requests the reading of a whole company takes. */
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser } from '../../../fakes/google/world.ts';
import { endWorkspaces, namesOf, open } from './workspace.ts';

endWorkspaces();

const AT = '2027-01-04T01:00:00Z' as Instant;
const APPS = { products: ['Google-Apps'] };
const E3 = { productId: 'Google-Apps', skuId: '1010020020' };

function many(count: number): ReturnType<typeof fakeUser>[] {
  return Array.from({ length: count }, (_, index) => fakeUser(index + 1));
}

describe('a nightly of a whole company', () => {
  it.each([
    // Users in pages of 500, licences of one product in pages of 1,000, one list of groups, one of members for each group of up to 200.
    [3600, 40, { users: 8, licences: 4, groups: 1, members: 40 }],
    [5000, 200, { users: 10, licences: 5, groups: 1, members: 209 }],
  ])('reads %d users and %d groups in as many requests as there are pages, and writes nothing', async (count, groupCount, pages) => {
    // Two of them are the administrators that are acted as.
    const users = many(count - 2);
    const groups = Array.from({ length: groupCount }, (_, index) =>
      // One group has 2,000 members, the others 20.
      fakeGroup(
        `g${index}`,
        `group${index}@exempel.example`,
        Object.fromEntries(
          users.slice(index * 20, index * 20 + (index === 1 && groupCount === 200 ? 2000 : 20)).map(({ id }) => [id, 'MEMBER']),
        ),
      ),
    );
    const licences = users.map(({ id }) => ({ ...E3, user: id }));
    const { reader, google, clock } = await open(fakeGoogleWorld({ users, groups, licences }), APPS);

    const first = await reader.read(AT);
    const asked = namesOf(google);
    const second = await reader.read(AT);

    expect(first).toMatchObject({ ended: true, problems: [], tenant: 'C0exempel1' });
    expect(first.accounts).toHaveLength(count);
    expect({
      users: asked.filter((name) => name.endsWith('/directory/v1/users')).length,
      licences: asked.filter((name) => name.includes('/licensing/')).length,
      groups: asked.filter((name) => name.endsWith('/v1/groups')).length,
      members: asked.filter((name) => name.endsWith('/members')).length,
    }).toEqual(pages);
    expect(asked).toHaveLength(Object.values(pages).reduce((sum, one) => sum + one, 0));
    expect(first.pages).toBe(asked.length);
    expect(namesOf(google)).toHaveLength(2 * asked.length);
    expect(google.tokensAsked).toHaveLength(3);
    expect(second.digest).toBe(first.digest);
    expect(clock.sleeps).toEqual([]);
  });
});
