/** Lines of a text: where they begin and end, and which comments belong to what. Pure. */

/** The line end a file uses: that of its first line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line after content that ends at an offset begins; content that ends in a line break ends its line itself. */
export function nextLine(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') return end;
  const found = text.indexOf('\n', end);
  return found < 0 ? text.length : found + 1;
}

/** The offset without the line break right before it. */
export function withoutLineEnd(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

/** True when text between two parts of a document holds a comment. */
export function hasComment(between: string): boolean {
  return between.includes('#');
}

/** The column of a comment that has its line to itself; null for any other line. */
function commentColumn(line: string): number | null {
  const column = line.search(/[^ \t]/u);
  return line[column] === '#' ? column : null;
}

/** Past the comment lines that stand deeper than an indent, right below content that ends before `from`: they belong to it. */
export function skipDeeperComments(text: string, from: number, indent: number): number {
  let end = from;
  for (let at = from; at < text.length; ) {
    const next = nextLine(text, at + 1);
    const line = text.slice(at, next);
    const column = commentColumn(line);
    if (column !== null && column > indent) end = next;
    else if (line.trim() !== '') break;
    at = next;
  }
  return end;
}

/** Where the comment lines right above a key's line begin, not above `bound`. The editor's modeline and deeper comments stay. */
export function startOfCommentsAbove(text: string, start: number, bound: { readonly from: number; readonly indent: number }): number {
  let at = start;
  while (at > bound.from) {
    const above = lineStart(text, at - 1);
    const line = text.slice(above, at);
    const column = commentColumn(line);
    if (above < bound.from || column === null || column > bound.indent) break;
    if (line.includes('yaml-language-server:')) break;
    at = above;
  }
  return at;
}

/** A splice that puts whole lines in at an offset where a line begins, or at the end of the text. */
export function insertLines(text: string, at: number, lines: readonly string[]): { start: number; end: number; text: string } {
  const end = lineEndOf(text);
  const isOpenEnd = at === text.length && at > 0 && text[at - 1] !== '\n';
  const joined = lines.join(end);
  return { start: at, end: at, text: isOpenEnd ? end + joined : joined + end };
}
