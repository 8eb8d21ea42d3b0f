/** One broken file, or one bug, holds the people it concerns; everybody else is handled the same night. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Desired } from '../../reconciler/model/desired.ts';
import type { Employee } from '../../schemas/employee.ts';
import { places } from '../../schemas/places.ts';
import type { EmployeeId } from '../../schemas/primitives.ts';
import { liveNight } from '../faults/between.ts';
import { commitFiles, copyMini, disabledIn, editAccount, employeeFile, makeMini } from '../faults/mini.ts';
import { contextAt, type Mini, runMini } from '../faults/mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const AT = '2026-12-31T12:00:00Z';
const PATIENCE = 120_000;

let eve: Mini;
beforeAll(async () => {
  eve = await makeMini();
}, PATIENCE);

const LEAVER = employeeFile(2, 'lastDay: 2026-12-31\n', false);

interface Broken {
  readonly kind: keyof typeof places | 'unplaced';
  readonly how: string;
  readonly path: string;
  readonly text: string | null;
  /** Leavers whom it concerns. */
  readonly holds: readonly number[];
  /** The file that is found wrong, where it is another one. */
  readonly found?: string;
}

const EVERYBODY = [1, 2, 3];

/** One file of every kind, broken in one way or another. */
const BROKEN: readonly Broken[] = [
  { kind: 'organisation', how: 'breaks off', path: 'state/organisation.yaml', text: 'name: "Mini', holds: EVERYBODY },
  { kind: 'employee', how: 'breaks off', path: 'state/employees/e-2.yaml', text: LEAVER.slice(0, 120), holds: [2] },
  { kind: 'employee', how: 'has a word too many', path: 'state/employees/e-2.yaml', text: `${LEAVER}colour: blue\n`, holds: [2] },
  { kind: 'employee', how: 'is deleted', path: 'state/employees/e-2.yaml', text: null, holds: [2], found: 'state/devices/LT-0001.yaml' },
  { kind: 'employee', how: 'is not YAML, of somebody who stays', path: 'state/employees/e-9.yaml', text: 'id: [e-9\n', holds: [] },
  { kind: 'device', how: 'is not YAML', path: 'state/devices/LT-0001.yaml', text: '{{{\n', holds: [2] },
  { kind: 'device', how: 'is new and says nothing', path: 'state/devices/LT-0002.yaml', text: 'id: LT-0002\n', holds: [] },
  { kind: 'lease', how: 'has no lessor', path: 'state/leases/hy-9.yaml', text: 'id: hy-9\n', holds: [] },
  {
    kind: 'offboarding',
    how: 'has a kind that there is not',
    path: 'state/offboardings/e-3.yaml',
    text: 'employee: e-3\nkind: soon\nspell: 2026-12-31\n',
    holds: [3],
  },
  { kind: 'exception', how: 'breaks off', path: 'state/exceptions/ex-1.yaml', text: 'id: ex-1\nsubject: {employee: e-2\n', holds: [2] },
  { kind: 'hold', how: 'breaks off', path: 'state/holds/m-1.yaml', text: 'id: m-1\nsubject: {employee: e-2}\nmatter: "M', holds: [2] },
  {
    kind: 'cleanup',
    how: 'lists nothing',
    path: 'state/cleanups/old.yaml',
    text: 'id: old\nsystem: ad\naccounts: []\nwhat: disable\nreason: old\n',
    holds: [],
  },
  {
    kind: 'reading',
    how: 'has a digest that is none',
    path: 'state/readings/ad.yaml',
    text: 'system: ad\ncount: 3\ndigest: x\nreason: sold\nfrom: 2026-12-31\nuntil: 2027-01-01\n',
    holds: [],
  },
  {
    kind: 'guardrails',
    how: 'has a limit below zero',
    path: 'policies/guardrails.yaml',
    text: 'limits:\n  surprise: {count: -1}\n',
    holds: EVERYBODY,
  },
  { kind: 'access', how: 'has a time that there is not', path: 'policies/access.yaml', text: 'cutOff: "25:00"\n', holds: EVERYBODY },
  { kind: 'device-rules', how: 'is a list', path: 'policies/devices.yaml', text: '- 1\n', holds: [] },
  { kind: 'offboarding-tasks', how: 'is a word', path: 'policies/offboarding.yaml', text: 'tasks: none\n', holds: [] },
  {
    kind: 'drift',
    how: 'names a finding that there is not',
    path: 'policies/drift.yaml',
    text: 'too-much-coffee: {on: true}\n',
    holds: [],
  },
  { kind: 'approvals', how: 'has a key twice', path: 'policies/approvals.yaml', text: 'source: none\nsource: none\n', holds: [] },
  {
    kind: 'notices',
    how: 'names a server without TLS',
    path: 'policies/notices.yaml',
    text: 'mode: enforce\nserver: "http://mail.exempel.example"\nfrom: {address: hr@exempel.example}\n',
    holds: [],
  },
  { kind: 'system', how: 'has no tables', path: 'policies/systems/vpn.yaml', text: 'id: vpn\nkind: csv\n', holds: [1] },
  {
    kind: 'override',
    how: 'lasts for ever',
    path: 'policies/overrides/or-1.yaml',
    text: 'id: or-1\nclass: surprise\nsystem: all\n',
    holds: [],
  },
  { kind: 'unplaced', how: 'has no place', path: 'state/notes.yaml', text: 'hello: there\n', holds: [] },
];

