/** A year of the practice company, day by day, from the morning of 4 January 2027 on, with the whole product and its real journal: people come and go, no device is lost, and every invariant is asked of every write and every night. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMinutes } from '../../reconciler/calendar.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import type { Day, Instant } from '../../schemas/primitives.ts';
import { buildPractice, nightOf } from '../practice/build.ts';
import { filesAtMain } from '../practice/git.ts';
import { startSimulation } from '../practice/simulate.ts';
import { eveningBefore, stockholm, writeVpn } from '../practice/world.ts';
import { isSilent } from '../simulator/invariants/i7-due.ts';
import { seesForgery, verifies } from '../simulator/invariants/i8-journal.ts';
import { live } from '../simulator/live.ts';
import { SECRETS } from '../simulator/night.ts';
import { sharedCache } from '../simulator/parse-cache.ts';
import { type ProcessSeen, startWatch, type Watch } from '../simulator/seen.ts';
import { checkFiles, checkInventory, checkLate, checkLeavers, checkStatuses } from './checks.ts';
import { DIRECTORIES, giveAbilities, practiceSystems } from './directories.ts';
import { type GitCompany, openGitCompany } from './git-company.ts';
import { handOut, workOnDevices } from './hardware.ts';
import { someoneBegins, someoneComesBack, someoneLeaves, someoneStaysAfterAll, someoneStaysLonger, tickTasksOff } from './people.ts';
import { type Chance, chanceOf } from './random.ts';
import { type BadNight, badNight, type Delays, noteDue, noteEnded, spoilable } from './trouble.ts';

// Another year: `YEAR_SEED=7 npx vitest run test/year`; the first weeks of it: `YEAR_DAYS=30`; every good night twice: `YEAR_TWICE=1`.
const DAYS = Number(process.env['YEAR_DAYS'] ?? 365);
const PATIENCE = 1_800_000;
const folder = mkdtempSync(join(tmpdir(), 'practice-year-'));
const exports = join(folder, 'exports');
afterAll(() => rmSync(folder, { recursive: true }));

/** A day's troubles, by day. */
const troubles: string[] = [];
const seen = {
  pulls: new Map<string, number>(),
  statuses: new Set<string>(),
  written: new Map<string, number>(),
  followed: 0,
  mismatches: 0,
  findings: new Set<string>(),
};
let company: GitCompany;
let watch: Watch;
let systems: ReturnType<typeof spoilable>;
const figures = { nights: 0, bad: 0, twice: 0, faults: 0, crashes: 0, seconds: 0 };
const delays: Delays = { since: new Map(), worst: 0, ended: 0 };

/** Names, addresses and sign-in names of everybody in the files: nothing may print them. */
function learnSecrets(): void {
  for (const [, { person, accounts }] of company.all('employee')) {
    if (person !== 'withheld') watch.secrets.add(person.name);
    if (person !== 'withheld' && person.email !== undefined) watch.secrets.add(person.email);
    for (const line of accounts ?? []) if (line.login !== undefined) watch.secrets.add(line.login);
  }
}

/** The morning: what has been open long enough is merged; then people work. */
async function work(today: Day, chance: Chance, number: number): Promise<void> {
  for (const key of company.pulls()) if (chance.is(0.5)) await company.merge(key, stockholm(`${today} 09:00`));
  const isWorkday = ![0, 6].includes(new Date(`${today}T12:00:00Z`).getUTCDay());
  if (isWorkday) {
    workOnDevices(company, today, chance);
    handOut(company, today);
    tickTasksOff(company, today);
    if (chance.is(0.2)) someoneLeaves(company, today, chance);
    if (chance.is(0.04)) someoneStaysLonger(company, today, chance);
    if (chance.is(0.03)) someoneStaysAfterAll(company, today, chance);
    if (chance.is(0.03)) someoneComesBack(company, today, chance);
    if (chance.is(0.12)) someoneBegins(company, exports, { today, number });
  }
  company.commit(stockholm(`${today} 16:00`));
}

function note({ ended, writes }: ProcessSeen, plan: Plan): void {
  for (const { key, outcome } of ended.view?.pulls ?? []) {
    const purpose = key.split('/')[0] ?? '';
    if (outcome === 'opened') seen.pulls.set(purpose, (seen.pulls.get(purpose) ?? 0) + 1);
  }
  for (const [, device] of company.all('device')) seen.statuses.add(device.status);
  for (const finding of plan.findings) seen.findings.add(finding.code);
  for (const { write } of writes) seen.written.set(write.kind, (seen.written.get(write.kind) ?? 0) + 1);
  seen.followed += plan.changes.filter((change) => change.kind === 'status').length;
  seen.mismatches += plan.findings.filter(({ values }) => values['variant'] === 'other-status').length;
}

const QUIET: BadNight = { around: { trouble: () => null, before: () => {} }, spoilt: null };

function run(at: Instant, chance: Chance, { around, spoilt } = QUIET): Promise<ProcessSeen> {
  systems.bad = spoilt;
  return live(watch, systems, { at, around, chance, exports, isAlone: true, undo: null });
}

function planOf({ ended }: ProcessSeen): Plan {
  if (ended.view === null) throw new Error(`a night did not end: ${ended.printed}`);
  return ended.view.plan;
}

