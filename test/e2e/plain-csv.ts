/** A reader of comma-separated tables that shares no code with the product: what a test expects must not come from what it tests. */

/** One record of a table, by heading. */
export type PlainRow = Readonly<Record<string, string>>;

/** Cells of a text, row by row: quotes, doubled quotes, line breaks in cells. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === ',' || sign === '\n' || sign === '\r')) {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      row.push(cell);
      cell = '';
      if (sign === ',') continue;
      rows.push(row);
      row = [];
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((one) => one.some((value) => value !== ''));
}

/** The records of a table with one line of headings; a byte order mark is left out. */
export function plainRows(text: string): PlainRow[] {
  const [headings = [], ...rows] = cellsOf(text.replace(/^\u{feff}/u, ''));
  return rows.map((row) => Object.fromEntries(headings.map((heading, at) => [heading, (row[at] ?? '').trim()])));
}

/** The same text with one cell changed in the records that are chosen; everything else stays byte for byte where no quote is needed. */
export function withCell(
  text: string,
  about: { readonly in: (row: PlainRow) => boolean; readonly heading: string; readonly to: string },
): string {
  const [headings = [], ...rows] = cellsOf(text.replace(/^\u{feff}/u, ''));
  const at = headings.indexOf(about.heading);
  const quoted = (value: string) => (/[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const changed = rows.map((row) => {
    const isChosen = about.in(Object.fromEntries(headings.map((heading, index) => [heading, (row[index] ?? '').trim()])));
    return isChosen ? row.map((value, index) => (index === at ? about.to : value)) : row;
  });
  return `\u{feff}${[headings, ...changed].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}
