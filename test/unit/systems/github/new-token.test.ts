/** A token of an app that was made right before the run: for some seconds GitHub may not know it yet. */
import { describe, expect, it } from 'vitest';
import { fakeOrganisation } from '../../../fakes/github-org/world.ts';
import type { How } from '../../../fakes/json-server.ts';
import { refusalOf, switching } from '../writes.ts';
import { AT, endOrganisations, open } from './organisation.ts';

endOrganisations();

const APP = 'ghs_practice';
const unknown: How = { status: 401, body: { message: 'Bad credentials' } };

async function openAs(token: string) {
  const org = fakeOrganisation(['testper', 'testada', 'testbo']);
  org.token = token;
  return open(org, {}, token);
}

describe('a new token of an app', () => {
  it('is sent again while GitHub does not know it yet', async () => {
    const { reader, github, clock } = await openAs(APP);
    github.fail({ of: /./u, how: unknown, times: 2 });

    const reading = await reader.read(AT);

    expect([reading.problems, reading.ended, clock.sleeps]).toEqual([[], true, [1000, 2000]]);
  });

  it('is sent again with a change too, of which nothing was done', async () => {
    const { writer, github, clock, org } = await openAs(APP);
    github.fail({ of: /^DELETE/u, how: unknown });

    await writer.write(switching('disable', 1), 60_000);

    expect([org.members.has(1), github.changes().length, clock.sleeps]).toEqual([false, 2, [1000]]);
  });

  it('is a token that was withdrawn after five seconds, and from then on', async () => {
    const { reader, github, clock } = await openAs(APP);
    github.fail({ of: /./u, how: unknown, times: 999 });

    expect((await reader.read(AT)).problems.join()).toContain('refused the token');
    expect(clock.sleeps).toEqual([1000, 2000, 2000]);
    expect((await reader.read(AT)).problems.join()).toContain('refused the token');
    expect(clock.sleeps).toHaveLength(3);
  });

  it('is not waited for when a write has no time for it', async () => {
    const opened = await openAs(APP);
    opened.github.fail({ of: /./u, how: unknown, times: 999 });

    expect(await refusalOf(opened, switching('disable', 1), 1500)).toMatchObject({
      refused: true,
      message: expect.stringContaining('refused the token'),
    });
    expect(opened.clock.sleeps).toEqual([1000]);
  });

  it.each(['ghp_practice', 'github_pat_practice', 'gho_practice'])('is nothing that another kind of token is: %s', async (token) => {
    const { reader, github, clock } = await openAs(token);
    github.fail({ of: /./u, how: unknown });

    expect((await reader.read(AT)).problems.join()).toContain('refused the token');
    expect(clock.sleeps).toEqual([]);
  });
});
