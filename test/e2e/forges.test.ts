/** The whole life of a pull request at a forge with an interface, on a small company with real git: opened, ticked, merged, received. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastday, lastdayJson, type Shell } from '../fakes/command-line.ts';
import { GITEA_TOKENS, startGitea } from '../fakes/gitea.ts';
import { GITLAB_TOKENS, startGitLab } from '../fakes/gitlab.ts';
import type { KeptPull, Store, WebForge } from '../fakes/web-forge.ts';
import { type Company, LAST_DAY, settledCompany } from './small-company.ts';

const RELEASE = `release/e-0002-${LAST_DAY}`;
const RECEIVE = `receive/e-0002-${LAST_DAY}`;

/** Branches of the counterpart: those of the git remote. */
class GitBranches extends Map<string, string> {
  readonly company: Company;
  constructor(company: Company) {
    super();
    this.company = company;
  }
  override get(name: string): string | undefined {
    return this.company.remoteGit('for-each-ref', '--format=%(objectname)', `refs/heads/${name}`) || undefined;
  }
}

type Server = WebForge & { store: Store };

const FORGES = [
  ['gitea', startGitea, GITEA_TOKENS.ours, 'latsas/people', 'forge'],
  ['gitlab', startGitLab, GITLAB_TOKENS.ours, 'latsas/hr/people', 'reviewers'],
] as const;

let settled: Company;
const servers: Server[] = [];

beforeAll(async () => {
  settled = await settledCompany();
});

afterAll(async () => {
  for (const server of servers) await server.stop();
});

function find(server: Server, key: string): KeptPull {
  const pull = server.store.pulls.findLast((one) => one.source === `lastday/${key}`);
  if (pull === undefined) throw new Error(`there is no pull request ${key}`);
  return pull;
}

interface Night {
  readonly pulls: readonly { readonly key: string; readonly outcome: string }[];
}

describe.each(FORGES)('at %s', (kind, start, token, repository, note) => {
  it('a release is opened, ticked and merged; what was ticked is received; then all is quiet', async () => {
    const company = settled.fork();
    const server: Server = await start();
    servers.push(server);
    Object.assign(server.store, { branches: new GitBranches(company) });
    const shell = (at: string): Shell => {
      server.date = new Date(at).toUTCString();
      const environment = {
        LASTDAY_FORGE: kind,
        LASTDAY_CREDENTIAL_FORGE: token,
        LASTDAY_FORGE_REPOSITORY: repository,
        LASTDAY_FORGE_URL: server.address,
      };
      return { ...company.shell(at), environment };
    };
    const night = async (at: string) => {
      const { json, err } = await lastdayJson(shell(at), 'reconcile');
      expect(err).not.toContain('pull request');
      return (json as Night).pulls.map((pull) => `${pull.key} ${pull.outcome}`).toSorted();
    };

    const doctor = await lastdayJson(shell('2027-01-09T01:05:00Z'), 'doctor');
    const opened = await night('2027-01-09T01:05:00Z');
    const release = find(server, RELEASE);
    release.body = release.body
      .replace('- [ ] handed back', '- [x] handed back')
      .replace('- [ ] activation lock removed', '- [x] activation lock removed');
    const quiet = await night('2027-01-09T01:10:00Z');
    company.git('pull', '--quiet', 'origin', 'main');
    company.git('fetch', '--quiet', 'origin', `lastday/${RELEASE}`);
    company.git('-c', 'user.name=P', '-c', 'user.email=p@exempel.example', 'merge', '--quiet', '--no-ff', '--no-edit', 'FETCH_HEAD');
    company.git('push', '--quiet', 'origin', 'HEAD:main');
    Object.assign(release, { state: 'merged', mergedAt: '2027-01-11T09:00:00.000+01:00' });
    const after = await night('2027-01-11T09:00:00Z');
    const last = await night('2027-01-11T09:05:00Z');

    const checks = doctor.json as readonly { what: string; verdict: string; text: string }[];
    expect(checks.find((check) => check.what === note)?.text).toMatch(
      note === 'forge' ? /^gitea, 0 of our pull requests open/u : /GitLab asks no groups/u,
    );
    expect(opened).toEqual(['pin/journal opened', `${RELEASE} opened`]);
    expect(quiet).toEqual(['pin/journal untouched', `${RELEASE} untouched`]);
    expect(after).toEqual(['pin/journal untouched', `${RECEIVE} opened`]);
    expect(last).toEqual(['pin/journal untouched', `${RECEIVE} untouched`]);
    expect(release.labels).toEqual(['lastday', 'lastday:release', 'lastday:urgent']);
    const file = company.remoteGit('show', `lastday/${RECEIVE}:state/devices/LT-0002.yaml`);
    expect(file).toContain('status: received');
    expect(file).toContain('returned: {on: 2027-01-11, condition: ok}');
    expect(server.store.issues.filter((issue) => issue.state === 'open').map((issue) => issue.body.includes(RECEIVE))).toEqual([true]);
    expect(server.violations).toEqual([]);
  }, 60_000);

  it.each([
    ['LASTDAY_FORGE', { LASTDAY_FORGE: 'svn' }, 'it can be local, github, gitlab or gitea'],
    ['LASTDAY_COMMITS', { LASTDAY_FORGE: kind, LASTDAY_COMMITS: 'api' }, `which only GitHub knows; the forge is ${kind}`],
    ['LASTDAY_COMMITS', { LASTDAY_FORGE: 'github', LASTDAY_COMMITS: 'both' }, 'it can be push or api'],
  ])('a wrong %s is said', async (_name, environment, words) => {
    const called = await lastday({ ...settled.shell('2027-01-09T01:05:00Z'), environment }, 'reconcile');

    expect([called.exit, called.err]).toEqual([64, expect.stringContaining(words)]);
  });
});
