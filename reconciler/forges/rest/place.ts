/** Which project at which host a remote's address means, for forges that people run themselves. Pure. */
import { Fault } from '../../ports.ts';

/** A project and the address of the API that knows it. */
export interface Place {
  /** `owner/name`, or with groups `group/sub/name`. */
  readonly project: string;
  /** Address of the API, without a slash at the end. */
  readonly address: string;
}

/** The kind of forge, as far as addresses go. */
export interface Kind {
  readonly where: 'gitlab' | 'gitea';
  readonly name: string;
  /** What follows the host: `/api/v4`. */
  readonly api: string;
  /** Parts that a project's path has: two at least, and no more than this. */
  readonly parts: number;
}

const WEB = /^(https?):\/\/(?:[^@/]*@)?([^/]+)\/(.+?)(?:\.git)?\/?$/u;
const SSH = /^(?:ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/u;
const SHORT = /^(?:[^@/]+@)?([^/:]+):(?!\/)(.+?)(?:\.git)?\/?$/u;

/** Scheme and host, and the path of the project; null for addresses that name no host. */
function readAddress(remote: string): { readonly site: string; readonly project: string } | null {
  const web = WEB.exec(remote);
  if (web !== null) return { site: `${web[1]}://${web[2]}`, project: web[3] ?? '' };
  const other = SSH.exec(remote) ?? SHORT.exec(remote);
  return other === null ? null : { site: `https://${other[1]}`, project: other[2] ?? '' };
}

/** Finds the place from what the runner says and the remote's address. Throws Fault with what to set. */
export function findPlace(
  remote: string,
  said: { readonly repository: string | null; readonly address: string | null },
  kind: Kind,
): Place {
  const found = readAddress(remote);
  const project = said.repository ?? found?.project ?? '';
  const address = said.address ?? (found === null ? null : found.site + kind.api);
  const parts = project.split('/');
  const isProject = parts.length >= 2 && parts.length <= kind.parts && parts.every((part) => part !== '');
  if (isProject && address !== null) return { project, address: address.replace(/\/+$/u, '') };
  const text = `which project at ${kind.name} this is cannot be told from the remote; set LASTDAY_FORGE_REPOSITORY to its path, and LASTDAY_FORGE_URL to the address of the API`;
  throw new Fault(text, { where: kind.where, operation: 'open', refused: true });
}
