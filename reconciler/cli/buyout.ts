/** `lastday buyout`: the person who leaves buys a device: offer, answer, consent, and how it is paid. */
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Desired } from '../model/desired.ts';
import { contextOf } from '../run/files-context.ts';
import { type Buyout, outdatedBy, readTerms, type TermsWish, termsOf, type Writing } from './buyout/terms.ts';
import { atDesk, type Desk, planPath } from './change/desk.ts';
import { differingKeys } from './change/differing.ts';
import { type ChangedFiles, changeFiles } from './change/files.ts';
import { type Said, say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { findTargets } from './devices/targets.ts';
import { leaverOf, planPlace, usualElse, withCurrency } from './offboard/plan-files.ts';
import { deviceSaid } from './offboard/summary.ts';

interface Sale {
  readonly device: Device;
  readonly leaver: Employee;
  readonly wish: TermsWish;
}

function writingOf({ desired, today }: Desk, { device, leaver }: Sale): Writing {
  return {
    today,
    currency: (amount) => withCurrency(desired, leaver, amount),
    usualElse: () => usualElse(desired, { leaver: leaverOf(desired, leaver, { lastDay: leaver.lastDay }), device, today }),
  };
}

/** A yes, a no and a consent are to one price: they are never carried over to another. */
function refuseOutdated(present: Buyout | null, sale: Sale, writing: Writing): void {
  const { device, leaver, wish } = sale;
  const outdated = outdatedBy(present, wish, writing);
  if (outdated === null) return;
  const { price, answer } = present?.offer ?? {};
  const said =
    outdated === 'answer'
      ? `${price} was answered ${answer}; other terms are another offer.`
      : `the consent ${present?.consent?.ref} was for other terms.`;
  const fresh = `lastday offboard ${leaver.id} --last-day ${leaver.lastDay} --device ${device.id}=buyout:PRICE:DAY`;
  const next = `--${outdated} says what the person says to them. Not asked yet: ${fresh} is a new offer.`;
  throw new Stop(64, `${device.id}: ${said}`, next);
}

/** Writes the terms into the open plan, field by field where it has some, or into a new plan. */
function writeSale(desk: Desk, sale: Sale, files: ChangedFiles): void {
  const { device, leaver, wish } = sale;
  const { open, fresh } = planPlace(desk.desired, leaver);
  const said = open?.doc.devices?.[device.id];
  const present = said?.disposition === 'buyout' ? said : null;
  const writing = writingOf(desk, sale);
  refuseOutdated(present, sale, writing);
  const terms = termsOf(present, wish, writing);
  if (terms === null)
    throw new UsageError(
      'an offer needs a price and a day to answer.',
      `lastday buyout ${device.id} --price 1800.00 --answer-by 2026-12-15`,
    );
  const ended = wish.endedBy === null ? {} : { endedBy: wish.endedBy };
  if (open === null) {
    const plan = { employee: leaver.id, kind: 'planned', ...ended, spell: leaver.lastDay ?? '', devices: { [device.id]: terms } };
    files.create('offboarding', planPath(desk.desired, fresh), plan);
    return;
  }
  const devices = open.doc.devices === undefined ? {} : open.doc.devices;
  const edits = differingKeys(['devices'], devices, present === null ? {} : { [device.id]: terms });
  if (present === null) edits.push({ op: 'setKey', path: ['devices'], key: device.id, value: terms });
  files.edit('offboarding', planPath(desk.desired, open.stem), [...differingKeys([], open.doc, ended), ...edits]);
}

/** How the sale then stands: the offer or what comes of it, the answer, the consent, the payment. */
function saleSaid(desk: Desk, { device, leaver }: Sale, after: Desired): readonly Said[] {
  const context = contextOf(desk.ground, after);
  const person = context.people.get(leaver.id);
  const wish = person?.plan?.doc.devices?.[device.id];
  if (person === undefined || wish?.disposition !== 'buyout' || wish.offer === undefined) return [];
  const { price, vat, answerBy, answer, answered } = wish.offer;
  const tag = { device: device.id };
  const lines = [say('say.offer', { ...tag, price, vat, answerBy, wanted: wish.offer.else })];
  if (answer !== undefined) lines.push(say('say.answer', { ...tag, answer, day: answered }));
  if (wish.settle !== undefined) lines.push(say('say.settle', { ...tag, settle: wish.settle }));
  if (wish.consent !== undefined) lines.push(say('say.consent', { ...tag, ref: wish.consent.ref, day: wish.consent.on }));
  else if (wish.settle === 'final-pay') lines.push(say('say.consent-missing', tag));
  const [first, ...remarks] = deviceSaid(context, person, device);
  const isOpen = first?.text === 'say.offer';
  return [...lines, ...(first === undefined || isOpen ? [] : [first]), ...remarks];
}

/** Writes the offer and what became of it, shows it, and sends it. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const wish = readTerms(options);
  return atDesk(context, async (desk) => {
    const [target] = findTargets(desk, words.slice(0, 1), 'lastday buyout LT-0042 --price 1800.00 --answer-by 2026-12-15');
    if (target === undefined) return 64;
    const { device, leaver } = target;
    if (leaver === null)
      throw new Stop(
        64,
        `${device.id} is held by nobody who leaves; only a leaver buys a device.`,
        'lastday offboard ID --last-day DAY comes first.',
      );
    const sale = { device, leaver, wish };
    const files = changeFiles(desk.texts);
    writeSale(desk, sale, files);
    const change = {
      key: `offboard/${leaver.id}-${device.id}`,
      purpose: 'offboard',
      person: leaver.id,
      files: files.all(),
      title: say('title.buyout', { tags: device.id, employee: leaver.id }),
      summary: (after: Desired) => saleSaid(desk, sale, after),
    } as const;
    return submit(desk, change, options);
  });
}
