/** The traps that services are known for: booleans as text, late answers, forms of PATCH, deletion, limits, emptied groups. */
import { describe, expect, it } from 'vitest';
import type { Entitlement, ForeignId } from '../../../../schemas/primitives.ts';
import { ENTERPRISE, type Settings, scimGroup, scimUser } from '../../../fakes/scim/world.ts';
import { AT, carryOut, changesOf, endServices, open, operationsOf, refusalOf } from './service.ts';

endServices();

const many = (count: number) => Array.from({ length: count }, (_, index) => scimUser(`u${index}`));
const U0 = 'u0' as ForeignId;
const DISABLE = { kind: 'disable', account: U0 } as const;
const takeOff = (name: string) => ({ kind: 'groups', account: U0, remove: [name as Entitlement], add: [] }) as const;

describe('an account', () => {
  it('that is "False" is disabled, and one without `active` is unknown', async () => {
    const users = [scimUser('u0', { active: false }), scimUser('u1'), scimUser('u2', { active: undefined })];
    const { reader, service } = await open({ users, settings: { active: 'text' } });
    service.world.settings.active = 'text';

    const shown = (await reader.read(AT)).accounts.map((one) => one.enabled);
    service.world.settings.active = 'boolean';
    const plain = (await reader.read(AT)).accounts.map((one) => one.enabled);

    expect([shown, plain]).toEqual([
      [false, true, false],
      [false, true, null],
    ]);
  });

  it('whose end is shown late is verified when it is shown', async () => {
    const opened = await open({ users: [scimUser('u0')], settings: { answers204: true } });
    opened.service.before = (name) => {
      if (name.startsWith('PATCH')) opened.service.stale(2);
    };

    expect(await carryOut(opened, { kind: 'disable', account: 'u0' })).toEqual({ outcome: 'verified', detail: null });
    expect(opened.clock.sleeps).toEqual([1000, 2000]);
    expect(changesOf(opened)).toHaveLength(1);
  });
});

const PATH = { op: 'replace', path: 'active', value: false };
const OBJECT = { op: 'replace', value: { active: false } };
const TEXT = { op: 'Replace', path: 'active', value: 'False' };

describe('forms of PATCH', () => {
  it.each<readonly [string, Partial<Settings>, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['the standard', {}, {}, [PATH]],
    ['an object, after 400', { patch: ['object'] }, {}, [PATH, OBJECT]],
    ['an object, after 501', { patch: ['object'], refusal: 501 }, {}, [PATH, OBJECT]],
    ['none that it understands', { patch: ['member-filter'] }, {}, [PATH, OBJECT, 'PUT']],
    ['none, as it says itself', { patch: [] }, {}, ['PUT']],
    ['none, and it says nothing of itself', { patch: [], undiscovered: true }, {}, [PATH, OBJECT, 'PUT']],
    ['Entra', { patch: ['text'] }, { dialect: 'entra' }, [TEXT]],
    ['Okta', { patch: ['object'] }, { dialect: 'okta' }, [OBJECT]],
    ['GitHub', { patch: ['object'] }, { dialect: 'github-emu' }, [OBJECT]],
    ['one that answers all and does nothing', { patch: ['ignoring'] }, {}, [PATH, OBJECT, 'PUT']],
  ])('%s', async (_, settings, more, expected) => {
    const opened = await open({ users: [scimUser('u0'), scimUser('u1')], settings, more });

    expect(await carryOut(opened, { kind: 'disable', account: 'u0' })).toEqual({ outcome: 'verified', detail: null });

    expect(operationsOf(opened)).toEqual(expected);
    expect(opened.service.world.users.get('u0')).toEqual(scimUser('u0', { active: false }));
    expect(opened.service.world.users.get('u1')).toEqual(scimUser('u1'));
  });

  it('are not tried when the service refuses for another reason', async () => {
    const opened = await open({ users: [scimUser('u0')] });
    opened.service.fail({ of: /^PATCH/u, how: '403' });

    expect(await refusalOf(opened, DISABLE)).toEqual({ refused: true, message: expect.stringContaining('"saas-write" lacks the right') });
    expect(changesOf(opened)).toHaveLength(1);
  });

  it('end in a refusal when nothing is understood', async () => {
    const opened = await open({ users: [scimUser('u0')], settings: { patch: [], put: false } });

    expect(await refusalOf(opened, DISABLE)).toEqual({ refused: true, message: 'the service does not take this call' });
  });

  it('keep by PUT everything that came, and nothing that is only read', async () => {
    const users = [scimUser('u0', { groups: [{ value: 'g1' }], entitlements: [{ value: 'E3' }] })];
    const opened = await open({ users, settings: { patch: [], entitlements: 'read' } });

    await opened.writer.write(DISABLE, 20_000);

    const body = changesOf(opened)[0]?.body as Record<string, unknown>;
    expect(body).toMatchObject({ id: 'u0', nickName: 'nick-u0', [ENTERPRISE]: { employeeNumber: 'u0' }, active: false });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['meta']));
    expect(['groups' in body, 'entitlements' in body]).toEqual([false, false]);
    expect(opened.service.world.users.get('u0')?.['entitlements']).toEqual([{ value: 'E3' }]);
  });
});

