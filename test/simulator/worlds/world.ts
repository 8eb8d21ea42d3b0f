/** A company out of a seed: files in a repository in memory, directories with accounts, and the watch over both. */
import { stringify } from 'yaml';
import type { ParseCache } from '../../../reconciler/load/cache.ts';
import type { Account, Reading } from '../../../reconciler/model/observed.ts';
import type { CommitId, Day, Instant } from '../../../schemas/primitives.ts';
import { type MemoryGit, memoryGit } from '../../fakes/memory-git.ts';
import { FakeSystem } from '../../fakes/system.ts';
import { type Chance, chanceFor } from '../chance.ts';
import { SECRETS } from '../night.ts';
import { sharedCache } from '../parse-cache.ts';
import { MAIN } from '../ports.ts';
import { startWatch, type Watch } from '../seen.ts';
import type { Systems } from '../watched.ts';

/** A document as people edit it. */
export type Doc = Record<string, unknown>;

/** What people and the reconciler live in. */
export interface World {
  readonly seed: number;
  readonly git: MemoryGit;
  readonly systems: ReadonlyMap<string, FakeSystem>;
  readonly watch: Watch;
  readonly doors: Systems;
  /** The first day. */
  readonly begun: Day;
  readonly zone: string;
  /** How many people there were on the first day. */
  readonly people: number;
  /** Systems whose readings are spoilt tonight. */
  readonly spoilt: Set<string>;
  /** Somebody whose account was changed by hand after a run wrote it: whom an undo may be about. */
  regretted: { readonly of: string; readonly person: string } | null;
  /** Sign-ins turned on by hand. */
  readonly opened: Set<string>;
  /** Milliseconds of now, for commits by people. */
  now: number;
  /** Numbers for new people, accounts, files. */
  next: number;
}

const ZONES = ['Europe/Stockholm', 'Europe/Copenhagen', 'UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland'] as const;
const BEGINNINGS = ['2027-01-04', '2027-02-22', '2027-03-22', '2027-06-28', '2027-10-25', '2027-12-20', '2028-02-21'] as const;

/** Parsed once over all worlds of this process. */
const cache: ParseCache = sharedCache();

/** Sizes of companies: mostly small, now and then one of hundreds. */
function sizeOf(chance: Chance): number {
  if (chance.is(0.001)) return chance.between(120, 500);
  if (chance.is(0.03)) return chance.between(20, 60);
  return chance.between(5, 12);
}

/** The file of somebody who begins. */
export function personDoc(number: number, about: { readonly firstDay: string; readonly hasVpn: boolean; readonly chance: Chance }): Doc {
  const { chance, hasVpn, firstDay } = about;
  const login = `canlogin${number}`;
  const accounts: Doc[] = [
    { system: 'ad', id: `ad-${number}`, login, grants: ['staff', ...(chance.is(0.5) ? ['sales'] : [])] },
    { system: 'mail', id: `mail-${number}`, login, licences: ['SEAT'] },
  ];
  if (hasVpn) accounts.push({ system: 'vpn', id: `vpn-${number}`, login });
  // Now and then somebody is known to one directory alone: limits count people over all of them.
  if (chance.is(0.3)) accounts.splice(chance.between(0, 1), 1);
  return {
    id: `e-${number}`,
    person: { name: `Canaria${number} Påhittsson`, email: `canmail${number}@exempel.example` },
    kind: 'employee',
    unit: 'office',
    firstDay,
    ...(chance.is(0.15) ? { timeZone: chance.pick(ZONES) ?? 'UTC' } : {}),
    accounts,
  };
}

/** A device in somebody's hands: the company's, their own, or of a third party. */
function deviceDoc(number: number, chance: Chance): Doc {
  const ownership = chance.pick(['owned', 'owned', 'personal', 'third-party']) ?? 'owned';
  const whose = ownership === 'third-party' ? { owner: 'kund-ett' } : ownership === 'owned' ? { company: 'se' } : {};
  return { id: `LT-${number}`, type: 'laptop', status: 'in-use', holder: `e-${number}`, ownership, ...whose };
}

