/** Values of directories: 64-bit times, account bits, identifiers, marks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../../reconciler/calendar.ts';
import {
  accountControlOf,
  bytesOfGuid,
  endOf,
  filetimeOf,
  generalizedTimeOf,
  guidOf,
  instantOfFiletime,
  instantOfGeneralizedTime,
  isEnabled,
  isNever,
  isUuid,
  lastDayBefore,
  marked,
  sidOf,
  unmarked,
  withEnabled,
} from '../../../../reconciler/systems/ldap/values.ts';
import type { Day, Zone } from '../../../../schemas/primitives.ts';

const STOCKHOLM = 'Europe/Stockholm' as Zone;
const seconds = fc.integer({ min: 0, max: 4_102_444_800 }).map((second) => instantOf(second * 1000));
const days = seconds.map((instant) => instant.slice(0, 10) as Day);

describe('times', () => {
  it('are the same back from the ticks of Active Directory, to the second', () => {
    fc.assert(
      fc.property(seconds, (instant) => {
        expect(instantOfFiletime(filetimeOf(instant))).toBe(instant);
      }),
    );
  });

  it.each([
    ['0', null],
    ['9223372036854775807', null],
    ['-1', null],
    ['soon', null],
    ['99999999999999999999', null],
    ['134459100000000000', '2027-01-31T23:00:00Z'],
    ['134459100009999999', '2027-01-31T23:00:00Z'],
  ])('ticks %s are %s', (ticks, instant) => {
    expect(instantOfFiletime(ticks)).toBe(instant);
  });

  it('mean never in two ways', () => {
    expect(['0', '9223372036854775807', '1', 'x'].map(isNever)).toEqual([true, true, false, false]);
  });

  it('end an account at the midnight after its last day, which is read back, in summer and winter', () => {
    fc.assert(
      fc.property(days, fc.constantFrom('Europe/Stockholm', 'America/New_York', 'Asia/Kolkata', 'UTC'), (day, name) => {
        const zone = name as Zone;

        expect(lastDayBefore(endOf(day, zone), zone)).toBe(day);
      }),
    );
    expect(filetimeOf(endOf('2027-01-31' as Day, STOCKHOLM))).toBe('134459100000000000');
  });

  it.each([
    ['20240131235959Z', '2024-01-31T23:59:59Z'],
    ['20240131235959.0Z', '2024-01-31T23:59:59Z'],
    ['202401312359Z', '2024-01-31T23:59:00Z'],
    ['000001010000Z', null],
    ['20241331235959Z', null],
    ['20240131235959+0100', null],
    ['', null],
  ])('GeneralizedTime %j is %s', (text, instant) => {
    expect(instantOfGeneralizedTime(text)).toBe(instant);
  });

  it('are the same back from GeneralizedTime', () => {
    fc.assert(
      fc.property(seconds, (instant) => {
        expect(instantOfGeneralizedTime(generalizedTimeOf(instant))).toBe(instant);
      }),
    );
  });
});

describe('userAccountControl', () => {
  it('is changed in one bit and no other, there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (control) => {
        const off = withEnabled(control, false);

        expect([isEnabled(off), isEnabled(withEnabled(off, true))]).toEqual([false, true]);
        expect([off & ~2, withEnabled(control, true) & ~2]).toEqual([control & ~2, control & ~2]);
      }),
    );
  });

  it.each([
    ['512', 512],
    ['-2147483646', -2147483646],
    ['', null],
    [null, null],
    ['0x202', null],
  ])('%j is %s', (text, control) => {
    expect(accountControlOf(text)).toBe(control);
  });
});

describe('identifiers', () => {
  it('turn the first three fields of a GUID round', () => {
    expect(guidOf(Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex'))).toBe('04030201-0605-0807-090a-0b0c0d0e0f10');
    expect(guidOf(Buffer.from('ff02', 'hex'))).toBeNull();
  });

  it('are the same back from their bytes, those that could be text among them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const text = guidOf(bytes) ?? '';

        expect(isUuid(text)).toBe(true);
        expect([...(bytesOfGuid(text) ?? [])]).toEqual([...bytes]);
      }),
    );
    expect(bytesOfGuid('*)(objectClass=*')).toBeNull();
  });

  it('read a security identifier', () => {
    const sid = Buffer.from('010400000000000515000000010000000200000003000080', 'hex');

    expect(sidOf(sid)).toBe('S-1-5-21-1-2-2147483651');
    expect([sidOf(sid.subarray(1)), sidOf(Buffer.from('0100', 'hex')), sidOf(Buffer.alloc(0))]).toEqual([null, null, null]);
  });
});

describe('the mark of a disabled account', () => {
  it('comes off without a trace', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => text.trim() === text),
        (text) => {
          expect(unmarked(marked(text, '2027-02-01' as Day))).toBe(unmarked(text));
        },
      ),
    );
  });

  it('keeps its first day', () => {
    const once = marked('Floor 3', '2027-02-01' as Day);

    expect([once, marked(once, '2027-03-01' as Day)]).toEqual(Array.from({ length: 2 }, () => 'Floor 3 [lastday: disabled 2027-02-01]'));
  });
});
