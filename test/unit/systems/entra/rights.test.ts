/** What an application may do, as its token says it: the least, too little, and too much. */
import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../../../fakes/entra/world.ts';
import { CLIENTS, changesOf, endTenants, type Opened, open, READ_RIGHTS, WRITE_RIGHTS } from './tenant.ts';

endTenants();

async function examine(use: 'read' | 'write', roles: readonly string[], more: Readonly<Record<string, unknown>> = {}) {
  const opened = await open(fakeWorld(), more);
  const client = opened.tenant.clients.get(CLIENTS[use]);
  if (client !== undefined) client.roles = roles;
  const examination = await (use === 'read' ? opened.reader : opened.writer).examine?.();
  return { opened, examination, verdicts: examination?.rights.map(({ right, verdict }) => `${verdict} ${right}`) };
}

const without = (rights: readonly string[], ...gone: readonly string[]) => rights.filter((one) => !gone.includes(one));

describe('an application that reads', () => {
  it('has what docs/systems/entra.md lists, and nothing more', async () => {
    const { verdicts, examination } = await examine('read', READ_RIGHTS);

    expect(verdicts).toEqual(READ_RIGHTS.map((right) => `has ${right}`));
    expect(examination?.time).toMatch(/^20[0-9]{2}-.*Z$/u);
  });

  it.each([
    ['too little', without(READ_RIGHTS, 'RoleManagement.Read.Directory'), 'lacks RoleManagement.Read.Directory'],
    ['a wider one in its place', [...without(READ_RIGHTS, 'User.Read.All'), 'User.ReadWrite.All'], 'too-much User.ReadWrite.All'],
    ['something for nothing', [...READ_RIGHTS, 'Mail.ReadWrite'], 'too-much Mail.ReadWrite'],
  ])('has %s', async (_, rights, expected) => {
    expect((await examine('read', rights)).verdicts).toContain(expected);
  });

  it('needs no sign-ins where none are read', async () => {
    const { verdicts } = await examine('read', READ_RIGHTS, { lastUse: 'off' });

    expect(verdicts).toContain('too-much AuditLog.Read.All');
  });

  it.each([
    ['has', READ_RIGHTS],
    ['lacks', without(READ_RIGHTS, 'User.Read.All')],
  ] as const)('is told by Entra whether it can be read by changes, where the file wants that: %s', async (verdict, rights) => {
    const whole = await examine('read', rights);
    const { verdicts } = await examine('read', rights, { reads: 'changes' });

    expect(whole.verdicts).not.toContain(`${verdict} users/delta`);
    expect(verdicts).toContain(`${verdict} users/delta`);
  });

  it('whose token says nothing is not known to have any', async () => {
    const opened: Opened = await open(fakeWorld({ settings: { opaqueTokens: true } }));

    expect(await opened.reader.examine?.()).toMatchObject({ rights: [{ verdict: 'lacks', right: 'permissions' }] });
  });
});

describe('an application that writes', () => {
  it('has what docs/systems/entra.md lists; whether it may end sessions is asked, and nothing is changed', async () => {
    const { opened, verdicts } = await examine('write', WRITE_RIGHTS);

    expect(verdicts?.filter((one) => !one.startsWith('has '))).toEqual([]);
    expect(verdicts).toContain('has revokeSignInSessions');
    expect(changesOf(opened).map((call) => call.name)).toEqual(['POST /users/00000000-0000-0000-0000-000000000000/revokeSignInSessions']);
  });

  it('may switch accounts alone, where the file asks for no more', async () => {
    const { opened, verdicts } = await examine('write', ['User.Read.All', 'User.EnableDisableAccount.All'], { writes: ['sign-in'] });

    expect(verdicts).toEqual(['has User.Read.All', 'has User.EnableDisableAccount.All']);
    expect(changesOf(opened)).toEqual([]);
  });

  it('that may not end sessions is told so by Entra', async () => {
    const { verdicts } = await examine('write', without(WRITE_RIGHTS, 'User.RevokeSessions.All'));

    expect(verdicts).toEqual(expect.arrayContaining(['lacks User.RevokeSessions.All', 'lacks revokeSignInSessions']));
  });

  it.each(['Directory.ReadWrite.All', 'RoleManagement.ReadWrite.Directory', 'User.DeleteRestore.All'])(
    'has too much: %s',
    async (right) => {
      expect((await examine('write', [...WRITE_RIGHTS, right])).verdicts).toContain(`too-much ${right}`);
    },
  );
});
