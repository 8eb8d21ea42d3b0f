/** What a target holds right before a change, in the form the journal keeps: for undo, readable to nobody it does not concern. */
import type { Entitlement, Instant } from '../../schemas/primitives.ts';
import type { Capture } from '../model/journal.ts';
import type { HeldLicence } from '../model/observed.ts';
import type { Sealer } from '../ports.ts';
import type { Target } from './target.ts';

/** What is needed to capture: entitlements the files declare may stand in the open, others are sealed. */
export interface CaptureGround {
  readonly declared: ReadonlySet<Entitlement>;
  readonly sealer: Sealer;
  readonly at: Instant;
  /** True for a change that moves the account. */
  readonly withPlace: boolean;
}

/** The capture of a target; complete only when nothing had to be left out for want of a key. */
export function captureOf(target: Target, ground: CaptureGround): Capture {
  if (target === null) return { open: {}, sealed: null, complete: true };
  // A holder is a sign-in name: personal, so only that there was one is kept in the open.
  if ('asset' in target) return seal({ status: target.asset.status }, { holder: target.asset.holder }, ground);
  const { account } = target;
  const seats = account.licences?.filter((one) => one.viaGroup === null) ?? null;
  const kept = account.endDay === undefined ? {} : { endDay: account.endDay };
  const open = { enabled: account.enabled, ...kept, ...pick(account.groups, seats, (one) => ground.declared.has(one)) };
  // A container may be named after a unit or a person: where an account lay is never kept in the open.
  const place = ground.withPlace && account.place != null ? { place: account.place } : {};
  const rest = { ...pick(account.groups, seats, (one) => !ground.declared.has(one)), ...place };
  return rest.groups?.length || rest.licences?.length || 'place' in rest
    ? seal(open, rest, ground)
    : { open, sealed: null, complete: true };
}

function pick(groups: readonly Entitlement[] | null, seats: readonly HeldLicence[] | null, wanted: (one: Entitlement) => boolean) {
  const licences = seats?.map(({ id }) => id) ?? null;
  const parts = (seats ?? []).flatMap(({ id, switchedOff: off }) =>
    off === undefined || !wanted(id) ? [] : [[id, off?.toSorted() ?? null] as const],
  );
  return {
    ...(groups === null ? {} : { groups: groups.filter(wanted).sort() }),
    ...(licences === null ? {} : { licences: licences.filter(wanted).sort() }),
    ...(parts.length === 0 ? {} : { switchedOff: Object.fromEntries(parts) }),
  };
}

function seal(open: Record<string, unknown>, secret: Record<string, unknown>, ground: CaptureGround): Capture {
  const sealed = ground.sealer.seal(ground.at.slice(0, 7), new TextEncoder().encode(JSON.stringify(secret)));
  return { open, sealed, complete: sealed !== null };
}
