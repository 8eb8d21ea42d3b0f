/** Which files each person's handling rests on: their own, their plans', their devices', and what postpones or preserves for them. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Tree } from './tree.ts';

type Paths = Map<EmployeeId, Set<string>>;

function add(paths: Paths, person: string | undefined | null, path: string): void {
  if (person === undefined || person === null) return;
  const id = person as EmployeeId;
  const known = paths.get(id);
  if (known === undefined) paths.set(id, new Set([path]));
  else known.add(path);
}

function addDevices(tree: Tree, paths: Paths): void {
  for (const { path, doc } of tree.entries('device').values()) {
    if (typeof doc.holder === 'string') add(paths, doc.holder, path);
    add(paths, doc.awaitedFrom, path);
  }
}

function accountOwners(tree: Tree): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const [person, { doc }] of tree.entries('employee')) {
    for (const line of doc.accounts ?? []) if (line.id !== undefined) owners.set(`${line.system} ${line.id}`, person);
  }
  return owners;
}

function addSubjects(tree: Tree, paths: Paths): void {
  const owners = accountOwners(tree);
  for (const kind of ['exception', 'hold'] as const) {
    for (const { path, doc } of tree.entries(kind).values()) {
      const { employee, device, account } = doc.subject;
      add(paths, employee, path);
      const held = device === undefined ? undefined : tree.entries('device').get(device)?.doc;
      if (typeof held?.holder === 'string') add(paths, held.holder, path);
      add(paths, held?.awaitedFrom, path);
      if (account !== undefined) add(paths, owners.get(`${account.system} ${account.id}`), path);
    }
  }
}

/** Paths by person. */
export function inputsOf(tree: Tree): ReadonlyMap<EmployeeId, ReadonlySet<string>> {
  const paths: Paths = new Map();
  for (const [person, { path }] of tree.entries('employee')) add(paths, person, path);
  for (const { path, doc } of tree.entries('offboarding').values()) add(paths, doc.employee, path);
  addDevices(tree, paths);
  addSubjects(tree, paths);
  return paths;
}
