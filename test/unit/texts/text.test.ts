/** Sentences, plurals, parts left out, and how days, times and money are written in each language. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingText, todoText } from '../../../reconciler/texts/finding.ts';
import {
  amount,
  dayLong,
  dayNear,
  dayShort,
  languageOf,
  list,
  moment,
  momentIn,
  money,
  number,
  timeWithSeconds,
} from '../../../reconciler/texts/format.ts';
import { render } from '../../../reconciler/texts/template.ts';
import { byText, text } from '../../../reconciler/texts/text.ts';
import type { Day, Instant, Zone } from '../../../schemas/primitives.ts';
import { finding } from '../report/sample-lines.ts';

const MONDAY = '2027-01-04' as Day;
const ZONE = 'Europe/Stockholm' as Zone;

describe('days and times', () => {
  it.each([
    ['en', 'Mon 4 Jan 2027', 'Mon 4 Jan'],
    ['sv', 'mån 4 jan 2027', 'mån 4 jan'],
    ['da', 'man 4. jan 2027', 'man 4. jan'],
    ['nb', 'Mon 4 Jan 2027', 'Mon 4 Jan'],
  ] as const)('%s writes %s', (locale, long, short) => {
    expect(dayLong(locale, MONDAY)).toBe(long);
    expect(dayShort(locale, MONDAY)).toBe(short);
  });

  it('writes a day of another time with its year and one near with its weekday', () => {
    expect(dayNear('en', '2025-11-30' as Day, MONDAY)).toBe('30 Nov 2025');
    expect(dayNear('sv', '2026-12-31' as Day, MONDAY)).toBe('tors 31 dec');
  });

  it('writes instants by the wall clock of the zone, with the zone', () => {
    expect(moment('sv', '2027-01-04T01:00:00Z' as Instant, ZONE)).toBe('mån 4 jan 2027 02:00 (Europe/Stockholm)');
    expect(moment('en', '2027-01-03T23:30:00Z' as Instant, ZONE)).toBe('Mon 4 Jan 2027 00:30 (Europe/Stockholm)');
    expect(momentIn('da', '2027-01-04T01:00:00Z' as Instant, ZONE)).toBe('man 4. jan 2027, 02:00 i Stockholm');
    expect(momentIn('en', '2027-01-04T01:00:00Z' as Instant, 'UTC' as Zone)).toBe('Mon 4 Jan 2027, 01:00 UTC');
    expect(timeWithSeconds('2027-01-04T01:00:41Z' as Instant, ZONE)).toBe('02:00:41');
  });
});

describe('money and numbers', () => {
  it.each([
    ['en', '1800.00 SEK', '1 800.00 SEK'],
    ['sv', '1800.00 SEK', '1 800,00 SEK'],
    ['da', '1800.00 DKK', '1.800,00 DKK'],
    ['en', '-1234567.05 EUR', '-1 234 567.05 EUR'],
    ['sv', '0.00 SEK', '0,00 SEK'],
    ['sv', '189.00 SEK', '189,00 SEK'],
    ['en', 'not money', 'not money'],
  ] as const)('%s writes %s as %s', (locale, value, shown) => {
    expect(money(locale, value)).toBe(shown);
  });

  it.each([
    ['en', 3612, '3 612'],
    ['da', 1031, '1.031'],
    ['sv', 999, '999'],
    ['sv', -1000, '-1 000'],
  ] as const)('%s writes %d as %s', (locale, value, shown) => {
    expect(number(locale, value)).toBe(shown);
  });

  it('loses no digit of any amount', () => {
    fc.assert(
      fc.property(fc.constantFrom('sv', 'da', 'en'), fc.bigInt({ min: 0n, max: 10n ** 14n }), (locale, minor) => {
        const digits = String(minor).padStart(3, '0');
        const shown = amount(locale, `${digits.slice(0, -2)}.${digits.slice(-2)} SEK`);
        expect(shown.replaceAll(/[ .,]/gu, '')).toBe(digits);
      }),
    );
  });

  it('joins lists as people do', () => {
    expect([list('en', []), list('sv', ['a']), list('da', ['a', 'b']), list('sv', ['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a og b',
      'a, b och c',
    ]);
  });

  it.each([
    ['sv', 'sv'],
    ['da', 'da'],
    ['en', 'en'],
    ['nb', 'en'],
    ['fi', 'en'],
    ['de', 'en'],
  ] as const)('gives %s readers %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe('templates', () => {
  it.each([
    ['{n|# day|# days}', { n: '1' }, '1 day'],
    ['{n|# day|# days}', { n: '0' }, '0 days'],
    ['{n|# day|# days}', { n: '2400' }, '2 400 days'],
    ['a[ until {day:day}] b', { day: '2027-01-04' }, 'a until Mon 4 Jan 2027 b'],
    ['a[ until {day:day}] b', { day: '' }, 'a b'],
    ['a[ until {day:day}] b', {}, 'a b'],
    ['{day:date}', { day: 'never' }, 'never'],
    ['{x}', { x: '{y} [z] $& #' }, '{y} [z] $& #'],
    ['{m:money}', { m: '4534.00 SEK' }, '4 534.00 SEK'],
  ])('%s with %j is %j', (template, values, shown) => {
    expect(render('en', template, values)).toBe(shown);
  });

  it('puts values in as they are, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(render('sv', '<{x}>', { x: value })).toBe(`<${value}>`);
      }),
    );
  });

  it('ignores values that a prototype would bring', () => {
    expect(render('en', '{constructor}[ {toString}]', {})).toBe('');
  });
});

describe('keys', () => {
  it('finds a key without its family and gives an unknown one back', () => {
    expect(text('en', 'next-night')).toBe(text('en', 'release.next-night'));
    expect(text('sv', 'finding.of-a-newer-version')).toBe('finding.of-a-newer-version');
    expect(text('en', 'constructor')).toBe('constructor');
  });

  it('says codes of ours in the language of the reader', () => {
    expect(text('sv', 'finding.device-ready', { device: 'LT-1', type: 'laptop' })).toBe('LT-1 (bärbar dator) är klar för nästa person');
    expect(text('en', 'finding.sale-incomplete.open', { device: 'PH-1', employee: 'e-1', next: 'purge', missing: 'purge, pay' })).toContain(
      'missing: wipe it beyond recovery, payment, or consent to deduct',
    );
    expect(text('en', 'remark.disposition-refused', { wanted: 'buyout', why: 'kind' })).toContain('bought by the person');
  });

  it.each([
    ['guardrail:surprise', 'limit for surprise reached'],
    ['hold:m-7', 'data kept for m-7'],
    ['invalid:state/employees/e-1.yaml', 'broken file state/employees/e-1.yaml'],
    ['observe', 'system is only observed'],
    ['of-a-newer-version:x', 'of-a-newer-version:x'],
  ])('says what %s is', (by, said) => {
    expect(byText('en', by)).toBe(said);
  });
});

describe('findings', () => {
  it('chooses the sentence of the variant', () => {
    const late = finding('handover-overdue', {
      values: { variant: 'still-active', employee: 'x-1', system: 'vpn', days: '15', seenDay: '2027-01-03' },
    });

    expect(findingText('en', late)).toBe('end vpn of x-1: still active on 3 Jan, 15 days late');
    expect(findingText('da', late)).toBe('afslut vpn for x-1: stadig aktiv 3. jan, 15 dage for sent');
  });

  it('falls back to the plain sentence for a variant it does not know', () => {
    const other = finding('device-lost', { values: { variant: 'of-a-newer-version', device: 'PH-1', employee: 'e-1' } });

    expect(findingText('en', other)).toBe('PH-1 of e-1 is lost');
  });

  it('takes names of the subject where the values do not give them', () => {
    const plain = finding('account-missing', { subject: { employee: 'e-1', system: 'ad' } });

    expect(findingText('sv', plain)).toBe('e-1 ska ha ett konto i ad; det finns inget');
    expect(todoText('en', plain)).toBe('create it, or strike it from the file');
  });
});
