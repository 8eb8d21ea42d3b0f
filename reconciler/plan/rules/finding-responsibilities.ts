/** What is left without an owner when somebody goes. */
import type { Day, EmployeeId, SystemId } from '../../../schemas/primitives.ts';
import { daysBetween } from '../../calendar.ts';
import type { Reason } from '../../model/change.ts';
import { isFinal } from '../device-facts.ts';
import { type Draft, managerOf, reasonAt, type Scope, threshold } from '../scope.ts';
import { ofRoles, ofSchedules } from './duties-ahead.ts';

/** Something that somebody answers for. */
export interface Responsibility {
  readonly what:
    | 'service'
    | 'shared'
    | 'guest'
    | 'custodian'
    | 'successor'
    | 'handover'
    | 'files'
    | 'mailbox'
    | 'exception'
    | 'acting'
    | 'role'
    | 'schedule';
  readonly subject: string;
  readonly system: SystemId | null;
  readonly owner: EmployeeId;
  readonly because: Reason;
}

function* ofPolicies({ context }: Scope): Generator<Responsibility> {
  const { desired, correlation } = context.input;
  const byLogin = new Map(correlation.strangers.map((one) => [`${one.system}/${one.account.login?.toLowerCase() ?? ''}`, one.id]));
  for (const what of ['service', 'shared', 'guest'] as const) {
    for (const [index, { system, id, login, owner }] of desired.policy[what].entries()) {
      // A sign-in name is personal: an account that is only named so is shown by its id, or by its place in the file.
      const subject = id ?? byLogin.get(`${system}/${login?.toLowerCase()}`) ?? `${what}-${index + 1}`;
      const because = reasonAt(desired, 'owner', { kind: 'guardrails', pointer: `/${what}/${index}/owner` });
      yield { what, subject, system, owner, because };
    }
  }
}

function* ofFiles({ context, today }: Scope): Generator<Responsibility> {
  const { desired } = context.input;
  for (const { id, custodian, ...device } of desired.devices.values()) {
    if (custodian === undefined || isFinal({ id, ...device })) continue;
    const because = reasonAt(desired, 'custodian', { kind: 'device', id, pointer: '/custodian' });
    yield { what: 'custodian', subject: id, system: null, owner: custodian, because };
  }
  for (const { id, owner, until } of desired.exceptions.values()) {
    const because = reasonAt(desired, 'owner', { kind: 'exception', id, pointer: '/owner' });
    if (until >= today) yield { what: 'exception', subject: id, system: null, owner, because };
  }
  for (const [index, { id, acting }] of desired.organisation.units.entries()) {
    const because = reasonAt(desired, 'acting', { kind: 'organisation', pointer: `/units/${index}/acting/who` });
    if (acting !== undefined && acting.to >= today) yield { what: 'acting', subject: id, system: null, owner: acting.who, because };
  }
}

function* ofPlans({ context }: Scope): Generator<Responsibility> {
  const { desired } = context.input;
  for (const { id, plan } of context.people.values()) {
    if (plan === null) continue;
    const { successor, handover, accounts } = plan.doc;
    const at = (rule: string, pointer: string) => reasonAt(desired, rule, { kind: 'offboarding', id: plan.stem, pointer });
    const subject = id;
    if (successor !== undefined)
      yield { what: 'successor', subject, system: null, owner: successor, because: at('successor', '/successor') };
    for (const [index, { to }] of (handover ?? []).entries()) {
      yield { what: 'handover', subject: `${id}/${index + 1}`, system: null, owner: to, because: at('handover', `/handover/${index}/to`) };
    }
    for (const [system, { files, mailbox }] of Object.entries(accounts ?? {}) as [SystemId, NonNullable<typeof accounts>[SystemId]][]) {
      if (files !== undefined)
        yield { what: 'files', subject, system, owner: files.to, because: at('files', `/accounts/${system}/files/to`) };
      if (mailbox?.delegate === undefined) continue;
      yield { what: 'mailbox', subject, system, owner: mailbox.delegate, because: at('mailbox', `/accounts/${system}/mailbox/delegate`) };
    }
  }
}

/** What nobody can take over in a day is said as soon as a last day is known. */
function isAhead({ what }: Responsibility): boolean {
  return what === 'role' || what === 'schedule';
}

function draftOf(scope: Scope, duty: Responsibility): Draft | null {
  const { context, today } = scope;
  const { what, subject, system, owner, because } = duty;
  const person = context.people.get(owner);
  const lastDay = person?.employee.lastDay;
  const isLater = (day: Day) => !isAhead(duty) && day > threshold(scope, 'responsibility-without-owner', 'P30D')(today, 1);
  if (person !== undefined && (lastDay === undefined || isLater(lastDay))) return null;
  return {
    code: 'responsibility-without-owner',
    about: `${what}/${system === null ? '' : `${system}/`}${subject}`,
    subject: { employee: owner, system },
    values: {
      variant: what,
      what,
      subject,
      system: system,
      owner,
      lastDay: lastDay,
      days: lastDay === undefined ? '' : String(daysBetween(today, lastDay)),
    },
    who: person?.manager ?? managerOf(context.input.desired, undefined),
    day: lastDay ?? null,
    because,
  };
}

/** `responsibility-without-owner`: the owner leaves within thirty days, has left, or is not in the files. */
export function* findResponsibilities(scope: Scope): Generator<Draft> {
  for (const source of [ofPolicies, ofFiles, ofPlans, ofRoles, ofSchedules]) {
    for (const duty of source(scope)) {
      const draft = draftOf(scope, duty);
      if (draft !== null) yield draft;
    }
  }
}
