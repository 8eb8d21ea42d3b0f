/** Diagnostics as text, JSON, annotations and SARIF. */
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../reconciler/model/diagnostic.ts';
import { diagnosticsText } from '../../../reconciler/report/diagnostics.ts';
import { diagnosticsAnnotations } from '../../../reconciler/report/diagnostics-annotations.ts';
import { diagnosticsJson } from '../../../reconciler/report/diagnostics-json.ts';
import { diagnosticsSarif } from '../../../reconciler/report/sarif.ts';

const ONE: Diagnostic = {
  severity: 'error',
  code: 'unknown-employee',
  message: 'Unknown employee `e-1021`.',
  hint: 'Did you mean `e-1012`?',
  file: 'state/employees/e-1042.yaml',
  line: 7,
  column: 10,
  excerpt: '    7 | manager: e-1021\n      |          ^^^^^^',
  pointer: '/manager',
};
const WHOLE: Diagnostic = {
  severity: 'warning',
  code: 'device-deleted',
  message: 'Gone.',
  file: 'state/devices/å b.yaml',
  line: 0,
  column: 0,
};
const EVIL: Diagnostic = { ...ONE, message: 'a\n::error::b\u001b[31m 100%', file: 'state/a,b:c\n.yaml', hint: 'x\r\n::set-env::y' };

describe('text', () => {
  it('shows place, sentence, source and next step, and counts', () => {
    expect(diagnosticsText([ONE, WHOLE])).toBe(`state/employees/e-1042.yaml:7:10  error unknown-employee
  Unknown employee \`e-1021\`.
    7 | manager: e-1021
      |          ^^^^^^
  Did you mean \`e-1012\`?

state/devices/å b.yaml  warning device-deleted
  Gone.

1 error and 1 warning in 2 files.
`);
  });

  it('is empty without diagnostics', () => {
    expect(diagnosticsText([])).toBe('');
  });

  it('lets nothing reach the terminal that it would obey', () => {
    const text = diagnosticsText([EVIL]);

    expect(text).not.toContain('\u001b');
    expect(text.split('\n').some((line) => line.startsWith('::'))).toBe(false);
  });
});

describe('JSON', () => {
  it('holds everything', () => {
    expect(JSON.parse(diagnosticsJson([ONE, WHOLE]))).toEqual({
      formatVersion: '1.0',
      valid: false,
      errors: 1,
      warnings: 1,
      diagnostics: [ONE, WHOLE],
    });
  });

  it('is valid with warnings only', () => {
    expect(JSON.parse(diagnosticsJson([WHOLE]))).toMatchObject({ valid: true, errors: 0, warnings: 1 });
  });
});

describe('annotations', () => {
  it('names file, line and column', () => {
    expect(diagnosticsAnnotations([ONE, WHOLE])).toBe(
      '::error file=state/employees/e-1042.yaml,line=7,col=10,title=unknown-employee::Unknown employee `e-1021`. Did you mean `e-1012`?\n' +
        '::warning file=state/devices/å b.yaml,title=device-deleted::Gone.\n',
    );
  });

  it('is one command per diagnostic whatever is in it', () => {
    const lines = diagnosticsAnnotations([EVIL]).split('\n');

    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^::error file=state\/a%2Cb%3Ac%0A\.yaml,line=7,col=10,title=unknown-employee::/u);
  });
});

describe('SARIF', () => {
  const log = JSON.parse(diagnosticsSarif([ONE, WHOLE, ONE], '1.2.3'));
  const [run] = log.runs;

  it('is version 2.1.0 with one run of ours', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    expect(run.tool.driver).toMatchObject({ name: 'lastday', version: '1.2.3' });
  });

  it('has a rule for every code, and results that point at them', () => {
    expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['device-deleted', 'unknown-employee']);
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  it('gives levels, and regions only where a line is known', () => {
    expect(run.results.map((result: { level: string }) => result.level)).toEqual(['error', 'warning', 'error']);
    expect(run.results[0].locations[0].physicalLocation.region).toEqual({ startLine: 7, startColumn: 10 });
    expect(run.results[1].locations[0].physicalLocation).not.toHaveProperty('region');
  });

  it('writes paths as URI references', () => {
    const { uri, uriBaseId } = run.results[1].locations[0].physicalLocation.artifactLocation;

    expect(uri).toBe('state/devices/%C3%A5%20b.yaml');
    expect(run.originalUriBaseIds).toHaveProperty(uriBaseId);
  });
});
