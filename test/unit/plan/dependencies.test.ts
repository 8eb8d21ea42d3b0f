import { describe, expect, it } from 'vitest';
import { plan } from '../../../reconciler/plan/plan.ts';
import { account, idOf, line, makeInput, person, system } from './world.ts';

const DAY = '2027-01-03';
const systems = [system('ad', { identityProvider: true }), system('m365')];

describe('what a change waits for', () => {
  it('is nothing where the person has no account in the identity provider', () => {
    const people = [person('e-1', { lastDay: DAY, accounts: [line('m365', 'm-1')] })];

    const { changes } = plan(makeInput({ people, systems }));

    expect(changes.map((one) => [one.kind, one.dependsOn])).toEqual([
      ['disable', []],
      ['sessions', [`disable/e-1/spell:${DAY}/m365/m-1`]],
    ]);
  });

  it('is nothing where the identity provider has ended the sign-in already', () => {
    const people = [person('e-1', { lastDay: DAY, accounts: [line('ad', idOf('ad', 'e-1')), line('m365', 'm-1')] })];
    const accounts = { ad: [account(idOf('ad', 'e-1'), { enabled: false })] };

    const { changes } = plan(makeInput({ people, systems, accounts }));

    expect(changes.find((one) => one.kind === 'disable')).toMatchObject({ system: 'm365', dependsOn: [] });
  });
});
