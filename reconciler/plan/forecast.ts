/** The forecast: everybody whose cut-off lies within 90 days, and everybody past it and not done. Publishing it is what makes a removal expected. Pure. */
import type { SystemId } from '../../schemas/primitives.ts';
import { addMinutes } from '../calendar.ts';
import { compareText } from '../canonical.ts';
import type { Link } from '../model/correlation.ts';
import type { ForecastLine } from '../model/plan.ts';
import { assignmentEndings, type Ending, leaveEndings } from './cutoff.ts';
import { changeId } from './draft.ts';
import { accountIdOf, directSeats, type Ground, isWhole, type SystemView } from './ground.ts';
import type { PersonView } from './input.ts';

const AHEAD_MINUTES = 90 * 24 * 60;

/** Whether one account has still to be dealt with. */
type IsOpen = (link: Link, system: SystemView) => boolean;

function isVerified(ground: Ground, link: Link, at: { kind: 'disable' | 'groups' | 'licences'; cause: string }): boolean {
  const id = changeId(at.kind, link.person, { cause: at.cause, system: link.system, id: accountIdOf(link) });
  return ground.input.memory.verified.has(id);
}

/** Open until our end of sign-in is verified, or a whole reading shows that the account is off or gone. */
function isSignInOpen(ground: Ground, cause: string): IsOpen {
  return (link, system) => {
    if (link.situation === 'missing' || isVerified(ground, link, { kind: 'disable', cause })) return false;
    return !(link.account?.enabled === false && isWhole(system, ['existence', 'status']));
  };
}

/** Systems in which something is still open; of what lies ahead all of them. */
function openSystems(ground: Ground, view: PersonView, isOpen: IsOpen): SystemId[] {
  const found = new Set<SystemId>();
  for (const link of view.links) {
    const system = ground.systems.get(link.system);
    if (system !== undefined && isOpen(link, system)) found.add(link.system);
  }
  return [...found].sort(compareText);
}

/** A line; null for what lies further ahead, and for what is past and done. */
function lineOf(ground: Ground, view: PersonView, of: { ending: Ending; isOpen: IsOpen }): ForecastLine | null {
  const { cause, cutOff } = of.ending;
  const { asOf } = ground.input;
  if (cutOff > addMinutes(asOf, AHEAD_MINUTES)) return null;
  const systems = openSystems(ground, view, of.isOpen);
  return cutOff <= asOf && systems.length === 0 ? null : { person: view.id, cause, cutOff, systems };
}

function assignmentLines(ground: Ground, view: PersonView): (ForecastLine | null)[] {
  return assignmentEndings(ground.input, view).map(({ assignment, ...ending }) => {
    const isOpen: IsOpen = (link, system) => {
      const own = new Set(assignment.grants?.[link.system]);
      if (own.size === 0 || isVerified(ground, link, { kind: 'groups', cause: ending.cause })) return false;
      return !isWhole(system, ['existence', 'groups']) || link.account?.groups?.some((group) => own.has(group)) === true;
    };
    return lineOf(ground, view, { ending, isOpen });
  });
}

function leaveLines(ground: Ground, view: PersonView): (ForecastLine | null)[] {
  return leaveEndings(ground.input, view).map(({ leave, isOver, ...ending }) => {
    const { cause } = ending;
    const isSuspensionOpen = isSignInOpen(ground, cause);
    const isOpen: IsOpen = (link, system) => {
      if (isOver) return false;
      if (leave.access === 'suspend' && isSuspensionOpen(link, system)) return true;
      if (leave.licences !== 'park' || isVerified(ground, link, { kind: 'licences', cause })) return false;
      if (!isWhole(system, ['existence', 'licences'])) return true;
      return link.account !== null && (directSeats(link.account) ?? []).length > 0;
    };
    return lineOf(ground, view, { ending, isOpen });
  });
}

function linesOf(ground: Ground, view: PersonView): ForecastLine[] {
  const spell = ground.spells.get(view.id);
  const own = spell === undefined ? null : lineOf(ground, view, { ending: spell, isOpen: isSignInOpen(ground, spell.cause) });
  return [own, ...assignmentLines(ground, view), ...leaveLines(ground, view)].filter((line) => line !== null);
}

/** All lines, by cut-off, person and cause. A person about whom this fails is left out: unpublished, the end of their access stays a surprise. */
export function forecast(ground: Ground): ForecastLine[] {
  const lines: ForecastLine[] = [];
  for (const view of ground.context.people.values()) {
    try {
      lines.push(...linesOf(ground, view));
    } catch {
      // The rules about this person failed likewise; that is where it is said.
    }
  }
  return lines.sort((a, b) => compareText(a.cutOff, b.cutOff) || compareText(a.person, b.person) || compareText(a.cause, b.cause));
}
