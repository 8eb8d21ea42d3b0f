/** Text -> parts of a GitHub workflow command (`::error file=a,line=1::message`). */

/** The message of a workflow command: what could end the line, and so begin another command, is encoded. */
export function escapeAnnotation(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a workflow command: also what separates properties. */
export function escapeAnnotationProperty(text: string): string {
  return escapeAnnotation(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
