/** The forge of Gitea and Forgejo: branches are pushed by git, pull requests and the board go through the REST interface. */
import type { Forge } from '../../ports.ts';
import { openRest } from '../rest/client.ts';
import { baseOf, type Deeds, forgeAt, onceKnown, tokenOf, type WebOptions } from '../rest/open.ts';
import { findPlace } from '../rest/place.ts';
import { WireUser } from '../rest/wire.ts';
import { writeBoard } from './board.ts';
import type { Desk } from './desk.ts';
import { examine } from './examine.ts';
import { mergePull } from './merge.ts';
import { closePull, commentOnce, listPulls, markPull, openPull, readPull, updatePull } from './pulls.ts';

const KIND = { where: 'gitea', name: 'Gitea', api: '/api/v1', parts: 2 } as const;

const MISSING = {
  where: 'gitea',
  missing:
    'there is no token for Gitea: give one that may write repository and issues and read user and organization as the credential "forge"',
};

const DEEDS: Deeds<Desk> = {
  list: listPulls,
  read: readPull,
  open: openPull,
  update: updatePull,
  close: closePull,
  comment: commentOnce,
  mark: markPull,
  board: writeBoard,
  merge: mergePull,
};

/** Opens Gitea as a forge. Nothing is asked of it yet. Throws Fault when token or repository are not known. */
export function openGitea(options: WebOptions): Forge {
  const token = tokenOf(options, MISSING);
  const { project, address } = findPlace(options.remote.address, options, KIND);
  const headers = { authorization: `token ${token}` };
  const client = openRest({ where: 'gitea', name: 'Gitea', project, address, headers, clock: options.clock });
  const me = onceKnown(null, async () => (await client.call({ method: 'GET', path: '/user' }, WireUser)).login);
  const path = `/repos/${project.split('/').map(encodeURIComponent).join('/')}`;
  const desk: Desk = { client, me, path, base: baseOf(options), labels: { known: null } };
  return { kind: 'gitea', ...forgeAt(desk, DEEDS), examine: () => examine(desk), time: () => client.time('/user') };
}
