/** The practice company with a Request Tracker as its inventory: a dozen of its devices, nights of a month, merges, and a person at the pages. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportView } from '../../reconciler/report/view.ts';
import { reconcile } from '../../reconciler/run/reconcile.ts';
import type { Instant } from '../../schemas/primitives.ts';
import { type AssetWish, CATALOG, type RequestTracker, SERIAL_FIELD, TAG_FIELD, TENANT } from '../counterparts/rt.ts';
import { testContext } from '../fakes/process-world.ts';
import { type Files, git, makeRepository, type TestRepository } from '../fakes/repository.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The devices that are in the inventory: tag to the person who has it there, '' for nobody. */
export type Stock = Readonly<Record<string, string>>;

/** A company and its inventory. */
export interface RtCompany {
  readonly repository: TestRepository;
  /** Asset numbers by tag. */
  readonly ids: ReadonlyMap<string, string>;
  /** Runs the nightly as if it were then. */
  night(on: string): Promise<ReportView>;
  /** Commits changes of device files, each given its text and returning the new one. */
  edit(at: string, devices: Readonly<Record<string, (text: string) => string>>): void;
  /** Merges every open pull request of these purposes, as a person at the forge does; the branches merged. */
  merge(at: string, ...purposes: readonly string[]): readonly string[];
  /** A device's file on the default branch. */
  fileOf(tag: string): string;
  /** Who has it in the inventory ('' for nobody, several with a plus), and its status there. */
  seen(tag: string): Promise<{ readonly holder: string; readonly status: string }>;
  /** A person changes the record at the pages. */
  byHand(tag: string, edit: Readonly<Record<string, unknown>>): Promise<void>;
}

/** The sign-in name that a person of the practice company has in the inventory. */
export function loginOf(person: string): string {
  const [login] = /(?<=login: )[^,}]+/u.exec(readFileSync(join(ROOT, 'state/employees', `${person}.yaml`), 'utf8')) ?? [];
  if (login === undefined) throw new Error(`${person} has no sign-in name`);
  return login;
}

function inventoryFile(address: string): string {
  return `kind: rt
id: inventory
mode: enforce
tenant: ${TENANT}
holds: [assets]
desk: it
credential: {read: rt-read, write: rt-write}
address: ${address}
catalog: ${CATALOG}
fields: {tag: ${TAG_FIELD}, serial: ${SERIAL_FIELD}}
`;
}

function readFolder(folder: string): [string, string][] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(ROOT.length + 1), readFileSync(path, 'utf8')];
    });
}

function filesWith(ids: ReadonlyMap<string, string>, address: string): Files {
  const files = [...readFolder('state'), ...readFolder('policies')].map(([path, text]): [string, string] => {
    if (path === 'policies/systems/inventory.yaml') return [path, inventoryFile(address)];
    if (path.startsWith('policies/systems/')) return [path, text.replace(/^mode: .*$/mu, 'mode: off')];
    const tag = /^state\/devices\/(?<tag>.+)\.yaml$/u.exec(path)?.groups?.['tag'];
    if (tag === undefined) return [path, text];
    const id = ids.get(tag);
    return [path, text.replace(/^inventory: .*\n/mu, id === undefined ? '' : `inventory: {system: inventory, id: ${id}}\n`)];
  });
  return Object.fromEntries(files);
}

/** A context whose clock began at that instant. */
function contextAt(repository: TestRepository, rt: RequestTracker, on: string): ReturnType<typeof testContext> {
  const exports = join(repository.folder, 'exports');
  mkdirSync(exports, { recursive: true });
  const context = testContext({ folder: repository.root, exports, locale: 'en', captureKey: new Uint8Array(32).fill(7) });
  const begun = performance.now();
  let slept = 0;
  const elapsed = () => performance.now() - begun + slept;
  const clock = {
    now: () => `${new Date(Date.parse(on) + elapsed()).toISOString().slice(0, 19)}Z` as Instant,
    elapsed,
    sleep: async (milliseconds: number) => {
      slept += milliseconds;
    },
  };
  return { ...context, world: { ...context.world, clock, credential: (name) => (name.startsWith('rt-') ? rt.tokens.writer : null) } };
}

/** Puts the stock into the inventory and the company into a repository that asks it at `address`. */
export async function makeRtCompany(rt: RequestTracker, address: string, stock: Stock): Promise<RtCompany> {
  const ids = new Map<string, string>();
  for (const [tag, person] of Object.entries(stock)) {
    const held: Pick<AssetWish, 'holder' | 'status'> =
      person === '' ? { status: 'allocated' } : { status: 'in-use', holder: loginOf(person) };
    const id = await rt.addAsset({ tag, serial: `LATSAS-${tag}`, ...held });
    // Nothing begins as what has left: the files say that these went back to their lessor.
    if (person === '') await rt.editAsset(id, { Status: 'recycled' });
    ids.set(tag, id);
  }
  const repository = makeRepository(filesWith(ids, address), { at: '2026-12-20T08:00:00Z', message: 'Begin' });
  const pathOf = (tag: string) => `state/devices/${tag}.yaml`;
  const asset = (tag: string) => rt.ask('GET', `asset/${ids.get(tag)}`) as Promise<{ HeldBy: { id: string }[]; Status: string }>;
  function update(): void {
    repository.git('fetch', '--quiet', 'origin');
    repository.git('reset', '--quiet', '--hard', 'origin/main');
  }
  const company: RtCompany = {
    repository,
    ids,
    async night(on) {
      const context = contextAt(repository, rt, on);
      const view = await reconcile(context, { on: null, only: null, cache: true, wait: false, dryRun: false });
      if (context.complained() !== '') throw new Error(context.complained());
      return view;
    },
    edit(at, devices) {
      update();
      repository.commit(Object.fromEntries(Object.entries(devices).map(([tag, change]) => [pathOf(tag), change(company.fileOf(tag))])), {
        at,
      });
    },
    merge(at, ...purposes) {
      update();
      const listed = git(repository.remote, [
        'for-each-ref',
        '--format=%(refname:short)',
        ...purposes.map((one) => `refs/heads/lastday/${one}/`),
      ]);
      const branches = listed.split('\n').filter((one) => one !== '');
      const [author, date] = ['Practice Approver', `${Date.parse(at) / 1000} +0000`];
      const by = { GIT_AUTHOR_NAME: author, GIT_COMMITTER_NAME: author, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      const mail = { GIT_AUTHOR_EMAIL: 'approver@latsas.example', GIT_COMMITTER_EMAIL: 'approver@latsas.example' };
      for (const branch of branches)
        git(repository.root, ['merge', '--quiet', '--no-ff', '-m', `Merge ${branch}`, `origin/${branch}`], { ...by, ...mail });
      repository.git('push', '--quiet', 'origin', 'HEAD:main');
      for (const branch of branches) repository.git('push', '--quiet', 'origin', `:${branch}`);
      return branches;
    },
    fileOf: (tag) => git(repository.remote, ['show', `main:${pathOf(tag)}`]),
    async seen(tag) {
      const { HeldBy: held, Status: status } = await asset(tag);
      return { holder: held.map((one) => one.id).join('+'), status };
    },
    byHand: (tag, edit) => rt.editAsset(ids.get(tag) ?? '', edit),
  };
  return company;
}
