/** What is left to people: nobody is deleted, archived or made anything, no file changes hands, no device is touched. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import type { Entitlement, ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { changesOf, EVERYTHING, endWorkspaces, open } from './workspace.ts';

endWorkspaces();

const account = idFor(1) as ForeignId;
const group = ['sales@exempel.example'] as unknown as readonly Entitlement[];
const licence = ['Google-Apps/sku1010020020'] as unknown as readonly Entitlement[];

const WRITES: readonly Write[] = [
  { kind: 'disable', account },
  { kind: 'sessions', account },
  { kind: 'place', account, to: '/Leavers' },
  { kind: 'groups', account, remove: group, add: [] },
  { kind: 'licences', account, remove: licence, add: [] },
  { kind: 'enable', account },
  { kind: 'groups', account, remove: [], add: group },
  { kind: 'licences', account, remove: [], add: licence },
];

/** Every change that there is. */
const KNOWN = [
  /^PATCH \/admin\/directory\/v1\/users\/[0-9]+$/u,
  /^POST \/admin\/directory\/v1\/users\/[0-9]+\/(signOut|verificationCodes\/invalidate)$/u,
  /^DELETE \/admin\/directory\/v1\/users\/[0-9]+\/(tokens|asps)\/[^/]+$/u,
  /^(POST|DELETE) \/admin\/directory\/v1\/groups\/[^/]+\/members(\/[0-9]+)?$/u,
  /^(POST|DELETE) \/apps\/licensing\/v1\/product\/[^/]+\/sku\/[^/]+\/user(\/[^/]+)?$/u,
];

describe('every change that can be asked for', () => {
  it('is one of a handful of calls, and leaves the account there with its files', async () => {
    const world = fakeGoogleWorld({
      users: [fakeUser(1)],
      groups: [fakeGroup('g1', 'sales@exempel.example', { [idFor(1)]: 'MEMBER' })],
      licences: [{ productId: 'Google-Apps', skuId: '1010020020', user: idFor(1) }],
    });
    const { reader, writer, google } = await open(world, EVERYTHING);
    const before = await reader.read('2027-01-04T01:00:00Z' as Instant);

    for (const write of WRITES) await writer.write(write, 60_000);
    await writer.write({ kind: 'place', account, to: '/Staff' }, 60_000);

    expect(changesOf(google).filter(({ name }) => !KNOWN.some((one) => one.test(name)))).toEqual([]);
    // Bodies hold the one property that was to change: no archiving, no password, no role of an administrator.
    const patched = changesOf(google).filter(({ name }) => name.startsWith('PATCH'));
    expect(patched.flatMap(({ body }) => Object.keys(body)).toSorted()).toEqual(['orgUnitPath', 'orgUnitPath', 'suspended', 'suspended']);
    expect((await reader.read('2027-01-04T01:00:00Z' as Instant)).digest).toBe(before.digest);
  });
});

describe('the documentation', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/systems/google.md'), 'utf8').replaceAll(/\s+/gu, ' ');

  it('says that private files stay behind unless somebody asks for them', () => {
    expect(page).toContain('Ask for private files as well: by default only shared ones move');
  });

  it('says what is seen of the end of sessions', () => {
    expect(page).toContain(
      "Without `showSessions` lastday reports their end as *accepted*: done by Google's answer, and not claimed as seen",
    );
  });
});
