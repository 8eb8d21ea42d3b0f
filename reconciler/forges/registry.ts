/** From a forge's name to its adapter, loaded only when it is needed. */
import type { Forge, ForgeKind, ObjectReader, Remote } from '../ports.ts';
import type { LocalForge } from './local/index.ts';
import type { WebOptions } from './rest/open.ts';

export type { LocalForge };

/** What the machine that runs us gives to a forge: token, `owner/name` and address of the API where it has or knows them. */
export interface ForgeRuntime extends WebOptions {
  readonly remote: Remote;
  readonly objects: ObjectReader;
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
