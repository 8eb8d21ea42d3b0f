/** What is written to an organisation on GitHub: exactly what was asked, and what it refuses. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { lists, refusalOf, switching } from '../writes.ts';
import { AT, addSeat, addTeam, endOrganisations, open } from './organisation.ts';

endOrganisations();

const id = (user: number | string) => String(user) as ForeignId;
const PATIENT = 100_000;

describe('a sign-in switched off', () => {
  it('is a member removed: outside, without teams, and nobody else changed', async () => {
    const { org, reader, writer, github } = await open();
    addTeam(org, 'vpn', { people: [1, 2] });
    const before = await reader.read(AT);

    await writer.write(switching('disable', 1), PATIENT);
    const once = await reader.readAccount(id(1));
    await writer.write(switching('disable', 1), PATIENT);

    expect(once).toBeNull();
    const after = await reader.read(AT);
    expect(after.accounts).toEqual(before.accounts.filter((one) => one.id !== '1'));
    expect(github.changes()).toEqual(['DELETE /orgs/exempel/memberships/testper']);
  });

  it('is an invitation cancelled, by sign-in name or by address', async () => {
    const { org, reader, writer } = await open();
    org.users.set(60, { id: 60, login: 'invited' });
    org.invitations.set(1, { user: 60, email: null });
    org.invitations.set(2, { user: null, email: 'ny@exempel.example' });

    await writer.write(switching('disable', 60), PATIENT);
    await writer.write(switching('disable', 'invitation-2'), PATIENT);

    expect(org.invitations.size).toBe(0);
    expect(await reader.readAccount(id(60))).toBeNull();
    expect(await reader.readAccount(id('invitation-2'))).toBeNull();
  });

  it('is an outside collaborator taken off all repositories', async () => {
    const { org, writer, github } = await open();
    org.users.set(50, { id: 50, login: 'outsider' });
    org.outside.add(50);

    await writer.write(switching('disable', 50), PATIENT);

    expect([[...org.outside], github.changes()]).toEqual([[], ['DELETE /orgs/exempel/outside_collaborators/outsider']]);
  });

  it('goes to the one with the number, whatever the name is by now', async () => {
    const { org, writer, github } = await open();
    (org.users.get(1) as { login: string }).login = 'newname';
    org.users.set(2000, { id: 2000, login: 'testper' });
    org.members.set(2000, 'member');

    await writer.write(switching('disable', 1), PATIENT);

    expect(github.changes()).toEqual(['DELETE /orgs/exempel/memberships/newname']);
    expect(org.members.has(2000)).toBe(true);
  });

  it('is not claimed while an enterprise team still holds the person', async () => {
    const { writer, github } = await open();
    github.fail({ of: /^DELETE/u, how: { status: 204 } });

    expect(await refusalOf({ writer }, switching('disable', 1))).toMatchObject({
      refused: false,
      message: expect.stringContaining('enterprise team'),
    });
  });
});

describe('a sign-in switched on again', () => {
  it('is an invitation that gives back what GitHub kept; it counts as enabled, for it only takes the person', async () => {
    const { org, reader, writer, github } = await open();
    await writer.write(switching('disable', 1), PATIENT);

    await writer.write(switching('enable', 1), PATIENT);
    await writer.write(switching('enable', 1), PATIENT);

    expect(await reader.readAccount(id(1))).toMatchObject({ enabled: true, roles: ['invited'] });
    expect((await reader.read(AT)).accounts.map((one) => one.id as string)).toContain('1');
    expect(github.calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toContainEqual({
      invitee_id: 1,
      role: 'reinstate',
    });
    expect(org.invitations.size).toBe(1);
  });

  it('gives nobody more than they had: without anything to reinstate it is refused', async () => {
    const { org, writer } = await open();
    org.users.set(77, { id: 77, login: 'stranger' });

    expect(await refusalOf({ writer }, switching('enable', 77))).toMatchObject({
      refused: true,
      message: expect.stringContaining('nothing to reinstate'),
    });
    expect(org.invitations.size).toBe(0);
  });
});

describe('credentials for single sign-on', () => {
  it('are revoked, all of the one person', async () => {
    const { org, reader, writer } = await open();
    org.authorisations.push({ id: 11, user: 1 }, { id: 12, user: 2 }, { id: 13, user: 1 });

    await writer.write(switching('sessions', 1), PATIENT);
    await writer.write(switching('sessions', 1), PATIENT);

    expect(org.authorisations).toEqual([{ id: 12, user: 2 }]);
    expect(await reader.readAccount(id(1))).toMatchObject({ sessions: 0, enabled: true });
  });

  it('are none without single sign-on: no kind of write that could only fail', async () => {
    const { reader, writer } = await open(undefined, { saml: false });

    expect((await reader.read(AT)).abilities?.writes).not.toContain('sessions');
    expect(await refusalOf({ writer }, switching('sessions', 1))).toMatchObject({ refused: true });
  });
});

describe('teams', () => {
  it('are left and entered, each only when it is needed, and a maintainer stays one', async () => {
    const { org, reader, writer, github } = await open();
    addTeam(org, 'sales', { people: [1] });
    addTeam(org, 'vpn', { people: [1, 2] });
    org.teams.get(71)?.people.set(2, 'maintainer');

    await writer.write(lists('groups', 1, { remove: ['vpn', 'absent'] }), PATIENT);
    await writer.write(lists('groups', 1, { remove: ['vpn'] }), PATIENT);
    await writer.write(lists('groups', 2, { add: ['sales', 'vpn'] }), PATIENT);

    expect(await reader.readAccount(id(1))).toMatchObject({ groups: ['sales'] });
    expect(await reader.readAccount(id(2))).toMatchObject({ groups: ['sales', 'vpn'] });
    expect(org.teams.get(71)?.people.get(2)).toBe('maintainer');
    expect(github.changes()).toEqual([
      'DELETE /orgs/exempel/teams/vpn/memberships/testper',
      'PUT /orgs/exempel/teams/sales/memberships/testada',
    ]);
  });

  it('invite nobody from outside', async () => {
    const { org, writer, github } = await open();
    addTeam(org, 'vpn');
    org.users.set(77, { id: 77, login: 'stranger' });

    expect(await refusalOf({ writer }, lists('groups', 77, { add: ['vpn'] }))).toMatchObject({ refused: true });
    expect(github.changes()).toEqual([]);
  });

  it('that an identity provider fills are refused; after a first change nobody reads "nothing happened"', async () => {
    const { org, writer } = await open();
    addTeam(org, 'sales', { people: [1] });
    addTeam(org, 'synced', { people: [1] }).isSynced = true;

    expect(await refusalOf({ writer }, lists('groups', 1, { remove: ['synced'] }))).toMatchObject({ refused: true });
    const later = await refusalOf({ writer }, lists('groups', 1, { remove: ['sales', 'synced'] }));

    expect(later).toMatchObject({ refused: false, message: expect.stringContaining('an earlier step of the change was made') });
  });

  it.each(['../../orgs', 'a/b', 'x?role=admin', '%2e%2e', '#', 'ü å', '"; {'])('are only named, never part of a path: %j', async (team) => {
    const { writer, github } = await open();

    await writer.write(lists('groups', 1, { remove: [team] }), PATIENT);

    expect(github.changes()).toEqual([]);
    expect(github.calls.at(-1)?.parts[0]).toBe(team);
  });

  it('stay one part of the path, whatever they are called', async () => {
    const { writer, github } = await open();

    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim() === text && !/^\.{1,2}$/u.test(text)),
        async (team) => {
          await writer.write(lists('groups', 1, { remove: [team] }), PATIENT);
          expect(github.calls.at(-1)?.path.split('/')).toHaveLength(7);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('Copilot seats', () => {
  it('are cancelled and given back; a cancelled one counts as taken off', async () => {
    const { org, reader, writer } = await open();
    addSeat(org, 1);

    await writer.write(lists('licences', 1, { remove: ['copilot'] }), PATIENT);
    await writer.write(lists('licences', 1, { remove: ['copilot'] }), PATIENT);
    const without = await reader.readAccount(id(1));
    await writer.write(lists('licences', 1, { add: ['copilot'] }), PATIENT);

    expect(without?.licences).toEqual([]);
    expect((await reader.readAccount(id(1)))?.licences).toMatchObject([{ id: 'copilot', viaGroup: null }]);
  });

  it('given by a team are not pretended to be cancelled', async () => {
    const { org, writer, github } = await open();
    addSeat(org, 1, { team: 'engineering' });

    expect(await refusalOf({ writer }, lists('licences', 1, { remove: ['copilot'] }))).toMatchObject({
      refused: true,
      message: expect.stringContaining('given by a team'),
    });
    expect(github.changes()).toEqual([]);
  });

  it('that GitHub does not say to be cancelled are not claimed', async () => {
    const { org, writer, github } = await open();
    addSeat(org, 1);
    github.fail({ of: /^DELETE/u, how: { status: 200, body: { seats_cancelled: 0 } } });

    expect(await refusalOf({ writer }, lists('licences', 1, { remove: ['copilot'] }))).toMatchObject({ refused: false });
  });

  it('are the only licence', async () => {
    const { writer } = await open();

    expect(await refusalOf({ writer }, lists('licences', 1, { add: ['actions'] }))).toMatchObject({ refused: true });
  });
});

describe('a write is refused, and nothing happens', () => {
  it.each([
    ['of a user who does not exist', switching('disable', 12345)],
    ['of an id that is none', switching('disable', '..')],
    ['of an invitation that is gone', switching('disable', 'invitation-3')],
    ['of an invitation, of another kind', switching('enable', 'invitation-3')],
    ["of the token's own user", switching('disable', 90_000)],
    ['of a last day', { kind: 'end-day', account: id(1), day: null } as const],
    ['of a mailbox', { kind: 'mailbox', account: id(1), reply: null } as const],
    ['of a place', { kind: 'place', account: id(1), to: 'x' } as const],
    ['of a device', { kind: 'check-in', asset: '1', status: 'received' } as const],
  ])('%s', async (_, write) => {
    const { writer, github } = await open();

    expect(await refusalOf({ writer }, write)).toMatchObject({ refused: true });
    expect(github.changes()).toEqual([]);
  });

  it('in another organisation than the one in the file', async () => {
    const { org, reader, writer, github } = await open();
    org.id = 4712;

    expect(await refusalOf({ writer }, switching('disable', 1))).toMatchObject({ refused: true });
    await expect(reader.readAccount(id(1))).rejects.toMatchObject({ refused: true });
    expect(github.changes()).toEqual([]);
  });

  it('of managed users, switched off or on', async () => {
    const { writer, github } = await open(undefined, { managedUsers: true });

    for (const kind of ['disable', 'enable'] as const)
      expect(await refusalOf({ writer }, switching(kind, 1))).toMatchObject({ refused: true });
    expect(github.changes()).toEqual([]);
  });

  it('and the own user is nobody for an app', async () => {
    const { org, writer } = await open();
    org.self = null;

    await writer.write(switching('disable', 1), PATIENT);

    expect(org.members.has(1)).toBe(false);
  });
});
