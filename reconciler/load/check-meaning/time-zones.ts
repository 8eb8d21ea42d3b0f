/** Time zones must be known to the calendar. */
import { isZone } from '../../calendar.ts';
import { errorAt, inFile, type Problem } from '../problem.ts';
import { didYouMean } from '../suggest.ts';
import type { Tree } from '../tree.ts';

function zoneProblem(file: string, zone: string): Problem {
  const hint = didYouMean(zone, Intl.supportedValuesOf('timeZone')) ?? 'Such as Europe/Stockholm.';
  return inFile(file, errorAt('/timeZone', 'unknown-time-zone', { message: `There is no time zone \`${zone}\`.`, hint }));
}

/** Every call makes the whole list anew, which takes milliseconds. */
let listed: ReadonlySet<string> | null = null;

/** A name on the list of zones needs no calendar to be opened, which takes long; the list lacks older names that are right all the same. */
function isKnown(zone: string): boolean {
  listed ??= new Set(Intl.supportedValuesOf('timeZone'));
  return listed.has(zone) || isZone(zone);
}

/** Unknown time zones of the organisation and of people. Each name is looked up once. */
export function* timeZones(tree: Tree): Generator<Problem> {
  const known = new Map<string, boolean>();
  for (const kind of ['organisation', 'employee'] as const) {
    for (const { path, doc } of tree.entries(kind).values()) {
      const zone = doc.timeZone;
      if (zone === undefined) continue;
      if (!known.has(zone)) known.set(zone, isKnown(zone));
      if (known.get(zone) === false) yield zoneProblem(path, zone);
    }
  }
}
