/** Which forge the environment of a run means, and with what it is opened. */
import { Stop, type World } from '../cli/context.ts';
import type { ForgeKind } from '../ports.ts';

const KINDS: readonly ForgeKind[] = ['local', 'github', 'gitlab', 'gitea'];

/** The forge: as `LASTDAY_FORGE` says, else GitHub on GitHub Actions, else plain git. */
export function forgeKindOf(world: Pick<World, 'env'>): ForgeKind {
  const said = world.env('LASTDAY_FORGE') ?? (world.env('GITHUB_ACTIONS') === 'true' ? 'github' : 'local');
  const kind = KINDS.find((one) => one === said);
  if (kind !== undefined) return kind;
  throw new Stop(64, `LASTDAY_FORGE is "${said}"; it can be ${KINDS.slice(0, -1).join(', ')} or ${KINDS.at(-1)}.`);
}

/** What a forge is opened with. */
export interface ForgeWish {
  readonly kind: ForgeKind;
  readonly token: string | null;
  readonly repository: string | null;
  readonly address: string | null;
  readonly commits: 'push' | 'api';
}

/** Who makes the commits of pull requests. It is the runner's matter, not the files': only an app's token makes GitHub sign. */
function commitsOf(world: Pick<World, 'env'>, kind: ForgeKind): 'push' | 'api' {
  const said = world.env('LASTDAY_COMMITS') ?? 'push';
  if (said !== 'push' && said !== 'api') throw new Stop(64, `LASTDAY_COMMITS is "${said}"; it can be push or api.`);
  if (said === 'api' && kind !== 'github') {
    throw new Stop(
      64,
      `LASTDAY_COMMITS is "api", which only GitHub knows; the forge is ${kind}.`,
      'Take LASTDAY_COMMITS away: git pushes the commits.',
    );
  }
  return said;
}

/** Everything the environment says about the forge. On GitHub Actions the runner's own variables fill in what is not said. */
export function forgeWishOf(world: Pick<World, 'env' | 'credential'>): ForgeWish {
  const kind = forgeKindOf(world);
  const runner = (name: string): string | null => (kind === 'github' ? (world.env(name) ?? null) : null);
  return {
    kind,
    token: world.credential('forge') ?? runner('GITHUB_TOKEN'),
    repository: world.env('LASTDAY_FORGE_REPOSITORY') ?? runner('GITHUB_REPOSITORY'),
    address: world.env('LASTDAY_FORGE_URL') ?? runner('GITHUB_API_URL'),
    commits: commitsOf(world, kind),
  };
}
