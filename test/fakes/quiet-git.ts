/** Git without the machine's configuration; also for processes that are no test. */
import { tmpdir } from 'node:os';

/** An environment in which git sees no configuration of the machine. */
export const quietGit: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: tmpdir(),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};
