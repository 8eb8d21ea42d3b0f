/** A state repository made by somebody who wants code to run where it is read: in its content, and in the `.git` around it. */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Files, git, quietGit } from '../fakes/repository.ts';

/** A shell command that leaves a trace of its name. */
function trace(marks: string, name: string): string {
  return `touch '${marks}/${name}'`;
}

/** A Node module that leaves a trace when it is loaded. */
function traceModule(marks: string, name: string): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(`${marks}/${name}`)}, '');\n`;
}

const RUN_BY_NAME = ['yaml', 'commander', 'zod', 'ajv', 'octokit', 'csv-parse', 'temporal-polyfill', 'lastday'] as const;

/** Files of a commit that some program or other would take orders from. */
export function hostileFiles(marks: string): Files {
  const scripts = Object.fromEntries(['preinstall', 'install', 'postinstall', 'prepare', 'test'].map((name) => [name, trace(marks, name)]));
  const modules = RUN_BY_NAME.flatMap((name) => [
    [`node_modules/${name}/index.js`, traceModule(marks, `module-${name}`)],
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '99.0.0', main: 'index.js' })],
  ]);
  const bare = {
    HEAD: 'ref: refs/heads/main\n',
    config: `[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = "${trace(marks, 'embedded-fsmonitor')}"\n`,
    'objects/keep': '',
    'refs/keep': '',
  };
  return {
    '.gitattributes': '* filter=evil diff=evil merge=evil ident text eol=crlf export-subst\n',
    '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c ${trace(marks, 'submodule-url')}\n\tupdate = !${trace(marks, 'submodule-update')}\n`,
    '.gitconfig': `[core]\n\tfsmonitor = ${trace(marks, 'gitconfig-file')}\n`,
    '.mailmap': 'Someone Else <else@exempel.example> <author@latsas.example>\n',
    '.npmrc': `node-options=--require=${join(marks, '..', 'evil.cjs')}\nscript-shell=${join(marks, '..', 'evil.sh')}\n`,
    '.env': `NODE_OPTIONS=--require=./evil.cjs\nLASTDAY_FORGE=github\n`,
    'evil.cjs': traceModule(marks, 'evil-cjs'),
    'package.json': JSON.stringify({ name: 'x', type: 'commonjs', scripts, imports: { '#x': './evil.cjs' }, main: 'evil.cjs' }),
    'tsconfig.json': '{"compilerOptions":{"plugins":[{"name":"../evil.cjs"}]}}',
    'lastday.config.js': traceModule(marks, 'config-js'),
    '.lastdayrc': `!!js/function '${trace(marks, 'rc')}'\n`,
    Makefile: `all:\n\t${trace(marks, 'make')}\n`,
    ...Object.fromEntries(modules),
    ...Object.fromEntries(Object.entries(bare).map(([name, text]) => [`docs/embedded/${name}`, text])),
  };
}

const HOOKS = [
  'applypatch-msg',
  'commit-msg',
  'fsmonitor-watchman',
  'post-applypatch',
  'post-checkout',
  'post-commit',
  'post-index-change',
  'post-merge',
  'post-receive',
  'post-rewrite',
  'post-update',
  'pre-applypatch',
  'pre-auto-gc',
  'pre-commit',
  'pre-merge-commit',
  'pre-push',
  'pre-rebase',
  'pre-receive',
  'prepare-commit-msg',
  'proc-receive',
  'push-to-checkout',
  'reference-transaction',
  'sendemail-validate',
  'update',
] as const;

/** Settings of git that name a command, and the trace each would leave. */
function settings(marks: string): readonly (readonly [key: string, value: string])[] {
  const run = (name: string) => trace(marks, name);
  const aliases = [
    'cat-file',
    'log',
    'ls-remote',
    'fetch',
    'push',
    'fast-import',
    'merge-base',
    'config',
    'update-ref',
    'symbolic-ref',
    'for-each-ref',
  ];
  return [
    ['core.fsmonitor', run('fsmonitor')],
    ['core.fsmonitorHookVersion', '2'],
    ['core.pager', run('pager')],
    ['core.editor', run('editor')],
    ['core.alternateRefsCommand', run('alternate-refs')],
    ['core.gitProxy', run('git-proxy')],
    ['core.attributesFile', '.gitattributes'],
    ['core.untrackedCache', 'true'],
    ['pager.log', run('pager-log')],
    ['pager.config', run('pager-config')],
    ['diff.external', run('diff-external')],
    ['diff.evil.command', run('diff-command')],
    ['diff.evil.textconv', run('textconv')],
    ['filter.evil.clean', run('filter-clean')],
    ['filter.evil.smudge', run('filter-smudge')],
    ['filter.evil.process', run('filter-process')],
    ['filter.evil.required', 'true'],
    ['merge.evil.driver', run('merge-driver')],
    ['gpg.program', run('gpg')],
    ['commit.gpgSign', 'true'],
    ['push.gpgSign', 'if-asked'],
    ['log.showSignature', 'true'],
    ['log.mailmap', 'true'],
    ['uploadpack.packObjectsHook', run('pack-objects-hook')],
    ['remote.origin.uploadpack', `${run('uploadpack')}; git-upload-pack`],
    ['remote.origin.receivepack', `${run('receivepack')}; git-receive-pack`],
    ['trailer.evil.command', run('trailer')],
    ['submodule.recurse', 'true'],
    ['submodule.x.url', `ext::sh -c ${run('submodule')}`],
    ['submodule.x.update', `!${run('submodule-update')}`],
    ['submodule.x.active', 'true'],
    ['push.recurseSubmodules', 'on-demand'],
    ['fetch.recurseSubmodules', 'on-demand'],
    ['protocol.ext.allow', 'always'],
    ['maintenance.auto', 'true'],
    ['gc.auto', '1'],
    ['gc.recentObjectsHook', run('recent-objects')],
    ['interactive.diffFilter', run('diff-filter')],
    ['sequence.editor', run('sequence-editor')],
    ['man.viewer', run('man')],
    ...aliases.map((name) => [`alias.${name}`, `!${run(`alias-${name}`)}`] as const),
  ];
}

function writeProgram(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

/** Turns a good clone into one that somebody else prepared. Returns how git is told so, for the test that it would bite. */
export function poison(root: string, marks: string): void {
  const gitDir = join(root, '.git');
  for (const hook of HOOKS) writeProgram(join(gitDir, 'hooks', hook), trace(marks, `hook-${hook}`));
  for (const hook of HOOKS) writeProgram(join(gitDir, 'evil-hooks', hook), trace(marks, `hook-${hook}`));
  const other = join(root, '..', 'alternate');
  spawnSync('git', ['clone', '--quiet', '--bare', root, other], { env: quietGit });
  for (const folder of ['objects/info', 'info']) mkdirSync(join(gitDir, folder), { recursive: true });
  writeFileSync(join(gitDir, 'objects/info/alternates'), `${join(other, 'objects')}\n`);
  writeFileSync(join(gitDir, 'info/attributes'), '* filter=evil diff=evil merge=evil\n');
  writeFileSync(join(gitDir, 'included'), `[core]\n\thooksPath = ${join(gitDir, 'evil-hooks')}\n`);
  for (const [key, value] of settings(marks)) git(root, ['config', '--local', '--replace-all', key, value]);
  git(root, ['config', '--local', 'include.path', 'included']);
}
