/** A year of people leaving a company, night by night through the real plan and its limits, with nobody who would let anything go by hand. */
import type { Link } from '../../../../reconciler/model/correlation.ts';
import type { Removal } from '../../../../reconciler/model/memory.ts';
import type { PlanInput } from '../../../../reconciler/plan/input.ts';
import { plan } from '../../../../reconciler/plan/plan.ts';
import type { Day, EmployeeId, Instant } from '../../../../schemas/primitives.ts';
import { account, at, idOf, line, makeInput, person, published, system } from '../world.ts';

/** A kind of company: how many people, and on which days how many leave. */
export interface Company {
  readonly name: string;
  readonly people: number;
  /** How many of a hundred leave in a year. */
  readonly turnover: number;
  /** The day of the year, 1 to 365, on which somebody leaves, from two numbers between 0 and 1. */
  readonly lastDay: (a: number, b: number) => number;
}

const monthEnd = (a: number) => [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365][Math.floor(a * 12)] ?? 365;
const anyDay = (a: number) => 1 + Math.floor(a * 365);

/** The kinds. Their figures are assumed. */
export const COMPANIES: readonly Company[] = [
  { name: 'an office of 60', people: 60, turnover: 12, lastDay: (a, b) => (b < 0.8 ? monthEnd(a) : anyDay(a)) },
  { name: 'consultants, 150', people: 150, turnover: 25, lastDay: (a, b) => (b < 0.9 ? monthEnd(a) : anyDay(a)) },
  { name: 'shops, 400', people: 400, turnover: 60, lastDay: (a, b) => (b < 0.3 ? 243 : b < 0.5 ? 9 : b < 0.8 ? monthEnd(a) : anyDay(a)) },
  { name: 'a school, 1,000', people: 1000, turnover: 20, lastDay: (a, b) => (b < 0.7 ? 181 : b < 0.85 ? 365 : monthEnd(a)) },
  { name: '3,600 at 15 %', people: 3600, turnover: 15, lastDay: (a, b) => (b < 0.7 ? monthEnd(a) : anyDay(a)) },
  { name: '3,600 at 40 %', people: 3600, turnover: 40, lastDay: (a, b) => (b < 0.7 ? monthEnd(a) : anyDay(a)) },
];

/** What a year came to. */
export interface Year {
  readonly leavers: number;
  /** Nights that somebody due waited at most, and 99 of 100 did; nights that did not run count. */
  readonly worst: number;
  readonly usual: number;
  /** Nights on which somebody was held. */
  readonly stops: number;
  /** People whose sign-in is still open at the end. */
  readonly stuck: number;
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Leaver {
  readonly id: EmployeeId;
  readonly number: number;
  readonly lastDay: number;
  /** The day on which the last day is merged. */
  readonly known: number;
  /** The first run that published it; null before one did. */
  since: Instant | null;
  done: number | null;
}

const dayOf = (number: number) => new Date(Date.UTC(2027, 0, number)).toISOString().slice(0, 10) as Day;
const nightOf = (number: number) => `${dayOf(number)}T01:00:00Z` as Instant;
const causeOf = (leaver: Leaver) => `spell:${dayOf(leaver.lastDay)}`;

/** The tenth of the month after a day. */
function payDayAfter(number: number): number {
  const date = new Date(Date.UTC(2027, 0, number));
  return Math.round((Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 10) - Date.UTC(2026, 11, 31)) / 86_400_000);
}

function leaversOf(company: Company, late: number, chance: () => number): Leaver[] {
  const count = Math.round((company.people * company.turnover) / 100);
  return Array.from({ length: count }, (_, number) => {
    const lastDay = company.lastDay(chance(), chance());
    const isLate = chance() < late / 100;
    const days = Math.floor(chance() * 20);
    // Half of the late ones are written down one by one, the others all on the tenth of the month after.
    const after = chance() < 0.5 ? lastDay + 1 + days : payDayAfter(lastDay);
    const known = isLate ? after : lastDay - 14 - 4 * days;
    return { id: `e-${number}` as EmployeeId, number, lastDay, known, since: null, done: null };
  });
}

