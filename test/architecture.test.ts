/** Who may import whom: the table of ARCHITECTURE.md, checked on every import of every source file. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The part of the house a file is in: `plan`, `systems/csv`, `record/edit-yaml`, `schemas`, `main.ts` … */
function partOf(path: string): string {
  const [top, second = '', third = ''] = path.split('/');
  if (top === 'schemas') return path.startsWith('schemas/json/') ? 'schemas/json' : 'schemas';
  if (top !== 'reconciler') return top ?? '';
  if (second === 'systems' || second === 'forges') return third.endsWith('.ts') ? `${second}/registry` : `${second}/${third}`;
  if (second === 'record' && /^(edit-yaml|new-yaml)/u.test(third)) return 'record/pure';
  return second;
}

const PURE = ['model', 'calendar.ts', 'canonical.ts', 'schemas'];
const STEP = [...PURE, 'ports.ts', 'defaults.ts', 'escape', 'texts'];

/** Part -> parts it may import besides itself, and packages it may import. */
const MAY: Readonly<Record<string, { parts: readonly string[]; packages: readonly RegExp[] }>> = {
  schemas: { parts: ['schemas/json'], packages: [/^zod$/u, /^node:/u, /^ajv/u] },
  model: { parts: ['schemas'], packages: [] },
  'ports.ts': { parts: ['model', 'schemas'], packages: [] },
  'calendar.ts': { parts: ['schemas'], packages: [/^temporal-polyfill$/u] },
  'canonical.ts': { parts: ['schemas'], packages: [] },
  'defaults.ts': { parts: ['model', 'schemas'], packages: [] },
  tables: { parts: ['schemas'], packages: [/^csv-parse/u] },
  escape: { parts: [], packages: [] },
  texts: { parts: ['schemas', 'model', 'calendar.ts', 'escape'], packages: [] },
  plan: { parts: [...PURE, 'defaults.ts'], packages: [] },
  report: { parts: [...PURE, 'escape', 'texts'], packages: [/^zod$/u] },
  import: { parts: [...PURE, 'tables'], packages: [] },
  scaffold: { parts: ['schemas', 'texts'], packages: [] },
  'record/pure': { parts: [...PURE], packages: [/^yaml$/u] },
  load: { parts: [...STEP, 'schemas/json'], packages: [/^yaml$/u, /^ajv/u, /^node:/u] },
  observe: { parts: STEP, packages: [] },
  apply: { parts: STEP, packages: [] },
  record: { parts: [...STEP, 'record/pure'], packages: [/^node:crypto$/u, /^yaml$/u] },
  git: { parts: ['model', 'ports.ts', 'schemas', 'calendar.ts'], packages: [/^node:/u] },
  systems: { parts: [...PURE, 'ports.ts', 'tables', 'systems/http'], packages: [/^node:/u, /^zod$/u, /^ldapts$/u] },
  mail: { parts: ['model', 'ports.ts', 'schemas'], packages: [/^node:/u, /^nodemailer\//u] },
  forges: { parts: [...PURE, 'ports.ts', 'forges/rest'], packages: [/^node:/u, /^zod$/u, /^octokit$/u, /^@octokit\//u] },
};

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** Static, bare and dynamic imports. */
const IMPORTS = /^(?:import|export)\b[^'";]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gmu;

function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(IMPORTS)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function isAllowed(from: string, target: string): boolean {
  const part = partOf(from);
  // These put steps together and may import every one; that none of them reaches into a system or forge is checked below.
  if (['main.ts', 'cli', 'run', 'systems/registry', 'forges/registry'].includes(part)) return true;
  const rule = MAY[part] ?? MAY[part.split('/')[0] ?? ''];
  if (rule === undefined) return false;
  if (!target.startsWith('.')) return rule.packages.some((allowed) => allowed.test(target));
  const other = partOf(relative(root, join(root, dirname(from), target)));
  return other === part || rule.parts.includes(other);
}

/** Files of ours that an import brings in at run time; types are not there any more. */
function broughtIn(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^(?:import|export) type [^;]*;/gmu, '');
  const targets = [...text.matchAll(IMPORTS)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return targets
    .filter((target) => target.startsWith('.') && target.endsWith('.ts'))
    .map((target) => relative(root, join(root, dirname(file), target)));
}

const files = [...sources('schemas'), ...sources('reconciler')];

describe('architecture', () => {
  it('finds the source', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('sees every import, and refuses what is not in the table', () => {
    const seen = importsOf('reconciler/record/edit-yaml.ts');

    expect(seen).toEqual([
      '../../schemas/order.ts',
      '../../schemas/places.ts',
      '../model/proposal.ts',
      './edit-yaml/edit-once.ts',
      './edit-yaml/places.ts',
      './edit-yaml/splices.ts',
    ]);
    expect(importsOf('reconciler/systems/registry.ts')).toContain('./csv/index.ts');
    for (const target of ['node:fs', 'yaml', '../ports.ts', '../git/objects.ts', '../systems/csv/index.ts', '../apply/apply.ts']) {
      expect([target, isAllowed('reconciler/plan/plan.ts', target)]).toEqual([target, false]);
    }
  });

  it('imports only what the table allows', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !isAllowed(file, target))
        .map((target) => `${file} -> ${target}`),
    );

    expect(wrong).toEqual([]);
  });

  it('reaches systems and forges only through their registries', () => {
    const wrong = files
      .filter((file) => ['cli', 'run'].includes(partOf(file)))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => /\/(systems|forges)\/(?!registry)/u.test(target))
          .map((target) => `${file} -> ${target}`),
      );

    expect(wrong).toEqual([]);
  });

  it('reads the process and the clock in main only', () => {
    const wrong = files
      .filter((file) => !['main.ts', 'systems', 'forges', 'git'].includes(partOf(file).split('/')[0] ?? '') && file !== 'schemas/write.ts')
      .filter((file) =>
        /\bprocess\.(env|argv|exit|std|cwd|on|pid|hrtime)|\bDate\.now\(|new Date\(\)/u.test(readFileSync(join(root, file), 'utf8')),
      );

    expect(wrong).toEqual([]);
  });

  it('keeps writers out of everything that a plan can reach, but the registry that hands them out', () => {
    const reached = new Set<string>();
    function visit(file: string): void {
      if (reached.has(file) || /^reconciler\/(systems|ports\.ts)/u.test(file)) return;
      reached.add(file);
      for (const next of broughtIn(file)) visit(next);
    }
    for (const command of ['plan', 'plan-offline', 'status', 'explain', 'validate']) visit(`reconciler/cli/${command}.ts`);

    const wrong = [...reached].filter((file) => /\b(SystemWriter|openWriter)\b/u.test(readFileSync(join(root, file), 'utf8')));
    expect(reached.size).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('has no import cycle', () => {
    const edges = new Map(files.map((file) => [file, broughtIn(file)]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    function visit(file: string, trail: readonly string[]): void {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      state.set(file, 'done');
    }
    for (const file of files) visit(file, []);

    expect(cycles).toEqual([]);
  });

  it('keeps files within 300 lines', () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);

    expect(long).toEqual([]);
  });
});
