/** What doctor is told of the two identities: too few rights, too many, and what time it is there. */
import { describe, expect, it } from 'vitest';
import { fakeGoogleWorld, fakeUser } from '../../../fakes/google/world.ts';
import { changesOf, EVERYTHING, endWorkspaces, open, READER, READS_AS, WRITER, WRITES_AS } from './workspace.ts';

endWorkspaces();

const SCOPE = 'https://www.googleapis.com/auth/';
const world = () => fakeGoogleWorld({ users: [fakeUser(1)] });
const short = (rights: readonly { readonly right: string; readonly verdict: string }[]) =>
  rights.map(({ right, verdict }) => `${verdict} ${right}`);

describe('examining', () => {
  it('finds exactly what the file needs, changes nothing, and tells the time', async () => {
    const { reader, writer, google } = await open(world(), { ...EVERYTHING, usage: true });

    const [read, write] = [await reader.examine?.(), await writer.examine?.()];

    expect(short(read?.rights ?? [])).toEqual([
      'has admin.directory.user.readonly',
      'has admin.directory.group.readonly',
      'has apps.licensing',
      'has admin.reports.usage.readonly',
      'has admin.directory.user.security',
    ]);
    expect(short(write?.rights ?? [])).toEqual([
      'has admin.directory.user',
      'has admin.directory.user.security',
      'has admin.directory.group.readonly',
      'has admin.directory.group.member',
      'has apps.licensing',
    ]);
    expect(read?.time).toMatch(/^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$/u);
    expect(changesOf(google)).toEqual([]);
  });

  it('asks for no more than the file needs', async () => {
    const { reader, writer, world: its } = await open(world(), { groups: false, showSessions: true });
    its.serviceAccounts.get(WRITER)?.scopes.add(`${SCOPE}gmail.settings.basic`);

    expect(short((await reader.examine?.())?.rights ?? [])).toEqual([
      'has admin.directory.user.readonly',
      'has admin.directory.user.security',
    ]);
    expect(short((await writer.examine?.())?.rights ?? [])).toContain('too-much gmail.settings.basic');
  });

  it('finds scopes that were not delegated', async () => {
    const { reader, world: its } = await open(world(), EVERYTHING);
    its.serviceAccounts.get(READER)?.scopes.delete(`${SCOPE}admin.directory.group.readonly`);

    const rights = (await reader.examine?.())?.rights ?? [];

    expect(rights).toContainEqual({
      right: 'admin.directory.group.readonly',
      verdict: 'lacks',
      text: 'sees groups and their members: the scope is not delegated to the service account',
    });
  });

  it('finds scopes that are there while the role is not', async () => {
    const { reader, world: its } = await open(world(), EVERYTHING);
    its.denied.set(READS_AS, new Set(['licences']));

    const rights = (await reader.examine?.())?.rights ?? [];

    expect(rights).toContainEqual({
      right: 'apps.licensing',
      verdict: 'lacks',
      text: expect.stringContaining('the role of the administrator does not allow it'),
    });
  });

  it('finds a reading identity that could write, and one that may see sessions without need', async () => {
    const { reader, world: its } = await open(world(), { products: ['Google-Apps'] });
    its.serviceAccounts.get(READER)?.scopes.add(`${SCOPE}admin.directory.user`);

    expect(short((await reader.examine?.())?.rights ?? [])).toEqual([
      'has admin.directory.user.readonly',
      'has admin.directory.group.readonly',
      'has apps.licensing',
      'too-much admin.directory.user',
      'too-much admin.directory.user.security',
    ]);
  });

  it.each([
    ['read', READS_AS],
    ['write', WRITES_AS],
  ] as const)('finds that the administrator acted as to %s is a super administrator, and names nobody', async (use, address) => {
    const { reader, writer, world: its } = await open(world(), EVERYTHING);
    for (const user of its.users.values()) if (user.primaryEmail === address) user.isAdmin = true;

    const rights = (await (use === 'read' ? reader : writer).examine?.())?.rights ?? [];

    expect(short(rights)).toContain('too-much super administrator');
    expect(JSON.stringify(rights)).not.toContain('@');
  });

  it('of a service account with a role of its own says nothing of scopes beyond: every token is given there', async () => {
    const { reader, world: its } = await open(world(), { actsAs: {} });
    its.serviceAccounts.get(READER)?.scopes.add(`${SCOPE}admin.directory.user`);

    expect(short((await reader.examine?.())?.rights ?? [])).toEqual([
      'has admin.directory.user.readonly',
      'has admin.directory.group.readonly',
    ]);
  });

  it('is a Fault where nothing can be asked', async () => {
    const { writer, world: its, google } = await open(world());
    google.fail({ of: /users$/u, how: 'cut', times: 9 });

    await expect(writer.examine?.()).rejects.toMatchObject({ name: 'Fault' });
    expect(its.serviceAccounts.has(WRITER)).toBe(true);
  });
});
