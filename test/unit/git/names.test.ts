import { describe, expect, it } from 'vitest';
import { fullRef, isObjectId, isRefName, isRevision, isTreePath, objectId } from '../../../reconciler/git/names.ts';
import { git, makeRepository } from '../../fakes/repository.ts';

const hostile = [
  '--output=/tmp/x',
  '-f',
  '--detach',
  '--upload-pack=touch x',
  '-c',
  '',
  'a b',
  'a\nb',
  'a\0b',
  'a..b',
  'x:y',
  'a?b',
  'a*',
  'a[b',
  String.raw`a\b`,
];

describe('names that come from data', () => {
  it.each(hostile)('is no revision and no ref: %j', (name) => {
    expect(isRevision(name)).toBe(false);
    expect(isRefName(name)).toBe(false);
  });

  it.each(['HEAD', 'main', 'origin/main', 'main~2', 'main^', 'v1.0', 'lastday/release/e-1-2026-12-31', 'HEAD@{1}', 'a'.repeat(40)])(
    'is a revision: %s',
    (name) => {
      expect(isRevision(name)).toBe(true);
    },
  );

  it.each(['a/', '/a', 'a//b', '.a', 'a/.b', 'a.lock', 'a/b.lock', 'a.', '@', 'a@{b', 'a~1', 'a^', 'refs/heads/-x'])(
    'is no ref: %s',
    (name) => {
      expect(isRefName(name)).toBe(false);
    },
  );

  it('takes only names that git itself takes', () => {
    const { root } = makeRepository();
    const names = ['main', 'lastday/journal', 'lastday/release/e-1042-2026-12-31', 'å/ö', 'a-b', 'A1', 'x@y', 'a.b'];

    const taken = names.filter((name) => isRefName(name));

    expect(taken).toEqual(names);
    for (const name of taken) expect(git(root, ['check-ref-format', `refs/heads/${name}`])).toBe('');
  });

  it('makes a branch of a short name and refuses options', () => {
    expect(fullRef('lastday/journal')).toBe('refs/heads/lastday/journal');
    expect(fullRef('refs/tags/x')).toBe('refs/tags/x');
    expect(() => fullRef('--mirror')).toThrow(/not a name for a branch/u);
    expect(() => fullRef('-x')).toThrow(/not a name for a branch/u);
  });

  it.each([
    ['a'.repeat(40), true],
    ['a'.repeat(64), true],
    ['A'.repeat(40), false],
    ['a'.repeat(39), false],
    ['a'.repeat(41), false],
    [`${'a'.repeat(39)}\n`, false],
  ])('object id %s: %s', (id, expected) => {
    expect(isObjectId(id)).toBe(expected);
    if (!expected) expect(() => objectId(id)).toThrow(/not an object id/u);
  });

  it.each([
    ['state/a.yaml', true],
    ['runs/2027/01/x.ndjson', true],
    ['../x', false],
    ['a/../b', false],
    ['/a', false],
    ['a//b', false],
    ['.git/config', false],
    ['a/.GIT/hooks/x', false],
    ['a\nb', false],
    ['', false],
  ])('path %j in a commit: %s', (path, expected) => {
    expect(isTreePath(path)).toBe(expected);
  });
});
