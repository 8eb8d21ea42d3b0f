/** The GitHub forge: branches are pushed by git, or made by GitHub itself; everything else goes through the REST interface. */
import type { Forge } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { baseOf, type Deeds, forgeAt, onceKnown, tokenOf, type WebOptions } from '../rest/open.ts';
import { WireUser } from '../rest/wire.ts';
import { findPlace } from './address.ts';
import { writeBoard } from './board.ts';
import { type Client, openClient } from './client.ts';
import { makeCommit } from './commits.ts';
import { examine } from './examine.ts';
import { mergePull } from './merge.ts';
import { closePull, commentOnce, type Desk, listPulls, markPull, openPull, readPull, updatePull } from './pulls.ts';
import { WireViewer } from './wire.ts';

/** What GitHub needs to be a forge. */
export interface GitHubOptions extends WebOptions {
  readonly login?: string | null;
  /** `api`: commits are made by GitHub and bear its signature; `push`: by git. */
  readonly commits?: 'api' | 'push';
}

/** Whom the token of a workflow acts as. */
const WORKFLOW = 'github-actions[bot]';

/** GraphQL of the same GitHub: beside the REST interface, not below it. */
function graphqlOf(address: string): string {
  return `${address.replace(/\/api\/v3$/u, '/api')}/graphql`;
}

/** What a call answers; null where it is refused for good. A limit of the rate is no refusal. */
async function answerOf<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Fault && error.refused && !error.retryable) return null;
    throw error;
  }
}

async function askWho(client: Client): Promise<string | null> {
  try {
    return (await client.call('GET /user', {}, WireUser)).login;
  } catch (error) {
    if (error instanceof Fault && error.refused && error.message.startsWith('the token may not do this')) return null;
    throw error;
  }
}

/** Our own name. Tokens of apps and workflows may not ask the REST interface for it; GraphQL tells both. */
async function whoAmI(client: Client, graphql: string): Promise<string> {
  const said = await askWho(client);
  if (said !== null) return said;
  const viewer = await answerOf(client.call(`POST ${graphql}`, { query: 'query { viewer { login } }' }, WireViewer));
  return viewer?.data?.viewer.login ?? WORKFLOW;
}

const MISSING = { where: 'github', missing: 'there is no token for GitHub: give one as the credential "forge" or GITHUB_TOKEN' };

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

/** Opens GitHub as a forge. Nothing is asked of it yet. Throws Fault when token or repository are not known. */
export function openGitHub(options: GitHubOptions): Forge {
  const token = tokenOf(options, MISSING);
  const { owner, repo, address } = findPlace(options.remote.address, options);
  const client = openClient({ address, repository: { owner, repo }, token, clock: options.clock });
  const me = onceKnown(options.login ?? null, () => whoAmI(client, graphqlOf(address)));
  const desk: Desk = { client, me, base: baseOf(options) };
  return {
    kind: 'github',
    ...forgeAt(desk, DEEDS),
    examine: () => examine(desk),
    // What a workflow opens starts no checks by itself.
    checksWait: async () => (await me()) === WORKFLOW,
    time: () => client.time(),
    ...(options.commits === 'api' ? { commit: (commit) => makeCommit(client, commit) } : {}),
  };
}
