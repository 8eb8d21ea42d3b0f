/** What comes from others: packages, actions, and the rights that workflows have. The static checks of OpenSSF Scorecard, as far as a repository shows them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ACTIONS } from '../reconciler/scaffold/actions.ts';
import { scaffold } from '../reconciler/scaffold/scaffold.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly link?: boolean;
}

const packages = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages).filter(
  ([path]) => path !== '',
);
const manifest = JSON.parse(read('package.json')) as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Licences of what may be handed on within the bundle. */
const FREE = ['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

describe('the lockfile', () => {
  it('knows the content of every package, and no place to fetch one from', () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, one]) => !/^sha512-[A-Za-z0-9+/]{86}==$/u.test(one.integrity ?? '')).map(([path]) => path)).toEqual([]);
    // Whoever installs asks their own registry: the lockfile names none.
    expect(packages.filter(([, one]) => one.link === true || one.resolved !== undefined)).toEqual([]);
  });

  it('lets one package alone run a script when it is installed, and that one is not in the bundle', () => {
    const scripted = packages.filter(([, one]) => one.hasInstallScript === true).map(([path]) => path);

    expect(scripted).toEqual(['node_modules/node']);
    expect(manifest['allowScripts']).toEqual({ node: true });
  });
});

describe('the bundle', () => {
  let inside: readonly string[] = [];
  beforeAll(async () => {
    const bundle = await rolldown({ input: join(root, 'reconciler/main.ts'), platform: 'node', cwd: root });
    const { output } = await bundle.generate({ format: 'esm' });
    await bundle.close();
    const ids = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
    inside = [...new Set(ids.flatMap((id) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(id)?.[1] ?? []))].toSorted();
  }, 60_000);

  it('holds the packages of the table in ARCHITECTURE.md with their own, and no others', () => {
    const [, table = ''] = read('ARCHITECTURE.md').split('## Packages at run time');
    const named = [...table.matchAll(/^\| ([@a-z/-]+) \| [^|]+ \| [^|]+ \|$/gmu)]
      .map((row) => row[1] ?? '')
      .filter((name) => name !== 'package' && !/^-+$/u.test(name));
    const lock = new Map(packages);
    const reached = new Set<string>();
    const visit = (name: string) => {
      if (reached.has(name)) return;
      reached.add(name);
      const about = lock.get(`node_modules/${name}`) as { dependencies?: Record<string, string> } | undefined;
      for (const next of Object.keys(about?.dependencies ?? {})) visit(next);
    };
    for (const name of named) visit(name);

    expect(named.filter((name) => !inside.includes(name))).toEqual([]);
    expect(inside.filter((name) => !reached.has(name))).toEqual([]);
  });

  it('holds nothing that may not be handed on, and nothing with an install script', () => {
    const lock = new Map(packages);
    const about = inside.map((name) => [name, lock.get(`node_modules/${name}`)] as const);

    expect(about.filter(([, one]) => !FREE.includes(one?.license ?? '')).map(([name, one]) => `${name}: ${one?.license}`)).toEqual([]);
    expect(about.filter(([, one]) => one?.hasInstallScript === true)).toEqual([]);
  });

  it('is all that is published: the package asks for no other and runs nothing when it is installed', () => {
    for (const part of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundledDependencies'])
      expect(manifest[part]).toBeUndefined();
    expect(Object.keys(manifest['scripts'] ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/u.test(name))).toEqual([]);
  });
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[]; readonly 'timeout-minutes'?: number }
    >
  >;
}

const ANSWERS = {
  name: 'Exempel',
  zone: 'Europe/Stockholm',
  locale: 'en',
  country: 'SE',
  currency: 'SEK',
  team: '@exempel',
  isExample: false,
  version: '0.1.0',
} as const;
const ours = readdirSync(join(root, '.github/workflows')).map(
  (name) => [`.github/workflows/${name}`, read(`.github/workflows/${name}`)] as const,
);
const theirs = [...scaffold(ANSWERS, new Map())]
  .filter(([path]) => path.startsWith('.github/workflows/'))
  .map(([path, text]) => [`init: ${path}`, text] as const);

/** Where a workflow may start from: nothing that brings secrets and foreign code together. */
const SAFE_STARTS = ['pull_request', 'merge_group', 'push', 'schedule', 'workflow_dispatch'];
/** Rights that jobs have beyond reading, each with its reason. */
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  // Provenance is signed with the identity of the workflow.
  '.github/workflows/release.yml': ['id-token'],
  // One comment, by a job that runs no code of the change.
  'init: .github/workflows/check.yml': ['pull-requests'],
  // Journal, pull requests and board.
  'init: .github/workflows/nightly.yml': ['contents', 'issues', 'pull-requests'],
  'init: .github/workflows/immediate.yml': ['contents', 'issues', 'pull-requests'],
};

