/** What becomes of a device must fit who owns it, and who holds it. */
import type { Device } from '../../../schemas/device.ts';
import type { Disposition, Offboarding } from '../../../schemas/offboarding.ts';
import { errorAt, inFile, type Problem, pointerOf, type TextProblem, warningAt } from '../problem.ts';
import type { Tree } from '../tree.ts';

const BY_OWNERSHIP: Readonly<Record<Disposition['disposition'], readonly Device['ownership'][]>> = {
  release: ['owned', 'leased'],
  transfer: ['owned', 'leased'],
  buyout: ['owned', 'leased'],
  'return-to-lessor': ['leased'],
  'return-to-owner': ['third-party'],
  hold: ['owned', 'leased', 'personal', 'third-party'],
  lost: ['owned', 'leased', 'personal', 'third-party'],
  destroy: ['owned', 'leased', 'personal', 'third-party'],
  keep: ['personal'],
};

/** Only cards, keys and media are destroyed. */
const DESTROYED = new Set(['smartcard', 'key', 'badge', 'accessory', 'other']);

function allowedFor(device: Device): string {
  const words = Object.entries(BY_OWNERSHIP).filter(
    ([word, by]) => by.includes(device.ownership) && (word !== 'destroy' || DESTROYED.has(device.type)),
  );
  return words.map(([word]) => word).join(', ');
}

function ownershipProblem(device: Device, wish: Disposition, pointer: string): TextProblem | null {
  const hint = `Allowed for this device: ${allowedFor(device)}.`;
  const isUnfit = !BY_OWNERSHIP[wish.disposition].includes(device.ownership);
  if (isUnfit) {
    const message = `\`${wish.disposition}\` is not possible: ${device.id} is ${device.ownership}.`;
    return errorAt(`${pointer}/disposition`, 'disposition-not-allowed', { message, hint });
  }
  if (wish.disposition === 'destroy' && !DESTROYED.has(device.type)) {
    const message = `\`destroy\` is for cards, keys and media: ${device.id} is a ${device.type}.`;
    return errorAt(`${pointer}/disposition`, 'disposition-not-allowed', { message, hint });
  }
  if (wish.disposition === 'buyout' && wish.offer?.else === 'return-to-lessor' && device.ownership !== 'leased') {
    const message = `\`return-to-lessor\` is not possible: ${device.id} is ${device.ownership}.`;
    return errorAt(`${pointer}/offer/else`, 'disposition-not-allowed', { message, hint: 'Write `else: release`.' });
  }
  return null;
}

/** True when the device may have gone on to somebody else since this person gave it back. */
function hasMovedOn(device: Device, plan: Offboarding): boolean {
  if (device.returned !== undefined || device.sale !== undefined) return true;
  return device.received !== undefined && device.received > (plan.noticeGiven ?? plan.spell);
}

function isHeldBy(device: Device, plan: Offboarding, wish: Disposition): boolean {
  const { holder } = device;
  if (holder === plan.employee || device.awaitedFrom === plan.employee || device.custodian === plan.employee) return true;
  if (wish.disposition === 'transfer' && holder === wish.to) return true;
  return holder === null ? device.awaitedFrom === undefined : hasMovedOn(device, plan);
}

/** The company of a person's unit; undefined where that is not known. */
export function companyOf(tree: Tree, person: string): string | undefined {
  const unit = tree.entries('employee').get(person)?.doc.unit;
  return tree
    .entries('organisation')
    .get('organisation')
    ?.doc.units.find((one) => one.id === unit)?.company;
}

function* transferProblems(
  tree: Tree,
  device: Device,
  about: { plan: Offboarding; wish: Disposition; pointer: string },
): Generator<TextProblem> {
  const { plan, wish, pointer } = about;
  if (wish.disposition !== 'transfer') return;
  if (wish.to === plan.employee) {
    yield errorAt(`${pointer}/to`, 'to-the-same-person', {
      message: 'The device would go to the person who leaves.',
      hint: 'Name somebody else.',
    });
  }
  const lessee = tree.entries('lease').get(device.lease ?? '')?.doc.company;
  const company = companyOf(tree, wish.to);
  if (device.ownership !== 'leased' || lessee === undefined || company === undefined || lessee === company) return;
  const message = `${device.id} is leased by ${lessee}, but ${wish.to} works for ${company}.`;
  yield errorAt(`${pointer}/to`, 'transfer-to-other-company', {
    message,
    hint: 'The lessee must stay the same: transfer within the company, or return it.',
  });
}

/** Dispositions that ownership, type, lease or holder do not allow. Closed plans are history and left alone. */
export function* dispositions(tree: Tree): Generator<Problem> {
  for (const { path, doc: plan } of tree.entries('offboarding').values()) {
    if (plan.closed !== undefined) continue;
    for (const [tag, wish] of Object.entries(plan.devices ?? {})) {
      const device = tree.entries('device').get(tag)?.doc;
      if (device === undefined) continue;
      const pointer = pointerOf('devices', tag);
      const problem = ownershipProblem(device, wish, pointer);
      if (problem !== null) yield inFile(path, problem);
      if (!isHeldBy(device, plan, wish)) {
        const text = {
          message: `${tag} is not held by ${plan.employee}.`,
          hint: 'Take it out of this plan. If it has been given on since, write the day in `received` of the device.',
        };
        // Not an error: the device of a plan that is carried out may go through many hands before the plan is closed.
        yield inFile(path, { ...warningAt(pointer, 'device-not-held', text), at: 'key' });
      }
      for (const found of transferProblems(tree, device, { plan, wish, pointer })) yield inFile(path, found);
    }
  }
}
