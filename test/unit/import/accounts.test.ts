/** Accounts of live systems become people and account lines: by recorded id, exact name or address, and never by a guess. */
import { describe, expect, it } from 'vitest';
import { type AccountsGround, takeAccounts } from '../../../reconciler/import/import-accounts.ts';
import type { Account } from '../../../reconciler/model/observed.ts';
import { correlate } from '../../../reconciler/observe/correlate.ts';
import { Employee } from '../../../schemas/employee.ts';
import { account, line, makeDesired, memory, person, seat, snapshot, system, type World } from '../plan/world.ts';

interface Given extends World {
  readonly seen: readonly Account[];
  readonly makes?: AccountsGround['makes'];
  readonly made?: readonly string[];
}

function taken({ seen, makes = 'enabled', made = [], ...world }: Given) {
  const desired = makeDesired({ systems: [system('ad')], ...world });
  const correlation = correlate(desired, new Map([['ad' as never, snapshot('ad', seen)]]), memory({ kind: 'first' }));
  return takeAccounts({
    employees: desired.employees,
    made: new Set(made as never[]),
    system: 'ad' as never,
    correlation,
    today: '2027-01-04' as never,
    makes,
    pathOf: (id) => `state/employees/${id}.yaml`,
  });
}

const fates = (given: Given) => taken(given).rows.map(({ account: id, fate, employee }) => `${id} ${fate} ${employee ?? '-'}`);

describe('seats that are inherited', () => {
  it.each([
    ['from a group that is declared go with the group', ['alla'], undefined],
    ['from something that is no group of the account are declared themselves', ['vpn'], ['E3']],
    ['where groups are not known are declared themselves', null, ['E3']],
  ])('%s', (_what, groups, licences) => {
    const seen = [account('a', { login: 'testada', name: 'Ada Exempel', groups: groups as never, licences: [seat('E3', 'alla')] })];

    const [made] = taken({ seen }).employees.values();

    expect(made?.accounts?.[0]?.licences).toEqual(licences);
  });
});

describe('somebody new', () => {
  it('is made of an account of nobody, with all that it holds, in the order of ids', () => {
    const seen = [
      account('b', {
        login: 'testper',
        name: 'Per  Påhittad',
        email: 'per@exempel.example',
        groups: ['vpn', 'alla'],
        licences: [seat('E3'), seat('RITA', 'alla')],
      }),
      account('a', { login: 'ada@exempel.example', name: 'Ada Exempel', groups: null, licences: null }),
    ];

    const { employees, edits, made } = taken({ seen });

    expect([...employees.values()]).toEqual([
      {
        id: 'e-0001',
        person: { name: 'Ada Exempel', email: 'ada@exempel.example' },
        kind: 'employee',
        accounts: [{ system: 'ad', id: 'a', login: 'ada@exempel.example' }],
      },
      {
        id: 'e-0002',
        person: { name: 'Per Påhittad', email: 'per@exempel.example' },
        kind: 'employee',
        accounts: [{ system: 'ad', id: 'b', login: 'testper', grants: ['alla', 'vpn'], licences: ['E3'] }],
      },
    ]);
    expect([...made]).toEqual(['e-0001', 'e-0002']);
    expect(edits).toEqual([]);
    for (const employee of employees.values()) expect(Employee.safeParse(employee).error).toBeUndefined();
  });

  it.each([
    ['without a name is withheld', { name: null }, { person: 'withheld', kind: 'employee' }],
    ['with a name that no file may hold is withheld', { name: 'x'.repeat(201) }, { person: 'withheld' }],
    ['without an address has none', { name: 'Test Person', login: 'test' }, { person: { name: 'Test Person' } }],
    [
      'who is a guest is external, and looked at again',
      { name: 'Gäst Gästsson', guest: true },
      { kind: 'affiliate', reviewBy: '2027-04-04' },
    ],
    ['with a sign-in name that no file may hold has none', { login: ' ' }, { accounts: [{ system: 'ad', id: 'a' }] }],
  ])('%s', (_what, own, expected) => {
    expect([...taken({ seen: [account('a', own as never)] }).employees.values()][0]).toMatchObject(expected);
  });

  it('gets the next id', () => {
    expect(fates({ people: [person('e-0041', { accounts: [] }), person('x-0099', { accounts: [] })], seen: [account('a')] })).toEqual([
      'a person-made e-0042',
    ]);
  });

  it.each([
    ['enabled', ['a left-over -', 'b person-made e-0001', 'c person-made e-0002']],
    ['all', ['a person-made e-0001', 'b person-made e-0002', 'c person-made e-0003']],
    ['none', ['a left-over -', 'b left-over -', 'c left-over -']],
  ] as const)('is made of accounts that are: %s', (makes, expected) => {
    expect(fates({ makes, seen: [account('a', { enabled: false }), account('b'), account('c', { enabled: null })] })).toEqual(expected);
  });
});

