/** What becomes of a leaver's mailbox: by the plan's file, else by the rules of the country of the person's company. Pure. */
import type { Day, EmployeeId, Entitlement, Period } from '../../schemas/primitives.ts';
import { addPeriod, dayOf } from '../calendar.ts';
import type { Reason } from '../model/change.ts';
import type { MailboxRule } from '../model/policy.ts';
import { because } from './draft.ts';
import { type Ground, offers, type SystemView } from './ground.ts';
import { type PersonView, pathOf } from './input.ts';

const POLICY = 'policies/access.yaml';

/** The longest that a mailbox may be kept, where the law names a time. */
const LONGEST: Readonly<Record<string, Period>> = { DK: 'P12M' as Period };

/** What becomes of one mailbox. */
export interface MailboxEnd {
  /** Whether senders are told. Never in a death: nothing is said about the person. */
  readonly isAnswered: boolean;
  /** The last day; there always is one. */
  readonly until: Day;
  readonly delegate: MailboxRule['delegate'];
  /** Who is to read it, where the plan names somebody and the rules let them. */
  readonly to: EmployeeId | null;
  /** True when the plan's file says that it has been converted. */
  readonly isConverted: boolean;
  /** True when its seat may go: it has been converted, or its last day is over. */
  readonly isSettled: boolean;
  readonly because: Reason;
}

/** The rule of the country of the person's company. */
function ruleOf(ground: Ground, view: PersonView): { rule: MailboxRule; pointer: string } {
  const { mailbox, mailboxByCountry } = ground.input.desired.policy.access;
  const country = view.company?.country;
  const own = country === undefined ? undefined : mailboxByCountry[country];
  return own === undefined ? { rule: mailbox, pointer: '/mailbox' } : { rule: own, pointer: `/mailboxByCountry/${country}` };
}

/** The day from which it counts: the one on which access ends. */
function startOf(view: PersonView): Day | null {
  return view.immediate && view.cutOff !== null ? dayOf(view.cutOff, view.zone) : view.accessDay;
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** True for a seat with which a mailbox goes: those that the system's file names; where it names none, any may be. */
export function carriesMailbox({ system }: SystemView, licence: Entitlement): boolean {
  return system.mailboxLicences?.includes(licence) ?? true;
}

/** True for a system of which it is known that it has mailboxes. */
export function hasMailboxes(system: SystemView): boolean {
  return system.system.mailboxLicences !== undefined || offers(system, 'mailbox');
}

/** What becomes of the person's mailbox in a system; null where nobody leaves, or the system has none that could be told anything. */
export function mailboxEnd(ground: Ground, view: PersonView, system: SystemView): MailboxEnd | null {
  const start = startOf(view);
  if (start === null || !offers(system, 'mailbox')) return null;
  const { desired, asOf } = ground.input;
  const { rule, pointer } = ruleOf(ground, view);
  const own = view.plan?.doc.accounts?.[system.id]?.mailbox;
  const longest = LONGEST[view.company?.country ?? ''];
  const wanted = own?.until ?? addPeriod(start, rule.keep);
  const until = longest === undefined ? wanted : earlier(wanted, addPeriod(start, longest));
  const inPlan = own === undefined || view.plan === null ? null : pathOf(desired, 'state/offboardings', view.plan.stem);
  const inPolicy = desired.files.has(POLICY)
    ? because('', POLICY, pointer)
    : because('', pathOf(desired, 'state/employees', view.id), '/lastDay');
  return {
    isAnswered: (own?.autoReply ?? rule.autoReply) && view.plan?.doc.silent !== true,
    until,
    delegate: rule.delegate,
    to: rule.delegate === 'never' ? null : (own?.delegate ?? null),
    isConverted: own?.converted !== undefined,
    isSettled: own?.converted !== undefined || until < dayOf(asOf, view.zone),
    because: { ...(inPlan === null ? inPolicy : because('', inPlan, `/accounts/${system.id}/mailbox`)), rule: 'ladder-mailbox' },
  };
}
