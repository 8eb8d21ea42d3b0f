/** What opening a forge is made of wherever it is asked over HTTP: what it needs, its token, our own name, and its calls on one desk. */
import type { Clock, Forge } from '../../ports.ts';
import { Fault } from '../../ports.ts';

/** What such a forge needs. */
export interface WebOptions {
  readonly remote: { readonly address: string };
  /** The default branch, `main` or `refs/heads/main`. */
  readonly branch: string;
  readonly clock: Clock;
  /** Token for the forge's API; null when the runner has none. */
  readonly token: string | null;
  /** `owner/name` at the forge; else taken from the remote's address. */
  readonly repository: string | null;
  /** Address of the forge's API; null for its usual one. */
  readonly address: string | null;
}

/** The calls that every one of them answers, and how it answers them at a desk. */
type Call = 'list' | 'read' | 'open' | 'update' | 'close' | 'comment' | 'mark' | 'board' | 'merge';
export type Deeds<Desk> = {
  readonly [Name in Call]: (desk: Desk, ...given: Parameters<Required<Forge>[Name]>) => ReturnType<Required<Forge>[Name]>;
};

/** The token, or the fault that says which one to give. */
export function tokenOf({ token }: WebOptions, about: { readonly where: string; readonly missing: string }): string {
  if (token !== null && token !== '') return token;
  throw new Fault(about.missing, { where: about.where, operation: 'open', refused: true });
}

/** Short name of the default branch. */
export function baseOf({ branch }: WebOptions): string {
  return branch.replace(/^refs\/heads\//u, '');
}

/** A name that is asked for once, and only when it is needed. */
export function onceKnown(known: string | null, ask: () => Promise<string>): () => Promise<string> {
  let name = known;
  return async () => (name ??= await ask());
}

/** The forge of a desk. */
export function forgeAt<Desk>(desk: Desk, deeds: Deeds<Desk>): Required<Pick<Forge, Call>> {
  return {
    list: () => deeds.list(desk),
    read: (pull) => deeds.read(desk, pull),
    open: (draft) => deeds.open(desk, draft),
    update: (pull, draft) => deeds.update(desk, pull, draft),
    close: (pull, comment) => deeds.close(desk, pull, comment),
    comment: (pull, text) => deeds.comment(desk, pull, text),
    mark: (pull, label) => deeds.mark(desk, pull, label),
    board: (title, body) => deeds.board(desk, title, body),
    merge: (pull, head) => deeds.merge(desk, pull, head),
  };
}
