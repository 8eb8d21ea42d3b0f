/** What people do in a world: they leave, stay longer, stay after all, come back, are renamed, are away; holds, limits and freezes come and go; accounts are changed by hand. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { Chance } from '../chance.ts';
import { MAIN } from '../ports.ts';
import { byHand, closeBefore, closeNow, meddle, renewId, rescue, retouch } from './by-hand.ts';
import {
  type Deed,
  dayAfter,
  isStaying,
  lastDayOf,
  pathsIn,
  peopleIn,
  personPath,
  pickPerson,
  planPath,
  readDoc,
  todayOf,
  writeDocs,
} from './files.ts';
import { commit, type Doc, giveAccount, headOf, keepSecret, limitsDoc, personDoc, type World } from './world.ts';

function plan(one: Doc, lastDay: string, more: Doc = {}): Doc {
  return { employee: one['id'], kind: 'planned', endedBy: 'person', spell: lastDay, ...more };
}

/** What the plan says of the device that somebody has: mostly nothing, now and then what may not be. */
function disposed(world: World, one: Doc, chance: Chance): Doc {
  const tag = String(one['id']).replace('e-', 'LT-');
  const device = readDoc(world, `state/devices/${tag}.yaml`);
  if (device === null || device['holder'] !== one['id'] || chance.is(0.4)) return {};
  const disposition = chance.pick(['release', 'release', 'return-to-owner', 'lost']) ?? 'release';
  return { devices: { [tag]: { disposition } } };
}

function isFree(world: World, one: Doc): boolean {
  return readDoc(world, planPath(one['id'])) === null;
}

function leaveOn(world: World, one: Doc, about: { readonly lastDay: string; readonly chance: Chance }): Readonly<Record<string, Doc>> {
  const { lastDay, chance } = about;
  const docs: Record<string, Doc> = { [personPath(one['id'])]: { ...one, lastDay } };
  if (!isFree(world, one)) return docs;
  if (chance.is(0.08)) docs[planPath(one['id'])] = plan(one, lastDay, { kind: 'immediate', ...disposed(world, one, chance) });
  else if (chance.is(0.5))
    docs[planPath(one['id'])] = plan(one, lastDay, {
      ...(chance.is(0.2) ? { ends: { access: dayAfter(lastDay, -chance.between(0, 3)) } } : {}),
      ...disposed(world, one, chance),
    });
  return docs;
}

const leave: Deed = (world, chance) => {
  const one = pickPerson(world, chance, isStaying);
  if (one === undefined) return;
  const days = chance.pick([-1, 0, 0, 1, 1, 2, 3, 5, 8, 9]) ?? 0;
  const lastDay = dayAfter(todayOf(world), days);
  writeDocs(world, leaveOn(world, days < 0 ? { ...one } : one, { lastDay, chance }));
};

const manyLeave: Deed = (world, chance) => {
  const staying = peopleIn(world).filter(isStaying);
  const lastDay = dayAfter(todayOf(world), chance.between(0, 8));
  const docs: Record<string, Doc> = {};
  for (const one of staying.slice(0, chance.between(2, Math.max(2, Math.floor(staying.length * 0.7)))))
    docs[personPath(one['id'])] = { ...one, lastDay };
  if (Object.keys(docs).length > 0) writeDocs(world, docs);
};

function movePlan(world: World, one: Doc, lastDay: string): Readonly<Record<string, Doc>> {
  const own = readDoc(world, planPath(one['id']));
  if (own === null || own['spell'] !== one['lastDay']) return {};
  const { ends: _, ...rest } = own;
  return { [planPath(one['id'])]: { ...rest, spell: lastDay } };
}

const stayLonger: Deed = (world, chance) => {
  const today = todayOf(world);
  const one = pickPerson(world, chance, (each) => each['lastDay'] !== undefined && (lastDayOf(each) ?? '') >= dayAfter(today, -1));
  if (one === undefined) return;
  const lastDay = dayAfter(today, chance.between(1, 9));
  writeDocs(world, { [personPath(one['id'])]: { ...one, lastDay }, ...movePlan(world, one, lastDay) });
};

const stayAfterAll: Deed = (world, chance) => {
  const one = pickPerson(world, chance, (each) => each['lastDay'] !== undefined && (lastDayOf(each) ?? '') >= dayAfter(todayOf(world), -2));
  if (one === undefined) return;
  const { lastDay, ...rest } = one;
  const own = readDoc(world, planPath(one['id']));
  writeDocs(world, { [personPath(one['id'])]: rest, ...(own?.['spell'] === lastDay ? { [planPath(one['id'])]: null } : {}) });
};

