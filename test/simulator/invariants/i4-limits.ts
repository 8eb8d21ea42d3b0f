/** I4: people whose sign-in ends stay within the limits per run, in 7 and in 30 days; counted by what was written, whether anybody noticed or not. */
import type { Chained } from '../../../reconciler/model/journal.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import type { Watch, WriteSeen } from '../seen.ts';
import { type Facts, factsAt } from '../truth.ts';

const HOUR = 3_600_000;
/** What was announced at the edge of a span may be written some minutes later than it. */
const EDGE = 5 * 60_000;

type Class = 'known' | 'fresh' | 'surprise';

/** Runs that published something, in order, with their end. */
function* completed({
  chain,
}: Watch): Generator<{ readonly at: number; readonly forecast: Extract<Chained, { type: 'forecast' }>; readonly commit: CommitId }> {
  for (const { records } of chain.runs) {
    const [claim] = records;
    const close = records.find((one) => one.type === 'close');
    const forecast = records.find((one) => one.type === 'forecast');
    if (claim?.type !== 'claim' || claim.only !== null || close?.type !== 'close' || close.exit === 130 || forecast?.type !== 'forecast')
      continue;
    yield { at: Date.parse(close.at), forecast, commit: claim.commit };
  }
}

/** Since when completed runs have published this very cut-off without a break; null when the newest one does not. */
export function publishedSince(
  watch: Watch,
  about: { readonly person: string; readonly cause: string; readonly cutOff: number | null },
): number | null {
  let since: number | null = null;
  let standing: string | null = null;
  for (const { at, forecast } of completed(watch)) {
    const line = forecast.entries.find((one) => one.person === about.person && one.cause === about.cause);
    if (line === undefined) [since, standing] = [null, null];
    else if (line.cutOff !== standing) [since, standing] = [at, line.cutOff];
  }
  return standing !== null && (about.cutOff === null || Date.parse(standing) === about.cutOff) ? since : null;
}

function classOf(watch: Watch, seen: WriteSeen, about: { person: string; cause: string }): Class {
  const since = publishedSince(watch, { ...about, cutOff: null });
  if (since === null) return 'surprise';
  const asOf = seen.at;
  if (since <= asOf - 7 * 24 * HOUR) return 'known';
  return since <= asOf - 12 * HOUR ? 'fresh' : 'surprise';
}

const RANK: Readonly<Record<string, number>> = { known: 0, fresh: 1, surprise: 2 };

/** Files that a completed run of twelve hours ago went by: what they allowed less of counts still. */
function earlierFacts(watch: Watch, at: number): Facts | null {
  let found: CommitId | null = null;
  for (const run of completed(watch)) if (run.at <= at - 12 * HOUR) found = run.commit;
  return found === null ? null : factsAt(watch.git, found);
}

interface Limit {
  readonly count: number;
  readonly percent: number;
  readonly week: number | null;
  readonly month: number | null;
}

const DEFAULTS: Readonly<Record<'fresh' | 'surprise', Limit>> = {
  fresh: { count: 10, percent: 5, week: null, month: null },
  surprise: { count: 3, percent: 1, week: 3, month: 6 },
};

function limitOf(facts: Facts, name: 'fresh' | 'surprise'): Limit {
  const own = facts.guardrails?.limits?.[name];
  const otherwise = DEFAULTS[name];
  return {
    count: own?.count ?? otherwise.count,
    percent: own?.percent ?? otherwise.percent,
    week: own?.week ?? otherwise.week,
    month: own?.month ?? otherwise.month,
  };
}

function peopleAtMost(facts: Facts): number {
  return facts.employees.size;
}

/** People whose sign-in ended in a span before the write, by class. */
function gone(watch: Watch, seen: WriteSeen, about: { readonly class: string; readonly hours: number }): Set<string> {
  const people = new Set<string>();
  for (const one of watch.writes) {
    if (one.write.kind !== 'disable' || one.at <= seen.at - about.hours * HOUR + EDGE || one.change === null) continue;
    const intent = intentOf(watch, one.run, one.change);
    if (intent?.class === about.class && intent.person !== null) people.add(intent.person);
  }
  return people;
}

/** The intent of a change in a run. */
export function intentOf({ chain }: Watch, run: string | null, change: string): Extract<Chained, { type: 'intent' }> | undefined {
  const found = chain.runs.findLast((one) => one.run === run)?.records.find((one) => one.type === 'intent' && one.change === change);
  return found?.type === 'intent' ? found : undefined;
}

/** Before each write. */
export function staysWithinLimits(watch: Watch, seen: WriteSeen): string[] {
  if (seen.write.kind !== 'disable' || seen.change === null) return [];
  const intent = intentOf(watch, seen.run, seen.change);
  if (intent === undefined || intent.person === null || !intent.cause.startsWith('spell:')) return [];
  const wrong: string[] = [];
  const now = factsAt(watch.git, seen.head);
  const deservedClass = classOf(watch, seen, { person: intent.person, cause: intent.cause });
  const isLenient = (RANK[intent.class] ?? 9) < (RANK[deservedClass] ?? 0);
  if (isLenient) wrong.push(`${seen.change} goes as ${intent.class}, and was published only as ${deservedClass}`);
  if (intent.class !== 'fresh' && intent.class !== 'surprise') return wrong;
  const earlier = earlierFacts(watch, seen.at);
  const limits = [limitOf(now, intent.class), ...(earlier === null ? [] : [limitOf(earlier, intent.class)])];
  const run = Math.min(...limits.map(({ count, percent }) => Math.max(count, Math.floor((peopleAtMost(now) * percent) / 100))));
  const multiple = (pick: (limit: Limit) => number | null) => Math.min(...limits.map((limit) => pick(limit) ?? Number.POSITIVE_INFINITY));
  const spans = [
    ['half a day', 12, run],
    ['7 days', 7 * 24, run * multiple((limit) => limit.week)],
    ['30 days', 30 * 24, run * multiple((limit) => limit.month)],
  ] as const;
  for (const [name, hours, most] of spans) {
    const people = gone(watch, seen, { class: intent.class, hours });
    // Who is counted already is nobody more.
    if (!people.has(intent.person) && people.size >= most)
      wrong.push(`${people.size + 1} people of class ${intent.class} in ${name}; the limit is ${most}`);
  }
  return wrong;
}
