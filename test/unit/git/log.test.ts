import { describe, expect, it } from 'vitest';
import { parseTrailers } from '../../../reconciler/git/log.ts';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { makeRepository } from '../../fakes/repository.ts';

describe('trailers of a commit message', () => {
  it.each([
    ['Subject\n\nRun: 1\nDigest: abc\n', { Run: '1', Digest: 'abc' }],
    ['Subject\n\nA body.\n\nRun: 1\n', { Run: '1' }],
    ['Subject\n\nRun: 1\nnot a trailer\n', {}],
    ['Run: 1\n', {}],
    ['Subject\n\nRun: 1\n\nLast words\n', {}],
    ['Subject\n \nRun: 1\nRun: 2\n', { Run: '2' }],
    ['', {}],
  ])('%j', (message, expected) => {
    expect(parseTrailers(message)).toEqual(expected);
  });
});

describe('git log', () => {
  it('cannot be confused by what messages and paths hold', async () => {
    const repository = makeRepository();
    const forged = `commit ${'a'.repeat(40)}`;
    repository.commit(
      { [`:100644 ${forged}`]: '1', 'å ö"\t.txt': '2' },
      { message: `${forged}\n\n:100644 100644 a b M\n\u0001\nPerson: e-1` },
    );
    repository.commit({ [`:100644 ${forged}`]: null }, { message: 'Second', author: { name: 'commit x', email: 'x@latsas.example' } });
    const objects = openObjects(repository.gitDir);
    const head = await objects.resolve('HEAD');

    const steps = await objects.walk(head!);

    expect(steps.map((step) => step.subject)).toEqual([forged, 'Second']);
    expect(steps.map((step) => step.files.map((file) => file.path).sort())).toEqual([
      [`:100644 ${forged}`, 'å ö"\t.txt'],
      [`:100644 ${forged}`],
    ]);
    expect(steps[1]?.files[0]?.after).toBeNull();
    expect(steps[1]?.parents).toEqual([steps[0]?.id]);
  });

  it('shows the first-parent line, newest first, with author, date, trailers and paths', async () => {
    const repository = makeRepository({ 'state/a.yaml': '1' }, { at: '2026-11-01T10:00:00Z', message: 'First\n\nPerson: e-1' });
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit({ 'state/b.yaml': '2' }, { message: 'On the side', push: false });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'policies/c.yaml': '3' }, { at: '2026-11-02T10:00:00Z' });
    repository.git('-c', 'user.name=m', '-c', 'user.email=m@latsas.example', 'merge', '-q', '--no-ff', '-m', 'Merge side', 'side');
    const objects = openObjects(repository.gitDir);
    const from = (await objects.resolve('HEAD'))!;

    const all = await objects.history({ from, since: null });
    const under = await objects.history({ from, since: null, under: ['state'] });
    const since = await objects.history({ from, since: all[2]!.id });
    const one = await objects.history({ from, since: null, limit: 1 });

    expect(all.map((commit) => [commit.subject, commit.paths])).toEqual([
      ['Merge side', ['state/b.yaml']],
      ['Change files', ['policies/c.yaml']],
      ['First', ['state/a.yaml']],
    ]);
    expect(all[2]).toMatchObject({
      at: '2026-11-01T10:00:00Z',
      author: 'Practice Author <author@latsas.example>',
      trailers: { Person: 'e-1' },
      parent: null,
    });
    expect(under.map((commit) => commit.subject)).toEqual(['Merge side', 'First']);
    expect(since).toHaveLength(2);
    expect(one).toHaveLength(1);
  });
});
