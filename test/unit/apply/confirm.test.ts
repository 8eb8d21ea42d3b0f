/** What a later reading says about work that was handed over, or announced by a run that died. */
import { describe, expect, it } from 'vitest';
import { closeOpenIntents, confirmHandedOver } from '../../../reconciler/apply/confirm.ts';
import type { Asset } from '../../../reconciler/model/observed.ts';
import { handed } from '../plan/findings/known.ts';
import { device } from '../plan/findings/look.ts';
import { account, at, csvSystem, line, makeDesired, memory, person, snapshot } from '../plan/world.ts';

const LATER = at('2027-01-03', '12:00');
const NOW = at('2027-01-04', '02:00');
const inventory = { system: 'store', id: 311 };

const people = [
  person('e-1', { accounts: [line('ad', 'a-1', { login: 'Anna' }), line('store', null, { login: 'anna.s' })] }),
  person('e-2', { person: { name: 'Påhittad Bo', email: 'Bo@exempel.example' }, accounts: [] }),
];

function asset(holder: string | null): Asset {
  return { id: '311', tag: 'LT-1' as never, serial: null, holder, status: null };
}

interface Case {
  readonly kind: 'check-in' | 'check-out';
  readonly person?: string | null;
  readonly holder?: string | null;
  readonly devices?: readonly ReturnType<typeof device>[];
  readonly shown?: readonly Asset[];
  readonly more?: Parameters<typeof snapshot>[2];
}

function settle({ kind, person: employee = 'e-1', holder = kind === 'check-in' ? null : employee, devices, shown, more }: Case): unknown[] {
  const files = makeDesired({
    people,
    systems: [csvSystem('store')],
    devices: devices ?? [device('LT-1', holder, { inventory })],
  });
  const work = handed(employee, 'store', { kind, account: '311' });
  const observed = new Map([['store', snapshot('store', [], { assets: shown ?? [], freshAt: LATER, ...more })]]);
  const outcomes = confirmHandedOver(memory({ handedOver: work }), observed as never, { at: NOW, files });
  return outcomes.map(({ outcome, detail }) => `${outcome} ${detail}`);
}

const DONE = ['verified seen-in-reading'];
const MOOT = ['superseded no-longer-asked'];

describe('a device that a desk was to move', () => {
  it.each<readonly [string, Case, readonly string[]]>([
    ['checked in', { kind: 'check-in', shown: [asset('')] }, DONE],
    ['still checked out', { kind: 'check-in', shown: [asset('anna')] }, []],
    ['not told who has it', { kind: 'check-in', shown: [asset(null)] }, []],
    ['not in the export at all: nothing is concluded from that', { kind: 'check-in', shown: [] }, []],
    ['holders not read whole', { kind: 'check-in', shown: [asset('')], more: { complete: ['existence'] } }, []],
    ['an export from before the work', { kind: 'check-in', shown: [asset('')], more: { freshAt: at('2026-12-20') } }, []],
    ['an export seen before', { kind: 'check-in', shown: [asset('')], more: { isNew: false } }, []],
    ['checked out by the name there, in another spelling', { kind: 'check-out', shown: [asset('ANNA.S')] }, DONE],
    ['checked out by the name elsewhere', { kind: 'check-out', shown: [asset('anna')] }, DONE],
    ['checked out by address', { kind: 'check-out', person: 'e-2', shown: [asset('bo@exempel.example')] }, DONE],
    ['checked out to somebody else', { kind: 'check-out', shown: [asset('bo')] }, []],
    ['nobody has it yet', { kind: 'check-out', shown: [asset('')] }, []],
    ['given to somebody again meanwhile', { kind: 'check-in', holder: 'e-2', shown: [asset('')] }, MOOT],
    ['given to somebody else meanwhile', { kind: 'check-out', holder: 'e-2', shown: [asset('bo')] }, MOOT],
    ['given back meanwhile', { kind: 'check-out', holder: null, shown: [asset('')] }, MOOT],
    ['without a file: still asked for', { kind: 'check-in', devices: [device('LT-1', 'e-2')], shown: [asset('')] }, DONE],
    ['of a person whom no file knows', { kind: 'check-out', person: 'e-9', shown: [asset('anna')] }, []],
    ['of nobody', { kind: 'check-out', person: null, shown: [asset('anna')] }, []],
  ])('%s', (_, given, expected) => {
    expect(settle(given)).toEqual(expected);
  });
});

