/** One disturbed night of a practice company in a process of its own: `child.ts FOLDER ON AT WAY`. */
import { practiceIn } from './company.ts';
import type { Way } from './counted.ts';
import { countedNight } from './night.ts';

const [folder = '', on = '', at = '', way = ''] = process.argv.slice(2);
const { exit } = await countedNight(practiceIn(folder), on, { at: Number(at), way: way as Way });
process.exitCode = exit;
