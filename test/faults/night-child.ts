/** One night of the mini company in a process of its own, so that it can be killed. */
import { join } from 'node:path';
import { runMini } from './mini-night.ts';

const [folder = '', on = ''] = process.argv.slice(2);
const view = await runMini(
  { folder, root: join(folder, 'clone'), remote: join(folder, 'remote.git'), exports: join(folder, 'exports') },
  on,
);
process.stdout.write(`${JSON.stringify({ exit: view.exit, outcomes: view.outcomes, pulls: view.pulls })}\n`);
