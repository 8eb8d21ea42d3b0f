/** A device's status and its other fields say the same. */
import type { Device, DeviceStatus } from '../../../schemas/device.ts';
import { errorAt, inFile, type Problem, type TextProblem, warningAt } from '../problem.ts';
import type { Tree } from '../tree.ts';

const FINAL: ReadonlySet<DeviceStatus> = new Set(['sold', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired']);
const BACK: ReadonlySet<DeviceStatus> = new Set(['awaited', 'received', 'available']);

function* holderProblems({ status, holder, awaitedFrom, awaitedSince }: Device): Generator<TextProblem> {
  if (FINAL.has(status) && holder !== null) {
    yield errorAt('/holder', 'final-with-holder', { message: `A device that is ${status} has no holder.`, hint: 'Write `holder: null`.' });
  }
  if (status === 'in-use' && holder === null) {
    const text = {
      message: 'A device in use has a holder.',
      hint: 'Name who has it; or write `status: available`, or `awaited` with `awaitedFrom`.',
    };
    yield errorAt('/status', 'in-use-without-holder', text);
  }
  if (BACK.has(status) && typeof holder === 'string') {
    const text = { message: `A device that is ${status} is nobody's.`, hint: 'Write `holder: null`, or `status: in-use`.' };
    yield errorAt('/holder', 'status-with-holder', text);
  }
  if (status === 'awaited' && awaitedFrom === undefined) {
    const text = { message: 'Nobody answers for this return.', hint: 'Write `awaitedFrom: <employee>`.' };
    yield errorAt('/status', 'awaited-from-nobody', text);
  }
  if (status === 'in-use' && awaitedFrom !== undefined) {
    const text = {
      message: 'A device in use is not awaited.',
      hint: 'Write `status: awaited` and `holder: null`, or take `awaitedFrom` away.',
    };
    yield errorAt('/awaitedFrom', 'in-use-and-awaited', text);
  }
  if (awaitedSince !== undefined && awaitedFrom === undefined) {
    yield errorAt('/awaitedSince', 'awaited-from-nobody', {
      message: 'Nobody answers for this return.',
      hint: 'Write `awaitedFrom: <employee>`.',
    });
  }
}

function* ownerProblems({ ownership, owner, status, acquired, wiped }: Device): Generator<TextProblem> {
  if (ownership === 'third-party' && owner === undefined) {
    yield errorAt('/ownership', 'owner-missing', {
      message: 'The third party that owns the device is missing.',
      hint: 'Write `owner: <id>`.',
    });
  }
  if (ownership !== 'third-party' && owner !== undefined) {
    const text = {
      message: `\`owner\` is for third parties, but the device is ${ownership}.`,
      hint: 'Take it away, or write `ownership: third-party`.',
    };
    yield errorAt('/owner', 'owner-not-third-party', text);
  }
  if (wiped !== undefined && (ownership === 'personal' || ownership === 'third-party')) {
    const text = {
      message: 'What belongs to somebody else is never wiped by us.',
      hint: 'Take `wiped` away; company data is removed selectively.',
    };
    yield errorAt('/wiped', 'wiped-not-ours', text);
  }
  if (status === 'sold' && ownership === 'leased' && acquired === undefined) {
    const text = {
      message: 'A leased device cannot be sold before it was bought from the lessor.',
      hint: 'Write `acquired`, or `status: sale-pending`.',
    };
    yield errorAt('/status', 'sold-before-acquired', text);
  }
  if ((status === 'sold' || status === 'sale-pending') && (ownership === 'personal' || ownership === 'third-party')) {
    yield errorAt('/status', 'status-not-ownership', { message: `Only what is the company's is sold; this one is ${ownership}.` });
  }
  if (status === 'returned-to-lessor' && ownership !== 'leased') {
    yield errorAt('/status', 'status-not-ownership', { message: `Only leased devices go back to a lessor; this one is ${ownership}.` });
  }
  if (status === 'returned-to-owner' && ownership !== 'third-party') {
    yield errorAt('/status', 'status-not-ownership', {
      message: `Only devices of third parties go back to their owner; this one is ${ownership}.`,
    });
  }
}

/** What a status would be expected to bring along; left out, people wonder. */
const BRINGS: readonly (readonly [DeviceStatus, keyof Device])[] = [
  ['repair', 'repair'],
  ['lost', 'lost'],
  ['sold', 'sale'],
  ['sale-pending', 'sale'],
];

function* missingParts(device: Device): Generator<TextProblem> {
  for (const [status, property] of BRINGS) {
    if (device.status !== status || device[property] !== undefined) continue;
    yield warningAt('/status', 'part-missing', {
      message: `The device is ${status}, but \`${property}\` is missing.`,
      hint: `Write \`${property}\`.`,
    });
  }
  if (device.repair?.loaner === device.id) {
    yield errorAt('/repair/loaner', 'loaner-is-itself', {
      message: 'A device cannot stand in for itself.',
      hint: 'Name the device that was lent.',
    });
  }
  if (device.lost?.locked !== undefined && device.lost.locked < device.lost.on) {
    yield errorAt('/lost/locked', 'days-reversed', { message: 'It was locked before the loss was known.' });
  }
}

/** Statuses that contradict holder, ownership or steps. */
export function* deviceStatus(tree: Tree): Generator<Problem> {
  for (const { path, doc } of tree.entries('device').values()) {
    for (const problem of holderProblems(doc)) yield inFile(path, problem);
    for (const problem of ownerProblems(doc)) yield inFile(path, problem);
    for (const problem of missingParts(doc)) yield inFile(path, problem);
  }
}
