/** In which order: people before a limit, systems, and the steps of one person. Pure. */
import type { Rung } from '../../schemas/vocabulary.ts';
import { compareText } from '../canonical.ts';
import type { Change } from '../model/change.ts';
import { compareSystems, type Ground } from './ground.ts';
import type { PersonView } from './input.ts';

/** Who comes first before a limit: a plan of their own, else whose cut-off was earlier; ids break ties. Nobody comes last. */
export function comparePeople(ground: Ground, a: PersonView | null, b: PersonView | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const plans = Number(b.plan !== null) - Number(a.plan !== null);
  if (plans !== 0) return plans;
  const end = (view: PersonView) => ground.spells.get(view.id)?.cutOff ?? '9';
  return compareText(end(a), end(b)) || compareText(a.id, b.id);
}

const STEPS: readonly Rung[] = [
  'end-day',
  'enable',
  'restore',
  'disable',
  'sessions',
  'place',
  'mailbox',
  'convert',
  'files',
  'groups',
  'licences',
  'check-in',
  'check-out',
  'status',
];

/** The order in which changes stand in the plan: people by id, nobody's accounts last; within a person step by step, the identity provider first. */
export function compareChanges(ground: Ground, a: Change, b: Change): number {
  if (a.person !== b.person) return a.person === null ? 1 : b.person === null ? -1 : compareText(a.person, b.person);
  const steps = STEPS.indexOf(a.kind) - STEPS.indexOf(b.kind);
  if (steps !== 0) return steps;
  const { systems } = ground.input.desired;
  const [x, y] = [systems.get(a.system), systems.get(b.system)];
  if (x !== undefined && y !== undefined && x !== y) return compareSystems(x, y);
  return compareText(a.id, b.id);
}
