/** A leased device and its lease say the same. */
import type { Device } from '../../../schemas/device.ts';
import type { Lease } from '../../../schemas/lease.ts';
import { errorAt, inFile, type Problem, pointerOf } from '../problem.ts';
import type { Entry, Tree } from '../tree.ts';

const GONE = new Set(['sold', 'returned-to-lessor', 'destroyed', 'retired']);

function endOf(lease: Lease, tag: string): string {
  return (lease.lines as Readonly<Record<string, { readonly to?: string }>>)[tag]?.to ?? lease.to;
}

/** Lines of two leases for one device at one time. */
function* overlapping(tree: Tree): Generator<Problem> {
  const byTag = new Map<string, Entry<'lease'>[]>();
  for (const entry of tree.entries('lease').values()) {
    for (const tag of Object.keys(entry.doc.lines)) {
      const others = byTag.get(tag) ?? [];
      const other = others.find((one) => one.doc.from <= endOf(entry.doc, tag) && entry.doc.from <= endOf(one.doc, tag));
      if (other !== undefined) {
        const text = { message: `${tag} is on ${other.stem} at the same time.`, hint: 'A device is on one lease at a time.' };
        yield inFile(entry.path, { ...errorAt(pointerOf('lines', tag), 'device-in-two-leases', text), at: 'key' });
      }
      byTag.set(tag, [...others, entry]);
    }
  }
}

function* deviceProblems(entry: Entry<'device'>, lease: Entry<'lease'> | undefined): Generator<Problem> {
  const { path, doc } = entry;
  if (doc.ownership === 'leased' && doc.lease === undefined) {
    const text = { message: 'The device is leased, but names no lease.', hint: 'Write `lease: <contract id>`.' };
    yield inFile(path, errorAt('/ownership', 'leased-without-lease', text));
  }
  if (doc.lease === undefined) return;
  if (doc.ownership !== 'leased' && doc.acquired === undefined) {
    const text = {
      message: `The device names a lease, but is ${doc.ownership}.`,
      hint: 'Write `ownership: leased`, or `acquired` when it was bought from the lessor.',
    };
    yield inFile(path, errorAt('/ownership', 'lease-not-leased', text));
  }
  if (lease !== undefined && !(doc.id in lease.doc.lines)) {
    const text = {
      message: `${lease.path} has no line for ${doc.id}.`,
      hint: `Add \`${doc.id}: {rent: …}\` to its \`lines\`, or name the right lease.`,
    };
    yield inFile(path, errorAt('/lease', 'lease-without-line', text));
  }
  if (lease !== undefined && doc.company !== undefined && doc.company !== lease.doc.company) {
    const text = {
      message: `The device belongs to ${doc.company}, but its lease to ${lease.doc.company}.`,
      hint: 'Leave `company` out: the lease decides.',
    };
    yield inFile(path, errorAt('/company', 'lease-of-other-company', text));
  }
}

function pointsBack(device: Device, lease: string): boolean {
  return device.lease === lease || device.ownership !== 'leased' || GONE.has(device.status);
}

/** Leased without lease, lease without line, line without lease, two leases at one time. */
export function* leaseLines(tree: Tree): Generator<Problem> {
  yield* overlapping(tree);
  const leases = tree.entries('lease');
  for (const entry of tree.entries('device').values()) yield* deviceProblems(entry, leases.get(entry.doc.lease ?? ''));
  const devices = tree.entries('device');
  for (const { path, stem, doc } of leases.values()) {
    for (const tag of Object.keys(doc.lines)) {
      const device = devices.get(tag)?.doc;
      if (device === undefined || pointsBack(device, stem)) continue;
      const other = device.lease;
      // A later lease of the same device is a history, not a contradiction.
      if (other !== undefined && tag in (leases.get(other)?.doc.lines ?? {})) continue;
      const text = {
        message: `${tag} does not name this lease.`,
        hint: `Write \`lease: ${stem}\` in the device's file, or take the line away.`,
      };
      yield inFile(path, { ...errorAt(pointerOf('lines', tag), 'line-without-device', text), at: 'key' });
    }
  }
}