describe('a status that a desk was to set', () => {
  const ready = device('LT-1', null, { inventory, status: 'available' });
  const shown = (status: string | null, holder: string | null = ''): Asset => ({ ...asset(holder), status });
  it.each<readonly [string, { after?: object; shown: Asset[]; file?: typeof ready; complete?: string[] }, readonly string[]]>([
    ['seen', { shown: [shown('available')] }, DONE],
    ['seen in the word of the export', { after: { status: 'available', shown: 'stock' }, shown: [shown('stock')] }, DONE],
    ['not seen yet', { shown: [shown('received')] }, []],
    ['not shown', { shown: [shown(null)] }, []],
    ['of a device whose holder is not shown', { shown: [shown('available', null)] }, []],
    ['of a device that is not in the export', { shown: [] }, []],
    ['in an export that lacks statuses', { shown: [shown('available')], complete: ['existence', 'holder'] }, []],
    ['that the file does not say any more', { shown: [shown('received')], file: { ...ready, status: 'repair' } }, MOOT],
  ])('%s', (_, { after = { status: 'available' }, shown: assets, file = ready, complete }, expected) => {
    const files = makeDesired({ people, systems: [csvSystem('store')], devices: [file] });
    const work = handed(null, 'store', { kind: 'status', account: '311', after: after as never });
    const more = { assets, freshAt: LATER, ...(complete === undefined ? {} : { complete: complete as never }) };
    const observed = new Map([['store', snapshot('store', [], more)]]);

    const outcomes = confirmHandedOver(memory({ handedOver: work }), observed as never, { at: NOW, files });

    expect(outcomes.map(({ outcome, detail }) => `${outcome} ${detail}`)).toEqual(expected);
  });
});

const abilities = { writes: ['place'], disabled: 'disabled', leaversPlace: 'OU=Left' } as const;

describe('an announced change of a dead run', () => {
  const files = makeDesired({ people, devices: [device('LT-1', null, { inventory })] as never });
  const intent = (kind: string, target: string) => ({ ...[...handed('e-1', 'store', { kind, account: target }).values()][0], after: {} });

  it.each([
    ['a device that is checked in', intent('check-in', '311'), [asset('')], 'verified found'],
    ['a device that is not', intent('check-in', '311'), [asset('anna')], 'superseded planned-again'],
    ['an account that is off', intent('disable', 'off'), [], 'verified found'],
    ['an account that is on', intent('disable', 'on'), [], 'superseded planned-again'],
    ['a last day that is there', { ...intent('end-day', 'off'), after: { endDay: '2027-01-31' } }, [], 'verified found'],
    ['a last day that is not', { ...intent('end-day', 'off'), after: { endDay: null } }, [], 'superseded planned-again'],
    ['an account at the leavers’ place', { ...intent('place', 'off'), after: { place: 'leavers' } }, [], 'verified found'],
    ['an account elsewhere', { ...intent('place', 'on'), after: { place: 'leavers' } }, [], 'superseded planned-again'],
    ['an account on its way back', { ...intent('place', 'off'), after: { place: 'earlier' } }, [], 'superseded planned-again'],
    ['a reply that runs', { ...intent('mailbox', 'off'), after: { reply: { until: '2027-02-01' } } }, [], 'verified found'],
    ['a reply that is not shown', { ...intent('mailbox', 'on'), after: { reply: null } }, [], 'superseded planned-again'],
    ['a mailbox that a desk has', intent('convert', 'on'), [], 'superseded planned-again'],
    ['a last day that is not shown', { ...intent('end-day', 'on'), after: { endDay: '2027-01-31' } }, [], 'superseded planned-again'],
  ])('finds %s', (_, open, assets, expected) => {
    const accounts = [
      account('off', { enabled: false, endDay: '2027-01-31', place: 'OU=Left', replyUntil: '2027-02-01' }),
      account('on', { enabled: true, place: 'OU=Syd' }),
    ];
    const observed = new Map([['store', snapshot('store', accounts, { assets, abilities })]]);

    const outcomes = closeOpenIntents(memory({ openIntents: [open as never] }), observed as never, { at: NOW, files });

    expect(outcomes.map(({ outcome, detail }) => `${outcome} ${detail}`)).toEqual([expected]);
  });
});

describe('an announced change of which no reading tells', () => {
  const files = makeDesired({ people });
  const open = (kind: string, target: string) => ({ ...[...handed('e-1', 'store', { kind, account: target }).values()][0], after: {} });
  const partly = (...complete: readonly string[]) =>
    snapshot('store', [account('on', { enabled: true })], { complete: complete as never, abilities });
  const close = (intent: object, shown: object | null, now = NOW) =>
    closeOpenIntents(memory({ openIntents: [intent as never] }), (shown === null ? new Map() : new Map([['store', shown]])) as never, {
      at: now,
      files,
    }).map(({ outcome }) => outcome);

  it.each([
    ['whose system could not be read', open('disable', 'on'), null],
    ['whose account is missing, where absence says nothing', open('disable', 'gone'), partly('status')],
    ['whose sign-in was not read', open('disable', 'on'), partly('existence')],
    ['of a device, where nobody could be read as its holder', open('check-in', '311'), partly('status')],
    ['of a device, where its status was not read', open('status', '311'), partly('holder')],
  ])('stays open: one %s', (_, intent, shown) => {
    expect(close(intent, shown)).toEqual([]);
  });

  it.each([
    ['whose groups were not read, but whose account was', open('groups', 'on'), partly('existence')],
    ['whose account is missing', open('sessions', 'gone'), partly('existence')],
  ])('is settled: one %s', (_, intent, shown) => {
    expect(close(intent, shown)).toHaveLength(1);
  });

  it('is planned again after thirty days without such a reading', () => {
    const since = { ...open('disable', 'on'), at: at('2027-01-01') };

    expect(close(since, null, at('2027-01-31'))).toEqual([]);
    expect(close(since, null, at('2027-02-01'))).toEqual(['superseded']);
  });
});

