/** An Okta org let in to as a service app: by its private key, for the scopes that are needed, with two identities. */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scopesFor } from '../../../../reconciler/systems/okta/access.ts';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { type FakeOkta, fakeOkta, oktaUser } from '../../../fakes/okta/world.ts';
import { lists, refusalOf, switching } from '../writes.ts';
import { AT, addApp, addGroup, endOrgs, open } from './org.ts';

endOrgs();

const PATIENT = 100_000;
const APP = '0oaservice';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const JWK = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'k1' });
const EVERYTHING = ['users', 'groups', 'apps', 'roles'].flatMap((part) => [`okta.${part}.read`, `okta.${part}.manage`]);
const MORE = { clients: { read: APP, write: APP } };

function world(scopes: readonly string[] = EVERYTHING): FakeOkta {
  const org = fakeOkta(['00u1', '00u2'].map((one) => oktaUser(one)));
  org.app = { id: APP, key: publicKey, scopes: new Set(scopes), dpop: false };
  addGroup(org, 'vpn', ['00u1']);
  return org;
}

const asked = (calls: readonly { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[]) =>
  calls.filter(({ path }) => path.endsWith('/token')).map(({ body }) => body['scope']);

describe('a service app', () => {
  it.each([
    ['PEM', PEM],
    ['JWK', JWK],
  ])('reads and writes with its key as %s: one token for each identity, each with its own scopes', async (_, key) => {
    const { okta, org, reader, writer } = await open(world(), { ...MORE, apps: [{ id: '0oa1', licence: 'SLACK' }] }, key);
    addApp(org, '0oa1', { people: ['00u1'] });

    const reading = await reader.read(AT);
    await writer.write(switching('disable', '00u1'), PATIENT);
    await writer.write(switching('sessions', '00u1'), PATIENT);
    await writer.write(lists('groups', '00u1', { remove: ['vpn'] }), PATIENT);
    await writer.write(lists('licences', '00u1', { remove: ['SLACK'] }), PATIENT);

    expect(reading).toMatchObject({ ended: true, problems: [], tenant: '00oexempel' });
    expect(await reader.readAccount('00u1' as ForeignId)).toMatchObject({ enabled: false, groups: [], licences: [] });
    expect(asked(okta.calls)).toEqual([
      'okta.users.read okta.groups.read okta.apps.read okta.roles.read',
      'okta.users.read okta.groups.read okta.apps.read okta.users.manage okta.groups.manage okta.apps.manage okta.roles.read',
    ]);
  });

  it('asks for nothing of apps where the file names none', () => {
    expect(scopesFor({}, 'read')).toEqual(['okta.users.read', 'okta.groups.read', 'okta.roles.read']);
  });

  it('asks for the log where it reads by changes, and only to read', () => {
    const log = (use: 'read' | 'write') => scopesFor({ reads: 'changes' }, use).includes('okta.logs.read');

    expect([log('read'), log('write')]).toEqual([true, false]);
  });

  it('asks for a new token before the old one ends, and when it is withdrawn', async () => {
    const { okta, org, reader, clock } = await open(world(), MORE, PEM);
    await reader.readAccount('00u1' as ForeignId);
    clock.advance(3_500_000);
    await reader.readAccount('00u1' as ForeignId);
    org.tokens.clear();

    expect(await reader.readAccount('00u2' as ForeignId)).toMatchObject({ id: '00u2' });
    expect(asked(okta.calls)).toHaveLength(3);
  });

  it('has no account of its own among the users, so that nobody is asked who it is', async () => {
    const { okta, writer } = await open(world(), MORE, PEM);

    await writer.write(switching('disable', '00uself'), PATIENT);

    expect(okta.calls.map(({ path }) => path)).not.toContain('/api/v1/users/me');
    expect(okta.changes()).toEqual(['POST /oauth2/v1/token', 'POST /api/v1/users/00uself/lifecycle/suspend']);
  });

  it.each<[string, (org: FakeOkta) => void, string]>([
    ['a scope that is not granted', (org) => void org.app?.scopes.delete('okta.roles.read'), 'not granted all of okta.users.read'],
    ['another key', (org) => void (org.app = { ...(org.app as NonNullable<FakeOkta['app']>), id: 'another' }), 'not this key of it'],
    ['proofs', (org) => void (org.app = { ...(org.app as NonNullable<FakeOkta['app']>), dpop: true }), 'asks for proofs (DPoP)'],
  ])('that is refused says what to mend, without words of Okta: %s', async (_, spoil, expected) => {
    const org = world();
    spoil(org);
    const { reader, writer, okta } = await open(org, MORE, PEM);

    const reading = await reader.read(AT);
    const refused = await refusalOf({ writer }, switching('disable', '00u1'));

    expect(reading).toMatchObject({ ended: false, accounts: [] });
    expect([reading.problems.join(), refused.message]).toEqual([expect.stringContaining(expected), expect.stringContaining(expected)]);
    expect(`${reading.problems.join()} ${refused.message}`).not.toMatch(/Anna|eyJ/u);
    expect(refused.refused).toBe(true);
    expect(okta.changes().filter((name) => !name.endsWith('/token'))).toEqual([]);
  });

  it.each([
    ['an API token', '00practice'],
    ['a public key', String(publicKey.export({ type: 'spki', format: 'pem' }))],
    ['a JWK without its private half', JSON.stringify(publicKey.export({ format: 'jwk' }))],
  ])('without a key says so and sends nothing: %s', async (_, credential) => {
    const { reader, okta } = await open(world(), MORE, credential);

    const { problems } = await reader.read(AT);

    expect(problems).toEqual([expect.stringContaining('is no private RSA key')]);
    expect(problems.join()).not.toContain(credential);
    expect(okta.calls).toEqual([]);
  });

  it('that the file does not name for writing writes nothing', async () => {
    const { writer, okta } = await open(world(), { clients: { read: APP } }, PEM);

    expect(await refusalOf({ writer }, switching('disable', '00u1'))).toMatchObject({
      refused: true,
      message: expect.stringContaining('clients.write'),
    });
    expect(okta.calls).toEqual([]);
  });

  it('is told by its own roles and by tries what it may do', async () => {
    const org = world();
    org.roles.set(APP, ['SUPER_ADMIN', 'READ_ONLY_ADMIN']);
    const { reader } = await open(org, MORE, PEM);

    const told = await reader.examine?.();

    expect(told?.time).not.toBeNull();
    expect(told?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['READ_ONLY_ADMIN', 'has'],
      ['SUPER_ADMIN', 'too-much'],
      ['view users', 'has'],
      ['view groups', 'has'],
      ['view group rules', 'has'],
      ['view administrators', 'has'],
    ]);
  });
});