/** The account of a line, as the service desk makes it. */
export function giveAccount(world: Pick<World, 'systems'>, line: Doc): void {
  const system = world.systems.get(String(line['system']));
  const id = String(line['id']);
  if (system === undefined || system.accounts.has(id)) return;
  const licences = (line['licences'] as string[] | undefined) ?? [];
  const groups = [...((line['grants'] as string[] | undefined) ?? []), ...(id.endsWith('3') ? ['undeclared'] : [])];
  system.put({
    id,
    login: String(line['login']),
    enabled: true,
    groups,
    licences,
    sessions: 2,
    roles: id.endsWith('7') ? ['Admins'] : [],
    lastUse: '2026-12-01',
  });
  system.edit(id, system.system === 'ad' ? { endDay: null, place: 'OU=Staff' } : { replyUntil: null });
}

function systemDocs(chance: Chance, hasVpn: boolean): Readonly<Record<string, Doc>> {
  const practice = (id: string, more: Doc): Doc => ({
    id,
    kind: 'practice',
    mode: 'enforce',
    tenant: `sim-${id}`,
    holds: ['accounts'],
    desk: 'it',
    world: `${id}.json`,
    ...more,
  });
  const csv: Doc = {
    id: 'vpn',
    kind: 'csv',
    mode: 'enforce',
    tenant: 'sim-vpn',
    holds: ['accounts'],
    desk: 'it',
    tables: [
      { holds: 'accounts', file: 'vpn.csv', columns: { id: 'id', login: 'login', enabled: 'on' }, freshness: { column: 'exported' } },
    ],
  };
  return {
    'policies/systems/ad.yaml': practice('ad', {
      identityProvider: true,
      ...(chance.is(0.6) ? { endDay: 'keep' } : {}),
      ...(chance.is(0.1) ? { authoritative: ['grants'] } : {}),
    }),
    'policies/systems/mail.yaml': practice('mail', {}),
    ...(hasVpn ? { 'policies/systems/vpn.yaml': csv } : {}),
  };
}

/** Limits: those of the rules for most, tight ones for others, so that small companies meet them too. */
export function limitsDoc(chance: Chance): Doc {
  if (chance.is(0.5)) return { surprise: { count: 3, percent: 1 } };
  const week = chance.between(1, 3);
  return {
    fresh: { count: chance.between(1, 4), percent: 5 },
    surprise: { count: chance.between(0, 2), percent: 1, week, month: week * 2 },
  };
}

function policyDocs(chance: Chance, zone: string): Readonly<Record<string, Doc>> {
  const cutOff = chance.pick(['24:00', '24:00', '18:00', '12:00']) ?? '24:00';
  const ladder = chance.is(0.4)
    ? { groups: 'P2D', licences: 'P4D', deletionDue: 'P90D' }
    : { groups: 'P7D', licences: 'P14D', deletionDue: 'P90D' };
  return {
    'state/organisation.yaml': {
      name: 'Påhittade Bolaget',
      timeZone: zone,
      locale: 'en',
      companies: [{ id: 'se', name: 'Påhittade Bolaget AB', country: 'SE', currency: 'SEK' }],
      units: [{ id: 'office', name: 'Kontoret', company: 'se' }],
      desks: { it: { name: 'IT' }, hr: { name: 'HR' } },
    },
    'policies/guardrails.yaml': {
      limits: limitsDoc(chance),
      protected: [{ system: 'ad', id: 'ad-9001' }],
      shared: [{ system: 'mail', login: 'caninfo', owner: 'e-1' }],
      ...(chance.is(0.2) ? { administrators: [{ system: 'ad', role: 'Admins' }] } : {}),
    },
    'policies/access.yaml': { cutOff, ladder },
    'policies/devices.yaml': {
      defaults: [
        { ownership: ['third-party'], disposition: 'return-to-owner' },
        { ownership: ['personal'], disposition: 'keep' },
        { ownership: ['owned', 'leased'], disposition: 'release' },
      ],
    },
  };
}

function makeSystems(hasVpn: boolean): ReadonlyMap<string, FakeSystem> {
  const ad = new FakeSystem({ system: 'ad', tenant: 'sim-ad', accounts: [{ id: 'ad-9001', login: 'canbreakglass', roles: ['Admins'] }] });
  const mail = new FakeSystem({ system: 'mail', tenant: 'sim-mail', accounts: [{ id: 'mail-9001', login: 'caninfo' }] });
  const all = [ad, mail, ...(hasVpn ? [new FakeSystem({ system: 'vpn', tenant: 'sim-vpn', provides: ['existence', 'status'] })] : [])];
  return new Map(all.map((one) => [one.system as string, one]));
}

