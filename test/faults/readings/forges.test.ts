/** The table of faults: homes of pull requests. Whatever they answer, what is open stays open once, and nothing of anybody else changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGitea } from '../../../reconciler/forges/gitea/index.ts';
import { openGitLab } from '../../../reconciler/forges/gitlab/index.ts';
import { Fault, type Forge, type PullDraft, type PullRequest } from '../../../reconciler/ports.ts';
import { openForge, proxy, pushed, useGitHub } from '../../contract/forge/github-desk.ts';
import { areInstalled } from '../../contract/forge/servers.ts';
import { useCounterpart } from '../../contract/forge/web-desk.ts';
import { GITEA_TOKENS, startGitea } from '../../fakes/gitea.ts';
import { GITLAB_TOKENS, startGitLab } from '../../fakes/gitlab.ts';
import { ANSWERS } from './answer-faults.ts';
import type { ReadingFault, Shape } from './fault.ts';
import { expectColumn, WRITES } from './page.ts';
import { type Outgoing, openWay, type Way } from './ways.ts';

/** A forge as a fresh process has it, and branches with one commit each. */
interface Desk {
  readonly name: string;
  /** Where the adapter asks; what its counterpart asks of others is none of ours. */
  readonly address: () => string;
  readonly open: () => Forge;
  readonly draft: () => Promise<PullDraft>;
  /** Every how many faults is tried; all of them when the page is written. */
  readonly every?: number;
}

const NO_LISTS: Shape = { rows: null, total: null, next: [], elsewhere: (row) => row, id: () => '', otherTenant: null };

const isQuestion = ({ method }: Outgoing) => method === 'GET';
const isChange = ({ method }: Outgoing) => method !== 'GET';

/** What became of something: its result, or the Fault that it ended in. */
async function outcomeOf<T>(doing: Promise<T>): Promise<{ readonly fault: Fault } | { readonly result: T }> {
  try {
    return { result: await doing };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}

function expectClear({ message }: Fault): void {
  expect(message).toMatch(/^[A-Za-z0-9/].{10,400}$/u);
  expect(message).not.toMatch(/token-of-ours|127\.0\.0\.1|undefined|\[object|<html|<!doctype|\.ts:/iu);
}

function shown(pulls: readonly PullRequest[]): readonly string[] {
  return pulls.map((pull) => [pull.key, pull.state, pull.title, pull.fingerprint, ...pull.labels.toSorted()].join(' ')).toSorted();
}

function column(desk: Desk): void {
  describe(`faults in answers of ${desk.name}`, () => {
    let way: Way;
    let there: PullDraft | null = null;
    const found = { pulls: new Map<string, string>(), 'new-pulls': new Map<string, string>() };
    beforeAll(async () => {
      way = await openWay();
    });
    afterAll(() => way.stop());

    async function under<T>(fault: ReadingFault, of: (request: Outgoing) => boolean, doing: (forge: Forge) => Promise<T>) {
      const { origin } = new URL(desk.address());
      way.trouble = {
        of: (request) => request.url.origin === origin && of(request),
        twist: (passing) => fault.twist(passing, NO_LISTS, new Map()),
      };
      const outcome = await outcomeOf(doing(desk.open()));
      way.trouble = null;
      if ('fault' in outcome) expectClear(outcome.fault);
      return outcome;
    }

    /** The pull request that is open all the while. */
    async function opened(): Promise<PullDraft> {
      if (there !== null) return there;
      there = await desk.draft();
      await desk.open().open(there);
      return there;
    }

    const every = WRITES ? 1 : (desk.every ?? 1);
    it.each(ANSWERS.filter((_, index) => index % every === 0))('$name', async (fault) => {
      const open = await opened();
      const before = await desk.open().list();

      const listed = await under(fault, isQuestion, (forge) => forge.list());
      const reopened = await under(fault, isQuestion, (forge) => forge.open(open));
      expect(shown(await desk.open().list()), 'questions change nothing').toEqual(shown(before));
      const draft = await desk.draft();
      const made = await under(fault, isChange, (forge) => forge.open(draft));
      const again = await desk.open().open(draft);

      const mine = (await desk.open().list()).filter((pull) => pull.key === draft.key);
      expect(
        mine.map((pull) => `${pull.state} ${pull.number}`),
        'one of each',
      ).toEqual([`open ${again.number}`]);
      if ('result' in made) expect(made.result.number).toBe(again.number);
      if ('result' in listed && fault.isHarmless === true) expect(shown(listed.result)).toEqual(shown(before));
      const sees = 'fault' in listed ? 'fault' : listed.result.length === before.length ? 'whole' : 'fewer';
      found.pulls.set(fault.name, `${'fault' in reopened ? '4 nothing opened' : '0 found'}; list: ${sees}`);
      found['new-pulls'].set(fault.name, 'fault' in made ? '4, opened once by the next run' : '0 opened once');
    });

    it('the page says so', () => {
      for (const [name, cells] of Object.entries(found)) expectColumn(name, desk.name, cells, every === 1 ? 'all' : 'some');
    });
  });
}

const site = (address: string, path: string) => ({
  remote: { address: `${new URL(address).origin}/${path}.git` },
  repository: null,
  address: null,
});

describe('Gitea', () => {
  const {
    server: gitea,
    open,
    draft,
  } = useCounterpart({
    start: startGitea,
    open: (server, clock) =>
      openGitea({ ...site(server.address, 'latsas/people'), branch: 'refs/heads/main', clock, token: GITEA_TOKENS.ours }),
    addLabel: () => undefined,
  });
  column({ name: 'gitea', address: () => gitea().address, open, draft: async () => draft() });
});

describe('GitLab', () => {
  const {
    server: gitlab,
    open,
    draft,
  } = useCounterpart({
    start: startGitLab,
    open: (server, clock) =>
      openGitLab({ ...site(server.address, 'latsas/hr/people'), branch: 'refs/heads/main', clock, token: GITLAB_TOKENS.ours }),
    addLabel: () => undefined,
  });
  column({ name: 'gitlab', address: () => gitlab().address, open, draft: async () => draft() });
});

describe.runIf(areInstalled)('GitHub', () => {
  useGitHub();
  column({ name: 'github', address: () => proxy.address, open: () => openForge(), draft: () => pushed(), every: 5 });
});
