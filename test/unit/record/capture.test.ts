import { describe, expect, it } from 'vitest';
import { keyName, makeSealer, parseKey } from '../../../reconciler/record/capture.ts';

const keys = new Map([
  ['capture-2027-01', new Uint8Array(32).fill(1)],
  ['capture-2027-02', new Uint8Array(32).fill(2)],
  ['capture-2027-03', new Uint8Array(16).fill(3)],
]);
const lookUp = (name: string) => keys.get(name) ?? null;
const secret = new TextEncoder().encode('{"groups":["ward-7"]}');

describe('a sealed capture', () => {
  it("opens with its month's key and shows nothing without", () => {
    const sealer = makeSealer(lookUp);

    const sealed = sealer.seal('2027-01', secret);

    expect(sealed?.key).toBe('capture-2027-01');
    expect(Buffer.from(sealed!.bytes, 'base64').includes(Buffer.from('ward-7'))).toBe(false);
    expect(sealer.open(sealed!.key, sealed!.bytes)).toEqual(Buffer.from(secret));
    expect(makeSealer(() => null).open(sealed!.key, sealed!.bytes)).toBeNull();
  });

  it('is not opened by the key of another month, nor under another name', () => {
    const sealed = makeSealer(lookUp).seal('2027-01', secret)!;
    const swapped = makeSealer(() => keys.get('capture-2027-01') ?? null);

    expect(makeSealer(lookUp).open('capture-2027-02', sealed.bytes)).toBeNull();
    expect(swapped.open('capture-2027-02', sealed.bytes)).toBeNull();
  });

  it('is not opened after any byte was changed or cut', () => {
    const sealer = makeSealer(lookUp);
    const { key, bytes } = sealer.seal('2027-01', secret)!;
    const raw = Buffer.from(bytes, 'base64');

    for (let at = 0; at < raw.length; at += 1) {
      const changed = Buffer.from(raw);
      changed[at] = changed[at]! ^ 1;
      expect(sealer.open(key, changed.toString('base64'))).toBeNull();
      expect(sealer.open(key, raw.subarray(0, at).toString('base64'))).toBeNull();
    }
  });

  it('uses a new nonce each time, or the one it is given', () => {
    const sealer = makeSealer(lookUp);
    const fixed = makeSealer(lookUp, (size) => new Uint8Array(size).fill(9));

    expect(sealer.seal('2027-01', secret)?.bytes).not.toBe(sealer.seal('2027-01', secret)?.bytes);
    expect(fixed.seal('2027-01', secret)).toEqual(fixed.seal('2027-01', secret));
    expect(Buffer.from(fixed.seal('2027-01', secret)!.bytes, 'base64').subarray(0, 12)).toEqual(Buffer.alloc(12, 9));
  });

  it.each(['2027-04', '2027-03', '2027-1', '2027-13', '../x'])('is none without a key of 32 bytes for the month: %s', (month) => {
    expect(makeSealer(lookUp).seal(month, secret)).toBeNull();
  });

  it('is named after its month', () => {
    expect(keyName('2027-01')).toBe('capture-2027-01');
  });
});

describe('the text of a key', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7));

  it.each([
    ['hex', key.toString('hex'), true],
    ['hex in capitals, with a line end', `${key.toString('hex').toUpperCase()}\n`, true],
    ['base64', key.toString('base64'), true],
    ['base64 for addresses', key.toString('base64url'), true],
    ['too short', key.subarray(1).toString('hex'), false],
    ['too long', Buffer.concat([key, key]).toString('base64'), false],
    ['a password', 'correct horse battery staple', false],
    ['nothing', '', false],
  ])('%s', (_name, text, isKey) => {
    expect(parseKey(text)).toEqual(isKey ? key : null);
  });
});
