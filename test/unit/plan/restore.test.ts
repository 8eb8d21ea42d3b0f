import { describe, expect, it } from 'vitest';
import type { VerifiedChange } from '../../../reconciler/model/memory.ts';
import { planUndo } from '../../../reconciler/plan/restore.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { account, briefHeld, done, idOf, line, makeInput, person, seat, system, verified, type World } from './world.ts';

const RUN = 'run-7';
const AT = '2027-01-03T01:00:00Z' as Instant;
const anna = person('e-1', { accounts: [line('ad', idOf('ad', 'e-1'), { grants: ['sales', 'vpn'], licences: ['E3'] })] });
const OFF = account(idOf('ad', 'e-1'), { enabled: false, groups: ['kept'] });

function took(kind: VerifiedChange['kind'], extra: Partial<VerifiedChange> & { cause?: string } = {}): VerifiedChange {
  const { cause = 'spell:2027-01-02', ...rest } = extra;
  return { ...done(kind, { person: 'e-1', cause, at: AT, run: RUN }), ...rest };
}

const disabled = took('disable');
const ungrouped = took('groups', { before: { groups: ['sales', 'kept', 'secret', 'vpn'] } });
const freed = took('licences', { before: { licences: ['E3', 'VISIO'] } });

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

describe('undo of an end of sign-in', () => {
  it('gives it back where it is still as we left it', () => {
    const made = undo([disabled]);

    expect(made.changes).toMatchObject([
      {
        id: `enable/e-1/undo:${RUN}/ad/ad-e-1`,
        kind: 'enable',
        class: 'enable',
        before: { enabled: false },
        after: { enabled: true },
        because: { rule: 'undo' },
      },
    ]);
    expect([made.held, made.findings, made.proposals, made.forecast]).toEqual([[], [], [], []]);
  });

  it.each<[string, VerifiedChange, World, string]>([
    [
      'is refused while the cut-off is due, and names extend',
      disabled,
      { people: [{ ...anna, lastDay: '2027-01-02' as never }] },
      'undone enable extend',
    ],
    [
      'is refused where somebody has enabled it',
      disabled,
      { accounts: { ad: [{ ...OFF, enabled: true }] } },
      'undone enable changed-since',
    ],
    ['is refused where it had been off before', took('disable', { before: { enabled: false } }), {}, 'undone enable not-captured'],
    ['is refused where nothing was captured', took('disable', { before: null }), {}, 'undone enable not-captured'],
    ['is refused where nobody declares the account', disabled, { people: [person('e-1', { accounts: [] })] }, 'undone enable declare'],
    ['is refused where the person is not known', disabled, { people: [] }, 'undone enable declare'],
    [
      'is refused where the account is somebody else’s now',
      disabled,
      { people: [person('e-1', { accounts: [] }), person('e-2', { accounts: [line('ad', idOf('ad', 'e-1'))] })] },
      'undone enable declare',
    ],
    ['is refused where the account is gone', disabled, { accounts: { ad: [] } }, 'undone restore changed-since'],
    ['waits where the system is not read', disabled, { unread: ['ad'] }, 'incomplete:ad enable complete-reading'],
    [
      'waits where the account is protected',
      disabled,
      { policies: { guardrails: { protected: [{ id: idOf('ad', 'e-1') }] } } },
      'protected enable not-touched',
    ],
    ['waits where the system is observed', disabled, { systems: [system('ad', { mode: 'observe' })] }, 'observe enable switch-to-enforce'],
  ])('%s', (_, change, world, expected) => {
    const made = undo([change], world);

    expect(made.changes).toEqual([]);
    expect(refusals([change], world)).toEqual([expected]);
  });

  const LATER = '2027-01-03T02:00:00Z' as Instant;
  it.each<[string, VerifiedChange]>([
    [
      'we gave it back since: who ended it after that is somebody else',
      done('enable', { person: 'e-1', cause: 'return:2027-01-03', at: LATER }),
    ],
    ['another run of ours ended it since', done('disable', { person: 'e-1', cause: 'spell:2027-01-03', at: LATER, run: 'run-8' })],
  ])('is refused where %s', (_, later) => {
    expect(undo([disabled, later]).changes).toEqual([]);
    expect(refusals([disabled, later])).toEqual(['undone enable changed-since']);
  });

  it.each<[string, VerifiedChange]>([
    ['before', done('enable', { person: 'e-1', cause: 'return:2027-01-01', at: '2027-01-01T02:00:00Z' as Instant })],
    ['to another account', done('enable', { person: 'e-1', cause: 'return:2027-01-03', at: LATER, system: 'm365' })],
  ])('is not hindered by what we did %s', (_, other) => {
    expect(undo([disabled, other]).changes).toHaveLength(1);
  });

  it('is nothing where the system is not there, or it was given back already', () => {
    const back = done('enable', { person: 'e-1', cause: `undo:${RUN}`, at: AT, run: 'run-8' });

    expect(undo([disabled], { systems: [] }).changes).toEqual([]);
    expect(undo([disabled, back]).changes).toEqual([]);
  });

  it('has the limit of sign-ins given back', () => {
    const people = Array.from({ length: 12 }, (_, n) => person(`e-${n}`));
    const accounts = { ad: people.map((one) => account(idOf('ad', one.id), { enabled: false })) };
    const changes = people.map((one) => done('disable', { person: one.id, cause: 'spell:2027-01-02', at: AT, run: RUN }));

    expect(undo(changes, { people, accounts }).stops).toMatchObject([{ class: 'enable', due: 12, limit: 10, went: 10 }]);
  });
});

