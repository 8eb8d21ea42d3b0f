/** What may lie where. */
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { pathFor, shardOf } from '../../../reconciler/load/paths.ts';
import { findings, said, withBytes } from './read.ts';
import { makeFile, makeFiles, WORLD } from './world.ts';

const TEXT = 'id: e-1\nperson: withheld\nkind: employee\n';

it.each([
  ['state/employees/e-1.yml', 'file-extension', 'Did you mean `state/employees/e-1.yaml`?'],
  ['state/employes/e-1.yaml', 'unexpected-file', 'Did you mean `state/employees/e-1.yaml`?'],
  ['state/e-1.yaml', 'unexpected-file', undefined],
  ['policies/guardrail.yaml', 'unexpected-file', 'Did you mean `policies/guardrails.yaml`?'],
  ['policies/systems.yaml', 'unexpected-file', undefined],
  ['state/employees/notes.txt', 'unexpected-file', undefined],
  ['state/employees/a/b/e-1.yaml', 'unexpected-file', undefined],
  ['state/employees/E-1.yaml', 'file-name', undefined],
  ['state/employees/é.yaml', 'file-name', undefined],
  ['state/employees/-e.yaml', 'file-name', undefined],
  ['state/employees/.yaml', 'file-name', undefined],
  ['state/employees/e-1.yaml.yaml', 'file-name', undefined],
  [`state/employees/${'e'.repeat(64)}.yaml`, 'file-name', undefined],
  ['state/offboardings/e-1042.1.yaml', 'file-name', undefined],
  ['state/offboardings/e-1042.two.yaml', 'file-name', undefined],
])('refuses %s as %s', (path, code, hint) => {
  const [found, ...others] = findings({ [path]: TEXT });

  expect(others).toEqual([]);
  expect(found).toMatchObject({ code, file: path, line: 0, column: 0 });
  if (hint !== undefined) expect(found?.hint).toBe(hint);
});

it.each(['state/README.md', 'policies/systems/README.md', 'state/holds/.gitkeep', 'README.md', 'docs/state/x.yml', 'statement/x.yml'])(
  'says nothing about %s',
  (path) => {
    expect(findings({ [path]: 'x' })).toEqual([]);
  },
);

it.each([
  ['100755', 'file-executable'],
  ['120000', 'file-symlink'],
  ['160000', 'file-submodule'],
  ['100664', 'file-mode'],
])('refuses mode %s as %s, and reads nothing of it', (mode, code) => {
  const path = 'state/employees/x-2001.yaml';

  const { diagnostics, desired } = loadFiles(withBytes(path, WORLD[path] ?? '', mode), null);

  expect(said(diagnostics)).toEqual([`${code} x-2001.yaml`]);
  expect(desired?.employees.has('x-2001' as never)).toBe(false);
});

it.each(['state', 'policies'])('refuses a link in place of the folder %s', (folder) => {
  const files = makeFiles().filter((file) => !file.path.startsWith(folder));

  const { diagnostics, desired } = loadFiles([...files, makeFile(folder, '/etc', '120000')], null);

  expect(said(diagnostics)).toContain(`file-symlink ${folder}`);
  expect(desired).toBeNull();
});

it.each([
  ['state/employees/x-2001.yaml', 'id: x-2002\nperson: withheld\nkind: employee\n', '/id'],
  ['state/offboardings/x-2001.2.yaml', 'employee: e-1042\nkind: planned\nspell: 2027-06-30\n', '/employee'],
  ['state/readings/m365.yaml', WORLD['state/readings/ad.yaml'] ?? '', '/system'],
])('wants the file name of %s to be its id', (path, text, pointer) => {
  expect(findings({ [path]: text }).filter((one) => one.code === 'id-not-file-name')).toMatchObject([{ file: path, pointer }]);
});

describe('shards', () => {
  const sharded = makeFiles({ 'state/organisation.yaml': `${WORLD['state/organisation.yaml']}shardFolders: true\n` }).map((file) => {
    const parts = file.path.split('/');
    const isRecord = parts[0] === 'state' && parts.length === 3;
    const stem = parts.at(-1)?.replace('.yaml', '').split('.')[0] ?? '';
    return isRecord ? { ...file, path: `${parts[0]}/${parts[1]}/${shardOf(stem)}/${parts[2]}` } : file;
  });

  it('are read when the organisation says so', () => {
    const { diagnostics, desired } = loadFiles(sharded, null);

    expect(diagnostics).toEqual([]);
    expect(desired?.employees.size).toBe(3);
  });

  it('are required then, and refused else', () => {
    const flat = makeFiles({ 'state/organisation.yaml': `${WORLD['state/organisation.yaml']}shardFolders: true\n` });
    const unexpected = sharded.map((file) =>
      file.path === 'state/organisation.yaml' ? makeFile(file.path, WORLD[file.path] ?? '') : file,
    );

    const deeper = loadFiles(flat, null).diagnostics.filter((one) => one.file.includes('e-1042.yaml') && one.file.includes('employees'));
    const shallower = loadFiles(unexpected, null).diagnostics;

    expect(deeper).toMatchObject([{ code: 'wrong-folder', hint: 'Move it to state/employees/42/e-1042.yaml.' }]);
    expect(shallower.every((one) => one.code === 'wrong-folder')).toBe(true);
  });

  it.each([
    ['e-1042', '42'],
    ['LT-00-4', '04'],
    ['LT-A-B', 'ab'],
    ['e', 'e'],
  ])('are named by the last two alphanumerics: %s in %s', (id, shard) => {
    expect(shardOf(id)).toBe(shard);
  });

  it('keep the plans of one person together, and policies flat', () => {
    expect(pathFor('offboarding', 'e-1042.2', true)).toBe('state/offboardings/42/e-1042.2.yaml');
    expect(pathFor('system', 'ad', true)).toBe('policies/systems/ad.yaml');
    expect(pathFor('guardrails', 'guardrails', true)).toBe('policies/guardrails.yaml');
  });
});
