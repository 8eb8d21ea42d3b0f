/** Who wrote a commit, as far as its addresses tell: a sign, not a proof. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import type { CommitInfo } from '../ports.ts';
import type { Ground } from './ground.ts';

/** Employees by their address at work, as commits name their authors. */
export function byAddress(desired: Desired): ReadonlyMap<string, EmployeeId> {
  const found = new Map<string, EmployeeId>();
  for (const { id, person } of desired.employees.values()) {
    if (person !== 'withheld' && person.email !== undefined) found.set(person.email.toLowerCase(), id);
  }
  return found;
}

function authorOf(commit: CommitInfo, people: ReadonlyMap<string, EmployeeId>): EmployeeId | null {
  const address = /<([^<>]+)>\s*$/u.exec(commit.author)?.[1] ?? commit.author;
  return people.get(address.toLowerCase()) ?? null;
}

/** Everybody who wrote something of a commit: its author, and for a merge the authors of what it brought. */
export async function authorsOf(
  { objects }: Pick<Ground, 'objects'>,
  commit: CommitInfo,
  people: ReadonlyMap<string, EmployeeId>,
): Promise<ReadonlySet<EmployeeId>> {
  const found = new Set<EmployeeId>();
  const add = (one: CommitInfo) => {
    const person = authorOf(one, people);
    if (person !== null) found.add(person);
  };
  add(commit);
  const merged = await objects.resolve(`${commit.id}^2`);
  if (merged === null || commit.parent === null) return found;
  for (const one of await objects.history({ from: merged, since: commit.parent, limit: 100 })) add(one);
  return found;
}
