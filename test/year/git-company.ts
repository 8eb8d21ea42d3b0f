/** The practice company's repository in memory, from the evening of 3 January 2027 on: what people change by day is one commit in the evening, pull requests are branches. */
import { openLocalForge } from '../../reconciler/forges/registry.ts';
import { Fault } from '../../reconciler/ports.ts';
import type { CommitId, Instant } from '../../schemas/primitives.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type MemoryGit, memoryGit } from '../fakes/memory-git.ts';
import { type Office, openOffice } from './company.ts';

/** The files, what people do with them, and the repository that they lie in. */
export interface GitCompany extends Office {
  readonly git: MemoryGit;
  /** Keys of the open pull requests, sorted. */
  pulls(): readonly string[];
  /** Merges an open pull request; what conflicts with the default branch is left for the next night. */
  merge(key: string, at: Instant): Promise<boolean>;
  /** Commits what has changed. */
  commit(at: Instant): void;
}

const MAIN = 'refs/heads/main';
const OURS = 'refs/heads/lastday/';
const AUTHOR = { name: 'Harriet Hypotes', email: 'harriet.hypotes@latsas.example' } as const;

/** The commit that people's work of a day comes to; none when there is none. */
function commitFiles(git: MemoryGit, files: ReadonlyMap<string, string>, at: Instant | undefined): void {
  const head = git.refs.get(MAIN);
  const changed: Record<string, string | null> = {};
  for (const [path, text] of files) if (head === undefined || git.read(head, path) !== text) changed[path] = text;
  for (const path of head === undefined ? [] : git.list(head)) if (!files.has(path)) changed[path] = null;
  if (Object.keys(changed).length === 0) return;
  git.commit(changed, { author: `${AUTHOR.name} <${AUTHOR.email}>`, ...(at === undefined ? {} : { at }) });
}

/** The company with these files. */
export function openGitCompany(first: ReadonlyMap<string, string>): GitCompany {
  const files = new Map([...first].filter(([path]) => path.startsWith('state/') || path.startsWith('policies/')));
  const git = memoryGit();
  commitFiles(git, files, undefined);
  return {
    git,
    ...openOffice(files),
    pulls: () =>
      [...git.refs.keys()]
        .filter((ref) => ref.startsWith(OURS) && ref !== `${OURS}journal`)
        .map((ref) => ref.slice(OURS.length))
        .sort(),
    async merge(key, at) {
      commitFiles(git, files, at);
      const forge = await openLocalForge({ remote: git.remote, objects: git.reader, branch: MAIN, clock: fakeClock(at) });
      try {
        await forge.accept(key, AUTHOR);
      } catch (error) {
        if (error instanceof Fault && error.refused) return false;
        throw error;
      }
      const head = git.refs.get(MAIN) as CommitId;
      files.clear();
      for (const path of git.list(head)) files.set(path, git.read(head, path) ?? '');
      return true;
    },
    commit: (at) => commitFiles(git, files, at),
  };
}