describe('a service that deletes who is inactive', () => {
  it.each(['pagerduty', 'github-organisation'])('%s: nothing is done until the system file allows it', async (dialect) => {
    const patch = ['path', 'object'] as const;
    const opened = await open({ users: [scimUser('u0')], settings: { onInactive: 'deleted', patch }, more: { dialect } });

    expect(await refusalOf(opened, DISABLE)).toEqual({ refused: true, message: expect.stringContaining('`allowDeletion: true`') });

    expect(changesOf(opened)).toEqual([]);
    expect((await opened.reader.read(AT)).abilities).toMatchObject({ disabled: 'deleted', writes: ['disable', 'licences'] });
  });

  it('is asked to make inactive and never to delete, and the account that is gone is the end of its sign-in', async () => {
    const more = { dialect: 'pagerduty', allowDeletion: true };
    const opened = await open({ users: [scimUser('u0'), scimUser('u1')], settings: { onInactive: 'deleted' }, more });

    const change = { kind: 'disable', account: 'u0', after: { gone: 'deleted' } } as const;
    expect(await carryOut(opened, change)).toEqual({ outcome: 'verified', detail: null });
    expect(await refusalOf(opened, DISABLE)).toBeNull();
    expect(await carryOut(opened, { kind: 'groups', account: 'u0' })).toEqual({ outcome: 'skipped', detail: 'absent' });

    expect(operationsOf(opened)).toEqual([PATH]);
    expect([...opened.service.world.users.keys()]).toEqual(['u1']);
    expect(await refusalOf(opened, { kind: 'enable', account: U0 })).toMatchObject({ refused: true });
  });
});

describe('a service that hides who is inactive', () => {
  it('shows them no more in its list, but by their id, and makes them active again', async () => {
    const more = { dialect: 'atlassian' };
    const opened = await open({ users: [scimUser('u0'), scimUser('u1')], settings: { onInactive: 'hidden' }, more });

    expect(await carryOut(opened, { kind: 'disable', account: 'u0' })).toEqual({ outcome: 'verified', detail: null });
    const reading = await opened.reader.read(AT);
    expect(await carryOut(opened, { kind: 'enable', account: 'u0' })).toEqual({ outcome: 'verified', detail: null });

    expect(reading.accounts.map((one) => one.id)).toEqual(['u1']);
    expect(reading.abilities?.disabled).toBe('hidden');
  });
});

describe('a limit', () => {
  it.each(['429', '429-date'] as const)('%s: a reading waits as long as it is asked to, a write passes it on', async (how) => {
    const opened = await open({ users: [scimUser('u0')] });
    opened.service.fail({ of: /^GET \/Users$/u, how });
    opened.service.fail({ of: /^PATCH/u, how });

    expect(await opened.reader.read(AT)).toMatchObject({ ended: true, problems: [] });
    expect(opened.clock.sleeps).toEqual([7000]);
    await expect(opened.writer.write(DISABLE, 20_000)).rejects.toMatchObject({ refused: true, retryable: true, retryAfter: 7000 });
  });
});

