/** One night of the practice company in this process, as the command would run it. */
import { dayOf, timeOf } from '../../reconciler/calendar.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import { reconcile } from '../../reconciler/run/reconcile.ts';
import type { Instant, Locale, Zone } from '../../schemas/primitives.ts';
import { testContext } from '../fakes/process-world.ts';

const STOCKHOLM = 'Europe/Stockholm' as Zone;

/** Seals what people held in the practice company; it protects nobody, everything here is invented. */
export const PRACTICE_KEY = new Uint8Array(32).fill(7);

/** Where the night is, and when. */
export interface NightPlace {
  readonly root: string;
  readonly exports: string;
  readonly at: Instant;
}

/** Runs the nightly as if it were then. */
export async function runPracticeNight(place: NightPlace, locale: Locale | null = null): Promise<ReportView> {
  const context = testContext({ folder: place.root, exports: place.exports, locale, captureKey: PRACTICE_KEY });
  const on = `${dayOf(place.at, STOCKHOLM)}T${timeOf(place.at, STOCKHOLM)}`;
  const view = await reconcile(context, { on, only: null, cache: true, wait: false, dryRun: false });
  if (context.complained() !== '') throw new Error(context.complained());
  return view;
}
