/** Text as pieces: what is kept of the original and what came new, so that many edits end in ranges of the original. Pure. */

/** A replacement: the text from `start` up to `end` (exclusive) gives way to `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** A text and how it came out of the original. */
export interface Draft {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** The original, untouched. */
export function startDraft(text: string): Draft {
  return { text, pieces: [{ start: 0, end: text.length }] };
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start;
}

/** The part of a piece between two offsets counted from its own start. */
function cut(piece: Piece, from: number, to: number): Piece[] {
  if (from >= to) return [];
  return ['text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to }];
}

function splicePieces(pieces: readonly Piece[], splice: Splice): Piece[] {
  const before: Piece[] = [];
  const after: Piece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    before.push(...cut(piece, 0, Math.min(length, splice.start - offset)));
    after.push(...cut(piece, Math.max(0, splice.end - offset), length));
    offset += length;
  }
  return [...before, { text: splice.text }, ...after];
}

/** The draft after splices at ranges of its present text; they do not overlap. */
export function applySplices(draft: Draft, splices: readonly Splice[]): Draft {
  const last = [...splices].sort((a, b) => b.start - a.start);
  let { text, pieces } = draft;
  for (const splice of last) {
    text = text.slice(0, splice.start) + splice.text + text.slice(splice.end);
    pieces = splicePieces(pieces, splice);
  }
  return { text, pieces };
}

/** What differs from the original: ranges of the original in order, each with what stands there now. */
export function changedRanges(draft: Draft, length: number): Splice[] {
  const ranges: Splice[] = [];
  let start = 0;
  let text = '';
  const close = (end: number): void => {
    if (end > start || text !== '') ranges.push({ start, end, text });
    text = '';
  };
  for (const piece of draft.pieces) {
    if ('text' in piece) {
      text += piece.text;
      continue;
    }
    close(piece.start);
    start = piece.end;
  }
  close(length);
  return ranges;
}
