/** What all rules about accounts stand on: systems as they may be changed tonight, and safeguards as they count. Pure. */
import type { EmployeeId, ForeignId, Id, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { Link } from '../model/correlation.ts';
import type { VerifiedChange } from '../model/memory.ts';
import type { Abilities, Ability, Account, Attribute, Snapshot } from '../model/observed.ts';
import { type Ending, spellEnding } from './cutoff.ts';
import { type Effective, effectiveOf, modeOf } from './effective.ts';
import type { Context, PlanInput } from './input.ts';

/** One system that is not off. */
export interface SystemView {
  readonly id: SystemId;
  readonly system: System;
  readonly mode: 'observe' | 'enforce';
  /** The desk that does the work where we cannot write; null where we can. */
  readonly desk: Id | null;
  readonly snapshot: Snapshot | null;
}

/** The context, and what is found once for all rules. */
export interface Ground {
  readonly context: Context;
  readonly input: PlanInput;
  readonly effective: Effective;
  /** The identity provider first, then by id. */
  readonly systems: ReadonlyMap<SystemId, SystemView>;
  /** Who declares an account, by `<system>/<account id>`. */
  readonly declaredBy: ReadonlyMap<string, Link>;
  /** Ends of employments, by person; those without a last day are absent. */
  readonly spells: ReadonlyMap<EmployeeId, Ending>;
  /** What our runs verified of an account, by `<system>/<account id>`. */
  readonly verifiedBy: ReadonlyMap<string, readonly VerifiedChange[]>;
}

function deskOf(system: System): Id | null {
  if (system.supplier !== undefined) return system.supplier.does;
  return system.kind === 'csv' ? (system.desk ?? ('it' as Id)) : null;
}

/** Order of systems: those whose sign-in is ended first, then by id. */
export function compareSystems(a: System, b: System): number {
  const rank = Number(b.identityProvider === true) - Number(a.identityProvider === true);
  return rank === 0 ? (a.id < b.id ? -1 : 1) : rank;
}

function viewSystems(input: PlanInput): Map<SystemId, SystemView> {
  const found = new Map<SystemId, SystemView>();
  for (const system of [...input.desired.systems.values()].sort(compareSystems)) {
    const desk = deskOf(system);
    // A desk is a person who looks: what it is handed needs no nights of watching before.
    const mode = desk === null ? modeOf(input, system) : system.mode;
    if (mode !== 'off') found.set(system.id, { id: system.id, system, mode, desk, snapshot: input.observed.get(system.id) ?? null });
  }
  return found;
}

/** The ground of a plan. */
export function makeGround(context: Context): Ground {
  const { input } = context;
  const declaredBy = new Map<string, Link>();
  for (const link of input.correlation.links) {
    const id = link.account?.id ?? link.line.id;
    if (id !== undefined) declaredBy.set(`${link.system}/${id}`, link);
  }
  const verifiedBy = new Map<string, VerifiedChange[]>();
  for (const change of input.memory.verified.values()) {
    const key = `${change.system}/${change.account}`;
    const list = verifiedBy.get(key);
    if (list === undefined) verifiedBy.set(key, [change]);
    else list.push(change);
  }
  const spells = new Map<EmployeeId, Ending>();
  for (const view of context.people.values()) {
    const ending = spellEnding(input, view);
    if (ending !== null) spells.set(view.id, ending);
  }
  return { context, input, effective: effectiveOf(input, context.today), systems: viewSystems(input), declaredBy, spells, verifiedBy };
}

/** What our runs verified of one account. */
export function verifiedOf(ground: Ground, system: SystemId, account: ForeignId): readonly VerifiedChange[] {
  return ground.verifiedBy.get(`${system}/${account}`) ?? [];
}

/** True when a person's employment has ended and its cut-off has passed. */
export function isPastCutOff(ground: Ground, person: EmployeeId): boolean {
  return ground.spells.get(person)?.isDue === true;
}

/** True when the system's reading is complete in all of these. */
export function isWhole(view: SystemView, attributes: readonly Attribute[]): boolean {
  const { snapshot } = view;
  return snapshot !== null && attributes.every((attribute) => snapshot.complete.has(attribute));
}

/** The id a line's account goes by; a line that meets no account yet goes by its place in the file. */
export function accountIdOf(link: Link): ForeignId {
  return link.line.id ?? link.account?.id ?? (`unlinked-${link.index}` as ForeignId);
}

/** False where the system has no such thing to be done, so that a change could only fail. A reading that does not say is taken as able. */
export function isAble(view: SystemView, ability: Ability): boolean {
  return view.snapshot?.reading.abilities?.writes.includes(ability) !== false;
}

/** What becomes of an account there when its sign-in is ended. */
export function effectOf({ snapshot }: SystemView): Abilities['disabled'] {
  return snapshot?.reading.abilities?.disabled ?? 'disabled';
}

/** True only where the system says that it can: for what would be tried in vain, or ahead of time, otherwise. */
export function offers({ desk, snapshot }: SystemView, ability: Ability): boolean {
  return desk === null && snapshot?.reading.abilities?.writes.includes(ability) === true;
}

/** Seats that an account holds itself, sorted; those of a group go with the group. Null when the reading does not say. */
export function directSeats(account: Account): readonly NonNullable<Account['licences']>[number]['id'][] | null {
  return account.licences === null
    ? null
    : account.licences
        .filter((seat) => seat.viaGroup === null)
        .map((seat) => seat.id)
        .sort();
}
