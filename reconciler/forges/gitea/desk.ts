/** What every part of the Gitea forge is given: the repository, and who we are there. */
import type { RestClient } from '../rest/client.ts';

/** The repository and who we are there. */
export interface Desk {
  readonly client: RestClient;
  /** Path of the repository in the API. */
  readonly path: string;
  /** Our own name at the forge; asked once. */
  readonly me: () => Promise<string>;
  /** Short name of the default branch. */
  readonly base: string;
  /** Numbers of labels by name, once they were asked for. */
  readonly labels: { known: Map<string, number> | null };
}

/** Rows of a page: servers give no more than fifty unless told otherwise. */
export const PAGE = 50;
