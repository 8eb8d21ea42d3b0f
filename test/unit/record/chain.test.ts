import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../reconciler/model/journal.ts';
import { chainRecords, decodeRun, parseRun } from '../../../reconciler/record/chain.ts';
import { NO_DIGEST } from '../../../reconciler/record/journal-places.ts';
import type { Digest } from '../../../schemas/primitives.ts';
import { claim, close, forecast, intent, outcome, sha256 } from '../../fakes/journal.ts';

const run = '20270104T010000Z-1a2b3c4d';
const records: JournalRecord[] = [claim(run), intent(run, 'e-1001'), outcome(run, 'e-1001'), forecast(run), close(run)];

describe('a line of the journal', () => {
  it('has exactly the form of the rules: digest first, then what it is the digest of', () => {
    const { text, last } = chainRecords(NO_DIGEST, [{ type: 'heartbeat', run, at: '2027-01-04T01:05:00Z' } as JournalRecord], sha256);

    const rest = `"prev":"${'0'.repeat(64)}","at":"2027-01-04T01:05:00Z","run":"${run}","type":"heartbeat"}`;
    expect(text).toBe(`{"digest":"${sha256(rest)}",${rest}\n`);
    expect(last).toBe(sha256(rest));
    expect(JSON.parse(text)).toMatchObject({ digest: last, prev: NO_DIGEST, type: 'heartbeat' });
  });

  it('can be checked with nothing but a hash, line by line', () => {
    const { text } = chainRecords(NO_DIGEST, records, sha256);
    let prev = '0'.repeat(64);

    for (const line of text.trimEnd().split('\n')) {
      const rest = line.slice('{"digest":"'.length + 64 + 2);
      expect(line.slice('{"digest":"'.length).slice(0, 64)).toBe(sha256(rest));
      expect(rest.startsWith(`"prev":"${prev}",`)).toBe(true);
      prev = sha256(rest);
    }
  });
});

