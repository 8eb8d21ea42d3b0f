/** The fake that unit tests use keeps the same contract as the real forges. */
import type { Instant } from '../../../schemas/primitives.ts';
import { fakeForge } from '../../fakes/forge.ts';
import { memoryGit } from '../../fakes/memory-git.ts';
import { describeForge, type Harness } from './suite.ts';

function makeHarness(): Promise<Harness> {
  const git = memoryGit();
  git.commit({ 'state/devices/LT-0001.yaml': 'id: LT-0001\n' });
  const forge = fakeForge(git.refs, () => '2027-01-04T01:00:00Z' as Instant);
  return Promise.resolve({
    forge,
    push(draft) {
      git.commit(
        { 'state/devices/LT-0001.yaml': `id: LT-0001\nstatus: ${draft.fingerprint}\n` },
        { branch: draft.branch, message: draft.title },
      );
      return Promise.resolve();
    },
    end(key, how) {
      forge.end(key, how);
      return Promise.resolve();
    },
    touch(key, { body, label }) {
      const pull = forge.pulls.find((one) => one.key === key);
      forge.change(key, { body: body(pull?.body ?? ''), labels: [...(pull?.labels ?? []), label] });
      return Promise.resolve();
    },
    say: null,
    pushForeign: () => Promise.resolve(),
    comments: (key) => Promise.resolve(forge.comments.get(forge.pulls.find((pull) => pull.key === key)?.number ?? 0) ?? []),
    boards: () => Promise.resolve(forge.issues.map((issue) => issue.body)),
  });
}

describeForge('the fake forge', makeHarness);
