/** Encodings, dates, sums, yes and no, and lists as the world writes them; nothing is guessed. */
import { describe, expect, it } from 'vitest';
import { contentText } from '../../../reconciler/tables/content.ts';
import { type DateOrder, parseDay, parseInstant } from '../../../reconciler/tables/dates.ts';
import { decode, type Encoding } from '../../../reconciler/tables/encoding.ts';
import { parseMoney } from '../../../reconciler/tables/money.ts';
import { parseBoolean, parseList } from '../../../reconciler/tables/words.ts';

function wide(text: string, order: 'le' | 'be'): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).flatMap((code) => {
    return order === 'le' ? [code % 256, code >> 8] : [code >> 8, code % 256];
  });
}

describe('encodings', () => {
  const cases: readonly (readonly [string, readonly number[], Encoding, string | null, string])[] = [
    ['UTF-8', [0x41, 0xc3, 0xa5], 'auto', 'utf-8', 'Aå'],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x41], 'auto', 'utf-8', 'A'],
    ['windows-1252, because it is not UTF-8', [0x41, 0xe5, 0x80], 'auto', 'windows-1252', 'Aå€'],
    ['windows-1252, told', [0xe5], 'windows-1252', 'windows-1252', 'å'],
    ['ISO 8859-15, told', [0xa4], 'iso-8859-15', 'iso-8859-15', '€'],
    ['UTF-16 little end first, with a mark', [0xff, 0xfe, ...wide('id,å', 'le')], 'auto', 'utf-16le', 'id,å'],
    ['UTF-16 big end first, with a mark', [0xfe, 0xff, ...wide('id,å', 'be')], 'auto', 'utf-16be', 'id,å'],
    ['UTF-16 without a mark', wide('id,name', 'le'), 'auto', 'utf-16le', 'id,name'],
    ['UTF-16 without a mark, big end first', wide('id,name', 'be'), 'auto', 'utf-16be', 'id,name'],
    ['a mark against what was told', [0xef, 0xbb, 0xbf, 0x41], 'windows-1252', 'utf-8', 'A'],
    ['not the UTF-8 that was told', [0x41, 0xe5], 'utf-8', null, 'the file is not utf-8 throughout'],
    ['half a character at the end of UTF-16', [0xff, 0xfe, 0x41], 'auto', null, 'the file is not utf-16le throughout'],
    ['zero bytes', [0x41, 0x00, 0x00, 0x00, 0x41, 0x42, 0x43], 'auto', null, 'the file holds zero bytes; it is not a text table'],
  ];

  it.each(cases)('%s', (_, bytes, asked, encoding, text) => {
    const decoded = decode(Uint8Array.from(bytes), asked);

    expect(decoded).toEqual(encoding === null ? { fault: text } : { text, encoding });
  });
});

describe('days', () => {
  const cases: readonly (readonly [string, DateOrder, string | null])[] = [
    ['2022-03-18', 'mdy', '2022-03-18'],
    ['2022-3-8', 'dmy', '2022-03-08'],
    ['20220318', 'dmy', '2022-03-18'],
    ['2022/03/18', 'dmy', '2022-03-18'],
    ['1/23/23', 'mdy', '2023-01-23'],
    ['11/24/2008', 'mdy', '2008-11-24'],
    ['12/27/81', 'mdy', '1981-12-27'],
    ['31.12.2026', 'dmy', '2026-12-31'],
    ['31.12.26.', 'dmy', '2026-12-31'],
    ['26-12-31', 'ymd', '2026-12-31'],
    ['2026-12-31T23:59:00Z', 'ymd', '2026-12-31'],
    ['1/4/2027 2:00 PM', 'mdy', '2027-01-04'],
    ['29.02.2028', 'dmy', '2028-02-29'],
    ['29.02.2027', 'dmy', null],
    ['31/12/2026', 'mdy', null],
    ['12/31/2026', 'dmy', null],
    ['31.12.2026', 'ymd', null],
    ['2026-13-01', 'ymd', null],
    ['2026-00-10', 'ymd', null],
    ['1/1/926', 'mdy', null],
    ['926-01-01', 'ymd', null],
    ['2026.01.2026', 'ymd', null],
    ['1899-12-31', 'ymd', null],
    ['soon', 'ymd', null],
    ['46022', 'ymd', null],
    ['', 'ymd', null],
  ];

  it.each(cases)('%j as %s is %s', (text, order, expected) => {
    expect(parseDay(text, order)).toBe(expected);
  });
});