/** People who stay are accounts that are counted, and nothing else. */
function stayersOf(count: number): readonly Link[] {
  return Array.from({ length: count }, (_, number): Link => {
    const employee = person(`s-${number}`);
    const id = idOf('ad', employee.id);
    return {
      person: employee.id,
      employee,
      system: 'ad' as Link['system'],
      line: line('ad', id),
      index: 0,
      situation: 'linked',
      account: account(id),
    };
  });
}

function inputOf(
  open: readonly Leaver[],
  about: { readonly asOf: Instant; readonly stayers: readonly Link[]; readonly removals: readonly Removal[] },
): PlanInput {
  const { asOf, stayers, removals } = about;
  const input = makeInput({
    asOf,
    people: open.map((one) => person(one.id, { lastDay: dayOf(one.lastDay), accounts: [line('ad', idOf('ad', one.id))] })),
    systems: [system('ad')],
    memory: {
      removals,
      published: published(
        ...open.flatMap((one) =>
          one.since === null ? [] : [{ person: one.id, cause: causeOf(one), cutOff: at(dayOf(one.lastDay)), since: one.since }],
        ),
      ),
    },
  });
  return { ...input, correlation: { ...input.correlation, links: [...input.correlation.links, ...stayers] } };
}

/** A night: who goes, and whether somebody is held. */
function liveNight(
  open: readonly Leaver[],
  about: Parameters<typeof inputOf>[1],
): { readonly went: readonly Removal[]; readonly isStopped: boolean } {
  const { changes, stops } = plan(inputOf(open, about));
  const ends = changes.filter((one) => one.kind === 'disable');
  const went = ends.map(({ person: who, system: where, class: name, id }) => ({
    person: who,
    system: where,
    class: name,
    at: about.asOf,
    change: id,
  }));
  return { went, isStopped: stops.length > 0 };
}

/** How a year is lived: by which chance, and whether a night's forecast is ever known to a later one. */
export interface Luck {
  readonly seed: number;
  readonly publishes: boolean;
}

/** A year in which so many of a hundred leavers are written down late, and three nights of a hundred do not run. Nobody writes an override. */
export function liveYear(company: Company, late: number, { seed, publishes }: Luck): Year {
  const chance = chanceOf(seed);
  const leavers = leaversOf(company, late, chance);
  const stayers = stayersOf(company.people);
  const waits: number[] = [];
  let removals: readonly Removal[] = [];
  let stops = 0;
  for (let day = 1; day <= 365 + 60; day += 1) {
    if (chance() < 0.03) continue;
    const asOf = nightOf(day);
    const open = leavers.filter((one) => one.known < day && one.done === null && one.lastDay < day);
    if (open.length > 0) {
      const { went, isStopped } = liveNight(open, { asOf, stayers, removals });
      removals = [...removals.filter((one) => one.at > nightOf(day - 31)), ...went];
      stops += isStopped ? 1 : 0;
      const gone = new Set(went.map((one) => one.person));
      for (const one of open.filter(({ id }) => gone.has(id))) {
        one.done = day;
        waits.push(day - Math.max(one.lastDay, one.known) - 1);
      }
    }
    // The run is complete: what it forecasts is published when it ends.
    for (const one of publishes ? leavers : []) if (one.since === null && one.known < day && one.lastDay <= day + 90) one.since = asOf;
  }
  waits.sort((a, b) => a - b);
  return {
    leavers: leavers.length,
    worst: waits.at(-1) ?? 0,
    usual: waits[Math.ceil(waits.length * 0.99) - 1] ?? 0,
    stops,
    stuck: leavers.filter((one) => one.done === null).length,
  };
}