function ids(system: string, held: readonly number[]): readonly string[] {
  return EVERYBODY.filter((index) => !held.includes(index)).map((index) => `${system}-${index}`);
}

describe('T15 one broken file on the default branch', () => {
  it('T15 is tried with every kind of file', () => {
    expect([...new Set(BROKEN.map((one) => one.kind))].toSorted()).toEqual([...Object.keys(places), 'unplaced'].toSorted());
  });

  it.concurrent.each(BROKEN)(
    'T15 $kind: a file ($path) that $how holds only whom it concerns ($holds)',
    async ({ path, text, holds, found = path }) => {
      const mini = copyMini(eve);
      commitFiles(mini, { [path]: text }, { at: AT });

      const view = await runMini(mini, NIGHT);

      expect([disabledIn(mini, 'ad'), disabledIn(mini, 'chat')]).toEqual([ids('ad', holds), ids('chat', holds)]);
      const held = view.plan.held.filter((one) => one.by === `invalid:${found}`).map((one) => Number(one.change.person?.slice(2)));
      expect([...new Set(held)].toSorted((a, b) => a - b)).toEqual(holds);
      expect(view.plan.held.filter((one) => !one.by.startsWith('invalid:') && !one.by.startsWith('after:'))).toEqual([]);
      expect([view.exit, view.exits.includes(70)]).toEqual([8, false]);
    },
    PATIENCE,
  );

  it(
    'T15 mended: those it held are handled the next night',
    async () => {
      const mini = copyMini(eve);
      commitFiles(mini, { 'state/employees/e-2.yaml': '{' }, { at: AT });
      await runMini(mini, NIGHT);
      commitFiles(mini, { 'state/employees/e-2.yaml': LEAVER }, { at: '2027-01-01T12:00:00Z' });

      const view = await runMini(mini, '2027-01-02T02:00');

      expect([view.exit, disabledIn(mini, 'ad')]).toEqual([0, ids('ad', [])]);
    },
    PATIENCE,
  );

  it(
    'T15 somebody whose last day is merged after the break is handled all the same',
    async () => {
      const mini = copyMini(eve);
      commitFiles(mini, { 'state/employees/e-2.yaml': employeeFile(2, '', false), 'state/employees/e-9.yaml': 'id: [e-9\n' }, { at: AT });
      commitFiles(mini, { 'state/employees/e-2.yaml': LEAVER }, { at: AT });

      const view = await runMini(mini, NIGHT);

      expect([view.exit, disabledIn(mini, 'ad')]).toEqual([8, ids('ad', [])]);
    },
    PATIENCE,
  );

  it(
    'T15 merged while the plan is carried out, it stops the one whom it concerns and nobody else',
    async () => {
      const mini = copyMini(eve);

      const night = await liveNight(mini, NIGHT, { afterPlan: () => commitFiles(mini, { 'state/employees/e-2.yaml': '{' }, { at: AT }) });

      expect(disabledIn(mini, 'ad')).toEqual(ids('ad', [2]));
      expect(night.outcomes.filter((one) => one.person === 'e-2').map((one) => one.outcome)).toEqual(
        Array.from({ length: 4 }, () => 'superseded'),
      );
    },
    PATIENCE,
  );
});

