/** What people do that meets the reconciler's own work: accounts changed by hand before, while and after it writes, and files changed at the last moment. */
import type { Account } from '../../../reconciler/model/observed.ts';
import type { Day, Entitlement } from '../../../schemas/primitives.ts';
import type { FakeSystem } from '../../fakes/system.ts';
import { readOn } from '../chain.ts';
import { type Deed, dayAfter, isStaying, lastDayOf, personPath, pickPerson, todayOf, writeDocs } from './files.ts';
import { type Doc, giveAccount, type World } from './world.ts';

/** Turns a sign-in on or off by hand. What was turned on and off again is as it was left: nothing tells the two apart. */
function turn(world: World, system: FakeSystem, account: Account): void {
  const { byHand: changed } = world.watch;
  const key = `${system.system}/${account.id}`;
  const isOpening = account.enabled !== true;
  system.edit(account.id, { enabled: isOpening });
  const isAsLeft = !isOpening && world.opened.delete(key);
  if (isOpening) world.opened.add(key);
  if (isAsLeft) changed.delete(key);
  else changed.set(key, world.now);
}

/** Somebody changes once more what the reconciler has written lately: the very attribute. */
export const retouch: Deed = (world, chance) => {
  const recent = world.watch.writes.slice(-12);
  const days = recent.filter(({ write }) => write.kind === 'end-day');
  const seen = chance.pick(days.length > 0 && chance.is(0.6) ? days : recent);
  const system = seen === undefined ? undefined : world.systems.get(seen.system);
  const account = seen === undefined || !('account' in seen.write) ? undefined : system?.accounts.get(seen.write.account);
  if (seen === undefined || system === undefined || account === undefined) return;
  const person = seen.change?.split('/')[1];
  if (seen.run !== null && person !== undefined) world.regretted = { of: seen.run, person };
  if (seen.write.kind === 'end-day') system.edit(account.id, { endDay: '2031-01-31' as Day });
  else if (seen.write.kind === 'place') system.edit(account.id, { place: 'OU=Elsewhere' });
  else if (seen.write.kind === 'groups') system.edit(account.id, { groups: [...(account.groups ?? []), ...seen.write.remove] });
  else {
    turn(world, system, account);
  }
};

/** Somebody whose access is over, and whose sign-in is still open, stays after all: known at the last moment. */
export const rescue: Deed = (world, chance) => {
  const today = todayOf(world);
  const isOpen = (line: Doc) => world.systems.get(String(line['system']))?.accounts.get(String(line['id']))?.enabled === true;
  const one = pickPerson(world, chance, (each) => {
    const lastDay = lastDayOf(each);
    return lastDay !== undefined && lastDay <= today && (each['accounts'] as Doc[]).some(isOpen);
  });
  if (one === undefined) return;
  const { lastDay: _, ...rest } = one;
  writeDocs(world, { [personPath(one['id'])]: chance.is(0.5) ? { ...one, lastDay: dayAfter(today, chance.between(3, 9)) } : rest });
};

/** Somebody goes away for a day or three; now and then their sign-in is ended by hand before that. */
export const closeBefore: Deed = (world, chance) => {
  const one = pickPerson(world, chance, (each) => isStaying(each) && each['leaves'] === undefined);
  if (one === undefined) return;
  const from = dayAfter(todayOf(world), chance.between(0, 1));
  const to = dayAfter(from, chance.between(0, 2));
  writeDocs(world, { [personPath(one['id'])]: { ...one, leaves: [{ from, to, access: 'suspend' }] } });
  for (const line of one['accounts'] as Doc[]) {
    const system = world.systems.get(String(line['system']));
    const account = system?.accounts.get(String(line['id']));
    if (system === undefined || account?.enabled !== true || chance.is(0.8)) continue;
    turn(world, system, account);
  }
};

/** Somebody's sign-in is ended by hand on the day on which their leave begins: it is not ours to give back. */
export const closeNow: Deed = (world, chance) => {
  const today = todayOf(world);
  const one = pickPerson(world, chance, (each) =>
    ((each['leaves'] as Doc[] | undefined) ?? []).some(({ from, access }) => from === today && access === 'suspend'),
  );
  for (const line of (one?.['accounts'] as Doc[] | undefined) ?? []) {
    const system = world.systems.get(String(line['system']));
    const account = system?.accounts.get(String(line['id']));
    if (system === undefined || account?.enabled !== true) continue;
    turn(world, system, account);
  }
};

/** Somebody gets a new account, which stands in their file at once; now and then on the very day on which they leave. */
export const renewId: Deed = (world, chance) => {
  const one = pickPerson(world, chance, () => true);
  if (one === undefined) return;
  const number = world.next;
  world.next += 1;
  const accounts = (one['accounts'] as Doc[]).map(
    (line): Doc => (line['system'] === 'vpn' ? line : { ...line, id: `${String(line['system'])}-${number}` }),
  );
  for (const line of accounts) giveAccount(world, line);
  const lastDay = chance.is(0.6) && isStaying(one) ? { lastDay: dayAfter(todayOf(world), chance.between(-1, 0)) } : {};
  writeDocs(world, { [personPath(one['id'])]: { ...one, accounts, ...lastDay } });
};

/** An account is changed by hand, whatever for. */
export const byHand: Deed = (world, chance) => {
  const system = world.systems.get(chance.pick(['ad', 'mail']) ?? 'ad');
  const one = chance.pick([...(system?.accounts.values() ?? [])].filter((account) => !account.id.endsWith('-9001')));
  if (system === undefined || one === undefined) return;
  const what = chance.between(0, 7);
  if (what >= 6) {
    system.edit(
      one.id,
      system.system === 'ad' ? (what === 6 ? { endDay: '2031-01-31' as Day } : { place: 'OU=Elsewhere' }) : { sessions: 3 },
    );
  } else if (what <= 1) {
    turn(world, system, one);
  } else if (what === 2) system.edit(one.id, { groups: [...(one.groups ?? []), 'extra' as Entitlement] });
  else if (what === 3) system.edit(one.id, { groups: (one.groups ?? []).slice(1) });
  else if (what === 4) system.edit(one.id, { licences: [] });
  else system.accounts.delete(one.id);
};

/** Somebody changes an account that the run has announced and not written yet: its roles, its groups or its sign-in. */
export const meddle: Deed = (world, chance) => {
  readOn(world.watch.chain, world.git);
  const records = world.watch.chain.runs.at(-1)?.records ?? [];
  const done = new Set(records.flatMap((each) => (each.type === 'outcome' ? [each.change] : [])));
  const one = chance.pick(records.filter((each) => each.type === 'intent' && !done.has(each.change)));
  const system = one?.type === 'intent' ? world.systems.get(one.system) : undefined;
  const account = one?.type === 'intent' ? system?.accounts.get(one.account) : undefined;
  if (system === undefined || account === undefined) return;
  const groups = account.groups ?? [];
  const what = chance.between(0, 2);
  if (what === 0) system.edit(account.id, { roles: [...(account.roles ?? []), 'Meddled' as Entitlement] });
  else system.edit(account.id, { groups: what === 1 ? groups.slice(1) : [...groups, 'meddled' as Entitlement] });
};
