/** What a proposal says and writes about one device that leaves a person's hands. Pure. */
import type { Device } from '../../schemas/device.ts';
import { places } from '../../schemas/places.ts';
import type { Day, EmployeeId } from '../../schemas/primitives.ts';
import { compareText } from '../canonical.ts';
import type { Edit, FileEdits, Proposal, ProposalLine } from '../model/proposal.ts';
import { isBack, isForeign, isLockable, isOutOfManagement, isUnlocked, isWiped } from './device-facts.ts';
import type { Decision, Terms } from './dispositions.ts';
import { dropFields, setField } from './edits.ts';
import type { Context, PersonView } from './input.ts';
import { pathOf } from './input.ts';
import { numberWish } from './numbers.ts';
import { remarksOf } from './remarks.ts';
import type { CheckText, LineText } from './text-keys.ts';

/** One device whose day has come. */
export interface Step {
  readonly person: PersonView;
  readonly device: Device;
  readonly day: Day;
  readonly decision: Decision;
  /** The device in repair that this one stands in for. */
  readonly lentFor: Device | null;
}

/** What one step adds to a proposal. */
interface Parts {
  readonly line: ProposalLine;
  readonly file: FileEdits;
  readonly checklist: Proposal['checklist'][number];
}

type Checks = readonly { readonly text: CheckText; readonly done: boolean }[];

/** The device no longer has this holder; who still has it and since when stands in the file until it is back. A shared device keeps its pool. */
function ownerless({ person, device, day }: Step, status: Device['status'], isAwaited: boolean): Edit[] {
  return [
    ...setField(device, 'status', status),
    ...(device.holder === person.id ? setField(device, 'holder', null) : []),
    ...(isAwaited ? setField(device, 'awaitedFrom', person.id) : dropFields(device, 'awaitedFrom')),
    ...(isAwaited ? setField(device, 'awaitedSince', day) : dropFields(device, 'awaitedSince')),
    ...(isAwaited ? dropFields(device, 'returned', 'wiped') : []),
  ];
}

function releaseStatus({ device, day }: Step): 'awaited' | 'received' | 'available' {
  if (!isBack(device, day)) return 'awaited';
  return isWiped(device) && isUnlocked(device) ? 'available' : 'received';
}

function sold({ person, device }: Step, { price, vat, settlement: { consent } }: Terms): Edit[] {
  const sale = { to: person.id, price, vat, ...(consent === null ? {} : { consent: consent.ref }) };
  return [...setField(device, 'status', 'sale-pending'), ...setField(device, 'sale', sale)];
}

function transferred({ device }: Step, to: EmployeeId): Edit[] {
  const old = dropFields(device, 'received', 'returned', 'wiped', 'awaitedFrom', 'awaitedSince');
  return [...setField(device, 'holder', to), ...setField(device, 'status', 'in-use'), ...old];
}

interface Said {
  readonly text: LineText;
  readonly edits: readonly Edit[];
  /** Values beside those of every device's sentence. */
  readonly values: Readonly<Record<string, string>>;
}

/** Nobody has it any more; who had it stands in the file until everything that a loss asks for is done. */
function gone({ person, device }: Step): Edit[] {
  return [
    ...setField(device, 'status', 'lost'),
    ...(device.holder === person.id ? setField(device, 'holder', null) : []),
    ...setField(device, 'awaitedFrom', person.id),
  ];
}

/** The edits of the device's file, and the sentence that says what they do. */
function say(step: Step): Said {
  const { person, device, day, decision } = step;
  const isAwaited = !isBack(device, day);
  switch (decision.kind) {
    case 'buyout': {
      const { price, vat, settlement } = decision.terms;
      const values = { to: person.id, price, vat, settle: settlement.by ?? '', consent: settlement.consent?.ref ?? '' };
      return { text: 'sale-pending', edits: sold(step, decision.terms), values };
    }
    case 'transfer':
      return { text: 'transfer', edits: transferred(step, decision.to), values: { to: decision.to } };
    case 'return-to-lessor':
      return {
        text: decision.kind,
        edits: ownerless(step, isAwaited ? 'awaited' : 'received', isAwaited),
        values: { lease: device.lease ?? '' },
      };
    case 'return-to-owner':
      return {
        text: decision.kind,
        edits: ownerless(step, isAwaited ? 'awaited' : 'received', isAwaited),
        values: { owner: device.owner ?? '' },
      };
    case 'hold':
      return { text: 'hold', edits: ownerless(step, 'hold', isAwaited), values: { matter: decision.matter, until: decision.until ?? '' } };
    case 'lost':
      return { text: 'lost', edits: gone(step), values: {} };
    case 'destroy':
      return { text: 'destroy', edits: ownerless(step, 'destroyed', false), values: {} };
    case 'release':
    case 'keep': {
      const status = releaseStatus(step);
      return { text: `release-${status}`, edits: ownerless(step, status, isAwaited), values: {} };
    }
  }
}