/** A night around which something goes wrong: every invariant is asked, and the files are still in order. What the night could not do is for the next. */
async function liveBadNight(at: Instant, bad: BadNight, about: { readonly tags: Set<string>; readonly chance: Chance }): Promise<string[]> {
  const night = await run(at, about.chance, bad);
  figures.bad += 1;
  figures.faults += night.process.faults + (bad.spoilt === null ? 0 : 1);
  figures.crashes += night.ended.state === 'crashed' ? 1 : 0;
  if (night.ended.view !== null) note(night, night.ended.view.plan);
  return checkFiles(company, about.tags);
}

/** A night; of two in five, the same night again twenty minutes later. */
async function liveGoodNight(at: Instant, { tags, chance }: { readonly tags: Set<string>; readonly chance: Chance }): Promise<string[]> {
  const night = await run(at, chance);
  const isTwice = figures.nights % 5 < 2 || process.env['YEAR_TWICE'] !== undefined;
  const second = isTwice ? await run(addMinutes(at, 20), chance) : night;
  note(night, planOf(night));
  figures.twice += isTwice ? 1 : 0;
  if (!isTwice) return [...checkFiles(company, tags), ...checkLeavers(company, planOf(night)), ...checkLate(planOf(night))];
  return [
    ...checkFiles(company, tags),
    ...checkLeavers(company, planOf(night)),
    ...checkInventory(company, exports, planOf(second)),
    ...checkStatuses(company, exports, planOf(second)),
    ...checkLate(planOf(second)),
    ...isSilent(second, night),
  ];
}

async function nightsOf(
  today: Day,
  about: { readonly tags: Set<string>; readonly chance: Chance; readonly trouble: Chance },
): Promise<void> {
  const at = nightOf(today);
  eveningBefore(exports, company.files, at);
  giveAbilities(exports);
  learnSecrets();
  const when = { night: figures.nights, at: Date.parse(at) };
  noteDue(delays, watch, when);
  const bad = badNight(about.trouble);
  const found = bad === null ? await liveGoodNight(at, about) : await liveBadNight(at, bad, about);
  noteEnded(delays, watch, when);
  figures.nights += 1;
  troubles.push(...[...watch.troubles.splice(0), ...found].map((text) => `${today} ${text}`));
  watch.processes.length = 0;
}

beforeAll(async () => {
  const simulation = startSimulation();
  await buildPractice({ folder, until: nightOf('2027-01-03'), nightly: (night) => simulation.night(night) });
  const files = filesAtMain(join(folder, 'people.git'));
  const ad = 'policies/systems/ad.yaml';
  company = openGitCompany(new Map([...files, [ad, `${files.get(ad) ?? ''}endDay: keep\n`]]));
  systems = spoilable(practiceSystems(exports));
  const truth: Watch['truth'] = (system, id) => systems.all(system).get(id) ?? null;
  watch = startWatch({ git: company.git, cache: sharedCache(), truth, systems: () => DIRECTORIES });
  watch.secrets.add(SECRETS.credential).add(SECRETS.capture.toString('utf8')).add(SECRETS.capture.toString('base64'));
  const chance = chanceOf(Number(process.env['YEAR_SEED'] ?? 20_270_104));
  const trouble = chanceOf(Number(process.env['YEAR_SEED'] ?? 20_270_104) + 1);
  const tags = new Set<string>();
  const started = performance.now();
  for (let number = 0, today = '2027-01-04' as Day; number < DAYS; number += 1, today = addDays(today, 1)) {
    if (number % 14 === 0) writeVpn(exports, company.files, stockholm(`${addDays(today, -1)} 15:00`));
    await nightsOf(today, { tags, chance, trouble });
    await work(today, chance, number);
  }
  figures.seconds = (performance.now() - started) / 1000;
  const changes = [...seen.written.values()].reduce((sum, one) => sum + one, 0);
  console.log(
    JSON.stringify({ ...figures, changes, ended: delays.ended, worstDelayInNights: delays.worst, cpu: process.cpuUsage().user / 1e6 }),
  );
}, PATIENCE);

describe('every day of the year', () => {
  it('keeps every invariant, accounts for every device, and leaves nothing for a second run', () => {
    expect(troubles).toEqual([]);
  });

  it('has a journal that `audit verify` believes, and one that it does not believe when a record is changed', async () => {
    expect(await verifies(watch)).toEqual([]);
    expect(await seesForgery(watch)).toEqual([]);
  });

  it('is a year in which everything happens', () => {
    expect([...seen.written.keys()].toSorted()).toEqual(
      expect.arrayContaining([
        'check-in',
        'check-out',
        'disable',
        'end-day',
        'groups',
        'licences',
        'mailbox',
        'place',
        'sessions',
        'status',
      ]),
    );
    expect(seen.written.get('disable')).toBeGreaterThan(60);
    expect(seen.followed).toBeGreaterThan(10);
    expect(seen.mismatches).toBe(0);
    expect([...seen.pulls.keys()].toSorted()).toEqual(expect.arrayContaining(['close', 'receive', 'release', 'sale']));
    expect([...seen.statuses].toSorted()).toEqual(
      expect.arrayContaining(['available', 'awaited', 'hold', 'in-use', 'lost', 'received', 'sale-pending', 'sold']),
    );
  });

  it('leaves no leaver of the year with a device in their hands', () => {
    const end = addDays('2027-01-04' as Day, DAYS - 90);
    const left = company.all('employee').filter(([, one]) => one.lastDay !== undefined && one.lastDay < end);
    const ids = new Set(left.map(([, one]) => one.id));
    const held = company.all('device').filter(([, device]) => typeof device.holder === 'string' && ids.has(device.holder));

    expect(held.filter(([, device]) => device.ownership !== 'personal').map(([, { id, status }]) => `${id} ${status}`)).toEqual([]);
  });
});
