/** Single changes to the repository that set or move earlier more cut-offs than one approver may. */
import type { CommitId, EmployeeId, Instant } from '../../schemas/primitives.ts';
import { loadCommit } from '../load/load.ts';
import type { Desired } from '../model/desired.ts';
import { cutOffsOf } from '../plan/cutoff.ts';
import type { PlanInput } from '../plan/input.ts';
import { massEditLimit } from '../plan/mass-edit.ts';
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
  about: { head: CommitId; desired: Desired; earlier: PlanInput['earlier']; since: CommitId | null; asOf: Instant },
): Promise<ReadonlyMap<EmployeeId, CommitId>> {
  const { head, desired, earlier, since, asOf } = about;
  const found = new Map<EmployeeId, CommitId>();
  if (since === null || since === head) return found;
  const policies = [desired, earlier].filter((one) => one !== null);
  const least = Math.min(...policies.map((one) => one.policy.limits.massEdit.count));
  const commits = await ground.objects.history({ from: head, since, under: FOLDERS });
  const wide = commits.filter(({ paths }) => paths.length > least || paths.some((path) => EVERYBODY.includes(path)));
  if (wide.length === 0) return found;
  const { desired: then } = await loadCommit(ground.objects, since, { cache: ground.cache });
  const limit = massEditLimit(policies, then === null ? [desired] : [desired, then], asOf);
  for (const commit of wide) {
    const people = moved(await cutOffsAt(ground, commit.parent), await cutOffsAt(ground, commit.id));
    if (people.length > limit) for (const person of people) found.set(person, commit.id);
  }
  return found;
}
