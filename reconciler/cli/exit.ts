/** The exit codes, and which one wins when several apply. */

/** Every exit code in order of rank, highest first. */
export const EXITS = [
  { code: 70, name: 'bug' },
  { code: 130, name: 'interrupted' },
  { code: 64, name: 'usage' },
  { code: 8, name: 'invalid' },
  { code: 7, name: 'locked' },
  { code: 6, name: 'stale' },
  { code: 4, name: 'refused' },
  { code: 3, name: 'partly' },
  { code: 9, name: 'unread' },
  { code: 5, name: 'stopped' },
  { code: 2, name: 'changes' },
  { code: 1, name: 'other' },
  { code: 0, name: 'done' },
] as const;

/** An exit code of the table. */
export type Exit = (typeof EXITS)[number]['code'];

/** The code that a process ends with when all of these apply. */
export function highestExit(codes: readonly Exit[]): Exit {
  return EXITS.find(({ code }) => codes.includes(code))?.code ?? 0;
}
