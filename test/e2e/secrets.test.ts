/** After a night in which every system and the forge say back what they were told: no credential in what is printed, written, pushed, or handed to a child. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canaries, canaryCredential, canarySystem, TOKEN, WEB_KINDS } from '../fakes/canary.ts';
import { type Echo, startEcho } from '../fakes/echo.ts';
import { git, quietGit } from '../fakes/repository.ts';
import { beginCompany, commitFiles } from '../faults/mini.ts';
import type { Mini } from '../faults/mini-night.ts';
import { formsIn } from '../unit/escape/find-secret.ts';

const MAIN = join(import.meta.dirname, '../../reconciler/main.ts');
const FORGE = 'kanarie/forge+1=2~3_Zq9XvB7w';
const SECRETS = [...canaries(), FORGE];

let mini: Mini;
let echo: Echo;

function variable(name: string): string {
  return `LASTDAY_CREDENTIAL_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** A `git` in front of the real one that writes down its surroundings: `env`, and what it was called with. */
function watchingGit(): string {
  const bin = join(mini.folder, 'bin');
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const real = folders.map((folder) => join(folder, 'git')).find((path) => existsSync(path)) ?? '';
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\n{ cat /proc/$$/environ | tr '\\0' '\\n'; echo "$@"; } >> ${join(mini.folder, 'children')}\nexec ${real} "$@"\n`,
    { mode: 0o755 },
  );
  return [bin, ...folders].join(delimiter);
}

/** The real command line, in a process of its own; the server of this one goes on answering. */
async function runWith(more: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<string> {
  const names = WEB_KINDS.flatMap((kind) => [`${kind}-read`, `${kind}-write`]);
  const scratch = join(mini.folder, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const child = spawn(process.execPath, [MAIN, '-C', mini.root, ...words], {
    env: {
      ...quietGit,
      PATH: watchingGit(),
      HOME: scratch,
      TMPDIR: scratch,
      LASTDAY_EXPORTS: mini.exports,
      LASTDAY_FORGE: 'gitea',
      LASTDAY_FORGE_URL: `${echo.address}/api/v1`,
      LASTDAY_FORGE_REPOSITORY: 'exempel/people',
      ...(Object.keys(more).length === 0 ? { LASTDAY_CREDENTIAL_FORGE: FORGE } : {}),
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: join(mini.folder, 'summary.md'),
      ...Object.fromEntries(names.map((name) => [variable(name), canaryCredential(name)])),
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => void (said += String(bytes)));
  const [status] = (await once(child, 'close')) as [number | null];
  expect([words[0], status, status === 70 ? said : '']).not.toEqual([words[0], 70, said]);
  return said;
}

function run(...words: readonly string[]): Promise<string> {
  return runWith({}, ...words);
}

/** All that is left: every file below the company's folder, and every commit of the remote with its changes. */
function leftBehind(): readonly (readonly [place: string, text: string])[] {
  const files = readdirSync(mini.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const texts = files.map((one) => join(one.parentPath, one.name)).map((path) => [path, readFileSync(path, 'latin1')] as const);
  const history = git(mini.remote, ['log', '-p', '--all', '--format=fuller']);
  return [...texts, ['commits', history], ['refs', git(mini.remote, ['for-each-ref'])]];
}

beforeAll(async () => {
  echo = await startEcho(401, TOKEN);
  mini = beginCompany({ people: 2, nights: [], lines: (index) => (index === 1 ? 'lastDay: 2026-12-28\n' : '') });
  const systems = WEB_KINDS.map((kind) => [
    `policies/systems/${kind}.yaml`,
    `${JSON.stringify(canarySystem(kind, echo.address), null, 1)}\n`,
  ]);
  commitFiles(mini, Object.fromEntries(systems) as Record<string, string>, { at: '2026-12-29T12:00:00Z' });
});
afterAll(() => echo.stop());

it('shows no secret anywhere when everybody refuses what they were sent, and says it back', async () => {
  const said = [await run('doctor'), await run('plan', '--out', join(mini.folder, 'plan.json')), await run('reconcile', '--full')];
  const places = [...leftBehind(), ['printed', said.join('\n')] as const];

  const found = places.flatMap(([place, text]) =>
    SECRETS.flatMap((secret) => formsIn(text, secret).map((form) => `${place}: ${form} of ${secret}`)),
  );
  expect(found).toEqual([]);
  expect(places.filter(([, text]) => text.includes('Zq9Xv')).map(([place]) => place)).toEqual([]);
  expect(formsIn(echo.heard(), TOKEN).length + SECRETS.filter((secret) => formsIn(echo.heard(), secret).length > 0).length).toBeGreaterThan(
    5,
  );
  expect(existsSync(join(mini.folder, 'children'))).toBe(true);
}, 120_000);

it.each([
  ['COMMAND', `printf '${TOKEN}'; echo '${TOKEN}' >&2; exit 3`, 'the command in LASTDAY_CREDENTIAL_FORGE_COMMAND failed'],
  ['FILE', `/nowhere/${TOKEN}`, 'the file that LASTDAY_CREDENTIAL_FORGE_FILE names cannot be read'],
])('says of a credential that cannot be had only which one it is: %s', async (kind, value, words) => {
  const said = await runWith({ [`LASTDAY_CREDENTIAL_FORGE_${kind}`]: value }, 'reconcile');

  expect(said).toContain(words);
  expect(formsIn(said, TOKEN)).toEqual([]);
});

it('gives a command that fetches a credential no other one', async () => {
  const seen = join(mini.folder, 'seen');
  const command = `env > ${seen}; printf '${FORGE}'`;

  await runWith({ LASTDAY_CREDENTIAL_FORGE_COMMAND: command }, 'reconcile');

  expect(readFileSync(seen, 'utf8')).toContain('PATH=');
  expect(readFileSync(seen, 'utf8')).not.toContain('Zq9Xv');
});
