/** Members of groups taken out and put in: the group's own list is written, one name at a time. */
import { Attribute, Change } from 'ldapts';
import type { Entitlement } from '../../../schemas/primitives.ts';
import { Fault } from '../../ports.ts';
import { equals } from './client.ts';
import type { Group } from './groups.ts';
import { failed, type Job, touch } from './job.ts';
import { codeOf } from './refusals.ts';
import { groupCalled } from './single.ts';
import { textOf } from './wire.ts';

/** Answers that may mean that it is so already. Active Directory says 53 for a member that is not there, and 68 for one that is. */
const PERHAPS_SO = new Set([16, 20, 53, 68]);

const LAST = 'the account is the last member of a group that must have one; add somebody else, or set groups.lastMember in the file';

function nameIn(job: Job, group: Group): string {
  if (group.attribute !== 'memberUid') return job.entry.dn;
  const uid = textOf(job.entry, 'uid');
  if (uid === null) throw failed(job, 'the account has no uid, by which the group names its members');
  return uid;
}

async function isMember(job: Job, group: Group, member: string): Promise<boolean> {
  const { directory, kind } = job;
  const filter = equals(group.attribute, member);
  const search = { base: group.dn, scope: 'base', filter, attributes: ['1.1'] } as const;
  return (await directory.session.search(search, kind, directory.until)).entries.length > 0;
}

function change(operation: 'add' | 'delete', attribute: string, value: string): Change {
  return new Change({ operation, modification: new Attribute({ type: attribute, values: [value] }) });
}

/** Puts the entry of the file in the place of a last member. */
async function replaceLast(job: Job, group: Group, member: string): Promise<void> {
  const { directory, system, kind } = job;
  const { lastMember } = system.groups ?? {};
  if (lastMember === undefined || group.attribute === 'memberUid') throw failed(job, LAST);
  const changes = [change('add', group.attribute, lastMember), change('delete', group.attribute, member)];
  await touch(job, () => directory.session.modify({ dn: group.dn, changes }, kind, directory.until));
}

async function writeMember(job: Job, group: Group, operation: 'add' | 'delete'): Promise<void> {
  const { directory, kind } = job;
  const member = nameIn(job, group);
  try {
    const one = change(operation, group.attribute, member);
    await touch(job, () => directory.session.modify({ dn: group.dn, changes: [one] }, kind, directory.until));
  } catch (error) {
    const code = codeOf(error);
    if (code === 65 && operation === 'delete') return replaceLast(job, group, member);
    // Whether it is so counts, not how a directory says that it was.
    if (code === null || !PERHAPS_SO.has(code) || (await isMember(job, group, member)) !== (operation === 'add')) throw error;
  }
}

/** Names the account in a group by its new name, in one step: the group may have no other member. */
export async function renameMember(job: Job, group: Group, name: string): Promise<void> {
  const { directory, kind, entry } = job;
  const changes = [change('delete', group.attribute, entry.dn), change('add', group.attribute, name)];
  await touch(job, () => directory.session.modify({ dn: group.dn, changes }, kind, directory.until));
}

/** Takes the account out of groups and puts it into others, one after another; the first refusal is told after all were tried. */
export async function writeGroups(
  job: Job,
  groups: { readonly remove: readonly Entitlement[]; readonly add: readonly Entitlement[] },
): Promise<void> {
  const { directory, system } = job;
  const refusals: Fault[] = [];
  for (const [operation, names] of [
    ['delete', groups.remove],
    ['add', groups.add],
  ] as const) {
    for (const name of names) {
      try {
        const group = await groupCalled(directory, system, name);
        if (group !== null) await writeMember(job, group, operation);
        else if (operation === 'add') throw failed(job, 'there is no such group in groups.bases');
      } catch (error) {
        // A refusal of one group says nothing about the others; a connection that is gone does.
        if (!(error instanceof Fault) || codeOf(error) === null) throw error;
        refusals.push(error);
      }
    }
  }
  const [first] = refusals;
  if (first !== undefined) throw failed(job, first.message, first.meaning);
}
