/** Evasions that lie in how files are changed, commit by commit: many last days at once, a raised limit beside them, one line that moves everybody. */
import { afterAll, describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { loadCommit } from '../../../reconciler/load/load.ts';
import type { Ground } from '../../../reconciler/run/ground.ts';
import { findMassEdits } from '../../../reconciler/run/mass-edits.ts';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import { type Files, makeRepository } from '../../fakes/repository.ts';

const NOW = '2027-01-04T01:00:00Z' as Instant;
const ORGANISATION =
  'name: Exempel\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel, country: SE, currency: SEK}\nunits: []\n';
const AD = 'kind: practice\nid: ad\nmode: enforce\ntenant: exempel-ad\nholds: [accounts]\nworld: ad.json\n';

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

const repository = makeRepository({ 'state/organisation.yaml': ORGANISATION, 'policies/systems/ad.yaml': AD });
const objects = openObjects(repository.gitDir);
afterAll(() => objects.close());
let last: Files = {};

/** A commit of these files and no others but the organisation and its directory. */
function commitOnly(files: Files): CommitId {
  const gone = Object.fromEntries(Object.keys(last).map((path) => [path, null]));
  last = files;
  return repository.commit({ ...gone, 'state/organisation.yaml': ORGANISATION, ...files }, { push: false });
}

/** Who is held as unapproved after these commits, seen by no run yet, on top of files that a run has seen. */
async function unapproved(before: Files, ...commits: readonly Files[]): Promise<{ readonly count: number; readonly commits: number }> {
  const since = commitOnly(before);
  let head = since;
  for (const files of commits) {
    head = repository.commit(files, { push: false });
    last = { ...last, ...files };
  }
  const [now, then] = [await loadCommit(objects, head, {}), await loadCommit(objects, since, {})];
  const ground = { objects, cache: null } as unknown as Ground;
  const found = await findMassEdits(ground, { head, desired: now.desired!, earlier: then.desired, since, asOf: NOW });
  return { count: found.size, commits: new Set(found.values()).size };
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
