/** The practice company's repository in memory, from the evening of 3 January 2027 on: files, open pull requests, and systems in a temporary folder. */
import { createHash } from 'node:crypto';
import { openCache, type ParseCache } from '../../reconciler/load/cache.ts';
import type { Edit, EditValue, Proposal } from '../../reconciler/model/proposal.ts';
import { editYaml } from '../../reconciler/record/edit-yaml.ts';
import { newYaml } from '../../reconciler/record/new-yaml.ts';
import { loadAll, type Site, textsAfter } from '../practice/simulate.ts';
import { type Document, type Kind, parseDocument } from './documents.ts';

/** An open pull request. */
export interface OpenPull {
  readonly proposal: Proposal;
  /** Number of mornings that have seen it. */
  age: number;
}

/** The files, and what people do with them. */
export interface Office {
  readonly files: Map<string, string>;
  /** The document at a path. */
  read<K extends Kind>(kind: K, path: string): Document<K>;
  /** Documents of a kind by path, in the order of paths. */
  all<K extends Kind>(kind: K): readonly (readonly [path: string, doc: Document<K>])[];
  edit(kind: Kind, path: string, edits: readonly Edit[]): void;
  write(kind: Kind, path: string, value: EditValue): void;
}

/** An office with pull requests in memory. */
export interface Company extends Office {
  readonly pulls: Map<string, OpenPull>;
  readonly site: Site;
  /** Merges an open pull request. */
  merge(key: string): void;
}

const FOLDERS: Readonly<Partial<Record<Kind, string>>> = {
  employee: 'state/employees/',
  device: 'state/devices/',
  offboarding: 'state/offboardings/',
};

function idOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Files and the work on them. */
export function openOffice(files: Map<string, string>): Office {
  return {
    files,
    read: (_kind, path) => parseDocument(files.get(path) ?? ''),
    all: (kind) =>
      [...files]
        .filter(([path]) => path.startsWith(FOLDERS[kind] ?? ' '))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, text]) => [path, parseDocument(text)] as const),
    edit(kind, path, edits) {
      const edited = editYaml(files.get(path) ?? '', edits, kind);
      if ('refused' in edited) throw new Error(`${path}: ${edited.refused}`);
      files.set(path, edited.text);
    },
    write: (kind, path, value) => void files.set(path, newYaml(kind, path, value)),
  };
}

/** The company with these files. */
export async function openCompany(first: ReadonlyMap<string, string>): Promise<Company> {
  const files = new Map([...first].filter(([path]) => path.startsWith('state/') || path.startsWith('policies/')));
  const pulls = new Map<string, OpenPull>();
  const cache: ParseCache = await openCache({ read: async () => null, write: async () => {} });
  const office = openOffice(files);
  const site: Site = {
    load: async () => {
      const sources = [...files].map(([path, text]) => ({ path, mode: '100644', id: idOf(text), bytes: Buffer.from(text) }));
      return { desired: loadAll(sources, { cache }), texts: files };
    },
    open(proposal) {
      const before = pulls.get(proposal.key);
      pulls.set(proposal.key, { proposal, age: before?.age ?? 0 });
    },
  };
  return {
    ...office,
    pulls,
    site,
    merge(key) {
      const pull = pulls.get(key);
      if (pull === undefined) throw new Error(`no pull request ${key}`);
      for (const [path, text] of textsAfter(pull.proposal, files)) files.set(path, text);
      pulls.delete(key);
    },
  };
}
