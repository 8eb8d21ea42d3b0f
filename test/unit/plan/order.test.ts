import { describe, expect, it } from 'vitest';
import { compareText } from '../../../reconciler/canonical.ts';
import type { Change } from '../../../reconciler/model/change.ts';
import { compareSystems, makeGround } from '../../../reconciler/plan/ground.ts';
import { makeContext } from '../../../reconciler/plan/input.ts';
import { compareChanges, comparePeople } from '../../../reconciler/plan/order.ts';
import { makeInput, person, system } from './world.ts';

const ground = makeGround(
  makeContext(
    makeInput({
      people: [
        person('e-1', { lastDay: '2027-01-03' }),
        person('e-2', { lastDay: '2027-01-02' }),
        person('e-3'),
        person('e-4', { lastDay: '2027-01-03' }),
      ],
      offboardings: [{ employee: 'e-4', kind: 'planned', spell: '2027-01-03' }],
      systems: [system('a'), system('z', { identityProvider: true }), system('b')],
    }),
  ),
);
const view = (id: string) => ground.context.people.get(id as never) ?? null;

describe('order', () => {
  it('of people: a plan of their own, then the cut-off, then the id; nobody last', () => {
    const sorted = [null, view('e-1'), view('e-3'), view('e-2'), view('e-4')].sort((a, b) => comparePeople(ground, a, b));

    expect(sorted.map((one) => one?.id ?? null)).toEqual(['e-4', 'e-2', 'e-1', 'e-3', null]);
    expect(comparePeople(ground, null, null)).toBe(0);
  });

  it('of systems: the identity provider, then the id', () => {
    expect([...ground.systems.keys()]).toEqual(['z', 'a', 'b']);
    expect(compareSystems(system('a'), system('b'))).toBe(-1);
  });

  it('of changes: people, steps, systems, ids', () => {
    const change = (who: string | null, kind: string, where: string, id: string) =>
      ({ person: who, kind, system: where, id }) as never as Change;
    const sorted = [
      change(null, 'disable', 'a', '9'),
      change('e-2', 'disable', 'a', '8'),
      change('e-1', 'groups', 'z', '7'),
      change('e-1', 'disable', 'gone', '6'),
      change('e-1', 'disable', 'a', '5'),
      change('e-1', 'disable', 'z', '4'),
      change('e-1', 'disable', 'z', '3'),
      change('e-1', 'enable', 'z', '2'),
      change(null, 'disable', 'a', '1'),
    ].sort((a, b) => compareChanges(ground, a, b));

    expect(sorted.map((one) => one.id)).toEqual(['2', '3', '4', '5', '6', '7', '8', '1', '9']);
    expect(compareChanges(ground, change('e-1', 'disable', 'a', '1'), change(null, 'disable', 'a', '1'))).toBe(-1);
  });

  it('of text: by code unit', () => {
    expect([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
  });
});
