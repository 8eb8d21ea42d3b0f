/** A year of the practice company, day by day, from the morning of 4 January 2027 on: people come and go, and no device is lost on the way. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMinutes } from '../../reconciler/calendar.ts';
import type { Day } from '../../schemas/primitives.ts';
import { buildPractice, nightOf } from '../practice/build.ts';
import { filesAtMain } from '../practice/git.ts';
import { type Simulated, type Simulation, startSimulation } from '../practice/simulate.ts';
import { eveningBefore, stockholm, writeVpn } from '../practice/world.ts';
import { checkChanges, checkFiles, checkInventory, checkLate, checkLeavers, checkSilence, checkStatuses } from './checks.ts';
import { type Company, openCompany } from './company.ts';
import { handOut, workOnDevices } from './hardware.ts';
import { someoneBegins, someoneComesBack, someoneLeaves, someoneStaysAfterAll, someoneStaysLonger, tickTasksOff } from './people.ts';
import { type Chance, chanceOf } from './random.ts';

const DAYS = 365;
// Another year: `YEAR_SEED=7 npx vitest run test/year`.
const PATIENCE = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'practice-year-'));
const exports = join(folder, 'exports');
afterAll(() => rmSync(folder, { recursive: true }));

/** A day's troubles, by day. */
const troubles: string[] = [];
const seen = {
  pulls: new Map<string, number>(),
  statuses: new Set<string>(),
  ended: 0,
  followed: 0,
  mismatches: 0,
  findings: new Set<string>(),
};
let company: Company;

/** The morning: what has been open long enough is merged; then people work. */
function live(today: Day, chance: Chance, number: number): void {
  for (const [key, pull] of [...company.pulls].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    pull.age += 1;
    if (chance.is(0.5)) company.merge(key);
  }
  const isWorkday = ![0, 6].includes(new Date(`${today}T12:00:00Z`).getUTCDay());
  if (!isWorkday) return;
  workOnDevices(company, today, chance);
  handOut(company, today);
  tickTasksOff(company, today);
  if (chance.is(0.2)) someoneLeaves(company, today, chance);
  if (chance.is(0.04)) someoneStaysLonger(company, today, chance);
  if (chance.is(0.03)) someoneStaysAfterAll(company, today, chance);
  if (chance.is(0.03)) someoneComesBack(company, today, chance);
  if (chance.is(0.12)) someoneBegins(company, exports, { today, number });
}

function note(night: Simulated): void {
  for (const key of night.opened) {
    const purpose = key.split('/')[0] ?? '';
    seen.pulls.set(purpose, (seen.pulls.get(purpose) ?? 0) + 1);
  }
  for (const [, device] of company.all('device')) seen.statuses.add(device.status);
  for (const finding of night.plan.findings) seen.findings.add(finding.code);
  seen.followed += night.plan.changes.filter((change) => change.kind === 'status').length;
  seen.mismatches += night.plan.findings.filter(({ values }) => values['variant'] === 'other-status').length;
  seen.ended += night.plan.changes.filter((change) => change.kind === 'disable').length;
}

async function nightsOf(simulation: Simulation, today: Day, tags: Set<string>): Promise<void> {
  const at = nightOf(today);
  eveningBefore(exports, company.files, at);
  // A pull request that the night does not propose any more is withdrawn.
  const night = await simulation.night({ root: '', exports, at, quiet: true }, company.site);
  const proposed = new Set(night.plan.proposals.map(({ key }) => key));
  for (const key of company.pulls.keys()) if (!proposed.has(key)) company.pulls.delete(key);
  const later = addMinutes(at, 20);
  const second = await simulation.night({ root: '', exports, at: later, quiet: true }, company.site);
  const found = [
    ...checkFiles(company, tags),
    ...checkLeavers(company, night),
    ...checkInventory(company, exports, second),
    ...checkStatuses(company, exports, second),
    ...checkChanges(night),
    ...checkLate(second),
    ...checkSilence(second),
  ];
  troubles.push(...found.map((text) => `${today} ${text}`));
  note(night);
}

beforeAll(async () => {
  const simulation = startSimulation();
  await buildPractice({ folder, until: nightOf('2027-01-03'), nightly: (night) => simulation.night(night) });
  company = await openCompany(filesAtMain(join(folder, 'people.git')));
  const chance = chanceOf(Number(process.env['YEAR_SEED'] ?? 20_270_104));
  const tags = new Set<string>();
  for (let number = 0, today = '2027-01-04' as Day; number < DAYS; number += 1, today = addDays(today, 1)) {
    if (number % 14 === 0) writeVpn(exports, company.files, stockholm(`${addDays(today, -1)} 15:00`));
    await nightsOf(simulation, today, tags);
    live(today, chance, number);
  }
}, PATIENCE);

describe('every day of the year', () => {
  it('accounts for every device, ends nobody early, and leaves nothing for a second run', () => {
    expect(troubles).toEqual([]);
  });

  it('is a year in which everything happens', () => {
    expect(seen.ended).toBeGreaterThan(30);
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
