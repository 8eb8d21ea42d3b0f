/** Pointers become lines and columns; excerpts show the place, and nothing personal. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../reconciler/load/check-document.ts';
import { type Located, locate, locateReasons, prepare } from '../../../reconciler/load/locate.ts';
import { partsOf, pointerOf } from '../../../reconciler/load/problem.ts';
import type { Plan } from '../../../reconciler/model/plan.ts';
import { findings } from './read.ts';
import { edited, WORLD } from './world.ts';

const TEXT = `# who
id: e-1
person:
  name: Anna
accounts:
  - system: ad
    grants: [sales, vpn]
  - {system: m365, login: x}
"a/b~c": 1
`;

it.each([
  ['', 2, 1],
  ['/id', 2, 5],
  ['/person', 3, 1],
  ['/person/name', 4, 9],
  ['/accounts', 5, 1],
  ['/accounts/0/grants/1', 7, 21],
  ['/accounts/1', 8, 5],
  ['/accounts/1/login', 8, 27],
  ['/a~1b~0c', 9, 10],
  ['/person/email', 3, 1],
  ['/accounts/7/login', 5, 1],
  ['/nothing/at/all', 2, 1],
])('finds %j at %i:%i', (pointer, line, column) => {
  expect(locate(TEXT, pointer)).toEqual({ line, column });
});

it.each(['', '\n', 'x: [', '%YAML', '\r\n\r\n'])('finds some place in %j', (text) => {
  const { line, column } = locate(text, '/a/b');

  expect(line).toBeGreaterThan(0);
  expect(column).toBeGreaterThan(0);
});

it('counts lines alike with CR LF', () => {
  expect(locate(TEXT.replaceAll('\n', '\r\n'), '/accounts/1/login')).toEqual({ line: 8, column: 27 });
});

it('takes pointers apart as it puts them together', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
      expect(partsOf(pointerOf(...parts))).toEqual(parts);
    }),
  );
});

it('fills in the line of every reason of a plan, and leaves what cannot be read', async () => {
  const because = (file: string, pointer: string) => ({ rule: 'x', file, pointer, line: 0 });
  const plan = {
    changes: [{ id: 'a', because: because('a.yaml', '/person/name') }],
    held: [{ change: { id: 'b', because: because('a.yaml', '/accounts/0') } }],
    findings: [{ because: because('gone.yaml', '/x') }, { because: because('', '') }],
    proposals: [{ because: because('a.yaml', '/id'), lines: [{ because: because('a.yaml', '/accounts/1/login') }] }],
  } as unknown as Plan;
  const reads: string[] = [];

  const known = new Map<string, Located>();
  const read = async (path: string) => {
    reads.push(path);
    return path === 'a.yaml' ? TEXT : null;
  };
  const located = await locateReasons(plan, { read, known });

  expect(located.changes[0]?.because.line).toBe(4);
  expect(located.held[0]?.change.because.line).toBe(6);
  expect(located.proposals[0]?.because.line).toBe(2);
  expect(located.proposals[0]?.lines[0]?.because.line).toBe(8);
  expect(located.findings.map((finding) => finding.because.line)).toEqual([0, 0]);
  expect(reads).toEqual(['a.yaml', 'gone.yaml']);
  expect(plan.changes[0]?.because.line).toBe(0);
  expect([...known.keys()]).toEqual([TEXT]);
});

it('does not look through a text that it has looked through before', async () => {
  const plan = { changes: [{ because: { rule: 'x', file: 'a.yaml', pointer: '/id', line: 0 } }], held: [], findings: [], proposals: [] };
  const known = new Map([['id: 1\n', prepare('\n\nid: 1\n')]]);

  const located = await locateReasons(plan as unknown as Plan, { read: async () => 'id: 1\n', known });

  expect(located.changes[0]?.because.line).toBe(3);
});

describe('excerpts', () => {
  it('show the line with a caret under the value', () => {
    const [found] = findings(edited('state/devices/LT-0042.yaml', 'type: laptop', 'type: laptp'));

    expect(found?.excerpt).toBe('    2 | type: laptp\n      |       ^^^^^');
  });

  it('show a part of a long line', () => {
    const [found] = checkDocument('state/leases/x.yaml', `id: x\n${' '.repeat(0)}lessor: ${'x'.repeat(400)}\n`);
    const lines = found?.excerpt?.split('\n') ?? [];

    for (const line of lines) expect(line.length).toBeLessThan(120);
  });

  it('keep the caret in its place behind wide indents and tabs', () => {
    const [found] = checkDocument(
      'state/devices/LT-1.yaml',
      'id: LT-1\ntype:\t\tlaptp\nstatus: available\nholder: null\nownership: owned\n',
    );
    const [source, caret] = found?.excerpt?.split('\n') ?? [];

    expect(caret?.indexOf('^')).toBe(source?.indexOf('laptp'));
  });

  it.each([
    ['name', 'name: Anna Exempelsson', 'name: [Xenia]', 'Xenia'],
    ['address', 'email: anna.exempelsson@exempel.example', 'email: xenia testgren', 'testgren'],
    ['login', 'login: annexe', 'login: [xentes]', 'xentes'],
    ['login in a flow', 'login: anna.exempelsson@exempel.example, licences', 'login: xenia.testgren@exempel.example, licenses', 'testgren'],
    ['person as a word', 'person:\n  name: Anna Exempelsson\n  email: anna.exempelsson@exempel.example', 'person: Xenia Testgren', 'Xenia'],
    ['name over two lines', '  name: Anna Exempelsson', '  name:\n    - Xenia', 'Xenia'],
    ['name with a colon', 'name: Anna Exempelsson', 'name: Xenia: Testgren', 'Xenia'],
    ['name in an open quote', 'name: Anna Exempelsson', 'name: "Xenia Testgren', 'Xenia'],
  ])('leave out a %s', (_name, from, to, secret) => {
    const found = findings(edited('state/employees/e-1042.yaml', from, to)).filter((one) => one.file.endsWith('e-1042.yaml'));

    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('leave out logins of policies', () => {
    const found = findings(edited('policies/guardrails.yaml', '{login: nodkonto}', '{lgoin: nodkonto, login: nodkonto}'));

    expect(JSON.stringify(found)).not.toContain('nodkonto');
  });

  it('write out what a terminal would obey', () => {
    const path = 'state/devices/LT-0042.yaml';
    const found = findings({ [path]: (WORLD[path] ?? '').replace('type: laptop', 'type: "\u001b[31mred"') });

    expect(JSON.stringify(found)).not.toContain('\\u001b');
    expect(found[0]?.excerpt).toContain('\\u{1b}');
  });
});