describe('somebody who is there', () => {
  const own = (accounts: readonly object[] | undefined) => [
    person('e-7', { accounts: accounts as never, person: { name: 'Test Person', email: 'test@exempel.example' } }),
  ];

  it('gets a line by exact address, as an edit of their file', () => {
    const { edits, employees } = taken({
      people: own([{ system: 'm365', login: 'x' }]),
      seen: [account('a', { email: 'TEST@exempel.example', groups: ['alla'] })],
    });

    expect(edits).toEqual([
      {
        file: 'state/employees/e-7.yaml',
        edits: [{ op: 'appendItem', path: ['accounts'], value: { system: 'ad', id: 'a', grants: ['alla'] } }],
      },
    ]);
    expect(employees.get('e-7' as never)?.accounts).toHaveLength(2);
  });

  it('gets a first line as a new key', () => {
    expect(taken({ people: own(undefined), seen: [account('a', { login: 'test@exempel.example' })] }).edits).toMatchObject([
      { edits: [{ op: 'setKey', path: [], key: 'accounts', value: [{ system: 'ad', id: 'a', login: 'test@exempel.example' }] }] },
    ]);
  });

  it('and was made in this import, gets the line in the new file', () => {
    const { edits, employees } = taken({ people: own([]), made: ['e-7'], seen: [account('a', { email: 'test@exempel.example' })] });

    expect(edits).toEqual([]);
    expect(employees.get('e-7' as never)?.accounts).toEqual([{ system: 'ad', id: 'a' }]);
  });

  it.each([
    [[], true],
    [['e-7'], false],
  ] as const)('gets the id of a line that has only a sign-in name; made just now: %j', (made, isEdit) => {
    const { edits, employees, rows } = taken({
      people: own([line('ad', null, { login: 'test' })]),
      made,
      seen: [account('a', { login: 'TEST' })],
    });

    expect(employees.get('e-7' as never)?.accounts).toEqual([{ system: 'ad', id: 'a', login: 'test' }]);
    expect(edits).toEqual(
      isEdit ? [{ file: 'state/employees/e-7.yaml', edits: [{ op: 'setKey', path: ['accounts', 0], key: 'id', value: 'a' }] }] : [],
    );
    expect(rows.map((row) => row.fate)).toEqual(['id-recorded']);
  });

  it('and has the account already, keeps the line', () => {
    expect(fates({ people: own([line('ad', 'a')]), seen: [account('a')] })).toEqual(['a declared e-7']);
  });

  it('and has an account that is not there, has none', () => {
    expect(fates({ people: own([line('ad', 'gone')]), seen: [] })).toEqual([]);
  });
});

describe('an account that is left', () => {
  it.each([
    [
      'that two people could own',
      [
        person('e-1', { accounts: [line('m365', 'x', { login: 'test' })] }),
        person('e-2', { accounts: [line('m365', 'y', { login: 'test' })] }),
      ],
      ['a ambiguous -'],
    ],
    [
      'that two people declare',
      [person('e-1', { accounts: [line('ad', 'a')] }), person('e-2', { accounts: [line('ad', 'a')] })],
      ['a disputed e-1', 'a disputed e-2'],
    ],
  ])('one %s', (_what, people, expected) => {
    expect(fates({ people, seen: [account('a', { login: 'test' })] })).toEqual(expected);
  });

  it.each(['service', 'shared', 'protected'] as const)('one that policy calls %s', (kind) => {
    const policies = { guardrails: { [kind]: [{ system: 'ad', id: 'a', owner: 'e-1', purpose: 'printing' }] } } as never;

    expect(fates({ policies, seen: [account('a')] })).toEqual(['a policy -']);
  });
});
