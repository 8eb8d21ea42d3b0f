/** `npm run race -- --rounds 25 --stops 40`: the tests of this folder with so many rounds, and the figures of each. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '25' }, stops: { type: 'string', default: '40' } } });
const vitest = join(import.meta.dirname, '../../node_modules/.bin/vitest');
const env = { ...process.env, LASTDAY_RACE_ROUNDS: values.rounds, LASTDAY_RACE_STOPS: values.stops };
const child = spawn(vitest, ['run', '--reporter=verbose', 'test/races'], {
  env,
  stdio: 'inherit',
  cwd: join(import.meta.dirname, '../..'),
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
