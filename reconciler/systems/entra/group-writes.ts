/** Groups taken off and put back, each by its own call. All of them are looked at before the first is changed. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { readRows } from '../http/reading.ts';
import { GROUP_SELECT, type Names, obstacleOf } from './groups.ts';
import { isThereAlready } from './refusal.ts';
import type { Steps } from './steps.ts';
import { Group } from './wire.ts';

/** What is wanted of one account. */
export interface WantedGroups {
  readonly remove: readonly Entitlement[];
  readonly add: readonly Entitlement[];
}

/** The groups that an account is in by itself. A list that cannot be read whole is a Fault: a group could be missed. */
async function ownGroups(steps: Steps, user: string): Promise<ReadonlyMap<string, Group>> {
  const { rows } = await steps.list({
    operation: "read an account's groups",
    path: `/users/${user}/memberOf/microsoft.graph.group`,
    query: { $select: GROUP_SELECT, $top: 999 },
  });
  const { values, problems } = readRows(rows, Group, 'groups');
  const [problem] = problems;
  if (problem !== undefined) steps.refuse(problem);
  return new Map(values.map((group) => [group.id, group]));
}

function check(steps: Steps, group: Group, name: Entitlement): string {
  const obstacle = obstacleOf(group, steps.client.system);
  if (obstacle !== null) steps.refuse(`the group "${name}" ${obstacle}`);
  return group.id;
}

/** Groups to take: those that the account is in. */
function leaving(steps: Steps, own: ReadonlyMap<string, Group>, at: { names: Names; remove: readonly Entitlement[] }): readonly string[] {
  return at.remove.flatMap((name) => {
    const group = own.get(at.names.idOf(name) ?? '');
    return group === undefined ? [] : [check(steps, group, name)];
  });
}

/** Groups to put back: those that the account is not in. */
async function joining(
  steps: Steps,
  own: ReadonlyMap<string, Group>,
  at: { names: Names; add: readonly Entitlement[] },
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of at.add) {
    const id = at.names.idOf(name) ?? steps.refuse(`there is no group "${name}": name it under \`groups\` in the system file`);
    if (own.has(id)) continue;
    const request = { operation: 'read a group', path: `/groups/${id}`, query: { $select: GROUP_SELECT } };
    const group = (await steps.one(request, Group)) ?? steps.refuse(`there is no group "${name}"`);
    ids.push(check(steps, group, name));
  }
  return ids;
}

/** The path of one membership. The reference alone: without `/$ref` the same call would be about the account itself. */
function membership(group: string, user?: string): string {
  return user === undefined ? `/groups/${group}/members/$ref` : `/groups/${group}/members/${user}/$ref`;
}

/** Takes an account off groups and puts it into others. What is so already is left as it is. */
export async function writeGroups(steps: Steps, user: string, wanted: WantedGroups & { readonly names: Names }): Promise<void> {
  const own = await ownGroups(steps, user);
  const off = leaving(steps, own, wanted);
  const on = await joining(steps, own, wanted);
  for (const group of off) {
    const request = { operation: 'take off a group', method: 'DELETE', path: membership(group, user) } as const;
    await steps.send(request, ({ status }) => status === 404);
  }
  const member = { '@odata.id': `${steps.client.base}/directoryObjects/${user}` };
  for (const group of on) {
    const request = { operation: 'put into a group', method: 'POST', path: membership(group), body: member } as const;
    await steps.send(request, isThereAlready);
  }
  if (off.length + on.length === 0) return;
  await steps.settle(async () => {
    const now = await ownGroups(steps, user);
    return off.every((id) => !now.has(id)) && on.every((id) => now.has(id));
  });
}
