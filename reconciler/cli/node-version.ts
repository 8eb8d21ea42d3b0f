/** Whether this Node has everything that lastday uses. */
import { Stop } from './context.ts';

/** The oldest Node that does; `engines` in package.json says the same. */
export const OLDEST_NODE = '22.18';

/** Stops with 1 and the next step on an older Node, where some things would fail half way. */
export function refuseOldNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = OLDEST_NODE.split('.').map(Number);
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor)) return;
  throw new Stop(1, `this is Node ${version}, which is too old.`, `It takes Node ${OLDEST_NODE} or newer; nothing was done.`);
}
