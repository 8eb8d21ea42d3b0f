/** Plans of people who have left and of whom nothing is outstanding any more. */
import type { Offboarding } from '../../../schemas/offboarding.ts';
import { places } from '../../../schemas/places.ts';
import type { AssetTag, Day } from '../../../schemas/primitives.ts';
import { dayOf } from '../../calendar.ts';
import type { Link } from '../../model/correlation.ts';
import type { Proposal } from '../../model/proposal.ts';
import { areDevicesSettled } from '../device-outstanding.ts';
import { indicesOf, isVerified, todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { pathOf } from '../input.ts';
import { isNumberSettled, numberWish } from '../numbers.ts';
import { keyFor } from '../pull-keys.ts';
import { reasonAt } from '../scope.ts';

/** True when the account is gone, or off with nothing left to take from it. */
function isEnded(context: Context, person: PersonView, { system, situation, account }: Link): boolean {
  if (context.input.desired.systems.get(system)?.mode === 'off') return true;
  if (situation === 'missing') return true;
  if (account === null || account.enabled !== false || situation === 'disputed') return false;
  const isTaken = (kind: 'groups' | 'licences') =>
    (account[kind] ?? []).length === 0 || isVerified(context, person, { kind, system, account: account.id });
  return isTaken('groups') && isTaken('licences');
}

function areTasksDone({ input }: Context, person: PersonView, plan: Offboarding): boolean {
  return input.desired.policy.tasks.every(({ id, required, when, evidence }) => {
    const isFor =
      when?.kinds?.includes(person.employee.kind) !== false && when?.units?.includes(person.employee.unit ?? ('' as never)) !== false;
    const isKept = evidence === undefined || evidence === 'file';
    if (required !== true || !isFor || !isKept || when?.holds !== undefined) return true;
    return plan.tasks?.[id]?.done !== undefined || plan.tasks?.[id]?.skipped !== undefined;
  });
}

function areNumbersSettled({ input }: Context, plan: Offboarding): boolean {
  return Object.keys(plan.numbers ?? {}).every((tag) => {
    const device = input.desired.devices.get(tag as AssetTag);
    const wish = device === undefined ? null : numberWish(plan, device);
    return device === undefined || wish === null || isNumberSettled(wish, device);
  });
}

/** The newest day on which something of this leaving was finished: it does not move from night to night. */
function closedOn(context: Context, person: PersonView, lastDay: Day): Day {
  const done = (indicesOf(context).verified().get(person.id) ?? []).filter((one) => one.cause === person.cause);
  const days = [...done.map((one) => dayOf(one.at, person.zone)), ...person.devices.map((one) => one.returned?.on ?? lastDay)];
  return days.reduce((newest, day) => (day > newest ? day : newest), lastDay);
}

/**
 * True when nothing was done for this leaving today, where the organisation is: what a night finishes, the next one closes, and a second run
 * of a night is silent. A device that was moved in an inventory may have been theirs: neither files nor journal name who had it before.
 */
function isQuiet(context: Context, person: PersonView): boolean {
  const zone = context.input.desired.organisation.timeZone;
  const indices = indicesOf(context);
  const own = (indices.verified().get(person.id) ?? []).map(({ at }) => at);
  const moved = indices.lastMove();
  return [...own, ...(moved === null ? [] : [moved])].every((at) => dayOf(at, zone) < context.today);
}

function isFinished(context: Context, person: PersonView, plan: Offboarding): boolean {
  const today = todayOf(context, person);
  const indices = indicesOf(context);
  const mailboxes = Object.values(plan.accounts ?? {});
  return (
    person.status === 'left' &&
    person.deviceDay !== null &&
    person.deviceDay < today &&
    person.phoneDay !== null &&
    person.phoneDay < today &&
    !indices.holds().has(`employee:${person.id}`) &&
    !indices.exceptions().has(`employee:${person.id}`) &&
    mailboxes.every(({ mailbox }) => mailbox === undefined || mailbox.until < today) &&
    person.links.every((link) => isEnded(context, person, link)) &&
    areDevicesSettled(context, person) &&
    areTasksDone(context, person, plan) &&
    areNumbersSettled(context, plan) &&
    !indices.busy().has(person.id) &&
    isQuiet(context, person)
  );
}

/** One proposal per plan. */
export function* proposeClosings(context: Context): Generator<Proposal> {
  const { desired } = context.input;
  for (const person of context.people.values()) {
    const { plan } = person;
    const { lastDay } = person.employee;
    if (plan === null || lastDay === undefined || !isFinished(context, person, plan.doc)) continue;
    const day = closedOn(context, person, lastDay);
    const because = reasonAt(desired, 'nothing-outstanding', { kind: 'offboarding', id: plan.stem });
    yield {
      key: keyFor('close', person.id, lastDay),
      purpose: 'close',
      person: person.id,
      system: null,
      day,
      urgent: false,
      silent: plan.doc.silent === true,
      files: [
        { file: pathOf(desired, places.offboarding.path, plan.stem), edits: [{ op: 'setKey', path: [], key: 'closed', value: day }] },
      ],
      lines: [{ tag: null, text: 'close-plan', values: { employee: person.id, plan: plan.stem, day }, remarks: [], because }],
      checklist: [],
      because,
    };
  }
}