const comeBack: Deed = (world, chance) => {
  const today = todayOf(world);
  const one = pickPerson(world, chance, (each) => each['lastDay'] !== undefined && (lastDayOf(each) ?? '') < today);
  if (one === undefined) return;
  const { lastDay, lastWorkingDay: _, ...rest } = one;
  const periods = [...((one['periods'] as Doc[] | undefined) ?? []), { from: one['firstDay'], to: lastDay }];
  const firstDay = dayAfter(today, chance.between(0, 4));
  const own = readDoc(world, planPath(one['id']));
  writeDocs(world, {
    [personPath(one['id'])]: { ...rest, firstDay, periods },
    ...(own === null ? {} : { [planPath(one['id'])]: { ...own, closed: today } }),
  });
};

const rename: Deed = (world, chance) => {
  const one = pickPerson(world, chance, () => true);
  if (one === undefined) return;
  const number = world.next;
  world.next += 1;
  keepSecret(world, number);
  const login = `canlogin${number}`;
  const lines = ((one['accounts'] as Doc[] | undefined) ?? []).map((line): Doc => ({ ...line, login }));
  for (const line of lines) {
    const system = world.systems.get(String(line['system']));
    if ('id' in line && system?.accounts.has(String(line['id'])) === true) system.edit(String(line['id']), { login });
  }
  writeDocs(world, {
    [personPath(one['id'])]: {
      ...one,
      person: { name: `Canaria${number} Omdöpt`, email: `canmail${number}@exempel.example` },
      accounts: lines,
    },
  });
};

const goAway: Deed = (world, chance) => {
  const one = pickPerson(world, chance, (each) => isStaying(each) && each['leaves'] === undefined);
  if (one === undefined) return;
  const from = dayAfter(todayOf(world), chance.between(0, 4));
  const to = chance.is(0.8) ? { to: dayAfter(from, chance.between(1, 6)) } : {};
  const what = chance.is(0.7) ? { access: 'suspend' } : { licences: 'park' };
  writeDocs(world, { [personPath(one['id'])]: { ...one, leaves: [{ from, ...to, ...what }] } });
};

