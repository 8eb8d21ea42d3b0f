/** Diagnostics as JSON for scripts. Pure. */
import type { Diagnostic } from '../model/diagnostic.ts';

/** `{formatVersion, valid, errors, warnings, diagnostics}` with a final line break. Properties are only ever added. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const body = { formatVersion: '1.0', valid: errors === 0, errors, warnings: diagnostics.length - errors, diagnostics };
  return `${JSON.stringify(body, null, 2)}\n`;
}
