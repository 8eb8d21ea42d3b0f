/** `lastday help`: a command's help, or a topic. */

import type { Invocation } from './command.ts';
import { type CliContext, UsageError } from './context.ts';

const TOPICS: Readonly<Record<string, string>> = {
  'exit-codes': `Exit codes. When several apply, the one that stands higher wins; --json lists
all of them.

   70  bug in lastday
  130  interrupted
   64  wrong use of the command line
    8  invalid files, or a history or journal that cannot be trusted
    7  another run holds the lock
    6  the plan is stale
    4  the git remote or the forge refused
    3  partly applied
    9  a system gave no reading to rely on
    5  a limit held something back
    2  changes present (only with --detailed-exitcode)
    1  another error
    0  all is done, or nothing was due; findings do not count
`,
  environment: `Environment variables

  LASTDAY_LANG                    sv, da or en: the language of what people read
  LASTDAY_NO_INPUT                set: nothing is ever asked at a terminal
  LASTDAY_EXPORTS                 folder with exports and practice worlds
  LASTDAY_CACHE                   folder in which readings are kept, sealed, for
                                  systems that are read by changes
  LASTDAY_CREDENTIAL_<NAME>       a credential that files name, in capitals
  LASTDAY_CREDENTIAL_<NAME>_FILE      the same, from a file
  LASTDAY_CREDENTIAL_<NAME>_COMMAND   the same, from a command's output
  LASTDAY_CREDENTIAL_CAPTURE_<YYYY_MM>  32 bytes (hex or base64) that seal what
                                  people held that month, for undo, and
                                  readings that are kept
  LASTDAY_FORGE                   local, github, gitlab or gitea (default:
                                  github on GitHub Actions, else local)
  LASTDAY_CREDENTIAL_FORGE        token for the forge's API
  LASTDAY_FORGE_REPOSITORY, LASTDAY_FORGE_URL   path of the repository and
                                  address of the API, where the remote's
                                  address does not tell them
  LASTDAY_COMMITS                 push (default) or api: GitHub makes the
                                  commits of pull requests, signed for an app
  GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_API_URL   the same, as GitHub Actions
                                  sets them
  NO_COLOR, CI                    as everywhere
`,
  safety: `How lastday keeps people safe

  Nobody loses access before their cut-off, the end of the access day in their
  own time zone. Nothing follows from what a reading lacks: one that is empty,
  cut short or failed removes nothing, and the run ends with 9. A plan only
  says; apply does no more than the plan, and plans every person again from the
  default branch right before writing. The journal keeps what somebody held from
  before it was taken, for undo. Guardrails hold the part above a limit, name
  it, and let it go the next night when nobody has objected. To stop everything
  at once, push a branch lastday/freeze, or merge a file FREEZE.
`,
};

/** Prints help. */
export async function run({ world, commands, helpOf }: CliContext, { words }: Invocation): Promise<number> {
  const topic = words[0] ?? null;
  const text = (topic === null ? undefined : TOPICS[topic]) ?? helpOf(topic);
  if (text === null) {
    throw new UsageError(
      `there is no help on "${topic}".`,
      `Topics: ${[...Object.keys(TOPICS), ...commands.map((one) => one.name)].join(', ')}.`,
    );
  }
  world.out(text);
  if (topic === null) world.out('\nStart with `lastday init`.\n');
  return 0;
}
