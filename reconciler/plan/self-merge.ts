/** Which releases may merge themselves: those of whose every device the plan of the leaving says what becomes of it. Pure. */
import type { Digest } from '../../schemas/primitives.ts';
import type { DispositionKind } from '../../schemas/vocabulary.ts';
import { canonicalJson } from '../canonical.ts';
import { isWiped } from './device-facts.ts';
import type { Step } from './device-lines.ts';
import type { Context, PersonView } from './input.ts';

/** What says no more than that the device is asked for. A sale, a loss, a destruction and a matter of law are merged by people, who know. */
const ORDINARY: ReadonlySet<DispositionKind> = new Set(['release', 'return-to-lessor', 'return-to-owner']);

/** True when policy wants it, wanted it twelve hours ago already, and nothing is frozen: it lets the machine do more. */
function isWanted({ input }: Context): boolean {
  const { desired, earlier, frozen } = input;
  const isFrozen = frozen || desired.policy.freeze === 'everything';
  return !isFrozen && [desired, earlier].every((one) => one?.policy.devices.release.merge === 'auto');
}

/**
 * True of a hand-over that leaves nothing to look at: to somebody who has no last day of their own, and what data is on the device is
 * wiped, or stays in the unit. That it was handed over is not said by the merge: the new holder signs, and is asked to until then.
 */
function isPlainTransfer({ people }: Context, { person, device, decision }: Step): boolean {
  const next = decision.kind === 'transfer' ? people.get(decision.to) : undefined;
  if (next === undefined || (next.status !== 'active' && next.status !== 'upcoming')) return false;
  const { unit } = person.employee;
  return isWiped(device) || (unit !== undefined && next.employee.unit === unit);
}

/** The plan says so, in so many words, and is followed. */
function isApproved(context: Context, step: Step): boolean {
  const { by, kind, refused, offer } = step.decision;
  return by === 'plan' && refused === null && offer === null && (ORDINARY.has(kind) || isPlainTransfer(context, step));
}

/**
 * The digest of what the plan of the leaving says of these devices, where a pull request about them may merge itself; else null. Never
 * for a plan that is silent, nor for somebody whose last day came with a mass edit, which asks for a second approver.
 */
export function approvalOf(context: Context, { id, plan }: PersonView, steps: readonly Step[]): Digest | null {
  const { hash, massEdited } = context.input;
  if (plan === null || massEdited.has(id)) return null;
  const { employee, spell, silent = false, devices = {} } = plan.doc;
  if (silent || !isWanted(context) || !steps.every((step) => isApproved(context, step))) return null;
  const wishes = Object.fromEntries(steps.map(({ device }) => [device.id, devices[device.id]]));
  return hash(canonicalJson({ employee, spell, devices: wishes }));
}