describe('instants', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['2027-01-03', '2027-01-03T00:00:00Z'],
    ['2027-01-03T22:15:00Z', '2027-01-03T22:15:00Z'],
    ['2027-01-03 22:15', '2027-01-03T22:15:00Z'],
    ['2027-01-03T00:30:00+02:00', '2027-01-02T22:30:00Z'],
    ['2027-01-01T00:30:05+0200', '2026-12-31T22:30:05Z'],
    ['2027-03-01T00:30:00.250+01:00', '2027-02-28T23:30:00Z'],
    ['2028-03-01T00:30:00+01:00', '2028-02-29T23:30:00Z'],
    ['2027-05-01T00:30:00+01:00', '2027-04-30T23:30:00Z'],
    ['2027-01-31T23:30:00-02:00', '2027-02-01T01:30:00Z'],
    ['2026-12-31T23:30:00-02:00', '2027-01-01T01:30:00Z'],
    ['2027-01-03T24:10:00Z', null],
    ['2027-01-03T23:61:00Z', null],
    ['2027-01-03T23:10:75Z', null],
    ['yesterday', null],
  ];

  it.each(cases)('%j is %s', (text, expected) => {
    expect(parseInstant(text, 'ymd')).toBe(expected);
  });
});

describe('sums', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['2266.13', '2266.13 USD'],
    ['$12.58', '12.58 USD'],
    ['$1,234.50', '1234.50 USD'],
    ['1.234,50 €', '1234.50 EUR'],
    ['12 400,00 kr', '12400.00 USD'],
    ['12\u00a0400 kr', '12400.00 USD'],
    ['SEK 389', '389.00 SEK'],
    ["1'234.5 chf", '1234.50 CHF'],
    ['1,234', '1234.00 USD'],
    ['1,234,567', '1234567.00 USD'],
    ['£0.41', '0.41 GBP'],
    ['007.10', '7.10 USD'],
    ['-5.00', '-5.00 USD'],
    ['(5.00)', '-5.00 USD'],
    ['-0', '0.00 USD'],
    ['1200:-', '1200.00 USD'],
    ['12345,678', null],
    ['12.34.56', null],
    ['1.2345', null],
    ['free', null],
    ['12 apples', null],
    ['', null],
    ['9999999999999', null],
  ];

  it.each(cases)('%j is %s', (text, expected) => {
    expect(parseMoney(text, 'USD')).toBe(expected);
  });
});

describe('yes and no', () => {
  it.each([
    ['true', {}, true],
    ['FALSE', {}, false],
    ['Yes', {}, true],
    ['nej', {}, false],
    ['sometimes', {}, null],
    ['', {}, null],
    ['', { no: [''] }, false],
    ['Aktiv', { yes: ['aktiv'], no: ['gesperrt'] }, true],
    ['Gesperrt', { yes: ['aktiv'], no: ['gesperrt'] }, false],
    ['0', { yes: ['0'] }, true],
    ['1', { no: ['1'] }, false],
    ['1', { yes: ['x'] }, null],
  ])('%j with %j is %s', (text, words, expected) => {
    expect(parseBoolean(text, words)).toBe(expected);
  });
});

describe('lists', () => {
  it.each([
    ['a, b ,a,,c', 'comma', ['a', 'b', 'c']],
    ['a;b', 'semicolon', ['a', 'b']],
    ['a|b', 'pipe', ['a', 'b']],
    ['a\r\nb\nc', 'newline', ['a', 'b', 'c']],
    ['', 'comma', []],
  ] as const)('%j by %s', (text, separator, expected) => {
    expect(parseList(text, separator)).toEqual(expected);
  });
});

describe('the text of a content', () => {
  it('is the same whatever the order of records, lists and keys', () => {
    const one = contentText({
      accounts: [
        { id: '1', groups: ['b', 'a'], enabled: true },
        { id: '2', groups: null, enabled: false },
      ],
      seats: [],
    });
    const other = contentText({
      seats: [],
      accounts: [
        { enabled: false, id: '2', groups: null, more: undefined },
        { groups: ['a', 'b'], id: '1', enabled: true },
      ],
    });

    expect(one).toBe(other);
  });

  it('is the same whatever the properties that do not count say', () => {
    const one = contentText({ accounts: [{ id: '1', lastUse: '2027-01-01', licences: [{ id: 'E3', lastUse: 'a' }] }] }, ['lastUse']);
    const other = contentText({ accounts: [{ id: '1', licences: [{ id: 'E3', lastUse: 'a' }] }] });

    expect(one).toBe(other);
  });

  it('is another when a property differs further inside, or the shape of records changes from one to the next', () => {
    const texts = [
      [{ id: '1', licences: [{ id: 'E3', via: null }] }],
      [{ id: '1', licences: [{ id: 'E3', via: 'staff' }] }],
      [{ id: '1', licences: [{ id: 'E3', via: null }, { id: 'E5' }] }],
      [{ id: '1', licences: [{ id: 'E3', via: null }] }, { id: '2' }],
      [
        { id: '1', licences: [{ id: 'E3', via: null }] },
        { id: '2', licences: [] },
      ],
    ].map((accounts) => contentText({ accounts }));

    expect(new Set(texts).size).toBe(5);
  });

  it('is another when anything else differs', () => {
    const texts = [{ id: '1', enabled: true }, { id: '1', enabled: null }, { id: '1' }, { id: '1', enabled: 'true' }].map((one) =>
      contentText({ accounts: [one] }),
    );

    expect(new Set(texts).size).toBe(4);
  });
});
