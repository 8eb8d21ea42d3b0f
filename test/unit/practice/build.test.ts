/** Building the practice company: repository, remote and exports, the same each time. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { openCache } from '../../../reconciler/load/cache.ts';
import { loadCommit } from '../../../reconciler/load/load.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { buildPractice, type Night, nightOf, type Practice } from '../../practice/build.ts';
import { filesAtMain, git, importCommits, importStream } from '../../practice/git.ts';
import { filesOfRoot, NIGHTS_BEFORE } from '../../practice/history.ts';
import type { WorldAccount, WorldAsset } from '../../practice/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'practice-'));
const nights: Night[] = [];
const vpnStamps: string[] = [];
let practice: Practice;

beforeAll(async () => {
  practice = await buildPractice({
    folder: join(folder, 'one'),
    nightly: async (night) => {
      nights.push(night);
      vpnStamps.push(readFileSync(join(night.exports, 'vpn/export.stamp'), 'utf8').trim());
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

function world(system: string): { accounts: WorldAccount[]; assets: WorldAsset[] } {
  return JSON.parse(readFileSync(join(practice.exports, `${system}.json`), 'utf8')) as { accounts: WorldAccount[]; assets: WorldAsset[] };
}

describe('buildPractice', () => {
  it('ends with the files at the root, in the remote and in the clone', () => {
    const files = filesAtMain(practice.remote);

    expect(files).toEqual(filesOfRoot());
    expect(git(practice.root, ['status', '--porcelain'])).toBe('');
    expect(git(practice.root, ['rev-parse', 'HEAD'])).toBe(git(practice.remote, ['rev-parse', 'main']));
  });

  it('is valid at every commit, and on the branch that is open', async () => {
    const cache = await openCache({ read: async () => null, write: async () => {} });
    const objects = openObjects(practice.remote);
    const commits = git(practice.remote, ['rev-list', '--first-parent', 'main']).trim().split('\n');
    const problems: string[] = [];

    for (const commit of [...commits, git(practice.remote, ['rev-parse', 'extend/x-2002']).trim()]) {
      const { diagnostics } = await loadCommit(objects, commit as CommitId, { cache });
      problems.push(...diagnostics.map((one) => `${commit} ${one.file}:${one.line} ${one.message}`));
    }
    await objects.close();

    expect(commits.length).toBeGreaterThan(40);
    expect(problems).toEqual([]);
  });

  it('makes the same commits each time', async () => {
    const again = await buildPractice({ folder: join(folder, 'two'), nightly: async () => {} });

    expect(git(again.remote, ['rev-parse', 'main', 'extend/x-2002'])).toBe(git(practice.remote, ['rev-parse', 'main', 'extend/x-2002']));
  });

  it('calls for each night once, in order, at 02:00 in Stockholm, quietly', () => {
    expect(nights.map((night) => night.at)).toEqual(NIGHTS_BEFORE.map(nightOf));
    expect(nights.map((night) => night.at).slice(0, 1)).toEqual(['2026-09-28T00:00:00Z']);
    expect(nights.at(-1)?.at).toBe('2027-01-03T01:00:00Z');
    expect(nights.every((night) => night.quiet)).toBe(true);
  });

  it('writes a history that reads as a story, by invented people', () => {
    const log = git(practice.root, ['log', '--format=%ad %an <%ae> %s', '--date=iso', '--', 'state/employees/e-1001.yaml']);
    const addresses = git(practice.root, ['log', '--format=%ae%n%ce']).trim().split('\n');

    expect(log).toBe(
      [
        '2027-01-03 14:05:00 +0100 Harriet Hypotes <harriet.hypotes@latsas.example> e-1001: last day 2026-12-31, found in the year-end check',
        '2026-11-05 08:45:00 +0100 Lina Ledsam <lina.ledsam@latsas.example> e-1001: from one client to the next',
        '2026-09-27 19:30:00 +0200 Ingvar Inbillning <ingvar.inbillning@latsas.example> Låtsas Gruppen in files: people, devices, leases, rules',
        '',
      ].join('\n'),
    );
    expect(addresses.filter((one) => !one.endsWith('@latsas.example'))).toEqual([]);
  });

  it('leaves one branch open that moves the last day of x-2002, and the default branch as it was', () => {
    const open = git(practice.remote, ['show', 'extend/x-2002:state/employees/x-2002.yaml']);
    const merged = git(practice.remote, ['show', 'main:state/employees/x-2002.yaml']);

    expect(parse(open).lastDay).toBe('2027-06-30');
    expect(parse(merged).lastDay).toBe('2027-01-31');
    expect(git(practice.remote, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/extend/x-2002\nrefs/heads/main\n');
  });

  it.each([
    ['ad', 71],
    ['m365', 52],
    ['crm', 40],
  ])('fills %s with %i accounts', (system, count) => {
    expect(world(system).accounts).toHaveLength(count);
  });

  it('fills the inventory with all devices and one that nobody has a file for', () => {
    const { assets } = world('inventory');

    expect(assets).toHaveLength(93);
    expect(assets.find((one) => one.tag === 'LT-0999')?.holder).toBe('bopah');
  });

  it.each([
    ['hr/people.csv', 62],
    ['cards/cards.csv', 8],
    ['vpn/accounts.csv', 31],
  ])('exports %s with %i rows', (file, count) => {
    const lines = readFileSync(join(practice.exports, file), 'latin1').trim().split(/\r?\n/u);

    expect(lines).toHaveLength(count + 1);
  });

  it('has the supplier send an export every fortnight and at the year end, never older than its limit on a night', () => {
    const ages = nights.map((night, index) => (Date.parse(night.at) - Date.parse(vpnStamps[index] ?? '')) / 86_400_000);

    expect(Math.max(...ages)).toBeLessThan(14);
    expect(Math.min(...ages)).toBeGreaterThan(0);
    expect(vpnStamps.at(-1)).toBe('2026-12-23T14:00:00Z');
    expect(readFileSync(join(practice.exports, 'vpn/export.stamp'), 'utf8')).toBe('2027-01-03T14:00:00Z\n');
  });

  it('dates the evening exports to the evening before the next night', () => {
    const [, row = ''] = readFileSync(join(practice.exports, 'hr/people.csv'), 'utf8').split('\n');

    expect(row.endsWith(';2027-01-03T23:00:00Z')).toBe(true);
    expect(statSync(join(practice.exports, 'cards/cards.csv')).mtime.toISOString()).toBe('2027-01-03T23:00:00.000Z');
  });

  it('keeps use fresh for everybody but those meant to be stale', () => {
    const limit = '2026-11-20';
    const seats = ['m365', 'crm'].flatMap((system) => world(system).accounts);

    const stale = seats.filter((one) => one.enabled && one.licences.length > 0 && one.lastUse <= limit).map((one) => one.id);

    expect(stale.toSorted()).toEqual(
      ['crm-1003', 'crm-1018', 'crm-1026', 'crm-1032', 'crm-2004', 'm365-1003', 'm365-1013', 'm365-4001', 'm365-4002'].toSorted(),
    );
  });
});

describe('buildPractice in a folder that holds something else', () => {
  it('leaves it alone', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'letter.txt'), 'mine');

    const building = buildPractice({ folder: other, nightly: async () => {} });

    await expect(building).rejects.toThrow(/holds something else than a practice company/u);
    expect(readFileSync(join(other, 'letter.txt'), 'utf8')).toBe('mine');
  });
});

describe('buildPractice with a nightly that opens pull requests', () => {
  it('merges them in the morning, the one it expects with the story told for it, and tells of others', async () => {
    const lines: string[] = [];
    const by = { name: 'lastday', email: 'lastday@latsas.example', seconds: 1_790_726_400, zone: '+0000' };
    const device = 'state/devices/LT-0011.yaml';

    const built = await buildPractice({
      folder: join(folder, 'three'),
      until: nightOf('2026-09-30'),
      report: (line) => lines.push(line),
      nightly: async ({ root, at }) => {
        if (at !== nightOf('2026-09-30')) return;
        const text = readFileSync(join(root, device), 'utf8').replace('status: in-use\nholder: e-1011', 'status: awaited\nholder: null');
        for (const [ref, path] of [
          ['release/e-1011-2026-09-30', device],
          ['ids/ad', 'NOTE.md'],
        ] as const) {
          const files = new Map([[path, path === device ? text : 'x\n']]);
          importCommits(
            `${root}.git`,
            importStream({ ref: `refs/heads/lastday/${ref}`, from: 'refs/heads/main', by, message: 'x\n', files }),
          );
        }
      },
    });

    const parents = git(built.remote, ['log', '-2', '--format=%s %p', '--first-parent', 'main', '--', device, 'NOTE.md'])
      .trim()
      .split('\n');
    expect(lines).toEqual(['2026-09-30: merged lastday/ids/ad, which the story does not know']);
    expect(parents[0]).toMatch(/^Merge lastday\//u);
    expect(git(built.remote, ['show', `main:${device}`])).toContain('status: awaited');
    expect(git(built.remote, ['branch', '--list', '--no-merged', 'main', 'lastday/*'])).toBe('');
  });
});
