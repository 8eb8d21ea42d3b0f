/** The GitLab forge: branches are pushed by git, merge requests and the board go through the REST interface. */
import type { Clock, Forge } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { openRest } from '../rest/client.ts';
import { findPlace } from '../rest/place.ts';
import { writeBoard } from './board.ts';
import { mergeMerge } from './merge.ts';
import { closeMerge, commentOnce, type Desk, listMerges, markMerge, openMerge, readMerge, updateMerge } from './merges.ts';
import { WireUser } from './wire.ts';

/** What GitLab needs to be a forge. */
export interface GitLabOptions {
  readonly remote: { readonly address: string };
  readonly branch: string;
  readonly clock: Clock;
  readonly token: string | null;
  readonly repository: string | null;
  readonly address: string | null;
}

/** Groups lie in groups, twenty deep. */
const KIND = { where: 'gitlab', name: 'GitLab', api: '/api/v4', parts: 22 } as const;

/** Opens GitLab as a forge. Nothing is asked of it yet. Throws Fault when token or project are not known. */
export function openGitLab(options: GitLabOptions): Forge {
  const { token, clock, branch } = options;
  if (token === null || token === '') {
    const text = 'there is no token for GitLab: give a project access token with the scope api as the credential "forge"';
    throw new Fault(text, { where: 'gitlab', operation: 'open', refused: true });
  }
  const { project, address } = findPlace(options.remote.address, options, KIND);
  const client = openRest({ where: 'gitlab', name: 'GitLab', project, address, headers: { 'private-token': token }, clock });
  let name: string | null = null;
  const me = async (): Promise<string> => (name ??= (await client.call({ method: 'GET', path: '/user' }, WireUser)).username);
  const desk: Desk = { client, me, path: `/projects/${encodeURIComponent(project)}`, base: branch.replace(/^refs\/heads\//u, '') };
  return {
    kind: 'gitlab',
    list: () => listMerges(desk),
    read: (pull) => readMerge(desk, pull),
    open: (draft) => openMerge(desk, draft),
    update: (pull, draft) => updateMerge(desk, pull, draft),
    close: (pull, comment) => closeMerge(desk, pull, comment),
    comment: (pull, text) => commentOnce(desk, pull, text),
    mark: (pull, label) => markMerge(desk, pull, label),
    board: (title, body) => writeBoard(desk, title, body),
    merge: (pull, head) => mergeMerge(desk, pull, head),
    time: () => client.time('/user'),
  };
}
