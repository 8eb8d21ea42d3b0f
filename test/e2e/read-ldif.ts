/** The output of `ldapsearch -LLL -o ldif-wrap=no` -> entries. */

/** An entry. */
export interface LdifEntry {
  readonly dn: string;
  readonly values: (attribute: string) => readonly string[];
}

/** Entries of a text without wrapped lines. */
export function readLdif(text: string): readonly LdifEntry[] {
  const entries = text.split('\n\n').map((block) =>
    block.split('\n').flatMap((line) => {
      const [, name = '', mark = '', value = ''] = /^([A-Za-z][A-Za-z0-9;-]*):(:?) ?(.*)$/u.exec(line) ?? [];
      return name === '' ? [] : [[name.toLowerCase(), mark === ':' ? Buffer.from(value, 'base64').toString() : value] as const];
    }),
  );
  return entries.flatMap((lines) => {
    const dn = lines.find(([name]) => name === 'dn')?.[1];
    const values = (attribute: string) => lines.filter(([name]) => name === attribute.toLowerCase()).map(([, value]) => value);
    return dn === undefined ? [] : [{ dn, values }];
  });
}
