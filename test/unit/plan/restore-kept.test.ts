/** Undo of what a system keeps of an account besides sign-in, groups and seats: its last day, and where it lies. */
import { describe, expect, it } from 'vitest';
import type { VerifiedChange } from '../../../reconciler/model/memory.ts';
import { planUndo } from '../../../reconciler/plan/restore.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { account, done, idOf, line, makeInput, person, verified, type World } from './world.ts';

const RUN = 'run-7';
const AT = '2027-01-03T01:00:00Z' as Instant;
const anna = person('e-1', { accounts: [line('ad', idOf('ad', 'e-1'), { grants: ['sales', 'vpn'], licences: ['E3'] })] });
const OFF = account(idOf('ad', 'e-1'), { enabled: false, groups: ['kept'] });

function took(kind: VerifiedChange['kind'], extra: Partial<VerifiedChange> & { cause?: string } = {}): VerifiedChange {
  const { cause = 'spell:2027-01-02', ...rest } = extra;
  return { ...done(kind, { person: 'e-1', cause, at: AT, run: RUN }), ...rest };
}

function undo(changes: readonly VerifiedChange[], world: World = {}, who: string | null = null) {
  const input = makeInput({
    people: [anna],
    accounts: { ad: [OFF] },
    ...world,
    memory: { ...world.memory, verified: verified(...changes) },
  });
  return planUndo(input, RUN, who as never);
}

function refusals(changes: readonly VerifiedChange[], world: World = {}): string[] {
  return undo(changes, world).held.map((one) => `${one.by} ${one.change.kind} ${one.releasedBy}`);
}

describe('undo of the last day that a system keeps', () => {
  const kept = (day: string, before: object | null) => took('end-day', { cause: `last-day:${day}:1`, before: before as never });
  const showing = (endDay: string | null) => ({ accounts: { ad: [account(idOf('ad', 'e-1'), { endDay })] } });
  const leaving = { people: [{ ...anna, lastDay: '2027-01-29' as never }] };

  it.each<[string, string, object, World, object]>([
    ['puts back none', '2027-01-29', { endDay: null }, { ...showing('2027-01-29'), ...leaving }, { endDay: null }],
    ['puts back a later one', '2027-01-29', { endDay: '2027-02-26' }, { ...showing('2027-01-29'), ...leaving }, { endDay: '2027-02-26' }],
    ['puts back the very day', 'none', { endDay: '2027-01-29' }, { ...showing(null), ...leaving }, { endDay: '2027-01-29' }],
  ])('%s', (_, day, before, world, after) => {
    expect(undo([kept(day, before)], world).changes).toMatchObject([{ kind: 'restore', class: 'enable', after }]);
  });

  it.each<[string, string, object | null, World, string]>([
    ['another stands there by now', '2027-01-29', { endDay: null }, { ...showing('2027-02-01'), ...leaving }, 'changed-since'],
    ['nothing was captured', '2027-01-29', null, { ...showing('2027-01-29'), ...leaving }, 'not-captured'],
    ['it was captured in another form', '2027-01-29', { endDay: 7 }, { ...showing('2027-01-29'), ...leaving }, 'not-captured'],
    ['it would end access too early', '2027-01-29', { endDay: '2027-01-28' }, { ...showing('2027-01-29'), ...leaving }, 'declare'],
    ['no day is declared any more', 'none', { endDay: '2027-01-29' }, showing(null), 'declare'],
    ['nobody declares the account', '2027-01-29', { endDay: null }, { ...showing('2027-01-29'), people: [] }, 'declare'],
    [
      'the person has the account no more',
      '2027-01-29',
      { endDay: null },
      { ...showing('2027-01-29'), people: [person('e-1', { accounts: [] })] },
      'declare',
    ],
    [
      'the cut-off is due',
      '2027-01-02',
      { endDay: null },
      { ...showing('2027-01-02'), people: [{ ...anna, lastDay: '2027-01-02' as never }] },
      'extend',
    ],
  ])('is refused where %s', (_, day, before, world, expected) => {
    expect(undo([kept(day, before)], world).changes).toEqual([]);
    expect(refusals([kept(day, before)], world)).toEqual([`undone restore ${expected}`]);
  });

  it('of a system that is not read knows of no day', () => {
    expect(undo([kept('none', { endDay: null })], { unread: ['ad'] }).held).toMatchObject([
      { releasedBy: 'changed-since', change: { before: { endDay: null }, after: { endDay: null } } },
    ]);
  });

  it('goes together with groups in one change', () => {
    const groups = took('groups', { before: { groups: ['sales'] } });
    const world = { accounts: { ad: [account(idOf('ad', 'e-1'), { endDay: '2027-01-29' })] }, ...leaving };

    expect(undo([groups, kept('2027-01-29', { endDay: null })], world).changes).toMatchObject([
      { kind: 'restore', before: { groups: [], endDay: '2027-01-29' }, after: { groups: ['sales'], endDay: null } },
    ]);
  });
});