const moveZone: Deed = (world, chance) => {
  const one = pickPerson(world, chance, () => true);
  const timeZone = chance.pick(['Europe/Stockholm', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata']);
  if (one !== undefined) writeDocs(world, { [personPath(one['id'])]: { ...one, timeZone } });
};

const assign: Deed = (world, chance) => {
  const one = pickPerson(world, chance, (each) => isStaying(each) && each['assignments'] === undefined);
  if (one === undefined) return;
  const to = dayAfter(todayOf(world), chance.between(0, 6));
  const account = (one['accounts'] as Doc[]).find((line) => line['system'] === 'ad')?.['id'];
  const known = world.systems.get('ad')?.accounts.get(String(account));
  if (known !== undefined) world.systems.get('ad')?.edit(known.id, { groups: [...(known.groups ?? []), 'client' as Entitlement] });
  writeDocs(world, {
    [personPath(one['id'])]: { ...one, assignments: [{ id: 'a1', from: '2026-01-01', to, grants: { ad: ['client'] } }] },
  });
};

const begin: Deed = (world, chance) => {
  const number = world.next;
  world.next += 1;
  keepSecret(world, number);
  const doc = personDoc(number, { firstDay: todayOf(world), hasVpn: world.systems.has('vpn'), chance });
  for (const line of doc['accounts'] as Doc[]) giveAccount(world, line);
  writeDocs(world, { [personPath(doc['id'])]: doc });
};

const hold: Deed = (world, chance) => {
  const today = todayOf(world);
  const [known] = pathsIn(world, 'state/holds');
  if (known !== undefined && chance.is(0.4)) return commit(world, { [known]: null });
  const one = pickPerson(world, chance, () => true);
  if (one === undefined) return;
  const id = `m-${world.next}`;
  world.next += 1;
  const until = chance.is(0.5) ? { until: dayAfter(today, chance.between(1, 10)) } : {};
  writeDocs(world, { [`state/holds/${id}.yaml`]: { id, subject: { employee: one['id'] }, matter: 'M-7', from: today, ...until } });
};

const except: Deed = (world, chance) => {
  const one = pickPerson(world, chance, () => true);
  if (one === undefined) return;
  const today = todayOf(world);
  const id = `ex-${world.next}`;
  world.next += 1;
  const change = chance.pick(['groups', 'licences']);
  const rest = { reason: 'handover', owner: 'e-1', from: today, until: dayAfter(today, chance.between(1, 12)) };
  writeDocs(world, { [`state/exceptions/${id}.yaml`]: { id, subject: { employee: one['id'] }, change, ...rest } });
};

const shield: Deed = (world, chance) => {
  const path = 'policies/guardrails.yaml';
  const rules = readDoc(world, path);
  const number = chance.between(1, world.people);
  const login = world.systems.get('ad')?.accounts.get(`ad-${number}`)?.login ?? 'canlogin1';
  const rule = chance.pick<Doc>([{ system: 'ad', id: `ad-${number}` }, { login }, { system: 'ad', role: 'Admins' }]);
  if (rules === null || rule === undefined) return;
  const known = (rules['protected'] as Doc[] | undefined) ?? [];
  writeDocs(world, { [path]: { ...rules, protected: known.length > 1 && chance.is(0.5) ? known.slice(0, 1) : [...known, rule] } });
};

const limit: Deed = (world, chance) => {
  const rules = readDoc(world, 'policies/guardrails.yaml');
  if (rules !== null) writeDocs(world, { 'policies/guardrails.yaml': { ...rules, limits: limitsDoc(chance) } });
};

const freeze: Deed = (world, chance) => {
  const ref = 'refs/heads/lastday/freeze';
  if (world.git.refs.has(ref)) world.git.refs.delete(ref);
  else if (chance.is(0.5)) world.git.refs.set(ref, headOf(world));
  else commit(world, { FREEZE: world.git.list(headOf(world)).includes('FREEZE') ? null : '' });
};

const watchOnly: Deed = (world, chance) => {
  const path = `policies/systems/${chance.pick(['ad', 'mail']) ?? 'ad'}.yaml`;
  const doc = readDoc(world, path);
  if (doc !== null) writeDocs(world, { [path]: { ...doc, mode: doc['mode'] === 'enforce' ? 'observe' : 'enforce' } });
};

const cleanUp: Deed = (world, chance) => {
  const ad = world.systems.get('ad');
  if (ad === undefined) return;
  const number = world.next;
  world.next += 1;
  const orphan = { system: 'ad', id: `ad-${number}`, login: `orphan${number}`, grants: ['staff', 'extra'] };
  giveAccount(world, orphan);
  const used = chance.pick([...ad.accounts.keys()].filter((id) => !id.endsWith('-9001'))) ?? orphan.id;
  const id = `list-${number}`;
  const accounts = chance.is(0.5) ? [orphan.id, used] : [used];
  const what = chance.pick(['disable', 'disable', 'groups']);
  writeDocs(world, { [`state/cleanups/${id}.yaml`]: { id, system: 'ad', accounts: [...new Set(accounts)], what, reason: 'year end' } });
};

const swapId: Deed = (world, chance) => {
  const one = pickPerson(world, chance, () => true);
  const other = pickPerson(world, chance, (each) => each['id'] !== one?.['id']);
  if (one === undefined || other === undefined) return;
  const lines = one['accounts'] as Doc[];
  const theirs = (other['accounts'] as Doc[]).find((line) => line['system'] === 'ad');
  const accounts = lines.map((line) => (line['system'] === 'ad' && theirs !== undefined ? { ...line, id: theirs['id'] } : line));
  writeDocs(world, { [personPath(one['id'])]: { ...one, accounts } });
};

const forgetId: Deed = (world, chance) => {
  const one = pickPerson(world, chance, () => true);
  if (one === undefined) return;
  const accounts = (one['accounts'] as Doc[]).map(({ id, ...line }) =>
    line['system'] === 'mail' ? line : { ...line, ...(id === undefined ? {} : { id }) },
  );
  writeDocs(world, { [personPath(one['id'])]: { ...one, accounts } });
};

const breakFile: Deed = (world, chance) => {
  const one = pickPerson(world, chance, () => true);
  if (one === undefined) return;
  const path = personPath(one['id']);
  commit(world, { [path]: chance.is(0.5) ? 'id: [\n' : `${world.git.read(headOf(world), path) ?? ''}colour: blue\n` });
};

/** A file that was broken is as it was before. */
export function mendFiles(world: World): void {
  for (const path of pathsIn(world, 'state/employees')) {
    const doc = readDoc(world, path);
    if (doc !== null && doc['colour'] === undefined) continue;
    let at: string | null = world.git.refs.get(MAIN) ?? null;
    for (; at !== null; at = world.git.describe(at as never).parent) {
      const text = world.git.read(at as never, path);
      if (text === null || text.startsWith('id: [') || text.includes('colour: blue')) continue;
      commit(world, { [path]: text });
      break;
    }
  }
}

/** Deeds by name, each with how often it comes. */
export const DEEDS: Readonly<Record<string, readonly [often: number, deed: Deed]>> = {
  leave: [30, leave],
  manyLeave: [4, manyLeave],
  stayLonger: [9, stayLonger],
  stayAfterAll: [7, stayAfterAll],
  comeBack: [8, comeBack],
  rename: [3, rename],
  goAway: [5, goAway],
  moveZone: [2, moveZone],
  assign: [3, assign],
  begin: [3, begin],
  hold: [6, hold],
  except: [4, except],
  shield: [3, shield],
  limit: [2, limit],
  freeze: [2, freeze],
  watchOnly: [2, watchOnly],
  swapId: [3, swapId],
  forgetId: [3, forgetId],
  breakFile: [3, breakFile],
  mend: [4, mendFiles],
  byHand: [8, byHand],
  meddle: [1, meddle],
  retouch: [2, retouch],
  rescue: [2, rescue],
  closeBefore: [1, closeBefore],
  renewId: [2, renewId],
  closeNow: [1, closeNow],
  cleanUp: [3, cleanUp],
};
