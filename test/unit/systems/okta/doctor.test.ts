/** What `doctor` is told of the right that reading by changes takes. */
import { describe, expect, it } from 'vitest';
import { endOrgs, open } from './org.ts';

endOrgs();

describe('doctor', () => {
  it.each([
    ['has', [], 'changes'],
    ['lacks', ['/logs'], 'changes'],
    [undefined, [], 'whole'],
  ] as const)('says that the right to the log is there or is not: %s', async (verdict, forbidden, reads) => {
    const { org, reader } = await open(undefined, { reads });
    for (const part of forbidden) org.forbidden.add(part);

    const found = await reader.examine?.();

    expect(found?.rights.find(({ right }) => right === 'view the System Log')?.verdict).toBe(verdict);
  });
});
