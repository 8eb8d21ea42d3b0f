/** What ownership and policy allow to become of a device, whoever asks: a plan, a default, or a screen of choices. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { DispositionKind, Ownership } from '../../schemas/vocabulary.ts';
import { addDays, addPeriod } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';
import type { PersonView } from './input.ts';
import type { Refusal } from './text-keys.ts';

/** Who leaves, as far as devices depend on it. A `PersonView` is one; so is what a form has been told so far. */
export type Leaver = Pick<PersonView, 'employee' | 'plan' | 'company' | 'deviceDay' | 'phoneDay'>;

/** Dispositions that need no further particulars. */
export type PlainKind = Exclude<DispositionKind, 'buyout' | 'transfer' | 'hold'>;

const TOKENS: ReadonlySet<Device['type']> = new Set(['smartcard', 'key', 'badge', 'accessory', 'other']);

const OF_OWNERSHIP: Readonly<Record<Ownership, PlainKind>> = {
  owned: 'release',
  leased: 'release',
  'third-party': 'return-to-owner',
  personal: 'keep',
};

/** Why ownership forbids a disposition, whatever else is true; null when it does not. */
export function ownershipRefusal(kind: DispositionKind, device: Device): Refusal | null {
  if (kind === 'hold' || kind === 'lost') return null;
  if (device.ownership === 'personal') return kind === 'keep' ? null : 'personal';
  if (kind === 'keep') return 'not-personal';
  if (device.ownership === 'third-party') return kind === 'return-to-owner' ? null : 'third-party';
  if (kind === 'return-to-owner') return 'not-third-party';
  if (kind === 'return-to-lessor') return device.ownership === 'leased' ? null : 'not-leased';
  return kind === 'destroy' && !TOKENS.has(device.type) ? 'not-a-token' : null;
}

/** Why policy lets this person not buy this device; null when it may be bought. Without rules everybody may. */
export function buyoutRefusal(desired: Desired, leaver: Leaver, device: Device): Refusal | null {
  const rules = desired.policy.devices.buyout;
  if (rules === null) return null;
  const { kind, firstDay, lastDay } = leaver.employee;
  if (rules.kinds?.includes(kind) === false) return 'kind';
  if (rules.types?.includes(device.type) === false) return 'type';
  if (rules.endedBy?.includes(leaver.plan?.doc.endedBy ?? 'unstated') === false) return 'ended-by';
  if (rules.minimumTenure === undefined) return null;
  if (firstDay === undefined || lastDay === undefined) return 'tenure';
  return addPeriod(firstDay, rules.minimumTenure) <= addDays(lastDay, 1) ? null : 'tenure';
}

/** What happens when nobody decides: the first default of policy that fits and is allowed (its index), else what ownership says (index -1). */
export function defaultRule(desired: Desired, leaver: Leaver, device: Device): { readonly kind: PlainKind; readonly index: number } {
  const { defaults } = desired.policy.devices;
  const index = defaults.findIndex(
    (rule) =>
      rule.kinds?.includes(leaver.employee.kind) !== false &&
      rule.types?.includes(device.type) !== false &&
      rule.ownership?.includes(device.ownership) !== false &&
      ownershipRefusal(rule.disposition, device) === null,
  );
  return { kind: defaults[index]?.disposition ?? OF_OWNERSHIP[device.ownership], index };
}