describe('undo of groups and seats', () => {
  const seats = { snapshots: { ad: { seats: [{ licence: 'E3' as never, bought: 1 }] } } };

  it('puts back, in one change, what is missing and declared; names the rest', () => {
    const made = undo([ungrouped, freed], seats);

    expect(made.changes).toMatchObject([
      {
        id: `restore/e-1/undo:${RUN}/ad/ad-e-1`,
        before: { groups: ['kept'], licences: [] },
        after: { groups: ['kept', 'sales', 'vpn'], licences: ['E3'] },
        class: 'enable',
      },
    ]);
    expect(made.held.map((one) => `${one.releasedBy} ${JSON.stringify('account' in one.change ? one.change.after : null)}`)).toEqual([
      'declare {"groups":["kept","secret"]}',
      'declare {"licences":["VISIO"]}',
    ]);
  });

  it('puts back only what that change took: what it left, and somebody took since, is not ours', () => {
    const some = took('groups', { before: { groups: ['kept', 'sales', 'vpn'] }, left: ['kept', 'vpn'] as never });
    const none = took('groups', { before: { groups: ['kept', 'vpn'] }, left: ['kept', 'vpn'] as never });

    expect(undo([some]).changes).toMatchObject([{ before: { groups: ['kept'] }, after: { groups: ['kept', 'sales'] } }]);
    expect(undo([some]).held).toEqual([]);
    expect(undo([none]).changes).toEqual([]);
  });

  it('puts a seat back with the parts switched off that were, and no others', () => {
    const had = took('licences', {
      before: { licences: ['E3', 'VISIO'], switchedOff: { E3: ['plan-1', 'plan-2'], VISIO: ['plan-3'], X: null } },
    });

    expect(undo([had], seats).changes).toMatchObject([
      { before: { licences: [] }, after: { licences: ['E3'], switchedOff: { E3: ['plan-1', 'plan-2'] } } },
    ]);
  });

  it.each([[{}], [{ switchedOff: { E3: null } }], [{ switchedOff: { E3: 'plan' } }], [{ switchedOff: ['plan'] }], [{ switchedOff: null }]])(
    'puts a seat back of which no parts are known to have been off: %j',
    (more) => {
      const [change] = undo([took('licences', { before: { licences: ['E3'], ...more } })], seats).changes;

      expect(change?.after).toEqual({ licences: ['E3'] });
    },
  );

  it('never gives what makes an administrator', () => {
    const guardrails = { protected: [{ role: 'vpn' }] };

    expect(undo([ungrouped], { policies: { guardrails } }).changes).toMatchObject([{ after: { groups: ['kept', 'sales'] } }]);
  });

  it.each<[string, VerifiedChange[], World, string[]]>([
    ['no seat is free', [took('licences', { before: { licences: ['E3'] } })], {}, ['undone restore no-seat']],
    [
      'the cut-off is due',
      [took('groups', { before: { groups: ['sales'] } })],
      { people: [{ ...anna, lastDay: '2027-01-02' as never }] },
      ['undone restore extend'],
    ],
    [
      'the cut-off is due, but nothing is missing',
      [took('groups', { before: { groups: ['kept'] } })],
      { people: [{ ...anna, lastDay: '2027-01-02' as never }] },
      [],
    ],
    ['it was not captured', [took('groups', { before: null })], {}, ['undone restore not-captured']],
    ['it was captured in another form', [took('groups', { before: { groups: 'sales' } })], {}, ['undone restore not-captured']],
    [
      'the capture is still sealed',
      [took('groups', { before: { groups: ['kept'] }, sealed: { key: 'capture-2027-01', bytes: 'AA==' } })],
      {},
      ['undone restore not-captured'],
    ],
    [
      'it cannot be put back at all',
      [took('sessions'), took('enable'), took('convert')],
      {},
      Array.from({ length: 3 }, () => 'undone restore not-restorable'),
    ],
    ['nobody declares anything', [ungrouped], { people: [] }, ['undone restore declare']],
  ])('is refused where %s', (_, changes, world, expected) => {
    expect(undo(changes, world).changes).toEqual([]);
    expect(refusals(changes, world)).toEqual(expected);
  });

  it('gives nothing twice', () => {
    const accounts = { ad: [{ ...OFF, groups: ['sales', 'vpn', 'kept', 'secret'] as never }] };

    expect(undo([ungrouped], { accounts }).changes).toEqual([]);
  });

  it('reads nothing into groups that are unknown, and waits for them', () => {
    const accounts = { ad: [{ ...OFF, groups: null, licences: null }] };
    const snapshots = { ad: { complete: ['existence', 'status'] as const } };

    expect(refusals([took('groups', { before: { groups: ['sales'] } })], { accounts, snapshots })).toEqual([
      'incomplete:ad restore complete-reading',
    ]);
  });

  it('puts groups back in a system that has no seats', () => {
    const accounts = { ad: [{ ...OFF, licences: null }] };
    const snapshots = { ad: { complete: ['existence', 'status', 'groups'] as const } };

    expect(undo([took('groups', { before: { groups: ['sales'] } })], { accounts, snapshots })).toMatchObject({
      held: [],
      changes: [{ kind: 'restore', after: { groups: ['kept', 'sales'] } }],
    });
  });

  it('of a system that is not read waits for it, and finds no free seats', () => {
    const groups = took('groups', { before: { groups: ['sales'] } });
    const licences = took('licences', { before: { licences: ['E3'] } });

    expect(refusals([groups, licences], { unread: ['ad'] })).toEqual(['undone restore no-seat', 'incomplete:ad restore complete-reading']);
  });

  it('goes together with sign-in, once per account', () => {
    expect(undo([disabled, took('groups', { before: { groups: ['sales'] } })]).changes.map((one) => one.kind)).toEqual([
      'enable',
      'restore',
    ]);
  });

  it('joins two captures of one account', () => {
    const first = took('groups', { before: { groups: ['sales'] } });
    const second = took('groups', { cause: 'assignment:a1:2027-01-01', before: { groups: ['vpn'] } });

    expect(undo([first, second]).changes).toMatchObject([{ after: { groups: ['kept', 'sales', 'vpn'] } }]);
  });
});

