/** A small world for tests of proposals: files, a forge, and a release of one laptop. */
import { createHash } from 'node:crypto';
import { resolvePolicy } from '../../../reconciler/defaults.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Diagnostic } from '../../../reconciler/model/diagnostic.ts';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { AUTHOR, type ProposeRequest, propose } from '../../../reconciler/record/propose.ts';
import type { Organisation } from '../../../schemas/organisation.ts';
import type { AssetTag, CommitId, Day, Digest, EmployeeId, Instant } from '../../../schemas/primitives.ts';
import { type FakeForge, fakeForge } from '../../fakes/forge.ts';
import { type MemoryGit, memoryGit } from '../../fakes/memory-git.ts';

/** SHA-256 in hex. */
export const hash = (text: string): Digest => createHash('sha256').update(text).digest('hex') as Digest;

/** The instant of the first run. */
export const NOW = '2027-01-04T01:00:00Z' as Instant;

/** A device's file. */
export function deviceFile(tag: string, more = ''): string {
  return `# yaml-language-server: $schema=../../schemas/json/device.schema.json\nid: ${tag}\ntype: laptop\nstatus: in-use\nholder: e-0001\nownership: owned\n${more}`;
}

const organisation: Organisation = {
  name: 'Exempelgruppen',
  timeZone: 'Europe/Stockholm' as Organisation['timeZone'],
  locale: 'en',
  companies: [],
  units: [],
  desks: { it: { name: 'IT', team: 'exempel/it' } } as unknown as NonNullable<Organisation['desks']>,
};

/** Files as values: only what proposing looks at. */
export function desiredWith(policies: Parameters<typeof resolvePolicy>[0] = {}): Desired {
  const none = { employees: new Map(), devices: new Map(), offboardings: new Map(), broken: new Map() };
  return { organisation, policy: resolvePolicy(policies), ...none } as unknown as Desired;
}

/** A release of one device by one person. */
export function release(person = 'e-0001', tag = 'LT-0001', more: Partial<Proposal> = {}): Proposal {
  const because = { rule: 'device-day', file: `state/offboardings/${person}.yaml`, pointer: `/devices/${tag}`, line: 7 };
  return {
    key: `release/${person}-2026-12-31`,
    purpose: 'release',
    person: person as EmployeeId,
    system: null,
    day: '2026-12-31' as Day,
    urgent: false,
    silent: false,
    files: [
      {
        file: `state/devices/${tag}.yaml`,
        edits: [
          { op: 'setScalar', path: ['status'], value: 'awaited' },
          { op: 'setScalar', path: ['holder'], value: null },
          { op: 'setKey', path: [], key: 'awaitedFrom', value: person },
        ],
      },
    ],
    lines: [
      {
        tag: tag as AssetTag,
        text: 'release-awaited',
        values: { device: tag, type: 'laptop', from: person, since: '2026-12-31' },
        remarks: [],
        because,
      },
    ],
    checklist: [
      {
        tag: tag as AssetTag,
        items: [
          { text: 'return', done: false },
          { text: 'wipe', done: false },
        ],
      },
    ],
    because,
    ...more,
  };
}

/** A repository with devices LT-0001 to LT-0020, its forge, and a way to run proposals. */
export interface World {
  readonly git: MemoryGit;
  readonly forge: FakeForge;
  now: Instant;
  request(proposals: readonly Proposal[], more?: Partial<ProposeRequest>): ProposeRequest;
  main(): CommitId;
  head(key: string): CommitId | null;
}

/** A fresh world. */
export function makeWorld(): World {
  const git = memoryGit();
  const files: Record<string, string> = {};
  for (let index = 1; index <= 20; index += 1) {
    const tag = `LT-${String(index).padStart(4, '0')}`;
    files[`state/devices/${tag}.yaml`] = deviceFile(tag);
  }
  files['state/organisation.yaml'] = 'name: Exempelgruppen\n';
  git.commit(files);
  let run = 0;
  const world: World = {
    git,
    forge: fakeForge(git.refs, () => world.now),
    now: NOW,
    request(proposals, more = {}) {
      run += 1;
      return {
        proposals,
        base: world.main(),
        reader: git.reader,
        remote: git.remote,
        forge: world.forge,
        desired: desiredWith(),
        memory: { refused: new Map() },
        check: (): readonly Diagnostic[] => [],
        journalHead: 'a'.repeat(40) as CommitId,
        run: `20270104T01000${run % 10}Z-0000000${run % 10}`,
        plan: 'b'.repeat(64) as Digest,
        now: world.now,
        hash,
        withdrawable: 'all',
        ...more,
      };
    },
    main: () => git.refs.get('refs/heads/main') as CommitId,
    head: (key) => git.refs.get(`refs/heads/lastday/${key}`) ?? null,
  };
  world.forge.onMerge = ({ branch, key }) => {
    const head = git.refs.get(`refs/heads/${branch}`)!;
    const changed = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => `LT-${String(index + 1).padStart(4, '0')}`)
        .map((tag) => [`state/devices/${tag}.yaml`, git.read(head, `state/devices/${tag}.yaml`)] as const)
        .filter(([, text], index) => text !== deviceFile(`LT-${String(index + 1).padStart(4, '0')}`)),
    );
    git.commit(changed, { message: `Merge: ${key}` });
  };
  return world;
}

/** The key of the usual release. */
export const KEY = 'release/e-0001-2026-12-31';
/** Our commits' author, as git shows it. */
export const OURS = `${AUTHOR.name} <${AUTHOR.email}>`;

/** The same release, of one device more. */
export function larger() {
  const [one, two] = [release(), release('e-0001', 'LT-0002')];
  return release('e-0001', 'LT-0001', {
    files: [...one.files, ...two.files],
    lines: [...one.lines, ...two.lines],
    checklist: [...one.checklist, ...two.checklist],
  });
}

/** Outcomes as short texts. */
export async function outcomesOf(...args: Parameters<typeof propose>): Promise<string[]> {
  return (await propose(...args)).map((one) => `${one.key} ${one.outcome}${one.detail === null ? '' : ` (${one.detail})`}`);
}

/** A commit that somebody puts on top of our branch. */
export function writeOn(world: World, author = 'Practice Person <person@latsas.example>'): void {
  world.git.commit(
    { 'state/devices/LT-0001.yaml': deviceFile('LT-0001', 'model: mine\n') },
    { branch: `lastday/${KEY}`, author, message: 'Mine' },
  );
}

/** Our one commit made again, with other files or words. */
export function amend(world: World, files: Record<string, string>, reword: (message: string) => string): void {
  const head = world.head(KEY)!;
  const message = reword(world.git.messageAt(head));
  const text = files['state/devices/LT-0001.yaml'] ?? world.git.read(head, 'state/devices/LT-0001.yaml')!;
  world.git.commit({ 'state/devices/LT-0001.yaml': text }, { branch: `lastday/${KEY}`, author: OURS, message, onto: world.main() });
}
