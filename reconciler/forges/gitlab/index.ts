/** The GitLab forge: branches are pushed by git, merge requests and the board go through the REST interface. */
import type { Forge } from '../../ports.ts';
import { openRest } from '../rest/client.ts';
import { baseOf, type Deeds, forgeAt, onceKnown, tokenOf, type WebOptions } from '../rest/open.ts';
import { findPlace } from '../rest/place.ts';
import { writeBoard } from './board.ts';
import { examine } from './examine.ts';
import { mergeMerge } from './merge.ts';
import { closeMerge, commentOnce, type Desk, listMerges, markMerge, openMerge, readMerge, updateMerge } from './merges.ts';
import { WireUser } from './wire.ts';

/** Groups lie in groups, twenty deep. */
const KIND = { where: 'gitlab', name: 'GitLab', api: '/api/v4', parts: 22 } as const;

const MISSING = {
  where: 'gitlab',
  missing: 'there is no token for GitLab: give a project access token with the scope api as the credential "forge"',
};

const DEEDS: Deeds<Desk> = {
  list: listMerges,
  read: readMerge,
  open: openMerge,
  update: updateMerge,
  close: closeMerge,
  comment: commentOnce,
  mark: markMerge,
  board: writeBoard,
  merge: mergeMerge,
};

/** Opens GitLab as a forge. Nothing is asked of it yet. Throws Fault when token or project are not known. */
export function openGitLab(options: WebOptions): Forge {
  const token = tokenOf(options, MISSING);
  const { project, address } = findPlace(options.remote.address, options, KIND);
  const headers = { 'private-token': token };
  const client = openRest({ where: 'gitlab', name: 'GitLab', project, address, headers, clock: options.clock });
  const me = onceKnown(null, async () => (await client.call({ method: 'GET', path: '/user' }, WireUser)).username);
  const desk: Desk = { client, me, path: `/projects/${encodeURIComponent(project)}`, base: baseOf(options) };
  return { kind: 'gitlab', ...forgeAt(desk, DEEDS), examine: () => examine(desk), time: () => client.time('/user') };
}
