/** Leased devices that nobody has and that should go back, gathered per lessor so that one transport takes them. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { AssetTag, Day, Id, Money } from '../../schemas/primitives.ts';
import { addPeriod } from '../calendar.ts';
import { compareText } from '../canonical.ts';
import type { Desired } from '../model/desired.ts';
import { sumMoney } from './costs.ts';
import { isUnlocked, isWiped } from './device-facts.ts';
import { type LeaseTerms, termsOf, viewTerms } from './lease-sums.ts';

/** What goes back to one lessor. Ids are in order. */
export interface ReturnBatch {
  readonly lessor: string;
  readonly leases: readonly Id[];
  readonly tags: readonly AssetTag[];
  /** Those of the tags that are purged and unlocked: they can be sent. */
  readonly ready: readonly AssetTag[];
  /** The first day after which one of them costs more; a day gone by when a lease has ended. */
  readonly by: Day;
  /** What they cost together each month; null when currencies differ. */
  readonly monthly: Money | null;
}

interface Candidate {
  readonly device: Device;
  readonly terms: LeaseTerms;
  readonly by: Day;
  readonly monthly: Money;
}

const BACK: ReadonlySet<Device['status']> = new Set(['received', 'available']);

function candidateOf(desired: Desired, device: Device, today: Day): Candidate | null {
  const terms = BACK.has(device.status) && device.holder === null ? termsOf(desired, device) : null;
  if (terms === null) return null;
  const { state, owedUntil } = viewTerms(terms, today);
  const isLong = state === 'running' && addPeriod(today, desired.policy.devices.minimumLeaseLeft) <= owedUntil;
  return isLong ? null : { device, terms, by: owedUntil, monthly: state === 'ended' ? terms.late : terms.rent };
}

function batchOf(lessor: string, own: readonly Candidate[]): ReturnBatch {
  const sorted = own.toSorted((a, b) => compareText(a.device.id, b.device.id));
  const ready = sorted.filter(({ device }) => isWiped(device, true) && isUnlocked(device));
  return {
    lessor,
    leases: [...new Set(sorted.map(({ terms }) => terms.lease.id))].toSorted(compareText),
    tags: sorted.map(({ device }) => device.id),
    ready: ready.map(({ device }) => device.id),
    by: sorted.map(({ by }) => by).reduce((first, day) => (day < first ? day : first)),
    monthly: sumMoney(sorted.map(({ monthly }) => monthly)),
  };
}

/** Devices back in our hands whose lease is over, rolls, or is too short to give them on: one batch per lessor, by its name. */
export function returnBatches(desired: Desired, today: Day): readonly ReturnBatch[] {
  const found = [...desired.devices.values()].map((device) => candidateOf(desired, device, today)).filter((one) => one !== null);
  const byLessor = Map.groupBy(found, ({ terms }) => terms.lease.lessor);
  return [...byLessor].toSorted(([a], [b]) => compareText(a, b)).map(([lessor, own]) => batchOf(lessor, own));
}
