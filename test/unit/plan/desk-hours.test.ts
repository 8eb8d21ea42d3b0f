/** Agreed times in the hours a desk works. */
import { describe, expect, it } from 'vitest';
import { afterDeskHours } from '../../../reconciler/plan/desk-hours.ts';
import type { Zone } from '../../../schemas/primitives.ts';
import { at } from './world.ts';

const zone = 'Europe/Stockholm' as Zone;

describe('after so many desk hours', () => {
  it.each([
    ['in the night before', 'weekdays 08-17', '2026-12-21', '02:00', 8, '2026-12-21', '16:00'],
    ['in the middle of the day, into the next', 'weekdays 08-17', '2026-12-21', '12:00', 8, '2026-12-22', '11:00'],
    ['exactly to the end of the day', 'weekdays 08-17', '2026-12-21', '08:00', 9, '2026-12-21', '17:00'],
    ['after the end of the day', 'weekdays 08-17', '2026-12-21', '17:00', 1, '2026-12-22', '09:00'],
    ['over a weekend', 'weekdays 08-17', '2027-01-08', '16:00', 2, '2027-01-11', '09:00'],
    ['over Epiphany', 'weekdays 08-17', '2027-01-05', '16:30', 1, '2027-01-07', '08:30'],
    ['every day', 'everyday 08-17', '2027-01-08', '16:00', 2, '2027-01-09', '09:00'],
    ['up to midnight', 'everyday 08-24', '2027-01-08', '23:00', 2, '2027-01-09', '09:00'],
    ['round the clock', undefined, '2027-01-08', '23:00', 24, '2027-01-09', '23:00'],
    ['with hours that are none', 'everyday 08-08', '2027-01-08', '23:00', 24, '2027-01-09', '23:00'],
    ['for several days', 'weekdays 08-17', '2026-12-21', '02:00', 20, '2026-12-23', '10:00'],
    ['at once, when the desk opens', 'weekdays 08-17', '2026-12-19', '02:00', 0, '2026-12-21', '08:00'],
  ])('%s', (_what, hours, day, time, count, dueDay, dueTime) => {
    expect(afterDeskHours(at(day, time), count, { hours, zone, country: 'SE' })).toBe(at(dueDay, dueTime));
  });

  it("counts days off by the country's calendar", () => {
    const from = at('2027-01-05', '16:30');

    expect(afterDeskHours(from, 1, { hours: 'weekdays 08-17', zone, country: 'DK' })).toBe(at('2027-01-06', '08:30'));
  });
});
