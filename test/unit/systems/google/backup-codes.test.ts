/** Backup codes of Google: taken away right before the sign-in ends, and never at its expense. */
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import { RIGHTS } from '../../../../reconciler/systems/google/rights.ts';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { changesOf, endWorkspaces, open, refusalOf, WRITER } from './workspace.ts';

endWorkspaces();

const ONE = idFor(1) as ForeignId;
const disable: Write = { kind: 'disable', account: ONE };

describe('the sign-in', () => {
  it.each([
    'forbidden',
    'old-token',
    'busy',
    'quota',
    'broken',
    'lost-request',
    'lost-answer',
    'reset',
    'odd',
    'html-404',
    'redirect',
  ] as const)('ends whatever becomes of the backup codes: %s', async (how) => {
    const { writer, google, world } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    google.fail({ of: /verificationCodes/u, how, times: 99 });

    await writer.write(disable, 5000);

    expect(world.users.get(ONE)?.suspended).toBe(true);
    expect(changesOf(google)).toHaveLength(2);
  });

  it('ends where the backup codes may not be taken away, and nobody asks for them', async () => {
    const { writer, google, world } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    world.serviceAccounts.get(WRITER)?.scopes.delete(RIGHTS.security.scope);

    await writer.write(disable, 5000);

    expect([world.users.get(ONE)?.suspended, changesOf(google).length]).toEqual([true, 1]);
  });

  it.each([
    ['forbidden', { refused: true, retryable: false }],
    ['user-rate', { refused: true, retryable: true }],
  ] as const)('is refused as it is, with or without the backup codes: %s', async (how, expected) => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    opened.google.fail({ of: /^PATCH/u, how });

    expect(await refusalOf(opened, disable)).toMatchObject(expected);
    expect(opened.world.users.get(ONE)).toMatchObject({ suspended: false, backupCodes: 0 });
  });

  it.each([
    ['a quarter of the time that is left', 4000, 1000],
    ['three seconds', 60_000, 3000],
  ])('waits for the backup codes no longer than %s', async (_, timeout, most) => {
    const { writer, google, clock, world } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    // The token for it is asked for again and again, as long as there is time.
    google.fail({ of: /^POST \/token$/u, how: 'broken', nth: 2, times: 99 });

    const from = clock.elapsed();
    await writer.write(disable, timeout);

    expect([world.users.get(ONE)?.suspended, changesOf(google).filter(({ name }) => name.startsWith('PATCH')).length]).toEqual([true, 1]);
    expect(clock.elapsed() - from).toBeGreaterThan(0);
    expect(clock.elapsed() - from).toBeLessThanOrEqual(most);
  });
});
