// Preloaded into a child: it stops itself right before its first write to a system, as a runner that is frozen, until somebody wakes it.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { rename } = fs;
let isWoken = false;
fs.rename = async function (from, to) {
  if (!isWoken && String(to).endsWith('.json')) {
    isWoken = true;
    process.kill(process.pid, 'SIGSTOP');
  }
  await rename(from, to);
};
syncBuiltinESMExports();
