/** Single records of Snipe-IT, and how an instance and a token are told from others. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { fakeLicence, fakeWorld } from '../../../fakes/snipe-it/world.ts';
import { tokenFor } from '../../../fakes/snipe-it.ts';
import { endInstances, namesOf, open, SERVICE_USER } from './instance.ts';

endInstances();

const AT = '2027-01-04T01:00:00Z' as Instant;

describe('single records', () => {
  it('says null for what HTTP 200 says does not exist, and for what was deleted', async () => {
    const { reader } = await open(fakeWorld({ users: [{ id: 1, deleted: true }], hardware: [{ id: 1, deleted: true }] }));

    const found = [await reader.readAccount('1' as ForeignId), await reader.readAccount('2' as ForeignId), await reader.readAsset('1')];

    expect(found).toEqual([null, null, null]);
    expect(await reader.readAsset('2')).toBeNull();
    expect(await reader.readAsset('../users/1')).toBeNull();
  });

  it('reads an account as the list shows it, with its licences', async () => {
    const world = fakeWorld({
      users: [{ id: 1 }, { id: 2 }],
      licences: [fakeLicence(5, 'CAD', { held: [1] }), fakeLicence(6, 'PDF', { held: [1], reassignable: false })],
    });
    const { reader, instance } = await open(world);
    const reading = await reader.read(AT);

    expect(await reader.readAccount('1' as ForeignId)).toEqual(reading.accounts[0]);
    expect(await reader.readAccount('2' as ForeignId)).toEqual(reading.accounts[1]);
    expect(namesOf(instance).slice(-3)).toEqual(['GET /users/1', 'GET /users/1/licenses', 'GET /users/2']);
  });

  it('does not know the licences of one account without the right to change users', async () => {
    const world = fakeWorld({ users: [{ id: 1 }], licences: [fakeLicence(5, 'CAD', { held: [1] })] });
    const { reader } = await open(world, {}, { rights: ['assets.view', 'users.view', 'licenses.view'] });

    expect(await reader.readAccount('1' as ForeignId)).toMatchObject({ id: '1', licences: null });
    expect(await reader.read(AT)).toMatchObject({ problems: [], accounts: [{ licences: [{ id: 'CAD' }] }] });
  });
});

describe('the tenant', () => {
  it('is the address and the user of the token, without asking for it', async () => {
    const { reader, instance, tenant } = await open(fakeWorld({ users: [{ id: 1 }] }), { holds: ['accounts'] });

    expect((await reader.read(AT)).tenant).toBe(tenant);
    expect(namesOf(instance)).not.toContain('GET /users/me');
  });

  it('is asked for when the token does not say whose it is', async () => {
    const world = fakeWorld({ users: [{ id: 1 }, { id: SERVICE_USER }] });
    const { reader, instance, tenant } = await open(world, { holds: ['accounts'] }, { text: tokenFor(null) });

    expect((await reader.read(AT)).tenant).toBe(tenant);
    expect(namesOf(instance).filter((name) => name === 'GET /users/me')).toHaveLength(1);
  });

  it('is another one with the token of somebody else, and no single record is shown', async () => {
    const { reader, tenant } = await open(fakeWorld({ users: [{ id: 1 }] }), {}, { text: tokenFor(91) });

    expect((await reader.read(AT)).tenant).toBe(tenant.replace('#90', '#91'));
    await expect(reader.readAccount('1' as ForeignId)).rejects.toMatchObject({ message: 'another tenant answered' });
  });
});
