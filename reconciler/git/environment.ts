/** What git may see of its surroundings: nothing when objects are read, the user's own settings when a remote is spoken with. */
import type { Environment } from './spawn.ts';

/** Where git and its helpers are looked for when nobody says. */
const DEFAULT_PATH = '/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin';

/** Variables that would point git at another repository, index or object store. */
const STEERING: ReadonlySet<string> = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_CEILING_DIRECTORIES',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_EXTERNAL_DIFF',
  'GIT_PAGER',
  'GIT_EDITOR',
]);

/** True of every call: no prompt, no other language, no rewritten objects. */
const ALWAYS: Environment = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
  LANGUAGE: '',
};

/** The environment of a call that reads objects: no configuration of system or user, no network. */
export function shutIn(environment: Environment = {}): Environment {
  return {
    PATH: environment['PATH'] ?? DEFAULT_PATH,
    ...(environment['TMPDIR'] === undefined ? {} : { TMPDIR: environment['TMPDIR'] }),
    ...(environment['SystemRoot'] === undefined ? {} : { SystemRoot: environment['SystemRoot'] }),
    ...ALWAYS,
    HOME: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
  };
}

/** The environment of a call that speaks with the remote: the user's credentials, proxy and transport, nothing that steers git elsewhere. */
export function asUser(environment: Environment = {}): Environment {
  const kept: Record<string, string | undefined> = { PATH: DEFAULT_PATH, ...environment };
  for (const name of Object.keys(kept)) {
    // Traces would print credentials into the messages of errors. Credentials of systems are no business of git, nor of its helpers.
    if (STEERING.has(name) || /^(GIT_TRACE|GIT_CURL_VERBOSE|LASTDAY_CREDENTIAL_)/u.test(name)) delete kept[name];
  }
  return { ...kept, ...ALWAYS };
}

/** Settings that stand above the repository's own configuration, whatever it says: nothing in it can be run. */
const SAFE = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.pager=cat',
  // Run by fetch and push where the repository borrows objects from another one.
  'core.alternateRefsCommand=:',
  'core.quotePath=true',
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
  'diff.external=',
  'log.showSignature=false',
  'gc.auto=0',
  'maintenance.auto=false',
] as const;

/** Settings for calls that never leave the machine: no transport at all, so that a partial clone cannot fetch in passing (older git knows no switch for it). */
const OFFLINE = ['protocol.allow=never', 'credential.helper='] as const;

/** The first arguments of a call that reads or writes objects here. */
export function localArguments(gitDir: string): string[] {
  return [`--git-dir=${gitDir}`, '--no-pager', ...settings([...SAFE, ...OFFLINE, `safe.directory=${gitDir}`])];
}

/** The first arguments of a call that speaks with the remote. */
export function remoteArguments(gitDir: string): string[] {
  const more = ['fetch.recurseSubmodules=false', 'push.recurseSubmodules=no', 'push.followTags=false', `safe.directory=${gitDir}`];
  return [`--git-dir=${gitDir}`, '--no-pager', ...settings([...SAFE, ...more])];
}

function settings(list: readonly string[]): string[] {
  return list.flatMap((one) => ['-c', one]);
}
