/** Every hostile name through every sink: what comes out says the name, and nothing else. */
import { parse as parseCsv } from 'csv-parse/sync';
import { EqualityFilter } from 'ldapts';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { canonicalJson } from '../../../reconciler/canonical.ts';
import { Stop } from '../../../reconciler/cli/context.ts';
import { explainError } from '../../../reconciler/cli/explain-error.ts';
import { csvLine } from '../../../reconciler/escape/csv.ts';
import { codeSpan, escapeMarkdown } from '../../../reconciler/escape/markdown.ts';
import { escapeTerminal, lastLook } from '../../../reconciler/escape/terminal.ts';
import { bodyWith, readBody } from '../../../reconciler/forges/rest/body.ts';
import { parseTrailers } from '../../../reconciler/git/log.ts';
import { isRefName, isRevision, isTreePath } from '../../../reconciler/git/names.ts';
import type { Diagnostic } from '../../../reconciler/model/diagnostic.ts';
import { editYaml } from '../../../reconciler/record/edit-yaml.ts';
import { commitMessage } from '../../../reconciler/record/journal-text.ts';
import { newYaml } from '../../../reconciler/record/new-yaml.ts';
import { ticksIn } from '../../../reconciler/record/pull-ticks.ts';
import { diagnosticsText } from '../../../reconciler/report/diagnostics.ts';
import { diagnosticsAnnotations } from '../../../reconciler/report/diagnostics-annotations.ts';
import { planMarkdown } from '../../../reconciler/report/markdown.ts';
import { diagnosticsSarif } from '../../../reconciler/report/sarif.ts';
import { planText } from '../../../reconciler/report/text.ts';
import type { ReportView } from '../../../reconciler/report/view.ts';
import { formatName, parseName } from '../../../reconciler/systems/ldap/names.ts';
import { literal, pathPart, valuePath } from '../../../reconciler/systems/scim/filter.ts';
import type { Digest } from '../../../schemas/primitives.ts';
import { view } from '../report/sample.ts';
import { HOSTILE } from './hostile.ts';

const DIGEST = '1'.repeat(64) as Digest;

/** Nothing that a terminal obeys, and no line from which GitHub Actions would take a command. */
function expectPlain(text: string): void {
  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cs}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]|[\u{E0000}-\u{E007F}]/u);
  expect(text).not.toMatch(/^\s*::[a-z]|##\[/imu);
}

/** Markdown in which nothing of the name does anything. */
function expectInert(markdown: string): void {
  expect(markdown).not.toMatch(
    /<(?!\/?(details|summary|sub)>)[a-z!/]|(?<!\\)\]\(|(?<!\\)!\[|(^|[^\w`])@[\w-]|https?:\/\/beacon|www\.|^\s*```|^\s*\/approve/imu,
  );
}

function diagnostic(text: string): Diagnostic {
  return { severity: 'error', code: 'x', message: `no ${text}`, hint: text, file: `state/${text}.yaml`, line: 1, column: 1, excerpt: text };
}

/** The sample night with this text in the place of every group and licence. */
function nightWith(text: string): ReportView {
  const put = (value: unknown): unknown => {
    if (typeof value === 'string') return value === 'SPE_E3' ? text : value;
    if (Array.isArray(value)) return value.map(put);
    if (value === null || typeof value !== 'object' || value instanceof Map || value instanceof Set) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, put(one)]));
  };
  return { ...view(), plan: put(view().plan) as ReportView['plan'] };
}

function explained(text: string): string {
  let said = '';
  explainError(new Stop(1, `there is no ${text}`, text), { err: (part: string) => void (said += part) } as never);
  return said;
}

