import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchParser } from '../../../reconciler/git/batch.ts';

const id = (n: number) => n.toString(16).padStart(40, '0');

function answerOf(contents: readonly Uint8Array[]): Buffer {
  return Buffer.concat(contents.flatMap((bytes, n) => [Buffer.from(`${id(n)} blob ${bytes.length}\n`), bytes, Buffer.from('\n')]));
}

describe('the answers of cat-file --batch', () => {
  it('come out whole, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }),
        (contents, cuts) => {
          const got: [string, Uint8Array][] = [];
          const parser = new BatchParser(1000, (header, bytes) => got.push([header!.id, Uint8Array.from(bytes)]));
          let rest = answerOf(contents);
          for (let n = 0; rest.length > 0; n += 1) {
            const size = cuts[n % cuts.length] ?? 1;
            parser.push(rest.subarray(0, size));
            rest = rest.subarray(size);
          }

          expect(got).toEqual(contents.map((bytes, n) => [id(n), bytes]));
          expect(parser.isDone()).toBe(true);
        },
      ),
    );
  });

  it('are cut off one byte above the largest, and the next one is whole', () => {
    const got: number[] = [];
    const parser = new BatchParser(10, (_header, bytes) => got.push(bytes.length));

    parser.push(answerOf([new Uint8Array(10), new Uint8Array(11), new Uint8Array(5000), new Uint8Array(3)]));

    expect(got).toEqual([10, 11, 11, 3]);
  });

  it('say which names there is no object for, between those there are', () => {
    const got: (string | null)[] = [];
    const parser = new BatchParser(10, (header) => got.push(header?.id ?? null));

    parser.push(Buffer.from('nowhere^{commit} missing\nab ambiguous\n'));
    parser.push(answerOf([new Uint8Array(2)]));
    parser.push(Buffer.from(`${id(1)} missing\n`));

    expect(got).toEqual([null, null, id(0), null]);
    expect(parser.isDone()).toBe(true);
  });

  it('are refused when they are something else', () => {
    const parser = new BatchParser(10, () => undefined);

    expect(() => parser.push(Buffer.from('warning: odd\n'))).toThrow(/could not be read/u);
  });

  it('are not done in the middle of an object', () => {
    const parser = new BatchParser(10, () => undefined);

    parser.push(answerOf([new Uint8Array(5)]).subarray(0, -2));

    expect(parser.isDone()).toBe(false);
  });
});
