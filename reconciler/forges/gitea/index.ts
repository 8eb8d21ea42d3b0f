/** The forge of Gitea and Forgejo: branches are pushed by git, pull requests and the board go through the REST interface. */
import type { Clock, Forge } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { openRest } from '../rest/client.ts';
import { findPlace } from '../rest/place.ts';
import { writeBoard } from './board.ts';
import type { Desk } from './desk.ts';
import { mergePull } from './merge.ts';
import { closePull, commentOnce, listPulls, markPull, openPull, readPull, updatePull } from './pulls.ts';
import { WireUser } from './wire.ts';

/** What Gitea needs to be a forge. */
export interface GiteaOptions {
  readonly remote: { readonly address: string };
  readonly branch: string;
  readonly clock: Clock;
  readonly token: string | null;
  readonly repository: string | null;
  readonly address: string | null;
}

const KIND = { where: 'gitea', name: 'Gitea', api: '/api/v1', parts: 2 } as const;

/** Opens Gitea as a forge. Nothing is asked of it yet. Throws Fault when token or repository are not known. */
export function openGitea(options: GiteaOptions): Forge {
  const { token, clock, branch } = options;
  if (token === null || token === '') {
    const text =
      'there is no token for Gitea: give one that may write repository and issues and read user and organization as the credential "forge"';
    throw new Fault(text, { where: 'gitea', operation: 'open', refused: true });
  }
  const { project, address } = findPlace(options.remote.address, options, KIND);
  const client = openRest({ where: 'gitea', name: 'Gitea', project, address, headers: { authorization: `token ${token}` }, clock });
  let name: string | null = null;
  const me = async (): Promise<string> => (name ??= (await client.call({ method: 'GET', path: '/user' }, WireUser)).login);
  const path = `/repos/${project.split('/').map(encodeURIComponent).join('/')}`;
  const desk: Desk = { client, me, path, base: branch.replace(/^refs\/heads\//u, ''), labels: { known: null } };
  return {
    kind: 'gitea',
    list: () => listPulls(desk),
    read: (pull) => readPull(desk, pull),
    open: (draft) => openPull(desk, draft),
    update: (pull, draft) => updatePull(desk, pull, draft),
    close: (pull, comment) => closePull(desk, pull, comment),
    comment: (pull, text) => commentOnce(desk, pull, text),
    mark: (pull, label) => markPull(desk, pull, label),
    board: (title, body) => writeBoard(desk, title, body),
    merge: (pull, head) => mergePull(desk, pull, head),
    time: () => client.time('/user'),
  };
}