describe('a group', () => {
  const three = () => [scimGroup('g1', 'team', ['u0', 'u1', 'u2'])];

  it('that the service empties is told of, and all others are put back', async () => {
    const opened = await open({ users: many(3), groups: three(), settings: { patch: ['path', 'emptying', 'add'] } });

    expect(await refusalOf(opened, takeOff('team'))).toEqual({
      refused: false,
      message: 'the service emptied the list of members; all 2 others were put back',
    });

    const members = opened.service.world.groups.get('g1')?.['members'] as { value: string }[];
    expect(members.map(({ value }) => value)).toEqual(['u1', 'u2']);
  });

  it.each([
    ['all others were put back', {}, 'others-put-back', ['u1', 'u2']],
    ['nobody can be put back', { put: false, patch: ['path', 'emptying'] }, 'others-lost', []],
  ] as const)('that the service empties makes an outcome that says so: %s', async (_, settings, detail, left) => {
    const patch = ['path', 'emptying', 'add'] as const;
    const opened = await open({ users: many(3), groups: three(), settings: { patch, ...settings } });

    const change = { kind: 'groups', account: 'u0', before: { groups: ['team' as Entitlement] }, after: { groups: [] } } as const;

    expect(await carryOut(opened, change)).toEqual({ outcome: 'verified', detail });
    const members = (opened.service.world.groups.get('g1')?.['members'] ?? []) as { value: string }[];
    expect(members.map(({ value }) => value)).toEqual(left);
  });

  it('that the service empties is not emptied a second time in a run', async () => {
    const groups = [...three(), scimGroup('g2', 'other', ['u0', 'u1'])];
    const opened = await open({ users: many(3), groups, settings: { patch: ['path', 'emptying', 'add'] } });

    await refusalOf(opened, takeOff('team'));
    expect(await refusalOf(opened, takeOff('other'))).toEqual({ refused: true, message: expect.stringContaining('emptied') });
    expect(opened.service.world.groups.get('g2')?.['members']).toHaveLength(2);
  });

  it('that somebody else changes in the same moment is told of, and not put back', async () => {
    const opened = await open({ users: many(4), groups: [scimGroup('g1', 'team', ['u0', 'u1', 'u2'])] });
    opened.service.before = (name) => {
      const group = opened.service.world.groups.get('g1');
      if (name.startsWith('PATCH') && group !== undefined) group['members'] = (group['members'] as { value: string }[]).slice(0, 2);
    };

    expect(await refusalOf(opened, takeOff('team'))).toEqual({
      refused: false,
      message: '1 more left the list of members in the same moment',
    });
    expect(opened.service.world.groups.get('g1')?.['members']).toEqual([{ value: 'u1', type: 'User' }]);
  });

  it.each<readonly [string, Partial<Settings>, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['the standard', {}, {}, [{ op: 'remove', path: 'members[value eq "u0"]' }]],
    ['PUT where a filter is not understood', { patch: ['path'] }, {}, [{ op: 'remove', path: 'members[value eq "u0"]' }, 'PUT']],
    ['Entra', { patch: ['text', 'member-value'] }, { dialect: 'entra' }, [{ op: 'Remove', path: 'members', value: [{ value: 'u0' }] }]],
    [
      'GitHub',
      { patch: ['object', 'member-value'] },
      { dialect: 'github-emu' },
      [{ op: 'remove', path: 'members', value: [{ value: 'u0' }] }],
    ],
  ])('is left by one member: %s', async (_, settings, more, expected) => {
    const opened = await open({ users: many(3), groups: three(), settings, more });

    expect(await refusalOf(opened, takeOff('team'))).toBeNull();

    expect(operationsOf(opened)).toEqual(expected);
    expect(opened.service.world.groups.get('g1')).toEqual({ ...scimGroup('g1', 'team', ['u1', 'u2']) });
  });
});
