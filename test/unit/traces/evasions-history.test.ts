/** Evasions that lie in how files are changed, commit by commit: many last days at once, a raised limit beside them, one line that moves everybody. */
import { describe, expect, it } from 'vitest';
import { loadCommit } from '../../../reconciler/load/load.ts';
import type { Ground } from '../../../reconciler/run/ground.ts';
import { findLoosenings } from '../../../reconciler/run/loosenings.ts';
import { findMassEdits } from '../../../reconciler/run/mass-edits.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { memoryGit } from '../../fakes/memory-git.ts';

type Files = Readonly<Record<string, string | null>>;

const NOW = '2027-01-04T01:00:00Z' as Instant;
const ORGANISATION =
  'name: Exempel\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel, country: SE, currency: SEK}\nunits: []\n';
const AD = 'kind: practice\nid: ad\nmode: enforce\ntenant: exempel-ad\nholds: [accounts]\nworld: ad.json\n';
const M365 = AD.replaceAll('ad', 'm365');

/** So many files of people who are here, leave on a day, or hold no account at all. */
function people(count: number, lines = '', prefix = 'e'): Files {
  const accounts = (id: string) => (prefix === 'c' ? '' : `accounts:\n  - {system: ad, id: ad-${id}}\n`);
  const ids = Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`);
  const text = (id: string) => `id: ${id}\nperson: withheld\nkind: employee\nfirstDay: 2020-01-01\n${lines}${accounts(id)}`;
  return Object.fromEntries(ids.map((id) => [`state/employees/${id}.yaml`, text(id)]));
}

const leaving = (count: number, day = '2027-03-31') => people(count, `lastDay: ${day}\n`);
const limit = (count: number) => ({ 'policies/guardrails.yaml': `limits: {massEdit: {count: ${count}, percent: 100}}\n` });
const access = (cutOff: string) => ({ 'policies/access.yaml': `cutOff: "${cutOff}"\n` });

/** Commits in memory: the first is what a run has seen, the others came since. */
async function history(commits: readonly Files[], author?: string) {
  const git = memoryGit();
  const [first = {}, ...others] = commits;
  const since = git.commit({
    'state/organisation.yaml': ORGANISATION,
    'policies/systems/ad.yaml': AD,
    'policies/systems/m365.yaml': M365,
    ...first,
  });
  const head = others.reduce((_, files) => git.commit(files, author === undefined ? {} : { author }), since);
  const { desired } = await loadCommit(git.reader, head, {});
  const { desired: earlier } = await loadCommit(git.reader, since, {});
  return { ground: { objects: git.reader, cache: null } as unknown as Ground, head, desired: desired!, earlier, since };
}

/** How many are held as unapproved after these commits, on top of files that a run has seen, and by how many commits. */
async function unapproved(...commits: readonly Files[]): Promise<{ readonly count: number; readonly commits: number }> {
  const { ground, ...about } = await history(commits);
  const found = await findMassEdits(ground, { ...about, asOf: NOW });
  return { count: found.size, commits: new Set(found.values()).size };
}

/** What e-0001 is found to have loosened by this commit of their own. */
async function loosened(before: Files, files: Files, author = 'Maja Exempel <maja@exempel.example>'): Promise<readonly string[]> {
  const { ground, head, desired, since } = await history([before, files], author);
  return (await findLoosenings(ground, { head, desired, since })).map(({ person, what }) => `${person} ${what}`);
}

describe('G9 policy and data in one change', () => {
  it('G9 a limit for mass edits that is raised beside the last days is not the limit that they are asked by', async () => {
    expect(await unapproved(people(60), { ...limit(1000), ...leaving(40) })).toEqual({ count: 40, commits: 1 });
    expect(await unapproved(people(60), limit(1000), leaving(40))).toEqual({ count: 40, commits: 1 });
  });

  it('G9 once a run has seen the higher limit it counts, and a lower one counts at once', async () => {
    expect((await unapproved({ ...people(60), ...limit(1000) }, leaving(40))).count).toBe(0);
    expect((await unapproved(people(60), { ...limit(0), ...leaving(4) })).count).toBe(4);
  });
});

describe('G10 a mass edit', () => {
  it.each([
    [10, 0],
    [11, 11],
  ])('G10 one commit that sets %i last days of sixty people needs a second approver for %i of them', async (count, held) => {
    expect((await unapproved(people(60), leaving(count))).count).toBe(held);
  });

  it('G10 it is one as well when last days are moved earlier, and none when they are moved on or taken out', async () => {
    expect((await unapproved({ ...people(60), ...leaving(20) }, leaving(20, '2027-01-02'))).count).toBe(20);
    expect((await unapproved({ ...people(60), ...leaving(20) }, leaving(20, '2027-06-30'))).count).toBe(0);
    expect((await unapproved({ ...people(60), ...leaving(20) }, people(20))).count).toBe(0);
  });

  it('G10 a plan that ends access before the last day counts like an earlier last day', async () => {
    const plans = Object.keys(people(12)).map((path) => {
      const id = path.slice('state/employees/'.length, -'.yaml'.length);
      return [`state/offboardings/${id}.yaml`, `employee: ${id}\nkind: planned\nspell: 2027-03-31\nends: {access: 2027-01-02}\n`];
    });

    expect((await unapproved({ ...people(60), ...leaving(12) }, Object.fromEntries(plans))).count).toBe(12);
  });

  it('G8 files of people without an account, or of people who left long ago, do not raise what one change may move', async () => {
    expect((await unapproved(people(60), { ...people(360, '', 'c'), ...leaving(20) })).count).toBe(20);
    expect((await unapproved({ ...people(60), ...people(360, '', 'c') }, leaving(20))).count).toBe(20);
    expect((await unapproved({ ...people(60), ...people(360, 'lastDay: 2021-12-31\n', 'x') }, leaving(20))).count).toBe(20);
  });
});

describe('G11 the same mass edit in many commits', () => {
  it('G11 is not counted by its author, as SAFETY has no such rule: no commit of it is a mass edit, and the limits of the classes hold it', async () => {
    const commits = Array.from({ length: 4 }, (_, index) => {
      return Object.fromEntries(Object.entries(leaving(40)).slice(index * 10, index * 10 + 10));
    });

    expect((await unapproved(people(60), ...commits)).count).toBe(0);
  });
});

describe('G18 one line that moves everybody', () => {
  const before = { ...people(60), ...leaving(30), ...access('24:00') };

  it.each<[string, Files]>([
    ['an earlier time of day for all', access('08:00')],
    ['a zone further east for the organisation', { 'state/organisation.yaml': ORGANISATION.replace('Europe/Stockholm', 'Asia/Tokyo') }],
  ])('G18 %s is counted as what it moves, though it is one file', async (_, files) => {
    expect(await unapproved(before, files)).toEqual({ count: 30, commits: 1 });
  });

  it('G18 a later time of day is not', async () => {
    expect((await unapproved({ ...people(60), ...leaving(30), ...access('08:00') }, access('24:00'))).count).toBe(0);
  });
});

const OWN = 'state/employees/e-0001.yaml';
const own = (lines: string) => ({
  [OWN]: `id: e-0001\nperson: {name: Maja Exempel, email: maja@exempel.example}\nkind: employee\nfirstDay: 2020-01-01\n${lines}accounts:\n  - {system: ad, id: ad-1, login: majexe}\n`,
});
const LEAVING = {
  ...people(3),
  ...own('lastDay: 2027-01-31\n'),
  'state/devices/LT-1.yaml': 'id: LT-1\ntype: laptop\nstatus: in-use\nholder: e-0001\nownership: owned\n',
};
const hold = (subject: string, more = '') => ({
  'state/holds/m-1.yaml': `id: m-1\nsubject: {${subject}}\nmatter: M-1\nfrom: 2027-01-01\n${more}`,
});
const exception = (subject: string, until = '2027-02-28') => ({
  'state/exceptions/ex-1.yaml': `id: ex-1\nsubject: {${subject}}\nchange: groups\nreason: handover\nowner: e-0002\nfrom: 2027-01-01\nuntil: ${until}\n`,
});
const guardrails = (list: string) => ({ 'policies/guardrails.yaml': `${list}\n` });
const ME = 'employee: e-0001';
const ACCOUNT = 'account: {system: ad, id: ad-1}';

describe('G13 who leaves lets the machine do less to themselves', () => {
  it.each<[string, Files, Files, string]>([
    ['a hold on oneself', LEAVING, hold(ME), 'hold'],
    ['a hold on the own account', LEAVING, hold(ACCOUNT), 'hold'],
    ['a hold on the device that one has', LEAVING, hold('device: LT-1'), 'hold'],
    ['a hold that was to end, and does no more', { ...LEAVING, ...hold(ME, 'until: 2027-01-15\n') }, hold(ME), 'hold'],
    ['a last day moved on', LEAVING, own('lastDay: 2027-06-30\n'), 'last-day'],
    ['a zone further west', LEAVING, own('lastDay: 2027-01-31\ntimeZone: Pacific/Honolulu\n'), 'last-day'],
    [
      'a zone further west for the organisation',
      LEAVING,
      { 'state/organisation.yaml': ORGANISATION.replace('Europe/Stockholm', 'America/Lima') },
      'last-day',
    ],
    ['a protection', LEAVING, guardrails('protected: [{id: ad-1}]'), 'protected'],
    [
      'a protection by sign-in name, in other letters, in the place of another',
      { ...LEAVING, ...guardrails('protected: [{id: ad-9}]') },
      guardrails('protected: [{login: MAJEXE}]'),
      'protected',
    ],
    ['a protection by role', LEAVING, guardrails('protected: [{role: Sales}]'), 'protected'],
    ['a place among the shared accounts', LEAVING, guardrails('shared: [{system: ad, id: ad-1, owner: e-0002}]'), 'protected'],
    ['a place among the accounts of services', LEAVING, guardrails('service: [{system: ad, id: ad-1, owner: e-0002}]'), 'protected'],
    ['a place among the guests', LEAVING, guardrails('guest: [{system: ad, id: ad-1, owner: e-0002}]'), 'protected'],
  ])('G13 %s is a finding, loosened-by-subject', async (_, before, files, what) => {
    expect(await loosened(before, files)).toEqual([`e-0001 ${what}`]);
  });

  it.each<[string, Files]>([
    ['an exception for oneself', exception(ME)],
    ['an exception for the own account', exception(ACCOUNT)],
  ])('G12 %s is one too', async (_, files) => {
    expect(await loosened(LEAVING, files)).toEqual(['e-0001 exception']);
  });

  it('G12 so is one that is made to last longer', async () => {
    expect(await loosened({ ...LEAVING, ...exception(ME) }, exception(ME, '2027-05-31'))).toEqual(['e-0001 exception']);
  });

  it.each<[string, Files, Files]>([
    ['a hold on somebody else', LEAVING, hold('employee: e-0002')],
    ['a hold that ends earlier', { ...LEAVING, ...hold(ME) }, hold(ME, 'until: 2027-01-15\n')],
    ['a hold on an account of that id elsewhere', LEAVING, hold('account: {system: m365, id: ad-1}')],
    ['a service account that they answer for', LEAVING, guardrails('service: [{system: ad, id: svc-1, owner: e-0001}]')],
    ['a protection of that id elsewhere', LEAVING, guardrails('protected: [{system: m365, id: ad-1}]')],
    ['a list that is shorter', { ...LEAVING, ...guardrails('protected: [{id: ad-1}, {id: ad-2}]') }, guardrails('protected: [{id: ad-1}]')],
    ['a hold on a device that nobody has', LEAVING, hold('device: LT-9')],
  ])('G13 %s is none', async (_, before, files) => {
    expect(await loosened(before, files)).toEqual([]);
  });

  it('G14 under another address it is not seen: who wrote a commit is a sign, not a proof', async () => {
    expect(await loosened(LEAVING, hold(ME), 'Maja <maja@privat.example>')).toEqual([]);
  });
});
