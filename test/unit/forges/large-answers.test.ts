/** An answer of a forge that is larger than any answer is: given up before it fills the memory, packed or not. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { openGitea } from '../../../reconciler/forges/gitea/index.ts';
import { openGitHub } from '../../../reconciler/forges/github/index.ts';
import { openGitLab } from '../../../reconciler/forges/gitlab/index.ts';
import type { Forge } from '../../../reconciler/ports.ts';
import { fakeClock } from '../../fakes/clock.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** A list without anything in it, and much white space. */
const LARGE = Buffer.concat([Buffer.from('['), Buffer.alloc(40 * 1024 * 1024, 0x20), Buffer.from(']')]);
const PACKED = gzipSync(LARGE);

async function serve(isPacked: boolean): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...(isPacked ? { 'content-encoding': 'gzip' } : {}) });
    response.end(isPacked ? PACKED : LARGE);
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const KINDS: readonly (readonly [string, (address: string) => Forge])[] = [
  ['GitHub', (address) => openGitHub(optionsFor(address))],
  ['GitLab', (address) => openGitLab(optionsFor(`${address}/api/v4`))],
  ['Gitea', (address) => openGitea(optionsFor(`${address}/api/v1`))],
];

function optionsFor(address: string) {
  const remote = { address: 'https://git.exempel.example/exempel/people.git' };
  return { remote, branch: 'main', clock: fakeClock(), token: 'token-of-ours', repository: 'exempel/people', address };
}

describe.each(KINDS)('%s', (_, open) => {
  it.each([
    ['packed', true],
    ['as it is', false],
  ])('%s: it is a fault, and no empty list', async (__, isPacked) => {
    const forge = open(await serve(isPacked));

    await expect(forge.list()).rejects.toMatchObject({ name: 'Fault', retryable: false, message: expect.stringMatching(/larger than/u) });
  });
});
