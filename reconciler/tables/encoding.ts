/** Bytes of somebody else's file -> text. Pure. */

/** Encodings that a table may name. */
export type Encoding = 'auto' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15';

/** Text without its byte order mark, and how it was encoded; or why it cannot be decoded. */
export type Decoded = { readonly text: string; readonly encoding: Exclude<Encoding, 'auto'> } | { readonly fault: string };

const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

function decodeAs(bytes: Uint8Array, encoding: Exclude<Encoding, 'auto'>): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without a mark shows as zero bytes at every second place of Latin text. */
function guessWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 512);
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const most = sample.length / 4;
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : null;
}

/** Decodes by the byte order mark, else as asked; `auto` is UTF-8 when every byte fits, else windows-1252. */
export function decode(bytes: Uint8Array, encoding: Encoding): Decoded {
  const mark = MARKS.find((one) => one.bytes.every((byte, index) => bytes[index] === byte));
  const wide = mark === undefined && encoding === 'auto' ? guessWide(bytes) : null;
  const asked = mark?.encoding ?? wide ?? encoding;
  const first = asked === 'auto' ? 'utf-8' : asked;
  const decoded = decodeAs(bytes, first);
  const text = decoded ?? (asked === 'auto' ? decodeAs(bytes, 'windows-1252') : null);
  if (text === null) return { fault: `the file is not ${first} throughout` };
  if (text.includes('\0')) return { fault: 'the file holds zero bytes; it is not a text table' };
  return { text, encoding: decoded === null ? 'windows-1252' : first };
}
