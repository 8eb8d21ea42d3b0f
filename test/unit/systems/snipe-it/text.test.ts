/** Texts and days of Snipe-IT. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfValue, decodeEntities } from '../../../../reconciler/systems/snipe-it/text.ts';
import { e } from '../../../fakes/snipe-it/rows.ts';

describe('texts', () => {
  it('come out as they were typed, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[&#x;a-z0-9<>"']{0,20}$/u)), (text) => decodeEntities(e(text) ?? '') === text),
    );
  });

  it.each([
    ['O&#039;Brien', "O'Brien"],
    ['&#x27;&#X27;&apos;', "'''"],
    ['&amp;lt;', '&lt;'],
    ['&nbsp;&unknown;&', '&nbsp;&unknown;&'],
    ['&#0;&#9999999;', '&#0;&#9999999;'],
    ['&#128512;', '😀'],
  ])('%s is %s', (escaped, expected) => {
    expect(decodeEntities(escaped)).toBe(expected);
  });
});

describe('days', () => {
  it.each([
    [null, null],
    [undefined, null],
    ['', null],
    ['2026-12-31', '2026-12-31'],
    ['2026-12-31 23:59:59', '2026-12-31'],
    ['2026-02-30', null],
    ['31.12.2026', null],
    ['0000-00-00 (Invalid date value.)', null],
    ['2026-12-31 (Invalid date value.)', null],
    [{ date: '2026-12-31', formatted: '31.12.2026' }, '2026-12-31'],
    [{ datetime: '2026-12-31 08:15:00', formatted: '31.12.2026 08:15' }, '2026-12-31'],
    [{ date: null, formatted: null }, null],
    [{ datetime: 5 }, null],
    [{ formatted: '31.12.2026' }, null],
    [20_261_231, null],
  ])('%j is %j', (value, expected) => {
    expect(dayOfValue(value)).toBe(expected);
  });
});
