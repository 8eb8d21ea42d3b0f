/** Moves an account into another container, under its own name or, where that is taken, with the beginning of its id behind it. */
import { Fault } from '../../ports.ts';
import { any, findGroups } from './around.ts';
import { equals } from './client.ts';
import { renameMember } from './group-writes.ts';
import { failed, type Job, touch } from './job.ts';
import { formatPart, isWithin, keyOf, ownPart, parentOf, parseName } from './names.ts';
import { idOf } from './records.ts';
import { codeOf } from './refusals.ts';

/** The most that Active Directory takes for a name. */
const LONGEST = 64;

/**
 * Groups of OpenLDAP name their members by what they were called when they were put in; only with an overlay does a new name follow. Left
 * behind, the old one would keep the group for whoever is called so next. Every group is tried; the first failure is thrown.
 */
async function takeGroupsAlong(job: Job, name: string): Promise<void> {
  const { directory, system, entry } = job;
  const { dn } = entry;
  const groups = await findGroups(directory, system, any([equals('member', dn), equals('uniqueMember', dn)]));
  const failures: unknown[] = [];
  for (const group of groups) await renameMember(job, group, name).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** A move whose groups may have stayed behind: whatever came in between, somebody has to look. */
function leftBehind(job: Job, error: unknown): unknown {
  if (!(error instanceof Fault) || !job.isTouched || job.system.flavour !== 'openldap' || job.system.groups === undefined) return error;
  return failed(job, `${error.message}; a group may still have the account under its old name`, 'old-name');
}

/** Moves the account below `to`. Where it lies there already nothing is done. Back in its old place it has its old name. */
export async function moveAccount(job: Job, to: string): Promise<void> {
  const { directory, system, entry } = job;
  const own = ownPart(entry.dn);
  if (own === null) throw failed(job, 'the entry has a name of several parts, which is not moved');
  if (parseName(to) === null || !isWithin(to, directory.context)) throw failed(job, 'the place to move to is not in this domain');
  if (keyOf(parentOf(entry.dn) ?? '') === keyOf(to)) return;
  const suffix = ` ${(idOf(entry) ?? '').slice(0, 8)}`;
  const value = system.flavour === 'active-directory' && own.value.endsWith(suffix) ? own.value.slice(0, -suffix.length) : own.value;
  const move = async (name: string) => {
    const part = formatPart({ type: own.type, value: name });
    await touch(job, () => directory.session.move(entry.dn, { own: part, parent: to }, directory.until));
    if (system.flavour === 'openldap') await takeGroupsAlong(job, `${part},${to}`);
  };
  try {
    await move(value);
  } catch (error) {
    // Elsewhere the name is what people sign in with, or what groups know them by.
    const isTaken = codeOf(error) === 68 && system.flavour === 'active-directory' && value.length + suffix.length <= LONGEST;
    if (!isTaken || !(error instanceof Fault)) throw leftBehind(job, error);
    await move(`${value}${suffix}`);
  }
}