describe('a run read back', () => {
  it('gives the records and where the chain stands', () => {
    const { text, last } = chainRecords(NO_DIGEST, records, sha256);

    const parsed = parseRun(text, NO_DIGEST, sha256);

    expect(parsed).toMatchObject({ last });
    expect('records' in parsed && parsed.records.map(({ digest: _digest, prev: _prev, ...record }) => record)).toEqual(records);
  });

  it('goes on over several pieces', () => {
    const whole = chainRecords(NO_DIGEST, records, sha256);
    const first = chainRecords(NO_DIGEST, records.slice(0, 2), sha256);
    const second = chainRecords(first.last, records.slice(2), sha256);

    expect(first.text + second.text).toBe(whole.text);
    expect(second.last).toBe(whole.last);
    expect(parseRun(second.text, first.last, sha256)).toMatchObject({ last: whole.last });
    expect(parseRun(second.text, null, sha256)).toMatchObject({ last: whole.last });
    expect(parseRun(second.text, NO_DIGEST, sha256)).toEqual({ fault: 'the line does not follow the one before', line: 1 });
  });

  it('fails for every byte that is changed', () => {
    const { text } = chainRecords(NO_DIGEST, records, sha256);
    const bytes = new TextEncoder().encode(text);
    const survived: number[] = [];

    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [1, 0x20, 0x80]) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const decoded = decodeRun(changed);
        if (decoded !== null && !('fault' in parseRun(decoded, NO_DIGEST, sha256))) survived.push(at);
      }
    }

    expect(survived).toEqual([]);
  });

  it('fails for every byte that is taken out or put in', () => {
    const { text } = chainRecords(NO_DIGEST, records.slice(0, 2), sha256);

    for (let at = 0; at < text.length; at += 1) {
      expect(parseRun(text.slice(0, at) + text.slice(at + 1), NO_DIGEST, sha256)).toHaveProperty('fault');
      expect(parseRun(`${text.slice(0, at)} ${text.slice(at)}`, NO_DIGEST, sha256)).toHaveProperty('fault');
    }
  });

  it.each([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['a line without its end', 'x'],
    ['no JSON', `{"digest":"${sha256(`"prev":"${NO_DIGEST}",x}`)}","prev":"${NO_DIGEST}",x}\n`],
  ])('is refused when it is %s', (_name, text) => {
    expect(parseRun(text, NO_DIGEST, sha256)).toHaveProperty('fault');
  });

  const signed = (body: string) => {
    const rest = `"prev":"${NO_DIGEST}",${body}}`;
    return `{"digest":"${sha256(rest)}",${rest}\n`;
  };

  it.each([
    ['white space', `"at":"2027-01-04T01:05:00Z", "run":"${run}","type":"heartbeat"`],
    ['another order of keys', `"run":"${run}","at":"2027-01-04T01:05:00Z","type":"heartbeat"`],
    ['a key twice', `"at":"2027-01-04T01:05:00Z","at":"2027-01-04T01:05:00Z","run":"${run}","type":"heartbeat"`],
    ['a second digest', `"at":"2027-01-04T01:05:00Z","digest":"${'0'.repeat(64)}","run":"${run}","type":"heartbeat"`],
    ['a number that is none of ours', `"at":"2027-01-04T01:05:00Z","n":1.5,"run":"${run}","type":"heartbeat"`],
    ['an escape that need not be', String.raw`"at":"2027-01-04T01:05:00Z","run":"${run}","type":"heart\u0062eat"`],
    ['an unknown type', `"at":"2027-01-04T01:05:00Z","run":"${run}","type":"order"`],
    ['a type of the prototype', `"at":"2027-01-04T01:05:00Z","run":"${run}","type":"constructor"`],
    ['a field that is missing', `"run":"${run}","type":"heartbeat"`],
    ['a day for an instant', `"at":"2027-01-04","run":"${run}","type":"heartbeat"`],
    ['a run that is none', `"at":"2027-01-04T01:05:00Z","run":"../x","type":"heartbeat"`],
  ])('is refused when somebody who can hash wrote %s', (_name, body) => {
    expect(parseRun(signed(body), NO_DIGEST, sha256)).toHaveProperty('fault');
  });

  it('lets fields of a newer minor version through', () => {
    const text = signed(`"at":"2027-01-04T01:05:00Z","more":true,"run":"${run}","type":"heartbeat"`);

    expect(parseRun(text, NO_DIGEST, sha256)).toHaveProperty('records');
  });

  it.each(['\u2028', '\u2029', '\r', '\u0085', '\ud800', '"\\', '\ufeff', '\ufffd', '__proto__'])(
    'survives the text %j in its values',
    (account) => {
      const { text, last } = chainRecords(NO_DIGEST, [{ ...intent(run, 'e-1'), account }], sha256);

      expect(parseRun(text, NO_DIGEST, sha256)).toMatchObject({ last, records: [{ account }] });
    },
  );

  it('survives any text in its values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (account, pointer) => {
        const record = { ...intent(run, 'e-1'), account, because: { rule: 'x', file: 'y', pointer } };
        const { text, last } = chainRecords(NO_DIGEST, [record], sha256);

        const parsed = parseRun(decodeRun(new TextEncoder().encode(text)) ?? '', NO_DIGEST, sha256);

        expect(text.split('\n')).toHaveLength(2);
        expect(parsed).toMatchObject({ last: last satisfies Digest, records: [{ account }] });
      }),
    );
  });
});

describe('bytes of a run', () => {
  it.each([
    ['a byte that is no UTF-8', [0x7b, 0xff]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a long form', [0xc0, 0xaf]],
  ])('are no text with %s', (_name, bytes) => {
    expect(decodeRun(Uint8Array.from(bytes))).toBeNull();
  });

  it('keep a byte order mark, so that it is seen', () => {
    const { text } = chainRecords(NO_DIGEST, records, sha256);

    const decoded = decodeRun(new TextEncoder().encode(`\uFEFF${text}`));

    expect(parseRun(decoded ?? '', NO_DIGEST, sha256)).toHaveProperty('fault');
  });
});
