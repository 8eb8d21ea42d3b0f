/** Installs the servers that contract tests run against into this folder. Run by .ci/run: `node test/counterparts/install.ts`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const folder = import.meta.dirname;

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}

/** True when every package is there in its pinned version. */
function isInstalled(): boolean {
  const pinned = Object.entries(readManifest(join(folder, 'package.json')).dependencies ?? {});
  return pinned.every(([name, version]) => {
    const path = join(folder, 'node_modules', name, 'package.json');
    return existsSync(path) && readManifest(path).version === version;
  });
}

if (isInstalled()) {
  process.stdout.write('counterparts: already installed\n');
} else {
  // The packages need the Node that runs this script, which may be newer than the system's.
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter) };
  const done = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, env, stdio: 'inherit' });
  process.exitCode = done.status ?? 1;
}