describe('undo of a run', () => {
  it('leaves other runs and other people alone', () => {
    const other = { ...took('disable'), run: 'run-6' };
    const people = [anna, person('e-2')];
    const accounts = { ad: [OFF, account(idOf('ad', 'e-2'), { enabled: false })] };
    const both = [disabled, done('disable', { person: 'e-2', cause: 'spell:2027-01-02', at: AT, run: RUN })];

    expect(undo([other]).changes).toEqual([]);
    expect(undo(both, { people, accounts }).changes.map((one) => one.person)).toEqual(['e-1', 'e-2']);
    expect(undo(both, { people, accounts }, 'e-2').changes.map((one) => one.person)).toEqual(['e-2']);
  });

  it('names accounts of nobody that a list ended', () => {
    const orphan = { ...took('disable', { cause: 'cleanup:l' }), person: null, account: 'tmp' as never };
    const strangers = [{ system: 'ad', account: account('tmp', { enabled: false, licences: [seat('E3')] }) }];

    expect(undo([orphan], { strangers }).held).toMatchObject([
      { releasedBy: 'declare', change: { person: null, because: { file: 'state/organisation.yaml' } } },
    ]);
    expect(briefHeld(undo([orphan], { strangers }).held)).toEqual(['undone enable - ad']);
  });
});
