/** The end of access in twelve zones from 2026 to 2032: on every day, at every half hour around clock changes, leap days and year ends, against the runtime's own clocks. */
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, instantAt, instantOf, millisecondsOf } from '../../../reconciler/calendar.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { Day, Instant, TimeOfDay, Zone } from '../../../schemas/primitives.ts';
import { done, makeInput, person, published, verified, type World } from './world.ts';

const ZONES = [
  'Europe/Stockholm',
  'Europe/Copenhagen',
  'Europe/Helsinki',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'UTC',
] as const;

const DAYS = Array.from({ length: 7 * 365 + 2 }, (_, index) => addDays('2026-01-01' as Day, index));
const HALF_HOURS = Array.from({ length: 48 }, (_, index) => clockTime(index * 30)).concat('24:00');
const HALF_HOUR = 30 * 60_000;

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What a clock on the wall shows, as text that can be compared: `2027-03-28 03:00:00`. */
function wallOf(zone: string): (milliseconds: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (milliseconds) => format.format(milliseconds);
}

/** Days on which the clocks of a zone change. */
function changesOf(zone: string): readonly Day[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (day: Day) => format.formatToParts(Date.parse(`${day}T12:00:00Z`)).find((part) => part.type === 'timeZoneName')?.value;
  return DAYS.filter((day, index) => index > 0 && offset(day) !== offset(addDays(day, -1)));
}

/** Days on which dates go wrong: changes of clocks with the days around them, leap days, ends of years. */
function oddDaysOf(zone: string): readonly Day[] {
  const around = changesOf(zone).flatMap((day) => [-1, 0, 1].map((days) => addDays(day, days)));
  const fixed = DAYS.filter((day) => /-(02-28|02-29|03-01|12-31|01-01)$/u.test(day));
  return [...new Set([...around, ...fixed])].filter((day) => day >= '2026-01-01' && day <= '2032-12-31').toSorted();
}

/** The first wall time from which on access may end: the time on the day, or the begin of the next one. */
function wallEnd(day: Day, time: string): string {
  return time === '24:00' ? `${addDays(day, 1)} 00:00:00` : `${day} ${time}:00`;
}

/** What is wrong with the instant of a cut-off; null when nothing is. */
function wrongWith(wall: (milliseconds: number) => string, zone: string, at: { day: Day; time: string }): string | null {
  const end = millisecondsOf(instantAt(at.day, at.time as TimeOfDay, zone as Zone));
  const wanted = wallEnd(at.day, at.time);
  if (wall(end) < wanted) return `${at.day} ${at.time}: at ${wall(end)} it is too early`;
  if (wall(end - 1000) >= wanted && wall(end - 3_601_000) >= wanted && at.time !== '24:00') return `${at.day} ${at.time}: an hour late`;
  if (at.time === '24:00' && wall(end - 1000) >= wanted) return `${at.day}: not the first second of the next day`;
  // Clocks that are put back would show the time of before once more.
  const after = Array.from({ length: 8 }, (_, step) => wall(end + step * HALF_HOUR));
  return after.some((shown) => shown < wanted) ? `${at.day} ${at.time}: the wall shows an earlier time again` : null;
}

describe.each(ZONES)('%s', (zone) => {
  const wall = wallOf(zone);
  const changes = changesOf(zone);
  const oddDays = oddDaysOf(zone);

  it('is one whose clocks change as its law says', () => {
    const years = zone === 'Asia/Kolkata' || zone === 'UTC' || zone === 'Pacific/Apia' ? 0 : 7;
    expect(changes).toHaveLength(2 * years);
  });

  it('ends access neither early nor late on any day', () => {
    const wrong = DAYS.flatMap((day) => ['16:00', '24:00'].map((time) => wrongWith(wall, zone, { day, time }))).filter(
      (one) => one !== null,
    );

    expect(wrong).toEqual([]);
  });

  it('ends it neither early nor late at any half hour of an odd day', () => {
    const wrong = oddDays.flatMap((day) => HALF_HOURS.map((time) => wrongWith(wall, zone, { day, time }))).filter((one) => one !== null);

    expect(wrong).toEqual([]);
  });

  it('knows the day at every half hour around a change', () => {
    for (const day of oddDays) {
      const noon = Date.parse(`${day}T12:00:00Z`);
      for (let step = -48; step <= 48; step += 1) {
        const at = noon + step * HALF_HOUR;
        expect(dayOf(instantOf(at), zone as Zone)).toBe(wall(at).slice(0, 10));
      }
    }
  });

  it('is planned once, by the first run ten minutes after the end, at all steps around each odd day', () => {
    for (const [index, day] of oddDays.entries()) {
      const cutOff = ['24:00', '00:30', '02:30', '16:00'][index % 4] ?? '24:00';
      const world: World = { people: [person('e-1', { lastDay: day, timeZone: zone })], policies: { access: { cutOff } } };
      const end = millisecondsOf(instantAt(day, cutOff as TimeOfDay, zone as Zone));
      // A run every half hour, at a minute of its own.
      const first = end - 90 * 60_000 + (index % 30) * 60_000;
      const ended: number[] = [];
      for (let at = first; at < end + 4 * HALF_HOUR; at += HALF_HOUR) {
        const asOf = instantOf(at);
        const ends = ended.map((when) => done('disable', { person: 'e-1', cause: `spell:${day}`, at: instantOf(when) }));
        const made = plan(makeInput({ ...world, asOf, memory: { verified: verified(...ends) } }));
        if (made.changes.some((one) => one.kind === 'disable')) ended.push(at);
      }
      const [once = 0, ...more] = ended;

      expect({ day, more, isEarly: wall(once) < wallEnd(day, cutOff), isLate: once > end + 10 * 60_000 + HALF_HOUR }).toEqual({
        day,
        more: [],
        isEarly: false,
        isLate: false,
      });
    }
  });
});

describe('the law of a zone changes', () => {
  const lastDay = '2027-01-03' as Day;
  const now = instantAt(lastDay, '16:00' as TimeOfDay, 'Europe/Stockholm' as Zone);
  const moved = (minutes: number) => instantOf(millisecondsOf(now) + minutes * 60_000);
  const leavers = Array.from({ length: 5 }, (_, index) => person(`e-${index + 1}`, { lastDay }));
  const others = Array.from({ length: 20 }, (_, index) => person(`s-${index + 1}`));

  /** Everybody's end as it was published for weeks, by the old law; planned so many minutes after the end by the new one. */
  function planned(published_: Instant, minutes: number) {
    const since = '2026-12-01T00:00:00Z' as Instant;
    const lines = published(...leavers.map(({ id }) => ({ person: id, cause: `spell:${lastDay}`, cutOff: published_, since })));
    const made = plan(makeInput({ people: [...leavers, ...others], asOf: moved(minutes), memory: { published: lines } }));
    return made.changes.filter((one) => one.kind === 'disable').map((one) => one.class);
  }

  it.each([-60, -30, 30, 60])('by %i minutes: nobody goes by the old instant, and by the new one as a surprise', (minutes) => {
    expect(planned(moved(minutes), -1)).toEqual([]);
    expect(planned(moved(minutes), 9)).toEqual([]);
    expect(planned(moved(minutes), 10)).toEqual(['surprise', 'surprise', 'surprise']);
  });

  it('not at all: everybody goes as known', () => {
    expect(planned(now, 10)).toEqual(['known', 'known', 'known', 'known', 'known']);
  });
});