describe('a mailbox that a desk was asked for again', () => {
  it('is asked for by the later word alone, and another mailbox by its own', () => {
    const work = (day: string, more: object = {}) => {
      const one = [...handed('e-1', 'store', { kind: 'convert' }).values()][0];
      return { ...one, change: day, at: at(day), after: { mailbox: { until: '2027-01-30' } }, ...more };
    };
    const given = [
      work('2027-01-01'),
      work('2027-01-02'),
      work('2026-12-31', { account: 'another' }),
      work('2026-12-30', { kind: 'disable' }),
    ];
    const handedOver = new Map(given.map((one) => [one.change, one])) as never;

    const outcomes = confirmHandedOver(memory({ handedOver }), new Map(), { at: NOW, files: makeDesired({ people }) });

    expect(outcomes.map(({ change, outcome }) => `${change} ${outcome}`)).toEqual(['2027-01-01 superseded']);
  });
});

describe('files that a desk was to move', () => {
  const plan = (files: object | null, more: object = {}) => ({
    employee: 'e-1',
    kind: 'planned' as const,
    spell: '2026-12-31',
    ...(files === null ? {} : { accounts: { store: { files } } }),
    ...more,
  });

  it.each<readonly [string, object[], string[]]>([
    ['wait', [plan({ to: 'e-2' })], []],
    ['were moved when the plan says so', [plan({ to: 'e-2', moved: '2027-01-03' })], ['verified said-in-files']],
    ['go to somebody else by now', [plan({ to: 'e-3' })], MOOT],
    ['are not to be moved any more', [plan(null)], MOOT],
    ['are of a plan that is closed', [plan({ to: 'e-2' }, { closed: '2027-01-03' })], MOOT],
    ['are another’s', [plan({ to: 'e-2' }, { employee: 'e-2' })], MOOT],
  ])('%s', (_, offboardings, expected) => {
    const one = [...handed('e-1', 'store', { kind: 'files' }).values()][0];
    const handedOver = new Map([['f', { ...one, at: at('2027-01-01'), after: { files: { to: 'e-2', account: null } } }]]) as never;
    const files = makeDesired({ people, offboardings: offboardings as never });

    const outcomes = confirmHandedOver(memory({ handedOver }), new Map(), { at: NOW, files });

    expect(outcomes.map(({ outcome, detail }) => `${outcome} ${detail}`)).toEqual(expected);
  });
});

describe('a mailbox that a desk was to convert', () => {
  const plan = (converted?: string, more: object = {}) => ({
    employee: 'e-1',
    kind: 'planned' as const,
    spell: '2026-12-31',
    accounts: { store: { mailbox: { until: '2027-01-30', ...(converted === undefined ? {} : { converted }) } } },
    ...more,
  });
  const given = (until: string | null, handedAt: string) => {
    const work = [...handed('e-1', 'store', { kind: 'convert' }).values()][0];
    return new Map([['c', { ...work, at: at(handedAt), after: until === null ? {} : { mailbox: { until } } }]]) as never;
  };

  it.each<readonly [string, string | null, string, ReturnType<typeof plan>[], string[]]>([
    ['is done when the plan says so', '2027-01-30', '2027-01-01', [plan('2027-01-03')], ['verified said-in-files']],
    ['waits until it closes', '2027-01-30', '2027-01-01', [plan()], []],
    ['is no work any more when it has closed', '2027-01-02', '2026-12-20', [plan()], MOOT],
    ['is the desk’s for a week at least', '2027-01-02', '2027-01-01', [plan()], []],
    ['is not done by an earlier plan', '2027-01-30', '2027-01-01', [plan('2027-01-03', { closed: '2027-01-03' })], []],
    ['is not done by another’s plan', '2027-01-30', '2027-01-01', [plan('2027-01-03', { employee: 'e-2' })], []],
    ['is not done without a plan', '2027-01-30', '2027-01-01', [], []],
    ['is no work any more when nobody knows when it closes', null, '2026-12-20', [], MOOT],
  ])('%s', (_, until, handedAt, offboardings, expected) => {
    const files = makeDesired({ people, offboardings });
    const outcomes = confirmHandedOver(memory({ handedOver: given(until, handedAt) }), new Map(), { at: NOW, files });

    expect(outcomes.map(({ outcome, detail }) => `${outcome} ${detail}`)).toEqual(expected);
  });
});
