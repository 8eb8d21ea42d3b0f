/** Work that a desk or supplier was given and has not done in the agreed time. */
import type { AssetTag } from '../../../schemas/primitives.ts';
import { dayOf, daysBetween } from '../../calendar.ts';
import type { HandedOver } from '../../model/memory.ts';
import { agreedUntil, workingDesk } from '../desk-record.ts';
import { isComplete } from '../input.ts';
import { type Draft, deskOf, reasonAt, type Scope } from '../scope.ts';

type Seen = 'off' | 'still-active' | 'not-seen' | OfDevice;

/** Work on a device's record. */
type OfDevice = 'check-in' | 'check-out' | 'status';

function isOfDevice(word: string): word is OfDevice {
  return word === 'check-in' || word === 'check-out' || word === 'status';
}

/** What the newest reading says of an account whose sign-in was to be ended; of a device, what was to be done with it. */
function seenState({ context }: Scope, work: HandedOver): Seen {
  if (isOfDevice(work.kind)) return work.kind;
  const snapshot = context.input.observed.get(work.system);
  if (snapshot === undefined || work.kind !== 'disable' || (snapshot.reading.freshAt ?? snapshot.reading.readAt) <= work.at)
    return 'not-seen';
  const account = snapshot.byId.get(work.account);
  if (account === undefined) return isComplete(context.input, work.system, 'existence') ? 'off' : 'not-seen';
  if (account.enabled === null) return 'not-seen';
  return account.enabled ? 'still-active' : 'off';
}

/** The device that an inventory record is of. */
function deviceOf({ context }: Scope, { system, account }: HandedOver): AssetTag | null {
  for (const { id, inventory } of context.input.desired.devices.values())
    if (inventory?.system === system && `${inventory.id}` === account) return id;
  return null;
}

/** `handover-overdue`: the desk's agreed hours are over, and no reading shows it done. Days late count from the day access ended. */
export function* findHandovers(scope: Scope): Generator<Draft> {
  const { context, today } = scope;
  const { desired, memory, asOf, observed } = context.input;
  const zone = desired.organisation.timeZone;
  for (const work of memory.handedOver.values()) {
    // A mailbox has its own day, and its seat is shown to wait until then.
    if (work.kind === 'convert') continue;
    const person = work.person === null ? undefined : context.people.get(work.person);
    const supplier = desired.systems.get(work.system)?.supplier;
    const deskId = workingDesk(desired, work);
    const due = agreedUntil(desired, work);
    const seen = seenState(scope, work);
    if (asOf <= due || seen === 'off') continue;
    const dueDay = dayOf(due, zone);
    const since = work.kind === 'disable' && person?.accessDay ? person.accessDay : dueDay;
    const device = isOfDevice(seen) ? deviceOf(scope, work) : null;
    const status = work.kind === 'status' ? work.after['status'] : undefined;
    const reading = observed.get(work.system)?.reading;
    yield {
      code: 'handover-overdue',
      about: work.change,
      subject: { employee: work.person, system: work.system, account: work.account, ...(device === null ? {} : { device }) },
      values: {
        variant: seen,
        employee: work.person,
        system: work.system,
        account: work.account,
        device: device ?? work.account,
        handedOverOn: dayOf(work.at, zone),
        dueDay,
        days: String(daysBetween(since, today)),
        seenDay: reading === undefined ? '' : dayOf(reading.freshAt ?? reading.readAt, zone),
        desk: deskId,
        checks: supplier?.checks,
        status: typeof status === 'string' ? status : undefined,
      },
      who: deskOf(desired, deskId),
      isGiven: true,
      day: dueDay,
      because: reasonAt(desired, 'agreed-time', {
        kind: 'system',
        id: work.system,
        pointer: supplier === undefined ? '' : '/supplier/within',
      }),
    };
  }
}
