/** Every call that a night makes through its ports, counted from 1: the process can die before one or while it is made, and one or all from there on can fail. */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { World } from '../../reconciler/cli/context.ts';
import type { GitObjects } from '../../reconciler/git/objects.ts';
import type { Reading } from '../../reconciler/model/observed.ts';
import { Fault, type Remote, type RemoteRef, type SystemReader, type SystemWriter } from '../../reconciler/ports.ts';

/** What happens at a call: the process is killed before it or as soon as it is begun; it fails without effect, with its effect but without an answer; it and all later ones fail. */
export type Way = 'killed' | 'killed-within' | 'failing' | 'unanswered' | 'failing-on';

/** Where a night is disturbed, and how. */
export interface Disturbance {
  readonly at: number;
  readonly way: Way;
}

/** The calls of a night. */
export interface Counter {
  /** Names of the calls so far. */
  readonly calls: readonly string[];
  /** Makes a call. `fail` is what it comes to where it fails; left out, it throws. */
  readonly pass: <R>(name: string, act: () => Promise<R>, fail?: (fault: Fault) => R) => Promise<R>;
}

/** Counts, and disturbs where it is told to. `die` ends the process, and does not return. */
export function counter(disturbance: Disturbance | null, die: () => never): Counter {
  const calls: string[] = [];
  return {
    calls,
    async pass<R>(name: string, act: () => Promise<R>, fail?: (fault: Fault) => R): Promise<R> {
      calls.push(name);
      const here = calls.length;
      if (disturbance === null || here < disturbance.at || (here > disturbance.at && disturbance.way !== 'failing-on')) return act();
      const { way } = disturbance;
      if (way === 'killed') die();
      if (way === 'killed-within') {
        void act();
        die();
      }
      if (way === 'unanswered') await act();
      const fault = new Fault('nothing answered', { where: name.split(' ')[0] ?? '', operation: name, retryable: true });
      if (fail === undefined) throw fault;
      return fail(fault);
    },
  };
}

/** The remote, counted. */
export function countedRemote({ pass }: Counter, remote: Remote): Remote {
  const unknown = (fault: Fault) => ({ state: 'unknown', fault }) as const;
  return {
    address: remote.address,
    ask: (ref) => pass<RemoteRef>(`ask ${ref}`, () => remote.ask(ref), unknown),
    list: (prefix) => pass(`list ${prefix}`, () => remote.list(prefix)),
    fetch: (refs) => pass('fetch', () => remote.fetch(refs)),
    commit: (commit) => pass('commit', () => remote.commit(commit)),
    push: (commit, ref, lease) => pass(`push ${ref}`, () => remote.push(commit, ref, lease), unknown),
    remove: (ref, expected) => pass(`remove ${ref}`, () => remote.remove(ref, expected), unknown),
  };
}

/** The objects of the clone, counted. */
export function countedObjects({ pass }: Counter, objects: GitObjects): GitObjects {
  return {
    resolve: (revision) => pass('git resolve', () => objects.resolve(revision)),
    tree: (commit, under) => pass('git tree', () => objects.tree(commit, under)),
    find: (commit, paths) => pass('git find', () => objects.find(commit, paths)),
    differences: (from, to) => pass('git differences', () => objects.differences(from, to)),
    blobs: (ids, each) => pass('git blobs', () => objects.blobs(ids, each)),
    isAncestor: (ancestor, of) => pass('git ancestor', () => objects.isAncestor(ancestor, of)),
    history: (query) => pass('git history', () => objects.history(query)),
    message: (commit) => pass('git message', () => objects.message(commit)),
    walk: (head) => pass('git walk', () => objects.walk(head)),
    close: () => objects.close(),
  };
}

/** What a reader brings home of a system that does not answer. */
function nothingOf(reading: Reading, fault: Fault): Reading {
  const none = { accounts: [], assets: [], people: [], seats: [], provides: [] };
  return { ...reading, ...none, tenant: null, freshAt: null, total: null, ended: false, pages: 0, problems: [fault.message] };
}

/** A reader, counted. */
export function countedReader({ pass }: Counter, reader: SystemReader): SystemReader {
  const { system } = reader;
  return {
    system,
    async read(at) {
      let isFailing: Fault | null = null;
      const reading = await reader.read(at);
      const came = await pass<Reading | null>(
        `read ${system}`,
        () => Promise.resolve(reading),
        (fault) => {
          isFailing = fault;
          return null;
        },
      );
      return came ?? nothingOf(reading, isFailing ?? new Fault('nothing answered', { where: system, operation: 'read' }));
    },
    readAccount: (id) => pass(`look ${system}`, () => reader.readAccount(id)),
    readAsset: (id) => pass(`look ${system}`, () => reader.readAsset(id)),
  };
}

/** A writer, counted. */
export function countedWriter({ pass }: Counter, writer: SystemWriter): SystemWriter {
  const { system } = writer;
  return { system, write: (write, timeout) => pass(`write ${system} ${write.kind}`, () => writer.write(write, timeout)) };
}

/** Files of the process itself, counted. */
export function countedFiles({ pass }: Counter, world: World): World {
  return {
    ...world,
    readFile: (path) => pass('read file', () => world.readFile(path)),
    writeFile: (path, bytes) => pass('write file', () => world.writeFile(path, bytes)),
  };
}

/** Which folders below `exports` are counted, and by whom. */
const counted = new Map<string, Counter>();
const { rename } = fs;

/** Practice mail is a file that is put in its place below the export folder: counted there. Returns how to stop counting. */
export function countMail(by: Counter, exports: string): () => void {
  if (counted.size === 0) {
    fs.rename = (from, to) => {
      const here = String(to).endsWith('.eml') ? [...counted].find(([folder]) => String(to).startsWith(`${folder}/`)) : undefined;
      return here === undefined ? rename(from, to) : here[1].pass('mail', () => rename(from, to));
    };
    syncBuiltinESMExports();
  }
  counted.set(exports, by);
  return () => {
    counted.delete(exports);
    if (counted.size > 0) return;
    fs.rename = rename;
    syncBuiltinESMExports();
  };
}
