import { describe, expect, it } from 'vitest';
import { makeContext } from '../../../reconciler/plan/input.ts';
import { plan, planChanges } from '../../../reconciler/plan/plan.ts';
import type { Employee } from '../../../schemas/employee.ts';
import { account, briefHeld, idOf, makeInput, person } from './world.ts';

const DAY = '2027-01-03';

/** A person of whom one property cannot be read: a stand-in for a bug in whatever reads it. */
function odd(one: Employee, property: string): Employee {
  Object.defineProperty(one, property, {
    enumerable: true,
    get: () => {
      throw new TypeError(`cannot read ${property}`);
    },
  });
  return one;
}

describe('a bug about one person', () => {
  it.each(['assignments', 'timeZone'])('in what reads %s holds that person by name, and nobody else', (property) => {
    const good = person('e-2', { lastDay: DAY });
    const input = makeInput({ people: [good, person('e-1', { lastDay: DAY })] });
    odd(input.desired.employees.get('e-1' as never) as Employee, property);
    const told: unknown[] = [];

    const made = plan(input, (who) => told.push(who));

    expect(made.changes.map((one) => `${one.kind} ${one.person}`)).toEqual(['disable e-2', 'sessions e-2']);
    expect(new Set(made.held.map((one) => `${one.by} ${one.change.person} ${one.releasedBy}`))).toContain('bug e-1 mend-bug');
    expect(told).toContain('e-1');
  });

  it('is said even when there is no change to show it on', () => {
    const input = makeInput({ people: [person('e-1')] });
    odd(input.desired.employees.get('e-1' as never) as Employee, 'timeZone');

    const made = plan(input);

    expect(made.held[0]).toMatchObject({ by: 'bug', change: { id: 'disable/e-1/bug/ad/-', account: '-', class: 'rung' } });
    expect(makeContext(input).bugs.size).toBe(1);
  });

  it('of several people, and of nobody’s accounts, is said in order', () => {
    const list = { id: 'l', system: 'ad', accounts: ['x'], what: 'disable' as const, reason: 'old' };
    const input = makeInput({ people: [person('e-2'), person('e-1')], cleanups: [list] });
    for (const one of input.desired.employees.values()) odd(one, 'timeZone');
    odd([...input.desired.cleanups.values()][0] as never, 'accounts');

    expect(planChanges(input).held.map((one) => one.change.person)).toEqual(['e-1', 'e-2', null]);
  });

  it('is said without any system too', () => {
    const input = makeInput({ people: [person('e-1')], systems: [] });
    odd(input.desired.employees.get('e-1' as never) as Employee, 'timeZone');

    expect(planChanges(input).held[0]?.change.system).toBe('none');
  });

  it('that only a safeguard meets holds the whole person', () => {
    const input = makeInput({ people: [person('e-1', { lastDay: DAY }), person('e-2', { lastDay: DAY })] });
    const broken = new Map(input.desired.broken);
    broken.get = (who) => {
      if (who === 'e-1') throw new TypeError('cannot look');
      return undefined;
    };

    const made = plan({ ...input, desired: { ...input.desired, broken } });

    expect(made.changes.map((one) => one.person)).toEqual(['e-2', 'e-2']);
    expect(briefHeld(made.held)).toEqual(['bug disable e-1 ad', `after:disable/e-1/spell:${DAY}/ad/ad-e-1 sessions e-1 ad`]);
  });

  it('is not said to somebody who asked about another person', () => {
    const input = makeInput({ people: [person('e-1', { lastDay: DAY }), person('e-2', { lastDay: DAY })], only: 'e-2' });
    odd(input.desired.employees.get('e-1' as never) as Employee, 'timeZone');

    expect(planChanges(input).held).toEqual([]);
  });

  it('in what is only said keeps nobody’s cut-off, and is told', () => {
    const input = makeInput({ people: [person('e-1', { lastDay: DAY })] });
    const devices = new Map(input.desired.devices);
    devices.values = () => {
      throw new TypeError('cannot list');
    };
    const told: unknown[] = [];

    expect(() => plan({ ...input, desired: { ...input.desired, leases: devices as never } }, (_, error) => told.push(error))).not.toThrow();
    const made = plan({ ...input, desired: { ...input.desired, leases: devices as never } });

    expect(made.changes).toHaveLength(2);
    expect(told.length).toBeGreaterThan(0);
    expect(briefHeld(made.held)).toEqual(['bug disable - ad']);
  });

  it('in a clean-up list or a device stops nobody', () => {
    const list = { id: 'l', system: 'ad', accounts: [idOf('ad', 'x')], what: 'disable' as const, reason: 'old' };
    const input = makeInput({
      people: [person('e-1', { lastDay: DAY })],
      cleanups: [list],
      strangers: [{ system: 'ad', account: account(idOf('ad', 'x')) }],
    });
    const [first] = input.desired.cleanups.values();
    Object.defineProperty(first, 'accounts', {
      get: () => {
        throw new TypeError('odd');
      },
    });

    const made = planChanges(input);

    expect(made.changes.map((one) => one.person)).toEqual(['e-1', 'e-1']);
    expect(briefHeld(made.held)).toEqual(['bug disable - ad']);
  });
});
