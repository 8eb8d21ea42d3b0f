import { describe, expect, it } from 'vitest';
import { readPush } from '../../../reconciler/git/push-answer.ts';

const answer = (code: number | null, stdout: string, stderr = '') => ({ code, stdout: Buffer.from(stdout), stderr });
const ref = 'abc:refs/heads/lastday/journal';

describe('the answer of a push', () => {
  it.each([
    ['new branch', answer(0, `To x\n*\t${ref}\t[new branch]\nDone\n`), 'pushed'],
    ['fast-forward', answer(0, `To x\n \t${ref}\ta..b\nDone\n`), 'pushed'],
    ['already there', answer(0, `To x\n=\t${ref}\t[up to date]\nDone\n`), 'pushed'],
    ['behind', answer(1, `To x\n!\t${ref}\t[rejected] (fetch first)\nDone\n`), 'rejected'],
    ['hook', answer(1, `To x\n!\t${ref}\t[remote rejected] (pre-receive hook declined)\nDone\n`), 'rejected'],
    ['silent after the update', answer(1, `To x\n!\t${ref}\t[remote failure] (remote failed to report status)\nDone\n`), 'unknown'],
    ['connection lost', answer(128, '', 'fatal: the remote end hung up unexpectedly'), 'unknown'],
    ['given up', answer(null, ''), 'unknown'],
    ['no word on the ref', answer(0, 'Done\n'), 'unknown'],
    ['ok and a failing exit', answer(1, `To x\n \t${ref}\ta..b\n`), 'unknown'],
  ])('%s', (_name, given, state) => {
    expect(readPush(given).state).toBe(state);
  });

  it('names the rule that a forge gave as the reason', () => {
    const given = answer(1, `!\t${ref}\t[remote rejected] (protected)\n`, 'remote: error: GH006: Protected branch\nremote: \nTo x\n');

    const result = readPush(given);

    expect(result).toEqual({ state: 'rejected', text: '[remote rejected] (protected) | error: GH006: Protected branch' });
  });
});
