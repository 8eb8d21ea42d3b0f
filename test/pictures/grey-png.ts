/** A PNG as a browser writes it -> the same in shades of grey, small enough to be part of a package. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = 8;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function paeth(a: number, b: number, c: number): number {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (da <= db && da <= dc) return a;
  return db <= dc ? b : c;
}

/** What a filter of PNG adds to a byte, from the bytes left, above, and left above. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  return [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
}

/** The PNG, eight bits a pixel, in shades of grey. Takes what is not interlaced, with or without transparency. */
export function toGrey(png: Buffer): Buffer {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const size = png[25] === 6 ? 4 : 3;
  const packed: Buffer[] = [];
  for (let at = SIGNATURE; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(packed));
  const row = width * size;
  const grey = Buffer.alloc((width + 1) * height);
  let above = Buffer.alloc(row);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)] ?? 0;
    const line = Buffer.from(raw.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)));
    for (let x = 0; x < row; x += 1) {
      const [left, corner] = x < size ? [0, 0] : [line[x - size] ?? 0, above[x - size] ?? 0];
      line[x] = ((line[x] ?? 0) + predicted(filter, left, above[x] ?? 0, corner)) & 255;
    }
    for (let x = 0; x < width; x += 1) {
      const [red = 0, green = 0, blue = 0] = line.subarray(x * size, x * size + 3);
      // Sixteen shades are enough for text, and pack well.
      grey[y * (width + 1) + 1 + x] = Math.round((red * 0.299 + green * 0.587 + blue * 0.114) / 17) * 17;
    }
    above = line;
  }
  const head = Buffer.from(png.subarray(16, 29));
  head[9] = 0;
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(grey, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
