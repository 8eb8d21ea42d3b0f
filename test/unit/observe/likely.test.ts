/** Guesses at whose an account may be: by sign-in name and by name, with a score, and never more than a guess. */
import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Account } from '../../../reconciler/model/observed.ts';
import { makeGuesser } from '../../../reconciler/observe/likely.ts';

const PEOPLE = [
  {
    id: 'e-1',
    person: { name: 'Åsa Exempelsdotter', email: 'asa.exempelsdotter@exempel.example' },
    accounts: [{ system: 'ad', login: 'asaexe' }],
  },
  { id: 'e-2', person: { name: 'Bo Erik Påhittsson' }, accounts: [{ system: 'ad' }] },
  { id: 'e-3', person: { name: 'Bo Påhittsson' } },
  { id: 'e-4', person: 'withheld', accounts: [{ system: 'ad', login: 'skyddad' }] },
  { id: 'e-5', person: { name: 'Ørn' } },
];

function guess(account: Partial<Record<keyof Account, unknown>>): string[] {
  const desired = { employees: new Map(PEOPLE.map((one) => [one.id, one])) } as unknown as Desired;
  const made = makeGuesser(desired)({ id: 'x', login: null, email: null, ...account } as unknown as Account);
  return made.map(({ person, score }) => `${person} ${score}`);
}

describe('guesses', () => {
  it.each([
    ['a sign-in name of another system', { login: 'ASAEXE@other.example' }, ['e-1 95']],
    ['an address of another domain', { email: 'asa.exempelsdotter@other.example' }, ['e-1 95']],
    ['a sign-in name of somebody without a name', { login: 'skyddad' }, ['e-4 95']],
    ['the same name without its marks', { name: 'Exempelsdotter, Asa' }, ['e-1 90']],
    ['a name, and a longer one', { name: 'Bo Påhittsson' }, ['e-3 90', 'e-2 75']],
    ['a longer name, and a shorter one', { name: 'Bo Erik Pahittsson' }, ['e-2 90', 'e-3 75']],
    ['a sign-in name made of a name', { login: 'bpahittsson' }, ['e-2 60', 'e-3 60']],
    ['the surest of several', { login: 'asaexe', name: 'Åsa Exempelsdotter' }, ['e-1 95']],
  ])('%s', (_what, account, expected) => {
    expect(guess(account)).toEqual(expected);
  });

  it.each([
    ['one word of a name', { name: 'Bo Annansson' }],
    ['names that share words and differ in others', { name: 'Karl Erik Påhittsson' }],
    ['a sign-in name of three letters', { login: 'orn' }],
    ['a name of one word', { name: 'Ørn' }],
    ['nothing at all', {}],
  ])('none for %s', (_what, account) => {
    expect(guess(account)).toEqual([]);
  });

  it('are three at most', () => {
    const employees = new Map(['e-9', 'e-7', 'e-8', 'e-6'].map((id) => [id, { id, person: { name: 'Test Testsson' } }]));

    const made = makeGuesser({ employees } as unknown as Desired)({
      id: 'x',
      login: null,
      email: null,
      name: 'Test Testsson',
    } as unknown as Account);

    expect(made.map((one) => one.person)).toEqual(['e-6', 'e-7', 'e-8']);
  });
});
