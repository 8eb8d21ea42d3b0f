/** Diagnostics as SARIF 2.1.0, for code scanning and editors. Pure. */
import type { Diagnostic } from '../model/diagnostic.ts';

function locationOf({ file, line, column }: Diagnostic) {
  const region = line === 0 ? {} : { region: { startLine: line, startColumn: column } };
  // A URI reference (RFC 3986): each segment encoded, the slashes kept.
  const uri = file
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, ...region } };
}

function resultOf(diagnostic: Diagnostic, rules: readonly string[]) {
  const { code, severity, message, hint } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: severity,
    message: { text: hint === undefined ? message : `${message} ${hint}` },
    locations: [locationOf(diagnostic)],
  };
}

/** A SARIF log with one run, and a final line break. Columns count UTF-16 code units. */
export function diagnosticsSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const rules = [...new Set(diagnostics.map((one) => one.code))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'lastday', version, rules: rules.map((id) => ({ id, name: id })) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the state repository.' } } },
        results: diagnostics.map((one) => resultOf(one, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
