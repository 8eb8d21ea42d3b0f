/** Units that nobody manages, now or soon. */
import type { Unit } from '../../../schemas/organisation.ts';
import type { Day, EmployeeId } from '../../../schemas/primitives.ts';
import { addDays } from '../../calendar.ts';
import type { Context } from '../input.ts';
import { type Draft, deskOf, reasonAt, type Scope, threshold } from '../scope.ts';

/** Who could take over: the manager's successor by plan, who the work is handed to, an acting manager named for other days, the manager of the unit above. */
function proposedFor({ input, people }: Context, unit: Unit): string {
  const plan = unit.manager === undefined ? undefined : people.get(unit.manager)?.plan?.doc;
  const above = unit.parent === undefined ? undefined : input.desired.organisation.units.find((one) => one.id === unit.parent);
  return plan?.successor ?? plan?.handover?.[0]?.to ?? unit.acting?.who ?? above?.manager ?? '';
}

/** The first day on which the unit's regular manager no longer answers; null when none is in sight. */
function vacantFrom({ context, today }: Scope, manager: EmployeeId): Day | null {
  const employee = context.people.get(manager)?.employee;
  if (employee === undefined) return today;
  return employee.lastDay === undefined ? null : addDays(employee.lastDay, 1);
}

function draftOf(scope: Scope, unit: Unit, index: number): Draft | null {
  const { context, today, indices } = scope;
  const { desired } = context.input;
  const { acting } = unit;
  const hasActing = acting !== undefined && acting.to >= today;
  const isUnmanaged = unit.manager === undefined && !hasActing && indices.members().has(unit.id);
  const from = unit.manager === undefined ? (isUnmanaged ? today : null) : vacantFrom(scope, unit.manager);
  if (from === null || from > threshold(scope, 'unit-without-manager', 'P30D')(today, 1)) return null;
  const isCovered = hasActing && acting.from <= (from > today ? from : today);
  const variant = unit.manager === undefined ? 'none' : isCovered ? 'acting' : from > today ? 'ahead' : 'now';
  return {
    code: 'unit-without-manager',
    about: unit.id,
    subject: { unit: unit.id },
    values: {
      variant,
      unit: unit.id,
      manager: unit.manager,
      from,
      proposed: isCovered ? acting.who : proposedFor(context, unit),
      until: isCovered ? acting.to : '',
    },
    who: deskOf(desired, 'hr'),
    day: unit.manager === undefined ? null : addDays(from, -1),
    because: reasonAt(desired, 'manager-leaves', { kind: 'organisation', pointer: `/units/${index}/manager` }),
  };
}

/** `unit-without-manager`: from the day after the manager's last day; an acting manager is named and does not hide it. A unit that never had a manager counts when somebody at work in it has none. */
export function* findUnits(scope: Scope): Generator<Draft> {
  for (const [index, unit] of scope.context.input.desired.organisation.units.entries()) {
    const draft = draftOf(scope, unit, index);
    if (draft !== null) yield draft;
  }
}
