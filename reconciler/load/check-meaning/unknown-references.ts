/** Every id that a document names must exist. */
import { type Kind, places } from '../../../schemas/places.ts';
import { inFile, type Problem, pointerOf } from '../problem.ts';
import { type Reference, type Target, visitReferences } from '../references.ts';
import { didYouMean } from '../suggest.ts';
import type { Tree } from '../tree.ts';

const NOUNS: Readonly<Record<Target, string>> = {
  employee: 'employee',
  device: 'device',
  lease: 'lease',
  system: 'system',
  unit: 'unit',
  company: 'company',
  desk: 'desk',
};

/** Looking for near words is the dear part: after this many it is left out. */
const MOST_HINTS = 50;

function isFile(to: Target): to is Target & Kind {
  return to in places;
}

type Known = Readonly<Record<Exclude<Target, Kind>, ReadonlySet<string> | null>>;

/** Ids of the organisation's file that can be referred to; null when it is broken, and nothing can be said. */
function knownTargets(tree: Tree): Known {
  const organisation = tree.entries('organisation').get('organisation')?.doc ?? null;
  return {
    unit: organisation && new Set<string>(organisation.units.map((unit) => unit.id)),
    company: organisation && new Set<string>(organisation.companies.map((company) => company.id)),
    desk: organisation && new Set<string>(Object.keys(organisation.desks ?? {})),
  };
}

function unknownReference(tree: Tree, reference: Reference, near: string | undefined): Omit<Problem, 'file'> {
  const { to, id, path, at } = reference;
  const where = isFile(to) ? `there is no ${tree.pathOf(to, id)}` : `state/organisation.yaml lists none`;
  const hint = near === undefined ? {} : { hint: near };
  const message = `Unknown ${NOUNS[to]} \`${id}\`: ${where}.`;
  return { severity: 'error', code: `unknown-${to}`, message, ...hint, pointer: pointerOf(...path), ...(at === undefined ? {} : { at }) };
}

/** Unknown managers, holders, leases, units, systems, companies, desks, devices, owners … each with the nearest known id. */
export function unknownReferences(tree: Tree): readonly Problem[] {
  const known = knownTargets(tree);
  const problems: Problem[] = [];
  for (const kind of Object.keys(places) as Kind[]) {
    for (const { path, doc } of tree.entries(kind).values()) {
      visitReferences(kind, doc, (to, id, where) => {
        const ids = isFile(to) ? tree.known(to) : known[to];
        if (ids === null || ids.has(id)) return;
        const near = problems.length < MOST_HINTS ? didYouMean(id, ids) : undefined;
        problems.push(inFile(path, unknownReference(tree, { to, id, ...where() }, near)));
      });
    }
  }
  return problems;
}