const ABILITIES: Readonly<Record<string, NonNullable<Reading['abilities']>>> = {
  ad: {
    writes: ['disable', 'enable', 'sessions', 'groups', 'licences', 'end-day', 'place'],
    disabled: 'disabled',
    leaversPlace: 'OU=Left',
  },
  mail: { writes: ['disable', 'enable', 'sessions', 'groups', 'licences', 'mailbox'], disabled: 'disabled', leaversPlace: null },
};

function doorsOf(systems: ReadonlyMap<string, FakeSystem>, spoilt: ReadonlySet<string>): Systems {
  const of = (id: string): FakeSystem => {
    const found = systems.get(id);
    if (found === undefined) throw new Error(`there is no system ${id}`);
    return found;
  };
  return {
    reader(system) {
      const fake = of(system.id);
      const abilities = ABILITIES[system.id];
      return Promise.resolve({
        system: system.id,
        read: async (at) => ({ ...(await fake.read(at)), ...(abilities === undefined ? {} : { abilities }) }),
        readAccount: (id) => fake.readAccount(id),
        readAsset: (id) => fake.readAsset(id),
      });
    },
    writer: (system) => Promise.resolve(system.kind === 'csv' ? null : of(system.id)),
    all: (system) => systems.get(system)?.accounts ?? new Map<string, Account>(),
    isSpoilt: (system) => spoilt.has(system),
  };
}

/** The text of a document. */
export function textOf(doc: Doc): string {
  return stringify(doc, { lineWidth: 0 });
}

/** The company of a seed on the evening before its first night. */
export function makeWorld(seed: number): World {
  const chance = chanceFor(seed, 'world');
  const people = sizeOf(chance);
  const hasVpn = chance.is(0.3);
  const zone = chance.pick(ZONES) ?? 'UTC';
  const begun = (chance.pick(BEGINNINGS) ?? '2027-01-04') as Day;
  const git = memoryGit();
  const systems = makeSystems(hasVpn);
  const spoilt = new Set<string>();
  const truth: Watch['truth'] = (system, id) => systems.get(system)?.accounts.get(id) ?? null;
  const watch = startWatch({ git, cache, truth, systems: () => [...systems.keys()] });
  const now = Date.parse(`${begun}T00:00:00Z`) - 12 * 3_600_000;
  const world: World = {
    seed,
    git,
    systems,
    watch,
    doors: doorsOf(systems, spoilt),
    begun,
    zone,
    people,
    spoilt,
    opened: new Set(),
    regretted: null,
    now,
    next: people + 1,
  };
  const docs: Record<string, Doc> = { ...policyDocs(chance, zone), ...systemDocs(chance, hasVpn) };
  for (let number = 1; number <= people; number += 1) {
    const doc = personDoc(number, { firstDay: '2024-01-01', hasVpn, chance });
    docs[`state/employees/e-${number}.yaml`] = doc;
    for (const line of doc['accounts'] as Doc[]) giveAccount(world, line);
    keepSecret(world, number);
    if (chance.is(0.25)) docs[`state/devices/LT-${number}.yaml`] = deviceDoc(number, chance);
  }
  for (const word of [SECRETS.credential, SECRETS.capture.toString('utf8'), SECRETS.capture.toString('base64'), 'canbreakglass'])
    watch.secrets.add(word);
  commit(world, Object.fromEntries(Object.entries(docs).map(([path, doc]) => [path, textOf(doc)])));
  return world;
}

/** Nothing may print what is personal of somebody. */
export function keepSecret(world: World, number: number): void {
  for (const word of [`Canaria${number}`, `canmail${number}@exempel.example`, `canlogin${number}`]) world.watch.secrets.add(word);
}

/** A change of files that somebody merges. */
export function commit(world: World, files: Readonly<Record<string, string | null>>): void {
  const at = `${new Date(world.now).toISOString().slice(0, 19)}Z` as Instant;
  world.git.commit(files, { at, author: 'Harriet Hypotes <harriet@exempel.example>' });
}

/** Where the default branch stands. */
export function headOf({ git }: World): CommitId {
  const head = git.refs.get(MAIN);
  if (head === undefined) throw new Error('the world has no default branch');
  return head;
}