describe('undo of a move to the leavers’ place', () => {
  const moved = (before: object | null, cause = 'spell:2027-01-02') => took('place', { cause, before: before as never });
  const ABLE = { writes: ['place'], disabled: 'disabled', leaversPlace: 'OU=Left' } as const;
  const lying = (place: string): World => ({
    accounts: { ad: [account(idOf('ad', 'e-1'), { place })] },
    snapshots: { ad: { abilities: ABLE } },
  });

  it('moves it back where it lay, without naming the place', () => {
    const made = undo([moved({ place: 'OU=Syd' })], lying('OU=Left'));

    expect(made.changes).toMatchObject([{ kind: 'restore', before: { place: 'leavers' }, after: { place: 'earlier' } }]);
    expect(JSON.stringify(made)).not.toContain('OU=');
  });

  it.each<[string, VerifiedChange, World, string]>([
    ['it lies elsewhere by now', moved({ place: 'OU=Syd' }), lying('OU=Nord'), 'changed-since'],
    ['there is no such place any more', moved({ place: 'OU=Syd' }), { ...lying('OU=Left'), snapshots: {} }, 'changed-since'],
    ['it is not read', moved({ place: 'OU=Syd' }), { unread: ['ad'] }, 'changed-since'],
    ['the capture cannot be opened here', moved({ enabled: true }), lying('OU=Left'), 'not-captured'],
    ['it was a move back', moved({ place: 'OU=Left' }, 'return:2027-01-02'), lying('OU=Syd'), 'not-restorable'],
    ['nobody declares the account', moved({ place: 'OU=Syd' }), { ...lying('OU=Left'), people: [] }, 'declare'],
    [
      'the person has it no more',
      moved({ place: 'OU=Syd' }),
      { ...lying('OU=Left'), people: [person('e-1', { accounts: [] })] },
      'declare',
    ],
    [
      'the cut-off is due',
      moved({ place: 'OU=Syd' }),
      { ...lying('OU=Left'), people: [{ ...anna, lastDay: '2027-01-02' as never }] },
      'extend',
    ],
  ])('is refused where %s', (_, change, world, expected) => {
    expect(undo([change], world).changes).toEqual([]);
    expect(refusals([change], world)).toEqual([`undone restore ${expected}`]);
  });
});

describe('undo of an automatic reply', () => {
  const replied = (cause = 'spell:2027-01-02') => took('mailbox', { cause });
  const answering = (replyUntil?: string | null): World => ({
    accounts: { ad: [account(idOf('ad', 'e-1'), replyUntil === undefined ? {} : { replyUntil })] },
  });

  it.each([
    ['it runs', '2027-02-01'],
    ['it is not shown', undefined],
  ])('ends it where %s', (_, until) => {
    expect(undo([replied()], answering(until)).changes).toMatchObject([
      { kind: 'restore', class: 'enable', before: {}, after: { reply: null } },
    ]);
  });

  it.each<[string, VerifiedChange, World, string]>([
    ['it has ended', replied(), answering(null), 'changed-since'],
    ['it is not read', replied(), { unread: ['ad'] }, 'changed-since'],
    ['it was the end of one', replied('return:2027-01-02'), answering('2027-02-01'), 'not-restorable'],
    ['nobody declares the account', replied(), { ...answering('2027-02-01'), people: [] }, 'declare'],
    ['the person has it no more', replied(), { ...answering('2027-02-01'), people: [person('e-1', { accounts: [] })] }, 'declare'],
    ['the cut-off is due', replied(), { ...answering('2027-02-01'), people: [{ ...anna, lastDay: '2027-01-02' as never }] }, 'extend'],
  ])('is refused where %s', (_, change, world, expected) => {
    expect(undo([change], world).changes).toEqual([]);
    expect(refusals([change], world)).toEqual([`undone restore ${expected}`]);
  });
});