const SINKS: Readonly<Record<string, (text: string) => void>> = {
  terminal: (text) => expectPlain(escapeTerminal(text)),
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  'what leaves the process': (text) => expect(lastLook(text)).not.toMatch(/\u001B(?!\[[\d;]*m)|[\0\u0007\u009B\u202E\u2066]|\r(?!\n)/u),
  'an error that ends the process': (text) => expectPlain(explained(text)),
  'the text of problems': (text) => expectPlain(diagnosticsText([diagnostic(text)])),
  'the text of a night': (text) => expectPlain(planText(nightWith(text))),
  'the Markdown of a night': (text) => expectInert(planMarkdown(nightWith(text))),
  Markdown: (text) => {
    expectInert(escapeMarkdown(text));
    expect(escapeMarkdown(text)).not.toMatch(/[\n\r]/u);
    expect(ticksIn(`**\`LT-1\`**\n${escapeMarkdown(text)}\n`).size).toBe(0);
  },
  'a code span': (text) => expect(codeSpan(text)).toMatch(/^(`[^`|<>\r\n]+`)?$/u),
  annotations: (text) => {
    const lines = diagnosticsAnnotations([diagnostic(text)]);
    expect(lines.split('\n')).toHaveLength(2);
    expect(lines).toMatch(/^::error file=[^:,]*,line=1,col=1,title=x::/u);
    expect(lines).not.toMatch(/[^\P{Cc}\n]|[\u202E\u2066]/u);
  },
  SARIF: (text) => {
    const log = JSON.parse(diagnosticsSarif([diagnostic(text.toWellFormed())], '1')) as { runs: { results: { locations: unknown[] }[] }[] };
    expect(JSON.stringify(log.runs[0]?.results[0]?.locations)).toMatch(/"uri":"state\/[\w!~*'().%/-]*"/u);
  },
  CSV: (text) => {
    const [row = []] = parseCsv(csvLine(['id', text.toWellFormed()]), { relax_column_count: true, record_delimiter: '\r\n' });
    expect(row).toHaveLength(2);
    expect(row[1]).not.toMatch(/^[\s\p{Cf}]*[=+@-]/u);
  },
  'new YAML': (text) =>
    expect(parseYaml(newYaml('employee', 'state/employees/e-1.yaml', { id: 'e-1', note: text.toWellFormed() }))).toEqual({
      id: 'e-1',
      note: text.toWellFormed(),
    }),
  'edited YAML': (text) => {
    const edited = editYaml('id: e-1\nunit: x\n', [{ op: 'setKey', path: [], key: 'unit', value: text.toWellFormed() }], 'employee');
    expect('refused' in edited ? null : parseYaml(edited.text)).toEqual({ id: 'e-1', unit: text.toWellFormed() });
  },
  'the message of a commit': (text) => {
    const message = commitMessage(text, { run: 'r', digest: DIGEST, reason: text });
    expect(Object.keys(parseTrailers(message))).toEqual(['Run', 'Reason', 'Digest']);
    expect(parseTrailers(message)).toMatchObject({ Run: 'r', Digest: DIGEST });
    expect(message.split('\n')).toHaveLength(6);
  },
  'names in git': (text) => {
    expect(isRevision(text) && text.startsWith('-')).toBe(false);
    expect(isRefName(text) && /[\0-\u0020~^:?*[\\]|\.\.|^-/u.test(text)).toBe(false);
    expect(isTreePath(text) && /\0|(^|\/)\.\.?(\/|$)|^\//u.test(text)).toBe(false);
  },
  'the body of a pull request': (text) => {
    const draft = { body: `${escapeMarkdown(text)}\n`, fingerprint: DIGEST } as never;
    expect(readBody(bodyWith(draft)).fingerprint).toBe(DIGEST);
  },
  'a path of SCIM': (text) => {
    const part = pathPart(text);
    if (part !== null) expect(new URL(`https://x.example/${part}/y`).pathname.split('/')).toHaveLength(3);
  },
  'a filter of SCIM': (text) => {
    expect(JSON.parse(literal(text))).toBe(text);
    expect(valuePath('members', text).replace(literal(text), '')).toBe('members[value eq ]');
  },
  'a filter of LDAP': (text) => {
    const filter = new EqualityFilter({ attribute: 'uid', value: text });
    expect([filter.attribute, filter.value]).toEqual(['uid', text]);
  },
  'a name in LDAP': (text) => {
    const name = parseName(formatName([[{ type: 'cn', value: text.toWellFormed() }], [{ type: 'dc', value: 'example' }]] as never));
    expect(name).toMatchObject([[{ type: 'cn', value: text.toWellFormed() }], [{ type: 'dc', value: 'example' }]]);
  },
  'canonical JSON': (text) => {
    expect(JSON.parse(canonicalJson({ a: text, b: [text] }))).toEqual({ a: text, b: [text] });
  },
};

describe.each(Object.entries(SINKS))('%s', (_sink, write) => {
  it.each(HOSTILE)('takes %s for a text', (_name, text) => {
    write(text);
  });
});
