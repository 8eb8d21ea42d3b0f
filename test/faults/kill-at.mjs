// Preloaded into a child: kills the process, as SIGKILL does, at the n-th push to a remote or replaced file, before or after it.
import childProcess from 'node:child_process';
import { writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [at, side] = (process.env.LASTDAY_TEST_KILL ?? '0:before').split(':');
let points = 0;

function die() {
  process.kill(process.pid, 'SIGKILL');
}

/** Counts a point; true when the process is to die right after it. */
function reach(what) {
  points += 1;
  writeSync(2, `POINT ${points} ${what}\n`);
  if (points !== Number(at)) return false;
  if (side === 'before') die();
  return true;
}

const { spawn } = childProcess;
childProcess.spawn = function (program, args, options) {
  const isPush = program === 'git' && args.includes('push');
  const last = isPush && reach(`push ${args.at(-1).replace(/^[0-9a-f]*:/u, '')}`);
  const child = spawn(program, args, options);
  if (last) child.on('exit', die);
  return child;
};

const { rename } = fs;
fs.rename = async function (from, to) {
  const isWorld = String(to).endsWith('.json');
  const last = isWorld && reach(`write ${String(to).split('/').at(-1)}`);
  await rename(from, to);
  if (last) die();
};
syncBuiltinESMExports();