function stepsOf(workflow: Workflow): readonly Step[] {
  return Object.values(workflow.jobs).flatMap((job) => job.steps);
}

describe.each([...ours, ...theirs])('%s', (path, text) => {
  const workflow = parse(text) as Workflow;

  it('starts from nothing that brings secrets and foreign code together', () => {
    const starts =
      typeof workflow.on === 'string' ? [workflow.on] : Array.isArray(workflow.on) ? workflow.on : Object.keys(workflow.on as object);

    expect(starts.filter((one) => !SAFE_STARTS.includes(one as string))).toEqual([]);
    if (starts.includes('pull_request')) expect(text).not.toMatch(/\$\{\{[^}]*secrets\.|id-token/u);
  });

  it('may do nothing by itself, and its jobs only what they are there for', () => {
    const { permissions } = workflow;
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
    const more = Object.values(workflow.jobs).flatMap((job) =>
      Object.entries(job.permissions ?? {}).flatMap(([name, right]) => (right === 'read' ? [] : [name])),
    );

    expect([...new Set(more)].toSorted()).toEqual(RIGHTS[path] ?? []);
  });

  it('uses actions of GitHub alone, by digest, with the version beside it, and leaves no token behind', () => {
    const used = stepsOf(workflow).filter((step) => step.uses !== undefined);

    expect(used.filter((step) => !/^actions\/[a-z-]+@[0-9a-f]{40}$/u.test(step.uses ?? ''))).toEqual([]);
    for (const line of text.match(/uses: .*/gu) ?? []) expect(Object.values(ACTIONS)).toContain(line.slice('uses: '.length));
    expect(
      used.filter((step) => step.uses?.startsWith('actions/checkout@') === true && step.with?.['persist-credentials'] !== false),
    ).toEqual([]);
  });

  it('puts no expression into a script, installs from the lockfile and ends by itself', () => {
    const scripts = stepsOf(workflow).flatMap((step) => step.run ?? []);

    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
    expect(scripts.join('\n')).not.toMatch(/npm (install|i|exec)\b|npx (?!--no-install)|curl|wget|\| *(ba)?sh\b/u);
    expect(Object.values(workflow.jobs).every((job) => (job['timeout-minutes'] ?? 0) > 0)).toBe(true);
  });
});

describe('the repository', () => {
  it('is released with provenance and a list of what it is made of', () => {
    const scripts = stepsOf(parse(read('.github/workflows/release.yml')) as Workflow).flatMap((step) => step.run ?? []);

    expect(scripts).toContain('npm publish --provenance --access public');
    expect(scripts.some((script) => script.startsWith('npm sbom --sbom-format cyclonedx'))).toBe(true);
    expect(read('build.ts')).toContain('dist/THIRD-PARTY.txt');
  });

  it('says how to report, who owns what decides, under which licence it stands, and is kept up to date', () => {
    expect(read('SECURITY.md')).toMatch(/private vulnerability report/u);
    expect(read('LICENSE')).toContain('Apache License');
    const owned = read('.github/CODEOWNERS')
      .split('\n')
      .filter((line) => line.startsWith('/'))
      .map((line) => line.split(/\s+/u)[0] ?? '');
    expect(owned.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(owned).toEqual(expect.arrayContaining(['/reconciler/plan/', '/reconciler/apply/', '/.github/', '/package-lock.json']));
    expect(
      (parse(read('.github/dependabot.yml')) as { updates: { 'package-ecosystem': string }[] }).updates.map(
        (one) => one['package-ecosystem'],
      ),
    ).toEqual(['npm', 'npm', 'github-actions']);
  });

  it('holds no program and no package in binary form', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);

    expect(files.filter((path) => /\.(exe|dll|so|dylib|node|wasm|jar|class|pyc|o|a|tgz|zip|gz)$/iu.test(path))).toEqual([]);
  });
});
