/** Single changes to the repository that set or move earlier more cut-offs than one approver may. */
import type { CommitId, EmployeeId, Instant } from '../../schemas/primitives.ts';
import { loadCommit } from '../load/load.ts';
import type { Desired } from '../model/desired.ts';
import { cutOffsOf } from '../plan/cutoff.ts';
import type { Ground } from './ground.ts';

/** Folders and files from which a cut-off follows. */
const FOLDERS = ['state/employees', 'state/offboardings', 'state/organisation.yaml', 'policies/access.yaml'];

/** One file moves everybody at once: these are looked at whatever the number of files. */
const EVERYBODY = ['state/organisation.yaml', 'policies/access.yaml'];

/** People whose cut-off is set, or earlier than it was. */
function moved(before: ReadonlyMap<EmployeeId, Instant>, after: ReadonlyMap<EmployeeId, Instant>): EmployeeId[] {
  return [...after].filter(([person, cutOff]) => (before.get(person) ?? '9') > cutOff).map(([person]) => person);
}

async function cutOffsAt(ground: Ground, commit: CommitId | null): Promise<ReadonlyMap<EmployeeId, Instant>> {
  if (commit === null) return new Map();
  const { desired } = await loadCommit(ground.objects, commit, { cache: ground.cache });
  return desired === null ? new Map() : cutOffsOf(desired);
}

/** People by the commit that moved them together with too many others, since the commit that earlier runs have seen. Without one, nothing has been published and every cut-off is a surprise anyway. */
export async function findMassEdits(
  ground: Ground,
  about: { head: CommitId; desired: Desired; since: CommitId | null },
): Promise<ReadonlyMap<EmployeeId, CommitId>> {
  const found = new Map<EmployeeId, CommitId>();
  if (about.since === null || about.since === about.head) return found;
  const { count, percent } = about.desired.policy.limits.massEdit;
  const limit = Math.max(count, Math.floor((about.desired.employees.size * percent) / 100));
  const commits = await ground.objects.history({ from: about.head, since: about.since, under: FOLDERS });
  for (const commit of commits) {
    const isWide = commit.paths.length > limit || commit.paths.some((path) => EVERYBODY.includes(path));
    if (!isWide) continue;
    const people = moved(await cutOffsAt(ground, commit.parent), await cutOffsAt(ground, commit.id));
    if (people.length > limit) for (const person of people) found.set(person, commit.id);
  }
  return found;
}