describe('T15 what was deleted past every check', () => {
  const withoutAd = employeeFile(3, 'lastDay: 2026-12-31\n', false).replace(/ {2}- \{system: ad,.*\n/u, '');

  it.each([
    ['the file of somebody who leaves', null, 'The file of e-3 was deleted', ['chat-1', 'chat-2']],
    ['the line of their account', withoutAd, 'An account in ad was removed, but e-3 is open', ['chat-1', 'chat-2', 'chat-3']],
  ] as const)(
    'T15 %s: said every night with its place, until it is back; the rest is handled',
    async (_name, text, said, chat) => {
      const mini = copyMini(eve);
      commitFiles(mini, { 'state/employees/e-3.yaml': text }, { at: AT });

      const nights = [];
      for (const on of [NIGHT, '2027-01-02T02:00']) {
        const context = contextAt(mini);
        nights.push([(await runMini(mini, on, { context })).exit, context.complained()]);
      }
      const gone = [disabledIn(mini, 'ad'), disabledIn(mini, 'chat')];
      commitFiles(mini, { 'state/employees/e-3.yaml': employeeFile(3, 'lastDay: 2026-12-31\n', false) }, { at: '2027-01-02T12:00:00Z' });
      const back = await runMini(mini, '2027-01-03T02:00');

      const error = expect.stringContaining(`state/employees/e-3.yaml: ${said}`);
      expect(nights).toEqual([
        [8, error],
        [8, error],
      ]);
      expect(gone).toEqual([['ad-1', 'ad-2'], chat]);
      expect([back.exit, disabledIn(mini, 'ad'), disabledIn(mini, 'chat')]).toEqual([0, ids('ad', []), ids('chat', [])]);
    },
    PATIENCE,
  );
});

/** A person about whom every question after an assignment fails. */
function oddly(desired: Desired, id: string): Desired {
  const employees = new Map(desired.employees);
  const employee = employees.get(id as EmployeeId) as Employee;
  const odd = new Proxy(employee, {
    get(target, name) {
      if (name === 'assignments') throw new TypeError('a bug with this person');
      return Reflect.get(target, name) as unknown;
    },
  });
  employees.set(employee.id, odd);
  return { ...desired, employees };
}

describe('T15 a bug with one person', () => {
  it(
    'T15 in a rule: this person is held by it, all others are handled, and the night ends with 70',
    async () => {
      const mini = copyMini(eve);

      const night = await liveNight(mini, NIGHT, { desired: (desired) => oddly(desired, 'e-2') });

      expect(night.exit).toBe(70);
      expect([disabledIn(mini, 'ad'), disabledIn(mini, 'chat')]).toEqual([ids('ad', [2]), ids('chat', [2])]);
      const held = night.plan.held.filter((one) => one.by === 'bug').map((one) => one.change.person);
      expect([...new Set(held)]).toEqual(['e-2']);
    },
    PATIENCE,
  );

  it(
    'T15 in a rule, with somebody who is not due: everybody due is handled',
    async () => {
      const mini = copyMini(eve);

      const night = await liveNight(mini, NIGHT, { desired: (desired) => oddly(desired, 'e-9') });

      expect([night.exit, disabledIn(mini, 'ad')]).toEqual([70, ids('ad', [])]);
    },
    PATIENCE,
  );

  it(
    'T15 in keeping what their account holds: this person is held, all others are handled',
    async () => {
      const mini = copyMini(eve);
      editAccount(mini, 'ad', 'ad-2', { groups: ['sales', 'choir'] });
      const context = contextAt(mini);
      const sealer = {
        seal: (key: string, bytes: Uint8Array) => {
          if (new TextDecoder().decode(bytes).includes('choir')) throw new TypeError('a bug with this account');
          return { key, bytes: '' };
        },
        open: () => null,
      };

      const night = await liveNight(mini, NIGHT, { context: { ...context, world: { ...context.world, sealer: async () => sealer } } });

      expect([night.exit, night.bugs.map((bug) => bug.person)]).toEqual([70, ['e-2']]);
      expect([disabledIn(mini, 'ad'), disabledIn(mini, 'chat')]).toEqual([ids('ad', [2]), ids('chat', [2])]);
    },
    PATIENCE,
  );
});
