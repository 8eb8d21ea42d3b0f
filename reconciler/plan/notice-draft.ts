/** What the rules of notices share: to whom a message goes, and the form it has before memory and limits have their say. Pure. */
import type { AssetTag, Day, EmployeeId } from '../../schemas/primitives.ts';
import type { Reason } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { NoticeKind } from '../model/notice.ts';
import type { Context, PersonView } from './input.ts';

/** A message that the files ask for, whether or not it was sent already. */
export interface NoticeDraft {
  readonly kind: NoticeKind;
  readonly person: PersonView;
  readonly device: AssetTag | null;
  /** The rest of the id. */
  readonly about: string;
  readonly to: string;
  readonly values: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** What else the sentences are made of; only its digest stands in the plan. */
  readonly facts?: unknown;
  readonly dueDay: Day;
  readonly because: Reason;
}

/** A rule: all messages of one kind. */
export type NoticeRule = (context: Context) => Iterable<NoticeDraft>;

/** The desk that gets what must not, or cannot, go to a person. */
export function hrDesk(desired: Desired): string {
  return `desk:${desired.policy.notices.desks.hr}`;
}

/** True when only HR may be told anything about somebody: a protected identity, or a silent plan. */
export function isDiscreet({ employee, plan }: PersonView): boolean {
  return employee.person === 'withheld' || plan?.doc.silent === true;
}

/** Why somebody is not written to: a protected identity, no address, or one that went with the access; null when they may be. */
export function noAddressOf({ input }: Context, person: PersonView): 'withheld' | 'none' | 'ended' | null {
  const { employee, cutOff } = person;
  if (employee.person === 'withheld') return 'withheld';
  if (employee.person.email === undefined) return 'none';
  return cutOff !== null && cutOff <= input.asOf ? 'ended' : null;
}

/** Who gets a message that is meant for this person: they, or HR's desk to hand it to them. `via` says why it is HR. */
export function toPerson(context: Context, person: PersonView): { readonly to: string; readonly via: string } {
  const via = noAddressOf(context, person);
  return via === null ? { to: `person:${person.id}`, via: '' } : { to: hrDesk(context.input.desired), via };
}

/** Who gets a message about somebody that is meant for another person: that one, or HR's desk where it must not, or cannot, be them. */
export function toOther(context: Context, about: PersonView, other: EmployeeId | null): string {
  const reader = other === null ? undefined : context.people.get(other);
  const isReachable = reader !== undefined && !isDiscreet(about) && noAddressOf(context, reader) === null;
  return isReachable ? `person:${reader.id}` : hrDesk(context.input.desired);
}
