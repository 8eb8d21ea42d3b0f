/** One escaper per sink: every place where a text could become a command of something else is found here, and must go through its escaper. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const texts = new Map([...sources('reconciler'), ...sources('schemas')].map((file) => [file, readFileSync(join(root, file), 'utf8')]));

/** Lines of code that hold a pattern, as `file: line`, outside of the files that may. */
function linesWith(pattern: RegExp, may: readonly string[] = []): string[] {
  return [...texts]
    .filter(([file]) => !may.some((allowed) => file === allowed || (allowed.endsWith('/') && file.startsWith(allowed))))
    .flatMap(([file, text]) =>
      text
        .split('\n')
        .filter((line) => !/^\s*(\/\/|\/?\*)/u.test(line) && pattern.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
}

interface Sink {
  readonly sink: string;
  /** What a line looks like that feeds it. */
  readonly pattern: RegExp;
  /** The escaper, and who may do without. */
  readonly may: readonly string[];
  /** A line that must be found. */
  readonly example: string;
}

const SINKS: readonly Sink[] = [
  {
    sink: 'processes',
    pattern: /child_process/u,
    may: ['reconciler/git/spawn.ts', 'reconciler/main.ts'],
    example: "import { exec } from 'node:child_process';",
  },
  { sink: 'shells', pattern: /shell:\s*true|\/bin\/sh/u, may: ['reconciler/main.ts'], example: 'spawn(command, { shell: true })' },
  { sink: 'code', pattern: /\beval\(|new Function\(|node:vm|import\((?!')/u, may: [], example: 'await import(name)' },
  {
    sink: 'patterns',
    pattern: /new RegExp\(/u,
    // Constants of their own file; a pattern of a protected branch; a key of ours.
    may: [
      'reconciler/tables/dates.ts',
      'reconciler/load/personal-numbers.ts',
      'reconciler/forges/gitlab/examine.ts',
      'reconciler/run/sending.ts',
    ],
    example: 'new RegExp(name)',
  },
  {
    sink: 'commands of workflows',
    pattern: /[`']::(\$|[a-z])/u,
    may: ['reconciler/report/annotations.ts', 'reconciler/report/diagnostics-annotations.ts'],
    example: 'out(`::error::${name}`)',
  },
  {
    sink: 'rows of CSV',
    pattern: /\.join\('[,;]'\)\}\\r\\n|\.join\('[,;]'\) \+ '\\r?\\n'/u,
    may: ['reconciler/escape/csv.ts'],
    example: "`${cells.join(',')}\\r\\n`",
  },
  {
    sink: 'filters',
    pattern: /\b(eq|ne|co|sw|startswith|contains)\b [`'"]?\$\{|\([a-zA-Z]+=\$\{/u,
    may: ['reconciler/systems/scim/filter.ts'],
    example: '`userName eq ${name}`',
  },
  {
    sink: 'names in LDAP',
    pattern: /[`,]\s*(cn|ou|dc|uid|\$\{type\})=\$\{/iu,
    may: ['reconciler/systems/ldap/names.ts'],
    example: '`cn=${name},${base}`',
  },
  { sink: 'HTML', pattern: /[`'](<\/?(p|a|b|div|span|td|tr|table|img|script|h[1-6])\b)/u, may: [], example: '`<td>${name}</td>`' },
  {
    sink: 'messages of errors, words of forges and texts of files, on a terminal',
    pattern: /\b(out|err)\(.*\$\{[^}]*\b(message|detail|stack|title|body|subject|author|login|name|email)\b(?!\))/u,
    // `submit` shows the very file that it writes; the loader lets no control through.
    may: [],
    example: 'world.err(`lastday: ${error.message}\\n`)',
  },
];

describe.each(SINKS)('$sink', ({ pattern, may, example }) => {
  it('is fed through its escaper alone', () => {
    const wrong = linesWith(pattern, may).filter((line) => !/\bescape(Terminal|Lines|Markdown)\(|JSON\.stringify\(/u.test(line));

    expect(wrong).toEqual([]);
  });

  it('is recognised', () => {
    expect(example).toMatch(pattern);
  });

  it('has no exception that nobody needs', () => {
    const used = may.filter((file) => pattern.test(texts.get(file) ?? ''));

    expect(used).toEqual(may);
  });
});

/** What may stand unencoded in the path of a request: constants, and ids whose form was checked where they came in. */
const CHECKED: Readonly<Record<string, readonly string[]>> = {
  'systems/entra': ['id', 'user', 'user.id', 'group', 'system.tenant', 'NOBODY', 'USER_SELECT'],
  'systems/google': ['id', 'user.id', 'day', 'part(productId)', 'part(skuId)', 'part(address)'],
  'systems/snipe-it': ['id', 'user', 'user.id', 'number', 'licence', 'licence.id', 'seat', 'at.id'],
  'systems/rt': ['id'],
  'systems/okta': ['step', 'path', 'request.path', 'search.toString()'],
  'systems/slack': ['method'],
  'systems/scim': ['data.endpoint'],
  'forges/gitea': ["project.split('/').map(encodeURIComponent).join('/')", "desk.client.project.split('/')[0]"],
};

it('puts nothing unencoded into the path of a request but ids that were checked', () => {
  const wrong = [...texts]
    .filter(([file]) => /^reconciler\/(systems|forges)\//u.test(file))
    .flatMap(([file, text]) => {
      const known = CHECKED[file.split('/').slice(1, 3).join('/')] ?? [];
      const paths = [...text.matchAll(/`\/(?![/*])[^`\n]*`/gu)].map(([path]) => path);
      const parts = paths.flatMap((path) => [...path.matchAll(/\$\{((?:[^{}]|\{[^}]*\})*)\}/gu)].map((part) => part[1] ?? ''));
      return parts
        .filter((part) => !/^(encodeURIComponent|pathPart)\(/u.test(part) && !known.includes(part))
        .map((part) => `${file}: ${part}`);
    });

  expect(wrong).toEqual([]);
});

it('lets everything that is printed be looked at once more', () => {
  const main = texts.get('reconciler/main.ts') ?? '';

  expect(main).toContain('Buffer.from(lastLook(masked(text)))');
  expect(linesWith(/process\.(stdout|stderr)\.write|console\./u, ['reconciler/main.ts'])).toEqual([]);
});
