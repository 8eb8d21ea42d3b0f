/**
 * By whose accounts the nightly's schedule lives. GitHub switches a scheduled workflow off when whoever last changed its schedule is
 * removed from the organisation ("Events that trigger workflows", schedule).
 */
import type { CommitId, EmployeeId } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import type { ScheduleKeeper } from '../plan/input.ts';
import { Fault } from '../ports.ts';
import { authorsOf, byAddress } from './commit-authors.ts';
import type { Ground } from './ground.ts';

const FOLDER = '.github/workflows';

/** A schedule, and this program in the same file. */
function isScheduled(text: string): boolean {
  return /^\s*(?:-\s*)?cron\s*:/mu.test(text) && /\blastday\b/u.test(text);
}

/** Authors of the newest commit to a file. Nobody where the history does not reach: nothing hangs on it, and no run ends for it. */
async function authorsOfFile(
  { objects }: Pick<Ground, 'objects'>,
  about: { readonly head: CommitId; readonly path: string; readonly people: ReadonlyMap<string, EmployeeId> },
): Promise<Iterable<EmployeeId>> {
  try {
    const [newest] = await objects.history({ from: about.head, since: null, under: [about.path], limit: 1 });
    return newest === undefined ? [] : await authorsOf({ objects }, newest, about.people);
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}

/** The people by whose account a scheduled run of lastday lives: authors of the newest commit to its workflow, and of the branch it merged. */
export async function findScheduleKeepers(
  { objects }: Pick<Ground, 'objects'>,
  { head, desired }: { readonly head: CommitId; readonly desired: Desired },
): Promise<readonly ScheduleKeeper[]> {
  const files = (await objects.tree(head, FOLDER)).filter(({ path }) => /\.ya?ml$/u.test(path));
  if (files.length === 0) return [];
  const scheduled = new Set<string>();
  await objects.blobs(
    files.map(({ id }) => id),
    (id, bytes) => {
      if (isScheduled(new TextDecoder().decode(bytes))) scheduled.add(id);
    },
  );
  const people = byAddress(desired);
  const found: ScheduleKeeper[] = [];
  for (const { path, id } of files) {
    if (!scheduled.has(id)) continue;
    const authors = await authorsOfFile({ objects }, { head, path, people });
    for (const person of authors) found.push({ file: path, person });
  }
  return found;
}