/** A box for the maker's lock, where there can be one. */
function unlock(device: Device): Checks {
  return isLockable(device) ? [{ text: 'unlock', done: isUnlocked(device) }] : [];
}

function keyChecks(device: Device): Checks {
  const checks: { text: CheckText; done: boolean }[] = [...unlock(device)];
  if (device.type === 'laptop' || device.type === 'desktop') {
    checks.push({ text: 'recovery-key', done: device.locks?.recoveryKey === 'escrowed' });
  }
  if (device.type === 'phone') checks.push({ text: 'sim', done: device.locks?.simPin === 'known' });
  return checks;
}

/** Boxes of a number that does not stay with the company. */
function numberChecks({ person, device }: Step): Checks {
  const wish = numberWish(person.plan?.doc, device);
  if (wish === null) return [];
  const { number } = device;
  if (wish.disposition === 'end') return [{ text: 'number-end', done: number?.ended !== undefined }];
  return [
    { text: 'second-factor', done: number?.secondFactorMoved !== undefined },
    { text: 'number-move', done: number?.moved !== undefined },
  ];
}

const NOT_DONE = { done: false } as const;

/** The boxes of a device; a box is ticked beforehand when its file already proves it. */
function checksOf({ device, day, decision }: Step): Checks {
  const back = isBack(device, day);
  const returned: Checks = [
    { text: 'return', done: back },
    { text: 'condition', done: back },
  ];
  const wiped: Checks = isForeign(device) ? [] : [{ text: 'wipe', done: back && isWiped(device) }];
  switch (decision.kind) {
    case 'buyout': {
      const acquire: Checks = device.ownership === 'leased' ? [{ text: 'acquire', done: device.acquired !== undefined }] : [];
      return [
        ...acquire,
        { text: 'save-private', ...NOT_DONE },
        { text: 'wipe-purge', done: isWiped(device, true) },
        ...unlock(device),
        { text: 'remove-management', done: isOutOfManagement(device) },
        { text: 'pay', done: decision.terms.settlement.consent !== null },
      ];
    }
    case 'transfer':
      return [{ text: 'hand-over', ...NOT_DONE }, ...keyChecks(device), ...wiped, { text: 'receipt', ...NOT_DONE }];
    case 'return-to-lessor':
      return [
        ...returned,
        ...keyChecks(device),
        { text: 'wipe-purge', done: back && isWiped(device, true) },
        { text: 'send', ...NOT_DONE },
      ];
    case 'return-to-owner':
      return [...returned, { text: 'hand-to-owner', ...NOT_DONE }];
    case 'hold':
      return [...returned, { text: 'preserve', ...NOT_DONE }];
    case 'lost':
      return [
        { text: 'lock', done: device.lost?.locked !== undefined },
        { text: 'assess', done: device.lost?.assessed !== undefined },
        { text: 'police', done: device.lost?.police !== undefined },
      ];
    case 'destroy':
      return [{ text: 'return', done: back }, ...revoke(device), { text: 'destroy', ...NOT_DONE }];
    case 'release':
    case 'keep':
      return [...returned, ...keyChecks(device), ...wiped];
  }
}

function revoke(device: Device): Checks {
  const { certificates } = device;
  return device.type === 'smartcard' ? [{ text: 'revoke', done: certificates?.every((one) => one.revoked !== undefined) === true }] : [];
}

/** The line, the edits and the boxes of one device. */
function partsOf(context: Context, step: Step): Parts {
  const { person, device, day, decision } = step;
  const { text, edits, values } = say(step);
  const common = { device: device.id, type: device.type, from: person.id, since: day };
  return {
    line: { tag: device.id, text, values: { ...common, ...values }, remarks: remarksOf(context, step), because: decision.because },
    file: { file: pathOf(context.input.desired, places.device.path, device.id), edits },
    checklist: { tag: device.id, items: [...checksOf(step), ...numberChecks(step)] },
  };
}

/** What several steps add to a proposal, by tag. */
export function sortedParts(context: Context, steps: readonly Step[]): Pick<Proposal, 'files' | 'lines' | 'checklist'> {
  const parts = steps.toSorted((a, b) => compareText(a.device.id, b.device.id)).map((step) => partsOf(context, step));
  return { files: parts.map((part) => part.file), lines: parts.map((part) => part.line), checklist: parts.map((part) => part.checklist) };
}

/** The first device day of several steps; there is at least one. */
export function firstDeviceDay(steps: readonly Step[]): Day {
  return steps.map((step) => step.day).reduce((first, day) => (day < first ? day : first));
}
