/** Guests and their last day, and who is billed. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastDayOf, secondsAfter } from '../../../../reconciler/systems/slack/guests.ts';
import type { Day, ForeignId } from '../../../../schemas/primitives.ts';
import { type FakeSlack, fakeSlack, slackMember } from '../../../fakes/slack.ts';
import { refusalOf } from '../writes.ts';
import { AT, endWorkspaces, open } from './workspace.ts';

endWorkspaces();

const PATIENT = 100_000;
const id = (member: string) => member as ForeignId;
const endDay = (member: string, day: string | null) => ({ kind: 'end-day', account: id(member), day: day as Day | null }) as const;
const seconds = (instant: string) => Date.parse(instant) / 1000;

const byId = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

/** An organisation with a guest who has a last day, one who has none, and a member. */
function world(enterprise: string | null = 'E1'): FakeSlack {
  const guest = { is: 'multi-channel-guest', expires: seconds('2027-02-01T00:00:00Z') } as const;
  return fakeSlack([slackMember('U1', guest), slackMember('U2', { is: 'single-channel-guest' }), slackMember('U3')], enterprise);
}

describe("a guest's last day", () => {
  it('is the day before the instant at which Slack deactivates them; members have none', async () => {
    const { reader } = await open(world(), { workspace: 'T1' });

    const { accounts, abilities } = await reader.read(AT);

    const days = accounts.map((one) => [one.id, 'endDay' in one ? one.endDay : 'absent'] as const).toSorted(byId);
    expect(days).toEqual([
      ['U1', '2027-01-31'],
      ['U2', null],
      ['U3', 'absent'],
      ['UOWN', 'absent'],
    ]);
    for (const account of accounts) expect(await reader.readAccount(account.id)).toEqual(account);
    expect(abilities).toMatchObject({ writes: expect.arrayContaining(['end-day']), lastDays: 'moved' });
  });

  it('is set, once and again, and nothing else is changed', async () => {
    const { slack, reader, writer, server } = await open(world(), { workspace: 'T1' });
    const before = await reader.readAccount(id('U2'));

    await writer.write(endDay('U2', '2027-03-31'), PATIENT);
    await writer.write(endDay('U2', '2027-03-31'), PATIENT);

    expect(slack.members.get('U2')?.expires).toBe(seconds('2027-04-01T00:00:00Z'));
    expect(await reader.readAccount(id('U2'))).toEqual({ ...before, endDay: '2027-03-31' });
    expect(server.changes()).toEqual(['POST /api/admin.users.setExpiration']);
  });

  it.each([
    ['of a member', 'U3', '2027-03-31', { workspace: 'T1' }, 'only guests'],
    ['taken off', 'U1', null, { workspace: 'T1' }, 'has no call that takes'],
    ['where no workspace is named', 'U1', '2027-03-31', {}, 'names the `workspace`'],
  ] as const)('is refused %s', async (_, member, day, more, expected) => {
    const { writer, server } = await open(world(), more);

    expect(await refusalOf({ writer }, endDay(member, day))).toMatchObject({ refused: true, message: expect.stringContaining(expected) });
    expect(server.changes()).toEqual([]);
  });

  it('is told and kept of nobody in a workspace alone', async () => {
    const { reader, writer } = await open(world(null));

    const { accounts, abilities } = await reader.read(AT);

    expect(accounts.filter((one) => 'endDay' in one)).toEqual([]);
    expect(abilities?.writes).not.toContain('end-day');
    expect(await refusalOf({ writer }, endDay('U1', '2027-03-31'))).toMatchObject({ refused: true });
  });

  it('is not claimed when Slack does not tell it', async () => {
    const { reader, server } = await open(world(), { workspace: 'T1' });
    server.fail({ of: /getExpiration/u, how: { status: 200, body: { ok: false, error: 'no_perms' } } });

    expect(await reader.readAccount(id('U1'))).not.toHaveProperty('endDay');
  });

  it('ends access no sooner than with that day, and comes back as the same day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), (date) => {
        const day = date.toISOString().slice(0, 10) as Day;
        expect(lastDayOf(secondsAfter(day))).toBe(day);
        expect(secondsAfter(day) * 1000).toBe(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
      }),
    );
    expect([lastDayOf(0), lastDayOf(null), lastDayOf(undefined)]).toEqual([null, null, undefined]);
    expect(lastDayOf(seconds('2027-01-31T12:00:00Z'))).toBe('2027-01-31');
  });
});

describe('seats', () => {
  const held = (licences: readonly { readonly id: string; readonly viaGroup: string | null }[] | null | undefined) =>
    licences?.map((one) => `${one.id} via ${one.viaGroup}`) ?? null;

  it.each([
    ['a workspace', null, {}],
    ['an organisation', 'E1', { workspace: 'T1' }],
  ])('of %s are those whom Slack bills, and end with the account', async (_, enterprise, more) => {
    const slack = world(enterprise);
    Object.assign(slack.members.get('U2') ?? {}, { billed: false });
    Object.assign(slack.members.get('U3') ?? {}, { deleted: true, billed: true });
    const { reader } = await open(slack, { billing: true, pageSize: 2, ...more });

    const { accounts, provides, problems } = await reader.read(AT);

    expect([problems, provides.includes('licences')]).toEqual([[], true]);
    expect(accounts.map((one) => [one.id, held(one.licences)] as const).toSorted(byId)).toEqual([
      ['U1', ['slack via account']],
      ['U2', []],
      ['U3', ['slack via account']],
      ['UOWN', ['slack via account']],
    ]);
    expect(held((await reader.readAccount(id('U3')))?.licences)).toEqual(['slack via account']);
  });

  it.each([
    ['the token lacks the scope', { billing: true, workspace: 'T1' }, 'users:read,admin.users:read'],
    ['no workspace is named', { billing: true }, 'admin,users:read,admin.users:read'],
  ])('are not claimed, and keep nothing else from being read: %s', async (_, more, scopes) => {
    const slack = world();
    slack.scopes = scopes;
    const { reader } = await open(slack, more);

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.provides).not.toContain('licences');
    expect((await reader.readAccount(id('U1')))?.licences).toBeNull();
  });

  it('of another form make the reading doubtful', async () => {
    const { reader, server } = await open(world(null), { billing: true });
    server.fail({ of: /billableInfo/u, how: { status: 200, body: { ok: true, billable_info: { U1: { billing_active: 'yes' } } } } });

    expect((await reader.read(AT)).problems).toEqual(['1 of 1 seats cannot be read']);
  });
});
