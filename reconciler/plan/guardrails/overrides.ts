/** An override lets exactly the set go that one stop held: it names the digest of that set, not a number. Pure. */
import type { Override } from '../../../schemas/exception.ts';
import type { AssetTag, Digest, SystemId } from '../../../schemas/primitives.ts';
import type { GuardrailClass } from '../../../schemas/vocabulary.ts';
import { startOfDay } from '../../calendar.ts';
import { canonicalJson, type Hash } from '../../canonical.ts';
import type { ChangeId } from '../../model/change.ts';
import type { Removal } from '../../model/memory.ts';
import type { Ground } from '../ground.ts';
import type { Counted } from './budget.ts';

/** Changes of inventory records: what they count is devices. */
const OF_DEVICES: ReadonlySet<string> = new Set(['check-in', 'check-out', 'status']);

/** The digest of a held set: what a stop prints and an override names. */
export function digestSet(hash: Hash, set: { class: GuardrailClass; system: SystemId | 'all'; held: readonly Counted[] }): Digest {
  return hash(canonicalJson({ class: set.class, system: set.system, held: set.held.toSorted() }));
}

/** What a stop is about to hold: all that are due, in their order, and those of them that are above the limit: people, or devices. */
export interface AboutToStop {
  readonly class: GuardrailClass;
  readonly system: SystemId | 'all';
  readonly people: readonly Counted[];
  readonly held: readonly Counted[];
  /** For what each of those due is due, by `causeOf`. */
  readonly causes: ReadonlySet<string>;
}

/** Person or device, and cause, of a change, without kind, system and account. */
export function causeOf(change: ChangeId): string {
  return change.split('/').slice(1, 3).join('/');
}

/** The device or person that a removal counts; null for an account of nobody. */
export function countedIn({ person, change }: Removal): Counted | null {
  const [kind = '', tag] = change.split('/');
  return OF_DEVICES.has(kind) ? (tag as AssetTag) : person;
}

/** Removals of the stop's class and system since the override began. */
function removalsSince(ground: Ground, stop: AboutToStop, override: Override): Removal[] {
  const since = startOfDay(override.from, ground.input.desired.organisation.timeZone);
  return ground.input.memory.removals.filter(
    (one) => one.class === stop.class && (stop.system === 'all' || one.system === stop.system) && one.at >= since,
  );
}

/** True when somebody whom the stop holds went under it already, for another cause than the one due now: it is spent. */
function isSpent(ground: Ground, stop: AboutToStop, override: Override): boolean {
  const held = new Set<Counted | null>(stop.held);
  return removalsSince(ground, stop, override).some((one) => held.has(countedIn(one)) && !stop.causes.has(causeOf(one.change)));
}

/** Those of this set that went since the override began, the latest first: a run that died may have let some of it go. */
function alreadyGone(ground: Ground, stop: AboutToStop, override: Override): Counted[] {
  const due = new Set(stop.people);
  const latest = removalsSince(ground, stop, override).toSorted((a, b) => (a.at > b.at ? -1 : 1));
  return [...new Set(latest.map(countedIn).filter((one) => one !== null))].filter((one) => !due.has(one));
}

/** The sets that may be meant: those held now, more of those due (where another run's limit let fewer go), or with those that went before a run died. */
function* candidates(ground: Ground, stop: AboutToStop, override: Override): Generator<readonly Counted[]> {
  yield stop.held;
  for (let first = stop.people.length - stop.held.length; first >= 0; first -= 1) yield stop.people.slice(first);
  const gone = alreadyGone(ground, stop, override);
  for (let more = 1; more <= gone.length; more += 1) yield [...stop.people, ...gone.slice(0, more)];
}

/** The override in force that names this set; null without one. */
export function findOverride(ground: Ground, stop: AboutToStop): Override | null {
  const { today } = ground.context;
  for (const override of ground.input.desired.overrides.values()) {
    if (override.class !== stop.class || override.system !== stop.system) continue;
    if (today < override.from || override.until < today || isSpent(ground, stop, override)) continue;
    for (const held of candidates(ground, stop, override)) {
      if (digestSet(ground.input.hash, { class: stop.class, system: stop.system, held }) === override.set) return override;
    }
  }
  return null;
}
