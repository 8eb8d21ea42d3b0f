/** Which repository and which API a remote's address means. Pure. */
import { Fault } from '../../ports.ts';

/** A repository at a GitHub. */
export interface Place {
  readonly owner: string;
  readonly repo: string;
  /** Address of the API, without a slash at the end. */
  readonly address: string;
}

const WEB = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/u;
const SHORT = /^(?:[^@/]+@)?([^/:]+):([^/]+)\/([^/]+?)(?:\.git)?\/?$/u;

function apiOf(host: string): string {
  return host === 'github.com' || host === 'ssh.github.com' ? 'https://api.github.com' : `https://${host}/api/v3`;
}

/** Finds the place from what the runner says and the remote's address. Throws Fault with what to set. */
export function findPlace(remote: string, said: { readonly repository: string | null; readonly address: string | null }): Place {
  const found = WEB.exec(remote) ?? SHORT.exec(remote);
  const [owner, repo, ...rest] = said.repository?.split('/') ?? [found?.[2], found?.[3]];
  const host = found?.[1];
  const address = said.address ?? (host === undefined ? null : apiOf(host));
  if (owner && repo && rest.length === 0 && address !== null) return { owner, repo, address: address.replace(/\/+$/u, '') };
  const text = 'which repository at GitHub this is cannot be told from the remote; set GITHUB_REPOSITORY to owner/name, and GITHUB_API_URL';
  throw new Fault(text, { where: 'github', operation: 'open', refused: true });
}
