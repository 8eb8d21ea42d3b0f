/** From a forge's name to its adapter, loaded only when it is needed. */
import type { Clock, Forge, ForgeKind, ObjectReader, Remote } from '../ports.ts';
import type { LocalForge } from './local/index.ts';

export type { LocalForge };

/** What the machine that runs us gives to a forge. */
export interface ForgeRuntime {
  readonly remote: Remote;
  readonly objects: ObjectReader;
  /** The default branch, `main` or `refs/heads/main`. */
  readonly branch: string;
  readonly clock: Clock;
  /** Token for the forge's API; null when the runner has none. */
  readonly token: string | null;
  /** `owner/name` at the forge; else taken from the remote's address. */
  readonly repository: string | null;
  /** Address of the forge's API; null for its usual one. */
  readonly address: string | null;
  /** The name under which we act at the forge, where the API does not tell an app its own. */
  readonly login?: string | null;
  /** Who makes the commits of pull requests: git, which pushes them, or the forge's API. */
  readonly commits?: 'push' | 'api';
}

/** Opens a forge. Nothing is asked of it yet. Throws Fault when something needed to ask is missing. */
export async function openForge(kind: ForgeKind, runtime: ForgeRuntime): Promise<Forge> {
  switch (kind) {
    case 'local':
      return openLocalForge(runtime);
    case 'github':
      return (await import('./github/index.ts')).openGitHub(runtime);
    case 'gitlab':
      return (await import('./gitlab/index.ts')).openGitLab(runtime);
    case 'gitea':
      return (await import('./gitea/index.ts')).openGitea(runtime);
    default:
      return kind satisfies never;
  }
}

/** Opens the local forge with what only it can do: merge and refuse from the command line. */
export async function openLocalForge(runtime: Pick<ForgeRuntime, 'remote' | 'objects' | 'branch' | 'clock'>): Promise<LocalForge> {
  return (await import('./local/index.ts')).openLocal(runtime);
}
