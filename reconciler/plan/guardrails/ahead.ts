/** Ends of access set ahead in a system come by themselves on their day, when no limit is asked: so that on no day more come than a run would end. Pure. */
import type { GuardrailClass } from '../../../schemas/vocabulary.ts';
import type { Draft } from '../draft.ts';
import type { Ground } from '../ground.ts';
import type { PersonView } from '../input.ts';
import { comparePeople } from '../order.ts';
import type { BaseOf } from './base.ts';
import { allow, type Counted } from './budget.ts';
import { windowsOf } from './limits.ts';

/** An end set ahead, and the class of the cut-off that it belongs to. */
interface Ahead {
  readonly draft: Draft;
  readonly view: PersonView;
  readonly class: GuardrailClass;
  readonly day: string;
}

/** The end that a draft sets ahead; null for what gives time, takes an end off, or is no such thing. */
function aheadIn(ground: Ground, draft: Draft): Ahead | null {
  const { change, view } = draft;
  if (change.kind !== 'end-day' || view === null) return null;
  const day = change.after.endDay ?? '';
  const name = ground.spells.get(view.id)?.class;
  return name !== undefined && day !== '' && (change.before.endDay ?? '9') > day ? { draft, view, class: name, day } : null;
}

/** Those of one class that fall on one day in one system. */
function groupsOf(ground: Ground, drafts: readonly Draft[]): readonly (readonly [Ahead, ...Ahead[]])[] {
  const found = new Map<string, [Ahead, ...Ahead[]]>();
  for (const one of drafts.map((draft) => aheadIn(ground, draft)).filter((each) => each !== null)) {
    const key = `${one.class}/${one.draft.system.id}/${one.day}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [one]);
    else list.push(one);
  }
  return [...found.values()];
}

/** Ends set ahead that are above the limit of their day, with the class whose limit it is. Who has that very end already counts too. */
export function limitAhead(ground: Ground, drafts: readonly Draft[], baseOf: BaseOf): ReadonlyMap<Draft, GuardrailClass> {
  const held = new Map<Draft, GuardrailClass>();
  for (const own of groupsOf(ground, drafts)) {
    const [{ class: name, day, draft }] = own;
    const system = draft.system.id;
    const ending = ground.input.correlation.links.filter((link) => link.system === system && link.account?.endDay === day);
    const used = new Set(ending.map((link) => link.person));
    const people = own.map((one) => one.view).toSorted((a, b) => comparePeople(ground, a, b));
    const windows = windowsOf(ground.effective.limits, { class: name, system, base: baseOf(system), asOf: ground.input.asOf });
    const spent = windows.filter((one) => one.name === 'run').map((window) => ({ window, used, begun: used }));
    const waiting = new Set<Counted>(
      allow(
        people.map((one) => one.id),
        spent,
      ).held,
    );
    for (const one of own) if (waiting.has(one.view.id)) held.set(one.draft, name);
  }
  return held;
}
