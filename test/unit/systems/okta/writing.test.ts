/** What is written to an Okta org, what it refuses, and what a token may do. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import type { How } from '../../../fakes/json-server.ts';
import { fakeOkta, oktaUser } from '../../../fakes/okta/world.ts';
import { lists, refusalOf, switching } from '../writes.ts';
import { AT, addApp, addGroup, endOrgs, open } from './org.ts';

endOrgs();

const PATIENT = 100_000;
const id = (user: string) => user as ForeignId;

describe('a sign-in', () => {
  it('is suspended and never deactivated, and switched on again as it was', async () => {
    const { org, reader, writer, okta } = await open();
    addGroup(org, 'vpn', ['00u1']);
    const before = await reader.readAccount(id('00u1'));

    await writer.write(switching('disable', '00u1'), PATIENT);
    await writer.write(switching('disable', '00u1'), PATIENT);
    const off = await reader.readAccount(id('00u1'));
    await writer.write(switching('enable', '00u1'), PATIENT);
    await writer.write(switching('enable', '00u1'), PATIENT);

    expect(off).toEqual({ ...before, enabled: false });
    expect(await reader.readAccount(id('00u1'))).toEqual(before);
    expect(okta.changes()).toEqual(['POST /api/v1/users/00u1/lifecycle/suspend', 'POST /api/v1/users/00u1/lifecycle/unsuspend']);
  });

  it.each(['LOCKED_OUT', 'PASSWORD_EXPIRED', 'RECOVERY', 'PROVISIONED'])(
    'of %s is refused, or deactivated where the file says so',
    async (status) => {
      const careful = await open(fakeOkta([oktaUser('00u1', { status })]));
      const bold = await open(fakeOkta([oktaUser('00u1', { status })]), { deactivates: true });

      expect(await refusalOf(careful, switching('disable', '00u1'))).toMatchObject({
        refused: true,
        message: expect.stringContaining('deactivates: true'),
      });
      await bold.writer.write(switching('disable', '00u1'), PATIENT);

      expect(careful.okta.changes()).toEqual([]);
      expect(bold.okta.changes()).toEqual(['POST /api/v1/users/00u1/lifecycle/deactivate']);
      expect(bold.okta.calls.at(-1)?.query).toEqual({ sendEmail: 'false' });
    },
  );

  it.each(['ACTIVE_DIRECTORY', 'LDAP'])(
    'that %s keeps is suspended, and not deactivated: its next import would undo that',
    async (provider) => {
      const active = await open(fakeOkta([oktaUser('00u1', { provider })]));
      const locked = await open(fakeOkta([oktaUser('00u1', { provider, status: 'LOCKED_OUT' })]), { deactivates: true });

      await active.writer.write(switching('disable', '00u1'), PATIENT);

      expect(active.org.users.get('00u1')?.status).toBe('SUSPENDED');
      expect(await refusalOf(locked, switching('disable', '00u1'))).toMatchObject({
        refused: true,
        message: expect.stringContaining('another directory'),
      });
    },
  );

  it.each([
    ['LOCKED_OUT', {}, {}, ['disable']],
    ['PASSWORD_EXPIRED', {}, { deactivates: true }, []],
    ['LOCKED_OUT', { provider: 'ACTIVE_DIRECTORY' }, { deactivates: true }, ['disable']],
    ['ACTIVE', { provider: 'ACTIVE_DIRECTORY' }, {}, []],
    ['SUSPENDED', {}, {}, []],
  ] as const)('that could only be refused is not tried every night: %s %j %j', async (status, user, more, cannot) => {
    const { reader } = await open(fakeOkta([oktaUser('00u1', { status, ...user })]), more);

    const { accounts } = await reader.read(AT);

    expect(accounts.find((one) => one.id === '00u1')?.cannot ?? []).toEqual(cannot);
    expect((await reader.readAccount(id('00u1')))?.cannot ?? []).toEqual(cannot);
  });

  it.each(['STAGED', 'SUSPENDED', 'DEPROVISIONED'])('of %s is off already', async (status) => {
    const { writer, okta } = await open(fakeOkta([oktaUser('00u1', { status })]));

    await writer.write(switching('disable', '00u1'), PATIENT);

    expect(okta.changes()).toEqual([]);
  });

  it('that is being deactivated is not touched', async () => {
    const { writer, okta } = await open(fakeOkta([oktaUser('00u1', { transitioningTo: 'DEPROVISIONED' })]));

    await writer.write(switching('disable', '00u1'), PATIENT);

    expect(okta.changes()).toEqual([]);
  });

  it.each(['STAGED', 'DEPROVISIONED'])('of %s has nothing to go back to', async (status) => {
    const opened = await open(fakeOkta([oktaUser('00u1', { status })]));

    expect(await refusalOf(opened, switching('enable', '00u1'))).toMatchObject({ refused: true });
    expect(opened.okta.changes()).toEqual([]);
  });

  it('that was locked in the moment before is refused with the reason, not as unknown', async () => {
    const { org, writer, okta } = await open();
    okta.before = ({ method }) => {
      if (method === 'POST') (org.users.get('00u1') as { status: string }).status = 'LOCKED_OUT';
    };

    expect(await refusalOf({ writer }, switching('disable', '00u1'))).toMatchObject({
      refused: true,
      message: expect.stringContaining('by now'),
    });
  });
});

describe('sessions', () => {
  it('end together with tokens and remembered devices, and are not claimed to be counted', async () => {
    const { org, reader, writer, okta } = await open();

    await writer.write(switching('sessions', '00u1'), PATIENT);

    expect(okta.calls.at(-1)?.query).toEqual({ oauthTokens: 'true', forgetDevices: 'true' });
    expect([org.users.get('00u1')?.sessions, org.users.get('00u2')?.sessions]).toEqual([0, 2]);
    expect((await reader.readAccount(id('00u1')))?.sessions).toBeNull();
  });
});

describe('groups', () => {
  it('that a rule or an app fills are refused before anything is changed: the person would be in them again', async () => {
    const { org, writer, okta } = await open();
    addGroup(org, 'vpn', ['00u1']);
    org.fed.add(addGroup(org, 'all staff', ['00u1']).id);
    addGroup(org, 'from AD', ['00u1'], 'APP_GROUP');

    for (const name of ['all staff', 'from AD']) {
      const refusal = await refusalOf({ writer }, lists('groups', '00u1', { remove: ['vpn', name] }));
      expect(refusal).toMatchObject({ refused: true, message: expect.stringContaining('would be in it again') });
    }
    expect(okta.changes()).toEqual([]);
  });

  it('of one name are not chosen between, and one that is not there cannot be entered', async () => {
    const { org, writer } = await open();
    addGroup(org, 'vpn', ['00u1']);
    addGroup(org, 'vpn', []);

    for (const write of [lists('groups', '00u1', { remove: ['vpn'] }), lists('groups', '00u1', { add: ['absent'] })]) {
      expect(await refusalOf({ writer }, write)).toMatchObject({ refused: true });
    }
  });

  it('are found by their whole name, whatever it is, and never by a question made of it', async () => {
    const { org, writer, okta } = await open();
    addGroup(org, 'vpn', ['00u1']);

    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 30 }), async (name) => {
        fc.pre(name !== 'vpn');
        await writer.write(lists('groups', '00u1', { remove: [name] }), PATIENT);
      }),
      { numRuns: 20 },
    );

    expect(okta.changes()).toEqual([]);
    expect(okta.calls.flatMap(({ query }) => Object.keys(query)).every((word) => ['limit', 'after'].includes(word))).toBe(true);
  });
});

describe('a write', () => {
  it.each([
    ['a user who does not exist', switching('disable', '00unone')],
    ['a sign-in name in the place of an id', switching('disable', '00u1@exempel.example')],
    ['the word for oneself', switching('disable', 'me')],
    ["the token's own user", switching('disable', '00uself')],
    ['a licence without apps in the file', lists('licences', '00u1', { remove: ['SLACK'] })],
    ['a last day', { kind: 'end-day', account: id('00u1'), day: null } as const],
    ['a device', { kind: 'check-in', asset: '1', status: 'received' } as const],
  ])('is refused of %s', async (_, write) => {
    const { writer, okta } = await open();

    expect(await refusalOf({ writer }, write)).toMatchObject({ refused: true });
    expect(okta.changes()).toEqual([]);
  });

  it('of a licence that the file has no app for is refused; taking it off is done already', async () => {
    const { writer, org, okta } = await open(undefined, { apps: [{ id: '0oa1', licence: 'SLACK' }] });
    addApp(org, '0oa1', {});

    await writer.write(lists('licences', '00u1', { remove: ['ZOOM', 'SLACK'] }), PATIENT);

    expect(await refusalOf({ writer }, lists('licences', '00u1', { add: ['ZOOM'] }))).toMatchObject({ refused: true });
    expect(okta.changes()).toEqual([]);
  });

  it.each<[string, How, Readonly<Record<string, unknown>>]>([
    ['no role for it', { status: 403, body: { errorCode: 'E0000006' } }, { refused: true, retryable: false }],
    ['a failure of the server', { status: 500, body: {} }, { refused: false }],
    ['an answer that never came', 'lost-answer', { refused: false }],
  ])('says whether anything can have happened: %s', async (_, how, expected) => {
    const { writer, okta } = await open();
    okta.fail({ of: /suspend$/u, how });

    expect(await refusalOf({ writer }, switching('disable', '00u1'))).toMatchObject(expected);
  });
});

describe('what a token may do', () => {
  it('is told by the roles of its administrator and by tries: too little and too much', async () => {
    const { org, reader, writer } = await open(undefined, { apps: [{ id: '0oa1', licence: 'SLACK' }] });
    addApp(org, '0oa1', {});
    org.roles.set('00uself', ['SUPER_ADMIN', 'APP_ADMIN']);
    org.forbidden.add('/groups/rules');

    const [read, write] = [await reader.examine?.(), await writer.examine?.()];

    expect(read?.time).not.toBeNull();
    expect(read?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['APP_ADMIN', 'too-much'],
      ['SUPER_ADMIN', 'too-much'],
      ['view users', 'has'],
      ['view groups', 'has'],
      ['view group rules', 'lacks'],
      ['view administrators', 'has'],
      ['view apps', 'has'],
    ]);
    expect(write?.rights[0]).toMatchObject({ right: 'APP_ADMIN', verdict: 'has' });
  });
});
