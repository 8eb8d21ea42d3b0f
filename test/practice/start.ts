/** `npm start`: builds the practice company, lives through its nights, shows one, and shows that nothing is left to do. */
import { join } from 'node:path';
import { nightText } from '../../reconciler/report/summary.ts';
import { text } from '../../reconciler/texts/text.ts';
import type { Locale } from '../../schemas/primitives.ts';
import { buildPractice, nightOf } from './build.ts';
import { differences, figuresOf, THE_NIGHT_SHOWS, THE_SECOND_RUN_SHOWS } from './figures.ts';
import { runPracticeNight } from './nights.ts';

const folder = join(import.meta.dirname, '../../.practice');

/** The reader's language; English for a newcomer. */
function readLocale(): Locale {
  const given = (process.env['LASTDAY_LANG'] ?? '').slice(0, 2);
  return given === 'sv' || given === 'da' ? given : 'en';
}

const locale = readLocale();
const isTerminal = process.stdout.isTTY;
let nights = 0;

function progress(): void {
  nights += 1;
  if (isTerminal) process.stdout.write(`\r${text(locale, 'night.building', { count: String(nights) })}`);
}

if (!isTerminal) process.stdout.write(`${text(locale, 'night.building', { count: '19' })}\n`);
const practice = await buildPractice({
  folder,
  nightly: async (night) => {
    progress();
    await runPracticeNight(night, locale);
  },
});
if (isTerminal) process.stdout.write('\r\u001B[K');
const night = await runPracticeNight({ ...practice, at: nightOf('2027-01-04') }, locale);
const second = await runPracticeNight(
  {
    ...practice,
    at: new Date(Date.parse(nightOf('2027-01-04')) + 20 * 60_000).toISOString().slice(0, 19).concat('Z') as typeof night.plan.asOf,
  },
  locale,
);

const command = 'npm run -s lastday -- -C .practice/people';
const next = [
  { command: `${command} status e-1007 --on 2027-01-04`, shows: text(locale, 'night.next-status') },
  { command: `${command} plan --on 2027-01-31`, shows: text(locale, 'night.next-plan') },
  { command: 'git -C .practice/people.git log lastday/journal', shows: text(locale, 'night.next-log') },
];
process.stdout.write(nightText(night, { invented: true, second, next }));

const wrong = [
  ...differences(figuresOf(night), THE_NIGHT_SHOWS),
  ...differences(figuresOf(second), THE_SECOND_RUN_SHOWS).map((line) => `second run: ${line}`),
];
if (wrong.length > 0) process.stdout.write(`\nThis night is not as it should be:\n${wrong.map((line) => `  ${line}\n`).join('')}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
